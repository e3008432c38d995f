"""What printed amounts leave possible, for judging: as intervals of won and as the verdict over a limit."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Final

from schemas.finding import Verdict
from schemas.money import Amount, Interval

# 약, 여 and 내외 go with numbers rounded to their first two digits, which are off by at most 5 % (10 for 10.5).
APPROXIMATE_WITHIN: Final = Fraction(5, 100)


def interval_of(amount: Amount, approximate_within: Fraction = APPROXIMATE_WITHIN) -> Interval:
    """Every value in won that the amount may stand for.

    Half a step to either side for each printed term; an amount printed in won is exact, because won has no smaller
    part; one printed with 약 may be off by a whole step or the given share, whichever is more.
    """
    if amount.approximate:
        slack = max(Fraction(amount.step * amount.terms), abs(amount.krw) * approximate_within)
        return Interval(lower=amount.krw - slack, upper=amount.krw + slack)
    if amount.step == 1:
        return Interval(lower=Fraction(amount.krw), upper=Fraction(amount.krw))
    return amount.interval


def interval_of_sum(amounts: Iterable[Amount]) -> Interval:
    """Every value that the sum of amounts may have; nothing adds up to nothing."""
    total = Interval(lower=Fraction(0), upper=Fraction(0))
    for amount in amounts:
        total = total + interval_of(amount)
    return total


def verdict_of(inside: bool | None) -> Verdict:  # noqa: FBT001 - the answer of Interval.at_most, passed on
    """Wholly inside a limit is met, wholly outside is violated, across it is undetermined."""
    if inside is None:
        return Verdict.UNDETERMINED
    return Verdict.MET if inside else Verdict.VIOLATED
