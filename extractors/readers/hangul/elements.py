"""What stands in a Hangul document, in the order in which it is read: the same for HWPX and HWP 5.

The kinds are those of dochan's model, so that its telling of headings by their size serves both formats, and three of
our own: a paragraph that knows what is struck through in it, a chart's texts, and what cannot be read.
"""

from dataclasses import dataclass, field
from typing import Any

from dochan.model.document import Paragraph, TextRun
from dochan.model.header_footer import Footnote
from dochan.model.image import Image
from dochan.model.table import Cell as HangulCell
from dochan.model.table import Table as HangulTable

from schemas.errors import TooLarge

CHECKED, UNCHECKED = "☒", "☐"


@dataclass
class HangulParagraph(Paragraph):  # type: ignore[misc]  # dochan has no types
    """A paragraph. Its runs are what is printed and holds; what is struck through stands apart, and so do memos."""

    struck: list[str] = field(default_factory=list)
    has_memo: bool = False


MAX_PLACES = 250_000
"""Rows by columns of a table: fifty times what a plan of a hundred pages has in all its tables."""


@dataclass
class Unread:
    """Something that is shown and that no reader reads, in a word for people."""

    what: str


@dataclass
class Lines:
    """Texts that are no paragraphs: text art, a chart's titles."""

    texts: list[str]


@dataclass
class Box:
    """A text box or a group of shapes: what stands in it."""

    elements: list[Any]


@dataclass
class PlacedCell:
    """A cell of a table with its place, as the file gives it."""

    row: int
    col: int
    row_span: int
    col_span: int
    elements: list[Any]


class ParagraphAssembler:
    """Puts a paragraph together from its runs and what is anchored in it, in reading order.

    What is anchored in a paragraph does not part it: a box beside 13,579 leaves it one number. Objects before the first
    word come before the paragraph, the others after it; only a table set into the line parts the text before it from
    the text behind it. A box of one line that is set into a line of text is part of that line.
    """

    def __init__(self, make: Any, *, has_text: bool) -> None:  # noqa: ANN401 - dochan has no types
        self.has_text = has_text
        self._make = make
        self._done: list[Any] = []
        self._runs: list[TextRun] = []
        self._struck: list[str] = []
        self._after: list[Any] = []
        self._was_struck = False

    def add_run(self, run: TextRun) -> None:
        """Add text."""
        if not run.strikeout:
            self._runs.append(run)
        elif self._was_struck:
            self._struck[-1] += run.text
        else:
            self._struck.append(run.text)
        self._was_struck = bool(run.strikeout)

    def add(self, element: Any, *, in_line: bool) -> None:  # noqa: ANN401
        """Add an object at this place of the text."""
        line = _line_of(element) if in_line and self.has_text else None
        if line is not None:
            self._runs += line.runs
            self._struck += line.struck
        elif isinstance(element, Box):
            self._place(element.elements)
        elif in_line and isinstance(element, HangulTable):
            self._flush()
            self._done.append(element)
        else:
            self._place([element])

    def mark(self) -> int:
        """Where the text stands now."""
        return len(self._runs)

    def text_since(self, mark: int) -> str:
        """What was added since a mark."""
        return "".join(run.text for run in self._runs[mark:])

    def take_back(self, mark: int) -> None:
        """Take back what was added since a mark."""
        del self._runs[mark:]

    def finish(self) -> list[Any]:
        """The paragraph and what is anchored in it."""
        self._flush()
        return self._done

    def _place(self, elements: list[Any]) -> None:
        is_before = not any(run.text.strip() for run in self._runs) and not self._after
        is_page_part = not any(isinstance(each, HangulTable | Paragraph) for each in elements)
        (self._done if is_before and not is_page_part else self._after).extend(elements)

    def _flush(self) -> None:
        if self._struck or any(run.text.strip() for run in self._runs):
            self._done.append(self._make(self._runs, self._struck))
        self._done += self._after
        self._runs, self._struck, self._after = [], [], []
        self._was_struck = False


def _line_of(element: Any) -> HangulParagraph | None:  # noqa: ANN401
    """The one line that is all that a text box or a table of one cell holds, where it is so."""
    if isinstance(element, HangulTable):
        cells = [cell for row in element.rows for cell in row]
        shown = cells[0].paragraphs if len(cells) == 1 and not element.caption else []
    else:
        shown = element.elements if isinstance(element, Box) else []
    return shown[0] if len(shown) == 1 and isinstance(shown[0], HangulParagraph) else None


def table_of(cells: list[PlacedCell], declared: tuple[int, int], caption: list[Any]) -> HangulTable:
    """A table whose cells tile its grid, whatever places and spans a file claims; `declared` is its rows and columns.

    A span ends where another cell with content begins, and at the table's edge. Of cells in one place the first has it,
    and the others' content is added to it. Places that no cell covers are blank cells.

    Raises:
        TooLarge: one cell that claims to stand far away would make a grid of blanks that takes minutes.
    """
    rows = _extent([(cell.row, cell.row_span) for cell in cells], declared[0])
    cols = _extent([(cell.col, cell.col_span) for cell in cells], declared[1])
    if rows * cols > MAX_PLACES:
        raise TooLarge(f"표의 행·열({rows:,}×{cols:,})이 너무 많음")
    at_place: dict[tuple[int, int], PlacedCell] = {}
    for cell in cells:
        first = at_place.setdefault((cell.row, cell.col), cell)
        if first is not cell:
            first.elements.extend(cell.elements)
    taken = {place for place, cell in at_place.items() if cell.elements}
    grid = [[HangulCell(row_span=0, col_span=0) for _ in range(cols)] for _ in range(rows)]
    covered: set[tuple[int, int]] = set()
    for row in range(rows):
        for col in range(cols):
            if (row, col) in covered:
                continue
            own = at_place.get((row, col), PlacedCell(row, col, 1, 1, []))
            height, width = _free_area(own, (rows, cols), taken, covered)
            covered |= {(row + down, col + right) for down in range(height) for right in range(width)}
            grid[row][col] = HangulCell(own.elements, row, col, height, width)
    return HangulTable(rows=grid, caption=caption)


def _extent(places: list[tuple[int, int]], declared: int) -> int:
    last = max((at for at, _ in places), default=-1) + 1
    return max(last, min(declared, max((at + span for at, span in places), default=0)))


def _free_area(
    cell: PlacedCell, grid: tuple[int, int], taken: set[tuple[int, int]], covered: set[tuple[int, int]]
) -> tuple[int, int]:
    """How many rows and columns of its span a cell can have."""

    def is_free(row: int, col: int) -> bool:
        return (row, col) not in covered and ((row, col) not in taken or (row, col) == (cell.row, cell.col))

    width = 1
    while width < min(cell.col_span, grid[1] - cell.col) and is_free(cell.row, cell.col + width):
        width += 1
    height = 1
    while height < min(cell.row_span, grid[0] - cell.row) and all(
        is_free(cell.row + height, cell.col + step) for step in range(width)
    ):
        height += 1
    return height, width


__all__ = ["Box", "Footnote", "HangulCell", "HangulParagraph", "HangulTable", "Image", "Lines", "PlacedCell", "Unread"]
