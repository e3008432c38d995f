"""PrintedAmount numbers with their steps, lines of them, and how far a sum of lines holds.

A line is a row or a column: its numbers by the index of the line that crosses it. A printed number is known to half of
its step, so a sum of n numbers may differ from its total by ⌊(n+1)/2⌋ steps (the coarsest of all of them).
"""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple, TypeAlias

# The share of a sum's crossings that hold where a few cells are misprinted. Unmeasured beyond the tests.
HELD_SHARE: Final = 0.6
# A relation seen in one crossing only is a coincidence too easily unless its total has three digits.
ALONE_AT_LEAST_STEPS: Final = 100


class PrintedNumber(NamedTuple):
    """A number as printed and the value of one in its last printed digit, both in one unit (won)."""

    value: int
    step: int


NumberLine: TypeAlias = Mapping[int, PrintedNumber]


class Support(NamedTuple):
    """In how many crossings a relation can be compared, in how many it holds, and whether its numbers are large."""

    checked: int
    held: int
    is_large: bool = True

    @property
    def is_proven(self) -> bool:
        """Whether the relation holds in most crossings and is no coincidence of one small number."""
        if self.held == 0 or self.held < HELD_SHARE * self.checked:
            return False
        return self.held > 1 or self.is_large

    @property
    def is_exact(self) -> bool:
        """Whether the relation holds wherever it can be compared."""
        return self.held == self.checked > 0


def tolerance(numbers: Sequence[PrintedNumber], step: int) -> int:
    """The most that rounding explains between a total printed in `step` and the sum of numbers."""
    return (len(numbers) + 1) // 2 * max(step, max((number.step for number in numbers), default=1))


def support(total: NumberLine, parts: Sequence[NumberLine], taken: Sequence[NumberLine] = ()) -> Support:
    """How far a line is the sum of `parts` less the sum of `taken`, crossing by crossing.

    A crossing where the total is not printed, or none of the others is, says nothing; where all are zero, neither.
    """
    checked = held = 0
    is_large = False
    for crossing, whole in total.items():
        added = [part[crossing] for part in parts if crossing in part]
        less = [part[crossing] for part in taken if crossing in part]
        printed = [*added, *less]
        if not printed or not (whole.value or any(number.value for number in printed)):
            continue
        checked += 1
        difference = whole.value - sum(n.value for n in added) + sum(n.value for n in less)
        if abs(difference) <= tolerance(printed, whole.step):
            held += 1
            is_large = is_large or abs(whole.value) >= ALONE_AT_LEAST_STEPS * whole.step
    return Support(checked, held, is_large)
