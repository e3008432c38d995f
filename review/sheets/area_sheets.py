"""분야별 and 단가: what the programmes come to by area, and for a company, a trainee and a GPU, in live formulas."""

from typing import Final

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from records.standing import Standing
from review.comparison.plan_figures import area_names
from review.comparison.unit_costs import MEASURES
from review.sheets import xlsx_cells as cells
from review.sheets.comparison_plan import Compared
from review.sheets.program_sheet import ProgramRanges
from review.sheets.xlsx_cells import Look

AREAS: Final = "분야별"
COSTS: Final = "단가"
HEADER_ROW: Final = 4
FIRST_ROW: Final = HEADER_ROW + 1
_LEFT: Final = ("연번", "지방정부", "상태")
_COST: Final = 2
"""How far the cost of one is from the first column of its measure."""
_CHEAPEST: Final = Look(fill="FFDCE9D5", bold=True)


def write_areas(sheet: Worksheet, all_plans: Compared, programs: ProgramRanges) -> None:
    """A row a plan: the money of each area and its part of all programmes' money."""
    cells.write_title(
        sheet,
        "분야별 사업비",
        (
            f"단위: {all_plans.unit.korean} (칸의 값은 원). '프로그램' 시트의 집계 분야별 계를 더한 값",
            "집계 분야는 내용으로 판정한 분야이며, 판정이 확실하지 않은 프로그램은 '분야 미정'으로 집계",
        ),
    )
    areas = [*area_names(all_plans.call).values()]
    first, total = len(_LEFT) + 1, len(_LEFT) + len(areas) + 1
    labels = [*_LEFT, *areas, "계", *(f"{area} 비율" for area in areas)]
    cells.write_header(sheet, HEADER_ROW, labels)
    money, last = cells.money_format(all_plans.unit), FIRST_ROW + len(all_plans.plans) - 1
    for row in range(FIRST_ROW, last + 1):
        _write_left(sheet, row, all_plans)
        for column in range(first, total):
            header = f"{get_column_letter(column)}${HEADER_ROW}"
            formula = f"SUMIFS({programs.total},{programs.plan},$A{row},{programs.area},{header})"
            cells.write_formula(cells.at(sheet, row, column), formula, money)
        _write_shares(sheet, row, first, total, money)
    foot = last + 1
    _write_foot_label(sheet, foot)
    for column in range(first, total):
        cells.write_formula(cells.at(sheet, foot, column), _sum_of_valid(column, last), money, bold=True)
    _write_shares(sheet, foot, first, total, money)
    _shade_foot(sheet, foot, len(labels))
    if all_plans.plans:
        shares = f"{get_column_letter(total + 1)}{FIRST_ROW}:{get_column_letter(len(labels))}{last}"
        cells.shade_shares(sheet, shares)
    cells.set_widths(sheet, [6, 16, 9, *([13] * (len(labels) - 3))])
    cells.fit_rows(sheet, HEADER_ROW)
    cells.set_page(sheet, HEADER_ROW)
    sheet.freeze_panes = f"{get_column_letter(first)}{FIRST_ROW}"


