"""Words that no vocabulary knows, beside known ones: what the table itself tells of them."""

import pytest

from extractors.budget import extract_budget
from tests.extractors.budget.test_printed_kinds import (
    BOTH,
    PERIOD,
    broken,
    entries,
    funding,
    read,
    table,
    turned,
)


@BOTH
@pytest.mark.parametrize(
    ("earlier", "later"),
    [("신청", "선정"), ("계획", "확정"), ("1차", "최종"), ("부처안", "국회 확정"), ("심의 전", "심의 후")],
)
def test_a_state_in_unknown_words_is_told_by_the_state_beside_it(call, document, turn, earlier, later):
    literal = f"""
    | 재원   | 2026년     | <       | 2027년    |
    | ^      | {earlier}  | {later} | {earlier} |
    | 국비   | 2,600      | 2,400   | 3,600     |
    | 지방비 | 1,000      | 1,000   | 1,500     |
    | 자부담 | 600        | 600     | 900       |
    | 합계   | 4,200      | 4,000   | 6,000     |
    """
    budget = read(call, document, table(turn(literal)))
    assert {("national", 2026, 2_400), ("total", 2026, 4_000), ("national", 2027, 3_600)} <= entries(budget)
    assert not {2_600, 4_200} & {amount for _, _, amount in entries(budget)}
    assert not broken(budget)


def test_a_printed_difference_tells_the_earlier_from_the_later_amount(call, document):
    literal = """
    | 재원   | 갑안   | 을안   | 증감 |
    | 국비   | 6,200  | 6,000  | △200 |
    | 지방비 | 2,400  | 2,500  | 100  |
    | 자부담 | 1,600  | 1,500  | △100 |
    | 합계   | 10,200 | 10,000 | △200 |
    """
    assert funding(read(call, document, table(literal))) == {
        "total": 10_000,
        "national": 6_000,
        "local": 2_500,
        "private": 1_500,
    }


@BOTH
@pytest.mark.parametrize("word", ["참여기업(개)", "교육 목표", "대상", "수혜자(명)"])
def test_what_counts_things_is_no_money_whatever_its_word_names(call, document, turn, word):
    literal = f"""
    | 연도   | {word}  | 국비  | 지방비 | 자부담 | 합계   |
    | 2026년 | 12개사  | 2,400 | 1,000  | 600    | 4,000  |
    | 2027년 | 20개사  | 3,600 | 1,500  | 900    | 6,000  |
    | 합계   | 32개사  | 6,000 | 2,500  | 1,500  | 10,000 |
    """
    budget = read(call, document, table(turn(literal)))
    assert funding(budget) == {"total": 10_000, "national": 6_000, "local": 2_500, "private": 1_500}
    assert len(budget.entries) == 12
    assert not any(entry.program or entry.item for entry in budget.entries)


@pytest.mark.parametrize("nothing", ["해당없음", "없음"])
def test_a_source_without_any_figure_parts_no_table(call, document, nothing):
    literal = f"""
    | 구분   | 국비  | 지방비 | 자부담    | 합계   |
    | 2026년 | 2,400 | 1,600  | {nothing} | 4,000  |
    | 2027년 | 3,600 | 2,400  | 없음      | 6,000  |
    | 합계   | 6,000 | 4,000  | {nothing} | 10,000 |
    """
    assert funding(read(call, document, table(literal))) == {"total": 10_000, "national": 6_000, "local": 4_000}


@BOTH
@pytest.mark.parametrize(
    "years", [("1차", "2차"), ("FY26", "FY27"), ("제1차년도", "제2차년도"), ("1차년도(2026)", "2차년도(2027)")]
)
def test_years_are_told_in_many_ways(call, document, turn, years):
    literal = f"""
    | 연차       | 국비  | 지방비 | 자부담 | 총사업비 |
    | {years[0]} | 2,400 | 1,000  | 600    | 4,000    |
    | {years[1]} | 3,600 | 1,500  | 900    | 6,000    |
    | 합계       | 6,000 | 2,500  | 1,500  | 10,000   |
    """
    budget = read(call, document, table(literal if years[0] == "1차" else turn(literal)))
    assert {("national", 2026, 2_400), ("total", 2027, 6_000), ("total", None, 10_000)} <= entries(budget)


@BOTH
def test_a_range_told_in_years_and_in_counted_years_is_one_range(call, document, turn):
    literal = """
    | 연도                    | 국비  | 지방비 | 자부담 | 계     |
    | 1∼2차년도(2026∼2027)    | 6,000 | 2,500  | 1,500  | 10,000 |
    | 2026년                  | 2,400 | 1,000  | 600    | 4,000  |
    | 2027년                  | 3,600 | 1,500  | 900    | 6,000  |
    """
    budget = read(call, document, table(turn(literal)))
    assert funding(budget)["total"] == 10_000
    assert ("total", 2026, 10_000) not in entries(budget)


@pytest.mark.parametrize("form", ["{}(안)", "{} (예정)", "최대 {}", "{} 수준", "{} / 60.0%"])
def test_what_is_said_of_a_number_leaves_it_an_amount(call, document, form):
    literal = (
        f"| 재원 | 사업비 |\n| 국비 | {form.format('6,000')} |\n| 지방비 | 4,000 |\n| 합계 | {form.format('10,000')} |"
    )
    assert funding(read(call, document, table(literal))) == {"total": 10_000, "national": 6_000, "local": 4_000}


