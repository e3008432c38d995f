"""Who applies comes from evidence, or stays unknown: labels of blank forms are nobody."""

import pytest

from extractors.overview import extract_overview

_FORMS = {
    "labels in rows beside a merged label": """
    | 신청인 | 업체명 | | 대표자 | |
    | ^ | 영 업 소 재 지 | | 전화번호 | |
    | ^ | 증 명 서 용 도 | | | |
    """,
    "a column of names beside a role": """
    | 구분 | 기관명 | 비고 |
    | 신청인 | 증명서용도 | |
    | 신청인 | 용역범위 및 기준 | |
    """,
    "a place to sign": "| 신청인 | (서명 또는 인) |",
    "an arrow": "| 신청 | ➜ | 접수 |",
    "words": "| 신청기관 | 지역 산업 연구 |",
    "a line": "신청인 : 대표자 성명",
    "circles": "| 신청기관 | ○○광역시 |",
    "letters": "신청기관 : OO대학교",
}


@pytest.mark.parametrize("form", _FORMS)
def test_labels_of_a_blank_form_are_no_applicant(plan, call, form):
    overview = extract_overview(plan("# 붙임 서식\n" + _FORMS[form]), call)
    assert overview.applicant is None
    assert overview.unknown["applicant"]


@pytest.mark.parametrize(
    "name", ["가온대학교", "(재)나루테크노파크", "가평군", "경기도 가평군", "충청남도", "부산광역시"]
)
def test_an_organisation_or_government_beside_the_label_is_the_applicant(plan, call, name):
    overview = extract_overview(plan(f"| 신청기관 | {name} |\n| 사업기간 | 2026. 4. ~ 2027. 12. |"), call)
    assert overview.applicant is not None
    assert overview.applicant.value == name
    assert overview.applicant.evidence
