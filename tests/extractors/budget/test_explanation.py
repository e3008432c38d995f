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
    assert "1행 '국비' → 재원 국비" in told.rows
    assert "2행 '향토몫' → 재원 뜻을 알 수 없는 재원(향토몫)" in told.rows
    assert "1열 '당초' → 바뀌기 전 금액" in told.columns
    assert "4행 = 1행 + 2행 + 3행 (3곳 중 3곳 일치)" in told.relations
    assert "3열 = 2열 - 1열" in told.relations
    assert "[제외]\n  없음" in told.text()


def test_a_table_that_was_set_aside_says_why(call: Call, document: Documents) -> None:
    rows = "| 총사업비 | 국비 | 자부담 |\n| 100 | 50 | 50 |"
    told = explain_table(document("# 소요예산", ("< 사업비 구성(예시) >", "백만원", rows)), call, 0)
    assert told.decision == "이 사업의 금액으로 보지 않음(예시로 적은 금액)"


def test_a_table_without_money_has_nothing_to_explain(call: Call, document: Documents) -> None:
    told = explain_table(document(("연락처", None, "| 이름 | 역할 |\n| 가나 | 총괄 |")), call, 0)
    assert not told.columns
    assert not told.relations


def test_a_table_that_is_not_there_is_no_table(call: Call, document: Documents) -> None:
    with pytest.raises(IndexError):
        explain_table(document("# 소요예산"), call, 0)
