"""Relations between two or three lines: repeats, differences, and the line that completes a total."""

from collections.abc import Sequence

from extractors.budget.arithmetic.numbers import NumberLine, Support, support


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


def completes(total: NumberLine, known: Sequence[NumberLine], candidate: NumberLine) -> Support:
    """How far `known` and one more line add up to a total that `known` alone does not make.

    A candidate of zeros completes nothing; where the known lines make the total by themselves, neither.
    """
    alone = support(total, known)
    if alone.is_proven or not any(number.value for number in candidate.values()):
        return Support(alone.checked, 0)
    return support(total, [*known, candidate])
