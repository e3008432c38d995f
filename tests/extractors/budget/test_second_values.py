"""Cells and rows that print more than one value: pairs, changed amounts, values in brackets; and counted years."""

import pytest

from tests.extractors.budget.test_printed_kinds import BOTH, broken, entries, funding, read, table

WHOLE = {"total": 10_000, "national": 6_000, "local": 2_500, "private": 1_500}


def _named(budget, axis: str) -> set[tuple[str, str | None, int]]:
    return {(e.source.value, getattr(e, axis), e.krw // 1_000_000) for e in budget.entries}


@pytest.mark.parametrize("form", ["{}({})", "{} ({})", "{}\\n({})"])
@pytest.mark.parametrize("header", ["사업비(국비)", "총사업비 (국고보조금)"])
def test_a_cell_of_two_amounts_below_a_header_of_two_states_both(call, document, form, header):
    literal = f"""
    | 비목   | {header}                     | <                            |
    | ^      | 2026                         | 2027                         |
    | 인건비 | {form.format("1,000", 600)}  | {form.format("1,200", 700)}  |
    | 재료비 | {form.format("3,000", "90")} | {form.format("4,800", 2300)} |
    | 합계   | {form.format("4,000", 690)}  | {form.format("6,000", 3000)} |
    """
    budget = read(call, document, table(literal))
    assert {("total", 2026, 1_000), ("national", 2026, 600), ("national", 2026, 90), ("total", 2027, 6_000)} <= entries(
        budget
    )
    assert not broken(budget)


@pytest.mark.parametrize(("cell", "is_read"), [("4,000(2,69\\n0)", True), ("4,000(2,690 중)", False)])
def test_a_pair_that_a_cell_broke_is_read_and_one_that_is_none_leaves_its_sums_open(call, document, cell, is_read):
    literal = f"""
    | 비목   | 사업비(국비) | <            | <             |
    | ^      | 2026         | 2027         | 합계          |
    | 인건비 | 1,000(600)   | 1,200(700)   | 2,200(1,300)  |
    | 재료비 | 3,000(2,090) | 4,800(2,300) | 7,800(4,390)  |
    | 합계   | {cell}       | 6,000(3,000) | 10,000(5,690) |
    """
    budget = read(call, document, table(literal))
    assert {("total", 2026, 4_000), ("national", 2026, 2_690)} & entries(budget) == (
        {("total", 2026, 4_000), ("national", 2026, 2_690)} if is_read else set()
    )
    assert not broken(budget)


def test_a_cell_of_two_amounts_below_a_header_of_one_stays_open(call, document):
    literal = """
    | 비목   | 국비       | 지방비 | 합계  |
    | 인건비 | 600(1,000) | 400    | 1,000 |
    | 재료비 | 500        | 500    | 1,000 |
    | 합계   | 1,100      | 900    | 2,000 |
    """
    budget = read(call, document, table(literal))
    assert ("national", None, 600) not in entries(budget)
    assert not broken(budget)


def test_a_row_in_brackets_is_a_part_of_the_row_above(call, document):
    literal = """
    | 비목   | 2026년  | 2027년  |
    | 합계   | 4,000   | 6,000   |
    | (국비) | (2,400) | (3,600) |
    | 인건비 | 1,000   | 2,000   |
    | (국비) | (400)   | (1,600) |
    | 재료비 | 3,000   | 4,000   |
    | (국비) | (2,000) | (2,000) |
    """
    budget = read(call, document, table(literal))
    assert {("national", "인건비", 400), ("national", None, 2_400), ("total", "재료비", 4_000)} <= _named(
        budget, "item"
    )
    assert not broken(budget)


def test_a_part_in_brackets_that_nobody_knows_is_set_aside(call, document):
    literal = """
    | 비목   | 2026년  | 2027년  |
    | 인건비 | 1,000   | 2,000   |
    | (청년) | (400)   | (1,600) |
    | 재료비 | 3,000   | 4,000   |
    | 합계   | 4,000   | 6,000   |
    """
    budget = read(call, document, table(literal))
    assert not any(entry.krw == 400_000_000 for entry in budget.entries)
    assert [each.label for each in budget.set_aside] == ["(청년)"]
    assert not broken(budget)


@BOTH
@pytest.mark.parametrize(("private", "total"), [(1_500, "10,000"), (-1_500, "7,000")])
def test_the_sum_tells_whether_brackets_are_a_minus(call, document, turn, private, total):
    literal = f"""
    | 재원   | 금액    |
    | 국비   | 6,000   |
    | 지방비 | 2,500   |
    | 자부담 | (1,500) |
    | 합계   | {total} |
    """
    budget = read(call, document, table(turn(literal)))
    assert ("private", None, private) in entries(budget)
    assert not broken(budget)


def test_brackets_in_a_column_of_changes_are_a_minus(call, document):
    literal = """
    | 재원   | 당초   | 변경   | 증감  |
    | 국비   | 6,200  | 6,000  | (200) |
    | 지방비 | 2,700  | 2,500  | (200) |
    | 자부담 | 1,600  | 1,500  | (100) |
    | 합계   | 10,500 | 10,000 | (500) |
    """
    budget = read(call, document, table(literal))
    assert funding(budget) == WHOLE
    assert not broken(budget)


@pytest.mark.parametrize("arrow", ["→", " → ", "\\n→ ", "⇒", "->"])
def test_an_amount_that_became_another_is_the_other(call, document, arrow):
    literal = f"""
    | 재원   | 금액                 |
    | 국비   | 6,200{arrow}6,000    |
    | 지방비 | 2,500                |
    | 자부담 | 1,400{arrow}1,500    |
    | 합계   | 10,100{arrow}10,000  |
    """
    assert funding(read(call, document, table(literal))) == WHOLE


@BOTH
@pytest.mark.parametrize("years", [("1차", "2차"), ("Y1", "Y2"), ("Year 1", "Year 2"), ("1기", "2기")])
def test_numbers_beside_each_other_count_a_plans_years(call, document, turn, years):
    literal = f"""
    | 재원   | {years[0]} | {years[1]} | 합계   |
    | 국비   | 2,400      | 3,600      | 6,000  |
    | 지방비 | 1,000      | 1,500      | 2,500  |
    | 자부담 | 600        | 900        | 1,500  |
    | 합계   | 4,000      | 6,000      | 10,000 |
    """
    budget = read(call, document, table(turn(literal)))
    assert funding(budget) == WHOLE
    assert {("national", 2026, 2_400), ("total", 2027, 6_000)} <= entries(budget)


def test_as_many_rounds_as_a_plan_has_no_years_count_no_years(call, document):
    literal = """
    | 재원   | 1차   | 2차   | 3차   | 합계   |
    | 국비   | 2,400 | 2,600 | 1,000 | 6,000  |
    | 지방비 | 1,600 | 1,400 | 1,000 | 4,000  |
    | 합계   | 4,000 | 4,000 | 2,000 | 10,000 |
    """
    budget = read(call, document, table(literal))
    assert {year for _, year, _ in entries(budget)} == {None}


def test_tables_that_share_names_alone_are_asked_about_and_blamed_for_nothing(call, document):
    first = """
    | 비목   | 국비  | 지방비 | 합계  |
    | 인건비 | 600   | 400    | 1,000 |
    | 재료비 | 500   | 500    | 1,000 |
    | 합계   | 1,100 | 900    | 2,000 |
    """
    second = """
    | 비목   | 국비  | 지방비 | 합계  |
    | 인건비 | 710   | 390    | 1,100 |
    | 재료비 | 440   | 760    | 1,200 |
    | 합계   | 1,150 | 1,150  | 2,300 |
    """
    budget = read(call, document, table(first), "세부 내역은 다음과 같음", table(second))
    assert not broken(budget)
    assert len({doubt.table for doubt in budget.doubts}) == 2


def test_amounts_below_the_step_of_another_tables_line_are_no_error_of_it(call, document):
    small = """
    | 비목   | 국비  | 지방비 | 합계  |
    | 인건비 | 1,600 | 5,400  | 7,000 |
    | 재료비 | 2,500 | 3,500  | 6,000 |
    """
    large = """
    | 비목   | 국비 | 지방비 | 합계  |
    | 여비   | 440  | 760    | 1,200 |
    | 인건비 | 710  | 390    | 1,100 |
    """
    budget = read(call, document, table(small, "천원"), "세부 내역은 다음과 같음", table(large, "억원"))
    assert not broken(budget)
    assert len({doubt.table for doubt in budget.doubts}) == 2


def test_one_amount_that_two_tables_state_differently_is_an_error(call, document):
    first = """
    | 비목   | 국비  | 지방비 | 합계  |
    | 인건비 | 600   | 400    | 1,000 |
    | 재료비 | 500   | 500    | 1,000 |
    | 합계   | 1,100 | 900    | 2,000 |
    """
    budget = read(call, document, table(first), "다시 적으면 다음과 같음", table(first.replace("| 400 ", "| 410 ")))
    assert broken(budget)
    assert not budget.doubts


def test_a_count_above_each_amount_is_no_header(call, document):
    literal = """
    | 프로그램명 | <      | 가나 보급 | 다라 양성 | 합계      |
    | 2026       | 사업량 | 12개사    | 20개사    | 32개사    |
    | ^          | 금액   | 100백만원 | 200백만원 | 300백만원 |
    | 2027       | 사업량 | 10개사    | 10개사    | 20개사    |
    | ^          | 금액   | 150백만원 | 250백만원 | 400백만원 |
    """
    budget = read(call, document, table(literal, unit=None))
    assert {("total", "가나 보급", 100), ("total", "다라 양성", 250), ("total", None, 400)} <= _named(budget, "program")
    assert {entry.program for entry in budget.entries} == {"가나 보급", "다라 양성", None}


def test_states_below_a_header_of_items_stay_states(call, document):
    literal = """
    | 구분 | 과목       | <          | 예산액 | <     | <      |
    | ^    | 항         | 목         | 당초   | 추경  | 증감액 |
    | 세입 | 보조금수입 | 국고보조금 | 6,200  | 6,000 | △200   |
    | ^    | ^          | 시도보조금 | 2,400  | 2,500 | 100    |
    | ^    | 잡수입     | 잡수입     | 1,600  | 1,500 | △100   |
    """
    budget = read(call, document, table(literal))
    assert {entry.krw // 1_000_000 for entry in budget.entries} == {6_000, 2_500, 1_500}


def test_a_group_of_rows_that_is_headed_as_the_total_is_no_section_of_a_form(call, document):
    literal = """
    | 과제명                 | <          | 합계   | 가나 보급 | 다라 양성 |
    | 총사업비(’26~’27년)    | 총사업비   | 10,000 | 4,000     | 6,000     |
    | ^                      | 국비       | 6,000  | 2,400     | 3,600     |
    | ^                      | 자기부담금 | 4,000  | 1,600     | 2,400     |
    | 1년차(2026)            | 총사업비   | 4,000  | 1,000     | 3,000     |
    | ^                      | 국비       | 2,400  | 600       | 1,800     |
    | ^                      | 자기부담금 | 1,600  | 400       | 1,200     |
    """
    assert len(read(call, document, table(literal)).entries) == 18


def test_a_year_that_a_narrow_cell_broke_is_still_a_year(call, document):
    literal = """
    | 재원   | 2026년 | 202\\n7년 | 전체(2026~202\\n7) |
    | 국비   | 2,400  | 3,600    | 6,000             |
    | 지방비 | 1,600  | 2,400    | 4,000             |
    """
    budget = read(call, document, table(literal))
    assert entries(budget) == {
        *(("national", 2026, 2_400), ("national", 2027, 3_600), ("national", None, 6_000)),
        *(("local", 2026, 1_600), ("local", 2027, 2_400), ("local", None, 4_000)),
    }


def test_a_range_whose_short_year_a_cell_broke_is_the_whole(call, document):
    literal = """
    | 재원   | 2026  | 2027  | 총사업비(’26~’2\\n7년) |
    | 국비   | 2,400 | 3,600 | 6,000                 |
    | 지방비 | 1,600 | 2,400 | 4,000                 |
    | 합계   | 4,000 | 6,000 | 10,000                |
    """
    read_of = entries(read(call, document, table(literal)))
    assert {("total", None, 10_000), ("national", None, 6_000), ("total", 2026, 4_000)} <= read_of


def test_numbers_before_names_are_no_money_below_a_title_across_the_table(call, document):
    literal = """
    | 재원별·연차별 투자계획 | <          | <      | <     | <     |
    | 연번                   | 참여기관   | 계     | Y1    | Y2    |
    |                        | 계         | 10,000 | 4,000 | 6,000 |
    | 1                      | 가나진흥원 | 4,000  | 1,500 | 2,500 |
    | 2                      | 다라재단   | 6,000  | 2,500 | 3,500 |
    """
    assert len(read(call, document, table(literal)).entries) == 9


def test_years_that_narrow_cells_broke_head_rows_of_counts_and_amounts(call, document):
    literal = """
    | 프로그램명 | <      | 가나 보급 | 다라 양성 | 계    |
    | 202\\n6    | 물량   | 14개소    | 29개소    | 43개소 |
    | ^          | 사업비 | 1,540     | 1,680     | 3,220 |
    | 202\\n7    | 물량   | 1개소     | 8개소     | 9개소 |
    | ^          | 사업비 | 2,600     | 1,250     | 3,850 |
    | 계         | 물량   | 15개소    | 37개소    | 52개소 |
    | ^          | 사업비 | 4,140     | 2,930     | 7,070 |
    """
    found = entries(read(call, document, table(literal)))
    assert {("total", 2026, 1_540), ("total", 2027, 3_850), ("total", None, 7_070)} <= found


def test_a_column_of_numbers_is_none_of_money_whatever_unit_its_header_carries(call, document):
    literal = """
    | 연번\\n(단위: 백만원) | 비목   | 예산액 |
    | 1                    | 인건비 | 1,000  |
    | 2                    | 재료비 | 2,000  |
    |                      | 합계   | 3,000  |
    """
    assert {krw for _, _, krw in entries(read(call, document, table(literal)))} == {1_000, 2_000, 3_000}
