"""The limits on shares that a call sets, read from its rules: which sources, at most or at least how much."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from review.rendering.numbers import limit_percent
from schemas import Call, Source


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
