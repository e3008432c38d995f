"""Captions and units: taken only from lines, cells and captions that belong to the table."""

import pytest

from extractors.korean.units import declared_unit
from extractors.readers.shared.captions import describe_tables
from schemas import Anchor, Block, BlockKind, Cell, ParentCell, Table


def lines(*texts, kind=BlockKind.PARAGRAPH):
    return [Block(kind=kind, text=text) for text in texts]


def place(index=0):
    return [Block(kind=BlockKind.TABLE, table=index)]


def table(*rows, caption=None, parent=None, heights=None):
    cells = [
        Cell(row=r, col=c, row_span=(heights or {}).get((r, c), 1), text=text, anchor=Anchor(text=text))
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
        if text is not None
    ]
    return Table(cells=tuple(cells), caption=caption, parent=parent)


PLAIN = table(("구분", "국비"), ("합계", "7,000"))


def described(blocks, *tables):
    return [(found.caption, found.unit) for found in describe_tables(tuple(blocks), tables or (PLAIN,))]


@pytest.mark.parametrize(
    ("note", "unit"),
    [
        ("(단위 : 백만원)", "백만원"),
        ("(단위:천원, %)", "천원"),
        ("[단위: 억원]", "억원"),
        ("< 단위 : 원 >", "원"),
        ("(단위: 명, 백만 원)", "백만원"),
        ("(금액단위 : 천원)", "천원"),
        ("단위 : 백만원", "백만원"),
        ("(단 위 : 십억원)", "십억원"),
        ("（단위：백만원）", "백만원"),
        ("(단위: %, 명)", None),
        ("(단위: 억달러)", None),
        ("지원 단위: 연구원 5명", None),
        ("(단위: 개사)", None),
    ],
)
def test_a_unit_of_money_is_given_as_a_plain_word(note, unit):
    assert declared_unit(note) == unit
    assert described([*lines(note), *place()])[0][1] == unit


@pytest.mark.parametrize(
    ("above", "caption", "unit"),
    [
        (["< 재원별 총사업비 >", "(단위 : 백만원)"], "< 재원별 총사업비 >", "백만원"),
        (["(단위 : 백만원)", "< 재원별 총사업비 >"], "< 재원별 총사업비 >", "백만원"),
        (["< 재원별 총사업비 > (단위: 천원)"], "< 재원별 총사업비 >", "천원"),
        (["[표 3-1] 연차별 사업비", "(천원)"], "[표 3-1] 연차별 사업비", "천원"),
        (["표 1. 재원 (단위: 억원)"], "표 1. 재원", "억원"),
        (["【 총괄표 】"], "【 총괄표 】", None),
        (["〈표 4〉 연차별 계획", "※ 부가세 포함", "(단위: 원)"], "〈표 4〉 연차별 계획", "원"),
        (["□ 세입예산 (단위: 백만원)"], None, "백만원"),
        (["표준화 지원 계획을 마련"], None, None),
        (["< 다른 표 >", "□ 본문 설명"], None, None),
        (["(단위: 천원)", "□ 본문 설명"], None, None),
        (["[1] 첫째, [2] 둘째"], None, None),
    ],
)
def test_lines_above_give_caption_and_unit_while_they_belong_to_the_table(above, caption, unit):
    assert described([*lines(*above), *place()]) == [(caption, unit)]


def test_a_numbered_caption_directly_below_a_table_is_its_own():
    assert described([*place(), *lines("표 1 재원별 사업비 (단위: 천원)", "□ 일정")]) == [
        ("표 1 재원별 사업비", "천원")
    ]


def test_a_caption_below_one_table_and_above_the_next_is_the_next_ones():
    blocks = [*place(0), *lines("표 2 연차별 계획", "(단위: 천원)"), *place(1)]
    assert described(blocks, PLAIN, PLAIN) == [(None, None), ("표 2 연차별 계획", "천원")]


