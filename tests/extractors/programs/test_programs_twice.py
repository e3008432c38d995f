"""A programme that a plan describes twice, with differences: none of them is lost."""

from datetime import UTC, datetime

import pytest

from extractors.proposal import extract
from rules import judge, load_call
from schemas import Submission, SubmissionKind, SumStatus, Verdict

SUMMARIES = {
    "a table of money": """
        # Ⅱ. 소요예산
        (단위: 백만원)
        | 분야 | 세부 프로그램 | 사업비 | 성과지표 |
        | AI 솔루션 개발·보급 | 예시 공정 AI 솔루션 실증 | 900 | 솔루션 개발 6종 |
        | {area} | {title} | {money} | {target} |
        """,
    "a table of contents and targets": """
        # Ⅱ. 총괄표
        (단위: 백만원)
        | 분야 | 세부 프로그램 | 주요내용 | 사업비 | 목표 |
        | AI 솔루션 개발·보급 | 예시 공정 AI 솔루션 실증 | 솔루션 6종 개발 | 900 | 솔루션 개발 6종 |
        | {area} | {title} | 직무별 과정 12개 | {money} | {target} |
        """,
}
DETAILS = {
    "sections": """
        # Ⅲ. 세부 추진계획
        ## 1. AI 솔루션 개발·보급
        ### 1-1. 예시 공정 AI 솔루션 실증
        □ (목적) 불량을 줄이는 솔루션을 실증
        □ (지원내용) 솔루션 6종 개발
        □ (소요예산) 900백만원 (국비 540, 지방비 200, 자부담 160)
        □ (성과지표) 솔루션 개발 6종
        ## 2. AI 인력양성
        ### 2-1. 재직자 AI 활용 교육
        □ (목적) 현장 인력의 역량 강화
        □ (지원내용) 직무별 과정 12개
        □ (소요예산) 300백만원 (국비 180, 지방비 70, 자부담 50)
        □ (성과지표) 교육 인원 500명
        """,
    "cards": """
        # Ⅲ. 세부 추진계획
        | 프로그램명 | 예시 공정 AI 솔루션 실증 | < | < |
        | 지원분야 | AI 솔루션 개발·보급 | 지원대상 | 예시 기업 40개사 |
        | 주요내용 | 솔루션 6종 개발 | < | < |
        | 사업비 | 900백만원 | 성과목표 | 솔루션 개발 6종 |

        | 프로그램명 | 재직자 AI 활용 교육 | < | < |
        | 지원분야 | AI 인력양성 | 지원대상 | 재직자 500명 |
        | 주요내용 | 직무별 과정 12개 | < | < |
        | 사업비 | 300백만원 | 성과목표 | 교육 인원 500명 |
        """,
}
ALIKE = {"area": "AI 인력양성", "title": "재직자 AI 활용 교육", "money": "300", "target": "교육 인원 500명"}
WATCHED = ("kpi-consistent", "budget-sums", "declared-area")


@pytest.fixture(scope="module")
def shipped():
    return load_call("regional-ai-2026")


@pytest.fixture
def findings(plan, shipped):
    def judged(summary: str, detail: str, **changes: str):
        document = plan(SUMMARIES[summary].format(**{**ALIKE, **changes}) + DETAILS[detail])
        submission = Submission(
            sha256=document.file.sha256,
            file_name=document.file.name,
            received_at=datetime(2026, 3, 1, tzinfo=UTC),
            kind=SubmissionKind.FIRST,
        )
        found = judge(extract(document, shipped), submission, shipped)
        return {each.rule: each for each in found if each.rule in WATCHED}

    return judged


@pytest.mark.parametrize("detail", DETAILS)
@pytest.mark.parametrize("summary", SUMMARIES)
def test_a_plan_that_agrees_with_itself_breaks_no_rule(findings, summary, detail):
    assert all(each.verdict is not Verdict.VIOLATED for each in findings(summary, detail).values())


@pytest.mark.parametrize("title", ["재직자 AI 활용 교육", "재직자 AI 활용교육 운영"])
@pytest.mark.parametrize("detail", DETAILS)
@pytest.mark.parametrize("summary", SUMMARIES)
def test_a_target_that_differs_is_told(findings, summary, detail, title):
    finding = findings(summary, detail, title=title, target="교육 인원 700명")["kpi-consistent"]
    assert finding.verdict is Verdict.VIOLATED
    assert "500명" in finding.message
    assert "700명" in finding.message


@pytest.mark.parametrize("title", ["재직자 AI 활용 교육", "재직자 AI 활용교육 운영"])
@pytest.mark.parametrize("detail", DETAILS)
@pytest.mark.parametrize("summary", SUMMARIES)
def test_money_that_differs_is_told(findings, summary, detail, title):
    finding = findings(summary, detail, title=title, money="350")["budget-sums"]
    assert finding.verdict is Verdict.VIOLATED
    assert "350백만원" in finding.message
    assert "300백만원" in finding.message
    assert len(finding.evidence) >= 2


@pytest.mark.parametrize("detail", DETAILS)
@pytest.mark.parametrize("summary", SUMMARIES)
def test_an_area_that_differs_is_told_whatever_the_content_shows(findings, summary, detail):
    finding = findings(summary, detail, area="AI 인프라")["declared-area"]
    assert finding.verdict is Verdict.VIOLATED
    assert "'AI 인력양성'" in finding.message
    assert "'AI 인프라'" in finding.message
    assert "신청 분야 기재 상이" in finding.message


@pytest.mark.parametrize(
    "money", ["매년 150백만원", "기업당 20백만원", "2026년 150백만원, 2027년 150백만원", "약 310백만원"]
)
def test_money_of_a_year_or_a_company_is_no_other_statement_of_the_whole(plan, shipped, money):
    text = SUMMARIES["a table of money"].format(**ALIKE) + DETAILS["sections"].replace(
        "300백만원 (국비 180, 지방비 70, 자부담 50)", money
    )
    (program,) = (each for each in extract(plan(text), shipped).programs if each.title == "재직자 AI 활용 교육")
    assert program.funding.total is not None
    assert program.funding.total.krw == 300_000_000
    assert program.funding_elsewhere == ()


@pytest.mark.parametrize("heading", ["# Ⅱ. 2026년 프로그램별 사업비", "# Ⅱ. 1차년도 총괄표", "# Ⅱ. ’26년 총괄표"])
def test_a_table_of_one_year_does_not_contradict_the_whole(plan, shipped, heading):
    rows = "\n".join(SUMMARIES["a table of contents and targets"].format(**{**ALIKE, "money": "150"}).splitlines()[2:])
    proposal = extract(plan(f"{heading}\n{rows}{DETAILS['sections']}"), shipped)
    assert not [check for check in proposal.budget.sums if check.status is SumStatus.BROKEN]
