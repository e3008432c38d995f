"""Cells told by the boxes that their texts are clipped to."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.lib.pagesizes import A4, landscape

from extractors.readers import read
from extractors.readers.pdf.source.rulings import Rulings
from extractors.readers.pdf.tables.detectors.clip_cells import MAX_CLIPS, cells_of, outside

EDGES = (60, 130, 250, 300, 480)
TOP = 700
HEIGHT = 20


@pytest.fixture
def clipped(make_pdf, grid_of):
    """The tables read from a page whose texts are clipped: (x0, top, x1, bottom, text), upwards from the bottom."""

    def tables(*texts, rulings=(), size=A4, room=4):
        def draw(canvas):
            for ruling in rulings:
                canvas.line(*ruling)
            for x0, top, x1, bottom, text in texts:
                canvas.saveState()
                # As a viewer prints it: pdfium drops a clip that is one box with all of the text in it.
                for box in ((x0, bottom, x1 - x0, top - bottom), (0, 0, *size)):
                    path = canvas.beginPath()
                    path.rect(*box)
                    canvas.clipPath(path, stroke=0)
                canvas.drawString(x0 + room, top - 14, text)
                canvas.restoreState()

        return [grid_of(table) for table in read(make_pdf(draw, size=size), "example.pdf").tables]

    return tables


def row_of(number, *texts):
    top = TOP - number * HEIGHT
    return [(x0, top, x1, top - HEIGHT, text) for x0, x1, text in zip(EDGES, EDGES[1:], texts, strict=False) if text]


def plain(*rows):
    return [(row, col, 1, 1, text) for row, texts in enumerate(rows) for col, text in enumerate(texts)]


def test_a_line_of_clipped_cells_without_a_ruling_is_a_table(clipped):
    line = ("배포시점", "2026. 1. 5.(월)", "담당", "예시과 예시관")
    assert clipped(*row_of(0, *line)) == [plain(line)]


def test_a_table_without_rulings_is_divided_as_its_texts_are_clipped(clipped):
    rows = [
        ("구분", "기관", "역할", "비고"),
        ("솔루션", "예시원", "개발", "신규"),
        ("인프라", "예시대", "구축", "계속"),
    ]
    assert clipped(*[text for number, row in enumerate(rows) for text in row_of(number, *row)]) == [plain(*rows)]


def test_a_ruled_cell_is_divided_where_its_texts_are_clipped(clipped):
    frame = [(60, 700, 480, 700), (60, 660, 480, 660), (60, 660, 60, 700), (480, 660, 480, 700), (250, 660, 250, 700)]
    texts = [*row_of(0, "책임자", "예시과장", "", "전화 0000"), *row_of(1, "담당자", "예시관", "", "전화 0001")]
    merged = (250, 700, 480, 660, "전화 0000")
    texts = [text for text in texts if not text[4].startswith("전화")] + [merged]
    assert clipped(*texts, rulings=frame) == [
        [
            (0, 0, 1, 1, "책임자"),
            (0, 1, 1, 1, "예시과장"),
            (0, 2, 2, 1, "전화 0000"),
            (1, 0, 1, 1, "담당자"),
            (1, 1, 1, 1, "예시관"),
        ]
    ]


def test_a_clipped_text_between_two_rulings_parts_the_row(clipped):
    frame = [(60, 700, 480, 700), (60, 680, 480, 680), (60, 680, 60, 700), (480, 680, 480, 700)]
    assert clipped((130, 700, 300, 680, "보도자료"), rulings=frame) == [
        [(0, 0, 1, 1, ""), (0, 1, 1, 1, "보도자료"), (0, 2, 1, 1, "")]
    ]


@pytest.mark.parametrize(
    "texts",
    [
        pytest.param([(0, 842, 595, 0, "쪽에 맞춘 글"), (0, 842, 595, 0, "또 한 줄")], id="the page"),
        pytest.param([(60, 700, 250, 500, "왼쪽 단의 글"), (270, 700, 480, 500, "오른쪽 단의 글")], id="columns apart"),
        pytest.param([(60, 700, 480, 680, "첫째 줄"), (60, 680, 480, 660, "둘째 줄")], id="lines of one column"),
        pytest.param([(60, 700, 480, 680, "글상자 하나")], id="one alone"),
    ],
)
def test_texts_clipped_to_something_else_are_no_table(clipped, texts):
    assert clipped(*texts) == []


def test_words_clipped_to_themselves_are_no_table(clipped):
    words = [
        (60 + 40 * at, 700 - 20 * line, 100 + 40 * at, 680 - 20 * line, "예시예시")
        for at in range(4)
        for line in (0, 1)
    ]
    assert clipped(*words, room=0) == []


def test_two_pages_on_a_sheet_are_no_table(clipped):
    width, height = landscape(A4)
    halves = [(0, height, width / 2, 0, "왼쪽 쪽"), (width / 2, height, width, 0, "오른쪽 쪽")]
    assert clipped(*halves, size=(width, height), room=60) == []


@given(st.lists(st.tuples(*[st.floats(0, 600, width=32)] * 4), max_size=40))
def test_cells_are_some_of_the_clips(corners):
    clips = np.sort(np.array(corners, dtype=float).reshape(-1, 2, 2), axis=1).reshape(-1, 4)
    cells = cells_of(clips, Rulings([], []), 600.0 * 600.0)
    assert set(map(tuple, cells.tolist())) <= set(map(tuple, clips.round(1).tolist()))


def test_more_clips_than_a_page_has_cells_are_left_alone():
    places = range(0, 500, 10)
    clips = np.array([(x, y, x + 10, y + 10) for x in places for y in places], dtype=float)
    assert len(clips) > MAX_CLIPS
    assert len(cells_of(clips, Rulings([], []), 1e6)) == 0
    assert len(cells_of(clips[:100], Rulings([], []), 1e6)) == 100


def test_lines_in_a_cell_are_left_out_but_not_those_in_the_cells_around_a_nested_table():
    cells = np.array([(0, 0, 100, 100), (100, 0, 200, 100), (110, 20, 190, 80)], dtype=float)
    underline, nested, side, long = (10, 50, 90, 50), (105, 10, 195, 10), (0, 0, 100, 0), (10, 60, 150, 60)
    lines = np.array([underline, nested, side, long], dtype=float)
    assert list(map(tuple, outside(lines, cells).tolist())) == [nested, side, long]
