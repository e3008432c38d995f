"""A second reader of HWP and HWPX beside dochan: where both read a cell differently, a person must look.

The second reader is unhwp, written by others in another language. It knows less than dochan: it leaves out equations,
form fields and what follows a footnote's mark, and it sees nothing in documents for distribution. What it merely lacks
is therefore no disagreement, unless a figure is part of it; and automatic numbers, which each reader counts by itself,
are not compared.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Any

import unhwp

from schemas import ReadingWarning, Table, WarningCode

# The longest automatic number that a reader puts before a line: "제10조의2", "(iv)", a bullet.
LONGEST_NUMBER = 8
# No table of a document is wider; a broken file may claim any width.
MAX_COLUMNS = 1_000
# unhwp's JSON of a plan of a hundred pages has five million characters; ten times as many take a gigabyte as objects.
MAX_CHARACTERS = 40_000_000
MAX_LEFT_OUT = 200
FIGURES = re.compile(r"[^0-9△▲∆▽▼−\-,.%]")

Shape = tuple[tuple[int, int, int, int], ...]


@dataclass(frozen=True)
class SecondCell:
    """A cell as unhwp read it: its paragraphs without blanks, and whether each has an automatic number."""

    paragraphs: tuple[tuple[bool, str], ...]

    @property
    def text(self) -> str:
        """All that was read, without blanks and numbers."""
        return "".join(text for _, text in self.paragraphs)


SecondTable = dict[tuple[int, int, int, int], SecondCell]


def cross_check(
    data: bytes, tables: Sequence[Table], left_out: Iterable[str] = (), skipped: AbstractSet[str] = frozenset()
) -> list[ReadingWarning]:
    """A warning for each cell that unhwp reads differently, and for each table whose cells it divides differently.

    `tables` is what was read first in the same bytes, and `left_out` the texts that are no content of it: memos and
    prompts. Cells at the paths `skipped` are not compared, nor tables of one cell, which are frames around text, nor
    a file of many hundred pages.
    """
    first = [table for table in tables if len(table.cells) > 1]
    if not first:
        return []
    try:
        with unhwp.parse_bytes(data) as reading:
            content: str = reading.json
    except unhwp.UnhwpError:
        # The second reader cannot open every file that the first one can; then there is no cross-check.
        return []
    if len(content) > MAX_CHARACTERS:
        return []
    sections = json.loads(content)["sections"]
    found = (table for section in sections for block in section["content"] for table in _tables_in(block))
    second = [table for table in found if len(table) > 1]
    pairs, unlike = _aligned(first, second)
    warnings = [
        ReadingWarning(
            code=WarningCode.READINGS_DIFFER,
            path=table.path,
            message="표의 칸 구분을 두 방법이 다르게 읽음, 원문 대조 필요",
        )
        for table in unlike
    ]
    no_content = {text for each in left_out if (text := _without_blanks(each))}
    for table, other in pairs:
        differences = _differences(table, other, no_content)
        # The second reader loses the text that a memo is written on.
        warnings += [warning for warning in differences if warning.path not in skipped]
    return warnings


def _differences(table: Table, other: SecondTable, no_content: AbstractSet[str]) -> Iterator[ReadingWarning]:
    for cell in table.cells:
        read = other[cell.row, cell.col, cell.row_span, cell.col_span]
        read = _with_content_only(read, no_content)
        if contradicts(_without_blanks(cell.text), read):
            message = f"칸의 글을 두 방법이 다르게 읽음, 원문 대조 필요: {_shown(cell.text)} / {_shown(read.text)}"
            yield ReadingWarning(code=WarningCode.READINGS_DIFFER, path=cell.anchor.path, message=message)


def _with_content_only(read: SecondCell, no_content: AbstractSet[str]) -> SecondCell:
    """A cell of the second reading without the paragraphs, or the parts of them, that are no content."""
    paragraphs = []
    for is_numbered, line in read.paragraphs:
        for text in sorted(no_content, key=len, reverse=True)[:MAX_LEFT_OUT] if line else ():
            line = line.replace(text, "")
        paragraphs.append((is_numbered, line))
    return SecondCell(tuple(paragraphs))


def contradicts(text: str, read: SecondCell) -> bool:
    """Whether a cell's text (without blanks) contradicts what the second reader read."""
    if text == read.text:
        return False
    if _is_same_but_for_numbers(text, read):
        return False
    return _figures(text) != _figures(read.text) or not _is_part_of(read.text, text)


