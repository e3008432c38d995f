"""Organisations, roles and times wherever plans print them: sentences, lists, tables of marks, consortia, schedules."""

import pytest

from extractors import extract
from extractors.programs.fields.role_sentences import roles_in_sentences
from extractors.programs.fields.schedules import is_time, timed_clauses
from extractors.programs.model import QuotedText

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


def _roles(organizations):
    return {(each.name, each.role) for each in organizations}


_BOTH = [("다온진흥원", None, "실증"), ("나루대학교", None, "교육")]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("나루대학교는 재직자 교육을 담당한다.", [("나루대학교", None, "재직자 교육")]),
        ("재직자 교육은 나루대학교가 맡는다.", [("나루대학교", None, "재직자 교육")]),
        ("다온진흥원이 실증을 총괄하고", [("다온진흥원", "총괄", "실증")]),
        ("실증은 다온진흥원이, 교육은 나루대학교가 맡음", _BOTH),
        ("나루대학교는 교육을, 다온진흥원은 실증을 담당", [("나루대학교", None, "교육"), ("다온진흥원", None, "실증")]),
        ("나루대학교, 라온연구원이 지도에 협력", [("나루대학교", "협력", "지도"), ("라온연구원", "협력", "지도")]),
        ("본 과제는 (재)가온테크노파크가 주관한다", [("(재)가온테크노파크", "주관", None)]),
    ],
)  # fmt: skip
def test_sentences_say_who_does_what(sentence, expected):
    found = [
        (each.name, each.role, next(iter(each.tasks), None)) for each in roles_in_sentences(QuotedText(sentence, None))
    ]
    assert found == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "지역 대학이 교육에 참여할 수 있다.",
        "참여기업이 비용의 20%를 부담하고 수요기업은 현장을 제공",
        "교육센터에서 실습을 운영한다.",
        "장비사·소재사·AI기업이 한 과제로 참여",
        "나루대학교는 2019년에 개교하였다.",
        "사업단은 단장 아래 4개 팀으로 구성",
        "나루대학교 인근 산업단지에 기업이 밀집",
    ],
)
def test_kinds_of_bodies_and_other_verbs_give_nobody_a_part(sentence):
    assert list(roles_in_sentences(QuotedText(sentence, None))) == []


OWN = {
    "labels of one word": "□ 주관 : 다온진흥원\n□ 협력 : 나루대학교",
    "roles before names": "□ (추진체계) 주관 다온진흥원, 협력 나루대학교",
    "a sentence": "□ (추진방법) 본 프로그램은 다온진흥원이 주관하고 나루대학교가 협력한다.",
}


@pytest.mark.parametrize("layout", OWN)
def test_a_programmes_own_lines_name_who_leads_and_who_takes_part(plan, call, layout):
    metal, training = extract(plan(PLAN.format(own=OWN[layout])), call).programs
    assert _roles(metal.organizations) == {("다온진흥원", "주관"), ("나루대학교", "협력")}
    assert [partner.value for partner in metal.partners] == ["나루대학교"]
    assert training.organizations == ()


ELSEWHERE = {
    "sentences": "# Ⅲ. 추진체계\n재직자 교육은 나루대학교가, 금속 가공 솔루션 실증은 다온진흥원이 맡는다.",
    "a row of clauses": "# Ⅲ. 추진체계\n나루대학교는 재직자 교육을, 다온진흥원은 금속 가공 솔루션 실증을 담당한다.",
    "names with tasks below": """
# Ⅲ. 참여기관
□ 나루대학교
○ 현장 재직자 교육 운영
□ 다온진흥원
○ 금속 가공 솔루션 실증
""",
    "a consortium": """
# Ⅲ. 컨소시엄 구성
| 구분 | 기관명 | 담당 프로그램 |
| 주관 | 다온진흥원 | 금속 가공 AI 솔루션 실증 |
| 참여 | 나루대학교 | 현장 재직자 AI 교육 |
""",
    "marks": """
# Ⅲ. 기관별 역할
| 세부 프로그램 | 다온진흥원 | 나루대학교 |
| 금속 가공 AI 솔루션 실증 | ◎ | |
| 현장 재직자 AI 교육 | | ◎ |
""",
}  # fmt: skip


@pytest.mark.parametrize("layout", ELSEWHERE)
def test_the_plan_says_elsewhere_who_carries_a_programme_out(plan, call, layout):
    metal, training = extract(plan(PLAN.format(own="") + ELSEWHERE[layout]), call).programs
    assert [each.name for each in metal.organizations] == ["다온진흥원"]
    assert [each.name for each in training.organizations] == ["나루대학교"]
    assert all(each.evidence for each in (*metal.organizations, *training.organizations))


