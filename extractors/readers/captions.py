"""A table's caption and money unit, from the lines just above it, its own caption, its cells or its first row."""

import re

from schemas import Block, BlockKind, Table

MAX_LINES_ABOVE = 3
MAX_CAPTION_CHARACTERS = 80
MONEY_UNIT = r"(?:십억|백억|천억|조|억|천만|백만|십만|만|천|백)?\s*원"
UNIT_NOTE = re.compile(rf"단\s*위\s*[:：;]?\s*[^()\[\]]*?(?<![가-힣])({MONEY_UNIT})(?![가-힣])")
BRACKETED_UNIT = re.compile(rf"[(\[（]\s*({MONEY_UNIT})\s*[)\]）]")
BRACKETED = re.compile(r"^\s*([<〈《＜「『][^<>]*[>〉》＞」』]|\[[^\]]*\]|【[^】]*】)\s*(.*)$", re.DOTALL)
NUMBERED = re.compile(r"^\s*[<\[〈]?\s*(?:표|그림|Table)\s*\.?\s*[\dⅠ-Ⅻ]+(?:\s*[-.]\s*\d+)*")
UNIT_LINE = re.compile(r"^[\s(\[<〈（]*단\s*위\s*[:：;]?[^()\[\]]*[)\]>〉）\s]*$")


def describe_tables(blocks: tuple[Block, ...], tables: tuple[Table, ...]) -> tuple[Table, ...]:
    """The tables with `caption` and `unit` filled in where the document states them; a nested one inherits its unit."""
    above = _lines_above(blocks)
    described: list[Table] = []
    for index, table in enumerate(tables):
        lines = above.get(index, ())
        caption = table.caption or _caption(lines)
        unit = _unit(table, lines)
        if unit is None and table.parent is not None and table.parent.table < len(described):
            unit = described[table.parent.table].unit
        described.append(table.model_copy(update={"caption": caption, "unit": unit}))
    return tuple(described)


def unit_of(text: str) -> str | None:
    """The money unit that a note such as `(단위 : 백만원, %)` states, as a plain word."""
    found = UNIT_NOTE.search(text)
    return re.sub(r"\s", "", found[1]) if found else None


def _lines_above(blocks: tuple[Block, ...]) -> dict[int, tuple[str, ...]]:
    """For each table with a block, the few lines between it and the table or heading before it, nearest first."""
    above: dict[int, tuple[str, ...]] = {}
    for position, block in enumerate(blocks):
        if block.kind is not BlockKind.TABLE or block.table is None:
            continue
        lines: list[str] = []
        for earlier in reversed(blocks[max(0, position - MAX_LINES_ABOVE) : position]):
            if earlier.kind not in {BlockKind.PARAGRAPH, BlockKind.HEADING}:
                break
            lines.append(earlier.text or "")
            if earlier.kind is BlockKind.HEADING:
                break
        above[block.table] = tuple(lines)
    return above


def _caption(lines: tuple[str, ...]) -> str | None:
    for line in lines:
        if UNIT_LINE.match(line):
            continue
        # Only the nearest line that is no unit can be the caption: anything further up belongs to the text.
        bracketed = BRACKETED.match(line)
        if bracketed and len(line) <= MAX_CAPTION_CHARACTERS and (not bracketed[2] or UNIT_LINE.match(bracketed[2])):
            return bracketed[1].strip()
        if NUMBERED.match(line) and len(line) <= MAX_CAPTION_CHARACTERS:
            return line.strip()
        return None
    return None


def _unit(table: Table, lines: tuple[str, ...]) -> str | None:
    nearest = next((index for index, line in enumerate(lines) if not UNIT_LINE.match(line)), len(lines) - 1)
    for text in (*lines[: nearest + 1], table.caption or ""):
        unit = unit_of(text)
        if unit:
            return unit
    for cell in table.cells:
        if cell.row > 1:
            break
        unit = unit_of(cell.text)
        if unit:
            return unit
    return None
