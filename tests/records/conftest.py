"""A small judged record, and the function that makes others like it."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from records import Records
from schemas import (
    Amount,
    Anchor,
    AreaScore,
    Box,
    Budget,
    BudgetEntry,
    Failure,
    FileFormat,
    FileInfo,
    Finding,
    Funding,
    Period,
    Program,
    Proposal,
    Record,
    RecordKey,
    Severity,
    Source,
    Stated,
    Submission,
    SubmissionKind,
    Verdict,
)
from tests.records import postgres_server

MILLION = 1_000_000
SHA256 = "a" * 64

MakeRecord = Callable[..., Record]


def _amount(millions: int, page: int = 12) -> Amount:
    anchor = Anchor(page=page, box=Box(10.5, 20.25, 30.125, 40.1), text=f"{millions:,}")
    return Amount(krw=millions * MILLION, step=MILLION, evidence=(anchor,))


def _proposal(file_name: str, sha256: str, applicant: str | None, national: int) -> Proposal:
    funding = Funding(national=_amount(national), local=_amount(2568), private=_amount(2103), total=_amount(11671))
    program = Program(
        title="재직자 AI 활용역량 강화 교육",
        declared_area="talent",
        areas=(AreaScore(area="talent", score=0.94), AreaScore(area="solution", score=0.1)),
        funding=Funding(total=_amount(1518, 20), unknown={"national": "프로그램별 재원 미기재"}),
    )
    entry = BudgetEntry(source=Source.NATIONAL, year=2026, rollup=True, krw=3150 * MILLION, step=MILLION)
    return Proposal(
        file=FileInfo(name=file_name, sha256=sha256, format=FileFormat.PDF, pages=30),
        applicant=Stated(value=applicant) if applicant else None,
        period=Period(start=Stated(value=date(2026, 4, 1)), unknown={"end": "종료일 미기재"}),
        budget=Budget(funding=funding, by_year={"2026": Funding(national=_amount(3150))}, entries=(entry,)),
        programs=(program,),
    )


def _record(
    *,
    file_name: str = "예시.pdf",
    sha256: str = SHA256,
    applicant: str | None = "예시광역시",
    national: int = 7000,
    code_version: str = "0.1.0",
    kind: SubmissionKind = SubmissionKind.FIRST,
    received_at: datetime | None = None,
    recorded_at: datetime | None = None,
    failure: Failure | None = None,
) -> Record:
    finding = Finding(
        rule="national-share",
        verdict=Verdict.MET,
        severity=Severity.ERROR,
        message="국비 비율 59.9~60.0%로 상한 60% 이내",
        evidence=(Anchor(page=12, text="7,000"),),
        citation="국비 : (지방비 + 자부담) = 6 : 4",
    )
    return Record(
        key=RecordKey(
            sha256=sha256, call_id="regional-ai", call_version="1", code_version=code_version, model_version="m1"
        ),
        submission=Submission(file_name=file_name, sha256=sha256, kind=kind, received_at=received_at),
        recorded_at=recorded_at or datetime(2026, 3, 11, 1, 0, tzinfo=UTC),
        proposal=None if failure else _proposal(file_name, sha256, applicant, national),
        findings=() if failure else (finding,),
        failure=failure,
    )


@pytest.fixture
def make_record() -> MakeRecord:
    """A function that makes a judged record, with what the keywords change."""
    return _record


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """A PostgreSQL server of these tests' own; skipped where none is installed."""
    reason = postgres_server.missing()
    if reason:
        pytest.skip(reason)
    with postgres_server.postgres_server() as server:
        yield server


@pytest.fixture
def postgres_url(postgres: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The URL of an empty PostgreSQL database."""
    monkeypatch.setenv("SIMSA_ORIGINALS_URL", str(tmp_path / "originals"))
    return postgres_server.new_database(postgres)


@pytest.fixture
def url(tmp_path: Path) -> str:
    """The URL of a database that does not exist yet."""
    return f"sqlite:///{tmp_path / 'simsa.db'}"


@pytest.fixture
def records(url: str) -> Iterator[Records]:
    """An empty database."""
    with Records(url) as opened:
        yield opened
