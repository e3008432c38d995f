"""Hand-built records: a plan with everything on it, and the function that makes others from it."""

import hashlib
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from rules.packs.published_rules import PUBLISHED_RULES
from schemas import (
    Amount,
    Anchor,
    Area,
    AreaScore,
    AreaStatus,
    Box,
    Budget,
    BudgetEntry,
    Call,
    CallDocument,
    Citation,
    Failure,
    FileFormat,
    FileInfo,
    Finding,
    Funding,
    Kpi,
    NarrativeAmount,
    Period,
    Program,
    Proposal,
    ReadingWarning,
    Record,
    RecordKey,
    Region,
    Repair,
    RequiredSection,
    RuleInstance,
    Section,
    Severity,
    Source,
    Stated,
    Submission,
    SubmissionKind,
    SumCheck,
    SumStatus,
    Verdict,
    WarningCode,
)

MILLION = 1_000_000
KST = timezone(timedelta(hours=9))

COMPOSITION = (
    "총 사업비는 국비와 지방비 및 자부담을 6:4 비율로 구성하고, 이 중 지방비는 전체 사업비의 20% 이상을 확보해야 한다."
)

# Title, area by content, declared area, needs review, national, local, private, total (백만원).
PROGRAMS = (
    ("해양물류 제조 AI 솔루션 개발·실증", "solution", "solution", False, 1400, 514, 420, 2334),
    ("AI 솔루션 도입 바우처", "solution", "solution", False, 600, 220, 180, 1000),
    ("AI 성공사례 발굴·홍보", "solution", "solution", True, 1420, 520, 427, 2367),
    ("예시시 AI 실증 테스트베드 구축", "infra", "infra", False, 1120, 412, 336, 1868),
    ("공용 GPU 클라우드 환경 조성", "infra", "infra", False, 670, 245, 202, 1117),
    ("GPU 실습 인프라 기반 재직자 교육", "talent", "infra", True, 600, 220, 180, 1000),
    ("재직자 AI 활용역량 강화 교육", "talent", "talent", False, 910, 335, 273, 1518),
    ("사업단 운영 및 성과관리", "none", None, False, 280, 102, 85, 467),
)


def _anchor(page: int, text: str, top: float = 120.0) -> Anchor:
    return Anchor(page=page, box=Box(210.4, top, 268.9, top + 14.2), text=text)


def _money(millions: int, page: int, top: float = 120.0) -> Amount:
    return Amount(krw=millions * MILLION, step=MILLION, evidence=(_anchor(page, f"{millions:,}", top),))


def _funding(national: int, local: int, private: int, total: int, page: int, top: float = 300.0) -> Funding:
    return Funding(
        national=_money(national, page, top),
        local=_money(local, page, top + 1),
        private=_money(private, page, top + 2),
        total=_money(total, page, top + 3),
    )


def _program(number: int) -> Program:
    title, area, declared, review, national, local, private, total = PROGRAMS[number]
    page = 12 + number
    other = "infra" if area != "infra" else "solution"
    return Program(
        title=title,
        purpose="지역 주력산업 중소기업의 AI 도입 장벽 해소 및 현장 활용 확산",
        target="예시시 소재 중소·벤처기업 20개사",
        content=("수요기업 모집 및 진단", "도메인 특화 AI 모델 개발과 현장 실증", "성과 점검 및 확산"),
        kpis=(
            Kpi(name="지원 기업", value=20, unit="개사", year=2026, evidence=(_anchor(page, "20개사", 420),)),
            Kpi(name="교육 수료", value=1200, unit="명", evidence=(_anchor(page, "1,200명", 440),)),
        ),
        declared_area=declared,
        declared_area_evidence=(_anchor(page, "2. AI 인프라 구축", 60),) if declared == "infra" else (),
        areas=(
            AreaScore(area=area, score=0.94, evidence=(_anchor(page, title, 80),)),
            AreaScore(area=other, score=0.21),
        ),
        area_status=AreaStatus.NEEDS_REVIEW if review else AreaStatus.AUTO,
        review_reason="두 분야의 점수 차이가 작음" if review else None,
        funding=_funding(national, local, private, total, page),
        evidence=(_anchor(page, title, 80),),
    )


