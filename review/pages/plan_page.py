"""Everything that the page of one submission shows, in the order in which it is first referred to."""

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from markupsafe import Markup

from records import applicant_of
from records.standing import Standing
from review.pages.criteria import CriterionView, criteria_view
from review.pages.evidence import NOWHERE, EvidenceList, Line, Places
from review.pages.findings import Counts, FindingView, citations, counted, findings_view, is_held_back
from review.pages.money import (
    EntryRow,
    Figure,
    FundingRow,
    LimitRow,
    Money,
    SummaryRow,
    YearRow,
    entry_rows,
    limit_rows,
)
from review.pages.participation import OpenMoneyRow, Participation, open_money, participation_view
from review.pages.programs import Areas, areas_view
from review.pages.sums import Sums, sums_view
from review.rendering import charts, labels_ko
from review.rendering.limits import ShareLimit, share_limits
from rules.kinds.context import is_unread
from schemas import Budget, Call, NarrativeAmount, Proposal, ReadingWarning, Record, Stated, SubmissionKind, formatting
from schemas.units import MoneyUnit


@dataclass(frozen=True)
class Fact:
    """A line of the summary: a value with its places, or the reason why there is none."""

    name: str
    value: str
    places: Places = NOWHERE
    reason: str = ""


@dataclass(frozen=True)
class NarrativeRow:
    """An amount outside the budget tables, with the sentence it stands in."""

    name: str
    figure: Figure
    sentence: str


@dataclass(frozen=True)
class SectionRow:
    """A section that the call requires, and where the plan has it."""

    name: str
    title: str
    places: Places


@dataclass(frozen=True)
class Provenance:
    """Which bytes, call, code and model the page rests on."""

    file_name: str
    sha256: str
    format: str
    pages: int | None
    call_version: str
    code_version: str
    model_version: str
    recorded_at: str


@dataclass(frozen=True)
class PlanPage:
    """The page of a plan that was read."""

    title: str
    file_name: str
    kind: str
    received_at: str
    counts: Counts
    standing: Standing
    facts: tuple[Fact, ...]
    summary: tuple[SummaryRow, ...]
    doubts: tuple[FindingView, ...]
    held: tuple[FindingView, ...]
    others: tuple[FindingView, ...]
    citations: tuple[str, ...]
    unit_name: str
    funding: tuple[FundingRow, ...]
    funding_chart: Markup | None
    limits: tuple[LimitRow, ...]
    years: tuple[YearRow, ...]
    entries: tuple[EntryRow, ...]
    entry_count: int
    areas: Areas
    no_programs: str
    area_chart: Markup | None
    participation: Participation
    open_money: tuple[OpenMoneyRow, ...]
    sums: Sums
    narrative: tuple[NarrativeRow, ...]
    sections: tuple[SectionRow, ...]
    criteria: tuple[CriterionView, ...]
    warnings: tuple[ReadingWarning, ...]
    evidence: Sequence[Line]
    evidence_omitted: int
    original: str | None
    made: Provenance


def plan_page(
    record: Record,
    proposal: Proposal,
    call: Call,
    version: int | None,
    *,
    standing: Standing = Standing.VALID,
    original: str | None = None,
    evidence: EvidenceList | None = None,
) -> PlanPage:
    """Lay a judged proposal out. The record must be masked already; `original` leads to the submitted file.

    `evidence` collects the places that the page refers to; without it they are shown on the page itself.
    """
    evidence = evidence or EvidenceList(proposal.excerpts, original)
    limits = share_limits(call)
    money = Money(proposal, evidence)
    facts = _facts(proposal, evidence)
    summary = money.summary_rows(proposal.budget, limits)
    doubts, others = findings_view(record.findings, evidence, proposal, call)
    held = tuple(view for view in doubts if is_unread(proposal) and is_held_back(view.finding, call))
    doubts = tuple(view for view in doubts if view not in held)
    funding_rows = money.funding_rows(proposal.budget, limits)
    years = money.year_rows(proposal.budget.by_year)
    areas = areas_view(proposal.programs, call, money, evidence)
    sums = sums_view(proposal.budget, evidence, money.unit)
    narrative = tuple(_narrative_row(amount, money) for amount in proposal.narrative_amounts)
    participation = participation_view(proposal, money, evidence)
    unplaced = open_money(proposal.budget, money, evidence)
    sections = _section_rows(proposal, call, evidence)
    criteria = criteria_view(proposal.criteria, call, evidence)
    return PlanPage(
        title=title_of(record),
        file_name=record.submission.file_name,
        kind=kind_text(record, version),
        received_at=received_text(record, call),
        counts=counted(record.findings, proposal, call),
        standing=standing,
        facts=facts,
        summary=summary,
        doubts=doubts,
        held=held,
        others=others,
        citations=citations(others),
        unit_name=money.unit_name,
        funding=funding_rows,
        funding_chart=_funding_chart(proposal.budget, limits, money.unit),
        limits=limit_rows(proposal.budget, limits, record.findings),
        years=years,
        entries=entry_rows(proposal, money.unit),
        entry_count=len(proposal.budget.entries),
        areas=areas,
        no_programs=proposal.unknown.get("programs", "프로그램을 찾지 못함"),
        area_chart=_area_chart(areas, money.unit_name),
        participation=participation,
        open_money=unplaced,
        sums=sums,
        narrative=narrative,
        sections=sections,
        criteria=criteria,
        warnings=proposal.warnings,
        evidence=evidence.lines,
        evidence_omitted=evidence.omitted,
        original=original,
        made=how_made(record, call),
    )


