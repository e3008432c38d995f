"""From statements to the plan's funding: stated values first, derived ones only where nobody states them."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from extractors.budget.placement.budget_tables import BudgetTable, PlacedFigure
from schemas import Amount, Funding, Source, add
from schemas.proposal import NamedSource
from schemas.source import FUNDED_SOURCES

_SUMS = (Source.LOCAL, Source.PRIVATE, Source.TOTAL)
"""The sources that others add up to, the parts of a sum before it."""
_AXES = {"program": "프로그램별", "area": "분야별", "item": "비목별", "organization": "기관별"}


class _Whole(NamedTuple):
    """What an amount for the whole plan is about."""

    source: str
    year: int | None
    source_name: str | None


class FundingTotals:
    """The money of the whole plan, by source and year, from what its budget tables state.

    `period` are the plan's first and last year where it states them: years add up to the whole only if none is missing.
    """

    def __init__(self, tables: Sequence[BudgetTable], period: tuple[int, int] | None = None) -> None:
        self._period = period
        self._whole: dict[_Whole, list[tuple[BudgetTable, PlacedFigure]]] = {}
        years: set[int] = set()
        for table in tables:
            for placed in table.placed:
                if placed.at.is_whole:
                    at = _Whole(placed.at.source, placed.at.year, placed.at.source_name)
                    self._whole.setdefault(at, []).append((table, placed))
                if placed.at.year is not None:
                    years.add(placed.at.year)
        self._words: dict[str, list[str]] = {}
        for at in self._whole:
            if at.source_name is not None and at.source not in (Source.OTHER, Source.UNKNOWN):
                words = self._words.setdefault(at.source, [])
                words += [at.source_name] if at.source_name not in words else []
        self.years = sorted(years)
        """The years that the tables state money for."""
        self._by_names = {axis: [named for table in tables if (named := _by_names(table, axis))] for axis in _AXES}

    def funding(self, year: int | None, *, lacks_unit: bool = False) -> Funding:
        """The plan's money by source in one year, or over all years (None).

        `lacks_unit` says that there are budget tables whose unit nothing tells: the reason why an amount is unknown.
        """
        found = {source: self._stated(source, year) for source in FUNDED_SOURCES}
        for source in FUNDED_SOURCES:
            if found[source] is None:
                found[source] = self._over_years(source) if year is None else None
            if found[source] is None:
                found[source] = self._over_names(source, year)
        for source in _SUMS:
            amounts = [amount for part in source.parts if (amount := found[part]) is not None]
            if found[source] is None and len(amounts) == len(source.parts):
                names = [part.korean for part in source.parts]
                if source is Source.TOTAL:
                    others = self.other_sources(year)
                    amounts += [other.amount for other in others]
                    names += [other.name for other in others]
                found[source] = add(amounts, " + ".join(names))
        scope = "" if year is None else f"{year}년 "
        _add_only_parts(found)
        reason = "예산표에 금액 단위 표시가 없어 금액을 확정할 수 없음" if lacks_unit else "금액을 예산표에서 찾지 못함"
        unknown = {
            source.value: f"{scope}{source.korean} {reason}" for source in FUNDED_SOURCES if found[source] is None
        }
        return Funding(**{source.value: amount for source, amount in found.items()}, unknown=unknown)

    def other_sources(self, year: int | None) -> list[NamedSource]:
        """The plan's money from sources without a name of their own in a record, in one year or over all years."""
        words = dict.fromkeys(
            (at.source, at.source_name or "") for at in self._whole if at.source in (Source.OTHER, Source.UNKNOWN)
        )
        found = []
        for source, name in words:
            amount = self._stated(Source(source), year, name)
            if amount is None and year is None:
                amount = self._over_years(Source(source), name)
            if amount is not None:
                found.append(NamedSource(name=name, source=Source(source), amount=amount))
        return found

    def _stated(self, source: Source, year: int | None, name: str | None = None) -> Amount | None:
        chosen = preferred(self._whole.get(_Whole(source.value, year, name), ()))
        if chosen is not None:
            return chosen.figure.amount
        return self._of_words(source, year) if name is None else None

    def _of_words(self, source: Source, year: int | None) -> Amount | None:
        """The sum of a source's parts in the table that prints most of them under words of their own."""
        by_table: dict[int, dict[str, Amount]] = {}
        for word in self._words.get(source.value, ()):
            for table, placed in self._whole.get(_Whole(source.value, year, word), ()):
                by_table.setdefault(table.index, {}).setdefault(word, placed.figure.amount)
        if not by_table:
            return None
        words = max(by_table.values(), key=len)
        return add(list(words.values()), " + ".join(words))

    def _over_years(self, source: Source, name: str | None = None) -> Amount | None:
        amounts = [amount for year in self.years if (amount := self._stated(source, year, name)) is not None]
        if not amounts or len(amounts) < len(self.years) or not _are_all(self.years, self._period):
            return None
        return add(amounts, " + ".join(f"{year}년 {name or source.korean}" for year in self.years))

    def _over_names(self, source: Source, year: int | None) -> Amount | None:
        """The sum over one table's programmes, areas, items or organisations where the table states no sum itself."""
        for axis, name in _AXES.items():
            rows = next((rows for named in self._by_names[axis] if (rows := named.get((source.value, year)))), None)
            if rows:
                return add([placed.figure.amount for placed in rows], f"{name} {source.korean}의 합")
        return None


