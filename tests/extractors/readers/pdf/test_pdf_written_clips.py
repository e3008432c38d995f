"""Cells told by the clips that Hangul's PDF driver writes into a page's content."""

import io
import re
from itertools import pairwise

import pytest
from pypdfium2 import PdfDocument
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from extractors.readers import read
from extractors.readers.pdf.source.clip_paths import parsed_clip_paths, writes_clip_paths

TOP = 700
EDGES = (60, 130, 250, 400)
# Words only: figures set in columns are a table without a clip, too.
ROWS = [("구분", "기관", "역할"), ("솔루션", "예시원", "개발"), ("인프라", "예시대", "구축")]


def clipped_cell(canvas, box, text, font):
    """A text as the driver prints it: clipped in the page's space, set in a space of its own."""
    x0, top, x1, bottom = box
    path = f"{x0:.3f} {top:.3f} m {x1:.3f} {top:.3f} l {x1:.3f} {bottom:.3f} l {x0:.3f} {bottom:.3f} l h\nW* n"
    canvas.addLiteral(f"q\n{path}\nq")
    canvas.transform(0.1, 0, 0, -0.1, 0, A4[1])
    canvas.scale(1, -1)
    canvas.setFont(font, 100)
    canvas.drawString(10 * x0 + 40, -10 * (A4[1] - top) - 140, text)
    canvas.addLiteral("Q\nQ")


def table_of(canvas, rows, font, top=TOP):
    for number, row in enumerate(rows):
        for x0, x1, text in zip(EDGES[:-1], EDGES[1:], row, strict=True):
            clipped_cell(canvas, (x0, top - 20 * number, x1, top - 20 * number - 20), text, font)


@pytest.fixture
def printed(make_pdf):
    """A PDF of the pages that the functions draw, as a driver of that name makes it."""
    font = "HYSMyeongJo-Medium"

    def make(*draws, producer="Hancom PDF 1.3.0.550"):
        file = io.BytesIO()
        canvas = Canvas(file, pagesize=A4)
        canvas.setProducer(producer)
        for draw in draws:
            draw(canvas, font)
            canvas.showPage()
        canvas.save()
        return file.getvalue()

    make_pdf(lambda _: None)
    return make


def plain(rows):
    return [(row, col, 1, 1, text) for row, texts in enumerate(rows) for col, text in enumerate(texts)]


def test_cells_are_as_hangul_clips_them_though_no_ruling_is_drawn(printed, grid_of):
    document = read(printed(lambda canvas, font: table_of(canvas, ROWS, font)), "example.pdf")
    assert [grid_of(table) for table in document.tables] == [plain(ROWS)]


def test_clips_of_other_programs_are_not_looked_for(printed):
    pdf = printed(lambda canvas, font: table_of(canvas, ROWS, font), producer="Example 1.0")
    with PdfDocument(pdf) as document:
        assert not writes_clip_paths(document)
    assert read(pdf, "example.pdf").tables == ()


def test_an_arrow_drawn_across_cells_divides_none(printed, grid_of):
    def draw(canvas, font):
        canvas.addLiteral(
            "q\n130.0 673.0 m 380.0 673.0 l 380.0 667.0 l 130.0 667.0 l h\nW* n\n0.9 g\n130 667 250 6 re f\nQ"
        )
        table_of(canvas, ROWS, font)

    assert [grid_of(table) for table in read(printed(draw), "example.pdf").tables] == [plain(ROWS)]


def test_an_underline_as_long_as_its_cell_divides_none(printed, grid_of):
    def draw(canvas, font):
        table_of(canvas, ROWS, font)
        for x0, x1 in pairwise(EDGES):
            canvas.line(x0 + 1, TOP - 50, x1 - 1, TOP - 50)

    assert [grid_of(table) for table in read(printed(draw), "example.pdf").tables] == [plain(ROWS)]


def test_a_footer_that_is_a_table_is_none_of_the_document_and_parts_no_table(printed, grid_of):
    def page(number, rows):
        def draw(canvas, font):
            table_of(canvas, rows, font, top=90 + 20 * len(rows))
            table_of(canvas, [("예시 계획", f"- {number} -", "예시도")], font, top=60)

        return draw

    pages = [
        page(number, [ROWS[0], *[(f"항목 {number}.{row}", "예시원", "개발") for row in range(30)]])
        for number in (1, 2, 3)
    ]
    (table,) = read(printed(*pages), "example.pdf").tables
    assert (table.pages, table.row_count) == ((1, 2, 3), 91)


@pytest.mark.parametrize("cut", [200, 1000], ids=["the end is missing", "half is missing"])
def test_a_file_that_cannot_be_taken_apart_gives_no_clips(printed, cut):
    pdf = printed(lambda canvas, font: table_of(canvas, ROWS, font))
    assert [len(clips) for clips in parsed_clip_paths(pdf[:-cut], 2)] == [0, 0]


def test_a_page_tree_with_a_name_for_a_page_gives_no_clips(printed):
    pdf = printed(lambda canvas, font: table_of(canvas, ROWS, font))
    broken = re.sub(rb"(/Kids \[ )\d+ 0 R", rb"\1/XXX", pdf)
    assert broken != pdf
    assert [len(clips) for clips in parsed_clip_paths(broken, 1)] == [0]


def test_clips_are_dropped_where_the_pages_are_counted_otherwise(printed):
    pdf = printed(lambda canvas, font: table_of(canvas, ROWS, font))
    assert [len(clips) for count in (1, 2) for clips in parsed_clip_paths(pdf, count)] == [9, 0, 0]
