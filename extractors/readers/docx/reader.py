"""DOCX (ISO/IEC 29500): the body of a Word document in order, as it stands once all tracked changes are accepted.

python-docx opens the package. Its body is walked directly: python-docx gives neither text boxes, content controls,
nested tables in order, notes nor automatic numbers.
"""

from dataclasses import dataclass, field

from lxml import etree

from extractors.readers.containers.zip_archive import Archive
from extractors.readers.docx.numbering import Numbering
from extractors.readers.docx.package import WordPackage
from extractors.readers.docx.parts import Notes, Styles
from extractors.readers.docx.tables import grid_of, joined_tables, unwrapped
from extractors.readers.docx.word_xml import child, is_deleted, local_name, note_ids, own_text, text_boxes
from extractors.readers.shared.document_builder import DocumentBuilder, at, numbered_line
from extractors.readers.shared.finalize import assemble
from schemas import BlockKind, Cell, Document, FileInfo, ParentCell


def read_docx(data: bytes, file: FileInfo) -> Document:
    """The document in a DOCX package. Its pages are unknown: Word decides on them when it prints.

    Raises:
        InputRejected: see `extractors.readers.read`.
    """
    with Archive(data) as archive:
        has_pictures = any(name.startswith("word/media/") for name in archive.names)
        walker = Walker(WordPackage(data, archive))
    walker.walk_body()
    builder = walker.builder
    return assemble(file, builder.blocks, builder.tables, builder.warnings(has_pictures=has_pictures))


@dataclass
class Content:
    """What stands in a cell: its lines, the tables nested in it, and the notes that it refers to."""

    lines: list[str] = field(default_factory=list)
    tables: list[tuple[str, etree._Element]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


class Walker:
    """Walks through the body once, because automatic numbers depend on all that came before."""

    def __init__(self, word: WordPackage) -> None:
        self.builder = DocumentBuilder()
        self._body = word.body
        self._styles = Styles(word)
        self._numbering = Numbering(word, self._styles)
        self._notes = Notes(word)

    def walk_body(self) -> None:
        """Collect every block of every section."""
        section, index = 0, 0
        for element in joined_tables(unwrapped(self._body, {"p", "tbl"})):
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
        text = own_text(paragraph)
        number = None if is_deleted(paragraph) else self._numbering.next_number(paragraph)
        level = self._styles.heading_level(paragraph)
        if text.strip():
            kind = BlockKind.HEADING if level else BlockKind.PARAGRAPH
            self.builder.add_text(kind, text, path, level=level, number=number)
        for box_index, box in enumerate(text_boxes(paragraph)):
            for index, element in enumerate(joined_tables(unwrapped(box, {"p", "tbl"}))):
                self._add_block(element, f"{path}/{box_index}.{index}")
        for note in self._notes.texts(note_ids(paragraph)):
            self.builder.add_text(BlockKind.FOOTNOTE, note, path)

    def _add_table(self, table: etree._Element, path: str, parent: ParentCell | None) -> None:
        spans = list(grid_of(table))
        if len(spans) == 1 and parent is None:
            # A box of one cell is a frame around text, not a table: its content is read as if it had none.
            for index, element in enumerate(joined_tables(unwrapped(spans[0].cell, {"p", "tbl"}))):
                self._add_block(element, f"{path}[0,0]/{index}")
            return
        index = self.builder.open_table(path, parent)
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
        self.builder.close_table(index, cells)
        for here, note in notes:
            self.builder.add_text(BlockKind.FOOTNOTE, note, here)

    def _content(self, container: etree._Element, path: str) -> Content:
        content = Content()
        for index, element in enumerate(joined_tables(unwrapped(container, {"p", "tbl"}))):
            here = f"{path}/{index}"
            if local_name(element) == "p":
                self._add_lines(element, here, content)
            else:
                content.tables.append((here, element))
        return content

    def _add_lines(self, paragraph: etree._Element, path: str, content: Content) -> None:
        number = self._numbering.next_number(paragraph)
        line = numbered_line(number, own_text(paragraph)).rstrip()
        if line:
            content.lines.append(line)
        for box_index, box in enumerate(text_boxes(paragraph)):
            self._extend(content, self._content(box, f"{path}/{box_index}"))
        content.notes += self._notes.texts(note_ids(paragraph))

    @staticmethod
    def _extend(content: Content, more: Content) -> None:
        content.lines += more.lines
        content.tables += more.tables
        content.notes += more.notes
