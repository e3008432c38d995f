"""What a rule is given to judge, and what it answers."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from schemas.anchor import Anchor
from schemas.base import Model
from schemas.call import Call, RuleInstance
from schemas.finding import Severity, Verdict
from schemas.proposal import Proposal
from schemas.submission import Submission

ParametersT = TypeVar("ParametersT", bound=Model)

# What readers warn of when a page shows more than its text layer holds.
TEXT_MISSING = "text-missing"


@dataclass(frozen=True)
class Case:
    """A proposal and its submission, held against one rule of a call."""

    proposal: Proposal
    submission: Submission
    call: Call
    rule: RuleInstance

    def parameters(self, model: type[ParametersT]) -> ParametersT:
        """The rule's parameters, which were checked when the call was loaded."""
        return model.model_validate(self.rule.parameters)

    @property
    def unreadable_pages(self) -> tuple[int, ...]:
        """Pages whose text is not all there: what was not found may stand on one of them."""
        pages = {warning.page for warning in self.proposal.warnings if warning.code == TEXT_MISSING and warning.page}
        return tuple(sorted(pages))


@dataclass(frozen=True)
class Outcome:
    """A verdict with its message in Korean, the cells or sentences it was reached from, and what to ask.

    `severity` is given where it is not the rule's own (above a second limit).
    """

    verdict: Verdict
    message: str
    evidence: tuple[Anchor, ...] = ()
    question: str | None = None
    severity: Severity | None = None


def distinct(anchors: Iterable[Anchor]) -> tuple[Anchor, ...]:
    """Each place once, in the order given."""
    return tuple(dict.fromkeys(anchors))
