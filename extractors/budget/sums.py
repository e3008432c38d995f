"""Cross-footing: every total that the tables print beside its parts, and every amount that they print twice.

Within a table, sums follow from what its lines mean: 합계 over sources, years, and names, 지방비 over 시·도비 and
시·군·구비, 자부담 over 현금 and 현물, 변경 over 당초 and 증감. Between tables, one coordinate has one amount.
"""

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property

from extractors.budget.cards import Described
from extractors.budget.funding import preferred
from extractors.budget.labels import parent_source
from extractors.budget.lines import Line, Path
from extractors.budget.matrix import Figure, Matrix
from extractors.budget.statements import BudgetTable, Coordinate, Statement
from schemas import Amount, Source, SumCheck, SumStatus

Place = tuple[int | str, int, int]
SOURCE_NAMES = {
    "total": "총사업비",
    "national": "국비",
    "local": "지방비",
    "metro": "시·도비",
    "district": "시·군·구비",
    "private": "자부담",
    "cash": "현금",
    "in_kind": "현물",
    "matching": "매칭",
    "other_source": "기타",
}
_ENOUGH_TO_TELL = 3
_FAMILIES = frozenset({"national", "local", "private"})


@dataclass(frozen=True)
class Printed:
    """An amount as printed: its cell, its table's title, and what it is in the words of its headers."""

    place: Place
    amount: Amount
    title: str
    name: str

    @property
    def krw(self) -> int:
        """The amount in won."""
        return self.amount.krw

    @property
    def step(self) -> int:
        """The printed step in won."""
        return self.amount.step


@dataclass(frozen=True)
class Relation:
    """An amount that must equal the sum of others, as far as what is printed goes."""

    label: str
    total: Printed
    parts: tuple[Printed, ...]

    @cached_property
    def difference(self) -> int:
        """Total − Σ parts, in won."""
        return self.total.krw - sum(part.krw for part in self.parts)

    @cached_property
    def tolerance(self) -> int:
        """The most that rounding explains: ⌊(n+1)/2⌋ of the coarser printed step."""
        step = max(self.total.step, *(part.step for part in self.parts))
        return (len(self.parts) + 1) // 2 * step

    @cached_property
    def is_broken(self) -> bool:
        """Whether rounding cannot explain the difference."""
        return abs(self.difference) > self.tolerance

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """The cells of the relation, the total first."""
        return tuple(printed.place for printed in (self.total, *self.parts))

    def check(self) -> SumCheck:
        """The relation as the record keeps it."""
        status = SumStatus.EXACT if self.difference == 0 else SumStatus.ROUNDING
        return SumCheck(
            label=self.label,
            total=self.total.amount,
            parts=tuple(part.amount for part in self.parts),
            difference=self.difference,
            tolerance=self.tolerance,
            status=SumStatus.BROKEN if self.is_broken else status,
        )


def printed_in(figure: Figure, title: str) -> Printed:
    """A figure of a table, for comparing."""
    words = dict.fromkeys(filter(None, (figure.row.text, figure.column.text)))
    name = " · ".join(words) or figure.anchor.text
    return Printed((figure.table, figure.row.index, figure.column.index), figure.amount, title, name)


def find_relations(tables: Sequence[BudgetTable], described: Sequence[Described] = ()) -> list[Relation]:
    """Every sum that the document states twice; `described` are amounts that programmes state of themselves."""
    families = {s.at.source for table in tables for s in table.statements if s.figure.krw} & _FAMILIES
    relations: list[Relation] = []
    for table in tables:
        for matrix in table.matrices:
            relations += _within(matrix, table.title, families)
    relations += _between(tables)
    relations += _across(tables)
    relations += _with_descriptions(tables, described)
    unique: dict[tuple[Place, ...], Relation] = {}
    for relation in relations:
        unique.setdefault((relation.places[0], *sorted(relation.places[1:])), relation)
    return list(unique.values())


def _within(matrix: Matrix, title: str, families: AbstractSet[str]) -> Iterator[Relation]:
    for sums in _line_sums(matrix.rows, families):
        for column in matrix.columns:
            yield from _relation(matrix, title, [(line.index, column.index) for line in sums])
    for sums in _line_sums(matrix.columns, families):
        for row in matrix.rows:
            yield from _relation(matrix, title, [(row.index, line.index) for line in sums])


def _relation(matrix: Matrix, title: str, places: Sequence[tuple[int, int]]) -> Iterator[Relation]:
    """The relation of a sum line and its parts across one crossing line; a blank part is nothing."""
    total, *parts = (matrix.figures.get(place) for place in places)
    printed = tuple(printed_in(part, title) for part in parts if part is not None)
    if total is None or not printed:
        return
    whole = printed_in(total, title)
    yield Relation(f"{title} '{whole.name}'", whole, printed)


