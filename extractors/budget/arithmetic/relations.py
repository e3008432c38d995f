"""Relations between two or three lines: repeats, differences, shares, and the line that completes a total."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Final

from extractors.budget.arithmetic.numbers import HELD_SHARE, NumberLine, Support, support

_HUNDRED: Final = 100
_MIN_SHARES: Final = 2


def find_repeats(lines: Sequence[NumberLine]) -> dict[int, int]:
    """For each line that prints the very numbers of an earlier one, the first of them; zeros alone repeat nothing."""
    first: dict[tuple[tuple[int, int], ...], int] = {}
    repeats: dict[int, int] = {}
    for index, line in enumerate(lines):
        printed = tuple(sorted((crossing, number.value) for crossing, number in line.items() if number.value))
        if not printed:
            continue
        if printed in first:
            repeats[index] = first[printed]
        else:
            first[printed] = index
    return repeats


def find_differences(lines: Sequence[NumberLine], *, reach: int = 4) -> dict[int, tuple[int, int]]:
    """For each line that is the difference of two just before it, as (minuend, subtrahend): 당초, 변경, 증감.

    A difference of two differs from a sum of two by its signs only: lines without any negative are left to sums.
    """
    found: dict[int, tuple[int, int]] = {}
    for index, line in enumerate(lines):
        if not any(number.value for number in line.values()):
            continue
        near = range(max(0, index - reach), index)
        for minuend in reversed(near):
            for subtrahend in near:
                if minuend == subtrahend or index in found:
                    continue
                held = support(line, [lines[minuend]], [lines[subtrahend]])
                if held.is_proven and held.held > 1:
                    found[index] = (minuend, subtrahend)
    return found


def is_share_of(line: NumberLine, part: NumberLine, whole: NumberLine) -> bool:
    """Whether a line's numbers are percentages of `part` in `whole`, to the precision that they are printed with.

    The numbers of `line` are taken as percent: 60.0 is a value of 60 with a step of at most 1.
    """
    checked = held = 0
    for crossing, share in line.items():
        one, all_ = part.get(crossing), whole.get(crossing)
        if one is None or all_ is None or all_.value <= 0:
            continue
        checked += 1
        off = abs(Fraction(one.value * _HUNDRED, all_.value) - share.value)
        held += off <= share.step
    return checked >= _MIN_SHARES and held >= HELD_SHARE * checked


def find_shares(lines: Sequence[NumberLine], wholes: Iterable[int]) -> dict[int, tuple[int, int]]:
    """The lines of small numbers that are percentages of another line in one of `wholes`, as (part, whole).

    The nearest part is taken. Lines with any number above 100 are no shares of a total.
    """
    found: dict[int, tuple[int, int]] = {}
    totals = list(wholes)
    for index, line in enumerate(lines):
        if not line or any(not 0 <= number.value <= _HUNDRED for number in line.values()):
            continue
        others = sorted((other for other in range(len(lines)) if other != index), key=lambda at: abs(at - index))
        for whole in totals:
            part = next((at for at in others if is_share_of(line, lines[at], lines[whole])), None)
            if part is not None:
                found[index] = (part, whole)
                break
    return found


def completes(total: NumberLine, known: Sequence[NumberLine], candidate: NumberLine) -> Support:
    """How far `known` and one more line add up to a total that `known` alone does not make.

    A candidate of zeros completes nothing; where the known lines make the total by themselves, neither.
    """
    alone = support(total, known)
    if alone.is_proven or not any(number.value for number in candidate.values()):
        return Support(alone.checked, 0)
    return support(total, [*known, candidate])
