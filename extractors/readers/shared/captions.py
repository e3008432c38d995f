"""A table's caption and money unit, from the lines just above it, its own caption, its first rows, or a line below."""

import re
from collections import Counter
from itertools import pairwise

from extractors.korean.units import (
    bracketed_units,
    declared_unit,
    is_unit_line,
    unit_in_brackets,
    without_unit_notes,
)
from schemas import Block, BlockKind, Cell, Table

MAX_LINES_ABOVE = 4
MAX_CAPTION_CHARACTERS = 80
FIRST_ROWS = 2

NOTE_LINE = re.compile(r"[※*]|주\s*\d?\s*[):]")
BRACKETED = re.compile(r"(?:<[^<>]+>|〈[^〉]+〉|《[^》]+》|＜[^＞]+＞|\[[^\]]+\]|【[^】]+】)$")
NUMBERED = re.compile(r"[<\[〈【＜(]?\s*(?:표|Table)\s*\.?\s*[\dⅠ-Ⅻ]+(?:\s*[-–.]\s*\d+)*(?=[\s.:)\]>〉】＞]|$)")


def describe_tables(blocks: tuple[Block, ...], tables: tuple[Table, ...]) -> tuple[Table, ...]:
    """The tables with `caption` and `unit` filled in where the document states them; a nested one inherits its unit."""
    above = _lines_above(blocks, tables)
    below = _captions_below(blocks)
    described: list[Table] = []
    for index, table in enumerate(tables):
        lines = above.get(index, ())
        if index in below and not table.caption and _caption(lines) is None:
            lines = (below[index], *lines)
        unit = _unit(table, lines)
        if unit is None and table.parent is not None and table.parent.table < index:
            unit = described[table.parent.table].unit
        own_caption = without_unit_notes(table.caption or "")
        caption = own_caption or _caption(lines)
        described.append(table.model_copy(update={"caption": caption, "unit": unit}))
    return tuple(described)


def _lines_above(blocks: tuple[Block, ...], tables: tuple[Table, ...]) -> dict[int, tuple[str, ...]]:
    """For each table with a block, the lines between it and the table or heading before it, nearest first."""
    above: dict[int, tuple[str, ...]] = {}
    for position, block in enumerate(blocks):
        if block.table is None:
            continue
        lines: list[str] = []
        for earlier in reversed(blocks[max(0, position - MAX_LINES_ABOVE) : position]):
            strip = _caption_strip(tables[earlier.table]) if earlier.table is not None else ()
            if earlier.kind not in {BlockKind.PARAGRAPH, BlockKind.HEADING} and not strip:
                break
            lines += strip or [(earlier.text or "").strip()]
            if earlier.kind is BlockKind.HEADING:
                break
        above[block.table] = tuple(lines)
    return above


def _captions_below(blocks: tuple[Block, ...]) -> dict[int, str]:
    """For each table with a numbered caption directly below it, that line; above a further table it is that one's."""
    below: dict[int, str] = {}
    for position, (block, line) in enumerate(pairwise(blocks)):
        if block.table is None or line.kind is not BlockKind.PARAGRAPH:
            continue
        text = (line.text or "").strip()
        after = next((each for each in blocks[position + 2 :] if not is_unit_line((each.text or "").strip())), None)
        if NUMBERED.match(text) and _as_caption(text) and (after is None or after.table is None):
            below[block.table] = text
    return below


def _caption_strip(table: Table) -> tuple[str, ...]:
    """The texts of a table that is only drawn to set a caption left and a unit right above the real one."""
    texts = tuple(" ".join(cell.text.split()) for cell in table.cells if cell.text.strip())
    is_strip = table.row_count == 1 and all(is_unit_line(text) or _as_caption(text) for text in texts)
    return texts if is_strip else ()


def _caption(lines: tuple[str, ...]) -> str | None:
    """The nearest line, units and notes apart, if it is set like a caption: what is further up belongs to the text."""
    for line in lines:
        caption = _as_caption(line)
        if caption:
            return caption
        if not is_unit_line(line) and not NOTE_LINE.match(line):
            return None
    return None


def _as_caption(line: str) -> str | None:
    if is_unit_line(line) or len(line) > MAX_CAPTION_CHARACTERS:
        return None
    caption = without_unit_notes(line)
    return caption if BRACKETED.match(caption) or NUMBERED.match(caption) else None


def _unit(table: Table, lines: tuple[str, ...]) -> str | None:
    return (
        _unit_above(lines)
        or declared_unit(table.caption or "")
        or next((unit for cell in _first_rows(table) if (unit := declared_unit(cell.text))), None)
        or _unit_in_brackets(table)
    )


def _unit_above(lines: tuple[str, ...]) -> str | None:
    """The unit of the nearest line that states one, with nothing but captions, units and notes in between."""
    for line in lines:
        unit = declared_unit(line) or unit_in_brackets(line)
        if unit:
            return unit
        if not (is_unit_line(line) or NOTE_LINE.match(line) or _as_caption(line)):
            return None
    return None


def _unit_in_brackets(table: Table) -> str | None:
    """The unit that the header gives in brackets, if it gives only one: 금액(천원) beside 단가(원) is none."""
    units = {unit for cell in _header(table) for unit in bracketed_units(cell.text)}
    return units.pop() if len(units) == 1 else None


def _first_rows(table: Table) -> tuple[Cell, ...]:
    return tuple(cell for cell in table.cells if cell.row < FIRST_ROWS)


def _header(table: Table) -> tuple[Cell, ...]:
    """The cells of the first row that has several, and of the rows below that some of them reach into."""
    rows = Counter(cell.row for cell in table.cells)
    first = min((row for row, count in rows.items() if count > 1), default=0)
    below = max((cell.row + cell.row_span for cell in table.cells if cell.row == first), default=0)
    height = below if below < table.row_count else first + 1
    return tuple(cell for cell in table.cells if cell.row < height)
