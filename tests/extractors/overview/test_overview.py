"""Who applies, who leads, who takes part, for how long: in every form that plans print it."""

from datetime import date

import pytest

from extractors.overview import extract_overview

APPLICANTS = {
    "a cell of the overview": (
        "# Ⅰ. 사업 개요\n| 사업명 | 예시 사업 | < | < |\n| 신청 지방정부 | 부산광역시 | 전담기관 | (재)예시원 |"
    ),
    "a label over its value": "# 신청서\n| 신청기관 | 전담기관 |\n| 부산광역시 | (재)예시원 |",
    "a letter-spaced label": "# 신청서\n| 신 청 기 관 | 부산광역시장 (직인) |",
    "a labelled line": "사업계획서\n신청 지자체 : 부산시",
    "a bracketed label": "# 개요\n□ (지방자치단체) 부산광역시 미래산업과",
    "a sentence": "# 1. 신청기관 현황\n신청 지방정부는 부산광역시이며 전담기관은 (재)예시원이다.",
    "the cover": "「예시 AI 대전환」 사업\n사 업 계 획 서\n2026. 3.\n부산광역시\n# Ⅰ. 사업 개요\n□ (목적) 예시",
    "a letter-spaced cover": "사업계획서\n부 산 광 역 시\n# Ⅰ. 사업 개요\n□ (목적) 예시",
    "one line for two": "사업계획서\n신청: 부산광역시 / 전담: (재)예시원",
    "who leads in the organisation": (
        "# Ⅲ. 추진체계\n| 구분 | 기관명 | 역할 |\n| 주관 | 부산광역시 | 총괄 |\n| 전담 | (재)예시원 | 운영 |"
    ),
    "a signature at the end": "# Ⅰ. 사업 개요\n□ 예시\n# 신청\n위와 같이 신청합니다.\n부산광역시장 (직인)",
    "a box of a chart": "# 추진체계\n| 신청 지방정부\\n부산광역시 | → | 전담기관\\n(재)예시원 |",
    "an alias": "# 신청서\n| 시·도 | 부산 |",
}


@pytest.mark.parametrize("form", APPLICANTS)
def test_the_applicant_is_found_and_named_as_the_call_names_it(form, plan, call):
    applicant = extract_overview(plan(APPLICANTS[form]), call).applicant
    assert applicant is not None
    assert applicant.value == "부산광역시"
    assert applicant.evidence


def test_the_evidence_of_an_alias_is_what_was_printed(plan, call):
    applicant = extract_overview(plan("# 신청서\n| 신청기관 | 강원도 |"), call).applicant
    assert applicant is not None
    assert applicant.value == "강원특별자치도"
    assert applicant.evidence[0].text == "강원도"


def test_an_excluded_government_is_an_applicant_too(plan, call):
    applicant = extract_overview(plan("# 신청서\n| 신청 지방정부 | 울산광역시 |"), call).applicant
    assert applicant is not None
    assert applicant.value == "울산광역시"


@pytest.mark.parametrize("name", ["예시군", "강원도 예시시"])
def test_a_government_that_the_call_does_not_name_stays_as_printed(name, plan, call):
    applicant = extract_overview(plan(f"# 신청서\n| 신청 지방정부 | {name} |"), call).applicant
    assert applicant is not None
    assert applicant.value == name


@pytest.mark.parametrize(
    "line",
    ["총괄표의 예산 강화 방안", "부산 지역 기업의 여건", "강원 인재의 진도 점검", "○ 울산에서 온 기업"],
)
def test_common_words_and_passing_mentions_are_no_applicant(line, plan, call):
    overview = extract_overview(plan(f"# Ⅰ. 사업 개요\n□ {line}\n{line}"), call)
    assert overview.applicant is None
    assert "applicant" in overview.unknown


