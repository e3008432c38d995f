"""Targets in tables: 성과지표 │ 단위 │ 2026년 │ 2027년 │ 최종, with or without a column of programmes before them."""

import re
from collections.abc import Iterator

from extractors.korean.dates import find_years
from extractors.korean.text_keys import plain_label
from extractors.programs.fields.kpis import find_kpis, number_of
from extractors.structure.field_labels import Field
from extractors.structure.table_view import Grid
from schemas import Cell, Kpi

_NAME = re.compile(r"(?:핵심|정량|주요)?(?:성과)?지표(?:명)?|성과목표(?:명)?|성과지표\(kpi\)|kpi|항목|평가지표")
_FINAL = re.compile(r"최종(?:목표)?(?:치|값)?|목표(?:치|값)?|합계|계|누계|총계|최종연도|사업종료")
_VALUE = re.compile(
    r"(?P<value>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*(?P<unit>%p?|[가-힣A-Za-z]{1,5})?(?:\s*(?:이상|내외))?"
)


def kpis_of_rows(grid: Grid) -> dict[int, list[Kpi]]:
    """The targets of a table by the row that they stand in; nothing for a table without a column of targets."""
    head = _head(grid)
    if head is None:
        return {}
    first_row = max(cell.row + cell.row_span for cell in grid.row(head.row))
    columns = dict(_value_columns(grid, head, first_row))
    unit_column = next((c.col for c in grid.row(head.row) if plain_label(c.text) == "단위"), None)
    found: dict[int, list[Kpi]] = {}
    for row in range(first_row, grid.table.row_count):
        name = grid.at(row, head.col)
        if name is None or name.row != row or not name.text.strip():
            continue
        unit_cell = grid.at(row, unit_column) if unit_column is not None else None
        unit = unit_cell.text.strip() if unit_cell is not None else None
        kpis = list(_kpis(grid, row, name, unit, columns)) or find_kpis(name.text, name.anchor)
        if kpis:
            found[row] = kpis
    return found


def _head(grid: Grid) -> Cell | None:
    heads = [cell for cell in grid.table.cells if cell.row <= 1 and _NAME.fullmatch(plain_label(cell.text).lower())]
    named = [cell for cell in heads if grid.field(cell) is Field.KPI]
    below = [cell for cell in named or heads if (under := grid.below(cell)) is not None and under.text.strip()]
    return below[0] if below else None


def _value_columns(grid: Grid, head: Cell, first_row: int) -> Iterator[tuple[int, int | None]]:
    """Columns of numbers: the one for the end (None) and one for each year."""
    for row in range(head.row, first_row):
        for cell in grid.row(row):
            if cell.col <= head.col or cell.col_span > 1:
                continue
            years = find_years(cell.text)
            if len(years) == 1 and years[0].year is not None:
                yield cell.col, years[0].year
            elif _FINAL.fullmatch(plain_label(cell.text)):
                yield cell.col, None


def _kpis(grid: Grid, row: int, name: Cell, unit: str | None, columns: dict[int, int | None]) -> Iterator[Kpi]:
    for column, year in sorted(columns.items(), key=lambda each: (each[1] is not None, each[1] or 0)):
        cell = grid.at(row, column)
        found = _VALUE.fullmatch(cell.text.strip()) if cell is not None else None
        if cell is not None and found is not None:
            yield Kpi(
                name=" ".join(name.text.split()),
                value=number_of(found["value"]),
                unit=found["unit"] or unit or None,
                year=year,
                evidence=(name.anchor, cell.anchor),
            )