def write_costs(sheet: Worksheet, all_plans: Compared, programs: ProgramRanges) -> None:
    """A row a plan: for each measure the money, the targets, the cost of one, and the rank of the valid plans."""
    cells.write_title(
        sheet,
        "단위당 사업비",
        (
            f"단위: {all_plans.unit.korean} (칸의 값은 원). 목표와 사업비가 모두 확인된 프로그램만 더한 값",
            "한 프로그램의 사업비를 목표마다 전액 계상하므로 항목끼리 더하지 않음. 순위는 유효 접수본의 낮은 순",
        ),
    )
    first = len(_LEFT) + 1
    labels = [*_LEFT]
    for measure in MEASURES:
        labels += [f"{measure.name} 사업비", f"{measure.name} 목표({measure.unit})", measure.cost_name, "순위"]
    cells.write_header(sheet, HEADER_ROW, labels)
    money, last = cells.money_format(all_plans.unit), FIRST_ROW + len(all_plans.plans) - 1
    for row in range(FIRST_ROW, last + 1):
        _write_left(sheet, row, all_plans)
        for index, measure in enumerate(MEASURES):
            column, targets = first + 4 * index, programs.targets(measure)
            spent, count, cost = (f"{get_column_letter(column + offset)}{row}" for offset in range(3))
            of_plan = f"{programs.plan},$A{row}"
            formulas = (
                (f'SUMIFS({programs.total},{of_plan},{targets},">0")', money),
                (f'SUMIFS({targets},{of_plan},{programs.total},"<>")', cells.TARGET),
                (f'IF({count}>0,{spent}/{count},"")', money),
                (_rank(cost, last), cells.COUNT),
            )
            for offset, (formula, number_format) in enumerate(formulas):
                is_cost = offset == _COST
                cells.write_formula(cells.at(sheet, row, column + offset), formula, number_format, bold=is_cost)
    if all_plans.plans:
        for index in range(len(MEASURES)):
            cost, rank = (get_column_letter(first + 4 * index + offset) for offset in (_COST, _COST + 1))
            cells.colour(sheet, f"{cost}{FIRST_ROW}:{rank}{last}", f"${rank}{FIRST_ROW}=1", _CHEAPEST)
    cells.set_widths(sheet, [6, 16, 9, *([13, 12, 13, 7] * len(MEASURES))])
    cells.fit_rows(sheet, HEADER_ROW)
    cells.set_page(sheet, HEADER_ROW)
    sheet.freeze_panes = f"{get_column_letter(first)}{FIRST_ROW}"


def _write_left(sheet: Worksheet, row: int, all_plans: Compared) -> None:
    plan = all_plans.plans[row - FIRST_ROW]
    cells.write_number(cells.at(sheet, row, 1), plan.figures.number, cells.COUNT)
    cells.write_text(cells.at(sheet, row, 2), plan.figures.name)
    cells.write_text(cells.at(sheet, row, 3), plan.standing.value, centred=True)


def _write_shares(sheet: Worksheet, row: int, first: int, total: int, money: str) -> None:
    """The sum over the areas, and each area's part of it."""
    sums = f"{get_column_letter(first)}{row}:{get_column_letter(total - 1)}{row}"
    whole = f"{get_column_letter(total)}{row}"
    cells.write_formula(cells.at(sheet, row, total), f"SUM({sums})", money, bold=True)
    for column in range(first, total):
        share = f'IF(${whole}>0,{get_column_letter(column)}{row}/${whole},"")'
        cells.write_formula(cells.at(sheet, row, total + 1 + column - first), share, cells.PERCENT)


def _write_foot_label(sheet: Worksheet, row: int) -> None:
    cells.write_text(cells.at(sheet, row, 1), "")
    cells.write_text(cells.at(sheet, row, 2), "유효 합계", bold=True)
    cells.write_text(cells.at(sheet, row, 3), "")


def _shade_foot(sheet: Worksheet, row: int, columns: int) -> None:
    for column in range(1, columns + 1):
        cells.as_sum(cells.at(sheet, row, column))


def _sum_of_valid(column: int, last: int) -> str:
    letter = get_column_letter(column)
    states = f"$C${FIRST_ROW}:$C${max(last, FIRST_ROW)}"
    return f'SUMIFS({letter}{FIRST_ROW}:{letter}{max(last, FIRST_ROW)},{states},"{Standing.VALID.value}")'


def _rank(cost: str, last: int) -> str:
    """How many valid plans are cheaper, and one; by comparison of numbers, which text would round."""
    letter, row = cost.rstrip("0123456789"), cost.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    costs = f"{letter}${FIRST_ROW}:{letter}${last}"
    is_valid = f'$C${FIRST_ROW}:$C${last}="{Standing.VALID.value}"'
    cheaper = f"SUMPRODUCT(({is_valid})*ISNUMBER({costs})*({costs}<{cost}))+1"
    return f'IF(AND($C{row}="{Standing.VALID.value}",ISNUMBER({cost})),{cheaper},"")'
