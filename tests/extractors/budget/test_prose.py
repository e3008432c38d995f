"""Amounts in sentences, fields and letters: whose money they name, and what stays out because it may be other money."""

from collections.abc import Callable

import pytest

from extractors.budget import extract_budget, find_narrative_amounts
from schemas import Call, Document

Documents = Callable[..., Document]
BY_SOURCE = (
    "< 재원별 총사업비 >",
    "백만원",
    "| 구분 | 합계 | 국비 | 지방비 | 현금 | 현물 | 자부담 |\n| 금액 | 11,671 | 7,000 | 2,568 | 703 | 1,400 | 2,103 |",
)
BY_PROGRAM = (
    "< 프로그램별 사업비 >",
    "백만원",
    """
    | 프로그램 | 합계 | 국비 | 지방비 | 자부담 |
    | 가나 공정 솔루션 개발 | 6,000 | 3,600 | 1,300 | 1,100 |
    | 다라 도입 바우처 | 5,671 | 3,400 | 1,268 | 1,003 |
    | 합계 | 11,671 | 7,000 | 2,568 | 2,103 |""",
)
TABLES = ("# Ⅳ. 소요예산", BY_SOURCE, BY_PROGRAM)
SOLUTION, VOUCHER = "가나 공정 솔루션 개발", "다라 도입 바우처"


def _found(call: Call, document: Document) -> list[tuple[str | None, str, int]]:
    budget = extract_budget(document, call)
    found = find_narrative_amounts(document, call, budget)
    return [(each.program, each.source.value, each.amount.krw // 1_000_000) for each in found]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        (f"{SOLUTION}에는 총사업비 6,100백만원을 투입", [(SOLUTION, "total", 6_100)]),
        (
            f"{SOLUTION}(국비 36억원, 지방비 13억원)부터 착수",
            [(SOLUTION, "national", 3_600), (SOLUTION, "local", 1_300)],
        ),
        (f"‘{VOUCHER}’ 프로그램의 국비는 35억원임", [(VOUCHER, "national", 3_500)]),
    ],
)
def test_a_sentence_that_names_a_programme_states_its_money(
    call: Call, document: Documents, sentence: str, found: list[tuple[str | None, str, int]]
) -> None:
    assert _found(call, document("# Ⅰ. 사업 개요", sentence, *TABLES)) == found


@pytest.mark.parametrize(
    "sentence",
    [
        f"{SOLUTION}과 {VOUCHER}에 국비 70억원을 투입",
        f"{SOLUTION} 참여기업은 지방비 2억원을 별도로 지원받음",
        f"{SOLUTION}의 2026년 국비는 16억원",
        f"{VOUCHER}는 기업당 최대 국비 3천만원",
        f"{SOLUTION}에 20억원 규모의 장비를 활용",
    ],
)
def test_a_sentence_that_may_name_other_money_of_a_programme_is_left_out(
    call: Call, document: Documents, sentence: str
) -> None:
    assert _found(call, document("# Ⅰ. 사업 개요", sentence, *TABLES)) == []


def test_the_parts_of_one_source_are_found_where_one_of_them_agrees(call: Call, document: Documents) -> None:
    sentence = "※ 자부담은 참여기업의 현금 703백만원과 장비·인력 등 현물 1,500백만원으로 구성"
    assert _found(call, document("# Ⅰ. 사업 개요", sentence, *TABLES)) == [
        (None, "cash", 703),
        (None, "in_kind", 1_500),
    ]


def test_money_beside_the_plans_own_is_left_out(call: Call, document: Documents) -> None:
    sentence = "- 현금 110백만원, 현물 100백만원을 추가로 확보하고 확인서를 받음"
    assert _found(call, document("# Ⅰ. 사업 개요", sentence, *TABLES)) == []


def test_the_overviews_sources_are_found(call: Call, document: Documents) -> None:
    overview = """
    | 신청기관 | 예시광역시 |
    | 재원 | 국비 7,000백만원, 지방비 2,668백만원, 자부담 2,103백만원 |"""
    assert _found(call, document("# Ⅰ. 사업 개요", (None, None, overview), *TABLES)) == [
        (None, "national", 7_000),
        (None, "local", 2_668),
        (None, "private", 2_103),
    ]


@pytest.mark.parametrize(
    ("title", "label"),
    [("지방비 확보 확약서", "확약금액"), ("지방비 부담 확약서", "부담금액"), ("지방비 확약서", "금액")],
)
def test_a_letter_promises_the_local_money_that_it_is_titled_by(
    call: Call, document: Documents, title: str, label: str
) -> None:
    letter = f"""
    | 사업명 | 지역 주도형 AI 대전환 사업 |
    | 신청 지방정부 | 예시광역시 |
    | {label} | 금 2,468,000,000원 |"""
    for heading in ("# 붙임", "# 8. 성과지표와 기대효과", "# 참여 희망기업 현황"):
        plan = document(*TABLES, heading, title, (None, None, letter))
        assert _found(call, plan) == [(None, "local", 2_468)]


