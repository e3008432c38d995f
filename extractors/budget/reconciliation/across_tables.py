"""Cross-footing between tables: amounts that stand at one coordinate in several places are one amount."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import combinations

from extractors.budget.placement.budget_tables import BudgetCoordinate, BudgetTable, PlacedFigure
from extractors.budget.placement.funding_totals import preferred
from extractors.budget.reconciliation.sum_constraints import PrintedAmount, SumConstraint, printed_amount
from extractors.budget.reconciliation.within_table import TableLine, is_one_error, touches
from extractors.budget.text.program_amounts import DescribedAmount
from schemas import SetAside, Source
from schemas.units import TABLE_UNITS

_ENOUGH_TO_TELL = 3
_FACTORS = frozenset(large // small for small, large in combinations(sorted(TABLE_UNITS), 2))
_MAX_SHOWN = 12  # places of a doubt that a reviewer is shown


@dataclass(frozen=True)
class CrossSums:
    """The amounts that several tables state, and the tables that may not state the same: no errors, but questions."""

    constraints: list[SumConstraint]
    doubts: list[SetAside]


def cross_table_constraints(
    tables: Sequence[BudgetTable],
    described: Sequence[DescribedAmount],
    open_lines: AbstractSet[TableLine] = frozenset(),
) -> CrossSums:
    """Every amount that several places state.

    Args:
        tables: the tables of the plan's money.
        described: amounts that programmes state of themselves.
        open_lines: the rows and columns whose own sums are in doubt; what fails in them blames nobody.
    """
    between, doubts, apart = _between(tables)
    across = (each for each in _across(tables) if not (each.is_broken and apart & {p[0] for p in each.places}))
    found = [*between, *across, *_with_descriptions(tables, described)]
    return CrossSums([each for each in found if not (each.is_broken and touches(each, open_lines))], doubts)


def _between(tables: Sequence[BudgetTable]) -> tuple[list[SumConstraint], list[SetAside], set[int | str]]:
    """Amounts that several tables state at one coordinate, each against the one relied upon; doubts; tables apart.

    Two tables that differ in most places where they meet are not about the same thing (a part of the plan, items of
    the same names in another section): that is no wrong sum, but is asked. Where they print the same numbers under
    two units, the unit is wrong and no sum: the rule of units says so.
    """
    by_tables: dict[tuple[int | str, ...], list[SumConstraint]] = {}
    for relation in _same_coordinates(tables):
        by_tables.setdefault(tuple(place[0] for place in relation.places), []).append(relation)
    kept: list[SumConstraint] = []
    doubts: dict[int | str, SetAside] = {}
    in_other_units: set[int | str] = set()
    for (first, other), relations in by_tables.items():
        telling = [relation for relation in relations if relation.total.krw or relation.parts[0].krw]
        broken = [relation for relation in telling if relation.is_broken]
        if len(telling) >= _ENOUGH_TO_TELL and _are_in_two_units(telling):
            in_other_units |= {first, other}
            continue
        if len(telling) < _ENOUGH_TO_TELL or len(broken) * 2 <= len(telling) or is_one_error(broken):
            kept += relations
            continue
        for index in (first, other):
            doubts.setdefault(index, _as_doubt(broken, index))
    return kept, list(doubts.values()), in_other_units | doubts.keys()


def _are_in_two_units(relations: Sequence[SumConstraint]) -> bool:
    """Whether amounts differ everywhere by what one unit is to another."""
    return any(all(_differs_by(relation, factor) for relation in relations) for factor in _FACTORS)


def _differs_by(relation: SumConstraint, factor: int) -> bool:
    small, large = sorted((relation.total, relation.parts[0]), key=lambda each: abs(each.krw))
    return small.krw != 0 and abs(small.krw * factor - large.krw) <= max(large.step, small.step * factor)


def _as_doubt(broken: Sequence[SumConstraint], table: int | str) -> SetAside:
    printed = [each for relation in broken for each in (relation.total, *relation.parts) if each.place[0] == table]
    return SetAside(
        table=int(table),
        label=printed[0].title,
        reason="다른 표와 같은 이름의 금액을 대부분 다르게 적어 같은 금액을 적은 표인지 알 수 없음",
        evidence=tuple(anchor for each in printed[:_MAX_SHOWN] for anchor in each.amount.evidence),
    )


def _same_coordinates(tables: Sequence[BudgetTable]) -> Iterator[SumConstraint]:
    at: dict[BudgetCoordinate, list[tuple[BudgetTable, PlacedFigure]]] = {}
    for table in tables:
        for statement in table.placed:
            at.setdefault(_comparable(statement.at), []).append((table, statement))
    for coordinate, found in at.items():
        by_table = {table.index: (table, statement) for table, statement in found}
        if len(by_table) < 2 or len(by_table) < len(found):
            continue
        first, *others = sorted(by_table.values(), key=lambda each: (not each[0].is_by_source_alone, each[0].index))
        for table, statement in others:
            label = f"{first[0].title}·{table.title} '{_coordinate_name(coordinate, statement)}'"
            yield SumConstraint(
                label, printed_amount(first[1].figure, first[0].title), (printed_amount(statement.figure, table.title),)
            )


def _across(tables: Sequence[BudgetTable]) -> Iterator[SumConstraint]:
    """Totals in one table of parts in others: years or programmes that no table adds up itself."""
    titles = {table.index: table.title for table in tables}
    stated: dict[BudgetCoordinate, list[tuple[BudgetTable, PlacedFigure]]] = {}
    for table in tables:
        for statement in table.placed:
            stated.setdefault(_comparable(statement.at), []).append((table, statement))
    chosen = {at: first for at, found in stated.items() if (first := preferred(found)) is not None}
    of_year: dict[tuple[str, str | None], list[PlacedFigure]] = {}
    of_program: dict[tuple[str, str | None, int | None], list[PlacedFigure]] = {}
    for at, placed in chosen.items():
        if at.is_whole and at.year is not None:
            of_year.setdefault((at.source, at.source_name), []).append(placed)
        elif _is_program(at):
            of_program.setdefault((at.source, at.source_name, at.year), []).append(placed)
    for at, total in chosen.items():
        if at.is_whole:
            of_years = of_year.get((at.source, at.source_name), []) if at.year is None else []
            of_programs = of_program.get((at.source, at.source_name, at.year), [])
            whole_in = {s.figure.table for _, s in stated[at]}
            for kind, parts in (("연차별", of_years), ("프로그램별", of_programs)):
                stated_in = {s.figure.table for part in parts for _, s in stated[_comparable(part.at)]}
                if len(parts) > 1 and not stated_in & whole_in:
                    year = "" if at.year is None else f"{at.year}년 "
                    label = f"{kind} 합산 '{year}{at.source_name or Source(at.source).korean}'"
                    printed = tuple(printed_amount(part.figure, titles[part.figure.table]) for part in parts)
                    relation = SumConstraint(label, printed_amount(total.figure, titles[total.figure.table]), printed)
                    # A programme that was not read looks like one that is wrong: only agreement proves anything.
                    if (at.year is None and kind == "연차별") or not relation.is_broken:
                        yield relation


def _with_descriptions(tables: Sequence[BudgetTable], described: Sequence[DescribedAmount]) -> Iterator[SumConstraint]:
    """A programme's row in the tables and what its own card or section says."""
    rows: dict[tuple[str, str], tuple[BudgetTable, PlacedFigure]] = {}
    for table in tables:
        for statement in table.placed:
            at = _comparable(statement.at)
            if at.year is None and _is_program(at):
                rows.setdefault((dict(at.names)["program"], at.source), (table, statement))
    for each in described:
        if (each.program, each.source) in rows and not each.amount.approximate:
            table, statement = rows[each.program, each.source]
            name = f"{each.name} {Source(each.source).korean}"
            own = PrintedAmount((f"{each.place} {each.source}", 0, 0), each.amount, "프로그램 설명", name)
            yield SumConstraint(
                f"{table.title}·프로그램 설명 '{name}'", printed_amount(statement.figure, table.title), (own,)
            )


def _is_program(at: BudgetCoordinate) -> bool:
    return [axis for axis, _ in at.names] == ["program"]


def _comparable(at: BudgetCoordinate) -> BudgetCoordinate:
    """A programme is the same one whether or not a table names its area."""
    names = dict(at.names)
    if "program" in names:
        names.pop("area", None)
    return BudgetCoordinate(at.source, at.year, tuple(names.items()), at.source_name)


def _coordinate_name(at: BudgetCoordinate, statement: PlacedFigure) -> str:
    names = [statement.printed[axis] for axis, _ in at.names if axis in statement.printed]
    year = [] if at.year is None else [f"{at.year}년"]
    return " ".join([*names, *year, at.source_name or Source(at.source).korean])
