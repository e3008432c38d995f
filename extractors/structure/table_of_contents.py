"""Tables of contents that were left in a plan: their lines look like headings and must not be taken for them.

A line belongs to a table of contents when it ends in leaders and a page number, or when it stands in a run of
heading-like lines without content between most of which are printed again further down.
"""

import re
from collections.abc import Sequence

from extractors.korean.list_markers import split_mark
from extractors.korean.text_keys import squash, title_key
from schemas import Table

_LEADERS = re.compile(r"(?:[.·․‥…⋯ㆍ\-_]\s?){3,}\s*\d{0,3}\s*$|\t+\s*\d{1,3}\s*$|\s{4,}\d{1,3}\s*$")
_PAGE_NUMBER = re.compile(r"(?:[.·․‥…⋯ㆍ\-_\s]{2,}|\s)(?:p\.?\s?)?\d{1,3}\s*(?:쪽|페이지)?\s*$")
_MANY_LEADERS = re.compile(r"(?<![.·․‥…⋯ㆍ])(?<![.·․‥…⋯ㆍ]\s)(?:[.·․‥…⋯ㆍ]\s?){3,}+\s*\d{1,3}")
_CONTENTS_TITLE = re.compile(
    r"[<\[【〈《「\-=\s]*(?:목차|차례|contents|tableofcontents|순서|세부목차)[>\]】〉》」\-=\s]*", re.I
)
_SHORTEST_RUN = 3
_END_OF_LINE = 200  # letters in which leaders and a page number stand
_REPEATED_SHARE = (3, 5)

_ContentsLine = tuple[str, bool, bool]


def contents_lines(lines: Sequence[_ContentsLine]) -> frozenset[int]:
    """The positions of the lines of a table of contents. Each line is (text, looks like a heading, is text at all)."""
    keys = [_key(text) for text, _, _ in lines]
    last_place = {key: position for position, key in enumerate(keys)}
    dropped: set[int] = set()
    for start, end in _runs(lines):
        run = range(start, end)
        repeated = [position for position in run if last_place[keys[position]] >= end and keys[position]]
        titled = start > 0 and bool(_CONTENTS_TITLE.fullmatch(squash(lines[start - 1][0])))
        if titled and repeated:
            dropped.update(range(start, repeated[-1] + 1))
        elif (
            len(repeated) >= _SHORTEST_RUN
            and len(repeated) * _REPEATED_SHARE[1] >= (repeated[-1] + 1 - repeated[0]) * _REPEATED_SHARE[0]
        ):
            dropped.update(range(repeated[0], repeated[-1] + 1))
    for position, (text, _, is_text) in enumerate(lines):
        if is_text and (_has_leaders(text) or _CONTENTS_TITLE.fullmatch(squash(text))):
            dropped.add(position)
    return frozenset(dropped)


def is_contents_table(table: Table) -> bool:
    """Whether a table is a table of contents: numbered titles, and pages that only grow, in its last column."""
    rows: dict[int, list[str]] = {}
    for cell in table.cells:
        if cell.text.strip():
            rows.setdefault(cell.row, []).append(cell.text.strip())
    listed = [
        texts for texts in rows.values() if len(texts) >= 2 and re.fullmatch(r"[-\s]*\d{1,3}[-\s]*(?:쪽)?", texts[-1])
    ]
    if len(listed) < _SHORTEST_RUN or len(listed) * 5 < len(rows) * 4:
        return False
    pages = [int(re.sub(r"\D", "", texts[-1])) for texts in listed]
    marked = sum(split_mark(texts[0])[0] is not None for texts in listed)
    return pages == sorted(pages) and marked * 2 >= len(listed)


def _has_leaders(text: str) -> bool:
    return (
        bool(_LEADERS.search(text[-_END_OF_LINE:]) and len(text) > 5 and re.search(r"[가-힣]{2}", text))
        or len(_MANY_LEADERS.findall(text)) >= 2
    )


def _key(text: str) -> str:
    return title_key(text[:-_END_OF_LINE] + _PAGE_NUMBER.sub("", text[-_END_OF_LINE:]))


def _runs(lines: Sequence[_ContentsLine]) -> list[tuple[int, int]]:
    """Maximal runs of heading-like lines, as (first, one past the last)."""
    runs = []
    start: int | None = None
    for position, (text, heading, is_text) in enumerate(lines):
        like_a_heading = is_text and (heading or (len(text) < 60 and bool(_PAGE_NUMBER.search(text))))
        if like_a_heading and start is None:
            start = position
        elif not like_a_heading and start is not None:
            runs.append((start, position))
            start = None
    if start is not None:
        runs.append((start, len(lines)))
    return [(first, end) for first, end in runs if end - first >= _SHORTEST_RUN]
