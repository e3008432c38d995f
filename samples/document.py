"""The abstract document that every writer prints: headings, paragraphs, tables and page breaks, in reading order."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from unicodedata import east_asian_width

LEFT, ABOVE = "<", "^"


@dataclass(frozen=True)
class Heading:
    """A heading with its typed number."""

    level: int
    text: str


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; `style` is a key of `look.PARAGRAPHS`."""

    text: str
    style: str = "body"


@dataclass(frozen=True)
class PageBreak:
    """What follows starts on a new page, which lies on its side if it says so (until the next page break)."""

    sideways: bool = False


@dataclass(frozen=True)
class Cell:
    """The cell that starts a (merged) area."""

    row: int
    col: int
    row_span: int
    col_span: int
    text: str


@dataclass(frozen=True)
class Table:
    """A table as a grid of texts, in which `<` belongs to the cell on its left and `^` to the cell above.

    `nested` are tables that stand in cells, below their text, by the cell's row and column.
    `look` is grid, open (no outer sides), dashed (open, dotted inside), horizontal (no upright rules) or box.
    """

    rows: tuple[tuple[str, ...], ...]
    header_rows: int = 1
    look: str = "grid"
    role: str = "other"
    caption: str = ""
    unit: str = ""
    widths: tuple[float, ...] = ()
    left_columns: frozenset[int] = field(default_factory=frozenset)
    nested: Mapping[tuple[int, int], "Table"] = field(default_factory=dict)

    @property
    def column_count(self) -> int:
        """Columns of the grid."""
        return len(self.rows[0])

    def owners(self) -> list[list[tuple[int, int]]]:
        """For each place of the grid the place of the cell that covers it."""
        owners: list[list[tuple[int, int]]] = []
        for row, texts in enumerate(self.rows):
            line: list[tuple[int, int]] = []
            for col, text in enumerate(texts):
                if text == LEFT:
                    line.append(line[col - 1])
                elif text == ABOVE:
                    line.append(owners[row - 1][col])
                else:
                    line.append((row, col))
            owners.append(line)
        return owners

    def cells(self) -> list[Cell]:
        """The cells that start an area, in row order."""
        last: dict[tuple[int, int], tuple[int, int]] = {}
        for row, line in enumerate(self.owners()):
            for col, owner in enumerate(line):
                last[owner] = (row, col)
        return [
            Cell(row, col, end_row - row + 1, end_col - col + 1, self.rows[row][col])
            for (row, col), (end_row, end_col) in sorted(last.items())
        ]

    def shares(self) -> list[float]:
        """The width of each column as a part of one."""
        if self.widths:
            whole = sum(self.widths)
            return [width / whole for width in self.widths]
        wide = [3.0] * self.column_count
        for cell in self.cells():
            if cell.col_span == 1:
                longest = max(display_width(line) for line in cell.text.split("\n"))
                wide[cell.col] = max(wide[cell.col], min(longest, 14 + longest / 5) + 2)
        whole = sum(wide)
        return [width / whole for width in wide]


Block = Heading | Paragraph | Table | PageBreak


def display_width(text: str) -> int:
    """Columns that a text takes in a fixed pitch: Hangul two, digits one."""
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


def is_label(table: Table, cell: Cell) -> bool:
    """Whether a cell is set as a label: in a header row, or left of a value in a form, an overview or a card."""
    if table.header_rows == 0 and table.role in {"form", "overview", "card"}:
        return cell.col % 2 == 0
    return cell.row < table.header_rows


def alignment(table: Table, cell: Cell) -> str:
    """How a cell's text is set: header cells and short labels centred, numbers right, sentences left."""
    if table.look == "box" or (cell.col in table.left_columns and cell.row >= table.header_rows):
        return "left"
    if is_label(table, cell) or table.role == "diagram":
        return "center"
    lines = cell.text.split("\n")
    if table.role in {"form", "overview"}:
        return "center" if display_width(cell.text) < 24 else "left"
    if all(line and line.strip("0123456789,.-△()% ") == "" for line in lines) and any(c.isdigit() for c in cell.text):
        return "right"
    return "left" if max(display_width(line) for line in lines) > 26 else "center"
