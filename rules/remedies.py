"""What a plan whose shares are outside the limits of the call would have to change: the same that its findings name."""

from rules.kinds.money.remedies import Remedy
from rules.kinds.money.share import ShareParameters, ShareRule, remedies_in
from rules.kinds.money.stated_share import stated_share, verdicts_on
from schemas.call import Call
from schemas.finding import Verdict
from schemas.proposal import Proposal
from schemas.source import Source


def remedies(proposal: Proposal, call: Call) -> dict[str, tuple[Remedy, ...] | None]:
    """The changes by the id of each enabled share rule that the plan breaks; None where its sources are not certain.

    Every change keeps all limits at once, so rules that are broken together (국비 60 % 이하, 지방비+자부담 40 % 이상)
    have the same ones.
    """
    broken = [
        rule.id
        for rule in call.rules
        if rule.enabled and rule.kind == ShareRule.id and _breaks(proposal, rule.parameters)
    ]
    return dict.fromkeys(broken, remedies_in(proposal.budget, call)) if broken else {}


def _breaks(proposal: Proposal, parameters: dict[str, object]) -> bool:
    limit = ShareParameters.model_validate(parameters).limit
    found = stated_share(proposal.budget, limit.part)
    if isinstance(found, Source) or found.total.krw <= 0:
        return False
    return verdicts_on(found, limit) == {Verdict.VIOLATED}
