"""The smallest changes of a plan's sources after which every limit of the call on shares and sizes holds at once.

A change that mends one share alone may break another: less of the total lifts 지방비 above its 20 % and 국비 with it.
So all limits are held at the same time. Two ways are searched: the total stays and the sources give way to each other,
or 국비 stays and the others grow. No way asks for more 국비 than the plan does.

The sources are two free amounts and a third that follows, so every limit is a half-plane. The least change lies on a
corner of them (its cost is piecewise linear), and is then rounded to whole printed steps until the rules themselves,
with the half steps that printing leaves, find every limit kept.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import combinations, product
from typing import Final

from rules.kinds.intervals import interval_of, interval_of_sum
from rules.kinds.money.stated_share import ShareLimit, stated_share, verdicts_on
from schemas.finding import Verdict
from schemas.formatting import money
from schemas.money import Amount
from schemas.proposal import Budget
from schemas.source import Source

# How far from the exact corner, in printed steps, whole amounts are tried: half a step of each source and of the total
# may be against a limit.
_STEPS_AROUND: Final = range(-3, 5)

Line = tuple[Fraction, Fraction, Fraction]
"""a, b and c of the half-plane a · local + b · private <= c, in won."""

Point = tuple[Fraction, Fraction]
"""Local and private money in won."""


class Kept(StrEnum):
    """What a remedy leaves as it is."""

    TOTAL = "총사업비 유지"
    NATIONAL = "국비 유지"


@dataclass(frozen=True)
class SizeLimit:
    """The most that one source may be, in won."""

    source: Source
    at_most_krw: int


@dataclass(frozen=True)
class SourceChange:
    """A source's money before and after, in whole steps of what is printed."""

    source: Source
    before_krw: int
    after_krw: int
    step: int

    @property
    def text(self) -> str:
        """국비 122백만원 감액."""
        verb = "증액" if self.after_krw > self.before_krw else "감액"
        return f"{self.source.korean} {money(abs(self.after_krw - self.before_krw), self.step)} {verb}"

    @property
    def full_text(self) -> str:
        """국비 7,300백만원 → 7,178백만원(122백만원 감액)."""
        before, after = money(self.before_krw, self.step), money(self.after_krw, self.step)
        return f"{self.source.korean} {before} → {after}({self.text.partition(' ')[2]})"


@dataclass(frozen=True)
class Remedy:
    """Changes that together keep every limit, and the total that they come to."""

    kept: Kept
    changes: tuple[SourceChange, ...]
    total_krw: int
    step: int

    @property
    def text(self) -> str:
        """국비 122백만원 감액·지방비 122백만원 증액(총사업비 유지)."""
        return f"{'·'.join(change.text for change in self.changes)}({self._frame})"

    @property
    def full_text(self) -> str:
        """As `text`, with the amounts before and after."""
        return f"{', '.join(change.full_text for change in self.changes)}, {self._frame}"

    @property
    def _frame(self) -> str:
        return self.kept.value if self.kept is Kept.TOTAL else f"총사업비 {money(self.total_krw, self.step)}"


def remedies_for(
    budget: Budget, shares: Sequence[ShareLimit], sizes: Sequence[SizeLimit] = ()
) -> tuple[Remedy, ...] | None:
    """The least change of each way; None where the sources or their sum are not certain, nothing where none helps.

    `shares` and `sizes` are what must hold afterwards. Limits on parts of a source (현물) are not moved by changes
    of the sources and are left out.
    """
    amounts = _main_amounts(budget)
    if amounts is None:
        return None
    limits = [limit for limit in shares if set(limit.part) <= set(Source.TOTAL.parts)]
    found = (_least(budget, amounts, kept, limits, sizes) for kept in Kept)
    return tuple(remedy for remedy in found if remedy is not None)


def _main_amounts(budget: Budget) -> dict[Source, Amount] | None:
    """The sources of the total, where each is stated as a number and they add up to it."""
    funding = budget.funding
    amounts = {source: amount for source in Source.TOTAL.parts if (amount := funding.of(source)) is not None}
    if funding.total is None or len(amounts) < len(Source.TOTAL.parts):
        return None
    if any(each.amount.krw for each in budget.other_sources):
        return None
    is_whole = interval_of_sum(amounts.values()).overlaps(interval_of(funding.total))
    is_printed = not any(amount.approximate for amount in (*amounts.values(), funding.total))
    return amounts if is_whole and is_printed else None


def _least(
    budget: Budget, amounts: dict[Source, Amount], kept: Kept, shares: Sequence[ShareLimit], sizes: Sequence[SizeLimit]
) -> Remedy | None:
    step = min(amount.step for amount in amounts.values())
    now = {source: amount.krw for source, amount in amounts.items()}
    for corner in _corners(now, kept, shares, sizes):
        for after in sorted((_after(now, kept, point) for point in _around(corner, step)), key=_preference(now)):
            whole = {source: int(krw) for source, krw in after.items()}
            if _keeps_all(budget, amounts, whole, shares, sizes):
                changes = tuple(
                    SourceChange(source, now[source], krw, step) for source, krw in whole.items() if krw != now[source]
                )
                return Remedy(kept, changes, sum(whole.values()), step) if changes else None
    return None


