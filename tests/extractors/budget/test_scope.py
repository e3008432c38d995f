"""What a table is about: the whole plan, a year, a programme, an organisation, one source, or other money."""

from collections.abc import Callable

import pytest

from extractors.budget import extract_budget
from schemas import Budget, Call, Document, Source, SumStatus

Documents = Callable[..., Document]
BY_SOURCE = (
    "< 재원별 총사업비 >",
    "백만원",
    "| 구분 | 합계 | 국비 | 지방비 | 자부담 |\n| 금액 | 1,500 | 900 | 330 | 270 |",
)
BY_PROGRAM = (
    "< 프로그램별 사업비 >",
    "백만원",
    """
    | 프로그램 | 합계 | 국비 | 지방비 | 자부담 |
    | 가나 솔루션 개발 | 1,000 | 600 | 220 | 180 |
    | 다라 바우처 지원 | 500 | 300 | 110 | 90 |
    | 합계 | 1,500 | 900 | 330 | 270 |""",
)
BY_ORGANIZATION = (
    "< 기관별 사업비 >",
    "백만원",
    """
    | 기관명 | 합계 | 국비 | 지방비 | 자부담 |
    | 예시테크노파크 | 1,000 | 600 | 220 | 180 |
    | 예시대학교 | 500 | 300 | 110 | 90 |
    | 계 | 1,500 | 900 | 330 | 270 |""",
)
PLAN = ("사업기간 : 2026. 4. ~ 2027. 12.", "# Ⅵ. 소요예산", BY_SOURCE, BY_PROGRAM, BY_ORGANIZATION)


def _items(tenths: int) -> str:
    """HeaderPath items of so many tenths of 1,000."""
    half = f"{50 * tenths:,} | {30 * tenths:,} | {11 * tenths:,} | {9 * tenths:,}"
    whole = f"{100 * tenths:,} | {60 * tenths:,} | {22 * tenths:,} | {18 * tenths:,}"
    return f"| 비목 | 금액 | 국비 | 지방비 | 자부담 |\n| 인건비 | {half} |\n| 운영비 | {half} |\n| 합계 | {whole} |"


def _check_nothing_is_broken(budget: Budget) -> None:
    assert [check.label for check in budget.sums if check.status is SumStatus.BROKEN] == []
    assert budget.funding.total is not None
    assert budget.funding.total.krw == 1_500_000_000


@pytest.mark.parametrize(
    ("heading", "caption"),
    [
        ("### 가. 2026년 세부 예산", None),
        ("### 가. 세부 예산", "< 1차년도 비목별 소요예산 >"),
        ("### 가. 세부 예산", "2026년도 산출내역"),
    ],
)
def test_a_year_around_a_table_is_the_year_of_its_money(
    call: Call, document: Documents, heading: str, caption: str | None
) -> None:
    budget = extract_budget(document(*PLAN, heading, (caption, "백만원", _items(7))), call)
    _check_nothing_is_broken(budget)
    assert {entry.year for entry in budget.entries if entry.table == 3} == {2026}


@pytest.mark.parametrize(("last", "total"), [("2026. 12.", 1_500_000_000), ("2027. 12.", None)])
def test_one_year_is_the_whole_plan_only_if_the_plan_has_one_year(
    call: Call, document: Documents, last: str, total: int | None
) -> None:
    plan = document(f"사업기간 : 2026. 4. ~ {last}", "# Ⅵ. 소요예산", ("2026년 소요예산", *BY_SOURCE[1:]))
    budget = extract_budget(plan, call)
    assert (budget.funding.total.krw if budget.funding.total else None) == total
    assert budget.by_year["2026"].total is not None


def test_a_year_in_the_name_of_the_call_is_no_year_of_the_money(call: Call, document: Documents) -> None:
    caption = "2026년 지역 주도형 AI 대전환 사업 총사업비"
    budget = extract_budget(document("# Ⅵ. 소요예산", (caption, *BY_SOURCE[1:])), call)
    assert {entry.year for entry in budget.entries} == {None}


@pytest.mark.parametrize("caption", ["< 다라 바우처 지원 산출근거 >", "2) 다라 바우처 지원"])
def test_a_programme_in_the_caption_owns_the_table(call: Call, document: Documents, caption: str) -> None:
    budget = extract_budget(document(*PLAN, (caption, "백만원", _items(5))), call)
    _check_nothing_is_broken(budget)
    assert {entry.program for entry in budget.entries if entry.table == 3} == {"다라 바우처 지원"}


