"""What pages of plans have besides level text in one column: footnotes, text set upright, shaded tables, two pages."""

import pytest

from extractors.readers.pdf import read_pdf
from schemas import BlockKind

BODY = (
    "본 사업은 예시 지역의 인공지능 산업을 육성하기 위하여 예시 진흥원이 추진하는 것으로 총사업비는 100억원이며",
    "국비와 지방비를 합하여 조성하고 세부 과제는 다음과 같이 나누어 추진할 계획이다.",
)
LAST_LINE = (
    "주관기관은 예시 진흥원이며 참여기관은 예시 대학교와 예시 기업으로 하고 총괄위원회를 두어 매월 점검하며 필요한"
)
NOTES = ("1) 예시 통계청, 2025년 지역 산업 조사의 값임", "2) 예시 연구원 내부 자료")


def page_with_notes(canvas):
    for number, line in enumerate((*BODY * 6, LAST_LINE)):
        canvas.drawString(60, 700 - 16 * number, line)
    canvas.line(60, 130, 200, 130)
    canvas.setFont(canvas._fontname, 8)
    for number, note in enumerate(NOTES):
        canvas.drawString(60, 116 - 12 * number, note)


def test_small_numbered_print_below_the_text_is_a_footnote_and_no_heading(make_pdf):
    blocks = read_pdf(make_pdf(page_with_notes), "plan.pdf").blocks
    assert [block.text for block in blocks if block.kind is BlockKind.FOOTNOTE] == list(NOTES)
    assert not any(block.kind is BlockKind.HEADING for block in blocks)


def test_a_paragraph_goes_on_over_the_footnotes_of_its_page(make_pdf):
    def next_page(canvas):
        canvas.drawString(60, 700, "경우 전문가의 자문을 받아 계획을 보완한다.")
        for number, line in enumerate(BODY * 6):
            canvas.drawString(60, 640 - 16 * number, line)

    blocks = read_pdf(make_pdf(page_with_notes, next_page), "plan.pdf").blocks
    assert any("필요한 경우 전문가의 자문" in (block.text or "") for block in blocks)


def test_numbered_lines_of_the_size_of_the_text_are_no_footnotes(make_pdf):
    def draw(canvas):
        for number, line in enumerate((*BODY * 6, *NOTES)):
            canvas.drawString(60, 700 - 16 * number, line)

    blocks = read_pdf(make_pdf(draw), "plan.pdf").blocks
    assert not any(block.kind is BlockKind.FOOTNOTE for block in blocks)


@pytest.mark.parametrize("text", ["총 사업비", "구분"])
def test_a_label_set_upright_reads_from_the_bottom_up(make_pdf, draw_table, text):
    def draw(canvas):
        draw_table(
            canvas, [("", "국비", "지방비"), (None, "1,000", "500"), (None, "2,000", "700")], widths=(30, 100, 100)
        )
        canvas.translate(78, 648)
        canvas.rotate(90)
        canvas.drawString(0, 0, text)

    [table] = read_pdf(make_pdf(draw), "plan.pdf").tables
    assert (table.cells[0].row_span, table.cells[0].text) == (3, text)


VERTICAL_HEADER = [("연도", "", "", ""), ("2026", "7,000", "1,234", "8,234")]


@pytest.mark.parametrize("degrees", [90, -90])
def test_vertical_headers_of_two_lines_keep_each_line_together(make_pdf, draw_table, degrees):
    def draw(canvas):
        for number, line in enumerate(BODY):
            canvas.drawString(60, 760 - 16 * number, line)
        draw_table(canvas, VERTICAL_HEADER, widths=(60, 50, 50, 50), height=80)
        for col, (name, unit) in enumerate([("국비 지원", "(백만원)"), ("지방비", "(현금+현물)"), ("합계", "(원)")]):
            for place, text in enumerate((name, unit)):
                canvas.saveState()
                side = 18 + 14 * place if degrees > 0 else 34 - 14 * place
                canvas.translate(120 + 50 * col + side, 630 if degrees > 0 else 692)
                canvas.rotate(degrees)
                canvas.drawString(0, 0, text)
                canvas.restoreState()

    [table] = read_pdf(make_pdf(draw), "plan.pdf").tables
    texts = ["".join(cell.text.split()) for cell in table.cells]
    assert texts == ["연도", "국비지원(백만원)", "지방비(현금+현물)", "합계(원)", "2026", "7,000", "1,234", "8,234"]


def test_figures_below_each_other_in_two_columns_of_a_cell_are_no_vertical_text(make_pdf, draw_table):
    def draw(canvas):
        draw_table(canvas, [("구분", "점수"), ("평가", "")], widths=(100, 100), height=60)
        for x in (170, 190):
            for row, figure in enumerate("345"):
                canvas.drawString(x, 625 - 13 * row, figure)

    [table] = read_pdf(make_pdf(draw), "plan.pdf").tables
    assert "345" not in "".join(table.cells[-1].text.split())


def test_a_label_set_letter_below_letter_reads_downwards(make_pdf, draw_table):
    def draw(canvas):
        draw_table(
            canvas, [("", "국비", "지방비"), (None, "1,000", "500"), (None, "2,000", "700")], widths=(30, 100, 100)
        )
        for number, letter in enumerate("사업비"):
            canvas.drawString(70, 684 - 16 * number, letter)

    [table] = read_pdf(make_pdf(draw), "plan.pdf").tables
    assert "".join(table.cells[0].text.split()) == "사업비"


