"""Everything that the index shows: a row a submission, the failures, and all plans' funding side by side."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from markupsafe import Markup

from records import applicant_of, version_numbers
from records.standing import Standing, standings
from review.pages.cross_submission import AcrossPlans, AcrossView
from review.pages.findings import Counts, counted
from review.pages.plan_page import kind_text, received_text, title_of
from review.rendering.figures.funding_parts import funding_parts, limit_lines
from review.rendering.figures.plan_bars import StackedRow, stacked_bars
from review.rendering.limits import ShareLimit, share_limits, share_text
from rules.kinds.context import is_unread
from schemas import Amount, AreaStatus, Call, Failure, Proposal, Record, Source, SubmissionKind, formatting
from schemas.units import MoneyUnit

Parts = tuple[tuple[Fraction, str], ...]
MAX_CHARTED: Final = 200
"""Bars of a picture that somebody still compares; drawing thousands takes minutes and more memory than all the rest."""


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
    """The numbers on top of the index. Findings, money and governments count by the latest valid copy of each."""

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
    left_out_of_chart: int
    versions: str


def index_page(records: Sequence[Record], hrefs: Sequence[str], call: Call) -> IndexPage:
    """The index of submissions that are all at hand; records are masked."""
    rows = IndexRows(call)
    for record, href, version, standing in zip(
        records, hrefs, version_numbers(records), standings(records, call), strict=True
    ):
        rows.add(record, href, version, standing)
    return rows.page()


class IndexRows:
    """Gathers the index, a masked submission at a time, and holds of each no more than is shown."""

    def __init__(self, call: Call) -> None:
        self._call = call
        self._limits = share_limits(call)
        self._plans: list[PlanRow] = []
        self._failures: list[FailureRow] = []
        self._names: Counter[str] = Counter()
        self._applicants: Counter[str] = Counter()
        self._first_copy_of: dict[str, str] = {}
        self._standings: Counter[Standing] = Counter()
        self._parts: dict[str, Parts] = {}
        self._governments, self._national = 0, 0
        self._versions: set[tuple[str, str, str]] = set()
        self._without_page: dict[str, str] = {}
        self._across = AcrossPlans(call)

    def add(self, record: Record, href: str, version: int | None, standing: Standing) -> None:
        """Take a submission."""
        # What may fail comes first: a submission is counted as a whole or not at all.
        proposal = record.proposal
        if proposal is None:
            self._across.add(record, href)
            self._count(record, href, standing)
            self._failures.append(_failure_row(record, href, self._call, version))
            return
        row = _plan_row(record, proposal, href, self._call, version, standing)
        parts = funding_parts(proposal.budget, self._limits)
        self._across.add(record, href)
        applicant = self._count(record, href, standing)
        self._plans.append(row)
        if standing is Standing.VALID:
            self._parts[href] = parts
            if applicant:
                national = proposal.budget.funding.national
                self._governments += 1
                self._national += national.krw if national else 0

    def add_without_page(
        self, outline: Record, href: str, version: int | None, standing: Standing, failure: Failure
    ) -> None:
        """Take a submission whose page could not be made; where it was taken already, say so in its row."""
        if href in {*(row.href for row in self._plans[-1:]), *(row.href for row in self._failures[-1:])}:
            self._without_page[href] = failure.message
            return
        self._count(outline, href, standing)
        failed = outline.model_copy(update={"failure": failure})
        self._failures.append(_failure_row(failed, href, self._call, version))

    def _count(self, record: Record, href: str, standing: Standing) -> str | None:
        """Count a submission among all; its government."""
        key = record.key
        self._versions.add((key.call_version, key.code_version, key.model_version))
        self._names[record.submission.file_name] += 1
        self._standings[standing] += 1
        applicant = applicant_of(record)
        if applicant and record.submission.kind is SubmissionKind.FIRST:
            self._applicants[applicant] += 1
            self._first_copy_of[href] = applicant
        return applicant

    def page(self) -> IndexPage:
        """The index: most violations first, then open questions, then 주의, then by name."""
        plans = sorted((self._with_remarks(row) for row in self._plans), key=_weight)
        compared = [row for row in plans if row.href in self._parts]
        return IndexPage(
            tally=self._tally(plans),
            plans=tuple(plans),
            failures=tuple(sorted(self._failures, key=lambda row: (row.file_name, row.kind, row.href))),
            standings=tuple((standing, count) for standing in Standing if (count := self._standings[standing])),
            across=self._across.views(),
            chart=_chart(compared[:MAX_CHARTED], self._parts, self._limits),
            left_out_of_chart=max(0, len(compared) - MAX_CHARTED),
            versions=" / ".join(
                f"공고 {call} · 프로그램 {code} · 분야 모델 {model}" for call, code, model in sorted(self._versions)
            ),
        )

    def _with_remarks(self, row: PlanRow) -> PlanRow:
        remarks = ["같은 이름의 파일이 더 있음"] if self._names[row.file_name] > 1 else []
        if self._applicants[self._first_copy_of.get(row.href, "")] > 1:
            remarks.append("이 지방정부의 접수본이 더 있음")
        if row.href in self._without_page:
            remarks.append(self._without_page[row.href])
        return replace(row, remarks=(*remarks, *row.remarks))

    def _tally(self, plans: Sequence[PlanRow]) -> Tally:
        counting = [row for row in plans if row.standing is Standing.VALID]
        violated = sum(row.counts.violated > 0 for row in counting)
        questions = sum(row.counts.violated == 0 and row.counts.undetermined > 0 for row in counting)
        return Tally(
            governments=self._governments,
            submissions=len(plans) + len(self._failures),
            read=len(plans),
            failed=len(self._failures),
            with_violations=violated,
            with_questions=questions,
            clean=len(counting) - violated - questions,
            national=formatting.krw(self._national, MoneyUnit.MILLION),
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
) -> PlanRow:
    limits = share_limits(call)
    funding = proposal.budget.funding
    remarks = [f"읽기 경고 {len(proposal.warnings)}건"] if proposal.warnings else []
    if is_unread(proposal):
        remarks.append("스캔(이미지) 문서")
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
        remarks=tuple(remarks),
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


def _chart(plans: Sequence[PlanRow], parts: Mapping[str, Parts], limits: Sequence[ShareLimit]) -> Markup | None:
    if not plans:
        return None
    same_title = Counter(row.title for row in plans)
    rows = [
        StackedRow(
            name=row.title if same_title[row.title] == 1 else row.file_name,
            parts=parts[row.href],
            remark="재원별 금액 미확인",
            note=f"{row.total}백만원" if row.total else "",
        )
        for row in plans
    ]
    sources = [source.korean for source in Source.TOTAL.parts]
    return stacked_bars(rows, sources, limit_lines(limits), "compared", "재원 구성 비교")
