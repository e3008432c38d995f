import io

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

FONT = "HYSMyeongJo-Medium"


@pytest.fixture(scope="session")
def make_pdf():
    """A function that makes a PDF: it calls `draw(canvas, number)` for each page."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))

    def make(*draws, size=A4, encrypt=None, rotation=0):
        file = io.BytesIO()
        canvas = Canvas(file, pagesize=size, encrypt=encrypt)
        for draw in draws:
            canvas.setFont(FONT, 10)
            if rotation:
                canvas.setPageRotation(rotation)
            draw(canvas)
            canvas.showPage()
        canvas.save()
        return file.getvalue()

    return make


@pytest.fixture(scope="session")
def draw_table():
    """A function that draws a ruled table of strings on a canvas; `None` continues the cell above."""

    def draw(canvas, rows, *, left=60, top=700, widths=(100, 100, 100), height=20, sides=True):
        xs = [left + sum(widths[:col]) for col in range(len(widths) + 1)]
        ys = [top - height * row for row in range(len(rows) + 1)]
        for x in xs if sides else xs[1:-1]:
            canvas.line(x, ys[0], x, ys[-1])
        for row, y in enumerate(ys):
            for col in range(len(widths)):
                merged = 0 < row < len(rows) and rows[row][col] is None
                if not merged:
                    canvas.line(xs[col], y, xs[col + 1], y)
        for y, row in zip(ys, rows, strict=False):
            for x, text in zip(xs, row, strict=False):
                for line, part in enumerate((text or "").split("\n")):
                    canvas.drawString(x + 4, y - 14 - 12 * line, part)

    return draw


@pytest.fixture(scope="session")
def grid_of():
    """A table's cells as (row, col, row_span, col_span, text)."""
    return lambda table: [(cell.row, cell.col, cell.row_span, cell.col_span, cell.text) for cell in table.cells]
