"""Who carries a programme out and when, in the layouts of tables and lines that plans print besides a plain table."""

import pytest

from extractors import extract
from extractors.programs.fields.role_sentences import roles_in_sentences
from extractors.programs.mentions.role_tables import roles_of_labelled_rows
from extractors.programs.model import QuotedText
from extractors.structure.table_view import TableView

PLAN = """
# Ⅰ. 사업 개요
| 신청 지방정부 | 부산광역시 |
| 전담기관 | (재)가온테크노파크 |
# Ⅱ. 세부 추진계획
## 1. 금속 가공 AI 솔루션 실증
□ (목적) 불량을 줄임
□ (지원대상) 지역 중소기업
{own}
## 2. 현장 재직자 AI 교육
□ (목적) 역량을 높임
□ (지원대상) 재직자 100명
"""


def _programs(plan, call, elsewhere="", own=""):
    return extract(plan(PLAN.format(own=own) + elsewhere), call).programs


def _roles(program):
    return {(each.name, each.role) for each in program.organizations}


ROLES = {
    "a table on its side with a row of roles": """
# Ⅲ. 추진체계
| 기관명 | 다온진흥원 | 나루대학교 |
| 유형 | 주관 | 참여 |
| 주요 역할 | 금속 가공 솔루션 실증 | 현장 재직자 교육 |
| 인력(명) | 12 | 5 |
""",
    "roles under names": """
# Ⅲ. 수행기관 현황
| 프로그램 | 다온진흥원 | 나루대학교 |
| 금속 가공 AI 솔루션 실증 | 주관 | |
| 현장 재직자 AI 교육 | | 참여 |
""",
    "arrows": """
# Ⅲ. 사업 추진 주체
○ 다온진흥원(주관) → 금속 가공 솔루션 실증
○ 나루대학교(참여) → 현장 재직자 교육
""",
    "columns headed by roles": """
# Ⅲ. 총괄표
| 구분 | 주관 | 참여 |
| 금속 가공 AI 솔루션 실증 | 다온진흥원 | - |
| 현장 재직자 AI 교육 | - | 나루대학교 |
""",
}


@pytest.mark.parametrize("layout", ROLES)
def test_roles_are_read_beside_below_and_under_names(plan, call, layout):
    metal, training = _programs(plan, call, ROLES[layout])
    assert _roles(metal) == {("다온진흥원", "주관")}
    assert _roles(training) == {("나루대학교", "참여")}
    assert [partner.value for partner in training.partners] == ["나루대학교"]
    assert metal.partners == ()


def test_a_column_that_groups_programmes_is_not_what_somebody_carries_out(plan):
    document = plan("""
# Ⅲ. 총괄표
| 분야 | 세부 프로그램 | 수행기관 |
| 솔루션 개발·보급 | 금속 가공 AI 솔루션 실증 | 다온진흥원 |
| ^ | 섬유 염색 AI 솔루션 보급 | 나루대학교 |
""")
    found = roles_of_labelled_rows(TableView(document.tables[0]))
    assert [(each.name, each.tasks) for each in found] == [
        ("다온진흥원", ("금속 가공 AI 솔루션 실증",)),
        ("나루대학교", ("섬유 염색 AI 솔루션 보급",)),
    ]


def test_a_table_names_programmes_by_the_number_of_their_heading(plan, call):
    table = """
# Ⅲ. 업무분장
| 번호 | 담당 기관 | 분담 업무 |
| 세부과제 1 | 다온진흥원 | 장비 도입 |
| 세부과제 2 | 나루대학교 | 과정 개설 |
| 세부과제 3 | 라온연구원 | 평가 |
"""
    metal, training = _programs(plan, call, table)
    assert _roles(metal) == {("다온진흥원", None)}
    assert _roles(training) == {("나루대학교", None)}


def test_a_table_in_a_programmes_own_section_says_who_does_what_in_it_alone(plan, call):
    own = """
□ 기관별 역할
| 기관 | 역할 |
| 다온진흥원 | 수요 발굴 |
| 나루대학교 | 재직자 교육 |
"""
    metal, training = _programs(plan, call, own=own)
    assert [(each.name, each.tasks) for each in metal.organizations] == [
        ("다온진흥원", ("수요 발굴",)),
        ("나루대학교", ("재직자 교육",)),
    ]
    assert training.organizations == ()