LEADS = {
    "a cell": "# 개요\n| 신청 지방정부 | 부산광역시 | 전담기관 | (재)예시원 |",
    "main and lead in one label": "# 개요\n| 신청기관 | 부산광역시 |\n| 주관(전담)기관 | (재)예시원 |",
    "a labelled line on the cover": "사업계획서\n부산광역시\n전담기관 : (재)예시원",
    "a sentence": "# 1. 신청기관 현황\n신청 지방정부는 부산광역시이며 전담기관은 (재)예시원이다.",
    "a line of the organisation": (
        "# 추진체계\n○ (총괄) 부산광역시 : 예산 확보\n○ (전담기관) (재)예시원 : 사업단 운영"
    ),
    "a row of the organisation": (
        "# 추진체계\n| 구분 | 기관명 | 역할 |\n| 주관 | 부산광역시 | 총괄 |\n| 전담 | (재)예시원 | 운영 |"
    ),
    "the main organisation without a lead one": (
        "# 추진체계\n| 구분 | 기관명 | 역할 |\n| 주관기관 | (재)예시원 | 총괄 |"
    ),
    "a box of a chart": "# 추진체계\n| 총괄\\n부산광역시 | → | 전담기관\\n(재)예시원 |",
    "a role in brackets after the name": "# 추진체계\n○ (재)예시원(전담기관) : 사업단 운영",
    "a role right of the name": "# 추진체계\n| 기관명 | 구분 |\n| (재)예시원 | 전담 |\n| 예시대 | 참여 |",
    "the operating one": "# 개요\n| 신청기관 | 부산광역시 | 운영기관 | (재)예시원 |",
}


@pytest.mark.parametrize("form", LEADS)
def test_the_lead_organisation_is_found_and_is_never_the_government(form, plan, call):
    lead = extract_overview(plan(LEADS[form]), call).lead_organization
    assert lead is not None
    assert lead.value == "(재)예시원"
    assert lead.evidence


PARTNERS = {
    "rows": (
        "# 추진체계\n| 구분 | 기관명 | 역할 |\n| 전담 | (재)예시원 | 운영 |\n"
        "| 참여 | 예시대학교 | 교육 |\n| 참여 | 가나진흥원 | 기술 |"
    ),
    "merged rows": (
        "# 추진체계\n| 구분 | 기관명 | 역할 |\n| 전담 | (재)예시원 | 운영 |\n"
        "| 참여 | 예시대학교 | 교육 |\n| ^ | 가나진흥원 | 기술 |"
    ),
    "a list with a role": "# 추진체계\n○ (참여기관) 예시대학교, 가나진흥원 : 기술지원",
    "a list with and": "# 개요\n| 신청기관 | 부산광역시 |\n| 참여기관 | 예시대학교 및 가나진흥원 |",
    "a list with dots": "# 개요\n| 신청기관 | 부산광역시 |\n| 참여기관 | 예시대학교·가나진흥원 등 2개 기관 |",
    "lines of a cell": "# 개요\n| 신청기관 | 부산광역시 |\n| 협력기관 | - 예시대학교\\n- 가나진흥원 |",
    "said twice": (
        "# 추진체계\n○ (참여기관) 예시대학교, 가나진흥원\n"
        "| 구분 | 기관명 |\n| 참여 | 예시대학교 |\n| 참여 | 가나진흥원 |"
    ),
}


@pytest.mark.parametrize("form", PARTNERS)
def test_partners_are_listed_once_each(form, plan, call):
    partners = extract_overview(plan(PARTNERS[form]), call).partners
    assert [partner.value for partner in partners] == ["예시대학교", "가나진흥원"]


@pytest.mark.parametrize(
    "value", ["지역 중소기업 40개사", "참여기업", "-", "추후 모집", "산학협의회를 두 달마다 개최하여 과제를 조정"]
)
def test_what_names_no_organisation_is_no_partner(value, plan, call):
    document = plan(f"# 추진체계\n| 신청기관 | 부산광역시 |\n| 참여기관 | {value} |")
    assert extract_overview(document, call).partners == ()


def test_a_wrapped_name_is_one_name(plan, call):
    text = "# 개요\n| 신청기관 | 부산광역시 |\n| 참여기관 | 예시정보산업\\n진흥원 |"
    assert [partner.value for partner in extract_overview(plan(text), call).partners] == ["예시정보산업진흥원"]


