"""Tables whose cells are all found from clip paths."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from extractors.readers.pdf.source.rulings import Ruling, Rulings
from extractors.readers.pdf.tables.detectors.clip_cells import tables_of_cells, without_those_of
from schemas import Box

NO_RULINGS = Rulings([], [])
LABEL, WIDE, LEFT, RIGHT = Box(0, 0, 50, 40), Box(50, 0, 200, 20), Box(50, 20, 120, 40), Box(120, 20, 200, 40)
TABLE = [LABEL, WIDE, LEFT, RIGHT]


def cells(*boxes):
    return np.array(boxes, dtype=float).reshape(-1, 4)


@st.composite
def divided(draw):
    """The boxes of a table made by dividing a rectangle again and again, and by how much each corner is off."""
    boxes = [(0, 0, 512, 512)]
    for _ in range(draw(st.integers(1, 12))):
        x0, y0, x1, y1 = boxes.pop(draw(st.integers(0, len(boxes) - 1)))
        across = draw(st.booleans())
        middle = (x0 + x1) // 2 if across else (y0 + y1) // 2
        boxes += (
            [(x0, y0, middle, y1), (middle, y0, x1, y1)] if across else [(x0, y0, x1, middle), (x0, middle, x1, y1)]
        )
    off = draw(st.lists(st.floats(-0.3, 0.3), min_size=4 * len(boxes), max_size=4 * len(boxes)))
    return boxes, np.array(off).reshape(-1, 4)


@given(divided())
def test_cells_that_fill_a_rectangle_are_a_table(made):
    boxes, off = made
    assume(min(min(x1 - x0, y1 - y0) for x0, y0, x1, y1 in boxes) >= 8)
    (table,), left_over = tables_of_cells(cells(*boxes) + off, NO_RULINGS)
    assert sorted(tuple(round(side / 8) for side in box) for box in table) == sorted(
        tuple(round(side / 8) for side in box) for box in boxes
    )
    assert len(left_over) == 0


@pytest.mark.parametrize(
    "boxes",
    [
        pytest.param(TABLE[:-1], id="a hole at the edge"),
        pytest.param([*TABLE, Box(0, 20, 50, 40)], id="a cell on another"),
    ],
)
def test_cells_that_fill_no_rectangle_are_left_to_their_rulings(boxes):
    tables, left_over = tables_of_cells(cells(*boxes), NO_RULINGS)
    assert tables == []
    assert sorted(map(tuple, left_over.tolist())) == sorted(map(tuple, boxes))


def closed(top, bottom, *, inner=20):
    """The rulings around the cells of TABLE."""
    return Rulings([Ruling(y, 0, 200) for y in (top, inner, bottom)], [Ruling(x, 0, 40) for x in (0, 50, 200)])


@pytest.mark.parametrize("caption", [Box(-2.5, 40, 202.5, 70), Box(0, -25, 200, 0)], ids=["below", "above"])
def test_a_cell_outside_of_the_rulings_that_close_a_table_is_its_caption(caption):
    tables, left_over = tables_of_cells(cells(*TABLE, caption), closed(0, 40))
    assert [sorted(table) for table in tables] == [sorted(TABLE)]
    assert len(left_over) == 0


@pytest.mark.parametrize(
    "rulings",
    [
        pytest.param(NO_RULINGS, id="nothing is drawn"),
        pytest.param(closed(0, 60), id="a ruling closes the row"),
        pytest.param(Rulings([Ruling(40, 0, 200)], []), id="a ruling inside an table without outer rulings"),
    ],
)
def test_a_last_row_of_one_cell_belongs_to_its_table(rulings):
    (table,), left_over = tables_of_cells(cells(*TABLE, Box(0, 40, 200, 60)), rulings)
    assert len(table) == len(TABLE) + 1
    assert len(left_over) == 0


def test_two_tables_apart_are_two():
    below = [Box(box.x0, box.top + 60, box.x1, box.bottom + 60) for box in TABLE]
    tables, left_over = tables_of_cells(cells(*TABLE, *below), NO_RULINGS)
    assert sorted(map(sorted, tables)) == sorted(map(sorted, [TABLE, below]))
    assert len(left_over) == 0


@pytest.mark.parametrize(
    ("rulings", "is_whole"),
    [
        (Rulings([], [Ruling(50, 0, 40)]), True),
        (Rulings([], [Ruling(50, 0, 70)]), False),
        (Rulings([], [Ruling(50, 42, 70)]), False),
        (Rulings([Ruling(20, 50, 260)], []), False),
        (Rulings([Ruling(20, 230, 260)], [Ruling(300, 0, 100)]), True),
    ],
    ids=["its own", "goes on below", "begins below", "goes on beside", "apart"],
)
def test_a_table_that_rulings_lead_on_from_is_more_than_its_clips(rulings, is_whole):
    tables, left_over = tables_of_cells(cells(*TABLE), rulings)
    assert (len(tables), len(left_over)) == ((1, 0) if is_whole else (0, 4))


def test_a_known_table_takes_its_rulings_and_no_other():
    own = Rulings(
        [Ruling(0.5, 0, 200), Ruling(20, 50, 200), Ruling(40, 0, 200)], [Ruling(50, 0, 40), Ruling(199, 0, 40)]
    )
    other = Rulings([Ruling(30, 60, 110), Ruling(20, 0, 400)], [Ruling(50, 60, 90), Ruling(85, 20, 40)])
    both = Rulings(own.horizontal + other.horizontal, own.vertical + other.vertical)
    assert without_those_of([TABLE], both) == other
