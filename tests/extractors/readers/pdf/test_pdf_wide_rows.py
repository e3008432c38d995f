import pytest

from extractors.readers.pdf import read_pdf

HEADER = ["분야", "세부 프로그램", "합계"]
FIRST, SECOND = ["기반", "공용 시설", "10"], ["인력", "재직자 교육", "20"]


@pytest.fixture
def tables_of(make_pdf, grid_of):
    """Reads the tables that are drawn."""
    return lambda draw: [grid_of(table) for table in read_pdf(make_pdf(draw), "plan.pdf").tables]


def plain(rows, start=0):
    return [(row, col, 1, 1, text) for row, texts in enumerate(rows, start) for col, text in enumerate(texts)]


def wide(row, text):
    return (row, 0, 1, 3, text)


@pytest.fixture
def draw_open(draw_table):
    """Draws rows of a table without sides; a text alone is a row of one cell."""

    def draw(canvas, rows, *, top=700, left=60):
        for number, row in enumerate(rows):
            y = top - 20 * number
            if isinstance(row, list):
                draw_table(canvas, [row], top=y, left=left, sides=False)
            else:
                canvas.line(left, y, left + 300, y)
                canvas.line(left, y - 20, left + 300, y - 20)
                canvas.drawString(left + 4, y - 14, row)

    return draw


@pytest.mark.parametrize("at", [0, 1, 2, 3])
def test_a_row_of_one_cell_belongs_to_its_table(tables_of, draw_open, at):
    rows = [HEADER, FIRST, SECOND]
    with_title = [*rows[:at], "산업 및 재산권 등록 현황", *rows[at:]]
    expected = [*plain(rows[:at]), wide(at, "산업 및 재산권 등록 현황"), *plain(rows[at:], at + 1)]
    assert tables_of(lambda canvas: draw_open(canvas, with_title)) == [expected]


def test_titles_above_each_other_belong_to_their_table(tables_of, draw_open):
    rows = ["자가 진단표", "해당 사항을 표시", HEADER, FIRST]
    assert tables_of(lambda canvas: draw_open(canvas, rows)) == [
        [wide(0, "자가 진단표"), wide(1, "해당 사항을 표시"), *plain([HEADER, FIRST], 2)]
    ]


def test_a_header_over_all_other_columns_is_a_cell(tables_of):
    def draw(canvas):
        for x0, y in ((60, 700), (160, 680), (60, 660), (60, 640)):
            canvas.line(x0, y, 360, y)
        canvas.line(160, 700, 160, 640)
        canvas.line(260, 680, 260, 640)
        for x, y, text in ((64, 676, "추진 내용"), (164, 686, "연도별 계획"), (164, 666, "2026"), (264, 666, "2027")):
            canvas.drawString(x, y, text)

    assert tables_of(draw) == [
        [
            (0, 0, 2, 1, "추진 내용"),
            (0, 1, 1, 2, "연도별 계획"),
            (1, 1, 1, 1, "2026"),
            (1, 2, 1, 1, "2027"),
            *plain([["", "", ""]], 2),
        ]
    ]


def caption_between(canvas, draw_open):
    draw_open(canvas, [HEADER, FIRST])
    canvas.drawString(60, 646, "□ 연차별 소요 예산")
    draw_open(canvas, [HEADER, SECOND], top=640)


def caption_apart(canvas, draw_open):
    draw_open(canvas, [HEADER, FIRST])
    canvas.drawString(70, 630, "□ 연차별 소요 예산")
    draw_open(canvas, [HEADER, SECOND], top=610)


def unit_between(canvas, draw_open):
    draw_open(canvas, [HEADER, FIRST])
    canvas.drawString(280, 646, "(단위: 백만원)")
    draw_open(canvas, [HEADER, SECOND], top=640)


def other_columns(canvas, draw_open):
    draw_open(canvas, [HEADER, FIRST])
    canvas.drawString(70, 646, "□ 연차별 소요 예산")
    draw_open(canvas, [HEADER, SECOND], top=640, left=100)


def prose_between(canvas, draw_open):
    draw_open(canvas, [HEADER, FIRST])
    for row in range(10):
        canvas.drawString(64, 646 - 14 * row, "국비와 지방비를 공고의 비율에 맞게 편성")
    draw_open(canvas, [HEADER, SECOND], top=514)


@pytest.mark.parametrize("draw", [caption_between, caption_apart, unit_between, other_columns, prose_between])
def test_a_text_between_two_tables_is_no_row(tables_of, draw_open, draw):
    assert tables_of(lambda canvas: draw(canvas, draw_open)) == [plain([HEADER, FIRST]), plain([HEADER, SECOND])]
