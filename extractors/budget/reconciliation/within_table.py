"""Cross-footing within a table: every total that it prints beside its parts.

Sums follow from what the lines mean: 합계 over sources, years, and names, 지방비 over 시·도비 and 시·군·구비, 자부담
over 현금 and 현물, 변경 over 당초 and 증감.
"""

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet

from extractors.budget.placement.budget_tables import BudgetTable
from extractors.budget.reconciliation.sum_constraints import SumConstraint, printed_amount
from extractors.budget.tables.figures import FigureBlock
from extractors.budget.tables.header_paths import HeaderPath, Path
from extractors.budget.vocabulary.label_parser import parent_source
from schemas.source import Source


def sums_within(tables: Sequence[BudgetTable]) -> list[SumConstraint]:
    """Every sum that a table states twice: as a total and as parts."""
    top_level = {s.at.source for table in tables for s in table.placed if s.figure.krw} & set(Source.TOTAL.parts)
    return [
        relation for table in tables for block in table.blocks for relation in _within(block, table.title, top_level)
    ]


def _within(block: FigureBlock, title: str, top_level: AbstractSet[str]) -> Iterator[SumConstraint]:
    for sums in _line_sums(block.rows, top_level):
        for column in block.columns:
            yield from _relation(block, title, [(line.index, column.index) for line in sums])
    for sums in _line_sums(block.columns, top_level):
        for row in block.rows:
            yield from _relation(block, title, [(row.index, line.index) for line in sums])


def _relation(block: FigureBlock, title: str, places: Sequence[tuple[int, int]]) -> Iterator[SumConstraint]:
    """The relation of a sum line and its parts across one crossing line; a blank part is nothing."""
    total, *parts = (block.figures.get(place) for place in places)
    printed = tuple(printed_amount(part, title) for part in parts if part is not None)
    if total is None or not printed:
        return
    whole = printed_amount(total, title)
    yield SumConstraint(f"{title} '{whole.name}'", whole, printed)


def _line_sums(lines: Sequence[HeaderPath], top_level: AbstractSet[str]) -> Iterator[list[HeaderPath]]:
    """Each line that is a sum, followed by the lines that it adds up."""
    usable = [line for line in lines if not line.shares and not line.unknown]
    yield from _over_sources(usable, top_level)
    yield from _over_years(usable)
    yield from _over_names(usable)
    yield from _over_changes(usable)


def _grouped(lines: Iterable[HeaderPath], *without: str) -> Iterator[list[HeaderPath]]:
    """Lines that agree in everything but the named properties."""
    groups: dict[tuple[object, ...], list[HeaderPath]] = {}
    for line in lines:
        said = {"source": line.source, "period": line.period, "path": line.path, "measure": line.measure}
        key = tuple(value for name, value in said.items() if name not in without)
        groups.setdefault(key, []).append(line)
    yield from groups.values()


def _over_sources(lines: Sequence[HeaderPath], top_level: AbstractSet[str]) -> Iterator[list[HeaderPath]]:
    for group in _grouped(lines, "source"):
        by_source = {line.source: line for line in group if line.source is not None}
        if len(by_source) < len([line for line in group if line.source is not None]):
            continue
        for source, line in by_source.items():
            parts = [by_source[part] for part in _parts_of(source, frozenset(filter(None, by_source)))]
            if len(parts) < 2 or (source == "total" and not _covers(parts, top_level)):
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


def _covers(parts: Sequence[HeaderPath], top_level: AbstractSet[str]) -> bool:
    """Whether the parts hold every kind of source that the plan has money from."""
    kinds = set[str]()
    for part in parts:
        source = part.source or ""
        kinds |= {"local", "private"} if source == "matching" else {source, parent_source(source) or ""}
    return kinds >= top_level


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