@pytest.mark.parametrize(
    "titles", [("자부담 확약서",), ("도비 부담 확약서",), ("지방비 확보 확약서", "지방비 확보 확약서")]
)
def test_letters_that_promise_a_part_each_are_left_out(
    call: Call, document: Documents, titles: tuple[str, ...]
) -> None:
    letter = (None, None, "| 신청 지방정부 | 예시광역시 |\n| 확약금액 | 금 4,468,000,000원 |")
    letters = [part for title in titles for part in (title, letter)]
    assert _found(call, document(*TABLES, "# 붙임", *letters)) == []


def test_a_letter_about_nothing_known_promises_nothing(call: Call, document: Documents) -> None:
    letter = "| 신청 지방정부 | 예시광역시 |\n| 이행보증 | 금 2,468,000,000원 |"
    assert _found(call, document(*TABLES, "# 붙임", "지방비 확보 확약서", (None, None, letter))) == []


@pytest.mark.parametrize("label", ["투입예산", "소요예산", "필요 예산", "지원예산"])
def test_a_programmes_line_of_money_is_held_against_its_row(call: Call, document: Documents, label: str) -> None:
    line = f"■ {label} : 6,100백만원(국비 3,600백만원, 지방비 1,300백만원, 자부담 1,100백만원)"
    budget = extract_budget(document("# Ⅱ. 사업 내용", f"## 1-1. {SOLUTION}", line, *TABLES), call)
    assert [check.label for check in budget.sums if check.difference] == [
        f"프로그램별 사업비·프로그램 설명 '{SOLUTION} 총사업비'"
    ]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("○ 국비 210억원을 신청함", [(None, "national", 21_000)]),
        ("○ 본 사업은 국비 7억원을 요청하고자 함", [(None, "national", 700)]),
        ("○ 국비 신청액은 금 이백일십억원임", [(None, "national", 21_000)]),
        ("○ 신청 국비는 21,000백만원임", [(None, "national", 21_000)]),
        ("○ 국비 지원을 요청하는 금액은 210억원임", [(None, "national", 21_000)]),
        ("○ 국비는 총 210억원을 요청", [(None, "national", 21_000)]),
        ("○ 자부담은 63억원으로 참여기업이 분담함", [(None, "private", 6_300)]),
        ("○ 소요예산은 총 350억원", [(None, "total", 35_000)]),
        ("○ 소요예산: 총 1,000억원", [(None, "total", 100_000)]),
        ("○ 총사업비(국비+지방비+자부담) : 350억원", [(None, "total", 35_000)]),
    ],
)
def test_what_is_applied_for_is_the_plans_however_far_from_the_tables(
    call: Call, document: Documents, sentence: str, found: list[tuple[str | None, str, int]]
) -> None:
    assert _found(call, document("# Ⅰ. 사업 개요", sentence, *TABLES)) == found


@pytest.mark.parametrize(
    "sentence",
    [
        "○ 타 부처 사업으로 국비 210억원을 신청함",
        "○ 스마트공장 사업에 국비 210억원을 신청함",
        "○ 후속사업으로 국비 210억원을 추가 신청할 예정임",
        "○ AI 인력양성에 국비 5억원을 신청함",
        "○ 국비 5억원을 신청한 기업은 제외함",
        "○ 국비 12억원을 신청하였으나 선정되지 않음",
        "- 국비는 5억원으로 서버를 구입함",
        "○ 국비 20억원으로 GPU 서버를 구축함",
        "○ 소요예산은 기업당 총 3억원임",
        "○ 장비 구입비는 총 30억원임",
        "○ 데이터 집적단지(총사업비 4,000억원)와 연계하여 추진함",
    ],
)
def test_a_part_or_other_money_is_not_what_the_plan_applies_for(call: Call, document: Documents, sentence: str) -> None:
    assert _found(call, document("# Ⅰ. 사업 개요", sentence, *TABLES)) == []


@pytest.mark.parametrize("behind", ["", "(60.0%)", " (확정)"])
def test_a_list_below_the_field_of_the_total_gives_the_sources(call: Call, document: Documents, behind: str) -> None:
    lines = ("○ 총사업비: 120억원", f"- 국비 70억원{behind}", "- 도비: 30억원", "- 자부담 20억원", "○ 기간: 2년")
    assert _found(call, document("# Ⅰ. 사업 개요", *lines, *TABLES)) == [
        (None, "total", 12_000),
        (None, "national", 7_000),
        (None, "metro", 3_000),
        (None, "private", 2_000),
    ]


def test_a_list_below_another_total_is_none_of_the_plans(call: Call, document: Documents) -> None:
    lines = ("○ 2023년 실적 총사업비: 120억원", "- 국비 70억원", "- 도비 30억원")
    assert _found(call, document("# Ⅰ. 사업 개요", *lines, *TABLES)) == []
