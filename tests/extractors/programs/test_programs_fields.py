"""Method, schedule and partners of a programme: from lines, headings, cards, rows and tables of bars, with places."""

import pytest

from extractors.areas import AreaAssigner
from extractors.budget import extract_budget
from extractors.programs import extract_programs
from rules import load_call

METHOD = "공모로 수요기업을 뽑아 맞춤 지원"
LAYOUTS = {
    "labelled lines": f"""
        # Ⅱ. 세부 추진계획
        ### 1-1. 예시 공정 AI 솔루션 실증
        □ (목적) 불량을 줄이는 솔루션을 실증
        □ (지원대상) 예시 중소기업 40개사
        □ (지원내용) 솔루션 6종 개발
        □ (추진방법) {METHOD}
        □ (추진일정) 2026.4. ~ 2026.12.
        □ (참여기관) 예시대학교, 예시연구원
        □ (소요예산) 900백만원
        """,
    "headings with lines below": f"""
        제3장 프로그램별 추진계획
        1. 예시 공정 AI 솔루션 실증
        가. 사업 목적
        불량을 줄이는 솔루션을 실증한다.
        나. 지원 대상
        예시 중소기업 40개사
        다. 추진 방식
        {METHOD}
        라. 추진 일정
        2026.4. ~ 2026.12.
        마. 협력기관
        - 예시대학교
        - 예시연구원
        바. 소요 예산
        900백만원
        """,
    "a card": f"""
        제2장 프로그램별 추진계획
        | 프로그램명 | 예시 공정 AI 솔루션 실증 | < | < |
        | 목 적 | 불량을 줄이는 솔루션을 실증 | 지원대상 | 예시 중소기업 40개사 |
        | 추진절차 | {METHOD} | < | < |
        | 사업기간 | 2026.4. ~ 2026.12. | 협력기관 | 예시대학교, 예시연구원 |
        | 사업비 | 900백만원 | < | < |
        """,
    "a row of a table": f"""
        제2장 세부 프로그램
        (단위: 백만원)
        | 세부 프로그램 | 주요내용 | 추진방법 | 추진시기 | 참여기관 | 사업비 |
        | 예시 공정 AI 솔루션 실증 | 솔루션 6종 개발 | {METHOD} | 2026.4. ~ 2026.12. | 예시대학교\\n예시연구원 | 900 |
        | 재직자 AI 활용 교육 | 직무별 과정 12개 | 위탁 | 2027.1. ~ 2027.6. | 예시산업협회 | 300 |
        """,
}


def programs_of(document, call):
    return extract_programs(document, call, extract_budget(document, call))


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_tells_method_schedule_and_partners_with_their_places(layout, plan, call):
    program = programs_of(plan(LAYOUTS[layout]), call)[0]
    assert program.title == "예시 공정 AI 솔루션 실증"
    assert program.method == METHOD
    assert program.schedule == "2026.4. ~ 2026.12."
    assert [partner.value for partner in program.partners] == ["예시대학교", "예시연구원"]
    assert all(partner.evidence for partner in program.partners)
    assert METHOD in program.field_evidence["method"][0].text
    assert "2026.4." in program.field_evidence["schedule"][0].text
    assert not {"method", "schedule", "partners"} & set(program.unknown)


def test_what_a_programme_does_not_state_is_unknown_with_its_reason(plan, call):
    text = """
        # Ⅱ. 세부 추진계획
        ### 1-1. 예시 공정 AI 솔루션 실증
        □ (목적) 불량을 줄이는 솔루션을 실증
        □ (지원대상) 예시 중소기업 40개사
        □ (지원내용) 솔루션 6종 개발
        """
    (program,) = programs_of(plan(text), call)
    assert (program.method, program.schedule, program.partners) == (None, None, ())
    assert program.unknown["method"] == "추진방법 기재를 찾지 못함"
    assert program.unknown["schedule"] == "추진일정 기재를 찾지 못함"
    assert program.unknown["partners"] == "참여·협력기관 기재를 찾지 못함"
    assert set(program.field_evidence) == {"purpose", "target", "content"}


@pytest.mark.parametrize(
    ("line", "partners"),
    [
        ("□ (수행기관) 예시재단(주관), 예시대학교(참여), 예시연구원(참여)", ["예시대학교", "예시연구원"]),
        ("□ (추진체계) 주관: 예시재단, 참여: 예시대학교, 예시연구원", ["예시대학교", "예시연구원"]),
        ("□ (추진주체) (주관) 예시재단 (협력) 예시대학교", ["예시대학교"]),
        ("□ (주관 및 참여기관) 예시재단(주관기관), 예시대학교(참여기관)", ["예시대학교"]),
        ("□ (수행기관) 예시재단", []),
        ("□ (참여기관) 관내 기업 40개사", []),
    ],
)
def test_partners_are_told_from_the_lead_by_their_role(line, partners, plan, call):
    text = f"""
        # Ⅱ. 세부 추진계획
        ### 1-1. 예시 공정 AI 솔루션 실증
        □ (목적) 불량을 줄이는 솔루션을 실증
        □ (지원내용) 솔루션 6종 개발
        {line}
        """
    (program,) = programs_of(plan(text), call)
    assert [partner.value for partner in program.partners] == partners


