"""A document as printed lines, each with its list mark and label, and the places of tables among them.

Boxes (tables of one column) are lines; a chapter title set as a table of one row ("Ⅱ │ 세부 추진계획") is a heading.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from extractors.korean.list_markers import Mark, split_mark
from extractors.korean.text_keys import split_label
from extractors.structure.field_labels import Field, field_of
from extractors.structure.table_of_contents import is_contents_table
from schemas import Anchor, Block, BlockKind, Document, Table

_TITLE_LENGTH = 70
_OPEN_ENDED = re.compile(r"[다함됨임음]\s*\.?$|[.。]$|[:：]$")
_BETWEEN_LABELS = re.compile(r"\s+[/|]\s+|\s{3,}")
_BEFORE_BRACKETED_LABEL = re.compile(r"\s+(?=[(\[<【〈][가-힣·\s]{2,12}[)\]>】〉])")
_CAPTION = re.compile(r"[<〈《\[【＜(]?\s*(?:표|그림|도표|사진|참고|별표)\s*[\dⅠ-Ⅻ]")


@dataclass(frozen=True)
class Line:
    """A printed line, or the place of a table (`table` is its index in the document)."""

    text: str
    anchor: Anchor | None
    block_index: int
    heading: bool = False
    level: int | None = None
    table: int | None = None
    mark: Mark | None = None
    rest: str = ""

    @cached_property
    def label(self) -> Field | None:
        """The field that the line is labelled with, or that its whole text names."""
        labelled = split_label(self.rest)
        if labelled is not None:
            found = field_of(labelled.label)
            if found is not None:
                return found
        return field_of(self.rest) if self.mark is not None or self.heading else None

    @cached_property
    def value(self) -> str:
        """What stands after the label; nothing when the label is the whole line."""
        labelled = split_label(self.rest)
        if labelled is not None and field_of(labelled.label) is not None:
            return labelled.value
        return ""

    @property
    def could_be_title(self) -> bool:
        """Short, no sentence, no label."""
        text = self.rest
        if self.table is not None or not 3 <= len(text) <= _TITLE_LENGTH:
            return False
        if _OPEN_ENDED.search(text) or _CAPTION.match(text):
            return False
        return self.label is None and bool(re.search(r"[가-힣A-Za-z]{2}", text))


def lines_of(document: Document) -> list[Line]:
    """Every line of a document and the place of every table that is no mere box, in reading order."""
    nested: dict[tuple[int, int, int], list[int]] = {}
    for index, table in enumerate(document.tables):
        if table.parent is not None:
            nested.setdefault((table.parent.table, table.parent.row, table.parent.col), []).append(index)
    lines: list[Line] = []
    for block_index, block in enumerate(document.blocks):
        if block.kind is BlockKind.TABLE and block.table is not None:
            lines.extend(_lines_of_table(document, block.table, block_index, nested))
        elif block.kind is not BlockKind.FOOTNOTE:
            lines.extend(_lines_of_block(block, block_index))
    return lines


def _lines_of_block(block: Block, block_index: int) -> Iterator[Line]:
    text = block.text or ""
    if block.number and not text.startswith(block.number):
        text = f"{block.number} {text}"
    for piece in _pieces(text):
        if piece.strip():
            heading = block.kind is BlockKind.HEADING
            yield _line(piece, block.anchor, block_index, heading=heading, level=block.level if heading else None)


def _pieces(text: str) -> Iterator[str]:
    """The lines of a text; one that labels several fields ("대상 : … / 내용 : …", "(목적) … (대상) …") is several."""
    for line in text.splitlines():
        mark, rest = split_mark(line)
        for separator in (_BETWEEN_LABELS, _BEFORE_BRACKETED_LABEL):
            parts = [part for part in separator.split(rest) if part.strip()]
            if len(parts) > 1 and all(_is_labelled(part) for part in parts):
                yield from (f"{mark.text} {part}" if mark is not None else part for part in parts)
                break
        else:
            yield line


def _is_labelled(text: str) -> bool:
    labelled = split_label(text)
    return labelled is not None and bool(labelled.value) and field_of(labelled.label) is not None


def _line(
    text: str, anchor: Anchor | None, block_index: int, *, heading: bool = False, level: int | None = None
) -> Line:
    mark, rest = split_mark(text)
    return Line(text.strip(), anchor, block_index, heading=heading, level=level, mark=mark, rest=rest)


def _lines_of_table(
    document: Document, index: int, block_index: int, nested: dict[tuple[int, int, int], list[int]]
) -> Iterator[Line]:
    table = document.tables[index]
    if is_contents_table(table):
        return
    chapter = _chapter_title(table)
    if chapter is not None:
        yield _line(chapter, table.cells[0].anchor, block_index, heading=True)
        return
    box = is_box(table)
    if not box:
        yield Line("", None, block_index, table=index)
    for cell in table.cells:
        if box:
            for piece in _pieces(cell.text):
                if piece.strip():
                    yield _line(piece, cell.anchor, block_index)
        for inner in nested.get((index, cell.row, cell.col), ()):
            yield from _lines_of_table(document, inner, block_index, nested)


def is_box(table: Table) -> bool:
    """Whether a table only draws a frame around lines: one cell a row."""
    is_narrow = table.column_count == 1
    rows = [cell.row for cell in table.cells if is_narrow or cell.text.strip()]
    return len(rows) == len(set(rows)) and (is_narrow or len(set(rows)) == 1 == len(table.cells))


def _chapter_title(table: Table) -> str | None:
    texts = [cell.text.strip() for cell in table.cells if cell.text.strip()]
    if table.row_count != 1 or not 2 <= len(texts) <= 3 or len(" ".join(texts)) > _TITLE_LENGTH:
        return None
    if not re.fullmatch(r"[Ⅰ-Ⅻ]|[IVX]{1,4}|\d{1,2}|제\s?\d+\s?장|[가-하]|[□■①-⑳]", texts[0].rstrip(". ")):
        return None
    point = "." if re.fullmatch(r"[IVX]+|\d+|[가-하]", texts[0]) else ""
    return f"{texts[0]}{point} {' '.join(texts[1:])}"
