"""DOCX (ISO/IEC 29500): the body of a Word document in order, as it stands once all tracked changes are accepted.

The XML is walked directly: python-docx gives the parts and styles, but neither text boxes, content controls, nested
tables in order, notes, nor automatic numbers.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass, field

import docx as python_docx
from docx.document import Document as WordDocument
from docx.opc.exceptions import OpcError
from lxml import etree

from extractors.readers.archives import Archive
from extractors.readers.assembly import assemble
from extractors.readers.collecting import Collected, at, numbered_line
from extractors.readers.docx_parts import Notes, Styles
from extractors.readers.docx_xml import W, attribute, child, local_name, note_ids, own_text, text_boxes
from extractors.readers.numbering import Numbering
from schemas import BlockKind, Cell, Document, FileInfo, ParentCell
from schemas.errors import Damaged

# Wrappers that stand around blocks, rows or cells without being content; `ins` and `moveTo` are accepted changes.
WRAPPERS = frozenset({"sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"})


def read_docx(data: bytes, file: FileInfo) -> Document:
    """The document in a DOCX package. Its pages are unknown: Word decides on them when it prints.

    Raises:
        InputRejected: see `extractors.readers.read`.
    """
    with Archive(data):
        try:
            word = python_docx.Document(io.BytesIO(data))
        except (OpcError, KeyError, ValueError, etree.XMLSyntaxError) as error:
            raise Damaged(f"DOCX 구조를 읽을 수 없음: {error}") from error
    walker = Walker(word)
    walker.walk_body()
    return assemble(file, walker.collected.blocks, walker.collected.tables, [])


@dataclass
class Content:
    """What stands in a cell: its lines, the tables nested in it, and the notes that it refers to."""

    lines: list[str] = field(default_factory=list)
    tables: list[tuple[str, etree._Element]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


class Walker:
    """Walks through the body once, because automatic numbers depend on all that came before."""

    def __init__(self, word: WordDocument) -> None:
        self.collected = Collected()
        self._body: etree._Element = word.element.body
        self._styles = Styles(word)
        self._numbering = Numbering(word, self._styles)
        self._notes = Notes(word)

    def walk_body(self) -> None:
        """Collect every block of every section."""
        section, index = 0, 0
        for element in _joined_tables(_unwrapped(self._body, {"p", "tbl"})):
            self._add_block(element, f"s{section}/{index}")
            index += 1
            properties = child(element, "pPr")
            if properties is not None and child(properties, "sectPr") is not None:
                section, index = section + 1, 0

    def _add_block(self, element: etree._Element, path: str) -> None:
        if local_name(element) == "tbl":
            self._add_table(element, path, None)
        else:
            self._add_paragraph(element, path)

    def _add_paragraph(self, paragraph: etree._Element, path: str) -> None:
        text, number = own_text(paragraph), self._numbering.next_number(paragraph)
        level = self._styles.heading_level(paragraph)
        if text.strip():
            kind = BlockKind.HEADING if level else BlockKind.PARAGRAPH
            self.collected.add_text(kind, text, path, level=level, number=number)
        for box_index, box in enumerate(text_boxes(paragraph)):
            for index, element in enumerate(_joined_tables(_unwrapped(box, {"p", "tbl"}))):
                self._add_block(element, f"{path}/{box_index}.{index}")
        for note in self._notes.texts(note_ids(paragraph)):
            self.collected.add_text(BlockKind.FOOTNOTE, note, path)

    def _add_table(self, table: etree._Element, path: str, parent: ParentCell | None) -> None:
        spans = list(_grid(table))
        if len(spans) == 1 and parent is None:
            # A box of one cell is a frame around text, not a table: its content is read as if it had none.
            for index, element in enumerate(_joined_tables(_unwrapped(spans[0].cell, {"p", "tbl"}))):
                self._add_block(element, f"{path}[0,0]/{index}")
            return
        index = self.collected.open_table(path, parent)
        cells: list[Cell] = []
        notes: list[tuple[str, str]] = []
        for span in spans:
            here = f"{path}[{span.row},{span.col}]"
            content = self._content(span.cell, here)
            text = "\n".join(content.lines)
            cells.append(
                Cell(
                    row=span.row,
                    col=span.col,
                    row_span=span.row_span,
                    col_span=span.col_span,
                    text=text,
                    anchor=at(here, text),
                )
            )
            notes += [(here, note) for note in content.notes]
            for nested_path, nested in content.tables:
                self._add_table(nested, nested_path, ParentCell(index, span.row, span.col))
        self.collected.close_table(index, cells)
        for here, note in notes:
            self.collected.add_text(BlockKind.FOOTNOTE, note, here)

    def _content(self, container: etree._Element, path: str) -> Content:
        content = Content()
        for index, element in enumerate(_joined_tables(_unwrapped(container, {"p", "tbl"}))):
            here = f"{path}/{index}"
            if local_name(element) == "p":
                self._add_lines(element, here, content)
            else:
                content.tables.append((here, element))
        return content

    def _add_lines(self, paragraph: etree._Element, path: str, content: Content) -> None:
        number = self._numbering.next_number(paragraph)
        line = own_text(paragraph).rstrip()
        if line:
            content.lines.append(numbered_line(number, line))
        for box_index, box in enumerate(text_boxes(paragraph)):
            self._extend(content, self._content(box, f"{path}/{box_index}"))
        content.notes += self._notes.texts(note_ids(paragraph))

    @staticmethod
    def _extend(content: Content, more: Content) -> None:
        content.lines += more.lines
        content.tables += more.tables
        content.notes += more.notes


@dataclass
class Span:
    """A cell at the place where its merged area starts."""

    row: int
    col: int
    row_span: int
    col_span: int
    cell: etree._Element


def _unwrapped(container: etree._Element, names: set[str]) -> Iterator[etree._Element]:
    """The elements of these names directly in a container, or in wrappers that are no content themselves."""
    for element in container:
        name = local_name(element)
        if name in names:
            yield element
        elif name in WRAPPERS:
            yield from _unwrapped(element, names)


def _joined_tables(elements: Iterator[etree._Element]) -> Iterator[etree._Element]:
    """Converters split a long table in two; Word shows neighbours with the same grid as one, and so do we."""
    last: etree._Element | None = None
    for element in elements:
        if last is not None and local_name(last) == local_name(element) == "tbl":
            widths = _column_widths(element)
            if widths and widths == _column_widths(last):
                last.extend(list(_unwrapped(element, {"tr"})))
                continue
        if last is not None:
            yield last
        last = element
    if last is not None:
        yield last


def _column_widths(table: etree._Element) -> list[str | None]:
    grid = child(table, "tblGrid")
    return [] if grid is None else [attribute(column, "w") for column in grid.findall(f"{W}gridCol")]


def _grid(table: etree._Element) -> Iterator[Span]:
    """The cells of a table, with `gridSpan` and `vMerge` resolved."""
    spans: list[Span] = []
    open_spans: dict[int, Span] = {}
    rows = [row for row in _unwrapped(table, {"tr"}) if not _is_deleted(row)]
    for row_index, row in enumerate(rows):
        still_open: dict[int, Span] = {}
        for col, col_span, cell in _row_cells(row):
            merge = _vertical_merge(cell)
            above = open_spans.get(col)
            if merge == "continue" and above is not None:
                above.row_span += 1
                still_open[col] = above
                continue
            span = Span(row_index, col, 1, col_span, cell)
            spans.append(span)
            if merge is not None:
                still_open[col] = span
        open_spans = still_open
    yield from spans


def _row_cells(row: etree._Element) -> Iterator[tuple[int, int, etree._Element]]:
    """Column, width in columns, and element of each cell of a row."""
    properties = child(row, "trPr")
    col = 0 if properties is None else _count(child(properties, "gridBefore"), 0)
    for cell in _unwrapped(row, {"tc"}):
        cell_properties = child(cell, "tcPr")
        width = 1 if cell_properties is None else _count(child(cell_properties, "gridSpan"), 1)
        yield col, max(width, 1), cell
        col += max(width, 1)


def _vertical_merge(cell: etree._Element) -> str | None:
    properties = child(cell, "tcPr")
    merge = None if properties is None else child(properties, "vMerge")
    return None if merge is None else attribute(merge, "val") or "continue"


def _is_deleted(row: etree._Element) -> bool:
    properties = child(row, "trPr")
    return properties is not None and child(properties, "del") is not None


def _count(element: etree._Element | None, default: int) -> int:
    value = None if element is None else attribute(element, "val")
    return int(value) if value and value.isdecimal() else default
