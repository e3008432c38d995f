from itertools import pairwise

import pytest

from extractors.readers.pdf import read_pdf


def one_table(data):
    (table,) = read_pdf(data, "plan.pdf").tables
    return table


def test_merged_cells_have_spans(make_pdf, grid_of):
    def draw(canvas):
        canvas.grid([60, 160, 260, 360], [700, 640])
        canvas.line(60, 680, 60, 640)
        canvas.line(160, 680, 360, 680)
        canvas.line(60, 660, 360, 660)
        canvas.grid([160, 260], [680, 640])
        canvas.drawString(64, 686, "구분")
        canvas.drawString(164, 686, "2026년")
        canvas.drawString(264, 686, "비고")

    table = one_table(make_pdf(draw))
    assert (0, 0, 2, 1, "구분") in grid_of(table)


@pytest.mark.parametrize("sides", [True, False], ids=["closed", "open at both sides"])
def test_outer_sides_need_no_ruling(make_pdf, draw_table, grid_of, sides):
    rows = [["구분", "합계", "국비"], ["2026년", "5,252", "3,150"], ["2027년", "6,419", "3,850"]]
    table = one_table(make_pdf(lambda canvas: draw_table(canvas, rows, sides=sides)))
    assert grid_of(table) == [(row, col, 1, 1, rows[row][col]) for row in range(3) for col in range(3)]


def dotted(canvas, x0, y0, x1, y1, dot=0.6, step=2.0):
    count = int(max(x1 - x0, y1 - y0) / step)
    for index in range(count + 1):
        x, y = (x0 + index * step, y0) if y0 == y1 else (x0, y0 + index * step)
        canvas.rect(x, y, dot, dot, stroke=0, fill=1)


def thin_rectangle(canvas, x0, y0, x1, y1):
    canvas.rect(x0, y0, max(x1 - x0, 0.5), max(y1 - y0, 0.5), stroke=0, fill=1)


def double(canvas, x0, y0, x1, y1):
    for shift in (0, 1.5):
        canvas.line(x0 + shift * (x0 == x1), y0 + shift * (y0 == y1), x1 + shift * (x0 == x1), y1 + shift * (y0 == y1))


def dashed(canvas, x0, y0, x1, y1):
    length = max(x1 - x0, y1 - y0)
    for start in range(0, int(length), 7):
        end = min(start + 4, length)
        if y0 == y1:
            canvas.line(x0 + start, y0, x0 + end, y0)
        else:
            canvas.line(x0, y0 + start, x0, y0 + end)


@pytest.mark.parametrize("ruling", [dotted, thin_rectangle, double, dashed])
def test_rulings_may_be_drawn_in_many_ways(make_pdf, grid_of, ruling):
    def draw(canvas):
        for x in (60, 160, 260):
            ruling(canvas, x, 640, x, 700)
        for y in (640, 670, 700):
            ruling(canvas, 60, y, 260, y)
        for number, (x, y) in enumerate([(70, 680), (170, 680), (70, 650), (170, 650)], start=1):
            canvas.drawString(x, y, f"칸 {number}")

    assert grid_of(one_table(make_pdf(draw))) == [
        (0, 0, 1, 1, "칸 1"),
        (0, 1, 1, 1, "칸 2"),
        (1, 0, 1, 1, "칸 3"),
        (1, 1, 1, 1, "칸 4"),
    ]


def test_highlighted_words_and_underlines_are_no_table(make_pdf):
    def draw(canvas):
        canvas.setFillGray(0.8)
        for x in (60, 90, 120):
            canvas.rect(x, 696, 30, 14, stroke=0, fill=1)
        canvas.setFillGray(0)
        canvas.drawString(60, 700, "증권을 취득하거나 금전 대여")
        canvas.line(60, 660, 300, 660)
        canvas.drawString(60, 662, "밑줄을 그은 글")
        canvas.line(60, 640, 300, 640)

    assert read_pdf(make_pdf(draw), "plan.pdf").tables == ()


def test_a_gradient_is_no_set_of_rulings(make_pdf, grid_of):
    def draw(canvas):
        for step in range(30):
            canvas.setFillGray(1 - step / 60)
            canvas.rect(60, 640 + 2 * step, 100, 2, stroke=0, fill=1)
        canvas.setFillGray(0)
        canvas.grid([60, 160, 260], [640, 700])
        canvas.drawString(70, 670, "전략")
        canvas.drawString(170, 670, "내용")

    assert grid_of(one_table(make_pdf(draw))) == [(0, 0, 1, 1, "전략"), (0, 1, 1, 1, "내용")]


