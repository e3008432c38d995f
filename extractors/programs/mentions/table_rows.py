"""Programmes in the rows of a table: 분야 │ 프로그램 │ 사업내용 │ 지원규모 │ 예산.

Rows that sum up (소계, 합계) are none. The area column is merged down over its programmes, or left blank below.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from extractors.korean.list_markers import split_mark
from extractors.korean.money import parse_cell_amount, unit_in_won
from extractors.korean.text_keys import plain_label, squash
from extractors.programs.fields.source_labels import SourceLabels
from extractors.programs.mentions.key_value_cards import is_title_of_rows
from extractors.programs.model import QuotedText
from extractors.structure.field_labels import CORE, Field, is_certain_title_label
from extractors.structure.table_view import TableView
from schemas import Amount, Cell, Source

_SUM = re.compile(r"(?:소계|합계|총계|총합계|계|총액|누계|전체|총사업비|합|평균|중계)(?:\(.*\))?")
_COLUMNS_OF_A_RECORD = 2
# A cell merged over several programmes says these of each of them; money and numbers it states for all together.
_SHARED = frozenset({Field.METHOD, Field.SCHEDULE, Field.PARTNERS, Field.ORGANIZATION})
_SUM_START = re.compile(r"(?:소계|합계|총계)")


@dataclass
class ProgramRow:
    """What a row says about its programme. `amounts` is the money of its one column of money, if that is its own."""

    title: QuotedText
    row: int
    last_row: int
    fields: dict[Field, list[QuotedText]] = field(default_factory=dict)
    area: QuotedText | None = None
    amounts: dict[Source, Amount] = field(default_factory=dict)


@dataclass
class ProgramRows:
    """A table with a programme a row. `has_money` and `has_content` say what else its columns tell."""

    certain: bool
    has_money: bool
    has_content: bool
    rows: list[ProgramRow]


def is_sum(text: str) -> bool:
    """Whether a row's label says that the row is a sum."""
    plain = plain_label(text)
    return bool(_SUM.fullmatch(plain) or _SUM_START.match(plain) or _SUM_START.search(plain[-3:]))


def rows_of(view: TableView, labels: SourceLabels) -> ProgramRows | None:
    """The programmes of a table whose header has a column for their names; None where there is none."""
    title_headers = [
        cell for cell in view.table.cells if view.field(cell) is Field.TITLE and is_title_of_rows(view, cell, labels)
    ]
    if not title_headers:
        return None
    title_header = max(title_headers, key=lambda cell: (is_certain_title_label(cell.text), -cell.row, cell.col))
    columns = _columns(view, title_header)
    first_row = _first_row(view, title_header)
    header = [cell for cell in view.table.cells if cell.row < first_row]
    area_column = next((column for column, asked in columns.items() if asked is Field.AREA), None)
    if area_column is None and title_header.col > 0:
        area_column = _unnamed_area_column(view, title_header)
    rows = _read_rows(view, title_header, first_row, columns, area_column)
    _read_amounts(view, rows, header, labels)
    return ProgramRows(
        certain=is_certain_title_label(title_header.text),
        has_money=any(labels.names_money(cell.text) or view.field(cell) is Field.BUDGET for cell in header),
        has_content=any(asked in CORE - {Field.BUDGET, Field.KPI, Field.GOAL} for asked in columns.values()),
        rows=rows,
    )


def _first_row(view: TableView, title_header: Cell) -> int:
    return max(
        (cell.row + cell.row_span for cell in view.row(title_header.row) if view.field(cell)),
        default=title_header.row + 1,
    )


def _columns(view: TableView, title_header: Cell) -> dict[int, Field]:
    columns: dict[int, Field] = {}
    for cell in view.row(title_header.row):
        field = view.field(cell)
        if field is not None and field is not Field.TITLE and cell is not title_header:
            columns[cell.col] = field
    return columns


def _unnamed_area_column(view: TableView, title_header: Cell) -> int | None:
    """The column left of the names when its header is 구분 or shared with them."""
    left = view.at(title_header.row, title_header.col - 1)
    return left.col if left is not None and plain_label(left.text) in {"구분", "전략", "부문", "영역", ""} else None


def _read_rows(
    view: TableView, title_header: Cell, first_row: int, columns: dict[int, Field], area_column: int | None
) -> list[ProgramRow]:
    rows: list[ProgramRow] = []
    area: QuotedText | None = None
    last: Cell | None = None
    for row in range(first_row, view.table.row_count):
        if area_column is not None:
            cell = view.at(row, area_column)
            if cell is not None and cell.text.strip():
                area = QuotedText(cell.text, cell.anchor)
        title = _title_cell(view, row, title_header)
        if title is None or (area is not None and area_column is not None and is_sum(area.text)):
            continue
        if title is last and rows:
            current = rows[-1]
        elif _is_rest_of_row(view, row, title):
            if not rows:
                continue
            current = rows[-1]
            current.title = QuotedText(current.title.text + " ".join(title.text.split()), current.title.anchor)
        else:
            current = ProgramRow(QuotedText(" ".join(title.text.split()), title.anchor), row, row, area=area)
            rows.append(current)
        current.last_row = row
        last = title
        for column, asked in columns.items():
            cell = view.at(row, column)
            begins = cell is not None and (cell.row == row or (asked in _SHARED and row == current.row))
            if cell is not None and cell is not title and cell.text.strip() and begins:
                current.fields.setdefault(asked, []).append(_quoted(view, title_header, column, cell))
    return rows


def _quoted(view: TableView, title_header: Cell, column: int, cell: Cell) -> QuotedText:
    header = view.at(title_header.row, column)
    return QuotedText(cell.text.strip(), cell.anchor, header.text if header is not None else "")


def _read_amounts(view: TableView, rows: Iterable[ProgramRow], header: Iterable[Cell], labels: SourceLabels) -> None:
    """Give each row its money where one column states it, in the unit of its column header or of the table."""
    money_headers = [
        cell for cell in header if view.field(cell) is Field.BUDGET or labels.source_of(cell.text) is not None
    ]
    if len(money_headers) != 1 or money_headers[0].col_span > 1:
        return
    unit = unit_in_won(money_headers[0].text) or unit_in_won(view.table.unit or "")
    for each in rows:
        cell = view.at(each.row, money_headers[0].col)
        if cell is None or cell.row != each.row or cell.row + cell.row_span > each.last_row + 1:
            continue
        read = parse_cell_amount(cell.text, unit)
        if read is not None:
            each.amounts[labels.source_of(money_headers[0].text) or Source.TOTAL] = Amount(
                krw=read.krw, step=read.step, evidence=(cell.anchor,)
            )


def _is_rest_of_row(view: TableView, row: int, title: Cell) -> bool:
    """Whether a page break cut the row above here: nothing but the rest of a name stands in this one."""
    others = [cell for cell in view.row(row) if cell.col > title.col]
    return len(others) >= _COLUMNS_OF_A_RECORD and not any(cell.text.strip() for cell in others)


def _title_cell(view: TableView, row: int, title_header: Cell) -> Cell | None:
    """The cell with a row's programme: the first under the title's header that holds more than a number."""
    for column in range(title_header.col, title_header.col + title_header.col_span):
        cell = view.at(row, column)
        if cell is None:
            continue
        rest = split_mark(cell.text)[1]
        if is_sum(cell.text):
            return None
        if re.search(r"[가-힣A-Za-z]{2}", rest) and len(squash(rest)) >= 3:
            return cell
    return None
