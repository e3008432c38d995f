"""Which lines of a grid are the sum of lines beside them: totals before or after their parts, nested to any depth.

A total that stands after its parts closes them, so that they no longer stand by themselves; one that stands before its
parts opens them; both are looked for in turn until nothing new is found. Money is seldom negative, so the search for a
total's parts stops as soon as they exceed it: every line is looked at a few times, and the work grows with the number
of lines, not with its square.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from extractors.budget.arithmetic.numbers import NumberLine, PrintedNumber, Support, support, tolerance

_MAX_ROUNDS: Final = 8  # each finds at least one level of nesting; plans nest three or four deep
_MAX_PARTS: Final = 400  # lines with zeros or negatives alone could be added for ever


@dataclass(frozen=True)
class LineSum:
    """A line that is the sum of others, all by index; `support` says in how many crossings."""

    total: int
    parts: tuple[int, ...]
    support: Support


def find_totals(lines: Sequence[NumberLine]) -> list[LineSum]:
    """The lines that are sums of lines beside them, by the index of the total; a total of one part is none.

    Returns:
        Each total once, with its direct parts: a subtotal stands for what it adds up.
    """
    # A total and the next group's total may be the same number: the direction that explains more lines is right.
    searches = [_Search(lines, totals_first=totals_first) for totals_first in (False, True)]
    for search in searches:
        search.run()
    best = max(searches, key=lambda search: sum(len(found.parts) for found in search.found.values()))
    return [best.found[total] for total in sorted(best.found)]


class _Search:
    def __init__(self, lines: Sequence[NumberLine], *, totals_first: bool) -> None:
        self._lines = lines
        self._totals_first = totals_first
        self._open = [index for index, line in enumerate(lines) if any(number.value for number in line.values())]
        self.found: dict[int, LineSum] = {}

    def run(self) -> None:
        for _ in range(_MAX_ROUNDS):
            before = len(self.found)
            if self._totals_first:
                self._open_totals_before()
            self._close_totals_after()
            self._open_totals_before()
            if len(self.found) == before:
                return

    def _close_totals_after(self) -> None:
        """Totals below their parts: the innermost come first because their parts come first."""
        standing: list[int] = []
        for index in self._open:
            parts = self._parts(index, reversed_candidates=standing)
            if parts is not None:
                del standing[len(standing) - len(parts.parts) :]
            standing.append(index)
        self._open = standing

    def _open_totals_before(self) -> None:
        """Totals above their parts, the innermost first: from the last line back to the first."""
        standing: list[int] = []  # in reverse order of the lines
        for index in reversed(self._open):
            parts = self._parts(index, reversed_candidates=standing)
            if parts is not None:
                del standing[len(standing) - len(parts.parts) :]
            standing.append(index)
        self._open = standing[::-1]

    def _parts(self, total: int, *, reversed_candidates: Sequence[int]) -> LineSum | None:
        """The lines next to a line that it is the sum of; the nearest candidate is the last of the list."""
        if total in self.found:
            return None
        whole = self._lines[total]
        sums: dict[int, int] = {}
        taken: list[int] = []
        best: LineSum | None = None
        for candidate in reversed(reversed_candidates[-_MAX_PARTS:]):
            taken.append(candidate)
            for crossing, number in self._lines[candidate].items():
                sums[crossing] = sums.get(crossing, 0) + number.value
            if _exceeds(sums, whole):
                break
            if len(taken) > 1 and _may_hold(sums, whole, len(taken)):
                found = support(whole, [self._lines[index] for index in taken])
                if found.is_proven:
                    best = LineSum(total, tuple(sorted(taken)), found)
                    break
        if best is not None:
            self.found[total] = best
        return best


def _exceeds(sums: dict[int, int], whole: NumberLine) -> bool:
    """Whether the parts are more than the total in most crossings: nothing that follows can fix that."""
    compared = [crossing for crossing, number in whole.items() if number.value]
    above = sum(sums.get(crossing, 0) > _at_most(whole[crossing]) for crossing in compared)
    return 2 * above > len(compared)


def _at_most(number: PrintedNumber) -> int:
    return number.value + _MAX_PARTS * number.step


def _may_hold(sums: dict[int, int], whole: NumberLine, count: int) -> bool:
    """Whether one crossing at least is near the total: cheaper than comparing all of them."""
    return any(
        number.value and abs(sums.get(crossing, 0) - number.value) <= tolerance([number] * count, number.step) * 2
        for crossing, number in whole.items()
    )
