"""The cells of a Document tile the grid of their table, and hold no number that the page does not print."""

import io
import re
from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from extractors.readers.pdf import read_pdf
from extractors.readers.pdf.tables.tiling import Area, tiling_of

FIGURES = ("50", "1,234", "2027", "7", "0", "년")
NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")


def places(areas):
    return Counter(
        (row, col)
        for area in areas
        for row in range(area.row, area.row + area.row_span)
        for col in range(area.col, area.col + area.col_span)
    )


def is_tiled(areas):
    covered = places(areas)
    rows, cols = (max(place[axis] for place in covered) + 1 for axis in (0, 1))
    return set(covered.values()) == {1} and len(covered) == rows * cols


areas = st.builds(Area, *[st.integers(0, 6)] * 2, *[st.integers(1, 4)] * 2)


@given(st.lists(areas, min_size=1, max_size=12))
def test_any_areas_are_cut_and_filled_up_until_they_tile_their_grid(areas):
    tiling = tiling_of(areas)
    if tiling is None:
        assert is_tiled(areas)
        return
    assert is_tiled([part for parts in (*tiling.kept, tiling.blank) for part in parts])
    for area, parts in zip(areas, tiling.kept, strict=True):
        assert places(parts).keys() <= places([area]).keys()


def test_of_two_areas_over_each_other_the_smaller_one_stays_whole():
    outer, inner = Area(0, 0, 2, 3), Area(1, 1, 1, 1)
    assert tiling_of([outer, inner, Area(2, 0, 1, 3)]) == (
        [[Area(0, 0, 1, 3), Area(1, 0, 1, 1), Area(1, 2, 1, 1)], [inner], [Area(2, 0, 1, 3)]],
        [],
    )


def test_cells_whose_row_is_told_from_the_one_below_by_its_shade_are_read_apart(make_pdf, grid_of):
    """White separators, and none below the row that spans the group."""
    xs, ys = (60, 130, 260, 360, 460), (700, 678, 656, 634, 612)

    def draw(canvas):
        canvas.setFillColorRGB(0.85, 0.9, 1)
        canvas.rect(60, 612, 400, 88, stroke=0, fill=1)
        canvas.setFillColorRGB(1, 0.9, 0.8)
        canvas.rect(130, 656, 330, 22, stroke=0, fill=1)
        canvas.setStrokeGray(1)
        for y, start in zip(ys, (60, 60, None, 130, 60), strict=True):
            if start:
                canvas.line(start, y, 460, y)
        for x in xs:
            inner = x not in {60, 130, 460}
            canvas.line(x, 700, x, 678 if inner else 612)
            canvas.line(x, 656, x, 612)
        canvas.setFillGray(0)
        for y, row in zip(ys, [("재원", "항목", "2026", "2027"), ("국비", "직접비 소관")], strict=False):
            for x, text in zip(xs, row, strict=False):
                canvas.drawString(x + 4, y - 15, text)
        for y, row in zip(ys[2:], [("인건비", "100", "110"), ("운영비", "200", "220")], strict=False):
            for x, text in zip(xs[1:], row, strict=False):
                canvas.drawString(x + 4, y - 15, text)

    (table,) = read_pdf(make_pdf(draw), "plan.pdf").tables
    assert is_tiled(table.cells)
    assert grid_of(table)[4:] == [
        (1, 0, 3, 1, "국비"),
        (1, 1, 1, 3, "직접비 소관"),
        (2, 1, 1, 1, "인건비"),
        (2, 2, 1, 1, "100"),
        (2, 3, 1, 1, "110"),
        (3, 1, 1, 1, "운영비"),
        (3, 2, 1, 1, "200"),
        (3, 3, 1, 1, "220"),
    ]


@st.composite
def drawn_pages(draw):
    """Pages with rulings, some of them missing, shades and figures anywhere: tables, torn tables, and no tables."""
    xs = sorted(draw(st.sets(st.integers(6, 50), min_size=2, max_size=5)))
    ys = sorted(draw(st.sets(st.integers(20, 70), min_size=2, max_size=6)))
    missing = draw(st.sets(st.integers(0, 60), max_size=12))
    shaded = draw(st.sets(st.integers(0, 20), max_size=6))
    figures = draw(
        st.lists(
            st.tuples(st.integers(60, 520), st.integers(200, 720), st.sampled_from(FIGURES)),
            max_size=25,
        )
    )
    return [x * 10 for x in xs], [y * 10 for y in ys], missing, shaded, figures


def page_of(page):
    xs, ys, missing, shaded, figures = page
    file = io.BytesIO()
    canvas = Canvas(file)
    canvas.setFont("HYSMyeongJo-Medium", 10)
    sides = [(x, y0, x, y1) for x in xs for y0, y1 in pairwise(ys)]
    sides += [(x0, y, x1, y) for y in ys for x0, x1 in pairwise(xs)]
    canvas.setFillGray(0.8)
    cells = [(x0, y0, x1 - x0, y1 - y0) for x0, x1 in pairwise(xs) for y0, y1 in pairwise(ys)]
    for number, cell in enumerate(cells):
        if number in shaded:
            canvas.rect(*cell, stroke=0, fill=1)
    canvas.setFillGray(0)
    for number, side in enumerate(sides):
        if number not in missing:
            canvas.line(*side)
    for x, y, text in figures:
        canvas.drawString(x, y, text)
    canvas.drawString(60, 790, "쪽")
    canvas.showPage()
    canvas.save()
    return file.getvalue()


@pytest.mark.usefixtures("make_pdf")
@settings(max_examples=25)
@given(drawn_pages())
def test_cells_tile_their_grid_whatever_a_page_draws(page):
    for table in read_pdf(page_of(page), "plan.pdf").tables:
        assert is_tiled(table.cells)


@pytest.mark.usefixtures("make_pdf")
@settings(max_examples=25)
@given(drawn_pages())
def test_no_number_of_a_document_is_absent_from_what_the_page_prints(page):
    *drawn, figures = page
    # Texts that lie over each other or side by side without a gap print a number of their own.
    apart = [
        each
        for index, each in enumerate(figures)
        if not any(abs(each[0] - other[0]) < 40 and abs(each[1] - other[1]) < 14 for other in figures[:index])
    ]
    document = read_pdf(page_of((*drawn, apart)), "plan.pdf")
    printed = {text for _, _, text in apart}
    texts = [cell.text for table in document.tables for cell in table.cells]
    texts += [block.text for block in document.blocks if block.text]
    assert {number for text in texts for number in NUMBER.findall(text)} <= printed
