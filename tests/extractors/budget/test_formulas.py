"""Letters in headers are references: C=A+B is a sum of the table, checked as any other and reported once."""

from collections.abc import Callable

import pytest

from extractors.budget import extract_budget
from extractors.budget.reconciliation.header_formulas import read_formula, read_letters
from schemas import Call, Document, SumStatus

Documents = Callable[..., Document]


@pytest.mark.parametrize(
    ("text", "letters", "formula"),
    [
        ("국비(A)", {"A"}, None),
        ("정부지원금 ⓐ", {"Ⓐ"}, None),
        ("지원금 A", {"A"}, None),
        ("총사업비(C=A+B)", {"C"}, "C=A+B"),
        ("총사업비 C = A + B", {"C"}, "C=A+B"),
        ("총사업비（Ｃ＝Ａ＋Ｂ）", {"C"}, "C=A+B"),
        ("합계(B+C)", set(), "B+C"),
        ("합계 (D) (B+C)", {"D"}, "D=B+C"),
        ("총사업비(ⓐ+ⓑ+ⓒ)", set(), "Ⓐ+Ⓑ+Ⓒ"),
        ("증감(C-A)", set(), "C-A"),
        ("③=①+②", {"③"}, "③=①+②"),
        ("민간부담금 (현금) B", {"B"}, None),
        ("R&D 지원", set(), None),
        ("AI 바우처(S/W)", set(), None),
    ],
)
def test_headers_name_letters_and_formulas(text: str, letters: set[str], formula: str | None) -> None:
    found = read_formula(text)
    assert (found.text if found else None) == formula
    assert read_letters(text) == letters


def _labels(call: Call, plan: Document) -> dict[str, SumStatus]:
    return {check.label: check.status for check in extract_budget(plan, call).sums}


def test_formula_over_a_header_that_covers_several_columns_adds_them_all(call: Call, document: Documents) -> None:
    table = """
    | 연도 | 정부지원사업비(A) | 자기부담(B) | < | 총사업비(C=A+B) |
    | ^ | 국비 | 현금 | 현물 | ^ |
    | 2026년 | 3,150 | 1,155 | 947 | {} |"""
    for total, status in (("5,252", SumStatus.EXACT), ("5,352", SumStatus.BROKEN)):
        labels = _labels(call, document(("사업비", "백만원", table.format(total))))
        assert list(labels.values()) == [status]


def test_formula_that_meaning_already_checks_is_reported_once(call: Call, document: Documents) -> None:
    table = "| 구분 | 국비(A) | 지방비(B) | 자부담(C) | 총사업비(D=A+B+C) |\n| 금액 | 7,000 | 2,568 | 2,103 | 11,771 |"
    budget = extract_budget(document(("재원별 사업비", "백만원", table)), call)
    assert len(budget.sums) == 1
    assert {repair.broken for repair in budget.repairs} == {1}


STATEMENT = """
| 구분 | 당초(A) | 추경(B) | 예산안(C=A+B) | 증감(C-A) |
| 국비 | 3,500 | 1,200 | {} | 1,200 |
| 지방비 | 1,284 | 400 | 1,684 | 400 |"""


@pytest.mark.parametrize(("stated", "status"), [("4,700", SumStatus.EXACT), ("4,900", SumStatus.BROKEN)])
def test_formulas_say_what_words_alone_do_not(call: Call, document: Documents, stated: str, status: SumStatus) -> None:
    labels = _labels(call, document(("재원별 사업비", "백만원", STATEMENT.format(stated))))
    assert labels["재원별 사업비 '국비' C=A+B"] is status
    assert labels["재원별 사업비 '국비' C-A"] is status
    assert labels["재원별 사업비 '지방비' C=A+B"] is SumStatus.EXACT


def test_letters_that_repeat_in_each_group_stay_within_it(call: Call, document: Documents) -> None:
    table = """
    | 구분 | 2026년 | < | < | 2027년 | < | < |
    | ^ | 국비(A) | 지방비(B) | 계(A+B) | 국비(A) | 지방비(B) | 계(A+B) |
    | 가나 개발 | 600 | 220 | 820 | 300 | 110 | 410 |
    | 다라 바우처 | 300 | 110 | 410 | 100 | 50 | 150 |"""
    labels = _labels(call, document(("프로그램별 사업비", "백만원", table)))
    assert labels
    assert set(labels.values()) == {SumStatus.EXACT}


def test_letters_that_no_line_has_say_nothing(call: Call, document: Documents) -> None:
    table = "| 구분 | 국비 | 지방비 | 총사업비(C=A+B) |\n| 금액 | 7,000 | 2,568 | 9,568 |"
    assert list(_labels(call, document(("재원별 사업비", "백만원", table))).values()) == [SumStatus.EXACT]
