"""Organisations, roles and times of programmes, wherever a plan prints them."""

import pytest

from extractors import extract
from extractors.programs.fields.organization_roles import is_partners, organizations_of, role_of
from extractors.programs.mentions.plan_tables import PlanTables
from extractors.programs.model import QuotedText
from extractors.programs.resolution.participation import ProgramFinder, with_participation
from schemas import Amount, Budget, BudgetEntry, Program, ScheduledTask, Source


def _pairs(organizations):
    return [(each.name, each.role) for each in organizations]


@pytest.mark.parametrize(
    ("label", "text", "expected"),
    [
        ("수행기관", "(재)가온진흥원", [("(재)가온진흥원", "수행기관")]),
        ("주관기관", "가온대학교, 나루연구원", [("가온대학교", "주관기관"), ("나루연구원", "주관기관")]),
        ("수행기관", "주관: 가온재단 / 참여: 나루대학교", [("가온재단", "주관"), ("나루대학교", "참여")]),
        ("수행기관", "가온재단(주관), 나루대학교(참여기관)", [("가온재단", "주관"), ("나루대학교", "참여기관")]),
        ("추진체계", "(주관) 가온재단\n(협력) 나루대학교", [("가온재단", "주관"), ("나루대학교", "협력")]),
        ("추진체계", "기업이 요청하면 현장에서 함께 해결", []),
        ("협력기관", "미정", []),
    ],
)
def test_each_organisation_has_the_role_that_is_printed_for_it(label, text, expected):
    assert _pairs(organizations_of([QuotedText(text, None, label)])) == expected


def test_tasks_stand_behind_a_colon_or_in_brackets():
    found = organizations_of([QuotedText("가온진흥원(장비 구축), 나루대학교(교육 운영)", None, "참여기관")])
    assert [(each.name, each.tasks) for each in found] == [
        ("가온진흥원", ("장비 구축",)),
        ("나루대학교", ("교육 운영",)),
    ]


@pytest.mark.parametrize("label", ["주관기관", "공동수행기관", "참여기관", "협력대학", "수행주체", "참여기관 1"])
def test_labels_of_roles(label):
    assert role_of(label) is not None


@pytest.mark.parametrize("label", ["기관", "추진체계", "지원대상", "사업명", "(재)가온진흥원", ""])
def test_other_labels_are_no_roles(label):
    assert role_of(label) is None


def test_the_one_that_leads_is_no_partner():
    assert [is_partners(role) for role in ("참여기관", "협력대학", "주관기관", "수행기관", None)] == [
        True, True, False, False, False,
    ]  # fmt: skip


_PROGRAMS = """
    # Ⅰ. 사업 개요
    | 신청 지방정부 | 부산광역시 |
    | 전담기관 | (재)가온테크노파크 |
    | 참여기관 | 나루대학교, 다온진흥원 |
    # Ⅱ. 세부 추진계획
    ## 1. 금속 가공 AI 솔루션 실증
    □ (목적) 불량을 줄임
    □ (지원대상) 지역 중소기업
    □ (수행기관) 다온진흥원
    ## 2. 현장 재직자 AI 교육
    □ (목적) 역량을 높임
    □ (지원대상) 재직자 100명
"""
_ROLES = {
    "a table of roles": """
    # Ⅲ. 추진체계
    | 구분 | 기관명 | 주요 역할 |
    | 전담 | (재)가온테크노파크 | 사업단 운영 |
    | 참여 | 나루대학교 | 재직자 교육, 교재 개발 |
    | 참여 | 다온진흥원 | 금속 가공 솔루션 |
    """,
    "a table of tasks without roles": """
    # Ⅲ. 추진체계
    | 기관 | 맡은 일 |
    | 나루대학교 | 재직자 교육 |
    | 다온진흥원 | 금속 가공 솔루션의 실증 |
    """,
    "a table on its side": """
    # Ⅲ. 추진체계
    | 기관명 | 나루대학교 | 다온진흥원 |
    | 역할 | 재직자 교육 | 금속 가공 솔루션 |
    """,
    "labelled lines": """
    # Ⅲ. 추진체계
    ○ (참여기관) 나루대학교 : 재직자 교육
    ○ (참여기관) 다온진흥원 : 금속 가공 솔루션 실증
    """,
    "lines of names": """
    # Ⅲ. 기관별 역할
    ○ 나루대학교 : 재직자 교육
    ○ 다온진흥원 : 금속 가공 솔루션 실증
    """,
}


@pytest.mark.parametrize("layout", _ROLES)
def test_who_does_what_is_given_to_the_programme_that_the_task_names(plan, call, layout):
    proposal = extract(plan(_PROGRAMS + _ROLES[layout]), call)
    metal, training = proposal.programs
    assert [each.name for each in training.organizations] == ["나루대학교"]
    assert [partner.value for partner in training.partners] == ["나루대학교"]
    assert _pairs(metal.organizations) == [("다온진흥원", "수행기관")]
    assert [partner.value for partner in metal.partners] == ["다온진흥원"]
    assert metal.organizations[0].tasks
    assert training.organizations[0].evidence
    assert {"나루대학교", "다온진흥원"} <= {each.name for each in proposal.organizations}


