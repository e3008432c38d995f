"""비교표: a row a plan with its money by source, the shares as formulas, and what is over or short of each limit.

The limits stand in cells of their own above the headers: who changes one there sees the colours and the money change.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from records.standing import Standing
from review.comparison.limit_gaps import LimitGap
from review.rendering.labels_ko import VERDICTS
from review.rendering.limits import ShareLimit, share_limits
from review.sheets import xlsx_cells as cells
from review.sheets.comparison_plan import Compared, ComparedPlan
from review.sheets.xlsx_cells import Look
from rules.kinds.money.stated_share import stated_share
from schemas import Source, formatting

NAME: Final = "비교표"
LIMIT_ROW: Final = 4
HEADER_ROW: Final = 5
FIRST_ROW: Final = HEADER_ROW + 1
_LEFT: Final = ("연번", "지방정부", "주관기관", "구분", "상태")
_COUNTS: Final = ("위반", "판정 불가", "주의", "참고")
_BROKEN: Final = Look(fill="FFF6D3D3", ink="FF8E1B20", bold=True)
_ASIDE: Final = Look(ink="FF5B6670", italic=True)
_ROUNDING_STEPS: Final = 2
"""Steps of the sheet's unit by which a total of three rounded sources may differ from their sum: ⌊(3+1)/2⌋."""
_SHARE_DECIMALS: Final = 4
"""Shares are coloured by their hundredths of a percent: what is finer is the rounding of the printed amounts."""


@dataclass(frozen=True)
class Columns:
    """Where things stand on the sheet, as letters."""

    sources: dict[Source, str]
    other: str | None
    sum_of_sources: str
    total: str
    difference: str
    limits: tuple[tuple[ShareLimit, str, str, str], ...]
    counts: str
    file: str

    @property
    def money(self) -> tuple[str, ...]:
        """The columns that hold money and are summed up at the foot."""
        other = (self.other,) if self.other else ()
        return (*self.sources.values(), *other, self.sum_of_sources, self.total, self.difference)


def columns_of(all_plans: Compared) -> Columns:
    """The columns that these plans and the limits of their call ask for."""
    limits = share_limits(all_plans.call)
    parts = dict.fromkeys(source for limit in limits for source in limit.sources)
    further = [source for source in parts if source not in Source.TOTAL.parts]
    letters = (get_column_letter(column) for column in range(len(_LEFT) + 1, 200))
    sources = {source: next(letters) for source in (*Source.TOTAL.parts, *further)}
    return Columns(
        sources=sources,
        other=next(letters) if all_plans.has_other_sources else None,
        sum_of_sources=next(letters),
        total=next(letters),
        difference=next(letters),
        limits=tuple((limit, next(letters), next(letters), next(letters)) for limit in limits),
        counts=next(letters),
        file=[next(letters) for _ in _COUNTS][-1],
    )


def write_overview(sheet: Worksheet, all_plans: Compared) -> None:
    """Fill the sheet; what its formulas give is what the records have."""
    columns = columns_of(all_plans)
    cells.write_title(
        sheet,
        f"{all_plans.call.title} 사업계획서 비교표",
        (
            f"단위: {all_plans.unit.korean} (칸의 값은 원). 금액 칸의 메모에 기재 위치와 원문이 있음",
            "노란 칸의 공고 기준을 바꾸면 초과·부족액과 색이 다시 계산됨. '판정' 열은 단수차까지 고려한 심사 결과",
        ),
    )
    _write_limits(sheet, columns)
    cells.write_header(sheet, HEADER_ROW, _headers(columns))
    last = FIRST_ROW + len(all_plans.plans) - 1
    for row, plan in enumerate(all_plans.plans, FIRST_ROW):
        _write_plan(sheet, row, plan, columns, all_plans)
    _write_foot(sheet, last, columns, all_plans)
    _colour(sheet, last, columns, all_plans)
    widths = [5, 17, 20, 8, 8, *([11] * len(columns.money)), *([10, 8, 10] * len(columns.limits)), 6, 9, 6, 6, 26]
    cells.set_widths(sheet, widths)
    cells.fit_rows(sheet, HEADER_ROW)
    cells.set_page(sheet, HEADER_ROW)
    sheet.freeze_panes = f"C{FIRST_ROW}"
    if all_plans.plans:
        sheet.auto_filter.ref = f"A{HEADER_ROW}:{columns.file}{last}"


