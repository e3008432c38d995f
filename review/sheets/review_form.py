"""서면검토서: what a reviewer's written review of one plan starts from, part by part, in words and printed numbers.

What simsa found is filled in; what only a reviewer can say (opinions by criterion, the overall opinion, the signature)
is left open. Personal data is masked, and money is shown in one unit.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from records import applicant_of
from records.standing import Standing
from review.comparison.limit_gaps import LimitGap, limit_gaps
from review.comparison.plan_figures import NOBODY, area_money, area_names
from review.pages.plan_page import how_made, kind_text, received_text
from review.rendering.labels_ko import NOT_STATED, VERDICTS, day
from review.rendering.limits import ShareLimit, share_limits, share_text
from review.rendering.masking import masked
from review.rendering.places import PlaceNames
from review.rendering.plain_text import one_line
from review.sheets.remarks import Remark, remarks
from rules.kinds.money.coverage import area_of
from rules.kinds.wording import shorten
from schemas import Amount, Budget, Call, CriterionPassage, Funding, Kpi, Program, Proposal, Record, Source, formatting
from schemas.errors import UsageError
from schemas.units import MoneyUnit

MAX_PROGRAMS = 60
MAX_REMARKS = 60
"""Rows of a table of the form; what is over is counted in a line below."""
_MAX_PASSAGES = 2
_PASSAGE_LETTERS = 34

Row = tuple[str, ...]


@dataclass(frozen=True)
class Opinion:
    """A criterion that a reviewer writes an opinion to, and where the plan speaks to it."""

    criterion: str
    passages: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReviewForm:
    """The form of one plan. Every text is on one line; `unit` is the unit of all its money."""

    call: str
    applicant: str
    facts: tuple[Row, ...]
    unit: str
    funding: tuple[Row, ...]
    limits: tuple[Row, ...]
    years: tuple[Row, ...]
    areas: tuple[Row, ...]
    programs: tuple[Row, ...]
    programs_omitted: int
    remarks: tuple[Remark, ...]
    remarks_omitted: int
    opinions: tuple[Opinion, ...]
    made: str


def review_form(record: Record, call: Call, *, version: int | None = None, standing: Standing) -> ReviewForm:
    """The form of a plan that was read.

    Raises:
        UsageError: the file could not be read.
    """
    record = masked(record)
    proposal = record.proposal
    if proposal is None:
        raise UsageError(f"{record.submission.file_name}: 판독하지 못한 파일이어서 서면검토서를 만들 수 없음")
    unit = _unit(proposal)
    told = remarks(record, proposal, call)
    made = how_made(record, call)
    return ReviewForm(
        call=one_line(call.title),
        applicant=one_line(applicant_of(record) or NOBODY),
        facts=_facts(record, proposal, call, version, standing),
        unit=unit.korean,
        funding=_funding(proposal.budget, share_limits(call), unit),
        limits=_limits(limit_gaps(proposal.budget, share_limits(call), record.findings), unit),
        years=_years(proposal.budget, unit),
        areas=_areas(proposal, call, unit),
        programs=_programs(proposal.programs[:MAX_PROGRAMS], call, unit),
        programs_omitted=max(len(proposal.programs) - MAX_PROGRAMS, 0),
        remarks=told[:MAX_REMARKS],
        remarks_omitted=max(len(told) - MAX_REMARKS, 0),
        opinions=_opinions(proposal, call),
        made=f"파일 SHA-256 {made.sha256[:16]}… · 공고 {made.call_version} · 판독 {made.code_version}",
    )


def _opinions(proposal: Proposal, call: Call) -> tuple[Opinion, ...]:
    """The criteria of the call; one without a name where the call says nothing of what plans are judged by."""
    names = PlaceNames(proposal.excerpts)
    found = {each.criterion: each.passages for each in proposal.criteria}
    opinions = tuple(
        Opinion(
            one_line(criterion.name),
            tuple(one_line(_where(each, names)) for each in found.get(criterion.id, ())[:_MAX_PASSAGES]),
        )
        for criterion in call.criteria
    )
    return opinions or (Opinion(""),)


def _where(passage: CriterionPassage, names: PlaceNames) -> str:
    """3쪽 '추진체계: AI 사업단을 …'."""
    page = next((f"{anchor.page}쪽 " for anchor in passage.evidence if anchor.page), "")
    table = next((f"{names.short(anchor)} " for anchor in passage.evidence if names.cell_at(anchor)), "")
    return f"{page or table}‘{shorten(passage.text, _PASSAGE_LETTERS)}’"


def _facts(record: Record, proposal: Proposal, call: Call, version: int | None, standing: Standing) -> tuple[Row, ...]:
    lead, period = proposal.lead_organization, proposal.period
    days = [day(stated.value) if stated else NOT_STATED for stated in (period.start, period.end)]
    partners = [partner.value for partner in proposal.partners]
    values = (
        ("신청기관", applicant_of(record) or NOBODY, "주관기관", lead.value if lead else NOT_STATED),
        ("사업기간", " ~ ".join(days), "참여기관", _listed(partners) or NOT_STATED),
        ("접수일시", received_text(record, call), "접수 구분", f"{kind_text(record, version)} ({standing.value})"),
        ("파일명", record.submission.file_name, "분량", f"{proposal.file.pages}쪽" if proposal.file.pages else "-"),
    )
    return tuple(tuple(one_line(value) for value in row) for row in values)


def _listed(names: Sequence[str], most: int = 6) -> str:
    more = f" 외 {len(names) - most}개 기관" if len(names) > most else ""
    return ", ".join(names[:most]) + more


def _funding(budget: Budget, limits: Sequence[ShareLimit], unit: MoneyUnit) -> tuple[Row, ...]:
    """The main sources, those parts of them that are stated, and the total, with their shares."""
    sources = [each for source in Source.TOTAL.parts for each in (source, *source.parts)]
    shown = [source for source in sources if source in Source.TOTAL.parts or budget.funding.of(source) is not None]
    return tuple(
        (
            f"{'' if source in (*Source.TOTAL.parts, Source.TOTAL) else '- '}{source.korean}",
            _money(budget.funding.of(source), unit),
            share_text(budget, (source,), limits) or "-",
        )
        for source in (*shown, Source.TOTAL)
    )


def _limits(gaps: Sequence[LimitGap], unit: MoneyUnit) -> tuple[Row, ...]:
    return tuple(
        (
            gap.limit.label,
            gap.text or "산출 불가",
            VERDICTS[gap.verdict] if gap.verdict else "-",
            gap.gap_text(unit) or "-",
        )
        for gap in gaps
    )


def _years(budget: Budget, unit: MoneyUnit) -> tuple[Row, ...]:
    return tuple(
        (f"{year}년" if year.isdigit() else one_line(year), *_amounts(funding, unit))
        for year, funding in sorted(budget.by_year.items())
    )


def _areas(proposal: Proposal, call: Call, unit: MoneyUnit) -> tuple[Row, ...]:
    rows = [
        (
            area.name,
            f"{area.programs}개" + (f"(사업비 미확인 {area.without_amount}개)" if area.without_amount else ""),
            formatting.in_unit(area.krw, unit),
            formatting.percent(area.share) if area.share is not None else "-",
        )
        for area in area_money(proposal, call)
    ]
    whole = sum(area.krw for area in area_money(proposal, call))
    total = ("계", f"{len(proposal.programs)}개", formatting.in_unit(whole, unit), "100%" if whole else "-")
    return (*rows, total)


def _programs(programs: Sequence[Program], call: Call, unit: MoneyUnit) -> tuple[Row, ...]:
    names = area_names(call)
    return tuple(
        (
            str(number),
            one_line(program.title),
            names.get(area_of(program), names[""]),
            *_amounts(program.funding, unit),
            _targets(program.kpis),
        )
        for number, program in enumerate(programs, 1)
    )


def _targets(kpis: Sequence[Kpi]) -> str:
    """The targets of the whole period; where only yearly ones are stated, those."""
    whole = [kpi for kpi in kpis if kpi.year is None] or list(kpis)
    told = [
        f"{kpi.name} {kpi.value:,}{kpi.unit or ''}" + (f"({kpi.year}년)" if kpi.year else "")
        for kpi in whole
        if kpi.value is not None
    ]
    return one_line(", ".join(told)) or NOT_STATED


def _amounts(funding: Funding, unit: MoneyUnit) -> Row:
    return tuple(_money(funding.of(source), unit) for source in (*Source.TOTAL.parts, Source.TOTAL))


def _money(amount: Amount | None, unit: MoneyUnit) -> str:
    return NOT_STATED if amount is None else formatting.in_unit(amount.krw, unit)


def _unit(proposal: Proposal) -> MoneyUnit:
    fundings = [proposal.budget.funding, *proposal.budget.by_year.values()]
    fundings += [program.funding for program in proposal.programs]
    amounts = [funding.of(source) for funding in fundings for source in Source]
    return formatting.common_unit(amount.krw for amount in amounts if amount is not None)
