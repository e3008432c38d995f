"""Cross-footing within a table: every total that it prints beside its parts.

Sums follow from what the lines mean: 합계 over sources, years, and names, 지방비 over 시·도비 and 시·군·구비, 자부담
over 현금 and 현물, 변경 over 당초 and 증감.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from extractors.budget.placement.budget_tables import BudgetTable
from extractors.budget.reconciliation.sum_constraints import PrintedAmount, SumConstraint, printed_amount
from extractors.budget.tables.figures import FigureBlock
from extractors.budget.tables.headers.header_paths import HeaderPath, Path
from extractors.budget.vocabulary.label_parser import UNKNOWN_SOURCE, parent_source
from schemas import SetAside
from schemas.source import Source

_CHILDREN = (
    "national",
    "national_fund",
    "matching",
    "local",
    "private",
    "other_source",
    UNKNOWN_SOURCE,
    "metro",
    "district",
    "cash",
    "in_kind",
)
# A row or a column of a table: the table's index, which of both, and its index.
TableLine = tuple[int | str, str, int]
_UNIT_FACTORS = (1_000, 1_000_000, 100_000, 100_000_000)
_MAX_BROKEN = 2  # sums of one line that may be wrong one by one; more at once tell against the reading


@dataclass(frozen=True)
class TableSums:
    """The sums that tables state, and those that may be read wrongly: no errors of the plan, but questions.

    `open_lines` are the rows and columns that a doubt is about: a sum that fails in one of them blames nobody.
    """

    constraints: list[SumConstraint]
    doubts: list[SetAside]
    open_lines: set[TableLine]


def sums_within(tables: Sequence[BudgetTable]) -> TableSums:
    """Every sum that a table states twice: as a total and as parts."""
    top_level = {s.at.source for table in tables for s in table.placed if s.figure.krw} & set(Source.TOTAL.parts)
    found = TableSums([], [], set())
    for table in tables:
        for block in table.blocks:
            for of_rows in (True, False):
                lines = block.rows if of_rows else block.columns
                for total, *parts in _line_sums(lines, top_level):
                    _weigh(found, _LineSum(block, table.title, total, parts, of_rows=of_rows))
    kept = [each for each in found.constraints if not (each.is_broken and touches(each, found.open_lines))]
    return TableSums(kept, found.doubts, found.open_lines)


def touches(constraint: SumConstraint, open_lines: AbstractSet[TableLine]) -> bool:
    """Whether a cell of a sum stands in one of the lines."""
    return any(
        (table, "row", row) in open_lines or (table, "column", column) in open_lines
        for table, row, column in constraint.places
    )


@dataclass(frozen=True)
class _LineSum:
    """A row that sums rows, or a column that sums columns, wherever other lines cross them."""

    block: FigureBlock
    title: str
    total: HeaderPath
    parts: Sequence[HeaderPath]
    of_rows: bool

    def constraints(self) -> list[SumConstraint]:
        """The sum in each crossing line; a blank part is nothing, a part that could not be read leaves it open."""
        crossing = self.block.columns if self.of_rows else self.block.rows
        found = (
            self._constraint([self._place(line, other) for line in (self.total, *self.parts)]) for other in crossing
        )
        return [constraint for constraint in found if constraint is not None]

    def _place(self, line: HeaderPath, crossing: HeaderPath) -> tuple[int, int]:
        return (line.index, crossing.index) if self.of_rows else (crossing.index, line.index)

    def _constraint(self, places: Sequence[tuple[int, int]]) -> SumConstraint | None:
        total, *parts = (self.block.figures.get(place) for place in places)
        printed = tuple(printed_amount(part, self.title) for part in parts if part is not None)
        if total is None or not printed or not self.block.unread.isdisjoint(places):
            return None
        whole = printed_amount(total, self.title)
        return SumConstraint(f"{self.title} '{whole.name}'", whole, printed)

    @property
    def unknown_beside(self) -> list[HeaderPath]:
        """The lines of unknown meaning that may belong to the sum."""
        lines = self.block.rows if self.of_rows else self.block.columns
        return [line for line in lines if line.unknown and line.time == self.total.time]


def _weigh(found: TableSums, line_sum: _LineSum) -> None:
    """Take a sum's constraints, or a doubt where they tell against the reading rather than against the plan."""
    constraints = line_sum.constraints()
    broken = [constraint for constraint in constraints if constraint.is_broken]
    unknown = line_sum.unknown_beside
    if broken and unknown and 2 * len(broken) > len(constraints):
        words = ", ".join(dict.fromkeys(line.headers[-1] if line.headers else line.text for line in unknown))
        reason = f"뜻을 알 수 없는 '{words}'이(가) 합계에 드는지 알 수 없음"
    elif len(broken) > _MAX_BROKEN and 2 * len(broken) > len(constraints) and not is_one_error(broken):
        reason = "합계와 내역이 대부분 맞지 않아 어느 칸을 더한 합계인지 알 수 없음"
    else:
        found.constraints.extend(constraints)
        return
    table = line_sum.block.table
    found.open_lines.add((table, "row" if line_sum.of_rows else "column", line_sum.total.index))
    evidence = tuple(anchor for constraint in broken for anchor in constraint.total.amount.evidence)
    found.doubts.append(
        SetAside(table=table, label=f"{line_sum.title} '{line_sum.total.text}'", reason=reason, evidence=evidence)
    )


