"""Who takes part in a plan with which money, when what is done, and the money whose meaning or place is not known."""

from dataclasses import dataclass

from review.pages.evidence import EvidenceList, Places
from review.pages.money import Figure, Money
from schemas import Budget, OrganizationRole, Proposal, ScheduledTask

_MAX_ROWS = 60
"""Rows of a list; the page says how many there are in all."""


@dataclass(frozen=True)
class OrganizationRow:
    """An organisation with its role, its tasks and its money."""

    name: str
    role: str
    tasks: str
    figure: Figure
    places: Places


@dataclass(frozen=True)
class TaskRow:
    """A task of the schedule."""

    task: str
    when: str
    places: Places


@dataclass(frozen=True)
class OpenMoneyRow:
    """Money that a reviewer must place: of a source that is not understood, or of a table that was not counted."""

    name: str
    figure: Figure
    reason: str
    places: Places


@dataclass(frozen=True)
class Participation:
    """The lists, each cut to what a reader goes through, with how many there are in all."""

    organizations: tuple[OrganizationRow, ...]
    organization_count: int
    tasks: tuple[TaskRow, ...]
    task_count: int


def participation_view(proposal: Proposal, money: Money, evidence: EvidenceList) -> Participation:
    """The organisations and the schedule of the whole plan."""
    return Participation(
        organizations=tuple(_organization(each, money, evidence) for each in proposal.organizations[:_MAX_ROWS]),
        organization_count=len(proposal.organizations),
        tasks=tuple(_task(each, evidence) for each in proposal.schedule[:_MAX_ROWS]),
        task_count=len(proposal.schedule),
    )


def open_money(budget: Budget, money: Money, evidence: EvidenceList) -> tuple[OpenMoneyRow, ...]:
    """Sources that are none of ours or not understood, and what of the tables was not counted, with the reason."""
    sources = [
        OpenMoneyRow(
            each.name,
            money.figure(each.amount, f"재원 {each.name}", {}, ""),
            each.source.korean,
            evidence.cite(each.amount.evidence, f"재원 {each.name}"),
        )
        for each in budget.other_sources
    ]
    aside = [
        OpenMoneyRow(each.label, Figure("–"), each.reason, evidence.cite(each.evidence, "집계 제외"))
        for each in (*budget.set_aside, *budget.doubts)
    ]
    return tuple((sources + aside)[:_MAX_ROWS])


def _organization(each: OrganizationRole, money: Money, evidence: EvidenceList) -> OrganizationRow:
    figure = money.figure(each.amount, f"기관 {each.name}", {}, "") if each.amount else Figure("–")
    places = evidence.cite(each.evidence, f"기관 {each.name}")
    return OrganizationRow(each.name, each.role or "", "; ".join(each.tasks), figure, places)


def _task(each: ScheduledTask, evidence: EvidenceList) -> TaskRow:
    return TaskRow(each.task, each.when, evidence.cite(each.evidence, f"일정 {each.task}"))
