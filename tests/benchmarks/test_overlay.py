"""The overlay draws every cell of a page where it stands."""

import io
from dataclasses import replace

import numpy as np
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from benchmarks.readers.overlay import COLORS, DPI, label, overlay
from schemas import Anchor, Cell


def test_cells_are_framed_where_they_stand_and_other_pages_stay_as_they_are():
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(400, 300))
    for step in range(3):
        canvas.line(100, 200 - 20 * step, 300, 200 - 20 * step)
        canvas.line(100 + 100 * step, 200, 100 + 100 * step, 160)
    for number in range(4):
        canvas.drawString(105 + 100 * (number % 2), 185 - 20 * (number // 2), "cell")
    canvas.showPage()
    canvas.drawString(100, 200, "no table")
    canvas.save()
    first, second = (
        np.asarray(Image.open(io.BytesIO(overlay(target.getvalue(), "example.pdf", page)))) for page in (1, 2)
    )
    ys, xs = np.nonzero((first == COLORS[0]).all(axis=2))
    in_points = [side * 72 / DPI for side in (xs.min(), ys.min(), xs.max(), ys.max())]
    assert np.allclose(in_points, (100, 100, 300, 140), atol=2.5)
    assert not (second == COLORS[0]).all(axis=2).any()


def test_labels_say_place_and_span():
    cell = Cell(row=0, col=0, row_span=2, col_span=3, text="", anchor=Anchor(text=""))
    assert label(4, cell) == "T4 0,0 2x3"
    assert label(4, replace(cell, col=2, row_span=1, col_span=1)) == "0,2"
