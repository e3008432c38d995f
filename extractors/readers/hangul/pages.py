"""On which page the text of an HWP or HWPX file stands, where the file says how its lines were broken.

Hangul stores with each paragraph how it broke into lines; from that cache hwp-ingest lays the pages out without fonts.
A text that stands on one page only tells where it is; what stands between two texts of one page stands there, too. All
else keeps its page unknown. hwp-ingest panics on some damaged files that dochan reads: it has a process of its own
(`main`, the file on stdin), and if that fails the pages are unknown.
"""

import html
import json
import re
import subprocess
import sys
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, pairwise

from extractors.confinement import helpers
from schemas import Anchor, Document

# Of all paragraphs; programs that are not Hangul write none, or keep the cache of some.
MIN_CACHED_SHARE = 0.9
KEY_CHARACTERS = 16
MIN_KEY_CHARACTERS = 6
LAYOUT_LIMIT_S = 30.0
MAX_ANSWER_BYTES = 64 * 2**20

TEXT_OF_SVG = re.compile(r"<text[^>]*>(.*?)</text>", re.DOTALL)
TAG = re.compile(r"<[^>]*>")


def with_pages(document: Document, data: bytes, *, paragraphs: int, cached: int) -> Document:
    """The document with the pages of its blocks and cells, as far as they are known.

    `paragraphs` is how many paragraphs the file has, `cached` how many of them have their lines stored.
    """
    if not paragraphs or cached < MIN_CACHED_SHARE * paragraphs:
        return document
    pages = _texts_of_pages(data)
    if not pages:
        return document
    anchors = list(_anchors(document))
    found = pages_of([anchor.text for anchor in anchors], pages)
    page_at = {anchor: page for anchor, page in zip(anchors, found, strict=True) if page is not None}

    def placed(anchor: Anchor) -> Anchor:
        return replace(anchor, page=page_at.get(anchor))

    blocks = tuple(replace(block, anchor=placed(block.anchor)) if block.anchor else block for block in document.blocks)
    tables = []
    for table in document.tables:
        cells = tuple(replace(cell, anchor=placed(cell.anchor)) for cell in table.cells)
        on_pages = sorted({cell.anchor.page for cell in cells if cell.anchor.page is not None})
        tables.append(table.model_copy(update={"cells": cells, "pages": tuple(on_pages)}))
    file = document.file.model_copy(update={"pages": len(pages)})
    return document.model_copy(update={"file": file, "blocks": blocks, "tables": tuple(tables)})


def pages_of(texts: Sequence[str], pages: Sequence[str]) -> list[int | None]:
    """The page (from 1) of each text, both in reading order; None where it is not sure."""
    whole = "\n".join(pages)
    ends = list(accumulate(len(page) + 1 for page in pages))
    found: list[tuple[int, int]] = []
    for index, text in enumerate(texts):
        key = _without_blanks(text)[:KEY_CHARACTERS]
        at = whole.find(key) if len(key) >= MIN_KEY_CHARACTERS else -1
        if at >= 0 and whole.rfind(key) == at:
            found.append((index, bisect_right(ends, at) + 1))
    result: list[int | None] = [None] * len(texts)
    before = None
    for index, page in _longest_in_order(found):
        if before is not None and before[1] == page:
            result[before[0] : index] = [page] * (index - before[0])
        result[index] = page
        before = (index, page)
    return result


def _longest_in_order(found: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The most of the finds whose pages never go back: the others are the same words at another place."""
    tails: list[int] = []
    tail_at: list[int] = []
    previous: list[int] = []
    for position, (_, page) in enumerate(found):
        length = bisect_right(tails, page)
        previous.append(tail_at[length - 1] if length else -1)
        tails[length : length + 1] = [page]
        tail_at[length : length + 1] = [position]
    chain = []
    position = tail_at[-1] if tail_at else -1
    while position >= 0:
        chain.append(found[position])
        position = previous[position]
    return chain[::-1]


def _anchors(document: Document) -> Iterator[Anchor]:
    """The anchors of blocks and cells in reading order; nested tables follow the table that holds them."""
    outer = [index for index, table in enumerate(document.tables) if table.parent is None]
    end_of = dict(pairwise([*outer, len(document.tables)]))
    for block in document.blocks:
        if block.anchor is not None:
            yield block.anchor
        if block.table is not None:
            for table in document.tables[block.table : end_of[block.table]]:
                yield from (cell.anchor for cell in table.cells)


def _texts_of_pages(data: bytes) -> list[str]:
    """The text of each page without blanks; nothing if the pages cannot be laid out."""
    try:
        answer = _answer_of_helper(data) if helpers.is_shut_in() else _answer_of_process(data)
    except (OSError, subprocess.SubprocessError):
        return []
    pages: list[str] = json.loads(answer)
    return pages


def _answer_of_process(data: bytes) -> bytes:
    command = [sys.executable, "-P", "-m", "extractors.readers.hangul.pages"]
    done = subprocess.run(  # noqa: S603 - our own module, no shell
        command, input=data, capture_output=True, check=True, timeout=LAYOUT_LIMIT_S
    )
    return done.stdout


def _answer_of_helper(data: bytes) -> bytes:
    answer = helpers.ask("hangul-pages", [], data, MAX_ANSWER_BYTES)
    if answer.code != 0:
        raise OSError(f"layout ended with {answer.code}")
    return answer.output


def _text_of(svg: str) -> str:
    texts = (html.unescape(TAG.sub("", text)) for text in TEXT_OF_SVG.findall(svg))
    return _without_blanks("".join(texts))


def _without_blanks(text: str) -> str:
    return "".join(text.split())


def main() -> None:
    """Lay out the file on stdin and print the text of each page as JSON."""
    import hwp_ingest

    pages = [_text_of(svg.decode()) for svg in hwp_ingest.to_svg_pages(sys.stdin.buffer.read())]
    sys.stdout.write(json.dumps(pages))
    sys.stdout.flush()


if __name__ == "__main__":
    main()
