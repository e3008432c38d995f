"""The share of some sources in the total as a plan states it, and whether what is printed puts it inside a limit."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from rules.kinds.intervals import interval_of, interval_of_sum, verdict_of
from schemas.finding import Verdict
from schemas.formatting import percent_beside, percent_range
from schemas.money import Amount, Interval
from schemas.proposal import Budget, NamedSource
from schemas.source import Source


@dataclass(frozen=True)
class ShareLimit:
    """The most, or the least, that some sources may be of the total."""

    part: tuple[Source, ...]
    share: Fraction
    is_upper: bool

    def holds(self, interval: Interval) -> bool | None:
        """Whether every share of the interval is inside, none is, or the interval leaves it open (None)."""
        return interval.at_most(self.share) if self.is_upper else interval.at_least(self.share)


@dataclass(frozen=True)
class StatedShare:
    """The total, the part of it that is limited, and the rest; `None` where a source of them is not stated.

    `others` is money of the total from sources that are none of ours or not understood: it may count as any of them.
    """

    total: Amount
    part: tuple[Amount, ...] | None
    rest: tuple[Amount, ...] | None
    others: tuple[NamedSource, ...] = ()

    @property
    def used(self) -> tuple[Amount, ...]:
        """Every amount that the share is computed from, the total first."""
        return (self.total, *(self.part or ()), *(self.rest or ()), *(each.amount for each in self.others))

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


def stated_share(budget: Budget, part: Sequence[Source]) -> StatedShare | Source:
    """The amounts, or the source whose absence leaves the share open."""
    funding, total = budget.funding, budget.funding.total
    if total is None:
        return Source.TOTAL
    named = tuple(each for each in budget.other_sources if each.amount.krw)
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
    return StatedShare(total=total, part=parts if whole_part else None, rest=rest, others=named)


def verdicts_on(found: StatedShare, limit: ShareLimit) -> set[Verdict]:
    """The verdict that the printed numbers leave; several where they contradict each other about it."""
    views = [*possible_shares(found), *possible_shares_with_others(found)]
    return {verdict_of(limit.holds(view)) for view in views}


def exceeds_total(found: StatedShare) -> bool:
    """Whether the part is certainly more than the total that it is a part of: a misprint or a misreading."""
    part = found.part if found.part is not None else None
    return part is not None and interval_of_sum(part).lower > interval_of(found.total).upper


def is_alone(budget: Budget, part: Sequence[Source], found: StatedShare) -> bool:
    """Whether a part is all of the total and no table states any other source: the others may not have been read."""
    others = [source for source in Source.TOTAL.parts if not {source, *source.parts} & {*part}]
    stated = any(budget.funding.of(each) is not None for source in others for each in (source, *source.parts))
    return found.part is not None and not stated and bool(others) and found.share >= 1


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


def possible_shares_with_others(found: StatedShare) -> list[Interval]:
    """What the share is if money of other or unknown sources belongs to the part, or to the rest."""
    others = [each.amount for each in found.others]
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
