"""Shares of the total as pages print them, and the limits that a call sets on them, read from its rules."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from rules.kinds.money.stated_share import share_text as share_text_beside
from rules.kinds.money.stated_share import stated_share
from schemas import Budget, Call, Source
from schemas.formatting import limit_percent


@dataclass(frozen=True)
class ShareLimit:
    """A limit on the share of some sources in the total."""

    rule: str
    sources: tuple[Source, ...]
    share: Fraction
    is_upper: bool

    @property
    def label(self) -> str:
        """`국비 상한 60%`."""
        names = "·".join(source.korean for source in self.sources)
        return f"{names} {'상한' if self.is_upper else '하한'} {limit_percent(self.share)}"


def share_limits(call: Call) -> Sequence[ShareLimit]:
    """The limits of a call's enabled rules that have `part` and `at_most` or `at_least`, in the call's order."""
    found = []
    for rule in call.rules:
        parameters = rule.parameters
        if not rule.enabled or "part" not in parameters:
            continue
        sources = tuple(Source(name) for name in parameters["part"])
        for name, is_upper in (("at_most", True), ("at_least", False)):
            if parameters.get(name) is not None:
                found.append(ShareLimit(rule.id, sources, _share(parameters[name]), is_upper))
    return found


def _share(value: Any) -> Fraction:  # noqa: ANN401  # a call's parameters are JSON
    text = str(value).strip()
    return Fraction(text[:-1].strip()) / 100 if text.endswith("%") else Fraction(text)


def share_text(budget: Budget, sources: Sequence[Source], limits: Sequence[ShareLimit]) -> str:
    """The share in words, empty where it cannot be known; the total's own share is 100 %."""
    if tuple(sources) == (Source.TOTAL,):
        return "100%" if budget.funding.total and budget.funding.total.krw > 0 else ""
    found = stated_share(budget, sources)
    if isinstance(found, Source) or found.total.krw <= 0:
        return ""
    return share_text_beside(found, *(limit.share for limit in limits if set(limit.sources) == set(sources)))