def _headers(columns: Columns) -> list[str]:
    labels = [*_LEFT, *(source.korean for source in columns.sources)]
    labels += ["기타 재원"] if columns.other else []
    labels += ["재원 합계", "기재 총사업비", "차이"]
    for limit, *_ in columns.limits:
        name = "·".join(source.korean for source in limit.sources)
        labels += [f"{name} 비율", "판정", "초과액" if limit.is_upper else "부족액"]
    return [*labels, *_COUNTS, "파일"]


def _write_limits(sheet: Worksheet, columns: Columns) -> None:
    for limit, share, verdict, _ in columns.limits:
        cell = cells.at(sheet, LIMIT_ROW, share)
        cells.write_number(cell, float(limit.share), cells.PERCENT)
        cells.as_input(cell)
        cells.comment(cell, f"공고 기준: {limit.label} ({limit.rule})")
        cells.write_text(cells.at(sheet, LIMIT_ROW, verdict), "상한" if limit.is_upper else "하한", centred=True)


def _write_plan(sheet: Worksheet, row: int, plan: ComparedPlan, columns: Columns, all_plans: Compared) -> None:
    figures, money = plan.figures, cells.money_format(all_plans.unit)
    lead = figures.proposal.lead_organization
    cells.write_number(cells.at(sheet, row, 1), figures.number, cells.COUNT)
    cells.write_text(cells.at(sheet, row, 2), figures.name, bold=True)
    cells.write_text(cells.at(sheet, row, 3), lead.value if lead else "")
    cells.write_text(cells.at(sheet, row, 4), plan.kind, centred=True)
    cells.write_text(cells.at(sheet, row, 5), plan.standing.value, centred=True)
    funding, unit = figures.funding, all_plans.unit
    for source, letter in (*columns.sources.items(), (Source.TOTAL, columns.total)):
        reason = funding.unknown.get(source.value, "")
        cells.write_money(cells.at(sheet, row, letter), funding.of(source), reason, unit, plan.names)
    others = figures.proposal.budget.other_sources
    if columns.other:
        cell = cells.at(sheet, row, columns.other)
        cells.write_number(cell, sum(each.amount.krw for each in others) or None, money)
        cells.comment(cell, "\n".join(f"{each.name}: {formatting.printed(each.amount)}" for each in others))
    _write_sums(sheet, row, columns, money)
    for gap, (_, share, verdict, missing) in zip(figures.gaps, columns.limits, strict=True):
        step = _step(plan, gap)
        cells.write_formula(cells.at(sheet, row, share), _share(gap.limit, row, columns), cells.PERCENT)
        cells.write_text(cells.at(sheet, row, verdict), VERDICTS[gap.verdict] if gap.verdict else "", centred=True)
        cells.write_formula(cells.at(sheet, row, missing), _missing(gap.limit, share, row, columns, step), money)
    counts = plan.counts
    start = column_index_from_string(columns.counts)
    for column, count in enumerate((counts.violated, counts.undetermined, counts.caution, counts.advice), start):
        cells.write_number(cells.at(sheet, row, column), count, cells.COUNT)
    cells.write_text(cells.at(sheet, row, columns.file), figures.record.submission.file_name, wrapped=False)


def _write_sums(sheet: Worksheet, row: int, columns: Columns, money: str) -> None:
    parts = [columns.sources[source] for source in Source.TOTAL.parts] + ([columns.other] if columns.other else [])
    listed = ",".join(f"{letter}{row}" for letter in parts)
    cells.write_formula(cells.at(sheet, row, columns.sum_of_sources), f'IF(COUNT({listed})>0,SUM({listed}),"")', money)
    total, added = f"{columns.total}{row}", f"{columns.sum_of_sources}{row}"
    formula = f'IF(AND(ISNUMBER({total}),ISNUMBER({added})),{total}-{added},"")'
    cells.write_formula(cells.at(sheet, row, columns.difference), formula, money)