def _line_sums(lines: Sequence[Line], families: AbstractSet[str]) -> Iterator[list[Line]]:
    """Each line that is a sum, followed by the lines that it adds up."""
    usable = [line for line in lines if not line.shares and not line.unknown]
    yield from _over_sources(usable, families)
    yield from _over_years(usable)
    yield from _over_names(usable)
    yield from _over_changes(usable)


def _grouped(lines: Iterable[Line], *without: str) -> Iterator[list[Line]]:
    """Lines that agree in everything but the named properties."""
    groups: dict[tuple[object, ...], list[Line]] = {}
    for line in lines:
        said = {"source": line.source, "period": line.period, "path": line.path, "measure": line.measure}
        key = tuple(value for name, value in said.items() if name not in without)
        groups.setdefault(key, []).append(line)
    yield from groups.values()


def _over_sources(lines: Sequence[Line], families: AbstractSet[str]) -> Iterator[list[Line]]:
    for group in _grouped(lines, "source"):
        by_source = {line.source: line for line in group if line.source is not None}
        if len(by_source) < len([line for line in group if line.source is not None]):
            continue
        for source, line in by_source.items():
            parts = [by_source[part] for part in _parts_of(source, frozenset(filter(None, by_source)))]
            if len(parts) < 2 or (source == "total" and not _covers(parts, families)):
                continue
            yield [line, *parts]


def _parts_of(source: str, present: frozenset[str]) -> list[str]:
    """The largest present sources that make a source up."""
    parts: list[str] = []
    for child in ("national", "matching", "local", "private", "other_source", "metro", "district", "cash", "in_kind"):
        if parent_source(child) != source:
            continue
        if child == "matching" and {"local", "private"} & present:
            continue
        parts += [child] if child in present else _parts_of(child, present)
    return parts


def _covers(parts: Sequence[Line], families: AbstractSet[str]) -> bool:
    """Whether the parts hold every kind of source that the plan has money from."""
    kinds = set[str]()
    for part in parts:
        source = part.source or ""
        kinds |= {"local", "private"} if source == "matching" else {source, parent_source(source) or ""}
    return kinds >= families


def _over_years(lines: Sequence[Line]) -> Iterator[list[Line]]:
    timed = [line for line in lines if line.measure in ("amount", "past", "future")]
    if any(line.measure != "amount" for line in timed):
        return
    for group in _grouped(lines, "period"):
        sums = [line for line in group if line.period is None]
        years = [line for line in group if line.period is not None]
        if len(sums) == 1 and len({line.period for line in years}) == len(years) >= 2:
            yield [sums[0], *years]


def _over_names(lines: Sequence[Line]) -> Iterator[list[Line]]:
    for group in _grouped(lines, "path"):
        named = [line for line in group if line.path]
        for line in group:
            below = [other for other in named if other.path[: len(line.path)] == line.path and other is not line]
            inner = [other for other in below if len(other.path) > len(line.path)]
            if not line.is_sum and not inner:
                continue
            if line.is_sum and any(other.is_sum and other.path == line.path for other in group if other is not line):
                continue
            same = [other for other in below if other.path == line.path and not other.is_sum]
            parts = _top_lines(inner, len(line.path)) if inner else same
            if parts and (line.is_sum or len(parts) > 1):
                yield [line, *parts]
    yield from _over_named_sources(lines)


