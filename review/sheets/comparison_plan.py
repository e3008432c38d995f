"""What the comparison book shows of each submission, and where its own columns stand."""

from collections.abc import Sequence
from dataclasses import dataclass

from records import version_numbers
from records.standing import Standing, standings
from review.comparison.plan_figures import PlanFigures, plan_figures
from review.pages.findings import Counts, counted
from review.pages.plan_page import kind_text
from review.rendering.masking import masked
from review.rendering.places import PlaceNames
from schemas import Call, Record, Source, formatting
from schemas.units import MoneyUnit


@dataclass(frozen=True)
class ComparedPlan:
    """A plan with its standing, its version, and its findings counted."""

    figures: PlanFigures
    standing: Standing
    kind: str
    counts: Counts
    names: PlaceNames


@dataclass(frozen=True)
class Compared:
    """All plans of a call that were read, the files that were not, and the one unit that money is shown in."""

    call: Call
    plans: tuple[ComparedPlan, ...]
    unread: tuple[Record, ...]
    unit: MoneyUnit

    @property
    def has_other_sources(self) -> bool:
        """Whether any plan has money of sources that are none of ours or not understood."""
        return any(each.amount.krw for plan in self.plans for each in plan.figures.proposal.budget.other_sources)


def compared(records: Sequence[Record], call: Call) -> Compared:
    """The plans of a call side by side: who may be chosen first, then by name; personal data is masked."""
    shown = [masked(record) for record in records]
    order = list(Standing)
    rows = sorted(
        zip(shown, standings(shown, call), version_numbers(shown), strict=True),
        key=lambda row: (order.index(row[1]), row[0].submission.applicant or "", row[0].submission.file_name),
    )
    read = [row for row in rows if row[0].proposal is not None]
    figures = plan_figures([record for record, _, _ in read], call)
    plans = tuple(
        ComparedPlan(
            figures=each,
            standing=standing,
            kind=kind_text(record, version),
            counts=counted(record.findings, each.proposal, call),
            names=PlaceNames(each.proposal.excerpts),
        )
        for each, (record, standing, version) in zip(figures, read, strict=True)
    )
    unread = tuple(record for record, _, _ in rows if record.proposal is None)
    return Compared(call, plans, unread, _unit(figures))


def _unit(figures: Sequence[PlanFigures]) -> MoneyUnit:
    fundings = [each.funding for each in figures]
    fundings += [program.funding for each in figures for program in each.proposal.programs]
    amounts = [funding.of(source) for funding in fundings for source in (Source.TOTAL, *Source.TOTAL.parts)]
    return formatting.common_unit(amount.krw for amount in amounts if amount is not None)
