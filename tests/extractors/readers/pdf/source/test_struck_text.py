"""What is struck through is kept apart: it is no content, and no table's line."""

import pytest

from extractors.readers.pdf import read_pdf
from tests.extractors.readers.pdf.conftest import FONT

LINE = b"BT /F 12 Tf 50 200 Td (9,000) Tj ET BT /F 12 Tf 90 200 Td (7,000) Tj ET\n"
ANNOTATION = (
    b"<</Type/Annot/Subtype/StrikeOut/Rect[50 196 84 212]/QuadPoints[50 211 82 211 50 197 82 197]/F 4/C[1 0 0]>>"
)


@pytest.mark.parametrize(
    "strike",
    [
        b"50 204 m 81 204 l S",
        b"0.5 w 50 203 m 81 203 l S 50 206 m 81 206 l S",
        b"50 203.6 31 0.8 re f",
        b"[3 1] 0 d 50 204 m 81 204 l S",
        b"50 204 m 56 204 l S 56 204 m 70 204 l S 70 204 m 81 204 l S",
    ],
)
def test_a_line_through_an_amount_strikes_it_however_it_is_drawn(strike, written, texts_of):
    document = read_pdf(written(LINE + strike), "plan.pdf")
    assert [block.text for block in document.blocks] == ["7,000"]
    (struck,) = document.struck
    assert struck.text == "9,000"
    assert struck.page == 1
    assert struck.box is not None
    assert 48 < struck.box.x0 < struck.box.x1 < 83


def test_an_annotation_strikes_what_it_marks(written):
    document = read_pdf(written(LINE, ANNOTATION, page=b"/Annots[6 0 R]"), "plan.pdf")
    assert [block.text for block in document.blocks] == ["7,000"]
    assert [struck.text for struck in document.struck] == ["9,000"]


@pytest.mark.parametrize(
    "line",
    [
        b"50 198.5 m 81 198.5 l S",  # an underline
        b"20 204 m 280 204 l S",  # a ruling that is longer than the text
        b"50 213 m 81 213 l S",  # a ruling above
        b"60 190 m 60 220 l S",  # an upright one
    ],
)
def test_other_lines_strike_nothing(line, written):
    document = read_pdf(written(LINE + line), "plan.pdf")
    assert document.struck == ()
    assert "9,000" in " ".join(block.text for block in document.blocks if block.text)


def test_an_index_below_an_underlined_word_is_not_struck(written):
    content = b"BT /F 12 Tf 50 200 Td (H) Tj /F 7 Tf -3 Ts (2) Tj /F 12 Tf 0 Ts (O used) Tj ET 50 198.6 m 103 198.6 l S"
    assert read_pdf(written(content), "plan.pdf").struck == ()


def test_a_struck_amount_in_a_cell_leaves_the_cell_its_new_one(make_pdf, draw_table):
    def draw(canvas):
        draw_table(canvas, [["구분", "국비", "합계"], ["2026년", "7,000", "9,000"]])
        canvas.drawString(205, 666, "8,000")
        canvas.line(205, 670, 205 + canvas.stringWidth("8,000", FONT, 10), 670)

    document = read_pdf(make_pdf(draw), "plan.pdf")
    (table,) = document.tables
    assert [cell.text for cell in table.cells] == ["구분", "국비", "합계", "2026년", "7,000", "9,000"]
    assert [struck.text for struck in document.struck] == ["8,000"]


def test_a_document_of_which_all_is_struck_is_not_empty(written):
    document = read_pdf(written(b"BT /F 12 Tf 50 200 Td (9,000) Tj ET 50 204 m 81 204 l S"), "plan.pdf")
    assert document.blocks == ()
    assert [struck.text for struck in document.struck] == ["9,000"]
