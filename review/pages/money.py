"""The money of a plan as the page shows it: amounts with their places, shares, and the limits they are held against."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from review.pages.evidence import NOWHERE, EvidenceList, Places
from review.rendering import labels_ko
from review.rendering.limits import ShareLimit, share_text
from review.rendering.places import PlaceNames
from schemas import Amount, Budget, Finding, Funding, Proposal, Source, formatting
from schemas.units import MoneyUnit

_MAX_ENTRIES = 300
# Each source with its depth: the parts of the total, each followed by its own parts, and the total.
_ROWS = (
    *(row for source in Source.TOTAL.parts for row in ((source, 0), *((part, 1) for part in source.parts))),
    (Source.TOTAL, 0),
)


@dataclass(frozen=True)
class Figure:
    """An amount in the page's unit with the places it was read from; `text` is empty where it is not stated."""

    text: str
    places: Places = NOWHERE
    remark: str = ""
    reason: str = ""


@dataclass(frozen=True)
class FundingRow:
    """A source: its amount and its share of the total. `depth` is 1 for what is a part of the row above."""

    name: str
    depth: int
    is_total: bool
    figure: Figure
    share: str


@dataclass(frozen=True)
class SummaryRow:
    """A main source or the total."""

    name: str
    is_total: bool
    figure: Figure
    share: str


@dataclass(frozen=True)
class LimitRow:
    """A limit of the call, the share found, and the verdict that the rule reached."""

    limit: ShareLimit
    share: str
    finding: Finding | None


@dataclass(frozen=True)
class EntryRow:
    """An amount of a budget table at its coordinate, with its own place and raw text."""

    source: str
    year: str
    area: str
    program: str
    item: str
    organization: str
    rollup: bool
    amount: str
    places: str
    raw: str


@dataclass(frozen=True)
class YearRow:
    """A year and its money by source."""

    name: str
    figures: tuple[Figure, ...]


class Money:
    """Shows amounts in one unit, the largest in which every amount of the plan is a whole number."""

    def __init__(self, proposal: Proposal, evidence: EvidenceList) -> None:
        self._evidence = evidence
        self.unit = formatting.common_unit(amount.krw for amount in _all_amounts(proposal))
        self.unit_name = self.unit.korean

    def figure(self, amount: Amount | None, used_in: str, unknown: Mapping[str, str], field: str) -> Figure:
        """One amount; where it is missing, the reason that the extraction gave."""
        if amount is None:
            return Figure("", reason=unknown.get(field, labels_ko.NOT_STATED))
        return Figure(
            formatting.in_unit(amount.krw, self.unit),
            self._evidence.cite(amount.evidence, used_in),
            remark=_remark(amount),
        )

    def summary_rows(self, budget: Budget, limits: Sequence[ShareLimit]) -> tuple[SummaryRow, ...]:
        """The total and the main sources."""
        rows, funding = [], budget.funding
        for source in (Source.TOTAL, *Source.TOTAL.parts):
            name = source.korean
            figure = self.figure(funding.of(source), f"총괄 {name}", funding.unknown, source.value)
            share = "" if source is Source.TOTAL else share_text(budget, (source,), limits)
            rows.append(SummaryRow(name, source is Source.TOTAL, figure, share))
        return tuple(rows)

    def funding_rows(self, budget: Budget, limits: Sequence[ShareLimit]) -> tuple[FundingRow, ...]:
        """The plan's money by source. Parts that the plan does not state are left out; main sources never are."""
        funding = budget.funding
        return tuple(
            FundingRow(
                name=source.korean,
                depth=depth,
                is_total=source is Source.TOTAL,
                figure=self.figure(funding.of(source), source.korean, funding.unknown, source.value),
                share=share_text(budget, (source,), limits),
            )
            for source, depth in _ROWS
            if depth == 0 or funding.of(source) is not None
        )

    def year_rows(self, by_year: Mapping[str, Funding]) -> tuple[YearRow, ...]:
        """A row a year: 국비, 지방비, 자부담, 계."""
        return tuple(
            YearRow(
                f"{year}년" if year.isdigit() else year,
                tuple(
                    self.figure(funding.of(source), f"{year} {source.korean}", funding.unknown, source.value)
                    for source in (*Source.TOTAL.parts, Source.TOTAL)
                ),
            )
            for year, funding in sorted(by_year.items())
        )


def entry_rows(proposal: Proposal, unit: MoneyUnit) -> tuple[EntryRow, ...]:
    """The amounts read from the budget tables, not more than a page bears."""
    names = PlaceNames(proposal.excerpts)
    return tuple(
        EntryRow(
            source=entry.source_name or entry.source.korean,
            year=str(entry.year or ""),
            area=entry.area or "",
            program=entry.program or "",
            item=entry.item or "",
            organization=entry.organization or "",
            rollup=entry.rollup,
            amount=formatting.in_unit(entry.krw, unit),
            places=", ".join(dict.fromkeys(names.short(anchor) for anchor in entry.evidence)),
            raw=" / ".join(anchor.text for anchor in entry.evidence),
        )
        for entry in proposal.budget.entries[:_MAX_ENTRIES]
    )


def limit_rows(budget: Budget, limits: Sequence[ShareLimit], findings: Sequence[Finding]) -> tuple[LimitRow, ...]:
    """Each limit of the call with the share found and the finding of its rule."""
    by_rule = {finding.rule: finding for finding in findings}
    return tuple(
        LimitRow(limit, share_text(budget, limit.sources, limits), by_rule.get(limit.rule)) for limit in limits
    )


def _remark(amount: Amount) -> str:
    if amount.derived:
        return f"계산값: {amount.derived}"
    return "어림값" if amount.approximate else ""


def _all_amounts(proposal: Proposal) -> Iterator[Amount]:
    fundings = [proposal.budget.funding, *proposal.budget.by_year.values()]
    fundings += [program.funding for program in proposal.programs]
    for funding in fundings:
        for source in Source:
            amount = funding.of(source)
            if amount is not None:
                yield amount
