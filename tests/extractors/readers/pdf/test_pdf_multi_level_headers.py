"""Headers of tables without vertical rulings: partial rulings and gaps tell which columns a text headers."""

import pytest

from extractors.readers import read

LEFT, TOP, ROW = 60, 700, 20
EDGES = (60, 180, 240, 300, 360, 420, 480)
BODY = [["가나 개발", "3,335", "1,973", "474", "219", "669"], ["다라 보급", "1,508", "892", "215", "99", "302"]]


@pytest.fixture
def multi_level(make_pdf, grid_of):
    """The cells read from a table whose header has two lines; `short` are the rulings between them."""

    def cells(upper, lower, short):
        def draw(canvas):
            for y in (TOP, TOP - 2 * ROW, TOP - 3 * ROW, TOP - 4 * ROW):
                canvas.line(EDGES[0], y, EDGES[-1], y)
            for start, end in short:
                canvas.line(EDGES[start], TOP - ROW, EDGES[end], TOP - ROW)
            for middle, text in upper:
                canvas.drawCentredString(middle, TOP - 14, text)
            for col, text in lower:
                canvas.drawCentredString((EDGES[col] + EDGES[col + 1]) / 2, TOP - ROW - 14, text)
            for row, texts in enumerate(BODY):
                canvas.drawString(EDGES[0] + 4, TOP - (2 + row) * ROW - 14, texts[0])
                for col, text in enumerate(texts[1:], 1):
                    canvas.drawRightString(EDGES[col + 1] - 4, TOP - (2 + row) * ROW - 14, text)

        (table,) = read(make_pdf(draw), "example.pdf").tables
        return [cell for cell in grid_of(table) if cell[0] < 2]

    return cells


LOWER = [(0, "프로그램"), (1, "합계"), (2, "국비"), (3, "시비"), (4, "구비"), (5, "자부담")]


def test_a_short_ruling_gives_the_text_above_it_the_columns_below_it(multi_level):
    assert multi_level([(360, "지방비")], LOWER, [(3, 5)]) == [
        (0, 0, 2, 1, "프로그램"),
        (0, 1, 2, 1, "합계"),
        (0, 2, 2, 1, "국비"),
        (0, 3, 1, 2, "지방비"),
        (0, 5, 2, 1, "자부담"),
        (1, 3, 1, 1, "시비"),
        (1, 4, 1, 1, "구비"),
    ]


def test_two_texts_above_one_ruling_share_its_columns_by_their_middles(multi_level):
    upper = [(240, "정부 재원"), (390, "지방과 민간")]
    found = multi_level(upper, LOWER, [(1, 6)])
    assert [cell for cell in found if cell[0] == 0] == [
        (0, 0, 2, 1, "프로그램"),
        (0, 1, 1, 2, "정부 재원"),
        (0, 3, 1, 3, "지방과 민간"),
    ]


def test_a_wide_header_over_narrow_numbers_keeps_its_own_column(multi_level):
    lower = [*LOWER[:2], (2, "국고보조금등"), *LOWER[3:]]
    assert multi_level([], lower, []) == [(0, col, 1, 1, text) for col, (_, text) in enumerate(lower)] + [
        (1, col, 1, 1, text) for col, text in enumerate(BODY[0])
    ]
