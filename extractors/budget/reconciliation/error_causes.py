"""Why a printed amount is not the one that the sums ask for: the smallest error that makes the one out of the other.

A error of the hand (two digits swapped, one digit wrong, too many or missing, a sign lost), a unit (천원 in a table in
백만원), or an error in adding up (a row left out of the sum, a row or a subtotal added twice).
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from extractors.budget.reconciliation.sum_constraints import PrintedAmount, SumConstraint
from schemas import Cause
from schemas.units import TABLE_UNITS, MoneyUnit

# PrintedAmount parts are rounded, so the value that a sum asks for is known to a few steps only.
_NEAR_STEPS = 5
_FAR_ABOVE_ROUNDING = 10
_DIGITS = "0123456789"


@dataclass(frozen=True)
class ErrorExplanation:
    """What went wrong in a cell, the amount that should stand there, and the error in Korean.

    `about` tells errors of one kind apart: the unit, or the line that was left out or added twice.
    """

    cause: Cause
    krw: int
    text: str | None = None
    about: tuple[object, ...] = ()

    @property
    def is_of_a_line(self) -> bool:
        """Whether the error, once made, is made in every cell of a row or column."""
        return self.cause in (Cause.UNIT, Cause.LEFT_OUT, Cause.COUNTED_TWICE)


def explain(
    cell: PrintedAmount, krw: int, holds: Callable[[int], bool], sums: Sequence[SumConstraint]
) -> ErrorExplanation:
    """The error that made the printed amount out of the one that is asked for.

    Args:
        cell: the amount as printed.
        krw: what the sums ask for instead.
        holds: whether the sums hold with another amount in the cell, too: rounding leaves a choice.
        sums: the broken sums that the cell is the total of.
    """
    found = _in_sign(cell, holds) or _in_unit(cell, krw) or _in_adding(cell, krw, holds, sums)
    return found or _in_digits(cell, krw, holds) or ErrorExplanation(Cause.VALUE, krw)


def explain_along_line(
    cell: PrintedAmount, krw: int, holds: Callable[[int], bool], sums: Sequence[SumConstraint]
) -> ErrorExplanation | None:
    """The error of a kind that is made all along a row or column, as `explain` finds it; None for any other kind."""
    found = _in_sign(cell, holds) or _in_unit(cell, krw) or _in_adding(cell, krw, holds, sums)
    return found if found is not None and found.is_of_a_line else None


def _in_sign(cell: PrintedAmount, holds: Callable[[int], bool]) -> ErrorExplanation | None:
    if cell.krw and holds(-cell.krw):
        return ErrorExplanation(Cause.SIGN, -cell.krw, "부호가 바뀐 것으로 보임")
    return None


def _in_unit(cell: PrintedAmount, krw: int) -> ErrorExplanation | None:
    """The unit that the number was written in, if it counts in another than its table says."""
    own = max(unit for unit in TABLE_UNITS if unit <= cell.step or unit == 1)
    own = MoneyUnit.HUNDRED_MILLION if cell.step == MoneyUnit.HUNDRED_MILLION // 10 else own
    for unit in TABLE_UNITS:
        if unit == own or not cell.krw:
            continue
        known_to = max(cell.step, unit * cell.step // own)
        if krw and abs(cell.krw * unit - krw * own) <= known_to * own:
            return ErrorExplanation(Cause.UNIT, krw, f"{unit.korean} 단위로 적힌 값으로 보임", (int(unit),))
    return None


def _in_adding(
    cell: PrintedAmount, krw: int, holds: Callable[[int], bool], sums: Iterable[SumConstraint]
) -> ErrorExplanation | None:
    for relation in sums:
        if relation.total.place != cell.place or not holds(relation.parts_krw):
            continue
        off, part = relation.difference, _part_as_large_as_the_gap(relation)
        if part is not None:
            axis, index, name = _line_of(part, cell)
            if (part.krw > 0) is (off < 0):
                return ErrorExplanation(Cause.LEFT_OUT, krw, f"{name} 합계에서 빠진 것으로 보임", (axis, index))
            text = f"{name} 두 번 더해진 것으로 보임"
            return ErrorExplanation(Cause.COUNTED_TWICE, krw, text, (axis, index))
        if len(relation.parts) > 1 and abs(off - relation.parts_krw) <= relation.tolerance:
            return ErrorExplanation(Cause.COUNTED_TWICE, krw, "소계를 그 내역과 함께 두 번 더한 것으로 보임", ("all",))
    return None


def _part_as_large_as_the_gap(relation: SumConstraint) -> PrintedAmount | None:
    """The part whose amount is the difference, up to rounding where it is far larger than rounding."""
    gap = abs(relation.difference)
    off_by = {part: abs(abs(part.krw) - gap) for part in relation.parts if part.krw}
    nearest = min(off_by, key=lambda part: off_by[part], default=None)
    if nearest is None or len(relation.parts) < 2:
        return None
    is_large = abs(nearest.krw) > _FAR_ABOVE_ROUNDING * relation.tolerance
    return nearest if off_by[nearest] <= (relation.tolerance if is_large else 0) else None


def _line_of(part: PrintedAmount, total: PrintedAmount) -> tuple[str, int, str]:
    """The row or column that sets a part apart from its total, as axis, index and words with their particle."""
    if part.place[2] == total.place[2]:
        return "row", part.place[1], f"'{part.row_name or part.name}' 행이"
    if part.place[1] == total.place[1]:
        return "column", part.place[2], f"'{part.column_name or part.name}' 열이"
    return "cell", 0, f"'{part.name}' 칸이"


def _in_digits(cell: PrintedAmount, krw: int, holds: Callable[[int], bool]) -> ErrorExplanation | None:
    number, rest = divmod(abs(cell.krw), cell.step)
    if rest or not number:
        return None
    sign = -1 if cell.krw < 0 else 1
    digits = str(number)
    errors = (
        (Cause.DIGITS_SWAPPED, "두 자리가 바뀐 것으로 보임", _swapped(digits)),
        (Cause.DIGIT, "한 자리가 잘못 적힌 것으로 보임", _replaced(digits)),
        (Cause.DIGIT, "한 자리가 더 적힌 것으로 보임", _shortened(digits)),
        (Cause.DIGIT, "한 자리가 빠진 것으로 보임", _lengthened(digits)),
    )
    near = [
        ErrorExplanation(cause, value, text)
        for cause, text, edits in errors
        for value in sorted({sign * int(edit) * cell.step for edit in edits if edit})
        if abs(value - krw) <= _NEAR_STEPS * cell.step and holds(value)
    ]
    # Of errors equally near, the first kind is the likeliest.
    return min(near, key=lambda explanation: abs(explanation.krw - krw), default=None)


def _swapped(digits: str) -> Iterator[str]:
    for one, other in combinations(range(len(digits)), 2):
        if digits[one] != digits[other]:
            middle = digits[one + 1 : other]
            yield digits[:one] + digits[other] + middle + digits[one] + digits[other + 1 :]


def _replaced(digits: str) -> Iterator[str]:
    for at, old in enumerate(digits):
        yield from (digits[:at] + new + digits[at + 1 :] for new in _DIGITS if new != old)


def _shortened(digits: str) -> Iterator[str]:
    yield from (digits[:at] + digits[at + 1 :] for at in range(len(digits)))


def _lengthened(digits: str) -> Iterator[str]:
    for at in range(len(digits) + 1):
        yield from (digits[:at] + new + digits[at:] for new in _DIGITS)