def _findings() -> tuple[Finding, ...]:
    def finding(rule: str, verdict: Verdict, severity: Severity, message: str, **more: object) -> Finding:
        values = {"citation": COMPOSITION, "evidence": (_anchor(11, "7,000", 300),), **more}
        return Finding(rule=rule, verdict=verdict, severity=severity, message=message, **values)

    met, violated, open_, off = Verdict.MET, Verdict.VIOLATED, Verdict.UNDETERMINED, Verdict.NOT_APPLICABLE
    error, warning, advice = Severity.ERROR, Severity.WARNING, Severity.ADVICE
    return (
        finding("applicant-eligible", met, error, "예시광역시는 공고의 지원대상임"),
        finding(
            "deadline",
            open_,
            error,
            "접수 기한 판정 불가: 접수대장에 접수 시각 없음",
            question="접수대장(receipts.csv)의 접수 시각 확인 요청",
            evidence=(),
        ),
        finding("national-share", met, error, "국비 비율 59.97~59.99%(7,000백만원/11,671백만원)로 상한 60% 이내"),
        finding("match-share", met, error, "지방비·자부담 비율 40.01~40.03%로 하한 40% 이상"),
        finding(
            "local-share",
            violated,
            error,
            "지방비 비율 22.0%로 하한 25% 미달 → 지방비 350백만원 추가 확보 필요",
            evidence=(_anchor(11, "2,568", 301), _anchor(11, "11,671", 303)),
        ),
        finding("national-size", off, warning, "국비 70억원 이내로 해당 없음"),
        finding("budget-present", met, error, "재원별 사업비 표 확인(11쪽)"),
        finding(
            "budget-sums",
            violated,
            error,
            "프로그램 합계 11,671백만원과 총괄표 총사업비 11,797백만원 불일치(126백만원): 자부담이 2,103이면 모두 일치",
            citation="보조금 관리에 관한 법률 제17조제1항 - 교부 결정 시 금액 산정의 착오 유무 조사",
        ),
        finding(
            "narrative-total",
            violated,
            warning,
            "본문의 총사업비 120억원과 사업비 표 116.71억원 불일치",
            evidence=(Anchor(page=2, path="s0/14", text="총사업비 120억원을 투입하여 지역 AI 전환을 선도"),),
        ),
        finding(
            "declared-area",
            violated,
            warning,
            "'GPU 실습 인프라 기반 재직자 교육'은 AI 인프라로 분류되었으나 내용은 AI 인력양성(0.94)",
            provisional=True,
        ),
        finding("area-coverage", met, advice, "세 분야 모두 프로그램 있음: 솔루션 48.9%, 인프라 25.6%, 인력양성 21.6%"),
    )


def _budget() -> Budget:
    return Budget(
        funding=_funding(7000, 2568, 2103, 11671, 11).model_copy(
            update={
                "metro": _money(1800, 11, 310),
                "district": _money(768, 11, 311),
                "cash": _money(1500, 11, 312),
                "in_kind": Amount(krw=603 * MILLION, step=MILLION, derived="자부담 - 현금", terms=2),
            }
        ),
        by_year={"2026": _funding(3150, 1155, 947, 5252, 11, 500), "2027": _funding(3850, 1413, 1156, 6419, 11, 520)},
        entries=(BudgetEntry(source=Source.NATIONAL, year=2026, krw=3150 * MILLION, step=MILLION),),
        sums=(
            SumCheck(
                label="재원별 합계",
                total=_money(11797, 11, 303),
                parts=(_money(7000, 11), _money(2568, 11), _money(2103, 11)),
                difference=126 * MILLION,
                tolerance=2 * MILLION,
                status=SumStatus.BROKEN,
            ),
            SumCheck(
                label="2026년 재원별 합계",
                total=_money(5253, 11, 504),
                parts=(_money(3150, 11), _money(1155, 11), _money(947, 11)),
                difference=MILLION,
                tolerance=2 * MILLION,
                status=SumStatus.ROUNDING,
            ),
            SumCheck(
                label="국비 연차별 합계",
                total=_money(7000, 11, 300),
                parts=(_money(3150, 11), _money(3850, 11)),
                difference=0,
                tolerance=MILLION,
                status=SumStatus.EXACT,
            ),
        ),
        repairs=(
            Repair(
                printed=_money(2229, 11, 302),
                label="총괄표 자부담",
                repaired_krw=2103 * MILLION,
                repairs=1,
                broken=1,
                explanation="두 자리가 바뀐 것으로 보임",
            ),
        ),
    )


