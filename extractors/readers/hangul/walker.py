"""HWPX and HWP 5, as `dochan` reads them: its model walked into blocks, tables and cells.

dochan keeps a full grid of cells in which covered slots are blank fillers, so the cell that starts a merged area is
found by occupancy. It never raises on a bad file: its `errors` say what went wrong.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from dochan.model.document import Document as HangulDocument
from dochan.model.document import Paragraph
from dochan.model.equation import Equation
from dochan.model.header_footer import Comment, Footnote, HeaderFooter
from dochan.model.table import Cell as HangulCell
from dochan.model.table import Table as HangulTable

from extractors.readers.hangul.elements import Image, Lines, Unread
from extractors.readers.hangul.paragraph_numbering import ParagraphNumbering
from extractors.readers.shared.boxed_values import is_boxed_value
from extractors.readers.shared.document_builder import DocumentBuilder, at, numbered_line
from schemas import BlockKind, Cell, ParentCell, ReadingWarning, WarningCode
from schemas.errors import Damaged, Encrypted, TooLarge

# dochan calls changes that it cannot resolve an error, but keeps their text.
REVISION = "revision"
UNITS_PER_POINT = 100
NOTE_KINDS = frozenset({"footnote", "endnote"})


class GridCell(NamedTuple):
    """A cell at the place where its merged area starts."""

    row: int
    col: int
    row_span: int
    col_span: int
    cell: HangulCell


@dataclass
class CellContent:
    """What stands in a cell: its lines, the tables nested in it, and its notes."""

    lines: list[str] = field(default_factory=list)
    tables: list[tuple[str, HangulTable]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def extend(self, more: "CellContent") -> None:
        """Add what stands in something within the cell."""
        self.lines += more.lines
        self.tables += more.tables
        self.notes += more.notes


def reject_unreadable(document: HangulDocument) -> None:
    """Turn dochan's list of errors into the error that it stands for.

    Raises:
        Encrypted, TooLarge, Damaged: the document, or a part of it, could not be read.
    """
    for error in document.errors:
        if not error.startswith("ERR") or REVISION in error:
            continue
        if "암호화" in error:
            raise Encrypted(error)
        if "limit" in error or "초과" in error:
            raise TooLarge(error)
        raise Damaged(error)


def warnings_of(document: HangulDocument) -> list[ReadingWarning]:
    """What dochan could not read well, apart from charts, which are no content of ours."""
    found = [error for error in document.errors if "chart" not in error]
    unresolved = [error for error in found if REVISION in error]
    warnings = [
        ReadingWarning(code=WarningCode.PART_UNREAD, message=f"문서 일부를 읽지 못함: {error}")
        for error in found
        if error not in unresolved
    ]
    if unresolved:
        message = "확정하지 못한 변경 추적이 있어 삭제된 글이 남아 있을 수 있음: 변경 내용을 적용한 파일로 확인 필요"
        warnings.append(ReadingWarning(code=WarningCode.CHANGES_UNRESOLVED, message=message))
    return warnings


class HangulWalker:
    """Walks through a document once, because automatic numbers depend on all that came before."""

    def __init__(self, numbering: ParagraphNumbering) -> None:
        self.builder = DocumentBuilder()
        self.cells_with_memos: set[str] = set()
        self._numbering = numbering
        self._section = 0

    def walk(self, document: HangulDocument) -> DocumentBuilder:
        """Collect every block of every section."""
        self._numbering.detect_typed_outline(_paragraphs(document))
        for index, section in enumerate(document.sections):
            self._section = index
            self._walk(section.elements, f"s{index}")
        return self.builder

    def _walk(self, elements: Sequence[Any], path: str) -> None:
        for index, element in enumerate(elements):
            here = f"{path}/{index}"
            match element:
                case Paragraph():
                    self._add_paragraph(element, here)
                case HangulTable():
                    self._add_table(element, here)
                case HeaderFooter():
                    self._add_running(element, here)
                case Comment():
                    continue
                case Footnote() if element.type in NOTE_KINDS:
                    self.builder.add_text(BlockKind.FOOTNOTE, self._note(element, here), here)
                case Equation():
                    self.builder.add_text(BlockKind.PARAGRAPH, element.latex or element.script, here)
                case Image():
                    self._add_picture(element, here, in_table=False)
                    self._walk(element.caption, f"{here}/caption")
                case Lines():
                    for text in element.texts:
                        self.builder.add_text(BlockKind.PARAGRAPH, text, here)
                case Unread():
                    self.builder.warn_unread(element.what, here)

    def _add_picture(self, picture: Image, path: str, *, in_table: bool) -> None:
        size = (picture.width / UNITS_PER_POINT, picture.height / UNITS_PER_POINT)
        known = size if picture.width > 0 and picture.height > 0 else None
        self.builder.add_picture(picture.filename, path, known, in_table=in_table)

    def _add_running(self, element: HeaderFooter, path: str) -> None:
        """A line that comes on every page is no content; a table of several rows and columns is."""
        for index, inner in enumerate(element.paragraphs):
            if isinstance(inner, HangulTable) and inner.row_count > 1 and inner.col_count > 1:
                self._add_table(inner, f"{path}/{index}")

    def _note(self, note: Footnote, path: str) -> str:
        for paragraph in note.paragraphs:
            self.builder.add_struck(getattr(paragraph, "struck", ()), path)
        return str(note.text)

    def _add_paragraph(self, paragraph: Paragraph, path: str) -> None:
        self.builder.add_struck(getattr(paragraph, "struck", ()), path)
        text = _text(paragraph)
        number = self._numbering.next_number(self._section, paragraph.para_shape_id, text)
        level = paragraph.heading_level
        kind = BlockKind.HEADING if level else BlockKind.PARAGRAPH
        self.builder.add_text(kind, text, path, level=level, number=number)

    def _add_table(self, table: HangulTable, path: str, parent: ParentCell | None = None) -> None:
        grid = list(_grid(table))
        if len(grid) == 1 and parent is None:
            # A box of one cell is a frame around text, not a table: its content is read as if it had none.
            self._walk(table.caption, f"{path}/caption")
            self._walk(grid[0].cell.paragraphs, f"{path}[0,0]")
            return
        index = self.builder.open_table(path, parent)
        cells: list[Cell] = []
        notes: list[tuple[str, str]] = []
        for row, col, row_span, col_span, cell in grid:
            here = f"{path}[{row},{col}]"
            content = self._content(cell.paragraphs, here)
            if any(getattr(paragraph, "has_memo", False) for paragraph in cell.paragraphs):
                self.cells_with_memos.add(here)
            text = "\n".join(line for line in content.lines if line)
            cells.append(Cell(row=row, col=col, row_span=row_span, col_span=col_span, text=text, anchor=at(here, text)))
            notes += [(here, note) for note in content.notes]
            for nested_path, nested in content.tables:
                self._add_table(nested, nested_path, ParentCell(index, row, col))
        self.builder.close_table(index, cells, table.caption_text.strip())
        for here, note in notes:
            self.builder.add_text(BlockKind.FOOTNOTE, note, here)

    def _content(self, elements: Sequence[Any], path: str) -> CellContent:
        content = CellContent()
        for index, element in enumerate(elements):
            self._add_to_cell(element, f"{path}/{index}", content)
        return content

    def _add_to_cell(self, element: Any, here: str, content: CellContent) -> None:  # noqa: ANN401
        match element:
            case Paragraph():
                self.builder.add_struck(getattr(element, "struck", ()), here)
                line = _text(element).rstrip()
                number = self._numbering.next_number(self._section, element.para_shape_id, line)
                content.lines.append(numbered_line(number, line))
            case Equation():
                content.lines.append(element.latex or element.script)
            case HangulTable():
                self._add_nested(element, here, content)
            case Footnote() if element.type in NOTE_KINDS:
                content.notes.append(self._note(element, here))
            case Image():
                self._add_picture(element, here, in_table=True)
                content.extend(self._content(element.caption, f"{here}/caption"))
            case Lines():
                content.lines += element.texts
            case Unread():
                self.builder.warn_unread(element.what, here)

    def _add_nested(self, table: HangulTable, path: str, content: CellContent) -> None:
        grid = list(_grid(table))
        inner = grid[0].cell.paragraphs if len(grid) == 1 else []
        if inner and all(isinstance(each, Paragraph) for each in inner) and is_boxed_value([_text(p) for p in inner]):
            content.extend(self._content(table.caption, f"{path}/caption"))
            content.extend(self._content(inner, f"{path}[0,0]"))
        else:
            content.tables.append((path, table))


def _paragraphs(document: HangulDocument) -> Iterator[tuple[int, str]]:
    """Shape and text of every paragraph outside tables."""
    for section in document.sections:
        for element in section.elements:
            if isinstance(element, Paragraph):
                yield element.para_shape_id, _text(element)


def _grid(table: HangulTable) -> Iterator[GridCell]:
    occupied: set[tuple[int, int]] = set()
    for row, cells in enumerate(table.rows):
        for col, cell in enumerate(cells):
            # Where broken spans overlap, a covered cell with content of its own is kept: nothing may be lost.
            if cell.is_merged_away or ((row, col) in occupied and not cell.paragraphs):
                continue
            # A broken file may declare a span that leads out of its table.
            row_span = min(max(cell.row_span, 1), len(table.rows) - row)
            col_span = min(max(cell.col_span, 1), len(cells) - col)
            occupied |= {(r, c) for r in range(row, row + row_span) for c in range(col, col + col_span)}
            yield GridCell(row, col, row_span, col_span, cell)


def _text(paragraph: Paragraph) -> str:
    # A run that marks a note holds only the note's number in brackets. HWPX writes Hangul's fixed-width blank as
    # a figure space, HWP as a blank.
    return "".join(run.text for run in paragraph.runs if not run.note_ref).replace("\u2007", " ")
