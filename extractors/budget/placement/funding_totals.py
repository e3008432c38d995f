"""From statements to the plan's funding: stated values first, derived ones only where nobody states them."""

from collections.abc import Sequence

from extractors.budget.placement.budget_tables import BudgetTable, PlacedFigure
from schemas import Amount, Funding, Source, add
from schemas.proposal import NamedSource
from schemas.source import FUNDED_SOURCES

_SUMS = (Source.LOCAL, Source.PRIVATE, Source.TOTAL)
"""The sources that others add up to, the parts of a sum before it."""


def funding_of(
    tables: Sequence[BudgetTable],
    year: int | None,
    *,
    period: tuple[int, int] | None = None,
    lacks_unit: bool = False,
) -> Funding:
    """The plan's money by source in one year, or over all years (None).

    `period` are the plan's first and last year where it states them: years add up to the whole only if none is missing.
    `lacks_unit` says that there are budget tables whose unit nothing tells: the reason why an amount is unknown.
    """
    found = {source: _stated(tables, source, year) for source in FUNDED_SOURCES}
    for source in FUNDED_SOURCES:
        if found[source] is None:
            found[source] = _over_years(tables, source, period) if year is None else None
        if found[source] is None:
            found[source] = _over_names(tables, source, year)
    for source in _SUMS:
        amounts = [amount for part in source.parts if (amount := found[part]) is not None]
        if found[source] is None and len(amounts) == len(source.parts):
            names = [part.korean for part in source.parts]
            if source is Source.TOTAL:
                others = other_sources(tables, year, period=period)
                amounts += [other.amount for other in others]
                names += [other.name for other in others]
            found[source] = add(amounts, " + ".join(names))
    scope = "" if year is None else f"{year}년 "
    _add_only_parts(found)
    reason = "예산표에 금액 단위 표시가 없어 금액을 확정할 수 없음" if lacks_unit else "금액을 예산표에서 찾지 못함"
    unknown = {source.value: f"{scope}{source.korean} {reason}" for source in FUNDED_SOURCES if found[source] is None}
    return Funding(**{source.value: amount for source, amount in found.items()}, unknown=unknown)


def other_sources(
    tables: Sequence[BudgetTable], year: int | None, *, period: tuple[int, int] | None = None
) -> list[NamedSource]:
    """The plan's money from sources without a name of their own in a record, in one year or over all years."""
    words = dict.fromkeys(
        (s.at.source, s.at.source_name or "")
        for table in tables
        for s in table.placed
        if s.at.source in (Source.OTHER, Source.UNKNOWN) and s.at.is_whole
    )
    found = []
    for source, name in words:
        amount = _stated(tables, Source(source), year, name)
        if amount is None and year is None:
            amount = _over_years(tables, Source(source), period, name)
        if amount is not None:
            found.append(NamedSource(name=name, source=Source(source), amount=amount))
    return found


def _add_only_parts(found: dict[Source, Amount | None]) -> None:
    """지방비 that is all 시·도비: taken for it where the total proves that nothing else is missing."""
    total = found[Source.TOTAL]
    for whole in (Source.LOCAL, Source.PRIVATE):
        only = [amount for part in whole.parts if (amount := found[part]) is not None]
        others = [amount for part in Source.TOTAL.parts if part is not whole and (amount := found[part]) is not None]
        if found[whole] is None and len(only) == 1 and others and total is not None:
            amount = add(only, f"{whole.korean} 중 기재된 재원 전부")
            if add([*others, amount], "합").may_equal(total):
                found[whole] = amount


def years_of(tables: Sequence[BudgetTable]) -> list[int]:
    """The years that the plan's budget tables state money for."""
    return sorted({s.at.year for table in tables for s in table.placed if s.at.year is not None})


def preferred(statements: Sequence[tuple[BudgetTable, PlacedFigure]]) -> PlacedFigure | None:
    """The statement to rely on among several at one coordinate.

    A table of sources alone is where a plan states its funding; among several, the one that most others agree with. A
    finer unit elsewhere says the same more exactly and is taken if both can be true.
    """
    if not statements:
        return None
    amounts = [statement.figure.amount for _, statement in statements]
    agreeing = {id(s): sum(s.figure.amount.may_equal(other) for other in amounts) for _, s in statements}
    first = min(
        statements,
        key=lambda found: (
            not found[0].is_by_source_alone,
            -agreeing[id(found[1])],
            found[1].figure.step,
            found[0].index,
        ),
    )[1]
    alike = [found for found in statements if first.figure.amount.may_equal(found[1].figure.amount)]
    return min(alike, key=lambda found: (found[1].figure.step, found[1] is not first, found[0].index))[1]


def _stated(tables: Sequence[BudgetTable], source: Source, year: int | None, name: str | None = None) -> Amount | None:
    found = [
        (table, s)
        for table in tables
        for s in table.placed
        if s.at.is_whole and s.at.source == source and s.at.year == year and s.at.source_name == name
    ]
    chosen = preferred(found)
    return chosen.figure.amount if chosen is not None else None


def _over_years(
    tables: Sequence[BudgetTable], source: Source, period: tuple[int, int] | None, name: str | None = None
) -> Amount | None:
    years = years_of(tables)
    amounts = [amount for year in years if (amount := _stated(tables, source, year, name)) is not None]
    if not amounts or len(amounts) < len(years) or not _are_all(years, period):
        return None
    return add(amounts, " + ".join(f"{year}년 {name or source.korean}" for year in years))


def _are_all(years: Sequence[int], period: tuple[int, int] | None) -> bool:
    """Whether the years with money are all years of the plan; of a plan without a period, two are taken for all."""
    if period is None:
        return len(years) > 1
    return set(range(period[0], period[1] + 1)) <= set(years)


def _over_names(tables: Sequence[BudgetTable], source: Source, year: int | None) -> Amount | None:
    """The sum over one table's programmes, areas, items or organisations where the table states no sum itself."""
    for axis, name in (("program", "프로그램별"), ("area", "분야별"), ("item", "비목별"), ("organization", "기관별")):
        for table in tables:
            named = [s for s in table.placed if axis in dict(s.at.names) and not _sums_names(s)]
            side = _first_side(table)
            named = [s for s in named if s.figure.row.classification == 0 and _side(s) in (None, side)]
            rows = [s for s in named if s.at.source == source and s.at.year == year]
            if rows and len({s.at.names for s in named}) > 1:
                return add([s.figure.amount for s in rows], f"{name} {source.korean}의 합")
    return None


def _side(placed: PlacedFigure) -> str | None:
    return placed.figure.row.side or placed.figure.column.side


def _first_side(table: BudgetTable) -> str | None:
    """The side of an account (세입, 세출) that a table puts first: both are the same money."""
    return next((side for placed in table.placed if (side := _side(placed)) is not None), None)


def _sums_names(statement: PlacedFigure) -> bool:
    """Whether the line that carries the names is a sum over what stands below them."""
    row, column = statement.figure.row, statement.figure.column
    return any(line.is_sum and bool(line.levels) for line in (row, column))
