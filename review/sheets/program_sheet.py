"""프로그램: a row a programme of every plan, with its area, money and targets. Other sheets sum it up."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from review.comparison.plan_figures import area_names
from review.comparison.unit_costs import MEASURES, Measure
from review.sheets import xlsx_cells as cells
from review.sheets.comparison_plan import Compared, ComparedPlan
from rules.kinds.money.coverage import area_of
from schemas import Program, Source

NAME: Final = "프로그램"
_HEADER_ROW: Final = 4
FIRST_ROW: Final = _HEADER_ROW + 1
_HEADERS: Final = ("연번", "지방정부", "번호", "프로그램", "기재 분야", "집계 분야", "국비", "지방비", "자부담", "계")
_AREA, _SOURCES, _TOTAL, _MEASURES = 6, 7, 10, 11


class ProgramRanges:
    """The columns of the sheet as ranges that formulas of other sheets refer to."""

    def __init__(self, rows: int) -> None:
        self._last = FIRST_ROW + max(rows, 1) - 1
        self.plan = self._range(1)
        self.area = self._range(_AREA)
        self.total = self._range(_TOTAL)

    def targets(self, measure: Measure) -> str:
        """The column of the numbers that programmes promise in a measure."""
        return self._range(_MEASURES + 2 * MEASURES.index(measure))

    def _range(self, column: int) -> str:
        letter = get_column_letter(column)
        return f"'{NAME}'!${letter}${FIRST_ROW}:${letter}${self._last}"


def write_programs(sheet: Worksheet, all_plans: Compared) -> ProgramRanges:
    """Fill the sheet; what its formulas give is what the records have."""
    unit = all_plans.unit
    cells.write_title(
        sheet,
        "세부 프로그램",
        (
            f"단위: {unit.korean} (칸의 값은 원). 금액 칸의 메모에 기재 위치와 원문이 있음",
            "단가 = 프로그램 사업비 ÷ 전체 기간 목표. 같은 단위의 목표가 여럿이면 대응 관계 불명으로 비워 둠",
        ),
    )
    headers = [*_HEADERS]
    for measure in MEASURES:
        headers += [f"{measure.name} 목표({measure.unit})", measure.cost_name]
    cells.write_header(sheet, _HEADER_ROW, headers)
    names = area_names(all_plans.call)
    row = FIRST_ROW
    for plan, number, program in _programs(all_plans):
        _write_row(sheet, row, plan, number, program, names, all_plans)
        row += 1
    cells.set_widths(sheet, [6, 16, 6, 38, 20, 20, 11, 11, 11, 11, *([11, 12] * len(MEASURES))])
    cells.fit_rows(sheet, _HEADER_ROW)
    cells.set_page(sheet, _HEADER_ROW)
    sheet.freeze_panes = f"E{FIRST_ROW}"
    sheet.auto_filter.ref = f"A{_HEADER_ROW}:{get_column_letter(len(headers))}{max(row - 1, FIRST_ROW)}"
    return ProgramRanges(row - FIRST_ROW)


def _programs(all_plans: Compared) -> Iterator[tuple[ComparedPlan, int, Program]]:
    for plan in all_plans.plans:
        for number, program in enumerate(plan.figures.proposal.programs, 1):
            yield plan, number, program


def _write_row(
    sheet: Worksheet,
    row: int,
    plan: ComparedPlan,
    number: int,
    program: Program,
    names: dict[str, str],
    all_plans: Compared,
) -> None:
    unit, funding = all_plans.unit, program.funding
    cells.write_number(cells.at(sheet, row, 1), plan.figures.number, cells.COUNT)
    cells.write_text(cells.at(sheet, row, 2), plan.figures.name)
    cells.write_number(cells.at(sheet, row, 3), number, cells.COUNT)
    cells.write_text(cells.at(sheet, row, 4), program.title)
    declared = program.declared_area or ""
    cells.write_text(cells.at(sheet, row, 5), names.get(declared, declared) if declared else "")
    area = area_of(program)
    cells.write_text(cells.at(sheet, row, _AREA), names.get(area, names[""]))
    for column, source in enumerate((*Source.TOTAL.parts, Source.TOTAL), _SOURCES):
        reason = funding.unknown.get(source.value, "")
        cells.write_money(cells.at(sheet, row, column), funding.of(source), reason, unit, plan.names)
    counts = {
        cost.measure: each.count for cost in plan.figures.costs for each in cost.programs if each.number == number
    }
    for index, measure in enumerate(MEASURES):
        column = _MEASURES + 2 * index
        target, money = cells.at(sheet, row, column), f"{get_column_letter(_TOTAL)}{row}"
        cells.write_number(target, _number(counts.get(measure)), cells.COUNT)
        formula = f'IF(AND(ISNUMBER({money}),N({target.coordinate})>0),{money}/{target.coordinate},"")'
        cells.write_formula(cells.at(sheet, row, column + 1), formula, cells.money_format(unit))


def _number(count: Fraction | None) -> int | float | None:
    if count is None:
        return None
    return int(count) if count.denominator == 1 else float(count)
