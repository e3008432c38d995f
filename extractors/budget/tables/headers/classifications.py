"""Rows that classify the same money a second time: by area, and again by item, below one another in one table.

Their totals are the same numbers in every column, and no row adds both up. Counted together they would be the plan's
money twice.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from extractors.budget.arithmetic import LineSum, NumberLine, find_repeats, find_totals, support
from extractors.budget.tables.headers.header_paths import HeaderPath, PathStep

_MIN_ROWS: Final = 4  # two classifications of two rows
# What the rows below "비목별 분류" are; areas are divided into programmes.
_AXIS_BELOW: Final = {"item": "item", "organization": "organization", "program": "program", "area": "program"}


def split_classifications(rows: Sequence[HeaderPath], numbers: Callable[[HeaderPath], NumberLine]) -> list[HeaderPath]:
    """The rows, each with the number of the classification that it belongs to; rows of one classification unchanged."""
    usable = [row for row in rows if row.is_money]
    if len(usable) < _MIN_ROWS or any(row.source is not None or row.period is not None for row in usable):
        return list(rows)
    lines = [numbers(row) for row in usable]
    all_totals = find_totals(lines)
    totals = _repeated_totals(all_totals, lines, usable) or _repeated_under_one(all_totals, lines, usable)
    if not totals:
        return list(rows)
    settled: dict[int, HeaderPath] = {}
    for number, found in enumerate(totals):
        head = usable[found.total]
        settled[head.index] = settled.get(head.index) or replace(
            head, levels=(), is_sum=True, classification=number, axis_said=None
        )
        for at in _below(found, all_totals):
            settled[usable[at].index] = _in_classification(usable[at], number, head)
    return [settled.get(row.index, row) for row in rows]


def _in_classification(row: HeaderPath, number: int, head: HeaderPath) -> HeaderPath:
    axis = _AXIS_BELOW.get(head.axis_said or "", "item" if number else None)
    levels = tuple(PathStep(axis, step.key, step.name) for step in row.levels) if axis else row.levels
    return replace(row, classification=number, levels=levels)


def _below(found: LineSum, totals: Sequence[LineSum]) -> list[int]:
    """All lines that a total adds up, through the totals among them."""
    by_total = {each.total: each for each in totals}
    reached: list[int] = []
    waiting = list(found.parts)
    while waiting:
        at = waiting.pop()
        reached.append(at)
        if at in by_total and at != found.total:
            waiting += by_total[at].parts
    return reached


def _repeated_totals(
    totals: Sequence[LineSum], lines: Sequence[NumberLine], rows: Sequence[HeaderPath]
) -> list[LineSum]:
    """The totals that print one total's numbers again, each with parts of its own."""
    inner = {part for found in totals for part in found.parts}
    outer = [found for found in totals if found.total not in inner]
    repeats = find_repeats(lines)
    groups: dict[int, list[LineSum]] = {}
    for found in outer:
        groups.setdefault(repeats.get(found.total, found.total), []).append(found)
    same = max(groups.values(), key=len, default=[])
    is_said = all(rows[found.total].is_sum or rows[found.total].axis_said for found in same)
    is_certain = is_said or all(found.support.held > 1 for found in same)
    return same if len(same) > 1 and is_certain else []


def _repeated_under_one(
    totals: Sequence[LineSum], lines: Sequence[NumberLine], rows: Sequence[HeaderPath]
) -> list[LineSum]:
    """One total with two sets of parts below it: those found, and the rows that stand open behind them."""
    inner = {part for found in totals for part in found.parts}
    outer = [found for found in totals if found.total not in inner]
    if len(outer) != 1 or not rows[outer[0].total].is_sum:
        return []
    (first,) = outer
    below = set(_below(first, totals))
    rest = [at for at in range(len(lines)) if at not in below and at != first.total and at not in inner]
    rest = [at for at in rest if not rows[at].is_sum and lines[at]]
    again = support(lines[first.total], [lines[at] for at in rest])
    if len(rest) < 2 or not again.is_exact or again.held < 2:
        return []
    return [first, LineSum(first.total, tuple(rest), again)]
