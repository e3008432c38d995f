"""What is no programme, and what is the same programme said twice."""

import pytest

from extractors.budget import extract_budget
from extractors.programs import extract_programs

DETAIL = """
    # Ⅳ. 세부 추진계획
    ## 1. AI 솔루션 개발·보급
    ### 1-1. 예시 공정 AI 솔루션 실증
    □ (목적) 불량을 줄이는 솔루션을 실증
    □ (지원대상) 예시 중소기업 40개사
    □ (지원내용) 솔루션 6종 개발
    ## 2. 사업 운영
    ### 2-1. 사업단 운영 및 성과관리
    □ (목적) 사업의 총괄 관리
    □ (지원대상) AI 사업단
    □ (지원내용) 인건비와 운영비
    """
TITLES = ["예시 공정 AI 솔루션 실증", "사업단 운영 및 성과관리"]

CASES = {
    "contents with leaders": (
        """
        목  차
        Ⅰ. 사업 개요 ········ 1
        Ⅳ. 세부 추진계획 ········ 5
        1. AI 솔루션 개발·보급 ········ 6
        1-1. 예시 공정 AI 솔루션 실증 ········ 6
        1-2. 지난해 예시 과제 ········ 8
        2. 사업 운영 ········ 9
        """,
        "",
    ),
    "contents without leaders or title": (
        """
        Ⅰ. 사업 개요
        Ⅳ. 세부 추진계획
        1. AI 솔루션 개발·보급
        1-1. 예시 공정 AI 솔루션 실증
        2. 사업 운영
        2-1. 사업단 운영 및 성과관리
        """,
        "",
    ),
    "contents as a table": (
        """
        차 례
        | Ⅰ. 사업 개요 | 1 |
        | Ⅳ. 세부 추진계획 | 5 |
        | 1. AI 솔루션 개발·보급 | 6 |
        | 2. 사업 운영 | 9 |
        """,
        "",
    ),
    "the plan's own overview": (
        """
        # Ⅰ. 사업 개요
        □ (목적) 지역의 AI 전환
        □ (지원대상) 지역 중소기업
        □ (주요내용) 솔루션과 교육
        □ (소요예산) 1,200백만원
        | 사업명 | 지역 예시 AI 대전환 사업 | < | < |
        | 신청 지방정부 | 부산광역시 | 전담기관 | (재)예시테크노파크 |
        | 목적 | 지역의 AI 전환 | 지원대상 | 지역 중소기업 |
        """,
        "",
    ),
    "earlier projects in the background": (
        """
        # Ⅱ. 지역산업 현황
        ## 2. 기존 사업 추진 성과
        ### 가. 예시 스마트공장 보급
        □ (목적) 공정 개선
        □ (지원대상) 제조기업 20개사
        □ (지원내용) 설비 보급
        | 사업명 | 지원내용 | 예산 | 성과 |
        | 예시 데이터댐 실증 | 데이터 가공 | 38억원 | 41종 |
        | 예시 로봇 보급 | 로봇 설치 | 12억원 | 30대 |
        """,
        "",
    ),
    "statistics by industry": (
        """
        # Ⅱ. 지역 여건
        | 구분 | 사업체 수 | 종사자 | 매출액 |
        | 자동차부품 | 1,200 | 20,100 | 4,100 |
        | 조선기자재 | 800 | 11,300 | 2,500 |
        """,
        "",
    ),
    "schedule and organisation by task": (
        "",
        """
        # Ⅴ. 추진체계
        | 구분 | 기관명 | 주요 역할 |
        | 전담 | (재)예시테크노파크 | 사업단 운영 |
        # Ⅵ. 추진일정
        | 세부 프로그램 | 2026년 상반기 | 2026년 하반기 |
        | 사업단 구성 및 협약 | ● | |
        | 참여기업 모집 | ● | ● |
        # Ⅶ. 기대효과
        □ 지역 중소기업의 AI 활용률 향상
        """,
    ),
    "line items below a programme": (
        "",
        """
        # Ⅵ. 소요예산
        (단위 : 천원)
        | 프로그램 | 비목 | 세목 | 산출근거 | 금액 | 국비 | 지방비 | 자부담 |
        | 예시 공정 AI 솔루션 실증 | 인건비 | 전담인력 | 4,000천원×2명×10월 | 80,000 | 48,000 | 17,000 | 15,000 |
        | ^ | 직접비 | 장비비 | 20,000천원×1식 | 20,000 | 12,000 | 4,000 | 4,000 |
        """,
    ),
    "the same programmes in a summary, a budget and a table of targets": (
        """
        # 요약
        | 분야 | 세부 프로그램 | 주요 내용 | 지원대상 |
        | AI 솔루션 개발·보급 | 예시 공정 AI 솔루션\\n실증 | 솔루션 6종 | 40개사 |
        | 사업 운영 | 사업단 운영 및 성과관리 | 인건비 | - |
        """,
        """
        # Ⅵ. 소요예산
        (단위 : 백만원)
        | 분야 | 프로그램 | 합계 | 국비 | 지방비 | 자부담 |
        | AI 솔루션 개발·보급 | ① 예시 공정 AI솔루션 실증 | 900 | 540 | 200 | 160 |
        | ^ | 소  계 | 900 | 540 | 200 | 160 |
        | 사업 운영 | ② 사업단 운영·성과관리 | 100 | 60 | 20 | 20 |
        | 합  계 | < | 1,000 | 600 | 220 | 180 |
        # Ⅶ. 성과지표
        | 프로그램 | 성과지표 | 단위 | 2026년 | 2027년 | 최종 |
        | 예시 공정 AI 솔루션 실증 | 솔루션 개발 | 종 | 2 | 4 | 6 |
        | ^ | 현장 실증 | 개사 | 4 | 8 | 12 |
        | 사업단 운영 및 성과관리 | 점검회의 | 회 | 12 | 12 | 24 |
        """,
    ),
    "areas with money of their own": (
        "",
        """
        # Ⅵ. 소요예산
        (단위 : 백만원)
        | 구분 | 합계 | 국비 | 지방비 | 자부담 |
        | AI 솔루션 개발·보급 | 900 | 540 | 200 | 160 |
        | 사업 운영 | 100 | 60 | 20 | 20 |
        | 합계 | 1,000 | 600 | 220 | 180 |
        """,
    ),
    "attachments": (
        "",
        """
        # 붙임 1. 지방비 확보 확약서
        | 사업명 | 지역 예시 AI 대전환 사업 |
        | 확약 금액 | 220백만원 |
        | 사업기간 | 2026. 4. 1. ~ 2027. 12. 31. |
        # 붙임 2. 개인정보 수집·이용 동의서
        | 수집·이용 목적 | 사업 신청 접수 |
        | 수집 항목 | 성명, 소속 |
        | 보유 기간 | 5년 |
        """,
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_nothing_but_the_programmes_is_one_and_each_is_one_once(case, plan, call):
    before, after = CASES[case]
    document = plan(before + DETAIL + after)
    programs = extract_programs(document, call, extract_budget(document, call))
    assert [program.title for program in programs] == TITLES


def test_a_plan_without_programmes_has_none(plan, call):
    document = plan("# Ⅰ. 사업 개요\n□ (목적) 지역의 AI 전환\n□ (지원대상) 지역 중소기업")
    assert extract_programs(document, call, extract_budget(document, call)) == ()


def test_a_budget_row_without_a_description_is_a_programme_too(plan, call):
    document = plan(
        DETAIL
        + """
        # Ⅵ. 소요예산
        (단위 : 백만원)
        | 분야 | 프로그램 | 합계 | 국비 | 지방비 | 자부담 |
        | AI 솔루션 개발·보급 | 예시 공정 AI 솔루션 실증 | 900 | 540 | 200 | 160 |
        | AI 인력양성 | 예시 재직자 교육 | 300 | 180 | 70 | 50 |
        | 사업 운영 | 사업단 운영 및 성과관리 | 100 | 60 | 20 | 20 |
        | 합계 | < | 1,300 | 780 | 290 | 230 |
        """
    )
    programs = extract_programs(document, call, extract_budget(document, call))
    assert {program.title for program in programs} == {*TITLES, "예시 재직자 교육"}
    added = next(program for program in programs if program.title == "예시 재직자 교육")
    assert added.declared_area == "talent"
    assert added.funding.total is not None
    assert added.funding.total.krw == 300_000_000
    assert "purpose" in added.unknown


def test_two_programmes_with_similar_names_stay_two(plan, call):
    document = plan(
        """
        # Ⅳ. 세부 프로그램
        ## 1. AI 인력양성
        ### 1-1. 재직자 AI 활용 교육(기초)
        □ (목적) 기초 역량
        □ (지원대상) 재직자 100명
        ### 1-2. 재직자 AI 활용 교육(심화)
        □ (목적) 심화 역량
        □ (지원대상) 재직자 50명
        """
    )
    programs = extract_programs(document, call, extract_budget(document, call))
    assert [program.title for program in programs] == ["재직자 AI 활용 교육(기초)", "재직자 AI 활용 교육(심화)"]


def test_the_budget_table_counts_before_the_line_and_keeps_its_finer_step(plan, call):
    document = plan(
        DETAIL.replace("□ (지원내용) 솔루션 6종 개발", "□ (지원내용) 솔루션 6종 개발\n□ (소요예산) 9억원")
        + """
        # Ⅵ. 소요예산
        (단위 : 천원)
        | 프로그램 | 합계 | 국비 | 지방비 | 자부담 |
        | 예시 공정 AI 솔루션 실증 | 899,700 | 539,700 | 200,000 | 160,000 |
        | 사업단 운영 및 성과관리 | 100,000 | 60,000 | 20,000 | 20,000 |
        """
    )
    total = extract_programs(document, call, extract_budget(document, call))[0].funding.total
    assert total is not None
    assert (total.krw, total.step) == (899_700_000, 1_000)


def test_a_source_that_nobody_states_is_unknown_with_its_reason(plan, call):
    document = plan(DETAIL)
    funding = extract_programs(document, call, extract_budget(document, call))[0].funding
    assert funding.total is None
    assert set(funding.unknown) == {"total", "national", "local", "private"}


def test_a_declared_area_that_the_call_does_not_know_stays_unknown(plan, call):
    document = plan(DETAIL.replace("## 1. AI 솔루션 개발·보급", "## 1. 예시 문화관광"))
    first = extract_programs(document, call, extract_budget(document, call))[0]
    assert first.declared_area is None
    assert "declared_area" in first.unknown


def test_every_place_that_names_a_programme_is_evidence(plan, call):
    before, after = CASES["the same programmes in a summary, a budget and a table of targets"]
    document = plan(before + DETAIL + after)
    first = extract_programs(document, call, extract_budget(document, call))[0]
    assert len(first.evidence) == 4
    assert first.evidence[0].text == "1-1. 예시 공정 AI 솔루션 실증"


def test_targets_come_from_the_table_of_targets(plan, call):
    before, after = CASES["the same programmes in a summary, a budget and a table of targets"]
    document = plan(before + DETAIL + after)
    first = extract_programs(document, call, extract_budget(document, call))[0]
    assert [(kpi.name, kpi.value, kpi.unit, kpi.year) for kpi in first.kpis] == [
        ("솔루션 개발", 6, "종", None),
        ("솔루션 개발", 2, "종", 2026),
        ("솔루션 개발", 4, "종", 2027),
        ("현장 실증", 12, "개사", None),
        ("현장 실증", 4, "개사", 2026),
        ("현장 실증", 8, "개사", 2027),
    ]


def test_a_row_that_a_page_break_cut_is_one_programme(plan, call):
    document = plan(
        """
        # Ⅵ. 소요예산
        (단위 : 백만원)
        | 분야 | 프로그램 | 합계 | 국비 | 지방비 | 자부담 |
        | AI 인프라 | 예시 제조데이터 클라우드 환 | 900 | 540 | 200 | 160 |
        | | 경 조성 | | | | |
        | AI 인력양성 | 예시 재직자 교육 | 300 | 180 | 70 | 50 |
        """
    )
    programs = extract_programs(document, call, extract_budget(document, call))
    assert [program.title for program in programs] == ["예시 제조데이터 클라우드 환경 조성", "예시 재직자 교육"]
