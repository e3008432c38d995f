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

from extractors.readers.collecting import Collected, at
from schemas import BlockKind, Cell, ParentCell, ReadingWarning
from schemas.errors import Damaged, Encrypted, TooLarge

# dochan gives the values behind a chart as tables that start like this; the file holds no such table.
CHART_CORNERS = frozenset({"범주", "X"})
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
    """What stands in a cell: its lines, and the tables nested in it."""

    lines: list[str] = field(default_factory=list)
    tables: list[tuple[str, HangulTable]] = field(default_factory=list)


def reject_unreadable(document: HangulDocument) -> None:
    """Turn dochan's list of errors into the error that it stands for.

    Raises:
        Encrypted, TooLarge, Damaged: the document, or a part of it, could not be read.
    """
    for error in document.errors:
        if "암호화" in error:
            raise Encrypted(error)
        if error.startswith("ERR") and ("limit" in error or "초과" in error):
            raise TooLarge(error)
        if error.startswith("ERR"):
            raise Damaged(error)


def collect(document: HangulDocument) -> Collected:
    """Walk a document's sections in order."""
    collected = Collected()
    for index, section in enumerate(document.sections):
        _walk(section.elements, f"s{index}", collected)
    return collected


def warnings_of(document: HangulDocument) -> list[ReadingWarning]:
    """What dochan could not read well, apart from charts, which are no content of ours."""
    return [
        ReadingWarning(code="part-unread", message=f"문서 일부를 읽지 못함: {error}")
        for error in document.errors
        if "chart" not in error
    ]


def _walk(elements: Sequence[Any], path: str, collected: Collected) -> None:
    for index, element in enumerate(elements):
        here = f"{path}/{index}"
        match element:
            case Paragraph():
                kind = BlockKind.HEADING if element.heading_level else BlockKind.PARAGRAPH
                collected.add_text(kind, _text(element), here, level=element.heading_level)
            case HangulTable():
                _add_table(element, here, collected)
            case HeaderFooter() | Comment():
                continue
            case Footnote() if element.type in NOTE_KINDS:
                collected.add_text(BlockKind.FOOTNOTE, element.text, here)
            case Equation():
                collected.add_text(BlockKind.PARAGRAPH, element.latex or element.script, here)


def _add_table(table: HangulTable, path: str, collected: Collected, parent: ParentCell | None = None) -> None:
    if _is_chart(table):
        return
    grid = list(_grid(table))
    if len(grid) == 1 and parent is None:
        # A box of one cell is a frame around text, not a table: its content is read as if it had none.
        _walk(table.caption, f"{path}/caption", collected)
        _walk(grid[0].cell.paragraphs, f"{path}[0,0]", collected)
        return
    index = collected.open_table(path, parent)
    cells, notes = [], []
    for row, col, row_span, col_span, cell in grid:
        here = f"{path}[{row},{col}]"
        content = _content(cell.paragraphs, here)
        text = "\n".join(content.lines)
        cells.append(Cell(row=row, col=col, row_span=row_span, col_span=col_span, text=text, anchor=at(here, text)))
        for nested_path, nested in content.tables:
            _add_table(nested, nested_path, collected, ParentCell(index, row, col))
        notes += [(here, note) for note in cell.paragraphs if isinstance(note, Footnote) and note.type in NOTE_KINDS]
    collected.close_table(index, cells, table.caption_text.strip())
    for here, note in notes:
        collected.add_text(BlockKind.FOOTNOTE, note.text, here)


def _content(elements: Sequence[Any], path: str) -> CellContent:
    content = CellContent()
    for index, element in enumerate(elements):
        here = f"{path}/{index}"
        match element:
            case Paragraph():
                content.lines.append(_text(element))
            case Equation():
                content.lines.append(element.latex or element.script)
            case HangulTable():
                content.tables.append((here, element))
    content.lines = [line for line in (line.rstrip() for line in content.lines) if line]
    return content


def _grid(table: HangulTable) -> Iterator[GridCell]:
    occupied: set[tuple[int, int]] = set()
    for row, cells in enumerate(table.rows):
        for col, cell in enumerate(cells):
            if (row, col) in occupied or cell.is_merged_away:
                continue
            row_span, col_span = max(cell.row_span, 1), max(cell.col_span, 1)
            occupied |= {(r, c) for r in range(row, row + row_span) for c in range(col, col + col_span)}
            yield GridCell(row, col, row_span, col_span, cell)


def _text(paragraph: Paragraph) -> str:
    # A run that marks a note holds only the note's number in brackets.
    return "".join(run.text for run in paragraph.runs if not run.note_ref)


def _is_chart(table: HangulTable) -> bool:
    return bool(table.rows and table.rows[0] and table.rows[0][0].text.strip() in CHART_CORNERS)
