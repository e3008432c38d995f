"""The share of some sources in the total as a plan states it, and the smallest changes that bring it inside a limit.

Two changes do: of the sources while the total stays, the others taking up the difference; or of the total while the
sources stay. Both are whole steps of what is printed, so that the applicant can write them into the same table.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from rules.kinds.intervals import interval_of, interval_of_sum
from rules.kinds.wording import rounded_down, rounded_up
from schemas.formatting import money, percent_beside, percent_range
from schemas.money import Amount, Interval
from schemas.proposal import Funding
from schemas.source import Source


@dataclass(frozen=True)
class StatedShare:
    """The total, the part of it that is limited, and the rest; `None` where a source of them is not stated."""

    total: Amount
    part: tuple[Amount, ...] | None
    rest: tuple[Amount, ...] | None

    @property
    def used(self) -> tuple[Amount, ...]:
        """Every amount that the share is computed from, the total first."""
        return (self.total, *(self.part or ()), *(self.rest or ()))

    @property
    def part_krw(self) -> int:
        """The part in won, as stated or as what the rest leaves of the total."""
        if self.part is not None:
            return sum(amount.krw for amount in self.part)
        return self.total.krw - sum(amount.krw for amount in self.rest or ())

    @property
    def part_step(self) -> int:
        """The finest step in won that the part is printed in."""
        return min(amount.step for amount in self.part or self.rest or (self.total,))

    @property
    def share(self) -> Fraction:
        """The share that the printed numbers have when nothing is said about their rounding."""
        return Fraction(self.part_krw, self.total.krw)

    @property
    def coarsest_step(self) -> int:
        """The coarsest step in won of the amounts that decide the share."""
        deciding = (self.total, *(self.part if self.part is not None else self.rest or ()))
        return max(amount.step for amount in deciding)


def stated_share(funding: Funding, part: Sequence[Source]) -> StatedShare | Source:
    """The amounts, or the source whose absence leaves the share open."""
    total = funding.total
    if total is None:
        return Source.TOTAL
    parts = tuple(amount for source in part if (amount := funding.of(source)) is not None)
    whole_part = len(parts) == len(part)
    rest = None
    if set(part) <= set(Source.TOTAL.parts):
        others = [funding.of(source) for source in Source.TOTAL.parts if source not in part]
        stated = tuple(amount for amount in others if amount is not None)
        rest = stated if len(stated) == len(others) else None
    missing = next((source for source in part if funding.of(source) is None), None)
    if missing is not None and (len(part) == 1 or rest is None):
        return missing
    return StatedShare(total=total, part=parts if whole_part else None, rest=rest)


def possible_shares(found: StatedShare) -> list[Interval]:
    """What the numbers leave of the share: one interval, or several where they contradict each other."""
    total = interval_of(found.total)
    part = interval_of_sum(found.part) if found.part is not None else None
    rest = interval_of_sum(found.rest) if found.rest is not None else None
    views = []
    if part is not None:
        views.append(_quotient(part, total))
    if rest is not None:
        of_rest = _quotient(rest, total)
        views.append(Interval(lower=1 - of_rest.upper, upper=1 - of_rest.lower))
    if part is None or rest is None or (part + rest).lower <= 0:
        return views
    least, most = max(part.lower, Fraction(0)), max(part.upper, Fraction(0))
    views.append(
        Interval(
            lower=least / (least + rest.upper) if least > 0 else least,
            upper=most / (most + max(rest.lower, Fraction(0))) if most > 0 else most,
        )
    )
    if not (part + rest).overlaps(total):
        return views
    return [Interval(lower=max(view.lower for view in views), upper=min(view.upper for view in views))]


def possible_shares_with(found: StatedShare, others: Sequence[Amount]) -> list[Interval]:
    """What the share is if money of other or unknown sources belongs to the part, or to the rest."""
    if not others:
        return []
    total = interval_of(found.total)
    views = []
    if found.part is not None:
        views.append(_quotient(interval_of_sum([*found.part, *others]), total))
    if found.rest is not None:
        of_rest = _quotient(interval_of_sum([*found.rest, *others]), total)
        views.append(Interval(lower=1 - of_rest.upper, upper=1 - of_rest.lower))
    return views


def _quotient(part: Interval, whole: Interval) -> Interval:
    lower, upper = max(part.lower, Fraction(0)), max(part.upper, Fraction(0))
    return Interval(lower=lower / whole.upper, upper=upper / whole.lower)


def share_text(found: StatedShare, *limits: Fraction) -> str:
    """The share as findings and pages print it: a range only where the printed units leave open which side it is on."""
    views = possible_shares(found)
    if len(views) == 1 and any(views[0].lower < limit < views[0].upper for limit in limits):
        return percent_range(views[0])
    return percent_beside(found.share, *limits)


@dataclass(frozen=True)
class Change:
    """An amount and the nearest one, in whole steps, that brings a share inside its limit."""

    name: str
    now_krw: int
    krw: int
    step: int
    is_total: bool = False

    @property
    def amount(self) -> str:
        """The amount to come to: 11,667백만원."""
        return money(self.krw, self.step)

    @property
    def gap(self) -> str:
        """How far the amount is from there: 5백만원."""
        return money(abs(self.krw - self.now_krw), self.step)

    @property
    def verb(self) -> str:
        """Whether that is more or less than now: 증액 or 감액."""
        return "증액" if self.krw > self.now_krw else "감액"

    @property
    def bound(self) -> str:
        """총사업비 11,667백만원 이상."""
        return f"{self.name} {self.amount} {'이상' if self.krw > self.now_krw else '이하'}"


def changes_inside(found: StatedShare, limit: Fraction, name: str, *, is_at_most: bool) -> tuple[Change, ...]:
    """The smallest changes after which the printed numbers have the share inside its limit; none if they have it.

    The change that costs no other source comes first: a larger total where a share is too high, more of the sources
    where it is too low. A limit of nothing leaves only the sources.
    """
    total, part = found.total.krw, found.part_krw
    is_outside = found.share > limit if is_at_most else found.share < limit
    rounded, rounded_total = (rounded_down, rounded_up) if is_at_most else (rounded_up, rounded_down)
    if not is_outside:
        return ()
    of_part = Change(name, part, rounded(limit * total, found.part_step), found.part_step)
    if limit <= 0:
        return (of_part,)
    whole = Source.TOTAL.korean
    to = rounded_total(part / limit, found.total.step)
    of_total = Change(whole, total, to, found.total.step, is_total=True)
    return (of_total, of_part) if is_at_most else (of_part, of_total)