def _plan(file_name: str, sha256: str, applicant: str) -> Proposal:
    return Proposal(
        file=FileInfo(name=file_name, sha256=sha256, format=FileFormat.PDF, pages=42),
        applicant=Stated(value=applicant, evidence=(_anchor(1, applicant, 200),)),
        lead_organization=Stated(value="(재)예시테크노파크", evidence=(_anchor(1, "(재)예시테크노파크", 220),)),
        partners=(
            Stated(value="예시정보산업진흥원", evidence=(_anchor(9, "예시정보산업진흥원", 100),)),
            Stated(value="가나대학교", evidence=(_anchor(9, "가나대학교", 120),)),
        ),
        period=Period(
            start=Stated(value=date(2026, 4, 1), evidence=(_anchor(1, "2026. 4. 1. ~ 2027. 12. 31.", 240),)),
            end=Stated(value=date(2027, 12, 31), evidence=(_anchor(1, "2026. 4. 1. ~ 2027. 12. 31.", 240),)),
        ),
        budget=_budget(),
        programs=tuple(_program(number) for number in range(len(PROGRAMS))),
        sections=(
            Section(id="purpose", title="Ⅰ. 추진배경 및 목적", evidence=(_anchor(3, "Ⅰ. 추진배경 및 목적", 70),)),
            Section(id="schedule", title="Ⅶ. 추진일정", evidence=(_anchor(34, "Ⅶ. 추진일정", 70),)),
        ),
        narrative_amounts=(
            NarrativeAmount(
                source=Source.TOTAL,
                amount=Amount(krw=12_000 * MILLION, step=100 * MILLION, evidence=(_anchor(2, "120억원"),)),
                sentence="총사업비 120억원을 투입하여 지역 AI 전환을 선도",
            ),
        ),
        warnings=(
            ReadingWarning(
                code=WarningCode.TEXT_MISSING, page=28, message="글자 층이 없는 쪽: 그림으로 인쇄된 것으로 보임"
            ),
        ),
    )


MakeRecord = Callable[..., Record]


def _record(
    *,
    file_name: str = "예시-사업계획서.pdf",
    applicant: str = "예시광역시",
    received_at: datetime | None = datetime(2026, 3, 10, 16, 40, tzinfo=KST),
    kind: SubmissionKind = SubmissionKind.FIRST,
    failure: Failure | None = None,
) -> Record:
    sha256 = hashlib.sha256(file_name.encode()).hexdigest()
    return Record(
        key=RecordKey(
            sha256=sha256, call_id="example-call", call_version="1", code_version="0.1.0", model_version="lexicon-1"
        ),
        submission=Submission(file_name=file_name, sha256=sha256, kind=kind, received_at=received_at),
        recorded_at=datetime(2026, 3, 11, 1, 0, tzinfo=UTC),
        proposal=None if failure else _plan(file_name, sha256, applicant),
        findings=() if failure else _findings(),
        failure=failure,
    )


@pytest.fixture
def make_record() -> MakeRecord:
    """A function that makes a record of a plan with findings of all verdicts and severities."""
    return _record


@pytest.fixture
def record() -> Record:
    """A judged plan."""
    return _record()


@pytest.fixture
def call() -> Call:
    """A call with the three limits on shares."""
    return _call()


def _call() -> Call:

    def rule(name: str, **parameters: object) -> RuleInstance:
        citation = Citation(document="announcement", sentence=COMPOSITION)
        kind, title = PUBLISHED_RULES[name]
        return RuleInstance(
            id=name, kind=kind, title=title, severity=Severity.ERROR, parameters=parameters, citation=citation
        )

    return Call(
        id="example-call",
        version="1",
        title="지역 AI 대전환 예시 공고",
        publisher="예시부",
        documents=(CallDocument(id="announcement", title="예시 공고문", published=date(2026, 2, 4)),),
        applicants=(Region(name="예시광역시"),),
        closes_at=datetime(2026, 3, 11, tzinfo=KST),
        timezone="Asia/Seoul",
        areas=(
            Area(id="solution", name="AI 솔루션 개발·보급"),
            Area(id="infra", name="AI 인프라"),
            Area(id="talent", name="AI 인력양성"),
        ),
        operation=Area(id="none", name="사업 운영"),
        sections=(
            RequiredSection(id="purpose", name="사업 목적"),
            RequiredSection(id="schedule", name="추진일정"),
            RequiredSection(id="outcomes", name="기대효과 및 성과"),
        ),
        lexicon={},
        rules=(
            rule("national-share", part=["national"], at_most="60%"),
            rule("match-share", part=["local", "private"], at_least="40%"),
            rule("local-share", part=["local"], at_least="25%"),
            rule("national-size", at_most_krw=7_000_000_000),
        ),
    )