@pytest.mark.parametrize("line", ["※ 작성예시", "자부담 산출 예시(1개사 기준)", "사업비 산정 사례"])
def test_a_line_that_says_example_sets_the_table_aside(call, document, line):
    example = "| 총사업비 | 정부지원금 | 자부담 |\n| 100백만원 | 50백만원 | 50백만원 |"
    budget = read(call, document, line, table(example, None))
    assert not budget.entries
    assert [each.reason for each in budget.set_aside] == ["예시로 적은 금액"]


@pytest.mark.parametrize("where", ["row", "column"])
def test_a_number_cut_without_commas_is_joined_where_the_sums_prove_it(call, document, where):
    literal = "| 구분 | 국비 | 지방비 | 자부담 | 합계 |\n| 금액 | 24.0\\n0 | 10.00 | 6.00 | 40.\\n00 |"
    budget = read(call, document, table(turned(literal) if where == "column" else literal, "억원"))
    assert funding(budget) == {"total": 4_000, "national": 2_400, "local": 1_000, "private": 600}


def test_a_cut_number_may_end_in_the_mark_of_a_rounded_one(call, document):
    literal = "| 구분 | 국비 | 지방비 | 자부담 | 합계 |\n| 금액 | 24.00± | 10.00± | 6.00± | 40.0\\n0± |"
    assert ("total", None, 4_000) in entries(read(call, document, table(literal, "억원")))


def test_a_number_cut_without_commas_is_left_unread_where_nothing_proves_it(call, document):
    literal = "| 구분 | 국비 | 지방비 | 자부담 |\n| 금액 | 24.0\\n0 | 10.00 | 6.00 |"
    assert funding(read(call, document, table(literal, "억원"))) == {"local": 1_000, "private": 600}


@pytest.mark.parametrize("zeros", ["00", "000", "0,000"])
def test_zeros_to_be_filled_in_are_no_amount(call, document, zeros):
    literal = f"| 구분 | 국비 | 지방비 | 자부담 |\n| 금액 | {zeros} | 2,500 | 1,500 |"
    assert funding(read(call, document, table(literal))) == {"local": 2_500, "private": 1_500}


def test_a_unit_below_the_last_table_is_its_unit(call, document):
    literal = "| 구분 | 국비 | 지방비 | 합계 |\n| 금액 | 6,000 | 4,000 | 10,000 |"
    below = read(call, document, table(literal, None), "※ 단위: 백만원", "끝.")
    assert funding(below) == {"total": 10_000, "national": 6_000, "local": 4_000}
    above_another = read(call, document, table(literal, None), "(단위: 천원)", table(literal, "천원"))
    assert above_another.funding.total is not None
    assert above_another.funding.total.krw == 10_000_000


def test_a_unit_above_a_remark_is_the_tables_below_it(call, document):
    literal = "| 구분 | 국비 | 지방비 | 합계 |\n| 금액 | 6,000 | 4,000 | 10,000 |"
    budget = read(call, document, "< 재원별 사업비 (단위: 백만원) >", "아래와 같이 편성함", table(literal, None))
    assert funding(budget) == {"total": 10_000, "national": 6_000, "local": 4_000}


def test_an_unfinished_list_is_not_added_up(call, document):
    literal = """
    | 비목   | 정부지원금 | 자부담 |
    | 재료비 | 3,448      | 1,000  |
    | 외주비 | 7,652      | 2,000  |
    | …      |            |        |
    | 합계   |            |        |
    """
    assert funding(read(call, document, table(literal))) == {}


def test_an_applicants_label_tells_whose_plan_it_is_before_a_pages_header(call, document):
    parts = ("인천광역시 사업계획", "신청기관 : 충청북도", PERIOD, "# 소요예산")
    literal = "| 구분 | 국비 | 시비 | 합계 |\n| 금액 | 6,000 | 4,000 | 10,000 |"
    budget = extract_budget(document(*parts, table(literal)), call)
    assert budget.funding.district is not None
    assert budget.funding.district.krw == 4_000_000_000


@pytest.mark.parametrize("elsewhere", ["지정몫(A)", "지정 몫", "지정몫(백만원)", "지정몫(15.0%)", "지정몫*"])
def test_an_unknown_source_is_the_same_one_whatever_is_printed_beside_its_word(call, document, elsewhere):
    first = f"""
    | 국비  | 지방비 | {elsewhere} | 합계   |
    | 6,000 | 2,500  | 1,500       | 10,000 |
    """
    second = """
    | 연도   | 국비  | 지방비 | 지정몫 | 합계   |
    | 2026년 | 2,400 | 1,000  | 600    | 4,000  |
    | 2027년 | 3,600 | 1,500  | 900    | 6,000  |
    """
    budget = read(call, document, table(first), table(second))
    assert not broken(budget)
    assert len({source.name for source in budget.other_sources}) == 1


def test_two_unknown_sources_are_added_up_each_by_itself(call, document):
    first = """
    | 국비  | 갑몫 | 을몫  | 합계   |
    | 6,000 | 2,500 | 1,500 | 10,000 |
    """
    second = """
    | 연도   | 국비  | 갑몫  | 을몫 | 합계  |
    | 2026년 | 2,400 | 1,000 | 600  | 4,000 |
    | 2027년 | 3,600 | 1,500 | 900  | 6,000 |
    """
    assert not broken(read(call, document, table(first), table(second)))
