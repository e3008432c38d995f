"""How far a plan's shares are from the limits of the call: over or short by how many points, and by how much money."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from review.rendering.limits import ShareLimit, share_text
from rules.kinds.money.stated_share import stated_share
from rules.kinds.wording import rounded_up
from schemas import Budget, Finding, Source, Verdict, formatting
from schemas.units import MoneyUnit


@dataclass(frozen=True)
class LimitGap:
    """A limit with the share of a plan, and what is wanting.

    `share` is the quotient of the printed numbers; `gap` is by how much it is outside (0 inside), as a share of the
    total, and `gap_krw` the same in won, rounded up to the printed step. All are None where the share is not known.
    `verdict` is the rule's, which knows of the half steps that printing leaves.
    """

    limit: ShareLimit
    share: Fraction | None
    text: str
    gap: Fraction | None
    gap_krw: int | None
    verdict: Verdict | None

    def gap_text(self, unit: MoneyUnit) -> str:
        """`3.0%p 부족(350백만원)`, `0.4%p 초과(48백만원)`, in the unit of the page; empty inside the limit."""
        if not self.gap or self.gap_krw is None:
            return ""
        points = formatting.percent(self.gap, 2 if self.gap < Fraction(1, 1000) else 1)
        return f"{points}p {'초과' if self.limit.is_upper else '부족'}({formatting.krw(self.gap_krw, unit)})"


def limit_gaps(budget: Budget, limits: Sequence[ShareLimit], findings: Sequence[Finding]) -> tuple[LimitGap, ...]:
    """Each limit of the call with what the plan has of it."""
    verdicts = {finding.rule: finding.verdict for finding in findings}
    return tuple(_gap(budget, limit, limits, verdicts.get(limit.rule)) for limit in limits)


def _gap(budget: Budget, limit: ShareLimit, limits: Sequence[ShareLimit], verdict: Verdict | None) -> LimitGap:
    found = stated_share(budget, limit.sources)
    if isinstance(found, Source) or found.total.krw <= 0:
        return LimitGap(limit, None, "", None, None, verdict)
    over = found.share - limit.share if limit.is_upper else limit.share - found.share
    gap = max(over, Fraction(0))
    return LimitGap(
        limit=limit,
        share=found.share,
        text=share_text(budget, limit.sources, limits),
        gap=gap,
        gap_krw=rounded_up(gap * found.total.krw, found.part_step),
        verdict=verdict,
    )