PERIODS = {
    "a cell": "# 개요\n| 신청기관 | 부산광역시 | 사업기간 | 2026. 4. 1. ~ 2027. 12. 31. |",
    "cells of their own": "# 개요\n| 신청기관 | 부산시 | 사업기간 | 착수 | 2026. 4. 1. | 종료 | 2027. 12. 31. |",
    "months": "# 개요\n| 신청기관 | 부산광역시 |\n| 기간 | ’26.4월 ~ ’27.12월 |",
    "a labelled line": "# 개요\n□ 사업기간 : 2026년 4월부터 2027년 12월까지",
    "a sentence": "# 1. 신청기관 현황\n사업기간은 2026. 4. 1.부터 2027. 12. 31.까지이고, 총사업비는 100억원이다.",
    "a heading over its line": "# 1. 사업 개요\n□ 사업기간\n○ 2026. 4. 1. ~ 2027. 12. 31.(21개월)",
    "besides a programme's own": (
        "# Ⅱ. 세부 프로그램\n[프로그램 1]\n| 프로그램명 | 예시 교육 |\n| 목적 | 예시 |\n"
        "| 사업기간 | 2026. 6. ~ 2026. 9. |\n# Ⅲ. 기타\n□ 총사업기간 : 2026. 4. ~ 2027. 12."
    ),
    "besides an earlier project's": (
        "# Ⅰ. 추진 배경\n| 사업명 | 예시 보급 |\n| 사업기간 | 2022. 1. ~ 2023. 12. |\n"
        "# Ⅱ. 개요\n□ 사업기간 : 2026. 4. ~ 2027. 12."
    ),
}


@pytest.mark.parametrize("form", PERIODS)
def test_the_period_of_the_plan_is_found(form, plan, call):
    period = extract_overview(plan(PERIODS[form]), call).period
    assert period.start is not None
    assert period.end is not None
    assert (period.start.value, period.end.value) == (date(2026, 4, 1), date(2027, 12, 31))
    assert period.start.evidence


def test_a_period_from_the_agreement_is_unknown_and_says_why(plan, call):
    period = extract_overview(plan("# 개요\n| 신청기관 | 부산광역시 | 사업기간 | 협약일로부터 21개월 |"), call).period
    assert (period.start, period.end) == (None, None)
    assert "협약일로부터 21개월" in period.unknown["start"]


def test_a_missing_period_is_unknown(plan, call):
    period = extract_overview(plan("# 개요\n□ 예시"), call).period
    assert set(period.unknown) == {"start", "end"}


SECTIONS = """
    # Ⅰ. 사업 개요
    □ (목적) 예시
    # Ⅱ. 세부 추진계획
    □ 예시
    # Ⅲ. 추진체계 및 역할
    □ 예시
    # Ⅳ. 추진일정
    | 내용 | 2026 |
    # Ⅴ. 기대효과
    □ 예시
    """
ALL_SECTIONS = ["purpose", "content", "schedule", "organization", "outcomes"]


def _ids(overview):
    return [section.id for section in overview.sections]


def test_required_sections_are_found_with_their_places(plan, call):
    sections = extract_overview(plan(SECTIONS), call).sections
    assert [section.id for section in sections] == ALL_SECTIONS
    assert all(section.evidence for section in sections)


@pytest.mark.parametrize(
    ("heading", "section"),
    [("# Ⅳ. 추진일정\n    | 내용 | 2026 |", "schedule"), ("# Ⅲ. 추진체계 및 역할\n    □ 예시", "organization")],
)
def test_a_section_that_is_left_out_is_not_found(heading, section, plan, call):
    ids = _ids(extract_overview(plan(SECTIONS.replace(heading, "")), call))
    assert ids == [each for each in ALL_SECTIONS if each != section]


def test_a_table_of_contents_is_no_section(plan, call):
    contents = "목 차\nⅠ. 사업 개요 ···· 1\nⅣ. 추진일정 ···· 9\nⅤ. 기대효과 ···· 12\n"
    text = contents + SECTIONS.replace("# Ⅳ. 추진일정\n    | 내용 | 2026 |", "")
    assert "schedule" not in _ids(extract_overview(plan(text), call))


def test_fields_of_tables_and_labelled_lines_are_sections_too(plan, call):
    text = (
        "# 1장\n| 사업 목적 | 예시 |\n| 주요내용 | 예시 |\n"
        "□ (추진일정) 2026년 상반기\n□ 추진체계 : 예시원\n○ 성과지표 : 6종"
    )
    assert _ids(extract_overview(plan(text), call)) == ALL_SECTIONS
