"""A table as a grid: which cell stands at each row and column, where its headers end and its figures begin."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from extractors.budget.tables.cut_numbers import is_cut_number
from extractors.budget.vocabulary.label_parser import SOURCES, Label, Lexicon
from extractors.korean.money import parse_cell_amount
from extractors.korean.numerals import half_width
from schemas import Cell, Table

_YEAR_ALONE = re.compile(r"20\d{2}")
_PERCENT_ALONE = re.compile(r"[(△▲\-]*\s*\d[\d,]*(?:\.\d+)?\s*%\s*\)?")
_SHARE_BEHIND = re.compile(r"\d\s*[(\[]\s*\d+(?:\.\d+)?\s*[)\]]$")
_COUNT = re.compile(
    r"(?:약|총)?\s*\d[\d,.]*\s*[만천]?\s*(?:[가-힣]{1,4}|[A-Za-z%㎡]{1,4})?\s*(?:이상|내외)?\s*(?:\([^()]*\))?"
)
_COUNT_AT_END = re.compile(r"\s\d[\d,]*\s*(?:개사|개소|개교|개|명|건|팀|곳)$")
_ORDINAL = re.compile(r"제?\d+\s*(?:차|기|단계)")
_SHORT = 20  # letters; a longer text says more than how many
_ANY_UNIT = 1_000_000
_MONEY_MEANINGS = frozenset(SOURCES) | {"amount", "sum", "subtotal", "after", "before"}
_NO_FIGURE = frozenset({"share", "calculation", "note", "number"})
_REMARKS = frozenset({"calculation", "note", "number"})
_AXIS_MEANINGS = frozenset(
    {"total", "national", "local", "metro", "district", "private", "cash", "in_kind", "matching", "other_source"}
    | {"national_fund", "income", "spending"}
    | {"sum", "subtotal", "source", "year", "program", "area", "item", "organization", "amount", "share"}
    | {"before", "after", "change", "past", "future", "calculation", "note"}
)


@lru_cache(maxsize=1 << 15)
def is_figure(text: str) -> bool:
    """Whether a cell holds an amount or a percentage and nothing else (a year such as 2026 is a label)."""
    narrow = half_width(text).strip()
    if not narrow or _YEAR_ALONE.fullmatch(narrow):
        return False
    return _PERCENT_ALONE.fullmatch(narrow) is not None or parse_cell_amount(text, 1_000_000) is not None


def _is_broken_number(text: str) -> bool:
    """Whether a cell holds digits without any letter that make no number: one that a narrow column cut."""
    return any(map(str.isdigit, text)) and not any(map(str.isalpha, text)) and not _YEAR_ALONE.fullmatch(text.strip())


def holds_amounts(figures: Iterable[Cell]) -> bool:
    """Whether figures headed as shares are amounts all the same: above a hundred, or some with a percent sign only."""
    texts = [half_width(cell.text).strip() for cell in figures]
    percents = sum(_PERCENT_ALONE.fullmatch(text) is not None for text in texts)
    return 0 < percents < len(texts) or any(map(_is_more_than_a_share, texts))


@lru_cache(maxsize=4096)
def _is_more_than_a_share(text: str) -> bool:
    amount = parse_cell_amount(text, _ANY_UNIT)
    if amount is None or _PERCENT_ALONE.fullmatch(text):
        return False
    return amount.own_unit or "%" in text or _SHARE_BEHIND.search(text) is not None or abs(amount.krw) > 100 * _ANY_UNIT


@dataclass(frozen=True)
class Header:
    """A header or stub cell, as understood. Two lines share a header when its cell covers both.

    `is_part` says that its line is a part of the line before, set in brackets below it.
    """

    row: int
    col: int
    label: Label
    is_part: bool = False


class Grid:
    """A table's cells by place, and the split of its rows and columns into headers, stubs and figures."""

    def __init__(self, table: Table, lexicon: Lexicon) -> None:
        self.table = table
        self.lexicon = lexicon
        self._at: dict[tuple[int, int], Cell] = {}
        for cell in table.cells:
            for row in range(cell.row, cell.row + cell.row_span):
                for col in range(cell.col, cell.col + cell.col_span):
                    self._at.setdefault((row, col), cell)
        self._labels: dict[tuple[int, int], Label] = {}

    def at(self, row: int, col: int) -> Cell | None:
        """The cell that covers a place."""
        return self._at.get((row, col))

    def label(self, cell: Cell) -> Label:
        """What a cell says as a label."""
        place = (cell.row, cell.col)
        if place not in self._labels:
            self._labels[place] = self.lexicon.read(cell.text)
        return self._labels[place]

    def holds_figure(self, cell: Cell | None) -> bool:
        """Whether a cell holds an amount or a percentage."""
        return cell is not None and is_figure(cell.text)

    def starts(self, cell: Cell, row: int, col: int) -> bool:
        """Whether a cell's merged area starts at a place: a merged figure counts once."""
        return cell.row == row and cell.col == col

    @cached_property
    def rows(self) -> range:
        """All row indices."""
        return range(self.table.row_count)

    @cached_property
    def cols(self) -> range:
        """All column indices."""
        return range(self.table.column_count)

    def row_cells(self, row: int) -> list[Cell]:
        """The different cells that cover a row, from left to right."""
        cells: dict[tuple[int, int], Cell] = {}
        for col in self.cols:
            cell = self.at(row, col)
            if cell is not None:
                cells.setdefault((cell.row, cell.col), cell)
        return list(cells.values())

    def _figure_count(self, row: int) -> int:
        return sum(
            self.holds_figure(cell) or is_cut_number(cell.text) for cell in self.row_cells(row) if cell.row == row
        )

    @cached_property
    def header_blocks(self) -> list[tuple[range, range]]:
        """The header rows and the rows below them, once for each time that headers stand in the table."""
        starts = self._header_starts()
        blocks = []
        for index, (start, end) in enumerate(starts):
            below = starts[index + 1][0] if index + 1 < len(starts) else len(self.rows)
            blocks.append((range(start, end), range(end, below)))
        return blocks

    def _header_starts(self) -> list[tuple[int, int]]:
        first = next((row for row in self.rows if self._figure_count(row)), None)
        if first is None:
            return []
        while first > 1 and (self._is_full_width(first - 1) or self._is_row_of_counts(first - 1)):
            first -= 1
        starts = [(self._headers_above(first), first)]
        row = first
        while row < len(self.rows):
            end = row
            while end < len(self.rows) and self._is_header_row(end):
                end += 1
            if end > row:
                starts.append((row, end))
            row = max(end, row + 1)
        return starts

    def _headers_above(self, first: int) -> int:
        """Where the headers above the first figures start: below the fields of a card, else at the top."""
        start = first
        while start > 0 and self._is_header_row(start - 1):
            start -= 1
        has_fields = any(self._is_field_row(row) for row in range(start))
        return start if has_fields and start < first else 0

    def _is_field_row(self, row: int) -> bool:
        """Whether a row is a label and what it says: 사업명 │ …, or any two texts above another label and its text."""
        cells = self.row_cells(row)
        if len(cells) != 2 or self.label(cells[1]).name is None:
            return False
        below = self.at(row + 1, cells[0].col)
        return self.label(cells[0]).name is None or (below is not None and below.row > row and bool(below.text.strip()))

    def _is_full_width(self, row: int) -> bool:
        """Whether one text takes the whole row: a heading inside the table."""
        return len(self.row_cells(row)) == 1

    def _is_row_of_counts(self, row: int) -> bool:
        """Whether a row above the first figures counts or remarks and is no header of theirs: 사업량 │ 12개 │ 20개."""
        cells = self.row_cells(row)
        if not cells or not all(cell.row == row and cell.col_span == 1 for cell in cells):
            return False
        label = self.label(cells[0])
        if self._is_remark(label):
            # 연번 beside 참여기관 heads numbers below it.
            heads_numbers = any(_AXIS_MEANINGS & self.label(cell).meanings for cell in cells[1:])
            return "number" not in label.meanings or not heads_numbers
        counts = [cell for cell in cells[1:] if self._is_count(cell.text)]
        is_said = not label.has_year or any(self._is_remark(self.label(cell)) for cell in cells[1:3])
        return len(cells) > 2 and len(counts) * 2 > len(cells) - 1 and is_said

    def _is_remark(self, label: Label) -> bool:
        return label.name is None and bool(label.meanings) and label.meanings <= _REMARKS

    def _is_header_row(self, row: int) -> bool:
        """Whether a row inside the table is headers again: no figures, and two or more words of the axes."""
        cells = [cell for cell in self.row_cells(row) if cell.row == row and cell.text.strip()]
        if self._figure_count(row) or len(cells) < 2:
            return False
        labels = [self.label(cell) for cell in cells]
        known = sum(
            bool(_AXIS_MEANINGS & label.meanings) or label.has_year or label.span is not None for label in labels
        )
        return known >= 2 and known * 2 >= len(cells)

    def column_headers(self, col: int, header_rows: range) -> list[Header]:
        """The header cells above a column, from the top."""
        headers: dict[tuple[int, int], Header] = {}
        for row in header_rows:
            cell = self.at(row, col)
            if cell is not None and cell.text.strip() and not self._spans_all(cell):
                headers.setdefault((cell.row, cell.col), self._header(cell, col))
        return list(headers.values())

    def _header(self, cell: Cell, col: int) -> Header:
        """A header cell over one of its columns; "국비 지방비" over two columns has lost the line between them."""
        words = cell.text.split()
        if cell.col_span > 1 and len(words) == cell.col_span:
            labels = [self.lexicon.read(word) for word in words]
            if len({label.source for label in labels} - {None}) == len(words):
                return Header(cell.row, col, labels[col - cell.col])
        return Header(cell.row, cell.col, self.label(cell))

    def _spans_all(self, cell: Cell) -> bool:
        return cell.col_span == len(self.cols) > 1

    def counts_things(self, col: int, body: range) -> bool:
        """Whether a column of texts holds counts (3개, 40개사) and no names."""
        texts = [cell.text.strip() for row in body if (cell := self.at(row, col)) is not None and cell.text.strip()]
        return sum(map(self._is_count, texts)) * 2 > len(texts)

    def _is_count(self, text: str) -> bool:
        """Whether a text counts things and is no year: 3개, 40개사, 중소기업 12개사."""
        narrow = half_width(text).strip()
        counted = _COUNT.fullmatch(narrow) or (len(narrow) <= _SHORT and _COUNT_AT_END.search(narrow))
        label = self.lexicon.read(text)
        return bool(counted) and not (label.has_year or label.span is not None or _ORDINAL.fullmatch(narrow))

    def has_letters(self, col: int, body: range) -> bool:
        """Whether most texts of a column have letters, or are years: what has neither names nothing."""
        texts = [cell.text.strip() for row in body if (cell := self.at(row, col)) is not None and cell.text.strip()]
        names = [text for text in texts if any(map(str.isalpha, text)) or self.lexicon.read(text).has_year]
        return len(names) * 2 >= len(texts)

    def value_columns(self, header_rows: range, body: range) -> list[int]:
        """The columns that hold figures of money below the headers."""
        found = []
        for col in self.cols:
            headers = self.column_headers(col, header_rows)
            cells = [cell for row in body if (cell := self.at(row, col)) is not None and self.starts(cell, row, col)]
            filled = [cell for cell in cells if cell.text.strip()]
            figures = [cell for cell in filled if self.holds_figure(cell)]
            numbers = [cell for cell in filled if self.holds_figure(cell) or _is_broken_number(cell.text)]
            cut = [cell for cell in filled if is_cut_number(cell.text)]
            if (figures or cut) and len(numbers) * 2 >= len(filled) and not self._is_no_money(headers, figures):
                found.append(col)
        return found

    def _is_no_money(self, headers: list[Header], figures: list[Cell]) -> bool:
        """Whether a column counts, remarks or gives shares: of a ratio named below a source its cells tell more."""
        meanings = frozenset[str]().union(*(header.label.meanings for header in headers))
        says_unit = any(header.label.unit_krw is not None for header in headers)
        if "number" in meanings or (meanings & (_NO_FIGURE - {"share"}) and not says_unit):
            return True
        may_be_money = bool(meanings & _MONEY_MEANINGS) or any(header.label.name is not None for header in headers)
        return "share" in meanings and not (may_be_money and holds_amounts(figures))
