"""Money as real plans print it: each kind in more than one layout."""

from collections.abc import Callable

import pytest

from extractors.budget import extract_budget
from schemas import Budget, Call, Document, Source, SumStatus

Documents = Callable[..., Document]
PERIOD = "사업기간 : 2026. 4. 1. ~ 2027. 12. 31."


def read(call: Call, document: Documents, *parts, heading: str = "# 소요예산", applicant: str = "충청북도") -> Budget:
    return extract_budget(document(f"신청기관 : {applicant}", PERIOD, heading, *parts), call)


def table(literal: str, unit: str | None = "백만원", caption: str | None = None):
    return (caption, unit, literal)


def funding(budget: Budget) -> dict[str, int]:
    """The plan's money in millions by source, those that are known."""
    sources = ("total", "national", "local", "metro", "district", "private", "cash", "in_kind")
    return {s: a.krw // 1_000_000 for s in sources if (a := budget.funding.of(Source(s))) is not None}


def entries(budget: Budget) -> set[tuple[str, int | None, int]]:
    return {(e.source.value, e.year, e.krw // 1_000_000) for e in budget.entries}


def broken(budget: Budget) -> list[str]:
    return [check.label for check in budget.sums if check.status is SumStatus.BROKEN]


def turned(literal: str) -> str:
    """A table literal about its diagonal."""
    rows = [[text.strip() for text in row.strip().strip("|").split("|")] for row in literal.strip().splitlines()]
    swap = {"<": "^", "^": "<"}
    return "\n".join(
        "| " + " | ".join(swap.get(text, text) for text in column) + " |" for column in zip(*rows, strict=True)
    )


BOTH = pytest.mark.parametrize("turn", [lambda text: text, turned], ids=["as-printed", "transposed"])


@BOTH
@pytest.mark.parametrize("zero", ["0억원", "0.0억원", "0백만원", "0원", "-"])
def test_a_zero_with_its_unit_is_no_money(call, document, turn, zero):
    budget = read(
        call,
        document,
        table(turn(f"| 구분 | 국비 | 지방비 | 자부담 | 합계 |\n| 금액 | 50억원 | 30억원 | {zero} | 80억원 |"), None),
    )
    assert funding(budget) == {"total": 8_000, "national": 5_000, "local": 3_000, "private": 0}
    assert not broken(budget)


@BOTH
@pytest.mark.parametrize(
    "note",
    [
        "※ 부가가치세 별도",
        "※ 매출액 30억원 이상 기업만 해당",
        "* 1인당 지원금은 따로 정함",
        "과거 사업의 연구개발비는 포함하지 않음",
    ],
)
def test_a_remark_near_a_table_of_sources_does_not_set_it_aside(call, document, turn, note):
    rows = """| 구분 | 국비 | 지방비 | 자부담 | 합계 |
              | 2026년 | 500 | 300 | 200 | 1,000 |
              | 2027년 | 600 | 300 | 100 | 1,000 |"""
    budget = read(call, document, note, table(turn(rows)))
    assert funding(budget) == {"total": 2_000, "national": 1_100, "local": 600, "private": 300}


@BOTH
@pytest.mark.parametrize(
    ("applicant", "sources", "expected"),
    [
        ("충청북도", ("도비", "시비"), {"metro": 20, "district": 30}),
        ("충청북도", ("도비", "군비"), {"metro": 20, "district": 30}),
        ("광주광역시", ("시비", "구비"), {"metro": 20, "district": 30}),
    ],
)
def test_local_money_is_the_applicants_own_or_of_those_below_it(call, document, turn, applicant, sources, expected):
    rows = f"""| 구분 | 국비 | {sources[0]} | {sources[1]} | 합계 |
               | 금액 | 60 | 20 | 30 | 110 |
               | 2026년 | 60 | 20 | 30 | 110 |"""
    found = funding(read(call, document, table(turn(rows)), applicant=applicant))
    assert found == {"total": 110, "national": 60, "local": 50} | expected


@pytest.mark.parametrize(("applicant", "source"), [("충청북도", "district"), ("부산광역시", "metro")])
def test_city_money_alone_follows_from_who_applies(call, document, applicant, source):
    budget = read(call, document, table("| 구분 | 국비 | 시비 | 합계 |\n| 금액 | 60 | 40 | 100 |"), applicant=applicant)
    assert funding(budget)[source] == 40


@BOTH
def test_an_unknown_word_that_completes_the_total_is_a_source(call, document, turn):
    rows = """| 구분 | 국비 | 지방비 | 향토몫 | 합계 |
              | 2026년 | 500 | 300 | 217 | 1,017 |
              | 2027년 | 600 | 300 | 123 | 1,023 |
              | 합계 | 1,100 | 600 | 340 | 2,040 |"""
    budget = read(call, document, table(turn(rows)))
    assert [(each.name, each.source, each.amount.krw) for each in budget.other_sources] == [
        ("향토몫", Source.UNKNOWN, 340_000_000)
    ]
    assert ("unknown", 2027, 123) in entries(budget)
    assert not broken(budget)
    assert not budget.doubts


@BOTH
def test_an_unknown_word_that_no_total_needs_is_set_aside(call, document, turn):
    rows = """| 구분 | 국비 | 지방비 | 가늠치 | 합계 |
              | 2026년 | 500 | 300 | 217 | 800 |
              | 2027년 | 600 | 300 | 123 | 900 |
              | 합계 | 1,100 | 600 | 340 | 1,700 |"""
    budget = read(call, document, table(turn(rows)))
    assert not budget.other_sources
    assert not broken(budget)
    assert "가늠치" in {aside.label for aside in budget.set_aside}


def test_a_misprint_beside_an_unknown_source_is_still_found(call, document):
    rows = """| 구분 | 국비 | 지방비 | 향토몫 | 합계 |
              | 2026년 | 500 | 300 | 217 | 1,017 |
              | 2027년 | 600 | 300 | 123 | 1,023 |
              | 2028년 | 700 | 310 | 190 | 1,900 |
              | 합계 | 1,800 | 910 | 530 | 3,240 |"""
    budget = read(call, document, table(rows))
    assert [repair.repaired_krw for repair in budget.repairs] == [1_200_000_000]


@BOTH
def test_the_total_stays_the_total_beside_parts_of_one_source_only(call, document, turn):
    rows = "| 총사업비 | 현금 | 현물 |\n| 10,000 | 1,500 | 2,500 |"
    assert ("private", None, 10_000) not in entries(read(call, document, table(turn(rows))))


@pytest.mark.parametrize(
    "title", ["< 사업비 구성(예시) >", "작성 예시", "< 기업당 사업비 >", "< 지원 한도 >", "< 유사사업 총사업비 >"]
)
def test_money_that_its_title_gives_to_others_is_set_aside_with_the_reason(call, document, title):
    other = table("| 총사업비 | 국비 | 자부담 |\n| 100 | 50 | 50 |", caption=title)
    own = table("| 구분 | 국비 | 지방비 | 자부담 | 합계 |\n| 금액 | 6,000 | 2,500 | 1,500 | 10,000 |")
    budget = read(call, document, other, own)
    assert funding(budget)["total"] == 10_000
    assert [aside.table for aside in budget.set_aside] == [0]


@BOTH
@pytest.mark.parametrize(
    "whole",
    ["총사업비(’26~’27년)", "2026~2027년", "2026년~2027년", "1~2차년도", "전체(2026∼27)", "’26-’27", "2개년 합계"],
)
def test_a_range_of_all_years_is_all_years(call, document, turn, whole):
    years = ("1차년도", "2차년도") if "차년도" in whole else ("2026년", "2027년")
    rows = f"""| 구분 | 국비 | 지방비 | 합계 |
               | {whole} | 900 | 600 | 1,500 |
               | {years[0]} | 400 | 300 | 700 |
               | {years[1]} | 500 | 300 | 800 |"""
    budget = read(call, document, table(turn(rows)))
    assert {e for e in entries(budget) if e[0] == "total"} == {
        ("total", None, 1_500),
        ("total", 2026, 700),
        ("total", 2027, 800),
    }
    assert not broken(budget)


@BOTH
@pytest.mark.parametrize("counts", [("12개(신규 8, 계속 4)", "20개"), ("12", "20"), ("3만 명", "5천 명")])
def test_a_quantity_beside_money_is_neither_name_nor_money(call, document, turn, counts):
    rows = f"""| 구분 | 사업량 | 계 | 국비 | 지방비 |
               | 2026년 | {counts[0]} | 700 | 400 | 300 |
               | 2027년 | {counts[1]} | 800 | 500 | 300 |"""
    budget = read(call, document, table(turn(rows)), heading="# 연차별 투자계획")
    assert {e.program for e in budget.entries} == {None}
    assert funding(budget) == {"total": 1_500, "national": 900, "local": 600}


@BOTH
@pytest.mark.parametrize(
    ("earlier", "later"), [("정부안", "확정"), ("당초", "변경"), ("본예산", "추경"), ("신청액", "결정액")]
)
def test_of_two_states_of_an_amount_the_later_counts(call, document, turn, earlier, later):
    rows = f"""| 재원 | 2026년 | < | 2027년 |
               | ^ | {earlier} | {later} | 요구 |
               | 국비 | 450 | 400 | 500 |
               | 지방비 | 310 | 300 | 300 |
               | 합계 | 760 | 700 | 800 |"""
    budget = read(call, document, table(turn(rows)))
    assert {(s, y, k) for s, y, k in entries(budget) if s == "total"} == {("total", 2026, 700), ("total", 2027, 800)}
    assert not broken(budget)


@pytest.mark.parametrize("shares", [("60%", "40%"), ("60.0", "40.0")])
def test_shares_stacked_below_amounts_leave_the_amounts(call, document, shares):
    rows = f"""| 구분 | 국비(A) | 지방비(B) | 합계(C) |
               | ^ | 비율(A/C) | 비율(B/C) | ^ |
               | 1차년도 | 2,400 | 1,600 | 4,000 |
               | ^ | {shares[0]} | {shares[1]} | ^ |
               | 2차년도 | 3,600 | 2,400 | 6,000 |
               | ^ | {shares[0]} | {shares[1]} | ^ |"""
    budget = read(call, document, table(rows))
    assert {krw for _, _, krw in entries(budget)} >= {2_400, 1_600, 4_000, 3_600, 6_000}
    assert not broken(budget)


@BOTH
@pytest.mark.parametrize("form", ["{} 내외", "약 {}", "{} 이내", "{}여", "{} 정도"])
def test_rounded_and_bounded_numbers_are_amounts(call, document, turn, form):
    rows = "| 재원 | 금액 |\n" + "\n".join(
        f"| {name} | {form.format(krw)} |" for name, krw in (("국비", "600"), ("지방비", "400"), ("합계", "1,000"))
    )
    budget = read(call, document, table(turn(rows)))
    assert funding(budget) == {"total": 1_000, "national": 600, "local": 400}
    assert budget.funding.national is not None
    assert budget.funding.national.approximate


def test_amounts_stacked_beside_names_stacked_alike_are_rows_of_their_own(call, document):
    rows = """| 비목 | 국비 | 지방비 | 합계 |
              | 인건비 | 100 | 50 | 150 |
              | 위탁비\\n수수료\\n여비 | 450\\n50\\n7 | 180\\n20\\n3 | 630\\n70\\n10 |
              | 합계 | 607 | 253 | 860 |"""
    budget = read(call, document, table(rows))
    assert ("수수료", 50) in {(e.item, e.krw // 1_000_000) for e in budget.entries if e.source is Source.NATIONAL}
    assert not broken(budget)


def test_two_amounts_in_one_cell_leave_its_sums_open(call, document):
    rows = """| 비목 | 국비 | 지방비 | 합계 |
              | 인건비 | 100 | 50 | 150 |
              | 위탁비 | 450 / 50 | 200 | 700 |
              | 합계 | 600 | 250 | 850 |"""
    assert not broken(read(call, document, table(rows)))


def test_money_classified_twice_in_a_table_counts_once(call, document):
    rows = """| 구분 | 2026년 | 2027년 | 계 |
              | ○ 분야별(합계) | 4,000 | 6,000 | 10,000 |
              | - 가나 보급 | 3,000 | 4,000 | 7,000 |
              | - 다라 양성 | 1,000 | 2,000 | 3,000 |
              | ○ 비목별(합계) | 4,000 | 6,000 | 10,000 |
              | - 경상보조 | 3,500 | 5,000 | 8,500 |
              | - 위탁비 | 500 | 1,000 | 1,500 |"""
    budget = read(call, document, table(rows))
    assert funding(budget) == {"total": 10_000}
    assert {e.item for e in budget.entries if e.item} == {"경상보조", "위탁비"}
    assert {e.program for e in budget.entries if e.program} == {"가나 보급", "다라 양성"}
    assert not broken(budget)


@pytest.mark.parametrize(("left", "right"), [("수입", "지출"), ("세입", "세출"), ("재원조달", "집행계획")])
def test_income_and_spending_side_by_side_are_two_tables(call, document, left, right):
    rows = f"""| {left} | < | {right} | < |
               | 재원 | 금액 | 비목 | 금액 |
               | 합계 | 1,000 | 합계 | 1,000 |
               | 국비 | 600 | 인건비 | 180 |
               | 지방비 | 250 | 위탁비 | 740 |
               | 자부담 | 150 | 수수료 | 80 |"""
    budget = read(call, document, table(rows))
    assert funding(budget) == {"total": 1_000, "national": 600, "local": 250, "private": 150}
    assert ("national", None, 180) not in entries(budget)
    assert not broken(budget)


def test_a_list_in_two_panels_is_one_list(call, document):
    rows = """| 비목 | 금액 | 비목 | 금액 |
              | 인건비 | 180 | 위탁비 | 740 |
              | 재료비 | 120 | 수수료 | 80 |
              | 여비 | 30 | 합계 | 1,150 |"""
    budget = read(call, document, table(rows))
    assert {e.item for e in budget.entries if e.item} == {"인건비", "위탁비", "재료비", "수수료", "여비"}
    assert not broken(budget)


def test_a_title_box_with_a_chapters_number_is_no_table_of_money(call, document):
    own = table("| 구분 | 국비 | 지방비 | 합계 |\n| 금액 | 600 | 400 | 1,000 |")
    budget = read(call, document, own, "※ 사업비는 협약 후 교부", table("| | 2 | 추 진 일 정 |", None))
    assert {e.table for e in budget.entries} == {0}


@BOTH
@pytest.mark.parametrize(
    ("applicant", "words"),
    [
        ("강원특별자치도", ("도비", "시비", "군비")),
        ("강원특별자치도", ("도비", "춘천시비", "홍천군비")),
        ("경상북도", ("도비", "구미시", "칠곡군")),
        ("인천광역시", ("시비", "연수구비", "강화군비")),
    ],
)
def test_the_money_of_several_towns_is_the_money_of_the_districts(call, document, turn, applicant, words):
    rows = f"""| 구분 | 국비 | {words[0]} | {words[1]} | {words[2]} | 자부담 | 합계 |
               | 2026년 | 60 | 20 | 30 | 15 | 25 | 150 |
               | 2027년 | 70 | 25 | 30 | 20 | 15 | 160 |
               | 계 | 130 | 45 | 60 | 35 | 40 | 310 |"""
    budget = read(call, document, table(turn(rows)), applicant=applicant)
    assert funding(budget) == {
        "total": 310, "national": 130, "local": 140, "metro": 45, "district": 95, "private": 40,
    }  # fmt: skip
    assert {e.source_name for e in budget.entries if e.source is Source.DISTRICT} == set(words[1:])
    assert not broken(budget)


def test_two_words_for_one_amount_are_not_added_up(call, document):
    rows = """| 구분 | 총사업비 | 국비 | 정부지원금 | 지방비 |
              | 2026년 | 100 | 60 | 60 | 40 |
              | 2027년 | 200 | 120 | 120 | 80 |"""
    budget = read(call, document, table(rows))
    assert funding(budget)["national"] == 180
    assert not broken(budget)


@pytest.mark.parametrize(
    "note",
    [
        "< 참고 > 과거 3년간 유사사업 투자규모를 감안하여 산정",
        "※ 유사사업의 집행실적에 따라 연차별 금액을 조정하고 있음",
    ],
)
def test_a_sentence_that_names_other_programmes_titles_nothing(call, document, note):
    budget = read(call, document, note, table("| 구분 | 국비 | 지방비 | 합계 |\n| 금액 | 600 | 400 | 1,000 |"))
    assert funding(budget)["total"] == 1_000


@pytest.mark.parametrize(
    ("before", "corner"),
    [("〔예 시〕", "구분"), ("※ 아래 표는 작성 예시이며 제출 시 삭제", "구분"), ("재원별 사업비", "구분(예시)")],
)
def test_an_example_is_told_by_a_remark_on_it_and_by_its_corner(call, document, before, corner):
    budget = read(
        call,
        document,
        before,
        table(f"| {corner} | 국비 | 지방비 | 합계 |\n| 금액 | 60 | 40 | 100 |"),
        "□ 재원별 사업비",
        table("| 구분 | 국비 | 지방비 | 합계 |\n| 금액 | 600 | 400 | 1,000 |"),
    )
    assert funding(budget)["total"] == 1_000
    assert [each.reason for each in budget.set_aside] == ["예시로 적은 금액"]


@BOTH
@pytest.mark.parametrize("years", ["1·2차년도", "총 사업기간('26~'27)", "전체기간(2026~2027)"])
def test_several_years_in_one_label_are_all_years(call, document, turn, years):
    rows = f"""| 구분 | 국비 | 지방비 | 합계 |
               | 2026년 | 60 | 40 | 100 |
               | 2027년 | 120 | 80 | 200 |
               | {years} | 180 | 120 | 300 |"""
    budget = read(call, document, table(turn(rows)))
    assert funding(budget)["total"] == 300
    assert ("total", None, 300) in entries(budget)
    assert not {each for each in entries(budget) if each[1] is not None and each[2] == 300}


@BOTH
def test_a_share_in_brackets_without_a_sign_leaves_amounts(call, document, turn):
    rows = """| 연도 | 국비(비율) | 지방비(비율) | 계 |
              | 2026년 | 24.0 (60.0) | 16.0 (40.0) | 40.0 |
              | 2027년 | 36.0 (60.0) | 24.0 (40.0) | 60.0 |"""
    budget = read(call, document, table(turn(rows), "억원"))
    assert funding(budget) == {"total": 10_000, "national": 6_000, "local": 4_000}


@pytest.mark.parametrize("printed", ["{}억원여", "{}억원 수준", "≒{}억원", "금 {}억원"])
def test_an_amount_between_words_that_round_it_is_an_amount(call, document, printed):
    cells = [printed.format(number) for number in (60, 40, 100)]
    budget = read(call, document, table(f"| 구분 | 국비 | 지방비 | 합계 |\n| 금액 | {' | '.join(cells)} |", None))
    assert funding(budget) == {"total": 10_000, "national": 6_000, "local": 4_000}


def test_what_parliament_decided_is_the_state_that_counts(call, document):
    rows = """| 구분 | 정부안 | < | < | 국회 확정 | < | < |
              | ^ | 국비 | 지방비 | 계 | 국비 | 지방비 | 계 |
              | 2026년 | 70 | 50 | 120 | 60 | 40 | 100 |"""
    budget = read(call, document, table(rows))
    assert entries(budget) == {("national", 2026, 60), ("local", 2026, 40), ("total", 2026, 100)}


FORM = """| 사업화 과제명 | {task} | < | < | < |
          | 신청자 | 김가온 | < | 성별 | 여 |
          | 사업비 구성계획(백만원) | 정부지원금 | 70 | 성과지표 | 신청년도 목표 |
          | ^ | 자부담(현금) | 10 | 고용(명) | 5 |
          | ^ | 자부담(현물) | 20 | 매출 | 150백만원 |
          | ^ | 합계 | 100 | 투자 | 200백만원 |
          | 지원 사업명 | 지원기관 | < | 지원기간 | 지원금액 |
          | 다른 과제 | 나루청 | < | 2024.2.~2024.7. | 65백만원 |"""


def test_money_in_a_section_of_a_form_is_told_from_the_fields_beside_it(call, document):
    budget = read(call, document, "□ 일반현황", table(FORM.format(task="벼 생육 판독"), None), heading="# 사업계획서")
    assert funding(budget) == {"total": 100, "national": 70, "private": 30, "cash": 10, "in_kind": 20}
    assert {each[2] for each in entries(budget)} == {70, 10, 20, 100}
    assert not broken(budget)


def test_a_section_of_a_form_that_holds_no_sources_is_none_of_money(call, document):
    rows = FORM.format(task="벼 생육 판독").replace("정부지원금", "기대 매출").replace("자부담", "수출")
    budget = read(call, document, "□ 일반현황", table(rows, None), heading="# 사업계획서")
    assert not budget.entries


RESEARCH = """| 구분 | 정부지원연구개발비 | 기관부담연구개발비 | < | 지방자치단체 | < | 합계 | < | < |
              | ^ | 현금 | 현금 | 현물 | 현금 | 현물 | 현금 | 현물 | 합계 |
              | 총계 | 60 | 5 | 10 | 25 | 0 | 90 | 10 | 100 |
              | 1년차 | 24 | 2 | 4 | 10 | 0 | 36 | 4 | 40 |
              | 2년차 | 36 | 3 | 6 | 15 | 0 | 54 | 6 | 60 |"""


def test_cash_and_in_kind_below_a_source_are_forms_of_its_money(call, document):
    budget = read(call, document, table(RESEARCH), heading="# 연구개발비 사용에 관한 계획")
    assert funding(budget) == {
        "total": 100, "national": 60, "local": 25, "private": 15, "cash": 5, "in_kind": 10,
    }  # fmt: skip
    assert not broken(budget)


@BOTH
def test_the_cash_of_all_sources_is_no_private_cash(call, document, turn):
    rows = """| 재원 | 현금 | 현물 | 계 |
              | 국비 | 60 | 0 | 60 |
              | 지방비 | 25 | 0 | 25 |
              | 자부담 | 5 | 10 | 15 |
              | 계 | 90 | 10 | 100 |"""
    budget = read(call, document, table(turn(rows)))
    assert funding(budget) == {
        "total": 100, "national": 60, "local": 25, "private": 15, "cash": 5, "in_kind": 10,
    }  # fmt: skip
    assert not broken(budget)


def test_items_in_cash_and_in_kind_without_a_source_are_money_of_all_sources(call, document):
    rows = """| 비목 | 현금 | 현물 | 소계 |
              | 인건비 | 30 | 10 | 40 |
              | 장비비 | 60 | 0 | 60 |
              | 총계 | 90 | 10 | 100 |"""
    budget = read(call, document, table(rows), heading="# 비목별 사용계획")
    assert funding(budget) == {"total": 100}
    private = read(call, document, table(rows, caption="< 자부담 비목별 사용계획 >"))
    assert funding(private)["cash"] == 90


def test_a_settled_year_beside_the_coming_one_leaves_the_coming_one_whole(call, document):
    rows = """| 사업명 | 2024년 결산 | 2025년 예산 | 2026년 예산 | < |
              | ^ | ^ | ^ | 요구안 | 조정안 |
              | 지역 AI 대전환 | 30 | 35 | 45 | 40 |"""
    assert entries(read(call, document, table(rows))) == {("total", 2026, 40)}


def test_a_draft_in_brackets_below_a_year_is_the_years_money(call, document):
    rows = """| 재원 | 2026년 | < | 2027년 |
              | ^ | 요구액 | 확정액 | (안) |
              | 국비 | 70 | 60 | 90 |
              | 지방비 | 50 | 40 | 60 |
              | 합계 | 120 | 100 | 150 |"""
    budget = read(call, document, table(rows))
    assert {each for each in entries(budget) if each[0] == "total"} == {("total", 2026, 100), ("total", 2027, 150)}
