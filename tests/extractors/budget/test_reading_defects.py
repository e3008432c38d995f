"""Tables as damaged readers and writers leave them: cut cells, lost units, tables cut by pages, merged figures."""

from collections.abc import Callable

from extractors.budget import extract_budget
from schemas import Budget, Call, Document, SumStatus

Documents = Callable[..., Document]


def _no_broken_sum(budget: Budget) -> bool:
    return bool(budget.sums) and all(check.status is not SumStatus.BROKEN for check in budget.sums)


def test_an_area_whose_cell_was_cut_in_two_keeps_its_subtotal(call: Call, document: Documents) -> None:
    table = """
    | 분야 | 세부 프로그램 | 합계 | 국비 | 지방비 | 자부담 |
    | AI 인프라(테스트베드·클라 | 가나 구축 | 1,000 | 600 | 220 | 180 |
    | 우드) | 다라 조성 | 500 | 300 | 110 | 90 |
    | ^ | 소계 | 1,500 | 900 | 330 | 270 |
    | AI 인력양성 | 마바 교육 | 700 | 420 | 150 | 130 |
    | ^ | 소계 | 700 | 420 | 150 | 130 |
    | 합계 | < | 2,200 | 1,320 | 480 | 400 |"""
    assert _no_broken_sum(extract_budget(document(("프로그램별 사업비", "백만원", table)), call))


def test_a_total_that_inherited_the_last_areas_name_is_the_total(call: Call, document: Documents) -> None:
    table = """
    | 분야 | 세부 프로그램 | 합계 | 국비 | 지방비 | 자부담 |
    | 솔루션 | 가나 개발 | 1,000 | 600 | 220 | 180 |
    | 인프라 | 다라 조성 | 500 | 300 | 110 | 90 |
    | ^ | 합계 | 1,500 | 900 | 330 | 270 |"""
    budget = extract_budget(document(("프로그램별 사업비", "백만원", table)), call)
    assert _no_broken_sum(budget)
    assert budget.funding.total is not None
    assert budget.funding.total.krw == 1_500_000_000
    assert "프로그램별 사업비 '합계 · 국비'" in {check.label for check in budget.sums}
    assert not [check.label for check in budget.sums if "인프라 합계" in check.label]


def test_headers_that_lost_the_line_between_them_are_told_apart(call: Call, document: Documents) -> None:
    table = "| 구분 | 합계 국비 | < | 지방비 자부담 | < |\n| 금액 | 11,671 | 7,000 | 2,568 | 2,103 |"
    funding = extract_budget(document(("재원별 사업비", "백만원", table)), call).funding
    assert funding.private is not None
    assert funding.private.krw == 2_103_000_000


def test_a_table_cut_by_a_page_number_is_one_table(call: Call, document: Documents) -> None:
    head = "| 비목 | 세목 | 금액 | 국비 | 지방비 |\n"
    first = f"{head}| 인건비 | 책임자 | 500 | 300 | 200 |"
    second = f"{head}| 인건비 | 연구원 | 400 | 300 | 100 |\n| 합계 | < | 900 | 600 | 300 |"
    budget = extract_budget(document(("비목별 예산", "천원", first), "1/2", (None, "천원", second)), call)
    assert _no_broken_sum(budget)
    assert {entry.table for entry in budget.entries} == {0}


def test_a_merged_figure_counts_once(call: Call, document: Documents) -> None:
    table = """
    | 연도 | 합계 | 국비 | 지방비 |
    | 2026년 | 5,000 | 3,000 | 2,000 |
    | 2027년 | 6,000 | 3,600 | 2,400 |
    | ^ | ^ | ^ | ^ |
    | 합계 | 11,000 | 6,600 | 4,400 |"""
    budget = extract_budget(document(("연차별 사업비", "백만원", table)), call)
    assert _no_broken_sum(budget)
    assert len(budget.entries) == 9


def test_a_number_of_programmes_is_no_name(call: Call, document: Documents) -> None:
    table = """
    | 지원분야 | 프로그램 수 | 총사업비 | 국비 | 지방비 |
    | 솔루션 | 3개 | 500 | 300 | 200 |
    | 인프라 | 1개 | 400 | 300 | 100 |
    | 총사업비 | 4개 | 900 | 600 | 300 |"""
    budget = extract_budget(document(("분야별 구성", "천원", table)), call)
    assert {entry.program for entry in budget.entries} == {None}
    assert budget.funding.total is not None
    assert budget.funding.total.krw == 900_000


def test_without_any_unit_a_number_is_no_money(call: Call, document: Documents) -> None:
    table = "| 구분 | 합계 | 국비 | 지방비 | 자부담 |\n| 금액 | 11,671 | 7,000 | 2,568 | 2,103 |"
    budget = extract_budget(document(("재원별 사업비", None, table)), call)
    assert budget.entries == ()
    assert budget.funding.total is None
    assert "단위" in budget.funding.unknown["total"]


def test_every_entry_leads_back_to_its_cell(call: Call, document: Documents) -> None:
    table = "| 구분 | 합계 | 국비 | 지방비 | 자부담 |\n| 금액 | 11,671 | 7,000 | 2,568 | 2,103 |"
    for entry in extract_budget(document(("재원별 사업비", "백만원", table)), call).entries:
        (anchor,) = entry.evidence
        assert f"{entry.krw // 1_000_000:,}" == anchor.text
        assert anchor.path is not None