def _over_named_sources(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """A sum below a name's sources (국고보조금, 시도보조금, 보조금 소계)."""
    for group in _grouped(lines, "source"):
        sums = [line for line in group if line.is_sum and line.source is None and line.path]
        parts = {line.source: line for line in group if line.source is not None and not line.is_sum}
        nested = any(parent_source(source or "") in parts for source in parts)
        if len(sums) == 1 and 2 <= len(parts) == len(group) - 1 and not nested:
            yield [sums[0], *parts.values()]


def _top_lines(lines: Sequence[Line], depth: int) -> list[Line]:
    """The lines that together hold all of `lines` once: for each next name its own line, else what is below it."""
    groups: dict[Path, list[Line]] = {}
    for line in lines:
        groups.setdefault(line.path[: depth + 1], []).append(line)
    top: list[Line] = []
    for group in groups.values():
        own = [line for line in group if len(line.path) == depth + 1]
        sums = [line for line in own if line.is_sum]
        deeper = [line for line in group if len(line.path) > depth + 1]
        if sums:
            top.append(sums[-1])
        elif own:
            top += own
        else:
            top += _top_lines(deeper, depth + 1)
    return top


def _over_changes(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """변경 = 당초 + 증감."""
    for group in _grouped(lines, "measure"):
        by_measure = {line.measure: line for line in group}
        now = by_measure.get("amount") or by_measure.get("running")
        if len(by_measure) == len(group) and now is not None and by_measure.keys() >= {"before", "change"}:
            yield [now, by_measure["before"], by_measure["change"]]


def _between(tables: Sequence[BudgetTable]) -> Iterator[Relation]:
    """Amounts that several tables state at one coordinate, each against the one relied upon.

    Two tables that differ the same way wherever they meet are not about the same thing (a part of the plan, another
    unit): that is no wrong sum.
    """
    by_tables: dict[tuple[Place, ...], list[Relation]] = {}
    for relation in _same_coordinates(tables):
        pair = tuple((place[0], 0, 0) for place in relation.places)
        by_tables.setdefault(pair, []).append(relation)
    for relations in by_tables.values():
        signs = {(r.is_broken, r.difference > 0) for r in relations if r.total.krw or r.parts[0].krw}
        if len(relations) < _ENOUGH_TO_TELL or len(signs) > 1 or not signs or not next(iter(signs))[0]:
            yield from relations


def _same_coordinates(tables: Sequence[BudgetTable]) -> Iterator[Relation]:
    at: dict[Coordinate, list[tuple[BudgetTable, Statement]]] = {}
    for table in tables:
        for statement in table.statements:
            at.setdefault(_comparable(statement.at), []).append((table, statement))
    for coordinate, found in at.items():
        by_table = {table.index: (table, statement) for table, statement in found}
        if len(by_table) < 2 or len(by_table) < len(found):
            continue
        first, *others = sorted(by_table.values(), key=lambda each: (not each[0].is_by_source_alone, each[0].index))
        for table, statement in others:
            label = f"{first[0].title}·{table.title} '{_coordinate_name(coordinate, statement)}'"
            yield Relation(
                label, printed_in(first[1].figure, first[0].title), (printed_in(statement.figure, table.title),)
            )


def _across(tables: Sequence[BudgetTable]) -> Iterator[Relation]:
    """Totals in one table of parts in others: years or programmes that no table adds up itself."""
    titles = {table.index: table.title for table in tables}
    stated: dict[Coordinate, list[tuple[BudgetTable, Statement]]] = {}
    for table in tables:
        for statement in table.statements:
            stated.setdefault(_comparable(statement.at), []).append((table, statement))
    chosen = {at: first for at, found in stated.items() if (first := preferred(found)) is not None}
    for at, total in chosen.items():
        if at.is_whole:
            of_years = [s for c, s in chosen.items() if c.source == at.source and c.year is not None and c.is_whole]
            of_programs = [
                s for c, s in chosen.items() if c.source == at.source and c.year == at.year and _is_program(c)
            ]
            whole_in = {s.figure.table for _, s in stated[at]}
            for kind, parts in (("연차별", of_years if at.year is None else []), ("프로그램별", of_programs)):
                stated_in = {s.figure.table for part in parts for _, s in stated[_comparable(part.at)]}
                if len(parts) > 1 and not stated_in & whole_in:
                    year = "" if at.year is None else f"{at.year}년 "
                    label = f"{kind} 합산 '{year}{SOURCE_NAMES[at.source]}'"
                    printed = tuple(printed_in(part.figure, titles[part.figure.table]) for part in parts)
                    relation = Relation(label, printed_in(total.figure, titles[total.figure.table]), printed)
                    # A programme that was not read looks like one that is wrong: only agreement proves anything.
                    if (at.year is None and kind == "연차별") or not relation.is_broken:
                        yield relation


def _with_descriptions(tables: Sequence[BudgetTable], described: Sequence[Described]) -> Iterator[Relation]:
    """A programme's row in the tables and what its own card or section says."""
    rows: dict[tuple[str, str], tuple[BudgetTable, Statement]] = {}
    for table in tables:
        for statement in table.statements:
            at = _comparable(statement.at)
            if at.year is None and _is_program(at):
                rows.setdefault((dict(at.names)["program"], at.source), (table, statement))
    for each in described:
        if (each.program, each.source) in rows and not each.amount.approximate:
            table, statement = rows[each.program, each.source]
            name = f"{each.name} {SOURCE_NAMES[each.source]}"
            own = Printed((f"{each.place} {each.source}", 0, 0), each.amount, "프로그램 설명", name)
            yield Relation(f"{table.title}·프로그램 설명 '{name}'", printed_in(statement.figure, table.title), (own,))


def _is_program(at: Coordinate) -> bool:
    return [axis for axis, _ in at.names] == ["program"]


def _comparable(at: Coordinate) -> Coordinate:
    """A programme is the same one whether or not a table names its area."""
    names = dict(at.names)
    if "program" in names:
        names.pop("area", None)
    return Coordinate(at.source, at.year, tuple(names.items()))


def _coordinate_name(at: Coordinate, statement: Statement) -> str:
    names = [statement.printed[axis] for axis, _ in at.names if axis in statement.printed]
    year = [] if at.year is None else [f"{at.year}년"]
    return " ".join([*names, *year, SOURCE_NAMES[Source(at.source).value]])
