"""Money as it is printed: an integer number of won, the step it is printed in, and so an interval."""

from collections.abc import Sequence
from fractions import Fraction
from typing import ClassVar, Self

from pydantic import Field, model_validator

from schemas.anchor import Anchor
from schemas.base import Model
from schemas.errors import ZeroTotal


class Interval(Model):
    """All values from `lower` to `upper`, both included, as exact fractions."""

    lower: Fraction
    upper: Fraction

    @model_validator(mode="after")
    def _ends_are_in_order(self) -> Self:
        if self.lower > self.upper:
            msg = f"an interval ends before it begins: {self.lower} > {self.upper}"
            raise ValueError(msg)
        return self

    def __add__(self, other: "Interval") -> "Interval":
        """Every sum of a value here and a value there."""
        return Interval(lower=self.lower + other.lower, upper=self.upper + other.upper)

    def __sub__(self, other: "Interval") -> "Interval":
        """Every difference of a value here and a value there."""
        return Interval(lower=self.lower - other.upper, upper=self.upper - other.lower)

    def __contains__(self, value: Fraction | int) -> bool:
        """Whether the value lies in the interval, its ends included."""
        return self.lower <= value <= self.upper

    def overlaps(self, other: "Interval") -> bool:
        """Whether both could be the same value."""
        return self.lower <= other.upper and other.lower <= self.upper

    def at_most(self, limit: Fraction | int) -> bool | None:
        """Whether every value is at most the limit (True), none is (False), or the interval leaves it open (None)."""
        if self.upper <= limit:
            return True
        return False if self.lower > limit else None

    def at_least(self, limit: Fraction | int) -> bool | None:
        """Whether every value is at least the limit (True), none is (False), or the interval leaves it open (None)."""
        if self.lower >= limit:
            return True
        return False if self.upper < limit else None


class Amount(Model):
    """An amount of money in won, as printed or derived.

    Attributes:
        krw: the printed value in won.
        step: the printed unit in won, at most (원 1, 천원 1,000, 백만원 1,000,000, "1.5억원" 10,000,000).
        terms: how many printed values were added to get here; 1 for what is itself printed. Each is known to half
            a step, so the amount is known to `terms` half steps.
        derived: how the amount was reached when nobody printed it (국비 + 지방비 + 자부담); its parts are the evidence.
        approximate: printed with 약, 여, 내외 or the like, so that the step says less than usual.
    """

    omitted_at_default: ClassVar[frozenset[str]] = frozenset({"derived", "approximate", "terms"})

    krw: int
    step: int = Field(ge=1)
    terms: int = Field(default=1, ge=1)
    derived: str | None = None
    approximate: bool = False
    evidence: tuple[Anchor, ...] = ()

    @property
    def interval(self) -> Interval:
        """What the printed value leaves possible, in won: half a step to either side for each term."""
        slack = Fraction(self.step * self.terms, 2)
        return Interval(lower=self.krw - slack, upper=self.krw + slack)

    def may_equal(self, other: "Amount") -> bool:
        """Whether both could be the same value: their intervals overlap."""
        return 2 * abs(self.krw - other.krw) <= self.step * self.terms + other.step * other.terms


def add(amounts: Sequence[Amount], derived: str) -> Amount:
    """The sum of printed amounts, which nobody printed: `derived` names how it was made.

    Amounts of different steps keep their slack: the result is known to the sum of their half steps.
    """
    step = min(amount.step for amount in amounts)
    slack = sum(amount.step * amount.terms for amount in amounts)
    return Amount(
        krw=sum(amount.krw for amount in amounts),
        step=step,
        terms=-(-slack // step),
        derived=derived,
        approximate=any(amount.approximate for amount in amounts),
        evidence=tuple(anchor for amount in amounts for anchor in amount.evidence),
    )


def share(part: Amount, whole: Amount) -> Interval:
    """The share of `part` in `whole` that the printed numbers allow, as an exact interval.

    Each amount stands for its printed value ± half a printed step; the ends are Fractions, so a comparison
    with a limit has no rounding of its own.

    Raises:
        ZeroTotal: `whole` may be zero within its step.

    Source: 보조금 관리에 관한 법률 시행령 4조 ② for the denominator (국비 + 지방비 + 수익자 부담).
    """
    denominator = whole.interval
    if denominator.lower <= 0:
        raise ZeroTotal(str(whole.krw))
    numerator = part.interval
    lower = max(numerator.lower, Fraction(0))
    return Interval(lower=lower / denominator.upper, upper=max(numerator.upper, lower) / denominator.lower)
