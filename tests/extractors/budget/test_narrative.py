"""Amounts outside the budget tables: what names the plan's money is found, what may be about something else is not."""

from collections.abc import Callable

import pytest

from extractors.budget import extract_budget, find_narrative_amounts
from schemas import Call, Document

BY_SOURCE = (
    "< 재원별 총사업비 >",
    "백만원",
    """
    | 구분 | 합계 | 국비 | 지방비 | 자부담 |
    | 금액 | 11,671 | 7,000 | 2,568 | 2,103 |""",
)
BY_YEAR = (
    "< 연차별 사업비 >",
    "백만원",
    """
    | 연도 | 합계 | 국비 | 지방비 | 자부담 |
    | 2026년 | 5,252 | 3,150 | 1,155 | 947 |
    | 2027년 | 6,419 | 3,850 | 1,413 | 1,156 |""",
)
BY_PROGRAM = (
    "< 프로그램별 사업비 >",
    "백만원",
    """
    | 분야 | 프로그램 | 합계 | 국비 | 지방비 | 자부담 |
    | 솔루션 | 가나 개발 | 6,000 | 3,600 | 1,300 | 1,100 |
    | 솔루션 | 다라 바우처 | 5,671 | 3,400 | 1,268 | 1,003 |
    | 합계 | < | 11,671 | 7,000 | 2,568 | 2,103 |""",
)
TABLES = ("# Ⅳ. 소요예산", BY_SOURCE, BY_YEAR, BY_PROGRAM)
Documents = Callable[..., Document]
Found = set[tuple[str, int | None, int]]


def _found(call: Call, document: Document) -> Found:
    budget = extract_budget(document, call)
    amounts = find_narrative_amounts(document, call, budget)
    return {(each.source.value, each.year, each.amount.krw) for each in amounts}


ALL_FOUR: Found = {
    ("total", None, 11_671_000_000),
    ("national", None, 7_000_000_000),
    ("local", None, 2_568_000_000),
    ("private", None, 2_103_000_000),
}


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("총사업비는 116.71억원(국비 70.00억원, 지방비 25.68억원, 자부담 21.03억원)이다.", ALL_FOUR),
        ("사업비 : 총 11,671백만원(국비 7,000, 지방비 2,568, 자부담 2,103)", ALL_FOUR),
        ("소요예산은 총 116.71억원이며 국비 70억원과 지방비 25.68억원, 민간부담 21.03억원으로 구성", ALL_FOUR),
        ("□ (총사업비) 119.21억원", {("total", None, 11_921_000_000)}),
        ("○ 총사업비 : 11,921백만원", {("total", None, 11_921_000_000)}),
        ("총 사업비 약 117억 원 규모", {("total", None, 11_700_000_000)}),
        ("2년간 총사업비 116.71억원을 투입하여 지역 기업의 AI 전환을 지원", {("total", None, 11_671_000_000)}),
        ("총사업비(2026~2027년)는 12,671백만원임", {("total", None, 12_671_000_000)}),
        ("1차년도(2026년) 총사업비 5,352백만원", {("total", 2026, 5_352_000_000)}),
        ("총사업비 11,671백만원(국비 60%, 지방비 22%, 자부담 18%)", {("total", None, 11_671_000_000)}),
        ("총사업비 금 11,923,000,000원 중 국비 60.0%를 요청함", {("total", None, 11_923_000_000)}),
        ("총사업비는 금일백일십구억이천삼백만원정임", {("total", None, 11_923_000_000)}),
    ],
)
def test_a_sentence_that_names_the_plans_money_is_found(
    call: Call, document: Documents, sentence: str, found: Found
) -> None:
    assert _found(call, document("# Ⅰ. 사업 개요", sentence, *TABLES)) == found