def test_a_box_of_one_cell_is_layout(make_pdf, draw_table):
    def draw(canvas):
        canvas.rect(50, 500, 400, 280)
        canvas.drawString(60, 760, "□ 상자 안의 문단")
        draw_table(canvas, [["구분", "금액"], ["국비", "10"]], widths=(100, 100))

    document = read_pdf(make_pdf(draw), "plan.pdf")
    assert [block.text for block in document.blocks] == ["□ 상자 안의 문단", None]
    assert [(table.parent, table.row_count) for table in document.tables] == [(None, 2)]


def test_a_table_in_a_cell_names_its_parent(make_pdf, draw_table, grid_of):
    def draw(canvas):
        canvas.grid([50, 120, 450], [500, 600, 720])
        canvas.drawString(60, 650, "소요예산")
        canvas.drawString(130, 705, "재원별 내역")
        draw_table(canvas, [["구분", "금액"], ["국비", "10"]], left=140, top=690, widths=(100, 100))

    outer, inner = read_pdf(make_pdf(draw), "plan.pdf").tables
    assert inner.parent == (0, 0, 1)
    assert outer.parent is None
    assert (0, 1, 1, 1, "재원별 내역") in grid_of(outer)
    assert grid_of(inner) == [(0, 0, 1, 1, "구분"), (0, 1, 1, 1, "금액"), (1, 0, 1, 1, "국비"), (1, 1, 1, 1, "10")]


def test_boxes_side_by_side_are_one_table(make_pdf, grid_of):
    def draw(canvas):
        for x, text in ((60, "참고 1"), (130, "세부 통계")):
            canvas.rect(x, 700, 60 if x == 60 else 300, 30)
            canvas.drawString(x + 5, 710, text)

    assert grid_of(one_table(make_pdf(draw))) == [(0, 0, 1, 1, "참고 1"), (0, 1, 1, 1, ""), (0, 2, 1, 1, "세부 통계")]


def test_boxes_below_each_other_are_text(make_pdf):
    def draw(canvas):
        for y in (700, 660):
            canvas.rect(60, y, 300, 30)
            canvas.drawString(65, y + 10, f"상자 {y}")

    assert read_pdf(make_pdf(draw), "plan.pdf").tables == ()


def test_rows_stacked_in_one_ruled_row_are_split(make_pdf, draw_table, grid_of):
    names, counts, others = ["가군", "나군", "다군", "라군"], ["1", "2", "-", "4"], ["5", "-", "7", "8"]

    def draw(canvas):
        draw_table(canvas, [["직급", "정원", "현원"]])
        canvas.grid([60, 160, 260, 360], [680, 600])
        for row, texts in enumerate(zip(names, counts, others, strict=True)):
            for col, text in enumerate(texts):
                canvas.drawString(64 + 100 * col, 666 - 18 * row, text)

    table = one_table(make_pdf(draw))
    assert table.row_count == 5
    assert [cell.text for cell in table.cells if cell.col == 1] == ["정원", *counts]
    assert all(below.anchor.box.top >= above.anchor.box.top for above, below in pairwise(table.cells))


def test_numbers_cut_in_narrow_cells_are_not_stacked_rows(make_pdf, draw_table, grid_of):
    rows = [["2026", "2027", "2028"], ["1,234,\n567,8\n90", "2,234,\n567,8\n90", "3,234,\n567,8\n90"]]
    table = one_table(make_pdf(lambda canvas: draw_table(canvas, rows, widths=(40, 40, 40), height=44)))
    assert [cell.text for cell in table.cells][3:] == ["1,234,567,890", "2,234,567,890", "3,234,567,890"]


def test_rows_keep_to_the_columns_of_their_header(make_pdf, draw_table, grid_of):
    rows = [("서울", "86.2", "13.8"), ("부산", "0", "100.0"), ("대구", "81.0", "")]

    def draw(canvas):
        draw_table(canvas, [["지역", "국비", "지방비"]])
        canvas.grid([60, 360], [680, 660, 640, 620])
        for row, texts in enumerate(rows):
            for col, text in enumerate(texts):
                canvas.drawString(70 + 100 * col, 666 - 20 * row, text)

    assert grid_of(one_table(make_pdf(draw)))[3:] == [
        (row, col, 1, 1, text) for row, texts in enumerate(rows, start=1) for col, text in enumerate(texts)
    ]


