"""Records as an intake makes them, without files: for measuring what happens to them afterwards."""

from datetime import UTC, datetime

from rules import judge
from schemas import (
    Amount,
    Anchor,
    Budget,
    BudgetEntry,
    Call,
    FileFormat,
    FileInfo,
    Funding,
    Program,
    Proposal,
    Record,
    RecordKey,
    Source,
    Stated,
    Submission,
)

MILLION = 1_000_000
PROGRAMS = 8


def made_record(call: Call, number: int, version: int = 1) -> Record:
    """The record of submission `number` in a version: eight programmes, with money by source and year."""
    sha256 = f"{number * 1000 + version:064x}"
    region = call.applicants[number % len(call.applicants)].name
    national = 6_000 + number % 900 + version
    proposal = Proposal(
        file=FileInfo(name=f"{number:05d}.hwpx", sha256=sha256, format=FileFormat.HWPX, pages=40),
        applicant=Stated(value=region, evidence=(Anchor(path="s0/1", text=region),)),
        budget=Budget(
            funding=Funding(
                national=_amount(national),
                local=_amount(2_600),
                private=_amount(2_100),
                total=_amount(national + 4_700),
            ),
            entries=tuple(_entries(national)),
        ),
        programs=tuple(
            Program(title=f"AI 프로그램 {position}", content=("예시 기업에 AI 솔루션을 보급",))
            for position in range(PROGRAMS)
        ),
    )
    submission = Submission(
        file_name=f"{number:05d}.hwpx", sha256=sha256, received_at=datetime(2026, 3, 9, version, tzinfo=UTC)
    )
    return Record(
        key=RecordKey(
            sha256=sha256,
            call_id=call.id,
            call_version=call.version,
            code_version="0.1.0+pdf.1+docx.1+hangul.1+rules.1",
            model_version="m1",
        ),
        submission=submission,
        recorded_at=datetime(2026, 3, 11, tzinfo=UTC),
        proposal=proposal,
        findings=judge(proposal, submission, call),
    )


def _amount(millions: int) -> Amount:
    return Amount(krw=millions * MILLION, step=MILLION, evidence=(Anchor(path="s0/9[1,1]", text=f"{millions:,}"),))


def _entries(national: int) -> list[BudgetEntry]:
    return [
        BudgetEntry(
            source=source,
            year=year,
            program=f"AI 프로그램 {position}",
            table=0,
            krw=(national + position) * MILLION // 16,
            step=MILLION,
            evidence=(Anchor(path=f"s0/9[{position},{year}]", text="438"),),
        )
        for position in range(PROGRAMS)
        for year in (2026, 2027)
        for source in (Source.NATIONAL, Source.LOCAL, Source.PRIVATE, Source.TOTAL)
    ]
