"""DOCX (ISO/IEC 29500): the body of a Word document in order, as Word prints it."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from extractors.readers.containers.zip_archive import Archive
from extractors.readers.docx.drawings import Drawings
from extractors.readers.docx.inline import Inline, InlineReader
from extractors.readers.docx.notes import Notes
from extractors.readers.docx.numbering import Numbering
from extractors.readers.docx.package import WordPackage
from extractors.readers.docx.prompts import Prompts
from extractors.readers.docx.styles import Styles
from extractors.readers.docx.tables import grid_of, joined_tables
from extractors.readers.docx.visible import has_deleted_mark, make_visible
from extractors.readers.docx.word_xml import child, local_name
from extractors.readers.shared.boxed_values import is_boxed_value
from extractors.readers.shared.document_builder import DocumentBuilder, at, numbered_line
from extractors.readers.shared.finalize import assemble
from extractors.readers.shared.placed_pictures import PictureReader, add_pictures
from schemas import BlockKind, Cell, Document, FileInfo, ParentCell

BLOCKS = frozenset({"p", "tbl", "altChunk"})


def read_docx(data: bytes, file: FileInfo, look: PictureReader) -> Document:
    """The document in a DOCX package. Its pages are unknown: Word decides on them when it prints.

    `look` tells what its pictures hold.

    Raises:
        InputRejected: see `extractors.readers.read`.
    """
    with Archive(data) as archive:
        word = WordPackage(archive)
        walker = Walker(word)
        walker.walk_body()
        builder = walker.builder
        add_pictures(builder, word.read, look)
    warnings = builder.warnings(has_pictures=word.has_pictures)
    return assemble(file, builder.blocks, builder.tables, warnings, builder.struck)


@dataclass
class Content:
    """What stands in a cell: its lines, the tables nested in it, and the notes that it refers to."""

    lines: list[str] = field(default_factory=list)
    tables: list[tuple[str, etree._Element]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def extend(self, more: "Content") -> None:
        """Add what stands in something within the cell."""
        self.lines += more.lines
        self.tables += more.tables
        self.notes += more.notes


class Walker:
    """Walks through the body once, because automatic numbers depend on all that came before."""

    def __init__(self, word: WordPackage) -> None:
        self.builder = DocumentBuilder()
        styles = Styles(word)
        prompts = Prompts(word, styles)
        make_visible(word.body, styles, prompts)
        self._body = word.body
        self._styles = styles
        self._inline = InlineReader(styles, Drawings(word))
        self._inline.expect(word.body)
        self._numbering = Numbering(word, styles)
        self._notes = Notes(word, styles, prompts, self._inline)
        for part in word.defects:
            self.builder.warn_unread(f"문서 구성 파일({part})", None)

    def walk_body(self) -> None:
        """Collect every block of every section."""
        section, index = 0, 0
        for element in _blocks(self._body):
            self._add_block(element, f"s{section}/{index}")
            index += 1
            properties = child(element, "pPr")
            if properties is not None and child(properties, "sectPr") is not None:
                section, index = section + 1, 0

    def _add_block(self, element: etree._Element, path: str) -> None:
        match local_name(element):
            case "tbl":
                self._add_table(element, path, None)
            case "p":
                self._add_paragraph(element, path)
            case _:
                self.builder.warn_unread("삽입 파일(altChunk)", path)

    def _add_paragraph(self, paragraph: etree._Element, path: str) -> None:
        inline = self._read(paragraph, path, in_table=False)
        number = None if has_deleted_mark(paragraph) else self._numbering.next_number(paragraph)
        if inline.text.strip():
            level = self._styles.heading_level(paragraph)
            kind = BlockKind.HEADING if level else BlockKind.PARAGRAPH
            self.builder.add_text(kind, inline.text, path, level=level, number=number)
        for line in inline.lines:
            self.builder.add_text(BlockKind.PARAGRAPH, line, path)
        for box_index, box in enumerate(inline.boxes):
            for index, element in enumerate(_blocks(box)):
                self._add_block(element, f"{path}/{box_index}.{index}")
        for note in self._notes.take(inline.notes):
            self.builder.add_text(BlockKind.FOOTNOTE, note, path)

    def _read(self, paragraph: etree._Element, path: str, *, in_table: bool) -> Inline:
        """A paragraph's content, with what is to be said of it said."""
        inline = self._inline.read(paragraph)
        self.builder.add_struck(inline.struck, path)
        for what in dict.fromkeys(inline.unread):
            self.builder.warn_unread(what, path)
        for picture in inline.pictures:
            self.builder.add_picture(picture.part, path, picture.size_pt, in_table=in_table)
        if inline.unknown_signs:
            self.builder.warn_uncertain("어떤 글자인지 알 수 없는 기호 글꼴의 글자(�)", path)
        return inline

    def _add_table(self, table: etree._Element, path: str, parent: ParentCell | None) -> None:
        spans = list(grid_of(table))
        if len(spans) == 1 and parent is None:
            # A box of one cell is a frame around text, not a table: its content is read as if it had none.
            for index, element in enumerate(_blocks(spans[0].cell)):
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
        for index, element in enumerate(_blocks(container)):
            here = f"{path}/{index}"
            match local_name(element):
                case "p":
                    self._add_lines(element, here, content)
                case "tbl":
                    self._add_nested(element, here, content)
                case _:
                    self.builder.warn_unread("삽입 파일(altChunk)", here)
        return content

    def _add_nested(self, table: etree._Element, path: str, content: Content) -> None:
        spans = list(grid_of(table))
        inner = list(_blocks(spans[0].cell)) if len(spans) == 1 else []
        if all(local_name(each) == "p" for each in inner) and is_boxed_value([self._inline.text(p) for p in inner]):
            content.extend(self._content(spans[0].cell, f"{path}[0,0]"))
        elif spans:
            content.tables.append((path, table))

    def _add_lines(self, paragraph: etree._Element, path: str, content: Content) -> None:
        inline = self._read(paragraph, path, in_table=True)
        number = None if has_deleted_mark(paragraph) else self._numbering.next_number(paragraph)
        line = numbered_line(number, inline.text).rstrip()
        content.lines += [each for each in (line, *inline.lines) if each]
        for box_index, box in enumerate(inline.boxes):
            content.extend(self._content(box, f"{path}/{box_index}"))
        content.notes += self._notes.take(inline.notes)


def _blocks(container: etree._Element) -> Iterator[etree._Element]:
    return joined_tables(element for element in container if local_name(element) in BLOCKS)