def test_a_wide_cell_of_text_stays_one(make_pdf, draw_table, grid_of):
    def draw(canvas):
        draw_table(canvas, [["지역", "국비", "지방비"]])
        canvas.grid([60, 360], [680, 660, 640])
        canvas.drawString(70, 666, "국비와 지방비는 사업계획서의 재원별 총사업비에 따름")
        canvas.drawString(70, 646, "합계")

    assert [cell[1:4] for cell in grid_of(one_table(make_pdf(draw)))[3:]] == [(0, 1, 3), (0, 1, 3)]


# Words only: figures set in columns are a table without a ruling, too.
ACROSS_ONLY = [
    ("구분", "기관", "역할"),
    ("서울", "예시원", "개발"),
    ("부산", "예시대", "구축"),
    ("대구", "예시군", "운영"),
]


def draw_rows(canvas, rows, *, left=60, top=700):
    for row, texts in enumerate(rows):
        for col, text in enumerate(texts):
            canvas.drawString(left + 10 + 100 * col, top - 14 - 20 * row, text)


def test_a_table_with_rulings_across_only_gets_its_columns_from_the_text(make_pdf, grid_of):
    def draw(canvas):
        for y in (700, 680, 618):
            canvas.line(60, y, 360, y)
        draw_rows(canvas, ACROSS_ONLY)

    assert grid_of(one_table(make_pdf(draw))) == [
        (row, col, 1, 1, text) for row, texts in enumerate(ACROSS_ONLY) for col, text in enumerate(texts)
    ]


def prose(canvas):
    for row in range(4):
        canvas.drawString(60, 690 - 20 * row, "국비와 지방비와 자부담은 공고의 비율에 맞게 편성하고 연차별로 집행")


def two_columns(canvas):
    for row in range(8):
        canvas.drawString(60, 690 - 14 * row, "왼쪽 단의 글은 왼쪽에서만 이어짐")
        canvas.drawString(320, 690 - 14 * row, "오른쪽 단의 글은 오른쪽에서만 이어짐")


def ruled_prose(canvas):
    prose(canvas)
    for y in (705, 620):
        canvas.line(60, y, 480, y)


@pytest.mark.parametrize("draw", [prose, two_columns, ruled_prose])
def test_no_table_is_invented(make_pdf, draw):
    assert read_pdf(make_pdf(draw), "plan.pdf").tables == ()


def test_the_grid_behind_a_chart_is_no_table(make_pdf):
    def draw(canvas):
        canvas.grid(range(60, 361, 30), range(500, 701, 20))
        canvas.drawString(65, 505, "0")
        canvas.drawString(335, 685, "10")

    document = read_pdf(make_pdf(draw), "plan.pdf")
    assert document.tables == ()
    assert [block.text for block in document.blocks] == ["10", "0"]


def test_boxes_with_arrows_between_are_one_table(make_pdf, grid_of):
    def draw(canvas):
        for number, text in enumerate(["공고", "평가", "협약"]):
            canvas.rect(60 + 120 * number, 700, 90, 30)
            canvas.drawString(70 + 120 * number, 710, text)
        for number in range(2):
            canvas.drawString(160 + 120 * number, 710, "→")

    assert [cell[-1] for cell in grid_of(one_table(make_pdf(draw)))] == ["공고", "→", "평가", "→", "협약"]


def test_the_top_and_the_bottom_need_no_ruling(make_pdf, grid_of):
    def draw(canvas):
        for x in (60, 160, 260, 360):
            canvas.line(x, 640, x, 700)
        for y in (660, 680):
            canvas.line(60, y, 360, y)
        draw_rows(canvas, ACROSS_ONLY[:3])

    assert grid_of(one_table(make_pdf(draw))) == [
        (row, col, 1, 1, text) for row, texts in enumerate(ACROSS_ONLY[:3]) for col, text in enumerate(texts)
    ]


def test_bold_that_prints_each_letter_twice_is_read_once(make_pdf, draw_table, grid_of):
    def draw(canvas):
        for shift in (0.0, 0.3):
            draw_table(canvas, [["총사업비", "7,000"], ["국비", "4,200"]], left=60 + shift, widths=(100, 100))

    assert [cell[-1] for cell in grid_of(one_table(make_pdf(draw)))] == ["총사업비", "7,000", "국비", "4,200"]


def test_letters_below_each_other_in_a_narrow_label_are_one_word(make_pdf, draw_table, grid_of):
    rows = [["총\n사\n업\n비", "7,000백만원"], ["국\n비", "4,200백만원"]]
    table = one_table(make_pdf(lambda canvas: draw_table(canvas, rows, widths=(18, 100), height=60)))
    assert [cell[-1] for cell in grid_of(table)] == ["총사업비", "7,000백만원", "국비", "4,200백만원"]


