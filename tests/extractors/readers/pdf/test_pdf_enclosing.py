"""What rulings enclose, as pdfplumber's finder tells it."""

import pytest

from extractors.readers import read
from extractors.readers.pdf.source.rulings import Ruling
from extractors.readers.pdf.tables.detectors.lattice import TooManyCrossings, cells_from_rulings, group_adjacent_cells
from schemas import Box


def net(across, down):
    horizontal = [Ruling(10.0 * row, 0.0, 10.0 * down) for row in range(across + 1)]
    return horizontal, [Ruling(10.0 * col, 0.0, 10.0 * across) for col in range(down + 1)]


def test_a_net_of_rulings_encloses_its_cells():
    cells = cells_from_rulings(*net(2, 3))
    assert sorted(cells) == [Box(10.0 * x, 10.0 * y, 10.0 * x + 10, 10.0 * y + 10) for x in range(3) for y in range(2)]
    assert [len(group) for group in group_adjacent_cells(cells)] == [6]


def test_rulings_that_nearly_touch_do():
    horizontal, vertical = (
        [Ruling(0.0, 2.0, 98.0), Ruling(20.0, 0.0, 100.0)],
        [Ruling(0.0, 2.5, 20.0), Ruling(100.0, 0.0, 18.0)],
    )
    assert cells_from_rulings(horizontal, vertical) == [Box(0.0, 0.0, 100.0, 20.0)]


def test_a_cell_alone_is_a_group_of_its_own():
    table = [Box(0, 50, 10, 60), Box(10, 50, 20, 60)]
    alone = Box(100, 0, 110, 10)
    assert group_adjacent_cells([*table, alone]) == [[alone], table]


@pytest.mark.parametrize(("across", "down"), [(200, 150), (3_000, 1_000)])
def test_graph_paper_is_refused(across, down):
    with pytest.raises(TooManyCrossings):
        cells_from_rulings(*net(across, down))


def test_a_page_of_graph_paper_keeps_its_text_and_says_so(make_pdf):
    def draw(canvas):
        canvas.setLineWidth(0.2)
        for step in range(170):
            canvas.line(10, 20 + 4.2 * step, 577, 20 + 4.2 * step)
        for step in range(136):
            canvas.line(10 + 4.2 * step, 20, 10 + 4.2 * step, 20 + 4.2 * 169)
        canvas.drawString(60, 780, "눈금 위의 글")

    document = read(make_pdf(draw), "graph.pdf")
    assert not document.tables
    assert "눈금 위의 글" in [block.text for block in document.blocks]
    assert [(warning.code, warning.page) for warning in document.warnings] == [("text-uncertain", 1)]
