"""A grid is as large as its file makes it, within a bound."""

import pytest

from extractors.readers.hangul.elements import PlacedCell, table_of
from schemas.errors import TooLarge


@pytest.mark.parametrize("far", [(60_000, 0), (0, 60_000), (600, 600)])
def test_cell_that_claims_to_stand_far_away_makes_no_grid_of_blanks(far):
    cells = [PlacedCell(0, column, 1, 1, []) for column in range(10)]
    with pytest.raises(TooLarge):
        table_of([*cells, PlacedCell(far[0], far[1], 1, 1, []), PlacedCell(10, 0, 1, 1, [])], (2, 10), [])


def test_large_table_of_its_own_cells_is_read():
    cells = [PlacedCell(row, column, 1, 1, []) for row in range(300) for column in range(20)]
    assert len(table_of(cells, (300, 20), []).rows) == 300