def test_labels_of_who_carries_out_may_use_any_of_the_verbs(plan, call):
    own = "□ (시행주체) 다온진흥원\n□ (협조기관) 나루대학교\n□ (시행시기) 2026년 하반기"
    metal, _ = _programs(plan, call, own=own)
    assert _roles(metal) == {("다온진흥원", "시행주체"), ("나루대학교", "협조기관")}
    assert metal.schedule == "2026년 하반기"


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("나루대학교와는 재직자 교육을 함께 운영하고", [("나루대학교", "공동", ("재직자 교육",))]),
        ("다온진흥원과 협력하여 실증을 추진한다", [("다온진흥원", "협력", ("실증",))]),
        ("나루대학교와 공동 운영", [("나루대학교", "공동", ())]),
        ("다온진흥원은 실증과 보급을 맡으며", [("다온진흥원", None, ("실증과 보급",))]),
        ("나루대학교와 인접한 산업단지를 지원한다", []),
        ("지역 대학과 함께 교육을 운영한다", []),
    ],
)
def test_who_acts_together_with_the_plans_own_side_takes_part(sentence, expected):
    found = [(each.name, each.role, each.tasks) for each in roles_in_sentences(QuotedText(sentence, None))]
    assert found == expected


def test_rows_of_an_organisation_split_by_programmes_are_its_money_in_each(plan, call):
    table = """
# Ⅲ. 기관별 사업비
(단위: 백만원)
| 기관 | 금속 가공 AI 솔루션 실증 | 현장 재직자 AI 교육 | 계 |
| 다온진흥원 | 500 | 0 | 500 |
| 나루대학교 | 100 | 250 | 350 |
| 합계 | 600 | 250 | 850 |
"""
    money = [
        [(each.name, each.amount.krw // 1_000_000) for each in program.organizations]
        for program in _programs(plan, call, table)
    ]
    assert money == [[("다온진흥원", 500), ("나루대학교", 100)], [("나루대학교", 250)]]


SCHEDULES = {
    "beginnings and ends": (
        """
| 구분 | 착수 | 종료 | 담당 |
| 금속 가공 AI 솔루션 실증 | 2026. 5. | 2027. 12. | 다온진흥원 |
| 현장 재직자 AI 교육 | 2026. 9. | 2027. 11. | 나루대학교 |
""",
        "현장 재직자 AI 교육: 2026. 9. ~ 2027. 11.",
    ),
    "phases": (
        """
| 구분 | 1단계(2026.4~8) | 2단계(2026.9~12) |
| 금속 가공 AI 솔루션 실증 | 설계 | 실증 |
| 현장 재직자 AI 교육 | 교재 개발 | 운영 |
""",
        "현장 재직자 AI 교육: 1단계(2026.4~8) 교재 개발, 2단계(2026.9~12) 운영",
    ),
    "steps of a task": (
        """
| 세부과제 | 추진내용 | 3분기 | 4분기 |
| 금속 가공 AI 솔루션 실증 | 실증 | ■ | ■ |
| 현장 재직자 AI 교육 | 교재 개발 | ■ | |
| ^ | 운영 | | ■ |
""",
        "교재 개발: 3분기 운영: 4분기",
    ),
    "several tasks of one time": (
        "\n- 2026년 상반기: 사업단 구성\n- 2026년 하반기: 금속 가공 솔루션 실증, 현장 재직자 교육",
        "금속 가공 솔루션 실증, 현장 재직자 교육: 2026년 하반기",
    ),
}


@pytest.mark.parametrize("layout", SCHEDULES)
def test_a_schedule_keeps_its_steps_and_the_words_in_its_bars(plan, call, layout):
    text, expected = SCHEDULES[layout]
    _, training = _programs(plan, call, f"# Ⅲ. 시기별 계획{text}")
    assert training.schedule == expected


def test_a_figure_under_a_year_is_no_phase(plan, call):
    table = "\n| 지표 | 목표(2026년) | 목표(2027년) |\n| 현장 재직자 AI 교육 | 100명 | 120명 |"
    assert extract(plan(PLAN.format(own="") + "# Ⅲ. 성과목표" + table), call).schedule == ()
