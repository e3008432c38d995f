"""Tables whose rulings are the parts of one filled path, as browsers and converters print them."""

import pytest

from extractors.readers.pdf import read_pdf
from extractors.readers.pdf.source.filled_paths import drawn_by

LEFT, TOP, WIDTHS, HEIGHT, THIN = 60, 700, (90, 120, 80), 22, 0.8
ROWS = [("재원", "내역", "금액"), ("국비", "인건비", "1,000"), ("", "운영비", "2,000"), ("지방비", "인건비", "300")]
XS = [LEFT + sum(WIDTHS[:col]) for col in range(len(WIDTHS) + 1)]
YS = [TOP - HEIGHT * row for row in range(len(ROWS) + 1)]


def write_texts(canvas):
    for y, row in zip(YS, ROWS, strict=False):
        for x, text in zip(XS, row, strict=False):
            canvas.drawString(x + 5, y - 15, text)


def thin_boxes(path):
    """A thin box for each side of each cell; the first column's cell of the second and third rows is one."""
    for row, y in enumerate(YS):
        for col in range(len(WIDTHS)):
            if not (row == 2 and col == 0):
                path.rect(XS[col], y - THIN / 2, WIDTHS[col], THIN)
    for x in XS:
        for y in YS[1:]:
            path.rect(x - THIN / 2, y, THIN, HEIGHT)


def rings(path):
    """An outer and an inner box for each cell."""
    for row, y in enumerate(YS[:-1]):
        for col, width in enumerate(WIDTHS):
            if col == 0 and row == 2:
                continue
            height = 2 * HEIGHT if col == 0 and row == 1 else HEIGHT
            path.rect(XS[col], y - height, width, height)
            path.rect(XS[col] + THIN, y - height + THIN, width - 2 * THIN, height - 2 * THIN)


@pytest.mark.parametrize("draw", [thin_boxes, rings])
def test_rulings_in_one_filled_path_make_a_table(make_pdf, grid_of, draw):
    def page(canvas):
        canvas.drawString(LEFT, 760, "1. 사업비")
        path = canvas.beginPath()
        draw(path)
        canvas.drawPath(path, stroke=0, fill=1, fillMode=0)
        canvas.setFillGray(0)
        write_texts(canvas)

    (table,) = read_pdf(make_pdf(page), "plan.pdf").tables
    assert grid_of(table) == [
        (0, 0, 1, 1, "재원"),
        (0, 1, 1, 1, "내역"),
        (0, 2, 1, 1, "금액"),
        (1, 0, 2, 1, "국비"),
        (1, 1, 1, 1, "인건비"),
        (1, 2, 1, 1, "1,000"),
        (2, 1, 1, 1, "운영비"),
        (2, 2, 1, 1, "2,000"),
        (3, 0, 1, 1, "지방비"),
        (3, 1, 1, 1, "인건비"),
        (3, 2, 1, 1, "300"),
    ]


def test_shades_in_one_filled_path_are_boxes_and_no_rulings():
    cells = [[(x, y), (x + 80, y), (x + 80, y + 20), (x, y + 20)] for x in (0, 80) for y in (0, 20)]
    lines, boxes = drawn_by(cells)
    assert lines == []
    assert sorted(boxes) == [(0, 0, 80, 20), (0, 20, 80, 40), (80, 0, 160, 20), (80, 20, 160, 40)]


def test_letters_and_slanting_shapes_draw_nothing():
    assert drawn_by([[(0, 0), (30, 60), (60, 0)], [(0, 0)]]) == ([], [])


def test_gridlines_in_the_frame_of_a_chart_are_no_table(make_pdf):
    def chart(canvas):
        path = canvas.beginPath()
        for row in range(9):
            path.rect(60, 500 + 20 * row, 300, 0.5)
        canvas.drawPath(path, stroke=0, fill=1)
        canvas.rect(60, 500, 300, 160)
        canvas.drawString(70, 645, "지원 기업")
        canvas.drawString(30, 490, "2024")

    assert read_pdf(make_pdf(chart), "plan.pdf").tables == ()