def _is_same_but_for_numbers(text: str, read: SecondCell) -> bool:
    position = 0
    for is_numbered, line in read.paragraphs:
        window = len(line) + (LONGEST_NUMBER if is_numbered else 0)
        start = text.find(line, position, position + window)
        if start < 0:
            return False
        position = start + len(line)
    return position == len(text)


def _figures(text: str) -> str:
    """Digits and the signs that change what they say."""
    return FIGURES.sub("", text)


def _is_part_of(part: str, whole: str) -> bool:
    """Whether `part` is `whole` with something left out."""
    rest = iter(whole)
    return all(character in rest for character in part)


def _aligned(
    first: Sequence[Table], second: Sequence[SecondTable]
) -> tuple[list[tuple[Table, SecondTable]], list[Table]]:
    """Tables that are the same in both readings, and tables of the first that are divided differently in the second.

    Equal tables are found first; what stands between them is then paired by its cells. A table that only one of both
    shows (in a text box, in a header) is no disagreement.
    """
    ours = [(_shape(table), "".join(_without_blanks(cell.text) for cell in table.cells)) for table in first]
    theirs = [(tuple(sorted(table)), "".join(table[place].text for place in sorted(table))) for table in second]
    pairs: list[tuple[Table, SecondTable]] = []
    unlike: list[Table] = []
    for start, other_start, end, other_end in _gaps_and_matches(ours, theirs):
        lost, unknown = first[start:end], second[other_start:other_end]
        same = _matches([_shape(table) for table in lost], [tuple(sorted(table)) for table in unknown])
        pairs += [(lost[one], unknown[other]) for one, other in same]
        if len(unknown) > len(same):
            paired = {one for one, _ in same}
            unlike += [table for index, table in enumerate(lost) if index not in paired]
    return pairs, unlike


def _gaps_and_matches(ours: Sequence[object], theirs: Sequence[object]) -> Iterator[tuple[int, int, int, int]]:
    """What lies between equal items of two sequences, as (start, other start, end, other end)."""
    same = [(-1, -1), *_matches(ours, theirs), (len(ours), len(theirs))]
    for (before, other_before), (after, other_after) in pairwise(same):
        yield before + 1, other_before + 1, after, other_after


def _matches(ours: Sequence[object], theirs: Sequence[object]) -> list[tuple[int, int]]:
    matcher = SequenceMatcher(None, ours, theirs)
    return [(a + step, b + step) for a, b, size in matcher.get_matching_blocks() for step in range(size)]


def _shape(table: Table) -> Shape:
    return tuple(sorted((cell.row, cell.col, cell.row_span, cell.col_span) for cell in table.cells))


def _tables_in(block: dict[str, Any]) -> Iterator[SecondTable]:
    """The table that a block of unhwp's JSON is, if it is one, and the tables nested in its cells."""
    if "Table" in block:
        yield from _with_nested(block["Table"])


def _with_nested(table: dict[str, Any]) -> Iterator[SecondTable]:
    placed = list(_placed(table))
    yield {place: SecondCell(tuple(_paragraphs(cell))) for place, cell in placed}
    for _, cell in placed:
        for nested in cell.get("nested_tables", ()):
            yield from _with_nested(nested)


def _placed(table: dict[str, Any]) -> Iterator[tuple[tuple[int, int, int, int], dict[str, Any]]]:
    """The cells with their places: a cell stands at the first column that no earlier one covers."""
    width = max((sum(cell["colspan"] for cell in row["cells"]) for row in table["rows"]), default=0)
    width = min(width, MAX_COLUMNS)
    free_from = [0] * width
    for row, line in enumerate(table["rows"]):
        col = 0
        for cell in line["cells"]:
            while col < width and free_from[col] > row:
                col += 1
            yield (row, col, cell["rowspan"], cell["colspan"]), cell
            covered = range(col, min(col + cell["colspan"], width))
            free_from[col : covered.stop] = [row + cell["rowspan"]] * len(covered)
            col += cell["colspan"]


def _paragraphs(cell: dict[str, Any]) -> Iterator[tuple[bool, str]]:
    for paragraph in cell["content"]:
        texts = [part["Text"]["text"] for part in paragraph["content"] if "Text" in part]
        head = paragraph["style"].get("head")
        numbered = head is not None and len(texts) > 1
        yield head is not None, _without_blanks("".join(texts[1:] if numbered else texts))


def _without_blanks(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _shown(text: str) -> str:
    """A cell's text as one short line."""
    line = " ".join(text.split())
    return f"“{line[:40]}…”" if len(line) > 40 else f"“{line}”"
