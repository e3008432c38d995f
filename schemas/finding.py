"""A Finding: what a rule of the call says about a proposal, and from which evidence."""

from enum import StrEnum
from typing import ClassVar

from schemas.anchor import Anchor
from schemas.base import Model


class Verdict(StrEnum):
    """Undetermined means that what is printed leaves it open; the message then says what to ask for."""

    MET = "met"
    VIOLATED = "violated"
    UNDETERMINED = "undetermined"
    NOT_APPLICABLE = "not_applicable"


class Severity(StrEnum):
    """How much a violation weighs."""

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"


class Finding(Model):
    """One rule's verdict on one proposal.

    `citation` is the sentence of the call or the law; `question` is what to ask the applicant while it is
    undetermined; `provisional` says that it rests on something that was read with doubt.
    """

    omitted_at_default: ClassVar[frozenset[str]] = frozenset({"question", "provisional"})

    rule: str
    verdict: Verdict
    severity: Severity
    message: str
    evidence: tuple[Anchor, ...] = ()
    citation: str
    question: str | None = None
    provisional: bool | None = None
