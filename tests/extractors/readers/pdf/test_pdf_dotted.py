import numpy as np
import pypdfium2
import pytest

from extractors.readers.pdf import read_pdf
from extractors.readers.pdf.page_source import frame_of
from extractors.readers.pdf.source import pdfium
from extractors.readers.pdf.source.dotted_lines import STRIDES, Objects
from extractors.readers.pdf.source.graphics import read_graphics

STEP = 0.8


def dotted_line(canvas, x, y, count, *, down=False, last=STEP):
    """A line of small filled rectangles that touch each other, as Hancom prints dotted borders."""
    for number in range(count):
        length = last if number == count - 1 else STEP
        along = number * STEP
        if down:
            canvas.rect(x, y - along - length, 0.5, length, stroke=0, fill=1)
        else:
            canvas.rect(x + along, y, length, 0.5, stroke=0, fill=1)


def rulings_on(data):
    document = pypdfium2.PdfDocument(data)
    page = document[0]
    drawn = read_graphics(pdfium.handle_of(page.raw), frame_of(page))
    page.close()
    document.close()
    return drawn.rulings


@pytest.mark.parametrize("count", [2, 7, 33, 499, 500, 501, 515, 531])
@pytest.mark.parametrize("down", [False, True])
def test_a_line_of_dots_is_one_ruling_of_its_whole_length(make_pdf, count, down):
    rulings = rulings_on(make_pdf(lambda canvas: dotted_line(canvas, 60, 700, count, down=down)))
    along = rulings.vertical if down else rulings.horizontal
    if count * STEP < 3:
        assert along == []
    else:
        assert [ruling.length for ruling in along] == pytest.approx([count * STEP], abs=0.1)


def test_a_dotted_table_is_read_like_a_ruled_one(make_pdf, grid_of):
    rows = [["구분", "국비"], ["2026년", "3,150"]]

    def draw(canvas):
        for y in (700, 676, 652):
            dotted_line(canvas, 60, y, 255, last=0.3)
        for x in (60, 162, 263):
            dotted_line(canvas, x, 700, 60, down=True)
        for row, texts in enumerate(rows):
            for col, text in enumerate(texts):
                canvas.drawString(66 + 102 * col, 684 - 24 * row, text)

    (table,) = read_pdf(make_pdf(draw), "plan.pdf").tables
    assert grid_of(table) == [(row, col, 1, 1, rows[row][col]) for row in range(2) for col in range(2)]


@pytest.mark.parametrize("place", [1, 5, 16, 17, 31, 32, 33, 500])
def test_a_line_drawn_between_dots_is_found(make_pdf, place):
    def draw(canvas):
        dotted_line(canvas, 60, 700, place)
        canvas.line(60, 300, 400, 300)
        dotted_line(canvas, 60 + place * STEP, 700, 600 - place)

    rulings = rulings_on(make_pdf(draw))
    assert [ruling.length for ruling in rulings.horizontal] == pytest.approx([480, 340], abs=3)


def test_stripes_beside_each_other_are_no_ruling_across(make_pdf):
    def draw(canvas):
        for number in range(600):
            canvas.rect(20 + 0.9 * number, 700, 0.5, 8, stroke=0, fill=1)

    assert rulings_on(make_pdf(draw)).horizontal == []


def test_most_dots_are_told_by_a_few_of_them(monkeypatch):
    """A row of a thousand dots, with the objects of a page replaced by numbers."""
    asked = []

    def bounds_of(handles):
        asked.extend(handles)
        return np.array([[handle * STEP, 10.0, (handle + 1) * STEP, 10.7] for handle in handles])

    monkeypatch.setattr(pdfium, "bounds_of", bounds_of)
    monkeypatch.setattr(pdfium, "get_object_type", lambda _: pdfium.PATH)
    single, dotted = Objects(lambda indices: [index + 1 for index in indices], 1_000).without_dotted()
    assert len(asked) < 1_000 * 4 / STRIDES[0] + STRIDES[0]
    assert (dotted[:, 0].min(), dotted[:, 2].max()) == pytest.approx((STEP, 1_001 * STEP), abs=STRIDES[0] * STEP)
    assert len(single) < STRIDES[0]


def test_rows_with_a_narrow_blank_row_between_them_are_one_table(make_pdf, draw_table, grid_of):
    def draw(canvas):
        draw_table(canvas, [["답변", "가능합니다"]], top=700, widths=(60, 300))
        draw_table(canvas, [["참고", "관련 지침"]], top=673, widths=(60, 300))

    (table,) = read_pdf(make_pdf(draw), "plan.pdf").tables
    assert grid_of(table) == [
        (0, 0, 1, 1, "답변"),
        (0, 1, 1, 1, "가능합니다"),
        (1, 0, 1, 2, ""),
        (2, 0, 1, 1, "참고"),
        (2, 1, 1, 1, "관련 지침"),
    ]


def test_cards_that_follow_each_other_closely_stay_apart(make_pdf, draw_table):
    card = [["과제명", "가 과제"], ["주관", "나 기관"]]

    def draw(canvas):
        draw_table(canvas, card, top=700, widths=(60, 300))
        draw_table(canvas, card, top=653, widths=(60, 300))

    assert len(read_pdf(make_pdf(draw), "plan.pdf").tables) == 2
