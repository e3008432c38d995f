import pytest

from extractors.readers.pdf import read_pdf

LABELS = ["Kept the assets", "Sold some of them", "Sold all of them"]
FIGURES = [["344", "75.2", "12196"], ["53", "11.6", "23518"], ["61", "13.2", "9187"]]


@pytest.fixture
def tables_of(make_pdf, grid_of):
    """Reads the tables that are drawn."""
    return lambda draw: [grid_of(table) for table in read_pdf(make_pdf(draw), "plan.pdf").tables]


def ruled_behind_labels(canvas, labels, figures):
    """A header and a block of rows, with a ruling below each and one down behind the labels."""
    for y in (700, 680, 616):
        canvas.line(60, y, 400, y)
    canvas.line(180, 700, 180, 616)
    for x, text in zip((190, 260, 330), ("Freq.", "Percent", "Mean Loss"), strict=True):
        canvas.drawString(x, 686, text)
    for row, texts in enumerate(figures):
        for x, text in zip((190, 260, 330), texts, strict=True):
            canvas.drawString(x, 662 - 18 * row, text)
    for row, label in enumerate(labels):
        canvas.drawString(66, 662 - 18 * row, label)


def test_a_block_of_rows_behind_a_ruling_is_parted_by_its_texts(tables_of):
    (table,) = tables_of(lambda canvas: ruled_behind_labels(canvas, LABELS, FIGURES))
    rows = [["", "Freq.", "Percent", "Mean Loss"]] + [[label, *row] for label, row in zip(LABELS, FIGURES, strict=True)]
    assert table == [(row, col, 1, 1, text) for row, texts in enumerate(rows) for col, text in enumerate(texts)]


@pytest.mark.parametrize(("count", "rows"), [(4, 2), (7, 8)])
def test_many_figures_beside_as_many_labels_are_rows(make_pdf, count, rows):
    def draw(canvas):
        for y in (700, 680, 500):
            canvas.line(60, y, 300, y)
        canvas.line(180, 700, 180, 500)
        canvas.drawString(190, 686, "Share")
        for row in range(count):
            canvas.drawString(66, 662 - 18 * row, f"Region {row}")
            canvas.drawString(190, 662 - 18 * row, f"{100 - row}.5")

    (table,) = read_pdf(make_pdf(draw), "plan.pdf").tables
    assert table.row_count == rows


def test_lines_beside_one_label_stay_in_their_cell(tables_of):
    (table,) = tables_of(lambda canvas: ruled_behind_labels(canvas, LABELS[:1], FIGURES))
    assert [cell[:4] for cell in table] == [(0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 1), (1, 1, 1, 1)]


def test_words_beside_labels_stay_in_their_cell(tables_of):
    words = [["국비", "지방비", "자부담"], ["현금", "현금", "현물"], ["도비", "시비", "구비"]]
    (table,) = tables_of(lambda canvas: ruled_behind_labels(canvas, LABELS, words))
    assert [cell[:4] for cell in table] == [(0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 1), (1, 1, 1, 1)]
