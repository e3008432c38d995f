"""Amounts in brackets: a negative one, or a second value beside the first ((국비) below the whole, last year's money).

A line whose amounts all stand in brackets sets a second value apart, unless it is one of changes. Of single ones the
sums beside them tell: the sign with which more of them hold. Where they tell nothing, brackets are a minus.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from extractors.budget.arithmetic import NumberLine, PrintedNumber, find_totals
from extractors.budget.tables.headers.header_paths import HeaderPath
from extractors.korean.money import CellAmount

_MIN_IN_LINE: Final = 2  # amounts that make a line of second values

Amounts = Mapping[tuple[int, int], CellAmount]


def with_bracket_signs(
    amounts: Amounts, rows: Sequence[HeaderPath], columns: Sequence[HeaderPath]
) -> dict[tuple[int, int], CellAmount]:
    """The amounts by row and column, those in brackets with the sign that their table shows them to have."""
    changes = [{line.index for line in lines if line.measure == "change"} for lines in (rows, columns)]
    bracketed = {
        place
        for place, amount in amounts.items()
        if amount.in_brackets and place[0] not in changes[0] and place[1] not in changes[1]
    }
    if not bracketed:
        return dict(amounts)
    apart = _second_values(rows, amounts, bracketed, axis=0) | _second_values(columns, amounts, bracketed, axis=1)
    settled = {place: _positive(amount) if place in apart else amount for place, amount in amounts.items()}
    positive = {place: _positive(amount) if place in bracketed else amount for place, amount in amounts.items()}
    if apart != bracketed and _explained(positive) > _explained(settled):
        return positive
    return settled


def _second_values(
    lines: Sequence[HeaderPath], amounts: Amounts, bracketed: set[tuple[int, int]], *, axis: int
) -> set[tuple[int, int]]:
    """The places of lines whose amounts all stand in brackets; of one headed in brackets a single amount is enough."""
    of_line: dict[int, set[tuple[int, int]]] = {}
    for place, amount in amounts.items():
        if amount.krw:
            of_line.setdefault(place[axis], set()).add(place)
    found: set[tuple[int, int]] = set()
    for line in lines:
        own = of_line.get(line.index, set())
        enough = 1 if line.is_in_brackets else _MIN_IN_LINE
        if len(own) >= enough and own <= bracketed:
            found |= own
    return found


def _positive(amount: CellAmount) -> CellAmount:
    return replace(amount, krw=abs(amount.krw))


def _explained(amounts: Amounts) -> int:
    """How many numbers stand in sums that hold, over rows and columns."""
    explained = 0
    for axis in (0, 1):
        lines: dict[int, dict[int, PrintedNumber]] = {}
        for place, amount in amounts.items():
            lines.setdefault(place[axis], {})[place[1 - axis]] = PrintedNumber(amount.krw, amount.step)
        ordered: list[NumberLine] = [lines[index] for index in sorted(lines)]
        explained += sum(found.support.held * (1 + len(found.parts)) for found in find_totals(ordered))
    return explained