def test_a_blank_at_a_change_of_script_is_kept_and_typographic_space_is_not(make_pdf, draw_table, grid_of):
    def draw(canvas):
        draw_table(canvas, [["가 나 다 라", "기업"], ["", "3 천 만원"]], widths=(120, 120))
        canvas.drawString(64, 666, "40")
        canvas.drawString(64 + 10 + 2.2, 666, "개사 지원")

    assert (1, 0, 1, 1, "40개사 지원") in grid_of(one_table(make_pdf(draw)))
    assert (1, 1, 1, 1, "3 천 만원") in grid_of(one_table(make_pdf(draw)))


@pytest.mark.parametrize("outer", [True, False])
def test_rows_between_vertical_rulings_only_are_parted_though_some_places_are_blank(make_pdf, grid_of, outer):
    rows = [("항목", "2026", "2027", "합계"), ("가. 인건비", "", "", ""), ("1) 연구원", "370", "530", "900")]
    rows += [("2) 보조원", "", "260", "260"), ("나. 운영비", "40", "", "40"), ("소계", "410", "790", "1,200")]
    xs = [60, 200, 260, 320, 380]

    def draw(canvas):
        bottom = 700 - 16 * len(rows)
        if outer:
            canvas.rect(60, bottom, 320, 700 - bottom)
        else:
            canvas.line(60, 700, 380, 700)
            canvas.line(60, bottom, 380, bottom)
        for x in xs[1:-1]:
            canvas.line(x, 700, x, bottom)
        for number, row in enumerate(rows):
            for col, text in enumerate(row):
                y = 700 - 16 * number - 12
                if col:
                    canvas.drawRightString(xs[col + 1] - 4, y, text)
                else:
                    canvas.drawString(xs[0] + 4, y, text)

    assert grid_of(one_table(make_pdf(draw))) == [
        (row, col, 1, 1, text) for row, texts in enumerate(rows) for col, text in enumerate(texts)
    ]


def test_values_in_small_boxes_within_a_cell_belong_to_its_text(make_pdf, draw_table, grid_of):
    def draw(canvas):
        draw_table(canvas, [("사업기간", ""), ("총사업비", "")], widths=(80, 320), height=30)
        for x, y, width, text in (
            (150, 675, 70, "2026-04-01"),
            (270, 675, 70, "2027-12-31"),
            (150, 645, 90, "10,000원"),
        ):
            canvas.rect(x, y, width, 18)
            canvas.drawString(x + 6, y + 5, text)
        canvas.drawString(230, 680, "부터")
        canvas.drawString(350, 680, "까지")

    assert grid_of(one_table(make_pdf(draw))) == [
        (0, 0, 1, 1, "사업기간"),
        (0, 1, 1, 1, "2026-04-01 부터 2027-12-31 까지"),
        (1, 0, 1, 1, "총사업비"),
        (1, 1, 1, 1, "10,000원"),
    ]


def _draw_open_table(canvas, top: float, rows: list[list[str]]) -> float:
    """A table without outer sides; returns where it ends."""
    left, width, height = 60, 120, 20
    bottom = top - len(rows) * height
    for row in range(len(rows) + 1):
        canvas.line(left, top - row * height, left + 3 * width, top - row * height)
    for col in (1, 2):
        canvas.line(left + col * width, top, left + col * width, bottom)
    for row, texts in enumerate(rows):
        for col, text in enumerate(texts):
            canvas.drawString(left + col * width + 5, top - row * height - 14, text)
    return bottom


@pytest.mark.parametrize(
    ("lines", "tables"),
    [
        (["위와 같이 편성함", "< 소요예산 내역 >"], 2),
        (["위와 같이 편성함", "표 2. 소요예산 내역"], 2),
        (["국비는 신청액임"], 1),
    ],
    ids=["caption-in-brackets", "numbered-caption", "row-across"],
)
def test_a_caption_below_text_parts_open_tables_that_share_their_columns(make_pdf, lines, tables):
    def draw(canvas):
        bottom = _draw_open_table(canvas, 700, [["구분", "2026", "2027"], ["국비", "24.1", "36.2"]])
        for number, line in enumerate(lines, 1):
            canvas.drawString(90, bottom + 6 - number * 18, line)
        below = bottom - len(lines) * 18
        _draw_open_table(canvas, below, [["비목", "2026", "2027"], ["여비", "24.1", "36.2"]])

    assert len(read_pdf(make_pdf(draw), "plan.pdf").tables) == tables