def _share(limit: ShareLimit, row: int, columns: Columns) -> str:
    """The part ÷ the printed total; of several sources, where one is missing, what the rest leaves of it."""
    total = f"{columns.total}{row}"
    left_over = _left_over(limit, row, columns)
    part = _listed(limit.sources, row, columns)
    whole = f"SUM({part})/{total}"
    other = f'IF({left_over[0]},({left_over[1]})/{total},"")' if left_over else '""'
    return f'IF(N({total})<=0,"",IF(COUNT({part})={len(limit.sources)},{whole},{other}))'


def _left_over(limit: ShareLimit, row: int, columns: Columns) -> tuple[str, str] | None:
    """When the rest of the total tells the part, and the formula of what it leaves."""
    rest = [source for source in Source.TOTAL.parts if source not in limit.sources]
    if len(limit.sources) == 1 or not rest or not set(limit.sources) <= set(Source.TOTAL.parts):
        return None
    listed = _listed(rest, row, columns)
    return f"COUNT({listed})={len(rest)}", f"{columns.total}{row}-SUM({listed})"


def _missing(limit: ShareLimit, share: str, row: int, columns: Columns, step: int) -> str:
    """The money over or short of the limit, up to the next whole step that the plan prints."""
    at, total = f"{share}{row}", f"{columns.total}{row}"
    distance = f"({at}-{share}${LIMIT_ROW})*{total}" if limit.is_upper else f"({share}${LIMIT_ROW}-{at})*{total}"
    return f'IF(ISNUMBER({at}),CEILING(ROUND(MAX(0,{distance}),2),{step}),"")'


def _listed(sources: Sequence[Source], row: int, columns: Columns) -> str:
    return ",".join(f"{columns.sources[source]}{row}" for source in sources)


def _step(plan: ComparedPlan, gap: LimitGap) -> int:
    found = stated_share(plan.figures.proposal.budget, gap.limit.sources)
    return 1 if isinstance(found, Source) else found.part_step


def _write_foot(sheet: Worksheet, last: int, columns: Columns, all_plans: Compared) -> None:
    """The sums over who may be chosen, and their shares."""
    foot, money = last + 1, cells.money_format(all_plans.unit)
    width = column_index_from_string(columns.file)
    for column in range(1, width + 1):
        cells.write_text(cells.at(sheet, foot, column), "")
    cells.write_text(cells.at(sheet, foot, 2), "유효 합계", bold=True)
    rows = max(last, FIRST_ROW)
    states = f"$E${FIRST_ROW}:$E${rows}"
    for letter in columns.money:
        formula = f'SUMIFS({letter}{FIRST_ROW}:{letter}{rows},{states},"{Standing.VALID.value}")'
        cells.write_formula(cells.at(sheet, foot, letter), formula, money, bold=True)
    for limit, share, *_ in columns.limits:
        cells.write_formula(cells.at(sheet, foot, share), _share(limit, foot, columns), cells.PERCENT, bold=True)
    for column in range(1, width + 1):
        cells.as_sum(cells.at(sheet, foot, column))


def _colour(sheet: Worksheet, last: int, columns: Columns, all_plans: Compared) -> None:
    """A share outside its limit, and a total that is not the sum of its sources, in red and bold."""
    rows = max(last, FIRST_ROW)
    for limit, share, _, missing in columns.limits:
        sign = ">" if limit.is_upper else "<"
        at = f"${share}{FIRST_ROW}"
        rule = f"AND(ISNUMBER({at}),ROUND({at},{_SHARE_DECIMALS}){sign}ROUND(${share}${LIMIT_ROW},{_SHARE_DECIMALS}))"
        cells.colour(sheet, f"{share}{FIRST_ROW}:{missing}{rows}", rule, _BROKEN)
    difference = f"{columns.difference}{FIRST_ROW}"
    rule = f"AND(ISNUMBER(${difference}),ABS(${difference})>{_ROUNDING_STEPS}*{all_plans.unit:d})"
    cells.colour(sheet, f"{difference}:{columns.difference}{rows}", rule, _BROKEN)
    cells.colour(sheet, f"A{FIRST_ROW}:E{rows}", f'$E{FIRST_ROW}<>"{Standing.VALID.value}"', _ASIDE)