def test_a_legend_says_what_marks_mean(plan, call):
    table = ELSEWHERE["marks"].replace("| ◎ | |", "| ◎ | ○ |").replace("역할", "역할(◎ 총괄, ○ 협력)")
    metal, _ = extract(plan(PLAN.format(own="") + table), call).programs
    assert _roles(metal.organizations) == {("다온진흥원", "총괄"), ("나루대학교", "협력")}


def test_organisations_over_columns_of_money_have_it_and_are_no_programmes(plan, call):
    table = """
# Ⅲ. 기관별 예산
(단위: 백만원)
| 세부 프로그램 | 다온진흥원 | 나루대학교 | 합계 |
| 금속 가공 AI 솔루션 실증 | 500 | 100 | 600 |
| 현장 재직자 AI 교육 | 50 | 250 | 300 |
"""
    proposal = extract(plan(PLAN.format(own="") + table), call)
    money = [
        (program.title, [(each.name, each.amount.krw // 1_000_000) for each in program.organizations if each.amount])
        for program in proposal.programs
    ]
    assert money == [
        ("금속 가공 AI 솔루션 실증", [("다온진흥원", 500), ("나루대학교", 100)]),
        ("현장 재직자 AI 교육", [("다온진흥원", 50), ("나루대학교", 250)]),
    ]


SCHEDULES = {
    "times first": "○ 2026. 7월 ~ 2027. 6월 : 금속 가공 솔루션 실증\n○ 2026. 9월 ~ 12월 : 현장 재직자 교육",
    "times in brackets": "○ (2026년 하반기) 금속 가공 솔루션 실증 착수\n○ (2027년) 현장 재직자 교육 운영",
    "times last": "○ 금속 가공 솔루션 실증 : 2026. 7월 ~ 2027. 6월\n○ 현장 재직자 교육 : 2026년 4분기",
    "sentences": "금속 가공 솔루션 실증은 2026년 7월부터 2027년 6월까지 추진하고, 재직자 교육은 2026년 9월에 시작한다.",
}


@pytest.mark.parametrize("layout", SCHEDULES)
def test_lines_of_a_schedule_are_given_to_the_programme_that_they_name(plan, call, layout):
    proposal = extract(plan(PLAN.format(own="") + f"# Ⅲ. 추진일정\n{SCHEDULES[layout]}"), call)
    assert len(proposal.schedule) == 2
    assert all(program.schedule and "20" in program.schedule for program in proposal.programs)
    assert all(program.field_evidence["schedule"] for program in proposal.programs)


def test_a_procedure_with_times_is_a_programmes_schedule(plan, call):
    own = "□ (추진절차) 공고(4월) → 선정(6월) → 실증(7~12월) → 평가(1월)"
    metal, training = extract(plan(PLAN.format(own=own)), call).programs
    assert metal.schedule == "공고(4월) → 선정(6월) → 실증(7~12월) → 평가(1월)"
    assert training.schedule is None


@pytest.mark.parametrize("text", ["2026. 7월 ~ 12월", "2026년 하반기", "연중", "’26.4 ~ ’27.12", "2차년도"])
def test_times(text):
    assert is_time(text)


@pytest.mark.parametrize("text", ["사업단 구성", "교육 300명", "솔루션 3종 개발", "1단계 실증"])
def test_tasks_are_no_times(text):
    assert not is_time(text)


def test_only_clauses_with_a_time_are_of_a_schedule():
    assert list(timed_clauses("실증은 7월에 시작하고, 교육은 대학이 맡는다.")) == [("실증", "7월")]


def test_what_only_the_whole_plan_states_is_not_called_missing(plan, call):
    whole = """
# Ⅲ. 추진체계
○ (참여기관) 나루대학교, 다온진흥원 : 기술지원
# Ⅳ. 추진일정
○ 2026. 4월 ~ 6월 : 사업단 구성
"""
    metal, _ = extract(plan(PLAN.format(own="") + whole), call).programs
    assert "사업 전체의 참여기관: 나루대학교, 다온진흥원" in metal.unknown["partners"]
    assert "사업 전체의 추진일정 1단계 기재" in metal.unknown["schedule"]
    bare, _ = extract(plan(PLAN.format(own="")), call).programs
    assert "사업 전체" not in bare.unknown["partners"] + bare.unknown["schedule"]