def test_a_caption_above_a_table_goes_before_one_below():
    assert described([*lines("표 1 가"), *place(), *lines("표 2 나")]) == [("표 1 가", None)]


def test_a_unit_above_another_table_is_not_taken():
    blocks = [*lines("< 가 >", "(단위: 천원)"), *place(0), *lines("□ 일정"), *place(1)]
    assert described(blocks, PLAIN, PLAIN) == [("< 가 >", "천원"), (None, None)]


def test_a_strip_drawn_as_a_table_gives_caption_and_unit_to_the_table_below():
    strip = table(("< 재원별 총사업비 >", "", "(단위 : 백만원)"))
    assert described([*place(0), *place(1)], strip, PLAIN)[1] == ("< 재원별 총사업비 >", "백만원")


def test_a_table_of_one_row_of_data_gives_nothing_to_the_table_below():
    assert described([*place(0), *place(1)], table(("국비(천원)", "7,000")), PLAIN)[1] == (None, None)


def test_a_unit_before_the_heading_above_is_not_taken():
    blocks = [*lines("(단위: 천원)"), *lines("Ⅴ. 추진일정", kind=BlockKind.HEADING), *place()]
    assert described(blocks) == [(None, None)]


def test_a_unit_in_the_heading_above_is_taken():
    blocks = [*lines("1. 연차별 총괄 (단위: 천원)", kind=BlockKind.HEADING), *place()]
    assert described(blocks) == [(None, "천원")]


def test_a_footnote_between_belongs_to_something_else():
    blocks = [*lines("(단위: 천원)"), *lines("예시 통계", kind=BlockKind.FOOTNOTE), *place()]
    assert described(blocks) == [(None, None)]


def test_the_caption_that_the_format_keeps_apart_comes_first():
    own = table(("구분", "국비"), caption="표 2 재원 (단위: 백만원)")
    assert described([*lines("< 다른 말 >"), *place()], own) == [("표 2 재원", "백만원")]


def test_a_caption_that_only_holds_the_unit_is_no_caption():
    own = table(("구분", "국비"), caption="(단위: 백만원)")
    assert described([*lines("< 재원 >"), *place()], own) == [("< 재원 >", "백만원")]


def test_a_first_row_may_hold_only_the_unit():
    own = table(("(단위: 천원)",), ("구분", "국비"), ("합계", "7,000"))
    assert described(place(), own) == [(None, "천원")]


@pytest.mark.parametrize(
    ("rows", "unit"),
    [
        ([("비목", "금액(천원)"), ("인건비", "1,000")], "천원"),
        ([("비목", "국비\n(백만원)", "지방비\n(백만원)"), ("인건비", "1", "2")], "백만원"),
        ([("비목", "단가(원)", "금액(천원)"), ("인건비", "1", "2")], None),
        ([("구분", "목표"), ("매출\n(백만원)", "150")], None),
        ([("비목", "산출근거"), ("재료비", "1식(3,000원)")], None),
        ([("사업비 총괄표", None), ("비목", "금액[억원]"), ("계", "1")], "억원"),
    ],
)
def test_header_cells_give_the_unit_if_they_agree(rows, unit):
    assert described(place(), table(*rows)) == [(None, unit)]


def test_a_header_of_two_rows_is_seen_by_its_merged_cells():
    rows = [("비목", "금액"), (None, "국비(천원)"), ("계", "1"), ("합", "2")]
    assert described(place(), table(*rows, heights={(0, 0): 2})) == [(None, "천원")]


def test_a_nested_table_inherits_the_unit_but_may_state_its_own():
    inner = table(("국비", "1"), parent=ParentCell(0, 0, 0))
    own = table(("국비(원)", "지방비(원)"), ("1", "2"), parent=ParentCell(0, 0, 0))
    blocks = [*lines("(단위: 천원)"), *place()]
    assert [unit for _, unit in described(blocks, PLAIN, inner, own)] == ["천원", "천원", "원"]