def is_one_error(broken: Sequence[SumConstraint]) -> bool:
    """Whether one mistake explains sums that fail all along a line.

    A part left out or added twice, all parts added twice with their subtotals, the total or a part in another unit.
    """
    if all(_is_a_unit_apart(each) for each in broken) or all(_is_doubled(each) for each in broken):
        return True
    return any(
        all(_explains(part, each) for part, each in zip(parts, broken, strict=True))
        for parts in _parts_by_line(broken)
        if len(parts) == len(broken)
    )


def _is_doubled(constraint: SumConstraint) -> bool:
    return abs(constraint.difference - constraint.parts_krw) <= constraint.tolerance


def _explains(part: PrintedAmount, constraint: SumConstraint) -> bool:
    """Whether a sum holds once one of its parts is left out, added again, or taken in another unit."""
    off, tolerance = constraint.difference, constraint.tolerance
    # Without its only part nothing is summed: that would explain any amount below the coarser step.
    if len(constraint.parts) > 1 and abs(abs(off) - abs(part.krw)) <= tolerance:
        return True
    if min(abs(off + part.krw - part.krw * f) for f in _UNIT_FACTORS) <= tolerance:
        return True
    # Taken in a smaller unit, a part and its printed step are as much smaller.
    others = max([constraint.total.step, *(each.step for each in constraint.parts if each is not part)])
    terms = (len(constraint.parts) + 1) // 2
    return any(abs(off + part.krw - part.krw // f) <= terms * max(others, part.step // f) for f in _UNIT_FACTORS)


def _parts_by_line(constraints: Sequence[SumConstraint]) -> Iterator[list[PrintedAmount]]:
    """The parts of parallel sums, line by line."""
    lines: dict[tuple[str, int], list[PrintedAmount]] = {}
    for each in constraints:
        for part in each.parts:
            _, row, column = part.place
            same_row = part.place[1] != each.total.place[1]
            lines.setdefault(("row", row) if same_row else ("column", column), []).append(part)
    yield from lines.values()


def _is_a_unit_apart(constraint: SumConstraint) -> bool:
    """Whether total and parts are the same number in two units: what is rounded off the smaller counts many times."""
    parts_step = (len(constraint.parts) + 1) // 2 * max(part.step for part in constraint.parts)
    of_total, of_parts = (constraint.total.krw, constraint.total.step), (constraint.parts_krw, parts_step)
    (small, small_step), (large, large_step) = sorted((of_total, of_parts), key=lambda each: abs(each[0]))
    off = (abs(abs(small) * factor - abs(large)) <= factor * small_step + large_step for factor in _UNIT_FACTORS)
    return small != 0 and any(off)


def _line_sums(lines: Sequence[HeaderPath], top_level: AbstractSet[str]) -> Iterator[list[HeaderPath]]:
    """Each line that is a sum, followed by the lines that it adds up."""
    usable = [line for line in lines if line.is_money]
    whole = [line for line in usable if line.span is None]
    yield from _over_sources(usable, top_level)
    yield from _over_years(whole)
    yield from _over_names(usable)
    yield from _over_changes(usable)


def _grouped(lines: Iterable[HeaderPath], *without: str) -> Iterator[list[HeaderPath]]:
    """Lines that agree in everything but the named properties."""
    groups: dict[tuple[object, ...], list[HeaderPath]] = {}
    for line in lines:
        said = {"source": line.source_key, "period": line.period, "path": line.path, "measure": line.measure}
        always = (line.span, line.side, line.classification)
        key = (*always, *(value for name, value in said.items() if name not in without))
        groups.setdefault(key, []).append(line)
    yield from groups.values()


def _over_sources(lines: Sequence[HeaderPath], top_level: AbstractSet[str]) -> Iterator[list[HeaderPath]]:
    for group in _grouped(lines, "source"):
        named = [line for line in group if line.source is not None]
        by_source: dict[str, list[HeaderPath]] = {}
        for line in named:
            by_source.setdefault(line.source or "", []).append(line)
        if any(len(same) > 1 and len({line.source_key for line in same}) < len(same) for same in by_source.values()):
            continue
        for source, found in by_source.items():
            parts = [line for part in _parts_of(source, frozenset(by_source)) for line in by_source[part]]
            if len(found) > 1 or len(parts) < 2 or (source == "total" and not _covers(parts, top_level)):
                continue
            yield [found[0], *parts]


def _parts_of(source: str, present: frozenset[str]) -> list[str]:
    """The largest present sources that make a source up."""
    parts: list[str] = []
    for child in _CHILDREN:
        if parent_source(child) != source:
            continue
        if child == "matching" and {"local", "private"} & present:
            continue
        parts += [child] if child in present else _parts_of(child, present)
    return parts


def _covers(parts: Sequence[HeaderPath], top_level: AbstractSet[str]) -> bool:
    """Whether the parts hold every kind of source that the plan has money from; an unknown one may be any."""
    kinds = set[str]()
    for part in parts:
        source = part.source or ""
        kinds |= {"local", "private"} if source == "matching" else {source, parent_source(source) or ""}
    unknown = sum(part.source in (UNKNOWN_SOURCE, "other_source") for part in parts)
    return len(top_level - kinds) <= unknown


def _over_years(lines: Sequence[HeaderPath]) -> Iterator[list[HeaderPath]]:
    timed = [line for line in lines if line.measure in ("amount", "past", "future")]
    if any(line.measure != "amount" for line in timed):
        return
    for group in _grouped(lines, "period"):
        sums = [line for line in group if line.period is None]
        years = [line for line in group if line.period is not None]
        if len(sums) == 1 and len({line.period for line in years}) == len(years) >= 2:
            yield [sums[0], *years]


def _over_names(lines: Sequence[HeaderPath]) -> Iterator[list[HeaderPath]]:
    for group in _grouped(lines, "path"):
        sums = Counter(line.path for line in group if line.is_sum)
        inner, own = defaultdict[Path, list[HeaderPath]](list), defaultdict[Path, list[HeaderPath]](list)
        for line in group:
            if line.path and not line.is_sum:
                own[line.path].append(line)
            for depth in range(len(line.path)):
                inner[line.path[:depth]].append(line)
        # Lines of one name have the same parts.
        tops = {path: _top_lines(lines, len(path)) for path, lines in inner.items()}
        for line in group:
            if line.is_sum and sums[line.path] > 1:
                continue
            parts = tops.get(line.path) or (own[line.path] if line.is_sum else [])
            if parts and (line.is_sum or len(parts) > 1):
                yield [line, *parts]
    yield from _over_named_sources(lines)


def _over_named_sources(lines: Sequence[HeaderPath]) -> Iterator[list[HeaderPath]]:
    """A sum below a name's sources (국고보조금, 시도보조금, 보조금 소계)."""
    for group in _grouped(lines, "source"):
        sums = [line for line in group if line.is_sum and line.source is None and line.path]
        parts = {line.source: line for line in group if line.source is not None and not line.is_sum}
        nested = any(parent_source(source or "") in parts for source in parts)
        if len(sums) == 1 and 2 <= len(parts) == len(group) - 1 and not nested:
            yield [sums[0], *parts.values()]


def _top_lines(lines: Sequence[HeaderPath], depth: int) -> list[HeaderPath]:
    """The lines that together hold all of `lines` once: for each next name its own line, else what is below it."""
    groups: dict[Path, list[HeaderPath]] = {}
    for line in lines:
        groups.setdefault(line.path[: depth + 1], []).append(line)
    top: list[HeaderPath] = []
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


def _over_changes(lines: Sequence[HeaderPath]) -> Iterator[list[HeaderPath]]:
    """변경 = 당초 + 증감."""
    for group in _grouped(lines, "measure"):
        by_measure = {line.measure: line for line in group}
        now = by_measure.get("amount") or by_measure.get("running")
        if len(by_measure) == len(group) and now is not None and by_measure.keys() >= {"before", "change"}:
            yield [now, by_measure["before"], by_measure["change"]]
