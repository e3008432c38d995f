"""Headers that only colour sets apart, and lines set in two fonts."""

import pytest

from extractors.readers import read


def _texts(cells) -> list[list[str]]:
    rows: dict[int, list[str]] = {}
    for row, _, _, _, text in cells:
        rows.setdefault(row, []).append(text)
    return [rows[row] for row in sorted(rows)]


ROWS = (("구분", "2026", "2027"), ("국비", "24.1", "36.2"), ("지방비", "10.1", "15.2"), ("합계", "34.2", "51.4"))


def _open_table(canvas, *, band: bool, ruled: bool) -> None:
    """A table without outer sides and without a ruling below its header, which may be filled or ruled instead."""
    left, top, width, height = 60, 700, 120, 20
    if band:
        canvas.setFillGray(0.8)
        canvas.rect(left, top - height, 3 * width, height, stroke=0, fill=1)
        canvas.setFillGray(0)
    for row in range(1 if ruled else 2, len(ROWS) + 1):
        canvas.line(left, top - row * height, left + 3 * width, top - row * height)
    for col in (1, 2):
        canvas.line(left + col * width, top, left + col * width, top - len(ROWS) * height)
    for row, texts in enumerate(ROWS):
        for col, text in enumerate(texts):
            canvas.drawString(left + col * width + 5, top - row * height - 14, text)


@pytest.mark.parametrize("ruled", [False, True], ids=["by-colour-only", "ruled-too"])
def test_a_filled_band_above_the_rows_is_a_header_row_of_its_own(make_pdf, grid_of, ruled):
    document = read(make_pdf(lambda canvas: _open_table(canvas, band=True, ruled=ruled)), "plan.pdf")
    assert _texts(grid_of(document.tables[0])) == [list(row) for row in ROWS]


def test_a_line_set_in_two_fonts_is_read_in_its_order(make_pdf, grid_of, draw_table):
    def draw(canvas):
        draw_table(canvas, [["구분", "", ""], ["합계", "6,000", "2,500"]])
        for left, name in ((165, "국비"), (265, "지방비")):
            font, size = canvas._fontname, canvas._fontsize
            end = left + canvas.stringWidth(name, font, size)
            text = canvas.beginText(left, 686)
            text.textOut(name)
            text.setTextOrigin(end + 5, 686)
            text.textOut("원")
            canvas.drawText(text)
            canvas.setFont("Helvetica", 10)
            canvas.drawString(end + 1, 686, "(")
            canvas.drawString(end + 5 + size + 1, 686, ")")
            canvas.setFont(font, size)

    header = _texts(grid_of(read(make_pdf(draw), "plan.pdf").tables[0]))[0]
    assert ["".join(text.split()) for text in header] == ["구분", "국비(원)", "지방비(원)"]
