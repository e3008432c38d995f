"""What would have to change for a plan's shares to be inside the limits of the call, and the request that says so.

Nothing here judges: a printed amount leaves half a step open, and findings hold that against the limit. What is asked
of the applicant is a number to print, so it is the printed numbers that are brought inside.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from rules.kinds.money.share import ShareParameters, ShareRule
from rules.kinds.money.share_changes import Change, StatedShare, changes_inside, stated_share
from rules.kinds.wording import rounded_up, source_names
from schemas.call import Call
from schemas.formatting import limit_percent, money, percent_beside
from schemas.proposal import Proposal
from schemas.source import Source


@dataclass(frozen=True)
class WhatIf:
    """A share outside its limit and the smallest changes of which each brings it inside, in whole printed units.

    `then` says what a larger total asks of the other limits (더 큰 총사업비의 20 % 이상은 지방비).
    """

    rule: str
    name: str
    share: Fraction
    limit: Fraction
    is_too_high: bool
    changes: tuple[Change, ...]
    then: tuple[str, ...] = ()

    @property
    def request(self) -> str:
        """The request to the applicant, in Korean."""
        side = "상한" if self.is_too_high else "하한"
        fault = f"{self.name} 비율 {percent_beside(self.share, self.limit)}({side} {limit_percent(self.limit)})"
        said = " 또는 ".join(
            change.bound if change.is_total else f"{change.name} {change.gap} {change.verb}" for change in self.changes
        )
        then = f"(총사업비 증액 시 {', '.join(self.then)} 필요)" if self.then else ""
        return f"{fault} → {said}{then}"


def what_if(proposal: Proposal, call: Call) -> tuple[WhatIf, ...]:
    """The changes for each enabled share rule of the call whose share the printed numbers put outside its limit.

    A share that is missing an amount has none, nor has one whose complement (국비 60 % 이하, 지방비+자부담 40 % 이상)
    came before: the same change mends both.
    """
    stated = list(_stated_shares(proposal, call))
    found: list[WhatIf] = []
    said: set[tuple[frozenset[Source], Fraction, bool]] = set()
    for rule, name, parameters, share in stated:
        changes = changes_inside(share, parameters.limit, name, is_at_most=parameters.at_most is not None)
        is_too_high = parameters.at_most is not None
        limit = parameters.limit
        others = frozenset(Source.TOTAL.parts) - set(parameters.part)
        if not changes or (others, 1 - limit, not is_too_high) in said:
            continue
        said.add((frozenset(parameters.part), limit, is_too_high))
        found.append(WhatIf(rule, name, share.share, limit, is_too_high, changes, _then(changes, stated)))
    return tuple(found)


_Stated = tuple[str, str, ShareParameters, StatedShare]


def _stated_shares(proposal: Proposal, call: Call) -> Iterator[_Stated]:
    for rule in call.rules:
        if not rule.enabled or rule.kind != ShareRule.id:
            continue
        parameters = ShareParameters.model_validate(rule.parameters)
        share = stated_share(proposal.budget.funding, parameters.part)
        if not isinstance(share, Source) and share.total.krw > 0:
            yield rule.id, rule.name or source_names(parameters.part), parameters, share


def _then(changes: Sequence[Change], stated: Sequence[_Stated]) -> tuple[str, ...]:
    """What the lower limits ask for once the total is larger, where the plan has less: 지방비 2,434백만원 이상."""
    larger = next((change for change in changes if change.is_total and change.krw > change.now_krw), None)
    if larger is None:
        return ()
    asked = []
    for _, name, parameters, share in stated:
        is_single = len(parameters.part) == 1
        needed = rounded_up((parameters.at_least or Fraction(0)) * larger.krw, share.part_step)
        if is_single and needed > share.part_krw:
            asked.append(f"{name} {money(needed, share.part_step)} 이상")
    return tuple(asked)
