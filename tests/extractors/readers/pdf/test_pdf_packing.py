"""Cells that are packed until their table is put together come out as they went in."""

import copy

import pytest

from extractors.readers.pdf.across_pages.cell_store import compress_cells, decompress_cells
from extractors.readers.pdf.layout.lines import Line
from extractors.readers.pdf.tables.page_tables import PlacedCell
from schemas import Box

BOX = Box(10.0, 20.125, 110.5, 40.0)
LINES = (Line("예시 사업", BOX, 10.0, True, ()), Line("비목", BOX, 9.5, False, ()))


def cell(text: str, raw: str, first: Line | None, last: Line | None) -> PlacedCell:
    return PlacedCell(3, 1, 2, 1, text, raw, 7, BOX, 0.0, 100.5, 96.5, first, last)


CELLS = [
    [
        cell("예시 사업비목", "예시 사업\n비목", *LINES),
        cell("7,000", "7,000", None, LINES[1]),
        cell("", "", None, None),
    ],
    [],
    [cell("깨진 \udcff 글자", "가", LINES[0], None)],
]


@pytest.mark.parametrize("cells", CELLS, ids=["filled", "none", "not to be encoded"])
def test_cells_come_out_as_they_went_in_and_the_table_keeps_none(cells: list[PlacedCell]) -> None:
    given = copy.deepcopy(cells)
    assert decompress_cells(compress_cells(given)) == cells
    assert given == []


def test_a_text_that_is_printed_as_it_reads_is_held_once() -> None:
    _, same, _ = decompress_cells(compress_cells(copy.deepcopy(CELLS[0])))
    assert same.text is same.raw
