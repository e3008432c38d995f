"""What rows and columns whose words are not known are, as far as the numbers beside them tell.

A line that completes the known sources to their total is a source; one that is their sum is the total, or the sum of a
part of them. What no sum needs is set aside: it may count something else.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from typing import Final

from extractors.budget.arithmetic import NumberLine, completes, support
from extractors.budget.tables.headers.header_paths import HeaderPath
from extractors.budget.vocabulary.label_parser import UNKNOWN_SOURCE, parent_source, source_word

_MAX_OPEN: Final = 6  # unknown lines beside each other that are tried in pairs
_SUMS_OF_PARTS: Final = (
    ("local", ("metro", "district")),
    ("private", ("cash", "in_kind")),
    ("matching", ("local", "private")),
)

Numbers = Callable[[HeaderPath], NumberLine]


def settle_unknown_lines(lines: Sequence[HeaderPath], numbers: Numbers) -> list[HeaderPath]:
    """The lines with a source for each that arithmetic shows to be one, and the others left `unknown`.

    Args:
        lines: the rows or the columns of a block.
        numbers: a line's printed numbers, by the index of the lines that cross it.
    """
    if not any(map(_is_open, lines)):
        return list(lines)
    groups: dict[tuple[object, ...], list[HeaderPath]] = {}
    for line in lines:
        if not (line.shares or line.counts):
            groups.setdefault(line.coordinate, []).append(line)
    settled: dict[int, HeaderPath] = {}
    for group in groups.values():
        if any(map(_is_open, group)):
            settled |= _settle(group, {line.index: numbers(line) for line in group})
    return [settled.get(line.index, line) for line in lines]


def _is_open(line: HeaderPath) -> bool:
    return line.unknown or line.source == UNKNOWN_SOURCE


def _settle(group: Sequence[HeaderPath], numbers: Mapping[int, NumberLine]) -> dict[int, HeaderPath]:
    open_lines = [line for line in group if _is_open(line)]
    known = [line for line in group if not _is_open(line)]
    totals = [line for line in known if line.source == "total" or (line.is_sum and line.source is None)]
    parts = top_parts([line for line in known if line.source not in (None, "total")])
    if not parts:
        return {}
    settled: dict[int, HeaderPath] = {}
    if totals:
        sources = _completing(numbers[totals[0].index], [numbers[part.index] for part in parts], open_lines, numbers)
    else:
        sources = [line for line in open_lines if line.source == UNKNOWN_SOURCE]
        total = _total_among(open_lines, parts, numbers)
        if total is not None:
            settled[total.index] = replace(total, source="total", source_name=None, is_sum=True, unknown=False)
            sources = [line for line in sources if line is not total]
    is_proven = (
        bool(totals)
        and support(numbers[totals[0].index], [numbers[line.index] for line in (*parts, *sources)]).is_proven
    )
    for line in open_lines:
        if line.index in settled:
            continue
        subtotal = _subtotal_of(line, known, numbers)
        if line in sources:
            name = line.source_name or source_word(line.headers[-1] if line.headers else line.text)
            settled[line.index] = replace(line, source=UNKNOWN_SOURCE, source_name=name, unknown=False, levels=())
        elif subtotal is not None:
            settled[line.index] = replace(line, source=subtotal, source_name=None, is_sum=True, unknown=False)
        elif line.source == UNKNOWN_SOURCE and is_proven:
            # The total is made without it: it stands among sources and is none.
            settled[line.index] = replace(line, source=None, source_name=None, unknown=True)
    return settled


def top_parts(lines: Sequence[HeaderPath]) -> list[HeaderPath]:
    """The lines that are no part of another among them: 지방비 and not its 시·도비, nor 지방비+자부담 beside both."""
    present = {line.source for line in lines}
    kept = []
    for line in lines:
        above = parent_source(line.source or "")
        is_part = above in present and above != "total"
        is_both = line.source == "matching" and bool({"local", "private"} & present)
        if not is_part and not is_both:
            kept.append(line)
    return kept


def _completing(
    total: NumberLine, parts: Sequence[NumberLine], open_lines: Sequence[HeaderPath], numbers: Mapping[int, NumberLine]
) -> list[HeaderPath]:
    """The open lines that make up the total together with the known parts; those among sources where none do."""
    alone = support(total, parts)
    if alone.is_proven:
        return []
    candidates = open_lines[:_MAX_OPEN]
    for count in range(1, len(candidates) + 1):
        for chosen in combinations(candidates, count):
            others = [numbers[line.index] for line in chosen[1:]]
            if completes(total, [*parts, *others], numbers[chosen[0].index]).is_proven:
                return list(chosen)
    return [line for line in open_lines if line.source == UNKNOWN_SOURCE]


def _total_among(
    open_lines: Sequence[HeaderPath], parts: Sequence[HeaderPath], numbers: Mapping[int, NumberLine]
) -> HeaderPath | None:
    """The open line that is the sum of all sources beside it, the other open ones among them or not."""
    for line in open_lines:
        others = [numbers[o.index] for o in open_lines if o is not line and o.source == UNKNOWN_SOURCE]
        own = [numbers[part.index] for part in parts]
        if len(own) + len(others) >= 2 and support(numbers[line.index], [*own, *others]).is_proven:
            return line
        if len(own) >= 2 and support(numbers[line.index], own).is_proven:
            return line
    return None


def _subtotal_of(line: HeaderPath, known: Sequence[HeaderPath], numbers: Mapping[int, NumberLine]) -> str | None:
    """The source that an open line sums (도비 + 시비), where no other line has its name."""
    by_source = {other.source: other for other in known}
    for source, parts in _SUMS_OF_PARTS:
        lines = [numbers[by_source[part].index] for part in parts if part in by_source]
        if source not in by_source and len(lines) == len(parts) and support(numbers[line.index], lines).is_proven:
            return source
    return None
