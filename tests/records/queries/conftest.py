"""Plans of many governments in all standings, in a database of either kind."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from records import Records
from records.queries import CallQueries
from rules import load_call
from schemas import (
    Amount,
    Anchor,
    AreaScore,
    AreaStatus,
    Budget,
    Call,
    Failure,
    FileFormat,
    FileInfo,
    Finding,
    Funding,
    Kpi,
    Passage,
    Program,
    Proposal,
    Record,
    RecordKey,
    Severity,
    Stated,
    Statements,
    Submission,
    SubmissionKind,
    Verdict,
)
from tests.records import postgres_server

MILLION = 1_000_000
RULES = ("applicant-eligible", "deadline", "national-share", "local-share")


@pytest.fixture(scope="session")
def call() -> Call:
    """The call that ships with simsa."""
    return load_call("regional-ai-2026")


@pytest.fixture(scope="session", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def filled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Records]:
    """A database of either kind with plans in all standings; tests only ask it."""
    folder = tmp_path_factory.mktemp("queries")
    url = f"sqlite:///{folder}/simsa.db"
    if request.param == "postgresql":
        url = postgres_server.new_database(request.getfixturevalue("postgres"))
    with Records(url, store=folder) as records:
        for number in range(60):
            records.save(made(number))
        yield records


@pytest.fixture
def asked(filled: Records, call: Call) -> CallQueries:
    """The questions about them."""
    return filled.queries(call)


def made(number: int) -> Record:
    """The record of one of some plans that between them have every standing; the same number gives the same record."""
    chance = random.Random(number)  # noqa: S311 - plans, not secrets
    sha256 = f"{chance.randrange(50):064d}"
    file_name = f"계획-{chance.randrange(30):02d}.hwpx"
    is_read = chance.random() < 0.9
    verdicts = [chance.choices(tuple(Verdict), (75, 15, 5, 5))[0] for _ in RULES]
    received_at = datetime(2026, 3, 9, tzinfo=UTC) + timedelta(hours=chance.randrange(40))
    return Record(
        key=RecordKey(sha256=sha256, call_id="regional-ai-2026", call_version="1", code_version="1", model_version="1"),
        submission=Submission(
            file_name=file_name,
            sha256=sha256,
            kind=chance.choice(tuple(SubmissionKind)),
            received_at=received_at if chance.random() < 0.8 else None,
            applicant=chance.choice((None, "예시광역시", "강원특별자치도")),
        ),
        recorded_at=datetime(2026, 3, 11, tzinfo=UTC) + timedelta(seconds=number),
        proposal=_proposal(chance, file_name, sha256) if is_read else None,
        findings=tuple(_finding(*each) for each in zip(RULES, verdicts, strict=True)) if is_read else (),
        failure=None if is_read else Failure(code="encrypted", message="암호가 걸린 파일"),
    )


def _proposal(chance: random.Random, file_name: str, sha256: str) -> Proposal:
    applicant = chance.choice((None, "예시광역시", "부산광역시", "전라남도"))
    national = chance.randrange(10_000)
    text = f"지역 {chance.choice(('바이오', '물류', '해양'))} 기업에 AI 솔루션을 보급하고, 재직자 교육(1,518명)을 실시"
    return Proposal(
        file=FileInfo(name=file_name, sha256=sha256, format=FileFormat.HWPX),
        applicant=Stated(value=applicant) if applicant else None,
        budget=Budget(
            funding=Funding(national=_amount(national), total=_amount(national * 2) if national % 3 else None)
        ),
        programs=tuple(_program(chance, position) for position in range(chance.randrange(4))),
        statements=Statements(passages=(Passage(rows=(), evidence=(Anchor(page=3, text=text),)),)),
    )


def _program(chance: random.Random, position: int) -> Program:
    total = chance.choice((None, _amount(chance.randrange(1, 3_000)), _amount(2**62 // MILLION)))
    return Program(
        title=f"AI 교육 {position}",
        areas=(AreaScore(area=chance.choice(("talent", "infra")), score=0.9),),
        area_status=chance.choice(tuple(AreaStatus)),
        kpis=tuple(
            Kpi(name="목표", value=chance.choice((None, 0, 3, 12.5)), unit=chance.choice(("명", "개사")))
            for _ in range(chance.randrange(3))
        ),
        funding=Funding(total=total),
        evidence=(Anchor(page=7, text="AI 교육"),),
    )


def _amount(millions: int) -> Amount:
    return Amount(krw=millions * MILLION, step=MILLION)


def _finding(rule: str, verdict: Verdict) -> Finding:
    return Finding(rule=rule, verdict=verdict, severity=Severity.ERROR, message=f"{rule} 검토", citation="공고문")