def _corners(
    now: dict[Source, int], kept: Kept, shares: Sequence[ShareLimit], sizes: Sequence[SizeLimit]
) -> list[Point]:
    """Where bounds meet each other or an unchanged amount, inside all bounds; the cheapest first."""
    bounds = list(_bounds(now, kept, shares, sizes))
    local, private = Fraction(now[Source.LOCAL]), Fraction(now[Source.PRIVATE])
    zero, one = Fraction(0), Fraction(1)
    unchanged: list[Line] = [(one, zero, local), (zero, one, private)]
    if kept is Kept.TOTAL:
        unchanged.append((one, one, local + private))
    meets = {point for one_line, other in combinations((*bounds, *unchanged), 2) if (point := _meet(one_line, other))}
    inside = [point for point in meets if all(a * point[0] + b * point[1] <= c for a, b, c in bounds)]
    prefers = _preference(now)
    return sorted(inside, key=lambda point: prefers(_after(now, kept, point)))


def _bounds(
    now: dict[Source, int], kept: Kept, shares: Sequence[ShareLimit], sizes: Sequence[SizeLimit]
) -> Iterator[Line]:
    """Every limit in local and private money; national money follows from what is kept."""
    main = sum(now.values())
    # Of each source and of the total: local's weight, private's weight, and what is fixed.
    is_total_kept = kept is Kept.TOTAL
    weights = {
        Source.NATIONAL: (-1, -1, main) if is_total_kept else (0, 0, now[Source.NATIONAL]),
        Source.LOCAL: (1, 0, 0),
        Source.PRIVATE: (0, 1, 0),
    }
    total = (0, 0, main) if is_total_kept else (1, 1, now[Source.NATIONAL])
    for limit in shares:
        part = [sum(weights[source][axis] for source in limit.part) for axis in range(3)]
        over = [part[axis] - limit.share * total[axis] for axis in range(3)]
        sign = 1 if limit.is_upper else -1
        yield Fraction(sign * over[0]), Fraction(sign * over[1]), Fraction(-sign * over[2])
    for size in sizes:
        if size.source in weights:
            local, private, fixed = weights[size.source]
            yield Fraction(local), Fraction(private), Fraction(size.at_most_krw - fixed)
    local, private, fixed = weights[Source.NATIONAL]
    yield Fraction(local), Fraction(private), Fraction(now[Source.NATIONAL] - fixed)
    for local, private, fixed in weights.values():
        yield Fraction(-local), Fraction(-private), Fraction(fixed)


def _meet(one: Line, other: Line) -> Point | None:
    (a, b, c), (d, e, f) = one, other
    determinant = a * e - b * d
    return ((c * e - b * f) / determinant, (a * f - c * d) / determinant) if determinant else None


def _around(corner: Point, step: int) -> Iterator[Point]:
    local, private = (value.numerator // (value.denominator * step) for value in corner)
    for more_local, more_private in product(_STEPS_AROUND, repeat=2):
        yield Fraction((local + more_local) * step), Fraction((private + more_private) * step)


def _after(now: Mapping[Source, int], kept: Kept, point: Point) -> dict[Source, Fraction]:
    """The sources at a point of local and private money, in the order of `Source`."""
    local, private = point
    national = sum(now.values()) - local - private if kept is Kept.TOTAL else Fraction(now[Source.NATIONAL])
    return {Source.NATIONAL: national, Source.LOCAL: local, Source.PRIVATE: private}


def _preference(now: Mapping[Source, int]) -> Callable[[Mapping[Source, Fraction]], tuple[Fraction, int, Fraction]]:
    """The least money moved comes first, then the fewest sources, then most local money, which applicants decide."""
    return lambda after: (
        sum((abs(krw - now[source]) for source, krw in after.items()), Fraction(0)),
        sum(krw != now[source] for source, krw in after.items()),
        -after[Source.LOCAL],
    )


def _keeps_all(
    budget: Budget,
    amounts: dict[Source, Amount],
    after: dict[Source, int],
    shares: Sequence[ShareLimit],
    sizes: Sequence[SizeLimit],
) -> bool:
    """Whether the rules find every limit kept once the plan prints these amounts, and 국비 has not grown."""
    if min(after.values()) < 0 or after[Source.NATIONAL] > amounts[Source.NATIONAL].krw:
        return False
    if any(after.get(size.source, 0) > size.at_most_krw for size in sizes):
        return False
    changed = {source: amount.model_copy(update={"krw": after[source]}) for source, amount in amounts.items()}
    whole_krw = sum(after.values())
    step = budget.funding.total.step if budget.funding.total else 1
    total = Amount(krw=(2 * whole_krw + step) // (2 * step) * step, step=step)
    funding = budget.funding.model_copy(
        update={"total": total, **{source.value: amount for source, amount in changed.items()}}
    )
    mended = budget.model_copy(update={"funding": funding})
    for limit in shares:
        found = stated_share(mended, limit.part)
        if isinstance(found, Source) or total.krw <= 0 or verdicts_on(found, limit) != {Verdict.MET}:
            return False
    return True