def title_of(record: Record) -> str:
    """Whose submission it is, or that nobody knows."""
    return applicant_of(record) or "지방정부 미확인"


def kind_text(record: Record, version: int | None) -> str:
    """`접수본`, `보완본 2차`. There is one first copy: two are a doubt of their own, no versions."""
    kind = labels_ko.KINDS[record.submission.kind]
    is_numbered = record.submission.kind is not SubmissionKind.FIRST and version is not None and version > 1
    return f"{kind} {version}차" if is_numbered else kind


def received_text(record: Record, call: Call) -> str:
    """The receipt's moment in the call's zone; without a receipt nothing is guessed."""
    if record.submission.received_at is None:
        return "시각 미확인"
    return labels_ko.moment(record.submission.received_at.astimezone(ZoneInfo(call.timezone)))


def how_made(record: Record, call: Call) -> Provenance:
    """What the foot of the page says."""
    file = record.proposal.file if record.proposal else None
    return Provenance(
        file_name=record.submission.file_name,
        sha256=record.key.sha256,
        format=file.format.value.upper() if file else "",
        pages=file.pages if file else None,
        call_version=record.key.call_version,
        code_version=record.key.code_version,
        model_version=record.key.model_version,
        recorded_at=labels_ko.moment(record.recorded_at.astimezone(ZoneInfo(call.timezone))),
    )


def _facts(proposal: Proposal, evidence: EvidenceList) -> tuple[Fact, ...]:
    period = proposal.period
    unknown = proposal.unknown
    days = [stated for stated in (period.start, period.end) if stated]
    start, end = (
        labels_ko.day(stated.value) if stated else labels_ko.NOT_STATED for stated in (period.start, period.end)
    )
    reasons = [*period.unknown.values(), unknown.get("period", labels_ko.NOT_STATED)]
    return (
        _stated("지방정부", proposal.applicant, unknown.get("applicant"), evidence),
        _stated("주관기관", proposal.lead_organization, unknown.get("lead_organization"), evidence),
        Fact(
            "참여기관",
            ", ".join(partner.value for partner in proposal.partners),
            evidence.cite([anchor for partner in proposal.partners for anchor in partner.evidence], "참여기관"),
            reason=unknown.get("partners", labels_ko.NOT_STATED),
        ),
        Fact(
            "사업기간",
            f"{start} ~ {end}" if days else "",
            evidence.cite([anchor for stated in days for anchor in stated.evidence], "사업기간"),
            reason=reasons[0],
        ),
    )


def _stated(name: str, stated: Stated[str] | None, reason: str | None, evidence: EvidenceList) -> Fact:
    if stated is None:
        return Fact(name, "", reason=reason or labels_ko.NOT_STATED)
    return Fact(name, stated.value, evidence.cite(stated.evidence, name))


def _narrative_row(amount: NarrativeAmount, money: Money) -> NarrativeRow:
    year = f"{amount.year}년 " if amount.year else ""
    program = f"{amount.program} " if amount.program else ""
    name = f"{program}{year}{amount.source.korean}"
    return NarrativeRow(name, money.figure(amount.amount, f"본문 {name}", {}, ""), amount.sentence)


def _section_rows(proposal: Proposal, call: Call, evidence: EvidenceList) -> tuple[SectionRow, ...]:
    found = {section.id: section for section in proposal.sections}
    rows = []
    for required in call.sections:
        section = found.get(required.id)
        rows.append(
            SectionRow(
                required.name,
                section.title if section else "",
                evidence.cite(section.evidence, required.name) if section else NOWHERE,
            )
        )
    return tuple(rows)


def _funding_chart(budget: Budget, limits: Sequence[ShareLimit], unit: MoneyUnit) -> Markup | None:
    segments = charts.funding_segments(budget, limits)
    total = budget.funding.total
    if not segments or total is None:
        return None
    parts = ", ".join(f"{part.label} {part.value}" for part in segments)
    words = f"총사업비 {formatting.krw(total.krw, unit)} 가운데 {parts}"
    words += ". 기준: " + ", ".join(limit.label for limit in limits) if limits else ""
    return charts.funding_chart(segments, charts.limit_marks(budget.funding, limits), "재원 구성과 기준", words)


def _area_chart(areas: Areas, unit_name: str) -> Markup | None:
    bars = [
        charts.AreaBar(
            name=area.name,
            fill="area" if area.is_support else "none",
            share=area.share,
            text=f"{area.total}{unit_name} · {area.share_text}",
            declared_share=area.declared_share if area.is_support or area.declared_share else None,
            declared_text=f"계획서 분류 {area.declared_total}{unit_name} · {area.declared_share_text}",
        )
        for area in areas.areas
        if area.share is not None
    ]
    if not bars:
        return None
    words = ", ".join(f"{bar.name} {bar.text}" for bar in bars)
    return charts.area_chart(bars, "분야별 프로그램 사업비", words)