# Words only: figures set in columns are a table without a shade, too.
SHADED = (("구분", "기관", "역할"), ("가", "예시원", "개발"), ("나", "예시대", "구축"), ("다", "예시군", "운영"))


def shade(canvas, rows, gap, *, width=100, top=700):
    """Rows of text on shaded boxes 20 points high, some points apart, without a line."""
    for row, texts in enumerate(rows):
        for col, text in enumerate(texts):
            canvas.setFillGray(0.8 if row == 0 else 0.95)
            canvas.rect(60 + width * col, top - 20 * row, width - gap, 20 - gap, stroke=0, fill=1)
            canvas.setFillGray(0)
            canvas.drawString(64 + width * col, top + 5 - 20 * row, text)


@pytest.mark.parametrize("gap", [0, 1.5])
@pytest.mark.parametrize("has_ground", [False, True])
def test_shaded_boxes_side_by_side_are_the_cells_of_a_table(make_pdf, gap, has_ground):
    def draw(canvas):
        if has_ground:
            canvas.setFillGray(1)
            canvas.rect(0, 0, 595, 842, stroke=0, fill=1)
        shade(canvas, SHADED, gap)

    [table] = read_pdf(make_pdf(draw), "plan.pdf").tables
    texts = {(cell.row, cell.col): cell.text for cell in table.cells}
    assert texts == {(row, col): text for row, line in enumerate(SHADED) for col, text in enumerate(line)}


def test_shaded_tables_keep_to_their_own_columns(make_pdf):
    def draw(canvas):
        for number in range(6):
            shade(canvas, SHADED, 1.5, width=100 - number, top=780 - 120 * number)

    tables = read_pdf(make_pdf(draw), "plan.pdf").tables
    places = [(row, col) for row in range(4) for col in range(3)]
    assert [[(cell.row, cell.col) for cell in table.cells] for table in tables] == [places] * 6


@pytest.mark.parametrize(
    "boxes",
    [
        pytest.param([(60, 700 - 30 * row, 200 + 40 * row, 20) for row in range(4)], id="bars of a chart"),
        pytest.param([(60, 700 - 20 * row, 300, 20) for row in range(4)], id="stripes"),
        pytest.param([(60 + 40 * n, 700 - 20 * n, 100, 40) for n in range(6)], id="overlapping"),
    ],
)
def test_other_shaded_boxes_are_no_table(make_pdf, boxes):
    def draw(canvas):
        for x, y, width, height in boxes:
            canvas.setFillGray(0.9)
            canvas.rect(x, y, width, height, stroke=0, fill=1)
            canvas.setFillGray(0)
            canvas.drawString(x + 4, y + 5, "예시 2026년")

    assert not read_pdf(make_pdf(draw), "plan.pdf").tables


def test_shades_under_a_ruled_table_make_no_second_one(make_pdf, draw_table):
    def draw(canvas):
        shade(canvas, SHADED, 0)
        draw_table(canvas, SHADED, top=720)

    assert len(read_pdf(make_pdf(draw), "plan.pdf").tables) == 1


LEFT = (
    "예시 지역의 인공지능 산업을 육성하기 위하여 예시 진흥원이 추진하는",
    "사업이며 총사업비는 100억원이고 국비와 지방비를 합하여 조성하되",
    "세부 과제는 다음과 같이 나누어 추진할 계획이다.",
)
RIGHT = (
    "주관기관은 예시 진흥원이며 참여기관은 예시 대학교와 예시 기업",
    "등으로 구성하고 총괄위원회를 두어 매월 점검하며 필요한 경우 따로",
    "전문가의 자문을 받아 계획을 보완한다.",
)


def draw_two_pages(canvas, draw_table):
    for left, lines, rows in ((40, LEFT, SHADED[:2]), (460, RIGHT, SHADED[:1] + SHADED[2:3])):
        for number, line in enumerate(lines * 2):
            canvas.drawString(left, 440 - 18 * number, line)
        draw_table(canvas, rows, left=left, top=300, widths=(90, 90, 90))


def test_two_pages_on_a_sheet_are_read_one_after_the_other(make_pdf, draw_table):
    document = read_pdf(make_pdf(lambda canvas: draw_two_pages(canvas, draw_table), size=(842, 595)), "plan.pdf")
    kinds = [block.kind for block in document.blocks]
    assert kinds == [BlockKind.PARAGRAPH, BlockKind.PARAGRAPH, BlockKind.TABLE] * 2
    anchors = [block.anchor for block in document.blocks if block.anchor]
    assert [anchor.text.split("\n") for anchor in anchors[::3]] == [list(LEFT), list(RIGHT)]
    assert [table.cells[-3].text for table in document.tables] == ["가", "나"]
    assert [anchor.page for anchor in anchors] == [1] * len(kinds)
    assert document.file.pages == 1


def test_a_title_across_the_middle_makes_a_sheet_one_page_of_two_columns(make_pdf, draw_table):
    def draw(canvas):
        canvas.drawString(300, 480, "예시 지역 인공지능 산업 육성 계획의 개요와 추진 체계에 대한 설명")
        draw_two_pages(canvas, draw_table)

    document = read_pdf(make_pdf(draw, size=(842, 595)), "plan.pdf")
    texts = [block.text for block in document.blocks if block.text]
    assert texts[0].startswith("예시 지역 인공지능 산업 육성 계획")
    assert [next(number for number, text in enumerate(texts) if side[0] in text) for side in (LEFT, RIGHT)] == [1, 3]
