import pytest

from extractors.readers.pdf import read_pdf
from schemas import BlockKind

FULL = "가나다라마바사아자차카타파하" * 3  # 42 letters of 10 pt: a full line


@pytest.fixture
def blocks_of(make_pdf):
    """The blocks of a page with some lines, 18 points apart; a page each for lists of lines."""

    def read(*pages, left=80):
        def page(lines):
            def draw(canvas):
                for row, line in enumerate(lines):
                    canvas.drawString(left, 700 - 18 * row, line)

            return draw

        return read_pdf(make_pdf(*map(page, pages)), "plan.pdf").blocks

    return read


@pytest.mark.parametrize(
    ("lines", "texts"),
    [
        ([FULL, "나머지 글"], [FULL + "나머지 글"]),
        (
            [FULL[:-2], "나머지글은 아주 길어서 윗줄에 들어가지 못함"],
            [FULL[:-2] + " 나머지글은 아주 길어서 윗줄에 들어가지 못함"],
        ),
        ([FULL[:-1] + "는", "다음 말"], [FULL[:-1] + "는 다음 말"]),
        ([FULL, "□ 새 항목"], [FULL, "□ 새 항목"]),
        ([FULL, "○ 새 항목"], [FULL, "○ 새 항목"]),
        ([FULL, "- 새 항목"], [FULL, "- 새 항목"]),
        ([FULL, "① 새 항목"], [FULL, "① 새 항목"]),
        (["짧은 줄", FULL], ["짧은 줄", FULL]),
        (["2. 사업 개요", "가. 추진 배경", FULL], ["2. 사업 개요", "가. 추진 배경", FULL]),
        ([FULL[:-4] + " 12.", "31. 까지 추진"], [FULL[:-4] + " 12. 31. 까지 추진"]),
    ],
)
def test_wrapped_lines_are_one_paragraph(blocks_of, lines, texts):
    blocks = blocks_of([*lines, "", FULL, "□ 끝"])
    assert [block.text for block in blocks][: len(texts)] == texts


def test_the_anchor_keeps_the_lines_as_printed(blocks_of):
    block = blocks_of([FULL, "나머지 글"])[0]
    assert block.anchor.text == f"{FULL}\n나머지 글"
    assert block.anchor.box.bottom > block.anchor.box.top + 18


def test_a_paragraph_cut_by_the_page_is_one(blocks_of):
    blocks = blocks_of(["□ 앞 문단", FULL], ["나머지 글", "□ 뒤 문단"])
    assert [block.text for block in blocks] == ["□ 앞 문단", FULL + "나머지 글", "□ 뒤 문단"]
    assert blocks[1].anchor.page == 1


def test_numbered_lines_larger_than_the_text_are_headings(make_pdf):
    def draw(canvas):
        canvas.setFont("HYSMyeongJo-Medium", 16)
        canvas.drawString(60, 760, "Ⅰ. 사업 개요")
        canvas.setFont("HYSMyeongJo-Medium", 12)
        canvas.drawString(60, 730, "1-1. 공용 시설 구축")
        canvas.setFont("HYSMyeongJo-Medium", 10)
        canvas.drawString(60, 700, "□ (목적) 기업의 도입을 지원")
        canvas.drawString(60, 680, "○ 수요 조사와 진단")

    blocks = read_pdf(make_pdf(draw), "plan.pdf").blocks
    assert [(block.kind, block.text) for block in blocks] == [
        (BlockKind.HEADING, "Ⅰ. 사업 개요"),
        (BlockKind.HEADING, "1-1. 공용 시설 구축"),
        (BlockKind.PARAGRAPH, "□ (목적) 기업의 도입을 지원"),
        (BlockKind.PARAGRAPH, "○ 수요 조사와 진단"),
    ]


@pytest.mark.parametrize("number", ["- 3 -", "3", "3/20", "3 / 20", "- iii -", "Page 3 of 20", "3쪽"])
def test_page_numbers_are_left_out_in_all_their_forms(make_pdf, number):
    def draw(canvas):
        canvas.drawString(60, 700, "본문")
        canvas.drawString(290, 30, number)

    assert [block.text for block in read_pdf(make_pdf(draw), "plan.pdf").blocks] == ["본문"]


def test_a_unit_above_a_table_at_the_top_of_each_page_stays(make_pdf):
    def page(text):
        def draw(canvas):
            canvas.drawString(450, 800, "(단위 : 백만원)")
            canvas.drawString(60, 700, text)

        return draw

    blocks = read_pdf(make_pdf(*map(page, ["가", "나", "다", "라", "마"])), "plan.pdf").blocks
    assert sum(block.text == "(단위 : 백만원)" for block in blocks) == 5
