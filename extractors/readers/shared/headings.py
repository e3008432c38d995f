"""Which lines are headings, and how deep: by Korean numbering and by the format's own styles.

Styles alone mislead: body bullets (□, ○) often carry the outline level of the heading above them. Numbering alone
misleads, too: list items are numbered like headings, but stand next to each other, while a heading has content below.
"""

import re
from collections import Counter
from dataclasses import replace

from extractors.korean.units import starts_with_unit
from extractors.readers.shared.heading_numbers import HeadingNumber, NumberKind, number_of
from extractors.readers.shared.list_markers import BULLET
from extractors.readers.shared.table_of_contents import contents_lines
from schemas import Block, BlockKind, Table

MAX_HEADING_CHARACTERS = 80
# Without a style that says so, only a short line is taken for a heading.
MAX_UNSTYLED_CHARACTERS = 50
MAX_BAR_CHARACTERS = 60

SENTENCE = re.compile(r"다\s*[.。]$|[.。]$(?<!\d\.)|[,;]$")
# Notes in the clipped style of Korean reports: 추진함, 확보됨, 있음, 할 것.
CLIPPED_SENTENCE = re.compile(r"[가-힣](?:함|됨|음|것|다)\s*$")
CAPTION = re.compile(r"[<〈《\[【＜].*[>〉》\]】＞]$")
DATE = re.compile(r"[’'‘`]?\d{2,4}\s*[.년]\s*\d{0,2}\s*[.월]?\s*\d{0,2}\s*[.일]?$")
WORD = re.compile(r"[가-힣A-Za-z].*[가-힣A-Za-z]")


def level_headings(blocks: tuple[Block, ...], tables: tuple[Table, ...]) -> tuple[Block, ...]:
    """The blocks, with headings told from paragraphs and given their depth, 1 for the outermost.

    A table of one row that only holds a numbered title is a heading bar: it gets a heading of its own before it.
    """
    with_bars = _with_heading_bars(blocks, tables)
    contents = contents_lines(with_bars)
    numbers = [None if index in contents else _heading_number(with_bars, index) for index in range(len(with_bars))]
    depths = {number: depth for depth, number in enumerate(sorted({n for n in numbers if n}), start=1)}
    styled = _depths_of_styles(with_bars, numbers, depths)
    return tuple(
        _levelled(block, *_kind_and_level(block, number, index in contents, depths, styled))
        if block.kind in {BlockKind.HEADING, BlockKind.PARAGRAPH}
        else block
        for index, (block, number) in enumerate(zip(with_bars, numbers, strict=True))
    )


def _kind_and_level(
    block: Block,
    number: HeadingNumber | None,
    in_contents: bool,  # noqa: FBT001 - a private step of level_headings
    depths: dict[HeadingNumber, int],
    styled: dict[int, int],
) -> tuple[BlockKind, int | None]:
    if number is not None:
        return BlockKind.HEADING, depths[number]
    if block.kind is BlockKind.HEADING and not in_contents and _may_be_unnumbered(block):
        level = block.level or 1
        return BlockKind.HEADING, styled.get(level, level)
    return BlockKind.PARAGRAPH, None


def _levelled(block: Block, kind: BlockKind, level: int | None) -> Block:
    return block if (block.kind, block.level) == (kind, level) else replace(block, kind=kind, level=level)


def _depths_of_styles(
    blocks: tuple[Block, ...], numbers: list[HeadingNumber | None], depths: dict[HeadingNumber, int]
) -> dict[int, int]:
    """The depth at which numbered headings of each style level mostly stand: unnumbered ones stand there, too."""
    seen: dict[int, Counter[int]] = {}
    for block, number in zip(blocks, numbers, strict=True):
        if number is not None and block.level is not None:
            seen.setdefault(block.level, Counter())[depths[number]] += 1
    return {level: min(counts, key=lambda depth: (-counts[depth], depth)) for level, counts in seen.items()}


def _heading_number(blocks: tuple[Block, ...], index: int) -> HeadingNumber | None:
    """The number of a numbered heading; None for anything else."""
    block = blocks[index]
    text = block.text or ""
    if block.kind not in {BlockKind.HEADING, BlockKind.PARAGRAPH} or _cannot_be_heading(block):
        return None
    number = number_of(block)
    if number is None or block.kind is BlockKind.HEADING:
        return number
    if len(text) > MAX_UNSTYLED_CHARACTERS or CLIPPED_SENTENCE.search(text):
        return None
    return number if number.kind is NumberKind.PART or not _stands_in_list(number, blocks, index) else None


def _stands_in_list(number: HeadingNumber, blocks: tuple[Block, ...], index: int) -> bool:
    """Whether a neighbour has a number of the same kind: then it is an item of a list."""
    neighbours = [blocks[near] for near in (index - 1, index + 1) if 0 <= near < len(blocks)]
    return any(near.kind is BlockKind.PARAGRAPH and number_of(near) == number for near in neighbours)


def _cannot_be_heading(block: Block) -> bool:
    """Bullets, sentences, units and captions are no headings, whatever their style."""
    text = block.text or ""
    return bool(
        not text.strip()
        or len(text) > MAX_HEADING_CHARACTERS
        or BULLET.match(block.number or text)
        or SENTENCE.search(text)
        or starts_with_unit(text, bracketed=True)
        or CAPTION.match(text)
    )


def _may_be_unnumbered(block: Block) -> bool:
    text = block.text or ""
    return not _cannot_be_heading(block) and bool(WORD.search(text)) and not DATE.match(text)


def _with_heading_bars(blocks: tuple[Block, ...], tables: tuple[Table, ...]) -> tuple[Block, ...]:
    result: list[Block] = []
    for block in blocks:
        bar = _heading_bar(tables[block.table]) if block.table is not None else None
        result += [block] if bar is None else [bar, block]
    return tuple(result)


def _heading_bar(table: Table) -> Block | None:
    """The heading that a drawn bar shows: `Ⅰ │ 사업 개요`, or `1. 문제인식 │ (blank)`."""
    filled = [cell for cell in table.cells if cell.text.strip()]
    if not 1 <= len(filled) <= 2 or len({cell.row for cell in filled}) != 1 or table.row_count > 2:
        return None
    *label, title = (" ".join(cell.text.split()) for cell in filled)
    heading = Block(
        kind=BlockKind.PARAGRAPH,
        number=label[0] if label else None,
        text=title,
        anchor=filled[0].anchor,
    )
    bare = bool(label) and label[0].isdecimal()
    if len(title) > MAX_BAR_CHARACTERS or _cannot_be_heading(heading) or not WORD.search(title):
        return None
    if bare:
        heading = replace(heading, number=f"{label[0]}.")
    is_numbered = number_of(heading) is not None and (not label or len(label[0]) <= 6)
    return replace(heading, kind=BlockKind.HEADING) if is_numbered else None