def _by_names(table: BudgetTable, axis: str) -> dict[tuple[str, int | None], list[PlacedFigure]]:
    """What a table states by its names on an axis, by source and year; nothing where it has one name only.

    A table whose row of sums is left blank is not finished: what it lists need not be all.
    """
    if any(block.is_unfinished for block in table.blocks):
        return {}
    side = _first_side(table)
    named = [
        placed
        for placed in table.placed
        if any(each == axis for each, _ in placed.at.names)
        and not _sums_names(placed)
        and placed.figure.row.classification == 0
        and _side(placed) in (None, side)
    ]
    found: dict[tuple[str, int | None], list[PlacedFigure]] = {}
    if len({placed.at.names for placed in named}) > 1:
        for placed in named:
            found.setdefault((placed.at.source, placed.at.year), []).append(placed)
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


def preferred(statements: Sequence[tuple[BudgetTable, PlacedFigure]]) -> PlacedFigure | None:
    """The statement to rely on among several at one coordinate.

    A table of sources alone is where a plan states its funding; among several, the one that most others agree with. A
    finer unit elsewhere says the same more exactly and is taken if both can be true.
    """
    if not statements:
        return None
    amounts = [statement.figure.amount for _, statement in statements]
    # Twice the lowest and the highest value that each amount may have: of two amounts that may be equal these overlap.
    lowest = sorted(2 * amount.krw - amount.step * amount.terms for amount in amounts)
    highest = sorted(2 * amount.krw + amount.step * amount.terms for amount in amounts)

    def agreeing(amount: Amount) -> int:
        """How many of the amounts may be equal to one of them."""
        slack = amount.step * amount.terms
        return bisect_right(lowest, 2 * amount.krw + slack) - bisect_left(highest, 2 * amount.krw - slack)

    first = min(
        statements,
        key=lambda found: (
            not found[0].is_by_source_alone,
            -agreeing(found[1].figure.amount),
            found[1].figure.step,
            found[0].index,
        ),
    )[1]
    alike = [found for found in statements if first.figure.amount.may_equal(found[1].figure.amount)]
    return min(alike, key=lambda found: (found[1].figure.step, found[1] is not first, found[0].index))[1]


def _are_all(years: Sequence[int], period: tuple[int, int] | None) -> bool:
    """Whether the years with money are all years of the plan; of a plan without a period, two are taken for all."""
    if period is None:
        return len(years) > 1
    return set(range(period[0], period[1] + 1)) <= set(years)


def _side(placed: PlacedFigure) -> str | None:
    return placed.figure.row.side or placed.figure.column.side


def _first_side(table: BudgetTable) -> str | None:
    """The side of an account (세입, 세출) that a table puts first: both are the same money."""
    return next((side for placed in table.placed if (side := _side(placed)) is not None), None)


def _sums_names(statement: PlacedFigure) -> bool:
    """Whether the line that carries the names is a sum over what stands below them."""
    row, column = statement.figure.row, statement.figure.column
    return any(line.is_sum and bool(line.levels) for line in (row, column))