def test_a_table_of_persons_names_no_organisation(plan, call):
    proposal = extract(
        plan(
            _PROGRAMS
            + """
    # Ⅲ. 자문단
    | 성명 | 소속기관 | 역할 |
    | 홍길동 | 라온학회 | 재직자 교육 |
    """
        ),
        call,
    )
    assert "라온학회" not in {each.name for each in proposal.organizations}


_SCHEDULES = {
    "half-years": """
    | 추진내용 | 2026년 상반기 | 2026년 하반기 | 2027년 상반기 |
    | 재직자 교육 | | ● | ● |
    | 정산 | | | ● |
    """,
    "quarters under years": """
    | 추진내용 | 2026년 | < | < | < |
    | ^ | 1/4 | 2/4 | 3/4 | 4/4 |
    | 재직자 교육 | | | ■ | ■ |
    | 정산 | | | | ■ |
    """,
    "months": """
    | 세부 내용 | 3월 | 4월 | 5월 | 6월 |
    | 재직자 교육 | | → | → | |
    | 정산 | - | - | - | → |
    """,
    "ranges of months": """
    | 세부 내용 | 1~3월 | 4~6월 | 7~9월 |
    | 재직자 교육 | | ○ | ○ |
    """,
    "years": """
    | 구분 | 2026년 | 2027년 |
    | 재직자 교육 | ● | ● |
    """,
    "dates": """
    | 추진내용 | 추진시기 |
    | 재직자 교육 | 2026. 7. ~ 2027. 6. |
    | 정산 | 2027. 12. |
    """,
}


@pytest.mark.parametrize(
    ("layout", "when"),
    [
        ("half-years", "2026년 하반기~2027년 상반기"),
        ("quarters under years", "2026년 3/4~2026년 4/4"),
        ("months", "4월~5월"),
        ("ranges of months", "4~6월~7~9월"),
        ("years", "2026년~2027년"),
        ("dates", "2026. 7. ~ 2027. 6."),
    ],
)
def test_a_row_of_the_schedule_is_given_to_the_programme_that_it_names(plan, call, layout, when):
    proposal = extract(plan(_PROGRAMS + "    # Ⅳ. 추진일정\n" + _SCHEDULES[layout]), call)
    metal, training = proposal.programs
    assert training.schedule == f"재직자 교육: {when}"
    assert training.field_evidence["schedule"]
    assert "schedule" not in training.unknown
    assert metal.schedule is None
    assert "schedule" in metal.unknown


def test_a_row_for_all_programmes_is_given_to_all(plan, call):
    schedule = """
    # Ⅳ. 추진일정
    | 추진내용 | 2026년 상반기 | 2026년 하반기 |
    | 세부 프로그램 운영 | | ● |
    """
    proposal = extract(plan(_PROGRAMS + schedule), call)
    assert {program.schedule for program in proposal.programs} == {"세부 프로그램 운영: 2026년 하반기"}


@pytest.mark.parametrize(
    "table",
    [
        "| 지표 | 2026년 | 2027년 |\n| 재직자 교육 | 100명 | 120명 |",
        "| 구분 | 1분기 | 2분기 |\n| 재직자 교육 | 1,200 | 800 |",
        "| 구분 | 2026년 | 2027년 |\n| 재직자 교육 | 교육 개설 | 확대 |",
    ],
)
def test_a_table_of_figures_or_words_by_year_is_no_schedule(plan, call, table):
    assert extract(plan(_PROGRAMS + "# Ⅳ. 기타\n" + table), call).schedule == ()


def _finder(call, *titles):
    return ProgramFinder([Program(title=title, declared_area="talent") for title in titles], call)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("현장 재직자 AI 교육 운영", (1,)),
        ("금속 가공 솔루션", (0,)),
        ("재직자 교육과 금속 가공", (0, 1)),
        ("예산 확보", ()),
        ("운영", ()),
        ("AI 인력양성", (0, 1, 2)),
    ],
)
def test_a_task_names_programmes_by_title_words_or_area(call, text, found):
    finder = _finder(call, "금속 가공 AI 솔루션 실증", "현장 재직자 AI 교육", "청년 AI 교육 사업단 운영")
    assert finder.named_in(text) == found


def test_money_of_an_organisation_within_a_programme_is_kept(call):
    entry = BudgetEntry(
        source=Source.TOTAL, year=None, program="금속 가공 AI 솔루션 실증", item=None, organization="다온진흥원",
        krw=900 * 10**6, step=10**6, evidence=(), table=0,
    )  # fmt: skip
    (program,) = with_participation(
        [Program(title="금속 가공 AI 솔루션 실증")],
        PlanTables((), (ScheduledTask(task="정산", when="12월"),)),
        [],
        Budget(entries=(entry,)),
        call,
    )
    (organization,) = program.organizations
    assert isinstance(organization.amount, Amount)
    assert (organization.name, organization.amount.krw) == ("다온진흥원", 900 * 10**6)
    assert program.schedule is None
