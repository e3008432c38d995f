"""What a rule is given to judge, and what it answers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from schemas.anchor import Anchor
from schemas.base import Model
from schemas.call import Call, RuleInstance
from schemas.document import ReadingWarning
from schemas.finding import Finding, Severity, Verdict
from schemas.proposal import Proposal
from schemas.submission import Submission
from schemas.warning_codes import WarningCode

# What readers warn of when a page shows more than its text layer holds, was recognised from a picture, or when a part
# could not be read at all: what is not found may stand there.
NOT_READ: Final = frozenset({WarningCode.TEXT_MISSING, WarningCode.READ_BY_OCR, WarningCode.PART_UNREAD})


def is_unread(proposal: Proposal) -> bool:
    """Whether a document is so much of a picture that nothing was found in it: one cause for all that is left open."""
    nothing = not proposal.budget.entries and not proposal.programs
    return nothing and any(warning.code in NOT_READ for warning in proposal.warnings)


@dataclass(frozen=True)
class RuleContext:
    """A proposal and its submission, held against one rule of a call."""

    proposal: Proposal
    submission: Submission
    call: Call
    rule: RuleInstance

    @property
    def not_read(self) -> tuple[ReadingWarning, ...]:
        """What readers could not see: something that was not found may stand there."""
        return tuple(warning for warning in self.proposal.warnings if warning.code in NOT_READ)


@dataclass(frozen=True)
class RuleResult:
    """A verdict with its message in Korean, the cells or sentences it was reached from, and what to ask.

    `severity` is given where it is not the rule's own (above a second limit). `is_about_reading` says that the result
    is itself about what could not be read, and so does not rest on it. `values` are what a call's own text for this
    verdict may speak of besides the message.
    """

    verdict: Verdict
    message: str
    evidence: tuple[Anchor, ...] = ()
    question: str | None = None
    severity: Severity | None = None
    is_about_reading: bool = False
    values: Mapping[str, str] = field(default_factory=dict)


class Subject(StrEnum):
    """What of a plan a finding asks an applicant to change."""

    MONEY = "사업비"
    PERIOD = "사업기간"
    LEAD_ORGANIZATION = "주관기관"
    PROGRAMS = "세부 프로그램"
    KPIS = "성과지표"


@dataclass(frozen=True)
class ExaminedSubmission:
    """A submission with its proposal and the findings on it."""

    submission: Submission
    proposal: Proposal
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class CallContext:
    """All submissions to a call, held against one of its rules.

    `taking_part` are the latest valid copy of each government: what money and costs are of. `subjects` says of each
    rule of the call what of a plan its findings ask to change, by the rule's id.
    """

    submissions: Sequence[ExaminedSubmission]
    taking_part: Sequence[ExaminedSubmission]
    call: Call
    rule: RuleInstance
    subjects: Mapping[str, Subject]


class CallFinding(Model):
    """What a rule says about several submissions; `files` are the ones that it is about."""

    rule: str
    verdict: Verdict
    severity: Severity
    message: str
    files: tuple[str, ...]
    evidence: tuple[Anchor, ...] = ()
    citation: str


def places_of(warnings: Iterable[ReadingWarning]) -> str:
    """Where readers could not see, as people say it: 3·4쪽, or 문서 일부 where no page is known."""
    listed = list(warnings)
    pages = sorted({warning.page for warning in listed if warning.page is not None})
    parts = [f"{'·'.join(map(str, pages))}쪽"] if pages else []
    if any(warning.page is None for warning in listed):
        parts.append("문서 일부")
    return ", ".join(parts)


def distinct(anchors: Iterable[Anchor]) -> tuple[Anchor, ...]:
    """Each place once, in the order given."""
    return tuple(dict.fromkeys(anchors))
