"""2 to 13 plans side by side, as a page shows them: tables of one kind each, with the picture of the same numbers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor
from typing import Final

from markupsafe import Markup

from review.comparison.limit_gaps import LimitGap
from review.comparison.plan_figures import PlanFigures, plan_figures
from review.comparison.spending import Basis, Spending, spending_on
from review.comparison.unit_costs import MEASURES, Measure, UnitCost
from review.rendering.figures.funding_parts import funding_parts, limit_lines
from review.rendering.figures.plan_bars import StackedRow, ValueRow, stacked_bars, value_bars
from review.rendering.labels_ko import NOT_STATED, verdict_label
from review.rendering.limits import ShareLimit, share_limits, share_text
from schemas import Anchor, Call, Record, Source, Verdict, formatting
from schemas.units import MoneyUnit

MIN_PLANS: Final = 2
MAX_PLANS: Final = 13


@dataclass(frozen=True)
class Value:
    """A cell: its text, a note below it, the places that it was read from, and whether it is out of line or the best.

    `look` is "bad" outside a limit, "best" for the cheapest, "open" where nobody knows, "words" for what is no number.
    """

    text: str
    note: str = ""
    places: tuple[Anchor, ...] = ()
    look: str = ""


@dataclass(frozen=True)
class PlanRow:
    """A plan in a table; `at` is its place among the plans, from 0."""

    at: int
    name: str
    values: tuple[Value, ...]


@dataclass(frozen=True)
class Table:
    """A table with a row a plan, and the picture of it."""

    key: str
    title: str
    headers: tuple[str, ...]
    rows: tuple[PlanRow, ...]
    picture: Markup | None = None
    note: str = ""


@dataclass(frozen=True)
class SpendingRow:
    """What a plan spends on what somebody named, and the lines that say so."""

    at: int
    name: str
    sums: tuple[Value, ...]
    spending: Spending


@dataclass(frozen=True)
class SideBySide:
    """All tables; `unit` is the unit of all money on the page."""

    unit: MoneyUnit
    plans: tuple[PlanFigures, ...]
    tables: tuple[Table, ...]
    answers: tuple[str, ...]


def side_by_side(records: Sequence[Record], call: Call) -> SideBySide:
    """The comparison of plans that were read; records must be masked already."""
    plans = plan_figures(records, call)
    unit = _unit(plans)
    tables = (
        _funding_table(plans, call, unit),
        _area_table(plans, unit),
        _cost_table(plans, call, unit),
        *(_cost_picture_table(plans, measure, unit) for measure in MEASURES),
    )
    return SideBySide(unit, plans, tables, tuple(_answers(plans, unit)))


def spending_rows(plans: Sequence[PlanFigures], word: str, unit: MoneyUnit) -> tuple[SpendingRow, ...]:
    """What each plan spends on what a word names."""
    found = [(plan, spending_on(plan.proposal, word)) for plan in plans]
    return tuple(
        SpendingRow(
            at,
            plan.name,
            tuple(_spent(spending, basis, unit) for basis in (Basis.PROGRAM, Basis.ITEM, Basis.CALCULATION)),
            spending,
        )
        for at, (plan, spending) in enumerate(found)
    )


def _spent(spending: Spending, basis: Basis, unit: MoneyUnit) -> Value:
    krw = spending.krw(basis)
    lines = spending.of(basis)
    places = tuple(anchor for line in lines if line.amount is not None for anchor in line.amount.evidence)
    if krw is None:
        return Value("금액 미확인" if lines else "-", look="open" if lines else "")
    return Value(formatting.in_unit(krw, unit), f"{len(lines)}건", places)


def _funding_table(plans: Sequence[PlanFigures], call: Call, unit: MoneyUnit) -> Table:
    limits = share_limits(call)
    rows, bars = [], []
    for at, plan in enumerate(plans):
        money = (_amount(plan, source, unit, limits) for source in (*Source.TOTAL.parts, Source.TOTAL))
        rows.append(PlanRow(at, plan.name, (*money, *(_gap_value(plan, gap, unit) for gap in plan.gaps))))
        total = plan.funding.total
        note = formatting.krw(total.krw, unit) if total else ""
        bars.append(StackedRow(plan.name, funding_parts(plan.proposal.budget, limits), "재원별 금액 미확인", note))
    sources = [source.korean for source in (*Source.TOTAL.parts, Source.TOTAL)]
    picture = stacked_bars(bars, sources[:-1], limit_lines(limits), "funding", "재원 구성과 공고 기준")
    headers = (*sources, *(limit.label for limit in limits))
    return Table("funding", "재원과 공고 기준", headers, tuple(rows), picture)


def _amount(plan: PlanFigures, source: Source, unit: MoneyUnit, limits: Sequence[ShareLimit]) -> Value:
    amount = plan.funding.of(source)
    if amount is None:
        return Value(NOT_STATED, plan.funding.unknown.get(source.value, ""), look="open")
    share = "" if source is Source.TOTAL else share_text(plan.proposal.budget, (source,), limits)
    return Value(formatting.in_unit(amount.krw, unit), share, amount.evidence)


def _gap_value(plan: PlanFigures, gap: LimitGap, unit: MoneyUnit) -> Value:
    finding = next((each for each in plan.record.findings if each.rule == gap.limit.rule), None)
    label = verdict_label(finding.verdict, finding.severity) if finding else ""
    look = {Verdict.VIOLATED: "bad", Verdict.UNDETERMINED: "open"}.get(gap.verdict or Verdict.MET, "")
    note = " · ".join(part for part in (label, gap.gap_text(unit) if gap.verdict is not Verdict.MET else "") if part)
    return Value(gap.text or "산출 불가", note, finding.evidence if finding else (), look)


def _area_table(plans: Sequence[PlanFigures], unit: MoneyUnit) -> Table:
    areas = dict.fromkeys((area.area, area.name) for plan in plans for area in plan.areas)
    rows, bars = [], []
    for at, plan in enumerate(plans):
        own = {area.area: area for area in plan.areas}
        values, parts = [], []
        for area, _ in areas:
            money = own.get(area)
            if money is None or not money.programs:
                values.append(Value("-"))
                parts.append((Fraction(0), ""))
                continue
            share = formatting.percent(money.share) if money.share is not None else ""
            note = f"{share} · {money.programs}개" + (
                f"(미확인 {money.without_amount})" if money.without_amount else ""
            )
            values.append(Value(formatting.in_unit(money.krw, unit), note))
            parts.append((money.share or Fraction(0), share))
        rows.append(PlanRow(at, plan.name, tuple(values)))
        known = any(share for share, _ in parts)
        bars.append(StackedRow(plan.name, tuple(parts) if known else (), "프로그램별 사업비 미확인"))
    names = tuple(name for _, name in areas)
    note = "프로그램의 내용으로 판정한 분야별 사업비와 전체 프로그램 사업비에서 차지하는 비중"
    picture = stacked_bars(bars, names, [], "areas", "분야별 사업비 비중")
    return Table("areas", "분야별 사업비", names, tuple(rows), picture, note)


def _cost_table(plans: Sequence[PlanFigures], call: Call, unit: MoneyUnit) -> Table:
    """Each measure over all programmes, then over those of each area that any plan has one in."""
    names = {area.id: area.name for area in call.areas}
    columns: list[tuple[str, int, str]] = []
    for at, measure in enumerate(MEASURES):
        columns.append((measure.cost_name, at, ""))
        if measure.words:
            continue
        used = {program.area for plan in plans for program in plan.costs[at].programs}
        columns += [(f"{measure.name}: {name}", at, area) for area, name in names.items() if area in used]
    cells = [[(plan.costs[at].in_area(area) if area else plan.costs[at]) for _, at, area in columns] for plan in plans]
    best = [min((row[at].cost or _NEVER for row in cells), default=_NEVER) for at in range(len(columns))]
    rows = tuple(
        PlanRow(
            at,
            plan.name,
            tuple(_cost_value(cost, least, unit) for cost, least in zip(cells[at], best, strict=True)),
        )
        for at, plan in enumerate(plans)
    )
    note = "목표와 사업비가 모두 확인된 프로그램만 계산. 한 프로그램의 사업비를 목표마다 전액 계상함"
    return Table("costs", "단위당 사업비", tuple(name for name, *_ in columns), rows, note=note)


_NEVER: Final = Fraction(10**18)


def _cost_value(cost: UnitCost, least: Fraction, unit: MoneyUnit) -> Value:
    if cost.cost is None:
        opened = f"대응 목표 불명 {len(cost.open)}건" if cost.open else ""
        return Value("-", opened, look="open" if cost.open else "")
    note = f"{formatting.in_unit(cost.krw, unit)} ÷ {_count(cost.count)}{cost.measure.unit}"
    places = tuple(anchor for program in cost.programs for anchor in program.evidence)
    return Value(_per_unit(cost.cost), note, places, "best" if cost.cost == least else "")


def _cost_picture_table(plans: Sequence[PlanFigures], measure: Measure, unit: MoneyUnit) -> Table:
    at = MEASURES.index(measure)
    costs = [plan.costs[at] for plan in plans]
    known = [cost.cost for cost in costs if cost.cost is not None]
    order = sorted(range(len(plans)), key=lambda index: (costs[index].cost is None, costs[index].cost or 0))
    bars = [
        ValueRow(
            plans[index].name,
            costs[index].cost,
            _per_unit(cost) if (cost := costs[index].cost) is not None else "목표 미확인",
            marked=bool(known) and costs[index].cost == min(known),
        )
        for index in order
    ]
    rows = tuple(
        PlanRow(index, plans[index].name, (_cost_value(costs[index], min(known, default=_NEVER), unit), targets))
        for index in order
        for targets in (_programs_of(costs[index]),)
    )
    picture = value_bars(bars, f"cost-{measure.id}", measure.cost_name) if known else None
    headers = (f"{measure.cost_name} 사업비", "계산에 든 프로그램")
    return Table(f"cost-{measure.id}", f"{measure.cost_name}, 낮은 순", headers, rows, picture)


def _programs_of(cost: UnitCost) -> Value:
    told = [f"{each.title} ({_count(each.count)}{each.unit})" for each in cost.programs]
    return Value(
        ", ".join(told) or "-", look="words", note=f"대응 목표 불명: {', '.join(cost.open)}" if cost.open else ""
    )


def _answers(plans: Sequence[PlanFigures], unit: MoneyUnit) -> Iterator[str]:
    """In a sentence each: who is outside which limit by how much, and who is cheapest."""
    for at, limit in enumerate(plans[0].gaps if plans else ()):
        outside = [plan for plan in plans if plan.gaps[at].verdict is Verdict.VIOLATED]
        gaps = [(plan.name, plan.gaps[at].text, plan.gaps[at].gap_text(unit)) for plan in outside]
        told = "; ".join(f"{name} {share}, {gap}" if gap else f"{name} {share}" for name, share, gap in gaps)
        yield f"{limit.limit.label} 위반: {told or '없음'}"
    for at, measure in enumerate(MEASURES):
        known = [(plan.costs[at].cost, plan.name) for plan in plans if plan.costs[at].cost is not None]
        if known:
            cost, name = min(known, key=lambda each: each[0] or 0)
            yield f"{measure.cost_name} 최저: {name} {_per_unit(cost or Fraction(0))}"
        else:
            yield f"{measure.cost_name}: 산출 가능한 계획서 없음"


def _per_unit(cost: Fraction) -> str:
    """Won for one, rounded to 천원, a half up as spreadsheets do: `27,094천원`."""
    return formatting.krw(floor(cost / MoneyUnit.THOUSAND + Fraction(1, 2)) * MoneyUnit.THOUSAND, MoneyUnit.THOUSAND)


def _count(count: Fraction) -> str:
    return f"{count.numerator:,}" if count.denominator == 1 else f"{float(count):,}"


def _unit(plans: Sequence[PlanFigures]) -> MoneyUnit:
    fundings = [plan.funding for plan in plans]
    fundings += [program.funding for plan in plans for program in plan.proposal.programs]
    amounts = [funding.of(source) for funding in fundings for source in (*Source.TOTAL.parts, Source.TOTAL)]
    return formatting.common_unit(amount.krw for amount in amounts if amount is not None)
