"""A budget table as figures: each amount with the row and the column it stands in and the coordinate they spell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from extractors.budget.arithmetic import NumberLine, PrintedNumber
from extractors.budget.tables.bracketed_sources import split_sources
from extractors.budget.tables.budget_grid import Grid, Header, holds_amounts
from extractors.budget.tables.cut_numbers import is_cut_number, joined_numbers
from extractors.budget.tables.headers.amount_states import with_current_states
from extractors.budget.tables.headers.bracketed_amounts import with_bracket_signs
from extractors.budget.tables.headers.cash_and_in_kind import sums_forms, with_plain_forms
from extractors.budget.tables.headers.classifications import split_classifications
from extractors.budget.tables.headers.counted_years import with_counted_years
from extractors.budget.tables.headers.divided_sources import with_divided_sources
from extractors.budget.tables.headers.header_paths import (
    AxisNames,
    HeaderPath,
    compatible,
    more_specific,
    read_header_paths,
)
from extractors.budget.tables.headers.row_hierarchy import attach_subtotals, nest_inner_rows
from extractors.budget.tables.headers.unknown_lines import settle_unknown_lines
from extractors.budget.tables.headers.unknown_states import with_told_states
from extractors.budget.tables.paired_amounts import split_pairs
from extractors.budget.tables.table_context import TableContext
from extractors.budget.vocabulary.label_parser import Lexicon, is_in_brackets, nth_year_of
from extractors.korean.money import CellAmount, parse_cell_amount
from extractors.korean.organizations import is_organization_by_form
from schemas import Amount, Anchor, Cell, Table

_NAME_AXES = ("program", "area", "item", "organization")
_GROUP_COLUMN = -1
_MIN_ORGANIZATIONS = 2  # organisations that head columns
_MIN_SOURCES = 2  # sources in a column that lists them, or names above columns


@dataclass(frozen=True)
class BudgetFigure:
    """An amount in a table and what its row and its column say about it."""

    table: int
    row: HeaderPath
    column: HeaderPath
    krw: int
    step: int
    anchor: Anchor
    approximate: bool = False

    @cached_property
    def amount(self) -> Amount:
        """The figure as an amount with its place."""
        return Amount(krw=self.krw, step=self.step, approximate=self.approximate, evidence=(self.anchor,))

    @property
    def source(self) -> str:
        """The source that row and column name together; money whose source is not named is the total."""
        return more_specific(self.row.source, self.column.source) or "total"

    @property
    def source_name(self) -> str | None:
        """The printed word of a source that has no name of its own."""
        return self.row.source_name if self.row.source == self.source else self.column.source_name

    @property
    def period(self) -> tuple[str, int] | None:
        """The year that row or column name."""
        return self.row.period or self.column.period

    @property
    def repeats_total(self) -> bool:
        """Whether the figure is the total once more, above a second classification of the same money."""
        return self.row.classification > 0 and self.row.is_sum and not self.row.path

    @property
    def is_current(self) -> bool:
        """Whether the figure is money as it now stands, and not 당초, 증감 or 기투자."""
        return self.row.measure == "amount" and self.column.measure == "amount"


@dataclass(frozen=True)
class FigureBlock:
    """One block of a table below one set of headers.

    `unread` are the places of cells that hold digits and no amount that could be read: what rests on them is open.
    `is_unfinished` says that a row of sums is left blank: what stands above it need not be all.
    """

    table: int
    rows: tuple[HeaderPath, ...]
    columns: tuple[HeaderPath, ...]
    figures: dict[tuple[int, int], BudgetFigure] = field(default_factory=dict)
    unread: frozenset[tuple[int, int]] = frozenset()
    is_unfinished: bool = False

    def numbers(self, line: HeaderPath, *, of_row: bool) -> NumberLine:
        """The numbers that stand in a row or a column, by the index of what crosses it."""
        found = {}
        for crossing in self.columns if of_row else self.rows:
            place = (line.index, crossing.index) if of_row else (crossing.index, line.index)
            if (figure := self.figures.get(place)) is not None:
                found[crossing.index] = PrintedNumber(figure.krw, figure.step)
        return found


def read_figure_blocks(
    index: int, table: Table, lexicon: Lexicon, around: TableContext, unit_krw: int | None
) -> list[FigureBlock]:
    """The blocks of figures in a table; `unit_krw` counts where no header and no cell says otherwise."""
    blocks = []
    for part in (each for pair in split_pairs(table, lexicon) for each in split_sources(pair, lexicon)):
        grid = Grid(part, lexicon)
        for header_rows, body in grid.header_blocks:
            values = grid.value_columns(header_rows, body)
            if values:
                reader = _FigureBlockReader(index, grid, around, unit_krw, header_rows, body, values)
                blocks.append(reader.block())
    return blocks


class _FigureBlockReader:
    def __init__(
        self,
        index: int,
        grid: Grid,
        around: TableContext,
        unit_krw: int | None,
        header_rows: range,
        body: range,
        values: list[int],
    ) -> None:
        self._index = index
        self._grid = grid
        self._lexicon = grid.lexicon
        self._around = around
        self._header_rows = header_rows
        self._body = body
        self._values = values
        self._stubs = self._stub_columns()
        self._year_stubs = {col for col in self._stubs if "year" in self._meanings_above(col)}
        self._unit_krw = self._unit_beside() or unit_krw

    def _stub_columns(self) -> list[int]:
        """The columns of labels left of the first figures."""
        stubs = []
        for col in range(self._values[0]):
            meanings = self._meanings_above(col)
            is_note = bool(meanings & {"note", "calculation", "number", "share"})
            if (
                not is_note
                and not self._grid.counts_things(col, self._body)
                and self._grid.has_letters(col, self._body)
            ):
                stubs.append(col)
        return stubs

    def _meanings_above(self, col: int) -> frozenset[str]:
        headers = self._grid.column_headers(col, self._header_rows)
        return frozenset[str]().union(*(header.label.meanings for header in headers if header.label.name is None))

    def block(self) -> FigureBlock:
        row_chains = with_counted_years(self._row_chains(), self._around.year_count)
        column_chains = with_counted_years(self._column_chains(), self._around.year_count)
        rows = read_header_paths(row_chains, self._row_axes(), self._lexicon)
        columns = read_header_paths(column_chains, self._column_axes(), self._lexicon)
        columns, rows = (
            with_plain_forms(columns, rows, names_private=self._names_private(columns)),
            with_plain_forms(rows, columns, names_private=self._names_private(rows)),
        )
        # A column of shares is none of figures: where one is, its cells are amounts, whatever stands below the name.
        columns = [replace(column, shares=False) for column in columns]
        rows = [replace(row, shares=row.shares and not self._holds_amounts(row)) for row in rows]
        amounts = {
            (row.index, column.index): amount
            for row in rows
            for column in columns
            if (amount := self._amount(row, column)) is not None
        }
        amounts |= joined_numbers(amounts, self._cut_numbers(rows, columns))
        amounts = with_bracket_signs(amounts, rows, columns)
        columns = settle_unknown_lines(columns, lambda line: _down(amounts, line, rows))
        rows = settle_unknown_lines(rows, lambda line: _across(amounts, line, columns))
        rows = with_told_states(rows, lambda line: _across(amounts, line, columns))
        columns = with_told_states(columns, lambda line: _down(amounts, line, rows))
        rows, columns = with_current_states(rows), with_current_states(columns)
        columns = with_divided_sources(columns, lambda line: _down(amounts, line, rows))
        rows = with_divided_sources(rows, lambda line: _across(amounts, line, columns))

        def value(row: HeaderPath, column_index: int) -> tuple[int, int] | None:
            amount = amounts.get((row.index, column_index))
            return (amount.krw, amount.step) if amount is not None else None

        rows = split_classifications(rows, lambda line: _across(amounts, line, columns))
        rows = attach_subtotals(nest_inner_rows(rows, columns, value), columns, value)
        figures = {}
        for row in rows:
            for column in columns:
                amount = amounts.get((row.index, column.index))
                is_money = row.is_money and column.is_money and compatible(row.source, column.source)
                if amount is not None and is_money and not sums_forms(row, column, rows, columns):
                    figures[(row.index, column.index)] = self._figure(row, column, amount)
        unread = frozenset(
            (row.index, column.index)
            for row in rows
            for column in columns
            if (row.index, column.index) not in amounts and self._is_unread(row.index, column.index)
        )
        return FigureBlock(self._index, tuple(rows), tuple(columns), figures, unread, self._has_blank_sum())

    def _names_private(self, lines: Sequence[HeaderPath]) -> bool:
        """Whether headers of the lines, or the words that title the table, speak of the applicant's own money."""
        headers = {header for line in lines for header in line.headers}
        named = any("private" in self._lexicon.read(header).meanings for header in headers)
        return named or self._lexicon.mentions(self._around.near, "private")

    def _has_blank_sum(self) -> bool:
        """Whether a row is headed as the sum of all and its cells are left blank."""
        return any(
            _is_grand_sum(self._stub_headers(row))
            and not any((cell := self._grid.at(row, col)) is not None and cell.text.strip() for col in self._values)
            for row in self._body
        )

    def _cut_numbers(
        self, rows: Sequence[HeaderPath], columns: Sequence[HeaderPath]
    ) -> dict[tuple[int, int], CellAmount]:
        """What the cells would say whose lines are pieces of one number, by their place."""
        found = {}
        for row in rows:
            for column in columns:
                cell = self._grid.at(row.index, column.index)
                if cell is None or not self._is_unread(row.index, column.index) or row.shares or row.counts:
                    continue
                unit_krw = column.unit_krw or row.unit_krw or self._unit_krw
                whole = parse_cell_amount("".join(cell.text.split()), unit_krw)
                if whole is not None and is_cut_number(cell.text):
                    found[(row.index, column.index)] = whole
        return found

    def _holds_amounts(self, row: HeaderPath) -> bool:
        cells = [cell for col in self._values if (cell := self._grid.at(row.index, col)) is not None]
        says_money = row.says_money or row.source is not None
        return says_money and holds_amounts(cell for cell in cells if self._grid.holds_figure(cell))

    def _row_axes(self) -> AxisNames:
        axes: dict[int, str] = {}
        for col in self._stubs:
            meanings = self._meanings_above(col)
            axis = next((name for name in _NAME_AXES if name in meanings), None)
            if axis is not None and not {"year", "source"} & meanings and not self._has_names_across(col):
                axes[col] = axis
        guess = self._around.axis(self._lexicon) or self._guess_by_words()
        free = [col for col in self._stubs if col not in axes and not self._has_names_across(col)]
        if guess == "program" and len(free) > 1 and not axes:
            axes[free[0]] = "area"
        axes[_GROUP_COLUMN] = "area" if guess == "program" or "program" in axes.values() else guess
        return AxisNames(axes, guess, by_row=False)

    def _guess_by_words(self) -> str:
        names = [self._grid.at(row, col) for row in self._body for col in self._stubs]
        items = sum(cell is not None and self._lexicon.mentions(cell.text, "item_name") for cell in names)
        return "item" if items * 3 > len(names) else "program"

    def _column_axes(self) -> AxisNames:
        axes: dict[int, str] = {}
        for row in self._header_rows:
            for col in self._values:
                cell = self._grid.at(row, col)
                if cell is None:
                    continue
                meanings = self._grid.label(cell).meanings
                axis = next((name for name in _NAME_AXES if name in meanings), None)
                if axis is not None:
                    axes[row + 1] = axis
        axes |= self._axes_beside_headers()
        for row in self._header_rows:
            if row not in axes and self._heads_organizations(row):
                axes[row] = "organization"
        listing = [col for col in self._stubs if self._has_names_across(col)]
        around = self._around.axis(self._lexicon)
        stub_meanings = frozenset[str]().union(
            *(self._meanings_above(col) for col in self._stubs if col not in listing)
        )
        default = around if around is not None and around not in stub_meanings else None
        if listing and not axes:
            default = self._axis_of_columns(listing) or default
        return AxisNames(axes, default, by_row=True)

    def _axes_beside_headers(self) -> dict[int, str]:
        """The axes of header rows that each have a label of their own before them: 분야 and below it 과제명."""
        found: dict[int, str] = {}
        for row in self._header_rows:
            cells = [cell for col in self._stubs if (cell := self._grid.at(row, col)) is not None and cell.row == row]
            meanings = frozenset[str]().union(
                *(self._grid.label(cell).meanings for cell in cells if cell.row_span == 1)
            )
            axis = next((name for name in _NAME_AXES if name in meanings), None)
            if axis is not None and self._names_in_header(row):
                found[row] = axis
        return found if len(found) > 1 or any(self._lists_sources(col) for col in self._stubs) else {}

    def _names_in_header(self, row: int) -> bool:
        """Whether names, and not only known words, stand in a header row above figures."""
        heads = [cell for col in self._values if (cell := self._grid.at(row, col)) is not None]
        return any(self._grid.label(cell).name is not None for cell in heads)

    def _heads_organizations(self, row: int) -> bool:
        """Whether names that are an organisation's by their form, and besides them no source, head the columns."""
        heads = dict.fromkeys(cell for col in self._values if (cell := self._grid.at(row, col)) is not None)
        labels = [self._grid.label(cell) for cell in heads]
        if any(label.source not in (None, "total") for label in labels):
            return False
        return sum(is_organization_by_form(label.name) for label in labels if label.name) >= _MIN_ORGANIZATIONS

    def _lists_sources(self, col: int) -> bool:
        """Whether a column of labels lists sources: the name of an axis above it (과제명) is then the columns'."""
        cells = [self._grid.at(row, col) for row in self._body]
        labels = [self._grid.label(cell) for cell in cells if cell is not None and cell.text.strip()]
        sources = {label.source for label in labels if label.name is None} - {None, "total"}
        names = {label.name for label in labels if label.name is not None}
        return len(sources) >= _MIN_SOURCES and len(names) < len(sources)

    def _has_names_across(self, col: int) -> bool:
        """Whether the names that a column of labels is headed with (과제명) stand across: it lists none itself."""
        if self._lists_sources(col):
            return True
        cells = [cell for row in self._body if (cell := self._grid.at(row, col)) is not None and cell.text.strip()]
        if not cells or any(self._grid.label(cell).name is not None for cell in cells):
            return False
        across = {
            header.label.name
            for value in self._values
            for header in self._grid.column_headers(value, self._header_rows)
            if header.label.name is not None
        }
        return len(across) >= _MIN_SOURCES

    def _axis_of_columns(self, listing: Sequence[int]) -> str | None:
        """What the names above columns of figures are, where rows are sources and the other columns are sums."""
        meanings = frozenset[str]().union(*(self._meanings_above(col) for col in listing))
        axis = next((name for name in _NAME_AXES if name in meanings), None)
        labels = [
            header.label for col in self._values for header in self._grid.column_headers(col, self._header_rows)[-1:]
        ]
        names = [label for label in labels if label.name is not None]
        others = [label for label in labels if label.name is None and not label.is_sum and label.source != "total"]
        if axis is not None or len(names) < _MIN_SOURCES or others:
            return axis
        items = sum(self._lexicon.mentions(label.text, "item_name") for label in names)
        return "item" if items * 3 > len(names) else "program"

    def _column_chains(self) -> list[tuple[int, Sequence[Header]]]:
        return [(col, self._grid.column_headers(col, self._header_rows)) for col in self._values]

    def _row_chains(self) -> list[tuple[int, Sequence[Header]]]:
        chains: list[tuple[int, Sequence[Header]]] = []
        above: list[Header] = []
        whole: list[Header] = []
        group: Header | None = None
        for row in self._body:
            stub = self._stub_headers(row)
            has_figures = any(self._holds_figure(row, col, or_cut=True) for col in self._values)
            if not has_figures:
                group = self._group_row(row) or group
                continue
            if stub and whole and self._is_part_in_brackets(row, stub[-1]):
                chains.append((row, [*whole, replace(stub[-1], is_part=True)]))
                continue
            above = self._carried(above, stub)
            whole = [group, *above] if group is not None and not _is_grand_sum(stub) else above
            chains.append((row, whole))
        return chains

    def _is_part_in_brackets(self, row: int, header: Header) -> bool:
        """Whether a row is a part of the one above it, all in brackets: (국비) │ (600) below 인건비 │ 1,000."""
        cells = [cell for col in self._values if (cell := self._grid.at(row, col)) is not None]
        figures = [cell.text for cell in cells if self._grid.holds_figure(cell) and any(map(str.isdigit, cell.text))]
        return bool(figures) and all(map(is_in_brackets, [header.label.text, *figures]))

    def _stub_headers(self, row: int) -> list[Header]:
        headers: dict[tuple[int, int], Header] = {}
        for col in self._stubs:
            cell = self._grid.at(row, col)
            if cell is not None and cell.text.strip() and not self._heads_the_block(cell):
                label = self._grid.label(cell)
                label = nth_year_of(label) if col in self._year_stubs else label
                headers.setdefault((cell.row, cell.col), Header(cell.row, cell.col, label))
        return list(headers.values())

    def _heads_the_block(self, cell: Cell) -> bool:
        """Whether a label stands beside headers and figures alike: 사업비 beside a whole table names no row."""
        return cell.row < self._body.start and self._grid.label(cell).name is None

    def _unit_beside(self) -> int | None:
        """The unit in a label beside headers and figures alike: 소요예산(백만원)."""
        cells = [cell for col in self._stubs if (cell := self._grid.at(self._body.start, col)) is not None]
        units = [self._grid.label(cell).unit_krw for cell in cells if self._heads_the_block(cell)]
        return next(filter(None, units), None)

    def _carried(self, above: list[Header], stub: list[Header]) -> list[Header]:
        """A row's stub with the outer labels of the row above, where its own outer cells are left blank."""
        if not stub or stub[0].col == min(self._stubs, default=0):
            return stub
        return [header for header in above if header.col < stub[0].col and not header.label.is_sum] + stub

    def _group_row(self, row: int) -> Header | None:
        """A row of one text over the whole width heads the rows below it."""
        cells = [cell for cell in self._grid.row_cells(row) if cell.text.strip()]
        if len(cells) != 1 or cells[0].row != row or self._grid.at(row, self._values[0]) is not cells[0]:
            return None
        label = self._grid.label(cells[0])
        if label.unit_krw is not None and label.name is None:
            return None
        return Header(row, _GROUP_COLUMN, label)

    def _amount(self, row: HeaderPath, column: HeaderPath) -> CellAmount | None:
        cell = self._grid.at(row.index, column.index)
        if cell is None or not self._grid.starts(cell, row.index, column.index):
            return None
        if row.shares or row.counts or column.counts:
            return None
        return parse_cell_amount(cell.text, column.unit_krw or row.unit_krw or self._unit_krw)

    def _figure(self, row: HeaderPath, column: HeaderPath, amount: CellAmount) -> BudgetFigure:
        cell = self._grid.at(row.index, column.index)
        anchor = cell.anchor if cell is not None else Anchor(text="")
        return BudgetFigure(self._index, row, column, amount.krw, amount.step, anchor, amount.approximate)

    def _is_unread(self, row: int, col: int) -> bool:
        """Whether a cell in a column of figures holds digits that make no amount: two in one, a broken number."""
        cell = self._grid.at(row, col)
        if cell is None or not self._grid.starts(cell, row, col) or self._grid.holds_figure(cell):
            return False
        return any(map(str.isdigit, cell.text))

    def _holds_figure(self, row: int, col: int, *, or_cut: bool = False) -> bool:
        cell = self._grid.at(row, col)
        if cell is None or not self._grid.starts(cell, row, col):
            return False
        return self._grid.holds_figure(cell) or (or_cut and is_cut_number(cell.text))


def _is_grand_sum(stub: list[Header]) -> bool:
    return bool(stub) and "sum" in stub[0].label.meanings and stub[0].label.name is None


def _down(amounts: Mapping[tuple[int, int], CellAmount], column: HeaderPath, rows: Sequence[HeaderPath]) -> NumberLine:
    found = ((row.index, amounts.get((row.index, column.index))) for row in rows if row.is_money)
    return {index: PrintedNumber(amount.krw, amount.step) for index, amount in found if amount is not None}


def _across(
    amounts: Mapping[tuple[int, int], CellAmount], row: HeaderPath, columns: Sequence[HeaderPath]
) -> NumberLine:
    found = ((column.index, amounts.get((row.index, column.index))) for column in columns if column.is_money)
    return {index: PrintedNumber(amount.krw, amount.step) for index, amount in found if amount is not None}