@pytest.mark.parametrize(
    ("sentence", "krw"),
    [
        ("총사업비는 35,100백만원임", 35_100_000_000),
        ("총사업비 116,710백만원을 투입함", 116_710_000_000),
        ("총사업비는 1,167백만원이다", 1_167_000_000),
        ("최근 의회가 의결한 총사업비는 12,000백만원임", 12_000_000_000),
        ("목표 달성을 위하여 총사업비 35,100백만원을 투입함", 35_100_000_000),
        ("본 사업의 총사업비는 117,000백만원으로 2년간 추진함", 117_000_000_000),
    ],
)
def test_an_amount_far_from_the_tables_is_found_as_well_as_a_near_one(
    call: Call, document: Documents, sentence: str, krw: int
) -> None:
    assert _found(call, document("# Ⅰ. 사업 개요", sentence, *TABLES)) == {("total", None, krw)}


@pytest.mark.parametrize(
    "sentence",
    [
        "최근 3년간 총사업비 30,000백만원으로 연구 과제를 수행",
        "총사업비 50,000백만원으로 조성한 클러스터와 연계함",
        "유사사업의 총사업비는 3,000백만원임",
        "2021년과 2023년에 총사업비 9,000백만원을 집행함",
        "중소벤처기업부는 2개 지역에 국비 140억원을 지원하고 총사업비 233억원 규모로 추진",
        "기업당 최대 3천만원 도입비 지원",
        "지난 5년간 국비 70억원을 확보하여 AI 사업을 수행",
        "2024년 총사업비 80억원 규모의 제조혁신 사업을 수행",
        "총사업비의 60% 이내에서 국비를 지원",
        "국비는 70억원 이내",
        "1인당 교육비 200만원",
        "가나 개발: 총사업비 6,100백만원(국비 3,600)",
        "장비 구입에 국비 20억원, 지방비 5억원을 투입",
        "스마트공장 사업(총사업비 150억원) 추진",
        "총사업비 중 인건비 10억원",
        "총사업비 120억원의 클러스터 조성에 참여",
        "지역 AI 기업 매출액 1,200억원",
        "지방비 30억원은 예시광역시가 확보",
    ],
)
def test_a_sentence_that_may_be_about_other_money_is_left_out(call: Call, document: Documents, sentence: str) -> None:
    assert _found(call, document("# Ⅰ. 사업 개요", sentence, *TABLES)) == set()


def test_a_total_in_a_programmes_section_is_not_the_plans(call: Call, document: Documents) -> None:
    plan = document("# Ⅱ. 사업 내용", "## 1-1. 가나 개발", "□ 총사업비 : 6,100백만원", *TABLES)
    assert _found(call, plan) == set()


@pytest.mark.parametrize(
    ("label", "value"),
    [
        ("총사업비", "11,921백만원"),
        ("총사업비(백만원)", "11,921"),
        ("총 사 업 비", "119.21억원"),
        ("사업비", "11,921백만원"),
        ("소요예산", "총 11,921백만원"),
    ],
)
def test_the_overviews_field_is_found(call: Call, document: Documents, label: str, value: str) -> None:
    overview = f"""
    | 사업명 | 지역 주도형 AI 대전환 사업 | < | < |
    | 신청기관 | 예시광역시 | {label} | {value} |"""
    plan = document("# Ⅰ. 사업 개요", (None, None, overview), *TABLES)
    assert _found(call, plan) == {("total", None, 11_921_000_000)}


def test_the_overviews_fields_of_single_sources_are_found(call: Call, document: Documents) -> None:
    overview = """
    | 신청기관 | 예시광역시 |
    | 총사업비 | 11,671백만원 |
    | 국비 | 7,000백만원 |
    | 지방비 | 2,568백만원 |
    | 자부담 | 2,103백만원 |"""
    assert _found(call, document("# Ⅰ. 사업 개요", (None, None, overview), *TABLES)) == ALL_FOUR


def test_the_budget_tables_themselves_are_no_narrative(call: Call, document: Documents) -> None:
    assert _found(call, document(*TABLES)) == set()


def test_a_card_of_a_programme_is_not_the_overview(call: Call, document: Documents) -> None:
    cards = [
        (None, None, f"| 과제명 | {name} |\n| 총사업비 | {value}백만원 |")
        for name, value in (("가나 개발 사업화", "6,100"), ("다라 도입 바우처", "5,700"))
    ]
    assert _found(call, document("# Ⅱ. 사업 내용", *cards, *TABLES)) == set()
