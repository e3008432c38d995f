"""Money over all plans that take part: by area and source, and what a company, a trainee or a machine costs."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from statistics import median_low
from typing import Any, Final, TypeVar

from sqlalchemy import ColumnElement, Select, String, cast, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from records.database.derived_tables import AreaMoneyRow, SummaryRow, UnitCostRow
from records.queries.overview import SHOWN_SOURCES
from records.queries.standings import stands
from records.standing import Standing
from schemas import Call, Source, SubmissionKind

Asked = TypeVar("Asked", bound=tuple[Any, ...])
_HIGH: Final = 10**9
"""Sums are made in two halves: thousands of amounts of any size must not run over what a database adds up."""


@dataclass(frozen=True)
class AreaSum:
    """What all plans that take part ask for in an area ("" where none is sure), in won, as far as they state it.

    `without_total` programmes state no total; `plans_over` plans state more than any plan can, and are not counted.
    """

    area: str
    plans: int
    programs: int
    without_total: int
    plans_over: int
    money: Mapping[Source, int]


@dataclass(frozen=True)
class UnitCost:
    """A programme's money for each company, trainee or machine that it promises; `quantity` as the plan prints it."""

    submission_id: int
    applicant: str | None
    file_name: str
    kind: SubmissionKind
    program_position: int
    program: str
    area: str
    target: str
    quantity: str
    unit: str
    krw: int
    krw_per_unit: int


@dataclass(frozen=True)
class UnitCostSpread:
    """How much a unit costs over the programmes of an area: won a unit, rounded. The median is the lower one."""

    area: str
    unit: str
    programs: int
    lowest: int
    median: int
    highest: int


def area_sums(session: Session, call: Call) -> tuple[AreaSum, ...]:
    """What the valid, latest plans ask for by area, in the order of the areas' ids."""
    halves = [half for source in SHOWN_SOURCES for half in in_halves(getattr(AreaMoneyRow, source.value))]
    query = (
        select(
            AreaMoneyRow.area,
            func.count(),
            func.sum(AreaMoneyRow.programs),
            func.sum(AreaMoneyRow.without_total),
            func.count().filter(AreaMoneyRow.total.is_(None)),
            *halves,
        )
        .join(SummaryRow, AreaMoneyRow.summary_id == SummaryRow.id)
        .where(stands(call, [Standing.VALID]))
        .group_by(AreaMoneyRow.area)
    )
    sums = [
        AreaSum(
            area=area,
            plans=plans,
            programs=int(programs),
            without_total=int(without_total),
            plans_over=plans_over,
            money={source: whole_of(values[2 * at], values[2 * at + 1]) for at, source in enumerate(SHOWN_SOURCES)},
        )
        for area, plans, programs, without_total, plans_over, *values in session.execute(query)
    ]
    return tuple(sorted(sums, key=lambda each: each.area))


def unit_costs(
    session: Session,
    call: Call,
    units: Collection[str],
    *,
    area: str | None,
    descending: bool,
    offset: int,
    limit: int,
) -> tuple[UnitCost, ...]:
    """The programmes of valid, latest plans by what they cost a unit, the cheapest (or dearest) first."""
    order = (UnitCostRow.krw_per_unit, SummaryRow.submission_id, UnitCostRow.program_position, UnitCostRow.unit)
    query = _costs(select(UnitCostRow, SummaryRow), call, units, area)
    query = query.order_by(*(key.desc() if descending else key.asc() for key in order))
    return tuple(
        UnitCost(
            submission_id=row.SummaryRow.submission_id,
            applicant=row.SummaryRow.applicant,
            file_name=row.SummaryRow.file_name,
            kind=SubmissionKind(row.SummaryRow.kind),
            program_position=row.UnitCostRow.program_position,
            program=row.UnitCostRow.program,
            area=row.UnitCostRow.area,
            target=row.UnitCostRow.target,
            quantity=row.UnitCostRow.quantity,
            unit=row.UnitCostRow.unit,
            krw=row.UnitCostRow.krw,
            krw_per_unit=row.UnitCostRow.krw_per_unit,
        )
        for row in session.execute(query.offset(offset).limit(limit))
    )


def unit_cost_spreads(session: Session, call: Call, units: Collection[str]) -> tuple[UnitCostSpread, ...]:
    """The lowest, median and highest cost of each unit in each area, over valid, latest plans."""
    # One row a group: tens of thousands of rows would take longer to hand over than to find.
    group = (UnitCostRow.area, UnitCostRow.unit)
    all_costs = func.aggregate_strings(cast(UnitCostRow.krw_per_unit, String), ",")
    query = _costs(select(*group, all_costs), call, units, None).group_by(*group)
    spreads = []
    for area, unit, costs in session.execute(query):
        found = sorted(map(int, costs.split(",")))
        spreads.append(UnitCostSpread(area, unit, len(found), found[0], median_low(found), found[-1]))
    return tuple(sorted(spreads, key=lambda each: (each.area, each.unit)))


def _costs(query: Select[Asked], call: Call, units: Collection[str], area: str | None) -> Select[Asked]:
    query = query.join_from(UnitCostRow, SummaryRow, UnitCostRow.summary_id == SummaryRow.id).where(
        stands(call, [Standing.VALID]), UnitCostRow.unit.in_(units)
    )
    return query if area is None else query.where(UnitCostRow.area == area)


def in_halves(column: InstrumentedAttribute[int | None]) -> tuple[ColumnElement[Any], ColumnElement[Any]]:
    """The sum of a column as two sums, neither of which runs over."""
    return func.sum(column // _HIGH), func.sum(column % _HIGH)


def whole_of(high: Any, low: Any) -> int:  # noqa: ANN401 - whatever number a database adds up to
    """The sum that two halves make; 0 where there was nothing to add."""
    return int(high or 0) * _HIGH + int(low or 0)
