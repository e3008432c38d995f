"""Records as an intake makes them, without files: for measuring what happens to them afterwards."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Final

from rules import judge
from schemas import (
    Amount,
    Anchor,
    AreaScore,
    AreaStatus,
    Budget,
    BudgetEntry,
    Call,
    FileFormat,
    FileInfo,
    Finding,
    Funding,
    Kpi,
    Program,
    Proposal,
    Record,
    RecordKey,
    Source,
    Stated,
    Submission,
    SubmissionKind,
    Verdict,
)

MILLION: Final = 1_000_000
PROGRAMS: Final = 8
PASSAGES: Final = 30
_EXCLUDING: Final = {"deadline", "applicant-eligible"}
_KINDS: Final = tuple(SubmissionKind)
_WORDS: Final = (
    "인공지능", "솔루션", "보급", "제조", "기업", "현장", "교육", "재직자", "데이터", "실증", "지역", "산업", "고도화",
    "바이오", "물류", "예지보전", "품질", "검사", "자율", "로봇", "농업", "해양", "에너지", "관제", "플랫폼", "컨설팅",
)  # fmt: skip


def made_record(call: Call, number: int, version: int = 1) -> Record:
    """The record of submission `number` in a version: eight programmes, with money by source and year.

    Version 1 is the first copy of a government, 2 the corrected and 3 the agreed one.
    """
    chance = random.Random(number * 10 + version)  # noqa: S311 - plans, not secrets
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
        programs=tuple(_program(call, chance, position) for position in range(PROGRAMS)),
    )
    submission = Submission(
        file_name=f"{number:05d}.hwpx",
        sha256=sha256,
        kind=_KINDS[version - 1],
        received_at=datetime(2026, 3, 9, tzinfo=UTC) + timedelta(days=version, minutes=number),
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


def varied(record: Record, chance: random.Random) -> Record:
    """The record as if it came from a government of its own, and as if the rules had found something else.

    Of many such plans hardly two fare alike, and all take part but one in ten: nothing is small by repetition.
    """
    submission = record.submission.model_copy(update={"applicant": f"예시시 {record.submission.file_name[:-5]}구역"})
    return record.model_copy(update={"submission": submission, "findings": tuple(_varied(record.findings, chance))})


def _varied(findings: tuple[Finding, ...], chance: random.Random) -> Iterator[Finding]:
    for finding in findings:
        shares = (90, 10, 0, 0) if finding.rule in _EXCLUDING else (70, 10, 10, 10)
        verdict = chance.choices(tuple(Verdict), shares)[0]
        yield finding.model_copy(update={"verdict": verdict})


def _program(call: Call, chance: random.Random, position: int) -> Program:
    total = chance.randrange(300, 2_000)
    area = chance.choice(call.areas).id
    unit, name = chance.choice(
        (("개사", "지원 기업"), ("명", "교육 수료"), ("대", "GPU 서버 도입"), ("건", "특허 출원"))
    )
    return Program(
        title=f"AI {_sentence(chance, 3)} {position}",
        purpose=_sentence(chance, 12),
        content=tuple(_sentence(chance, 15) for _ in range(PASSAGES // PROGRAMS)),
        areas=(AreaScore(area=area, score=0.9),),
        area_status=AreaStatus.AUTO if chance.random() < 0.9 else AreaStatus.NEEDS_REVIEW,
        kpis=(Kpi(name=name, value=chance.randrange(5, 400), unit=unit),),
        funding=Funding(total=_amount(total), national=_amount(total * 6 // 10)),
    )


def _sentence(chance: random.Random, words: int) -> str:
    return " ".join(chance.choices(_WORDS, k=words))


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
