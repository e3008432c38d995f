"""Targets (성과지표), in running text and in tables.

"솔루션 개발 6종, 현장 실증 12개사" · "- 교육 수료: 200명" · "취업률 70%"
성과지표 │ 단위 │ 2026년 │ 2027년 │ 최종, with or without a column of programmes before them
"""

import re
from collections.abc import Iterator

from extractors.korean.dates import find_years
from extractors.korean.list_markers import without_marks
from extractors.korean.text_keys import plain_label
from extractors.structure.field_labels import Field
from extractors.structure.table_view import TableView
from schemas import Anchor, Cell, Kpi

_NUMBER = r"(?:\d{1,3}(?:,\d{3}){1,9}|\d{1,30})(?:\.\d{1,9})?(?!\d)"
_UNIT = r"%p?|퍼센트|점|개사|개소|개교|개월|시간|[가-힣]{1,4}(?=$|[\s/(,)·])|[A-Za-z]{1,4}(?=$|[\s/(,)])|%"
_ITEM = re.compile(
    rf"(?P<name>.*?[가-힣A-Za-z)\]])\s*(?:[:：=→]|\s)?\s*(?:약|총|연|누적|목표)?\s*(?P<value>{_NUMBER})\s*(?P<more>여)?\s*(?P<unit>{_UNIT})?"
    r"(?:\s*(?:이상|내외|달성|이내|확보|증가|감소|향상|절감|양성|배출|지원|개최|구축|개발|운영|\([^)]*\)))*\s*\.?"
)
_LONGEST_ITEM = 300  # letters: what is longer is prose
_PER_YEAR = re.compile(rf"(?P<value>{_NUMBER})\s*(?P<unit>{_UNIT})?")
_SPLIT = re.compile(
    r"\n|;|,(?!\d{3}(?!\d))|(?<=[가-힣%)])\s*/\s*(?=[가-힣])|(?<!\s)\s+[·ㆍ]\s+|(?<=\d[가-힣])[·ㆍ](?=[가-힣])|[○●□▪•]"
)
_NAME_HEADER = re.compile(r"(?:핵심|정량|주요)?(?:성과)?지표(?:명)?|성과목표(?:명)?|성과지표\(kpi\)|kpi|항목|평가지표")
_FINAL_HEADER = re.compile(r"최종(?:목표)?(?:치|값)?|목표(?:치|값)?|합계|계|누계|총계|최종연도|사업종료")
_CELL_VALUE = re.compile(rf"(?P<value>{_NUMBER})\s*(?P<unit>%p?|[가-힣A-Za-z]{{1,5}})?(?:\s*(?:이상|내외))?")


def find_kpis(text: str, anchor: Anchor | None) -> list[Kpi]:
    """The targets that a text lists, each with its number and unit; parts without a number are none."""
    evidence = (anchor,) if anchor is not None else ()
    kpis: list[Kpi] = []
    for part in _SPLIT.split(text):
        piece = without_marks(part)
        if len(piece) > _LONGEST_ITEM:
            continue
        years = [year for year in find_years(piece) if year.year is not None]
        if years:
            kpis.extend(_by_year(piece.rstrip(")"), evidence, kpis[-1].name if kpis else None))
            continue
        found = _ITEM.fullmatch(piece)
        if found is not None:
            kpis.append(
                Kpi(
                    name=found["name"].strip(" :：=→"),
                    value=number_of(found["value"]),
                    unit=found["unit"],
                    evidence=evidence,
                )
            )
    return kpis


def number_of(printed: str) -> int | float:
    """A printed number: whole numbers stay whole."""
    plain = printed.replace(",", "")
    return float(plain) if "." in plain else int(plain)


def _by_year(piece: str, evidence: tuple[Anchor, ...], before: str | None) -> list[Kpi]:
    years = [year for year in find_years(piece) if year.year is not None]
    name = piece[: years[0].start].strip(" :：=→(") or before
    if name is None:
        return []
    kpis = []
    whole = _ITEM.fullmatch(name)
    if whole is not None:
        name = whole["name"].strip(" :：=→")
        kpis.append(Kpi(name=name, value=number_of(whole["value"]), unit=whole["unit"], evidence=evidence))
    for position, year in enumerate(years):
        end = years[position + 1].start if position + 1 < len(years) else len(piece)
        found = _PER_YEAR.search(piece[year.end : end])
        if found is not None:
            kpis.append(
                Kpi(name=name, value=number_of(found["value"]), unit=found["unit"], year=year.year, evidence=evidence)
            )
    return kpis


def kpis_of_rows(view: TableView) -> dict[int, list[Kpi]]:
    """The targets of a table by the row that they stand in; nothing for a table without a column of targets."""
    header = _name_header(view)
    if header is None:
        return {}
    first_row = max(cell.row + cell.row_span for cell in view.row(header.row))
    columns = dict(_value_columns(view, header, first_row))
    unit_column = next((c.col for c in view.row(header.row) if plain_label(c.text) == "단위"), None)
    found: dict[int, list[Kpi]] = {}
    for row in range(first_row, view.table.row_count):
        name = view.at(row, header.col)
        if name is None or name.row != row or not name.text.strip():
            continue
        unit_cell = view.at(row, unit_column) if unit_column is not None else None
        unit = unit_cell.text.strip() if unit_cell is not None else None
        kpis = list(_of_row(view, row, name, unit, columns)) or find_kpis(name.text, name.anchor)
        if kpis:
            found[row] = kpis
    return found


def _name_header(view: TableView) -> Cell | None:
    headers = [
        cell for cell in view.table.cells if cell.row <= 1 and _NAME_HEADER.fullmatch(plain_label(cell.text).lower())
    ]
    named = [cell for cell in headers if view.field(cell) is Field.KPI]
    below = [cell for cell in named or headers if (under := view.below(cell)) is not None and under.text.strip()]
    return below[0] if below else None


def _value_columns(view: TableView, header: Cell, first_row: int) -> Iterator[tuple[int, int | None]]:
    """Columns of numbers: the one for the end (None) and one for each year."""
    for row in range(header.row, first_row):
        for cell in view.row(row):
            if cell.col <= header.col or cell.col_span > 1:
                continue
            years = find_years(cell.text)
            if len(years) == 1 and years[0].year is not None:
                yield cell.col, years[0].year
            elif _FINAL_HEADER.fullmatch(plain_label(cell.text)):
                yield cell.col, None


def _of_row(view: TableView, row: int, name: Cell, unit: str | None, columns: dict[int, int | None]) -> Iterator[Kpi]:
    for column, year in sorted(columns.items(), key=lambda each: (each[1] is not None, each[1] or 0)):
        cell = view.at(row, column)
        found = _CELL_VALUE.fullmatch(cell.text.strip()) if cell is not None else None
        if cell is not None and found is not None:
            yield Kpi(
                name=" ".join(name.text.split()),
                value=number_of(found["value"]),
                unit=found["unit"] or unit or None,
                year=year,
                evidence=(name.anchor, cell.anchor),
            )
