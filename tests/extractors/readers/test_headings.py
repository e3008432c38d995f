"""Headings: what a line is called by its number, its style and its neighbours."""

import pytest

from extractors.readers.shared.headings import level_headings
from schemas import Anchor, Block, BlockKind, Cell, Table


def paragraph(text, number=None):
    return Block(kind=BlockKind.PARAGRAPH, text=text, number=number)


def styled(text, level=3, number=None):
    return Block(kind=BlockKind.HEADING, text=text, level=level, number=number)


def table(*rows):
    cells = [
        Cell(row=r, col=c, text=text, anchor=Anchor(text=text))
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
    ]
    return Table(cells=tuple(cells))


def levels(*blocks, tables=()):
    return [block.level for block in level_headings(tuple(blocks), tuple(tables))]


@pytest.mark.parametrize(
    "lines",
    [
        ("Ⅰ. 사업 개요", "1. 추진배경", "1-1. 필요성", "가. 현황", "1) 여건", "가) 세부", "(1) 항목", "① 과제"),
        ("제1장 사업 개요", "제1절 배경", "1. 목적", "1-1 세부 목적", "1-1-1 현황"),
        ("I. 사업 개요", "1. 배경"),
        ("Ⅲ 추진체계", "1.1 조직", "1.1.1. 역할"),
        ("1. 사업 개요", "가. 배경", "1) 현황"),
        ("Ⅱ. 추진계획", "Ⅱ-1. 솔루션", "\U000f02b1 개발", "1. 과제"),
    ],
)
def test_numbers_nest_from_the_outermost_in_use(lines):
    assert levels(*map(paragraph, lines)) == list(range(1, len(lines) + 1))


@pytest.mark.parametrize(
    "text",
    [
        "□ (목적) 지역 기업의 AI 도입을 지원",
        "○ 기업당 최대 3천만원",
        "- 세부 내용",
        "\ue000 세부 내용",
        "\U000f0854 세부 내용",
        "※ 참고 사항",
        "신청 지방정부는 예시광역시이며 전담기관은 예시테크노파크이다.",
        "가" * 81,
        "(단위 : 백만원)",
        "< 재원별 총사업비 >",
        "2026. 3.",
        "12. 31.",
        "3",
    ],
)
def test_these_are_paragraphs_even_in_a_heading_style(text):
    assert levels(styled(text)) == [None]


@pytest.mark.parametrize(
    "text",
    [
        "2. 28.까지 제출",
        "1.5억원",
        "10-15% 향상",
        "1. 사업비를 조기에 집행함",
        "1. 지역 기업의 수요를 조사한 다음 그 결과에 따라 지원 대상을 정하고 이를 공고하는 절차를 마련",
        "다양한 분야",
        "AI. 솔루션",
        "20~30대 청년",
    ],
)
def test_these_are_paragraphs_where_no_style_says_otherwise(text):
    assert levels(paragraph(text)) == [None]


def test_a_heading_style_makes_a_long_numbered_line_a_heading():
    text = "1. 지역 기업의 수요를 조사한 다음 그 결과에 따라 지원 대상을 정하고 이를 공고하는 절차 마련"
    assert levels(styled(text)) == [1]


def test_numbered_lines_next_to_each_other_are_a_list():
    items = [paragraph(f"{number}. 신청서 1부") for number in (1, 2, 3)]
    assert levels(*items) == [None, None, None]


def test_numbered_lines_with_content_between_are_headings():
    blocks = (paragraph("① 솔루션 개발"), paragraph("○ 내용"), paragraph("② 인력 양성"), paragraph("○ 내용"))
    assert levels(*blocks) == [1, None, 1, None]


def test_chapters_next_to_each_other_stay_headings():
    assert levels(paragraph("Ⅰ. 사업 개요"), paragraph("Ⅱ. 추진계획")) == [1, 1]


def test_an_automatic_number_counts_like_a_typed_one():
    blocks = (paragraph("사업 개요", "Ⅰ."), paragraph("배경", "1."), paragraph("○ 내용"), paragraph("항목", "□"))
    assert levels(*blocks) == [1, 2, None, None]


def test_a_heading_without_a_number_stands_where_numbered_ones_of_its_style_do():
    blocks = (styled("Ⅰ. 개요", 2), styled("1. 배경", 3), styled("맺음말", 2), styled("세부 여건", 3))
    assert levels(*blocks) == [1, 2, 1, 2]


def test_lines_of_contents_are_no_headings():
    blocks = (
        paragraph("목   차"),
        paragraph("Ⅰ. 사업 개요 ·········· 1"),
        paragraph("Ⅱ. 추진계획\t5"),
        paragraph("Ⅲ. 추진체계"),
        paragraph("Ⅳ. 소요예산 .......... 9"),
        paragraph("Ⅰ. 사업 개요"),
    )
    assert levels(*blocks) == [None, None, None, None, None, 1]


def test_contents_without_page_numbers_end_where_the_body_repeats_them():
    lines = ("Ⅰ. 사업 개요", "Ⅱ. 추진계획")
    blocks = (paragraph("< 목차 >"), *map(paragraph, lines), paragraph(lines[0]), paragraph("□ 배경"))
    assert levels(*blocks) == [None, None, None, 1, None]


@pytest.mark.parametrize(
    ("row", "number", "text"),
    [
        (("Ⅰ", "", "사업 개요"), "Ⅰ", "사업 개요"),
        (("1", " 성 과"), "1.", "성 과"),
        (("Ⅱ. 추진계획", ""), None, "Ⅱ. 추진계획"),
    ],
)
def test_a_heading_bar_drawn_as_a_table_gives_a_heading_before_it(row, number, text):
    blocks = (Block(kind=BlockKind.TABLE, table=0),)
    heading, bar = level_headings(blocks, (table(row),))
    assert (heading.kind, heading.level, heading.number, heading.text) == (BlockKind.HEADING, 1, number, text)
    assert heading.anchor is not None
    assert bar == blocks[0]


@pytest.mark.parametrize(
    "rows",
    [
        [("관리번호", "예시-1")],
        [("1", "200")],
        [("1", "예시기업"), ("2", "예시대학")],
        [("Ⅰ", "사업", "개요")],
    ],
)
def test_a_table_of_data_gives_no_heading(rows):
    blocks = (Block(kind=BlockKind.TABLE, table=0),)
    assert level_headings(blocks, (table(*rows),)) == blocks


def test_footnotes_stay_what_they_are():
    note = Block(kind=BlockKind.FOOTNOTE, text="1. 예시 통계")
    assert level_headings((note,), ()) == (note,)