def test_a_table_of_areas_among_the_programmes_is_about_all_of_them(call: Call, document: Documents) -> None:
    by_area = (
        "< 분야별 프로그램 구성 >",
        "백만원",
        """
        | 지원분야 | 합계 | 국비 | 지방비 | 자부담 |
        | AI 솔루션 | 1,000 | 600 | 220 | 180 |
        | AI 인프라 | 500 | 300 | 110 | 90 |
        | 합계 | 1,500 | 900 | 330 | 270 |""",
    )
    plan = document("# Ⅳ. 분야별 세부 프로그램", "## 총괄", by_area, "# Ⅵ. 소요예산", BY_SOURCE, BY_PROGRAM)
    budget = extract_budget(plan, call)
    assert {entry.program for entry in budget.entries if entry.table == 0} == {None}
    _check_nothing_is_broken(budget)


def test_a_table_below_an_organisations_heading_is_the_organisations(call: Call, document: Documents) -> None:
    budget = extract_budget(document(*PLAN, "## (2) 예시대학교", ("비목별 예산", "백만원", _items(5))), call)
    _check_nothing_is_broken(budget)
    assert {entry.organization for entry in budget.entries if entry.table == 3} == {"예시대학교"}


def test_a_table_about_a_part_of_the_plan_contradicts_nothing(call: Call, document: Documents) -> None:
    budget = extract_budget(document(*PLAN, "## 장비 구축 예산", (None, "백만원", _items(3))), call)
    _check_nothing_is_broken(budget)


@pytest.mark.parametrize(
    ("caption", "table", "source", "krw"),
    [
        (
            "지방비 확보 계획",
            "| 구분 | 2026년 | 합계 |\n| 시비 | 230 | 230 |\n| 구비 | 100 | 100 |\n| 계 | 330 | 330 |",
            "local",
            330,
        ),
        ("민간부담금 확보 방안", "| 기관 | 현금 | 현물 | 계 |\n| 예시기업 | 70 | 200 | 270 |", "private", 270),
        ("국비 집행계획", "| 구분 | 2026년 | 2027년 | 합계 |\n| 소요예산 | 400 | 500 | 900 |", "national", 900),
    ],
)
def test_the_sum_of_one_sources_table_is_that_source(
    call: Call, document: Documents, caption: str, table: str, source: str, krw: int
) -> None:
    budget = extract_budget(document(*PLAN, (caption, "백만원", table)), call)
    _check_nothing_is_broken(budget)
    sums = {
        entry.krw for entry in budget.entries if entry.table == 3 and entry.source is Source(source) and entry.rollup
    }
    assert krw * 1_000_000 in sums
    assert not [entry for entry in budget.entries if entry.table == 3 and entry.source is Source.TOTAL]


@pytest.mark.parametrize(
    ("heading", "caption", "table"),
    [
        (
            "# Ⅱ. 지역산업 현황",
            "제조업 매출액",
            "| 구분 | 2024년 | 2025년 |\n| 매출액 | 1,000 | 2,000 |\n| 수출액 | 100 | 200 |",
        ),
        ("# Ⅱ. 지역산업 현황", "국비 확보 실적", "| 연도 | 국비 | 지방비 | 합계 |\n| 2024 | 100 | 200 | 300 |"),
        (
            "# Ⅶ. 차별성",
            "타 사업과의 비교",
            "| 사업명 | 총사업비 | 국비 | 지방비 |\n| 예시 지원 | 3,000 | 2,000 | 1,000 |",
        ),
        ("# Ⅷ. 성과지표", "성과목표", "| 지표 | 2026년 | 2027년 |\n| 매출 증가액 | 100 | 200 |\n| 고용 | 10 | 20 |"),
        ("# Ⅷ. 기대효과", "투자유치 효과", "| 구분 | 2026년 | 2027년 |\n| 투자 | 100 | 200 |"),
    ],
)
def test_tables_about_other_money_give_no_entries(
    call: Call, document: Documents, heading: str, caption: str, table: str
) -> None:
    budget = extract_budget(document(*PLAN, heading, (caption, "백만원", table)), call)
    assert {entry.table for entry in budget.entries} == {0, 1, 2}