@pytest.mark.parametrize(
    ("table", "schedule"),
    [
        (
            """
            | 추진내용 | 3월 | 4월 | 5월 | 6월 |
            | 수요조사 | ■ | ■ | | |
            | 솔루션 개발 | | ■ | ■ | ■ |
            """,
            "수요조사: 3월~4월 솔루션 개발: 4월~6월",
        ),
        (
            """
            | 구분 | 2026년 | < | 2027년 | < |
            | ^ | 상반기 | 하반기 | 상반기 | 하반기 |
            | 개발 | ○ | ○ | | |
            | 실증 | | | ○ | |
            """,
            "개발: 2026년 상반기~2026년 하반기 실증: 2027년 상반기",
        ),
        (
            """
            | 추진내용 | 추진시기 |
            | 수요조사 | 2026.4. |
            | 솔루션 개발 | 2026.5.~9. |
            """,
            "수요조사: 2026.4. 솔루션 개발: 2026.5.~9.",
        ),
    ],
)
def test_a_table_under_a_programme_is_its_schedule(table, schedule, plan, call):
    text = f"""
        제3장 프로그램별 추진계획
        1. 예시 공정 AI 솔루션 실증
        가. 사업 목적
        불량을 줄이는 솔루션을 실증한다.
        나. 지원 대상
        예시 중소기업 40개사
        다. 추진 일정
        {table}
        라. 소요 예산
        900백만원
        """
    (program,) = programs_of(plan(text), call)
    assert program.schedule == schedule
    assert program.field_evidence["schedule"]


def test_a_plan_of_bars_gives_each_programme_its_time(plan, call):
    text = """
        # Ⅱ. 세부 추진계획
        ### 1-1. 예시 공정 AI 솔루션 실증
        □ (목적) 불량을 줄이는 솔루션을 실증
        □ (지원내용) 솔루션 6종 개발
        ### 1-2. 재직자 AI 활용 교육
        □ (목적) 현장 인력의 역량 강화
        □ (지원내용) 직무별 과정 12개
        # Ⅲ. 추진일정
        | 세부 프로그램 | 1분기 | 2분기 | 3분기 | 4분기 |
        | 예시 공정 AI 솔루션 실증 | | ● | ● | ● |
        | 재직자 AI 활용 교육 | ● | ● | | |
        """
    programs = programs_of(plan(text), call)
    assert [program.schedule for program in programs] == ["2분기~4분기", "1분기~2분기"]


def test_numbers_under_months_are_no_schedule(plan, call):
    text = """
        제3장 프로그램별 추진계획
        1. 예시 공정 AI 솔루션 실증
        가. 사업 목적
        불량을 줄이는 솔루션을 실증한다.
        나. 지원 대상
        예시 중소기업 40개사
        | 구분 | 3월 | 4월 | 5월 |
        | 참여 기업 | 3 | 5 | 8 |
        """
    (program,) = programs_of(plan(text), call)
    assert program.schedule is None


def test_a_cell_over_several_rows_gives_each_programme_its_schedule_but_not_its_money(plan, call):
    text = """
        제2장 세부 프로그램
        (단위: 백만원)
        | 세부 프로그램 | 주요내용 | 추진시기 | 사업비 |
        | 예시 공정 AI 솔루션 실증 | 솔루션 6종 개발 | 2026.4. ~ 12. | 900 |
        | 재직자 AI 활용 교육 | 직무별 과정 12개 | ^ | 300 |
        """
    first, second = programs_of(plan(text), call)
    assert first.schedule == second.schedule == "2026.4. ~ 12."
    assert [p.funding.total.krw for p in (first, second) if p.funding.total] == [900_000_000, 300_000_000]


def test_phrases_in_the_content_lead_to_the_line_that_holds_them(plan):
    call = load_call("regional-ai-2026")
    text = """
        # Ⅱ. 세부 추진계획
        ### 1-1. 예시 도약 프로그램
        □ (목적) 현장 인력의 역량 강화
        □ (지원대상) 재직자 500명
        □ (지원내용)
        ○ 재직자 대상 AI 교육 과정 운영
        ○ 수료생 채용 연계
        """
    (program,) = AreaAssigner(call).assign(programs_of(plan(text), call))
    places = {anchor.path for score in program.areas for anchor in score.evidence}
    lines = {anchor.path for anchor in program.field_evidence["content"]}
    assert places & lines
