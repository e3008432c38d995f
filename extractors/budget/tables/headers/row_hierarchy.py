"""Which rows a row sums where its labels do not say it, or say it wrongly.

Rows that sum the rows below them without saying so: "1. 분야" above "1-1. 프로그램", all in one column of names. Sums
whose outer label a merged cell lost, or cut in two.

A grand total over such a table fails when every row is counted and holds when the outer rows alone are. That is the
proof asked for before rows are taken for outer ones; a table whose plain sum holds is left as it is.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from extractors.budget.tables.headers.header_paths import HeaderPath, PathStep

Value = Callable[[HeaderPath, int], tuple[int, int] | None]
_MIN_HELD_SHARE = 0.6


def nest_inner_rows(rows: Sequence[HeaderPath], columns: Sequence[HeaderPath], value: Value) -> list[HeaderPath]:
    """The rows, with the names of their outer rows put before those of inner ones.

    Args:
        rows: the lines of a table from the top.
        columns: its columns of figures.
        value: the won and the step at a row and a column's index, None where nothing is printed.
    """
    sums = [row for row in rows if row.is_sum and not row.path]
    named = [row for row in rows if len(row.path) == 1 and not row.is_sum]
    if len(sums) != 1 or len(named) < 2 or len(named) + 1 < len(rows):
        return list(rows)
    places = [column.index for column in columns if not column.shares and not column.unknown]
    if _holds(sums[0], named, places, value):
        return list(rows)
    outer_of = _outer_rows(named, places, value)
    top = [row for row in named if row.index not in outer_of]
    if not outer_of or not _holds(sums[0], top, places, value):
        return list(rows)
    outer_indices = {outer.index for outer in outer_of.values()}
    return [_nested(row, outer_of, outer_indices) for row in rows]


def attach_subtotals(rows: Sequence[HeaderPath], columns: Sequence[HeaderPath], value: Value) -> list[HeaderPath]:
    """The rows, with the sums that fail under their label put where they hold: over all rows, or those just before.

    Takes and returns what `nest_inner_rows` does. A sum that holds nowhere stays where its label puts it.
    """
    if any(row.source is not None or row.period is not None for row in rows):
        return list(rows)
    places = [column.index for column in columns if not column.shares and not column.unknown]
    settled = list(rows)
    for at, row in enumerate(rows):
        if not row.is_sum or not row.path:
            continue
        leaves = [other for other in settled if not other.is_sum]
        if _holds(row, [leaf for leaf in leaves if leaf.path[: len(row.path)] == row.path], places, value):
            continue
        before = _since_last_sum(settled, at)
        if _holds(row, leaves, places, value):
            # What stands before its own label was carried down to it.
            settled[at] = replace(row, levels=(), text=row.headers[-1])
        elif before and _holds(row, before, places, value):
            outer = _joined_level([*before, row])
            settled = [replace(r, levels=(outer, *r.levels[1:])) if r in (*before, row) else r for r in settled]
    return settled


def _since_last_sum(rows: Sequence[HeaderPath], at: int) -> list[HeaderPath]:
    start = next((index + 1 for index in range(at - 1, -1, -1) if rows[index].is_sum), 0)
    return [row for row in rows[start:at] if len(row.path) > 1]


def _joined_level(rows: Sequence[HeaderPath]) -> PathStep:
    """One outer name from the pieces that a cut cell left on several rows."""
    pieces = dict.fromkeys(row.levels[0] for row in rows)
    first = next(iter(pieces))
    return PathStep(first.axis, "".join(piece.key for piece in pieces), " ".join(piece.name for piece in pieces))


def _nested(row: HeaderPath, outer_of: Mapping[int, HeaderPath], outer_indices: set[int]) -> HeaderPath:
    if row.index in outer_indices:
        return replace(row, levels=(_outer_level(row.levels[0]),))
    if row.index in outer_of:
        return replace(row, levels=(_outer_level(outer_of[row.index].levels[0]), *row.levels))
    return row


def _outer_level(level: PathStep) -> PathStep:
    return replace(level, axis="area") if level.axis == "program" else level


def _outer_rows(named: Sequence[HeaderPath], places: Sequence[int], value: Value) -> dict[int, HeaderPath]:
    """For each inner row's index the outer row that sums it."""
    outer_of: dict[int, HeaderPath] = {}
    start = 0
    while start < len(named):
        end = next(
            (
                end
                for end in range(start + 2, len(named) + 1)
                if _holds(named[start], named[start + 1 : end], places, value)
            ),
            None,
        )
        if end is None:
            start += 1
            continue
        outer_of |= {inner.index: named[start] for inner in named[start + 1 : end]}
        start = end
    return outer_of


def _holds(total: HeaderPath, parts: Sequence[HeaderPath], places: Sequence[int], value: Value) -> bool:
    """Whether a row is the sum of others in most of its columns."""
    checked = held = 0
    for place in places:
        whole = value(total, place)
        printed = [amount for part in parts if (amount := value(part, place)) is not None]
        if whole is None or not printed or whole[0] == 0:
            continue
        checked += 1
        step = max(whole[1], *(amount[1] for amount in printed))
        difference = abs(whole[0] - sum(amount[0] for amount in printed))
        held += difference <= (len(printed) + 1) // 2 * step
    return checked > 0 and held >= _MIN_HELD_SHARE * checked
