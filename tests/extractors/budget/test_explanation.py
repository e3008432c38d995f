"""What is told of a table that someone asks about."""

from collections.abc import Callable

import pytest

from extractors.budget import explain_table
from schemas import Call, Document

Documents = Callable[..., Document]
ROWS = """| 재원 | 당초 | 변경 | 증감 |
          | 국비 | 450 | 400 | △50 |
          | 향토몫 | 100 | 117 | 17 |
          | 지방비 | 310 | 300 | △10 |
          | 합계 | 860 | 817 | △43 |"""


def test_headers_relations_and_the_decision_are_told(call: Call, document: Documents) -> None:
    told = explain_table(document("# 소요예산", ("< 재원별 사업비 >", "백만원", ROWS)), call, 0)
    assert told.decision == "이 사업의 금액"
    assert "2행 '국비' → 재원 국비" in told.rows
    assert "3행 '향토몫' → 재원 뜻을 알 수 없는 재원(향토몫)" in told.rows
    assert "2열 '당초' → 변경 전 금액" in told.columns
    assert "합계[5행] = 국비[2행] + 향토몫[3행] + 지방비[4행] (3곳 중 3곳 일치)" in told.relations
    assert "증감[4열] = 변경[3열] - 당초[2열]" in told.relations
    assert "[제외]\n  없음" in told.text()


PROGRAMMES = """| 분야 | 세부 프로그램 | 물량 | 합계 | 국비 | 지방비 |
                | 솔루션 | 금속 솔루션 실증 | 12개(신규 8) | 300 | 200 | 100 |
                | 솔루션 | 식품 솔루션 보급 | 20개(신규 9) | 150 | 100 | 50 |
                | 솔루션 | 소계 | | 450 | 300 | 150 |
                | 운영 | 사업단 운영 | 1식 | 300 | 200 | 100 |
                | 운영 | 소계 | | 300 | 200 | 100 |
                | 합계 | | | 750 | 500 | 250 |"""


def test_names_are_told_once_and_a_subtotal_of_one_line_stands_for_it(call: Call, document: Documents) -> None:
    told = explain_table(document("# 소요예산", ("< 프로그램별 사업비 >", "백만원", PROGRAMMES)), call, 0)
    assert "2행 → 분야 '솔루션', 프로그램 '금속 솔루션 실증'" in told.rows
    assert any(each.startswith("합계[7행] = 솔루션 소계[4행] + 운영 소계[6행]") for each in told.relations)
    assert "운영 소계[6행] = 사업단 운영[5행] (같은 숫자)" in told.relations


def test_equal_numbers_of_unlike_lines_are_no_relation(call: Call, document: Documents) -> None:
    told = explain_table(document("# 소요예산", ("< 프로그램별 사업비 >", "백만원", PROGRAMMES)), call, 0)
    assert not any("사업단 운영[5행] = 금속" in each for each in told.relations)


def test_a_column_of_quantities_is_told_to_be_set_aside(call: Call, document: Documents) -> None:
    told = explain_table(document("# 소요예산", ("< 프로그램별 사업비 >", "백만원", PROGRAMMES)), call, 0)
    assert told.set_aside == ("3열 '물량': 금액이 아닌 수(물량·비율·산출근거)로 보아 제외",)


def test_a_header_that_only_says_amount_is_told_as_printed(call: Call, document: Documents) -> None:
    rows = "| 구분 | 합계 | 국비 | 지방비 |\n| 금액 | 300 | 200 | 100 |"
    told = explain_table(document("# 소요예산", ("< 재원별 사업비 >", "백만원", rows)), call, 0)
    assert told.rows == ("2행 '금액' → 전체 금액",)


def test_a_table_that_was_set_aside_says_why(call: Call, document: Documents) -> None:
    rows = "| 총사업비 | 국비 | 자부담 |\n| 100 | 50 | 50 |"
    told = explain_table(document("# 소요예산", ("< 사업비 구성(예시) >", "백만원", rows)), call, 0)
    assert told.decision == "이 사업의 금액으로 보지 않음(예시로 적은 금액)"
    assert told.set_aside == ("표 전체: 이 사업의 금액으로 보지 않음(예시로 적은 금액)",)


def test_a_table_without_money_has_nothing_to_explain(call: Call, document: Documents) -> None:
    told = explain_table(document(("연락처", None, "| 이름 | 역할 |\n| 가나 | 총괄 |")), call, 0)
    assert not told.columns
    assert not told.relations


def test_a_table_that_is_not_there_is_no_table(call: Call, document: Documents) -> None:
    with pytest.raises(IndexError):
        explain_table(document("# 소요예산"), call, 0)
