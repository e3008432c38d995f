"""Everything that the index shows: a row a submission, the failures, and all plans' funding side by side."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from records import applicant_of, version_numbers
from records.standing import Standing, standings
from review.pages.cross_submission import AcrossView, across_view
from review.pages.findings import Counts, counted
from review.pages.plan_page import kind_text, received_text, title_of
from review.rendering.figures.funding_parts import funding_parts, limit_lines
from review.rendering.figures.plan_bars import StackedRow, stacked_bars
from review.rendering.limits import ShareLimit, share_limits, share_text
from rules.kinds.context import is_unread
from schemas import Amount, AreaStatus, Budget, Call, Proposal, Record, Source, SubmissionKind, formatting
from schemas.units import MoneyUnit


@dataclass(frozen=True)
class PlanRow:
    """A submission that was read."""

    href: str
    title: str
    file_name: str
    kind: str
    received_at: str
    national: str
    total: str
    national_share: str
    local_share: str
    counts: Counts
    standing: Standing
    needs_review: int
    remarks: tuple[str, ...]


@dataclass(frozen=True)
class FailureRow:
    """A submission that could not be read, and why."""

    href: str
    title: str
    file_name: str
    kind: str
    received_at: str
    code: str
    message: str


@dataclass(frozen=True)
class Tally:
    """The numbers on top of the index. Money and governments count by the latest valid copy of each."""

    governments: int
    submissions: int
    read: int
    failed: int
    with_violations: int
    with_questions: int
    clean: int
    national: str


@dataclass(frozen=True)
class IndexPage:
    """The index."""

    tally: Tally
    plans: tuple[PlanRow, ...]
    failures: tuple[FailureRow, ...]
    standings: tuple[tuple[Standing, int], ...]
    across: tuple[AcrossView, ...]
    chart: Markup | None
    versions: str


def index_page(records: Sequence[Record], hrefs: Sequence[str], call: Call) -> IndexPage:
    """Lay the index out: most violations first, then open questions, then 주의, then by name. Records are masked."""
    limits = share_limits(call)
    versions = version_numbers(records)
    same_name = Counter(record.submission.file_name for record in records)
    same_applicant = Counter(
        applicant_of(record) for record in records if record.submission.kind is SubmissionKind.FIRST
    )
    plans, failures, budgets, counting = [], [], {}, []
    found = standings(records, call)
    for record, href, version, standing in zip(records, hrefs, versions, found, strict=True):
        if record.proposal is None:
            failures.append(_failure_row(record, href, call, version))
            continue
        remarks = ["같은 이름의 파일이 더 있음"] if same_name[record.submission.file_name] > 1 else []
        applicant = applicant_of(record)
        if applicant and record.submission.kind is SubmissionKind.FIRST and same_applicant[applicant] > 1:
            remarks.append("이 지방정부의 접수본이 더 있음")
        if record.proposal.warnings:
            remarks.append(f"읽기 경고 {len(record.proposal.warnings)}건")
        if is_unread(record.proposal):
            remarks.append("스캔(이미지) 문서")
        if standing is Standing.VALID:
            budgets[href] = record.proposal.budget
            if applicant:
                counting.append(record.proposal)
        plans.append(_plan_row(record, record.proposal, href, call, version, standing, tuple(remarks)))
    plans.sort(key=_weight)
    return IndexPage(
        tally=_tally(plans, len(failures), counting),
        plans=tuple(plans),
        failures=tuple(sorted(failures, key=lambda row: (row.file_name, row.kind, row.href))),
        standings=tuple((standing, count) for standing in Standing if (count := found.count(standing))),
        across=across_view(records, hrefs, call),
        chart=_chart([row for row in plans if row.href in budgets], budgets, limits),
        versions=_versions(records),
    )


def _weight(row: PlanRow) -> tuple[int, int, int, str, str, str]:
    counts = row.counts
    return -counts.violated, -counts.undetermined, -counts.caution, row.title, row.file_name, row.href


def _plan_row(
    record: Record,
    proposal: Proposal,
    href: str,
    call: Call,
    version: int | None,
    standing: Standing,
    remarks: tuple[str, ...],
) -> PlanRow:
    limits = share_limits(call)
    funding = proposal.budget.funding
    return PlanRow(
        href=href,
        title=title_of(record),
        file_name=record.submission.file_name,
        kind=kind_text(record, version),
        received_at=received_text(record, call),
        national=_millions(funding.national),
        total=_millions(funding.total),
        national_share=share_text(proposal.budget, (Source.NATIONAL,), limits),
        local_share=share_text(proposal.budget, (Source.LOCAL,), limits),
        counts=counted(record.findings, proposal, call),
        standing=standing,
        needs_review=sum(program.area_status is AreaStatus.NEEDS_REVIEW for program in proposal.programs),
        remarks=remarks,
    )


def _failure_row(record: Record, href: str, call: Call, version: int | None) -> FailureRow:
    return FailureRow(
        href=href,
        title=title_of(record),
        file_name=record.submission.file_name,
        kind=kind_text(record, version),
        received_at=received_text(record, call),
        code=record.failure.code if record.failure else "",
        message=record.failure.message if record.failure else "심사 결과 없음",
    )


def _millions(amount: Amount | None) -> str:
    return "" if amount is None else formatting.in_unit(amount.krw, MoneyUnit.MILLION)


def _tally(plans: Sequence[PlanRow], failed: int, counting: Sequence[Proposal]) -> Tally:
    amounts = [proposal.budget.funding.national for proposal in counting]
    national = sum(amount.krw for amount in amounts if amount)
    violated = sum(row.counts.violated > 0 for row in plans)
    questions = sum(row.counts.violated == 0 and row.counts.undetermined > 0 for row in plans)
    return Tally(
        governments=len(counting),
        submissions=len(plans) + failed,
        read=len(plans),
        failed=failed,
        with_violations=violated,
        with_questions=questions,
        clean=len(plans) - violated - questions,
        national=formatting.krw(national, MoneyUnit.MILLION),
    )


def _chart(plans: Sequence[PlanRow], budgets: dict[str, Budget], limits: Sequence[ShareLimit]) -> Markup | None:
    if not plans:
        return None
    same_title = Counter(row.title for row in plans)
    rows = [
        StackedRow(
            name=row.title if same_title[row.title] == 1 else row.file_name,
            parts=funding_parts(budgets[row.href], limits),
            remark="재원별 금액 미확인",
            note=f"{row.total}백만원" if row.total else "",
        )
        for row in plans
    ]
    sources = [source.korean for source in Source.TOTAL.parts]
    return stacked_bars(rows, sources, limit_lines(limits), "compared", "재원 구성 비교")


def _versions(records: Sequence[Record]) -> str:
    keys = sorted({(record.key.call_version, record.key.code_version, record.key.model_version) for record in records})
    return " / ".join(f"공고 {call} · 프로그램 {code} · 분야 모델 {model}" for call, code, model in keys)
