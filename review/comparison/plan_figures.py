"""One plan's figures for standing beside others: money by source and area, limits, unit costs, targets."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from records import applicant_of
from review.comparison.limit_gaps import LimitGap, limit_gaps
from review.comparison.unit_costs import UnitCost, unit_costs
from review.rendering.limits import share_limits
from rules.kinds.money.coverage import UNDECIDED, area_of
from schemas import Call, Funding, Proposal, Record

NOBODY = "지방정부 미확인"


@dataclass(frozen=True)
class AreaMoney:
    """An area with the programmes whose content shows it, their money, and its part of all programmes' money.

    `area` is "" for programmes whose area nobody is sure of; `without_amount` are those whose money is not known.
    """

    area: str
    name: str
    krw: int
    share: Fraction | None
    programs: int
    without_amount: int


@dataclass(frozen=True)
class PlanFigures:
    """A plan in a comparison; `number` is its place there, from 1."""

    number: int
    name: str
    record: Record
    proposal: Proposal
    areas: tuple[AreaMoney, ...]
    gaps: tuple[LimitGap, ...]
    costs: tuple[UnitCost, ...]

    @property
    def funding(self) -> Funding:
        """The plan's money by source."""
        return self.proposal.budget.funding


def plan_figures(records: Sequence[Record], call: Call) -> tuple[PlanFigures, ...]:
    """The figures of the plans that were read, in the order given; records must be masked already.

    Two plans of one government are told apart by their file names.
    """
    limits = share_limits(call)
    read = [(record, record.proposal) for record in records if record.proposal is not None]
    titles = [applicant_of(record) or NOBODY for record, _ in read]
    return tuple(
        PlanFigures(
            number=number,
            name=title if titles.count(title) == 1 else f"{title} ({record.submission.file_name})",
            record=record,
            proposal=proposal,
            areas=area_money(proposal, call),
            gaps=limit_gaps(proposal.budget, limits, record.findings),
            costs=unit_costs(proposal.programs),
        )
        for number, ((record, proposal), title) in enumerate(zip(read, titles, strict=True), 1)
    )


def area_names(call: Call) -> dict[str, str]:
    """The areas of a call by id, then operation, then what nobody is sure of under ""."""
    return {area.id: area.name for area in (*call.areas, call.operation)} | {"": UNDECIDED}


def area_money(proposal: Proposal, call: Call) -> tuple[AreaMoney, ...]:
    """The programmes' money by area, in the call's order; what is undecided is left out where there is none."""
    names = area_names(call)
    by_area = [area if (area := area_of(program)) in names else "" for program in proposal.programs]
    totals = [program.funding.total.krw if program.funding.total else None for program in proposal.programs]
    whole = sum(krw for krw in totals if krw is not None)
    found = []
    for area, name in names.items():
        own = [krw for krw, of_program in zip(totals, by_area, strict=True) if of_program == area]
        if not own and not area:
            continue
        krw = sum(amount for amount in own if amount is not None)
        share = Fraction(krw, whole) if whole > 0 else None
        found.append(AreaMoney(area, name, krw, share, len(own), own.count(None)))
    return tuple(found)
