"""Cross-footing: what holds is exact or off by rounding, what does not is broken, and the wrong cell is named."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.budget import extract_budget
from schemas import Call, Document, SumStatus

Documents = Callable[..., Document]
PLAN = {("2026년", "국비"): 3150, ("2026년", "지방비"): 1155, ("2026년", "자부담"): 947}
PLAN |= {("2027년", "국비"): 3850, ("2027년", "지방비"): 1413, ("2027년", "자부담"): 1156}
YEARS, SOURCES = ("2026년", "2027년"), ("국비", "지방비", "자부담")


def _rows(plan: dict[tuple[str, str], int]) -> list[list[int]]:
    """Years down and sources across, with the sums of both."""
    rows = [[plan[year, source] for source in SOURCES] for year in YEARS]
    rows.append([sum(column) for column in zip(*rows, strict=True)])
    return [[sum(row), *row] for row in rows]


def _literal(rows: list[list[str]]) -> str:
    lines = [f"| {name} | {' | '.join(row)} |" for name, row in zip((*YEARS, "합계"), rows, strict=True)]
    return "\n".join(["| 연도 | 합계 | 국비 | 지방비 | 자부담 |", *lines])


def _printed(rows: list[list[int]]) -> list[list[str]]:
    return [[f"{number:,}" for number in row] for row in rows]


def test_a_consistent_plan_is_exact_in_every_sum(call: Call, document: Documents) -> None:
    budget = extract_budget(document(("연차별 사업비", "백만원", _literal(_printed(_rows(PLAN))))), call)
    assert len(budget.sums) == 7
    assert {check.status for check in budget.sums} == {SumStatus.EXACT}


def test_total_may_differ_by_one_unit_per_two_terms(call: Call, document: Documents) -> None:
    table = "| 구분 | 합계 | 국비 | 지방비 | 자부담 |\n| 금액 | {} | 7,000 | 2,568 | 2,103 |"
    for total, status in (("11,671", "exact"), ("11,673", "rounding"), ("11,669", "rounding"), ("11,674", "broken")):
        budget = extract_budget(document(("재원별 사업비", "백만원", table.format(total))), call)
        assert [check.status for check in budget.sums] == [status]
        assert [check.tolerance for check in budget.sums] == [2_000_000]


@pytest.mark.parametrize("row", range(3))
@pytest.mark.parametrize("col", range(4))
def test_the_one_wrong_cell_is_named_with_the_value_that_repairs_it(
    call: Call, document: Documents, row: int, col: int
) -> None:
    rows = _rows(PLAN)
    right = rows[row][col]
    rows[row][col] += 130
    budget = extract_budget(document(("연차별 사업비", "백만원", _literal(_printed(rows)))), call)
    (repair,) = budget.repairs
    assert repair.printed.krw == (right + 130) * 1_000_000
    assert repair.repaired_krw == right * 1_000_000
    assert repair.repairs == repair.broken == 2
    words = dict.fromkeys(((*YEARS, "합계")[row], ("합계", *SOURCES)[col]))
    assert repair.label == f"연차별 사업비 '{' · '.join(words)}' 칸"


def test_two_tables_at_one_coordinate_must_agree(call: Call, document: Documents) -> None:
    by_source = "| 구분 | 합계 | 국비 | 지방비 | 자부담 |\n| 금액 | 11,801 | 7,000 | 2,568 | 2,233 |"
    plan = document(("총괄", "백만원", by_source), ("연차별", "백만원", _literal(_printed(_rows(PLAN)))))
    budget = extract_budget(plan, call)
    broken = [check for check in budget.sums if check.status is SumStatus.BROKEN]
    assert {check.difference for check in broken} == {130_000_000}
    assert {repair.repaired_krw for repair in budget.repairs} == {11_671_000_000, 2_103_000_000}


def test_a_programmes_own_line_must_agree_with_the_table(call: Call, document: Documents) -> None:
    table = """
    | 프로그램 | 합계 | 국비 | 지방비 | 자부담 |
    | 가나 개발 | 1,000 | 600 | 220 | 180 |
    | 다라 바우처 | 500 | 300 | 110 | 90 |
    | 합계 | 1,500 | 900 | 330 | 270 |"""
    for stated, broken in (("1,000", 0), ("1,100", 1)):
        plan = document(
            "# Ⅱ. 세부 추진계획",
            "## 1-1. 가나 개발",
            f"□ (소요예산) {stated}백만원 (국비 600, 지방비 220, 자부담 180)",
            "# Ⅳ. 소요예산",
            ("프로그램별 사업비", "백만원", table),
        )
        checks = extract_budget(plan, call).sums
        assert sum(check.status is SumStatus.BROKEN for check in checks) == broken


def test_years_in_tables_of_their_own_add_up_to_the_total_in_another(call: Call, document: Documents) -> None:
    head = "| 합계 | 국비 | 지방비 | 자부담 |"
    plan = document(
        ("재원별 총사업비", "백만원", f"{head}\n| 11,671 | 7,000 | 2,568 | 2,103 |"),
        ("2026년 사업비", "백만원", f"{head}\n| 5,252 | 3,150 | 1,155 | 947 |"),
        ("2027년 사업비", "백만원", f"{head}\n| 6,419 | 3,850 | 1,413 | 1,156 |"),
    )
    labels = {check.label: check.status for check in extract_budget(plan, call).sums}
    assert labels["연차별 합산 '총사업비'"] is SumStatus.EXACT
    assert labels["연차별 합산 '자부담'"] is SumStatus.EXACT


def test_a_table_without_private_money_is_not_held_to_a_total_that_has_it(call: Call, document: Documents) -> None:
    plan = document(
        ("연차별 사업비", "백만원", _literal(_printed(_rows(PLAN)))),
        ("국비 및 지방비 확보 계획", "백만원", "| 총사업비 | 국비 | 지방비 |\n| 11,671 | 7,000 | 2,568 |"),
    )
    assert all(check.status is not SumStatus.BROKEN for check in extract_budget(plan, call).sums)


UNITS = [("원", 1_000_000), ("천원", 1_000), ("백만원", 1)]


@settings(max_examples=25)
@given(
    st.lists(st.integers(min_value=0, max_value=99_999), min_size=6, max_size=6),
    st.sampled_from(UNITS),
)
def test_a_consistent_plan_stays_consistent_under_any_unit(
    call: Call, document: Documents, numbers: list[int], unit: tuple[str, int]
) -> None:
    plan = dict(zip(PLAN, numbers, strict=True))
    name, factor = unit
    rows = [[number * factor for number in row] for row in _rows(plan)]
    budget = extract_budget(document(("연차별 사업비", name, _literal(_printed(rows)))), call)
    assert {check.status for check in budget.sums} == {SumStatus.EXACT}
    total = budget.funding.total
    assert total is not None
    assert total.krw == sum(numbers) * 1_000_000


@settings(max_examples=25)
@given(st.lists(st.integers(min_value=1, max_value=9_999), min_size=6, max_size=6))
def test_a_plan_rounded_to_a_tenth_of_a_hundred_million_is_never_broken(
    call: Call, document: Documents, numbers: list[int]
) -> None:
    plan = dict(zip(PLAN, numbers, strict=True))
    rows = [[f"{(number + 5) // 10 / 10:.1f}" for number in row] for row in _rows(plan)]
    budget = extract_budget(document(("연차별 사업비", "억원", _literal(rows))), call)
    assert len(budget.sums) == 7
    assert all(check.status is not SumStatus.BROKEN for check in budget.sums)
