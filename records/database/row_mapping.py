"""A Record as the rows that SQL can ask. NUL characters are left out of them: PostgreSQL takes none in text."""

from collections.abc import Iterator, Sequence
from typing import Any

from records.database import canonical
from records.database.tables import (
    MAX_KRW,
    AmountRow,
    FailureRow,
    FindingRow,
    ProgramRow,
    ProposalRow,
    RecordRow,
    Table,
)
from schemas import Anchor, BudgetEntry, Finding, Funding, Program, Proposal, Record, Source


def record_row(written: canonical.WrittenRecord, submission_id: int) -> RecordRow:
    """The row of a record with the rows that hang on it, but for those of its budget (`entry_values`)."""
    record = written.record
    return RecordRow(
        submission_id=submission_id,
        call_version=record.key.call_version,
        code_version=record.key.code_version,
        model_version=record.key.model_version,
        received_at=record.submission.received_at,
        recorded_at=record.recorded_at,
        outcome=canonical.outcome(record),
        run_digest=canonical.run_digest(record.key, record.submission),
        content_digest=written.content_digest,
        record_json=written.text,
        proposal=_proposal_row(record.proposal, record.findings) if record.proposal else None,
        failure=FailureRow(code=record.failure.code, message=_text(record.failure.message)) if record.failure else None,
    )


def rows_of(row: RecordRow) -> Iterator[Table]:
    """A record's row and the rows that hang on it."""
    yield row
    if row.failure is not None:
        yield row.failure
    if row.proposal is not None:
        yield row.proposal
        for parts in (row.proposal.programs, row.proposal.amounts, row.proposal.findings):
            yield from parts


def _proposal_row(proposal: Proposal, findings: Sequence[Finding]) -> ProposalRow:
    period = proposal.period
    return ProposalRow(
        applicant=_optional(proposal.applicant.value if proposal.applicant else None),
        lead_organization=_optional(proposal.lead_organization.value if proposal.lead_organization else None),
        starts_on=period.start.value if period.start else None,
        ends_on=period.end.value if period.end else None,
        format=proposal.file.format.value,
        pages=proposal.file.pages,
        programs=[_program_row(position, program) for position, program in enumerate(proposal.programs)],
        amounts=_amount_rows(proposal),
        findings=[finding_row(position, finding) for position, finding in enumerate(findings)],
    )


def _program_row(position: int, program: Program) -> ProgramRow:
    return ProgramRow(
        position=position,
        title=_text(program.title),
        declared_area=program.declared_area,
        areas=",".join(score.area for score in program.areas),
        area_status=program.area_status.value,
    )


def _amount_rows(proposal: Proposal) -> list[AmountRow]:
    rows: list[AmountRow] = []
    for year, program_position, funding in _fundings(proposal):
        for source in Source:
            amount = funding.of(source)
            if amount is None:
                continue
            page, path = _place(amount.evidence)
            rows.append(
                AmountRow(
                    position=len(rows),
                    year=year,
                    program_position=program_position,
                    source=source.value,
                    krw=_number(amount.krw),
                    step=_number(amount.step),
                    derived=_optional(amount.derived),
                    page=page,
                    path=path,
                )
            )
    return rows


def _fundings(proposal: Proposal) -> Iterator[tuple[str | None, int | None, Funding]]:
    yield None, None, proposal.budget.funding
    for year, funding in proposal.budget.by_year.items():
        yield year, None, funding
    for position, program in enumerate(proposal.programs):
        yield None, position, program.funding


def entry_values(record: Record, record_id: int) -> list[dict[str, Any]]:
    """The columns of a record's budget entries. They are thousands, and go into the database as they are."""
    entries = record.proposal.budget.entries if record.proposal else ()
    return [_entry_values(record_id, position, entry) for position, entry in enumerate(entries)]


def _entry_values(record_id: int, position: int, entry: BudgetEntry) -> dict[str, Any]:
    page, path = _place(entry.evidence)
    return {
        "record_id": record_id,
        "position": position,
        "source": entry.source.value,
        "year": entry.year,
        "area": _optional(entry.area),
        "program": _optional(entry.program),
        "item": _optional(entry.item),
        "organization": _optional(entry.organization),
        "rollup": entry.rollup,
        "krw": _number(entry.krw),
        "step": _number(entry.step),
        "page": page,
        "path": path,
    }


def finding_row(position: int, finding: Finding) -> FindingRow:
    """The row of a finding, which hangs on no record yet."""
    page, path = _place(finding.evidence)
    return FindingRow(
        position=position,
        rule=finding.rule,
        verdict=finding.verdict.value,
        severity=finding.severity.value,
        message=_text(finding.message),
        citation=_text(finding.citation),
        question=_optional(finding.question),
        page=page,
        path=path,
    )


def _place(evidence: Sequence[Anchor]) -> tuple[int | None, str | None]:
    return (evidence[0].page, evidence[0].path) if evidence else (None, None)


def _number(value: int) -> int | None:
    return value if abs(value) <= MAX_KRW else None


def _text(value: str) -> str:
    return value.replace("\0", "")


def _optional(value: str | None) -> str | None:
    return None if value is None else _text(value)
