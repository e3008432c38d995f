"""What other programs read: a judged proposal (`simsa extract`) and a classified one (`simsa classify`)."""

from typing import ClassVar

from pydantic import Field

from schemas.base import Model
from schemas.call import Call
from schemas.criteria import CriterionPassages
from schemas.document import FileInfo, ReadingWarning
from schemas.finding import Finding
from schemas.proposal import (
    AreaStatus,
    BudgetEntry,
    Funding,
    NarrativeAmount,
    OrganizationRole,
    Period,
    Program,
    Proposal,
    ScheduledTask,
    Section,
    SetAside,
    Stated,
    SumCheck,
)


class CallReference(Model):
    """Which call, in which version, a verdict was reached under."""

    id: str
    version: str


class JudgedProposal(Model):
    """A proposal and its findings in the shape that `simsa extract` prints."""

    omitted_at_default: ClassVar[frozenset[str]] = frozenset(
        {"unknown", "set_aside", "budget_doubts", "organizations", "schedule", "criteria"}
    )

    file: FileInfo
    call: CallReference
    applicant: Stated[str] | None
    lead_organization: Stated[str] | None
    partners: tuple[Stated[str], ...]
    organizations: tuple[OrganizationRole, ...] = ()
    schedule: tuple[ScheduledTask, ...] = ()
    period: Period
    funding: Funding
    funding_by_year: dict[str, Funding]
    programs: tuple[Program, ...]
    budget_entries: tuple[BudgetEntry, ...]
    budget_sums: tuple[SumCheck, ...]
    set_aside: tuple[SetAside, ...] = ()
    budget_doubts: tuple[SetAside, ...] = ()
    narrative_amounts: tuple[NarrativeAmount, ...]
    sections: tuple[Section, ...]
    criteria: tuple[CriterionPassages, ...] = ()
    findings: tuple[Finding, ...]
    warnings: tuple[ReadingWarning, ...]
    unknown: dict[str, str] = Field(default_factory=dict)

    @classmethod
    def of(cls, proposal: Proposal, call: Call, findings: tuple[Finding, ...]) -> "JudgedProposal":
        """Lay a proposal and its findings out for the command's output."""
        return cls(
            file=proposal.file,
            call=CallReference(id=call.id, version=call.version),
            applicant=proposal.applicant,
            lead_organization=proposal.lead_organization,
            partners=proposal.partners,
            organizations=proposal.organizations,
            schedule=proposal.schedule,
            period=proposal.period,
            funding=proposal.budget.funding,
            funding_by_year=proposal.budget.by_year,
            programs=proposal.programs,
            budget_entries=proposal.budget.entries,
            budget_sums=proposal.budget.sums,
            set_aside=proposal.budget.set_aside,
            budget_doubts=proposal.budget.doubts,
            narrative_amounts=proposal.narrative_amounts,
            sections=proposal.sections,
            criteria=proposal.criteria,
            findings=findings,
            warnings=proposal.warnings,
            unknown=proposal.unknown,
        )


class ClassifiedScore(Model):
    """An area and how strongly the text speaks for it."""

    area: str
    score: float = Field(ge=0, le=1)


class AreaEvidence(Model):
    """Words that speak for an area, by their character offsets in title + newline + text."""

    area: str
    text: str
    start: int
    end: int


class ClassifiedProgram(Model):
    """A programme's areas in the shape that `simsa classify` prints, a line each."""

    omitted_at_default: ClassVar[frozenset[str]] = frozenset({"review_reason"})

    id: str
    areas: tuple[ClassifiedScore, ...]
    labels: tuple[str, ...]
    area_status: AreaStatus
    evidence: tuple[AreaEvidence, ...] = ()
    review_reason: str | None = None
