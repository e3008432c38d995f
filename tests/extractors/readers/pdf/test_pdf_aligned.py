import pytest

from extractors.readers.pdf import read_pdf
from extractors.readers.pdf.tables.detectors.whitespace_rows import is_figure

XS = (60, 180, 260, 340)
ROWS = [
    ["Treatment", "Count", "Share", "Rank"],
    ["Allergy", "93", "18.8%", "1"],
    ["Asthma", "31", "6.3%", "3"],
    ["Back pain", "202", "40.9%", "2"],
    ["Total", "326", "66.0%", ""],
]


@pytest.fixture
def tables_of(make_pdf, grid_of):
    """Reads the tables that are drawn."""
    return lambda draw: [grid_of(table) for table in read_pdf(make_pdf(draw), "plan.pdf").tables]


def set_rows(canvas, rows, *, xs=XS, top=700, pitch=14):
    for row, texts in enumerate(rows):
        for x, text in zip(xs, texts, strict=False):
            canvas.drawString(x, top - pitch * row, text)


def plain(rows):
    return [(row, col, 1, 1, text) for row, texts in enumerate(rows) for col, text in enumerate(texts)]


def prose(canvas, x, lines, top, text="국비와 지방비와 자부담은 공고의 비율에 맞게 편성하고"):
    for row in range(lines):
        canvas.drawString(x, top - 14 * row, text)


def test_texts_set_in_columns_with_figures_are_a_table(tables_of):
    def draw(canvas):
        prose(canvas, 60, 4, 780)
        set_rows(canvas, ROWS)
        prose(canvas, 60, 4, 600)

    assert tables_of(draw) == [plain(ROWS)]


def test_stripes_below_every_other_row_are_no_hindrance(tables_of):
    def draw(canvas):
        canvas.setFillGray(0.9)
        for row in (1, 3):
            canvas.rect(55, 697 - 14 * row, 330, 14, stroke=0, fill=1)
        canvas.setFillGray(0)
        set_rows(canvas, ROWS)

    assert tables_of(draw) == [plain(ROWS)]


def test_lines_of_headers_are_one_row_below_a_head_over_several_columns(tables_of):
    def draw(canvas):
        canvas.drawString(205, 728, "Students in the first year")
        set_rows(canvas, [["", "Number", "Share of", "Rank of"], ["", "counted", "all", "all"], *ROWS[1:4]], top=714)

    (table,) = tables_of(draw)
    assert (0, 1, 1, 1, "Number counted") in [(*cell[:4], cell[4].replace("\n", " ")) for cell in table]
    assert table[4:] == plain([["", "", "", ""], *ROWS[1:4]])[4:]


def test_a_label_that_goes_on_is_one_cell(tables_of):
    rows = [ROWS[0], ["Substance abuse", "10", "2.0%", "4"], ["problem"], ["Asthma", "31", "6.3%", "3"]]
    (table,) = tables_of(lambda canvas: set_rows(canvas, rows))
    assert [text.replace("\n", " ") for *_, text in table][4:8] == ["Substance abuse problem", "10", "2.0%", "4"]


def test_a_table_beside_a_column_of_prose_is_found(tables_of):
    def draw(canvas):
        prose(canvas, 60, 20, 780, text="국비와 지방비와 자부담은 공고의 비율에 맞게")
        set_rows(canvas, ROWS, xs=(300, 380, 430, 490), top=738)

    assert tables_of(draw) == [plain(ROWS)]


def test_headers_above_the_first_ruling_belong_to_the_table(tables_of):
    def draw(canvas):
        set_rows(canvas, ROWS[:4], pitch=20)
        for row in range(4):
            canvas.line(55, 694 - 20 * row, 400, 694 - 20 * row)

    assert tables_of(draw) == [plain(ROWS[:4])]


def test_a_unit_above_the_first_ruling_is_no_head(tables_of):
    rows = [["지역", "국비", "지방비"], ["서울", "86.2", "13.8"], ["부산", "70.0", "30.0"]]

    def draw(canvas):
        canvas.drawString(250, 704, "(단위: 억원)")
        set_rows(canvas, rows, top=686, pitch=20)
        for row in range(4):
            canvas.line(55, 700 - 20 * row, 330, 700 - 20 * row)

    assert tables_of(draw) == [plain(rows)]


def test_a_caption_with_a_unit_is_no_head(tables_of):
    def draw(canvas):
        set_rows(canvas, [["Costs", "", "(단위: 억원)"]], top=714)
        set_rows(canvas, ROWS)

    assert tables_of(draw) == [plain(ROWS)]


def contents(canvas):
    for row, (title, page) in enumerate([("사업 개요", 1), ("추진 배경", 3), ("소요 예산", 12), ("기대 효과", 20)]):
        set_rows(canvas, [[f"{row + 1}. {title}", "·" * 12, str(page)]], xs=(60, 180, 400), top=700 - 20 * row)


def numbered(canvas):
    set_rows(canvas, [[f"{row})", "국비와 지방비를 공고의 비율에 맞게 편성"] for row in range(1, 7)], xs=(60, 90))


def signatures(canvas):
    set_rows(canvas, [["신청인", "성명 :", "(인)"], ["보증인", "성명 :", "(인)"], ["확인자", "성명 :", "(인)"]])


def upright_letters(canvas):
    set_rows(canvas, [list("기공교어"), list("획공육문"), list("운언연연"), ["(11)", "(7)", "(7)", "(9)"]])


def axis(canvas):
    set_rows(canvas, [list("0511"), list("0000"), list("2233"), list("0505")])


def one_full_line(canvas):
    xs = (60, 120, 180, 240, 300)
    set_rows(
        canvas,
        [["사회", "6,330", "6,120", "0", "90"], ["보험"], ["부담", *"   ", "(월)"], ["금", *"   ", "(년)"]],
        xs=xs,
    )


@pytest.mark.parametrize("draw", [contents, numbered, signatures, upright_letters, axis, one_full_line])
def test_other_texts_set_side_by_side_are_no_table(tables_of, draw):
    assert tables_of(draw) == []


def test_thousands_of_figures_are_not_compared_with_each_other(tables_of):
    def draw(canvas):
        canvas.setFont("Helvetica", 3)
        for row in range(150):
            for col in range(20):
                canvas.drawString(40 + 25 * col, 800 - 5 * row, f"{row * col}")

    assert tables_of(draw) == []


@pytest.mark.parametrize("text", ["1,234", "△18.8%", "1269 (19.9%)", "7,000백만원", "12개사"])
def test_numbers_with_a_sign_or_a_unit_are_figures(text):
    assert is_figure(text)


@pytest.mark.parametrize("text", ["n.a.", "2026년 상반기", "Total 5", "1" + "." * 10_000 + "abcd"])
def test_other_texts_are_no_figures(text):
    assert not is_figure(text)
