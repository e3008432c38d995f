"""Cells as bytes, until their table is put together: a long file's cells take a quarter so.

Only what one process itself compressed is decompressed in it.
"""

import marshal
import zlib
from typing import Any

from extractors.readers.pdf.layout.lines import Line
from extractors.readers.pdf.tables.page_tables import PlacedCell
from schemas import Box

FASTEST = 1


def compress_cells(cells: list[PlacedCell]) -> bytes:
    """The cells of a page's part of a table, which keeps none."""
    packed = marshal.dumps([_packed(cell) for cell in cells])
    cells.clear()
    return zlib.compress(packed, FASTEST)


def decompress_cells(packed: bytes) -> list[PlacedCell]:
    """The cells of a page's part of a table."""
    return [_unpacked(*cell) for cell in marshal.loads(zlib.decompress(packed))]  # noqa: S302 - our own bytes


def _packed(cell: PlacedCell) -> tuple[Any, ...]:
    raw = None if cell.raw == cell.text else cell.raw
    first, last = (None if line is None else _packed_line(line) for line in (cell.first, cell.last))
    places = (cell.row, cell.col, cell.row_span, cell.col_span)
    return (*places, cell.text, raw, cell.page, tuple(cell.box), cell.left, cell.right, cell.width, first, last)


def _unpacked(  # the fields of a cell, in their order
    row: int,
    col: int,
    row_span: int,
    col_span: int,
    text: str,
    raw: str | None,
    page: int,
    box: tuple[float, float, float, float],
    left: float,
    right: float,
    width: float,
    first: tuple[Any, ...] | None,
    last: tuple[Any, ...] | None,
) -> PlacedCell:
    return PlacedCell(
        row,
        col,
        row_span,
        col_span,
        text,
        text if raw is None else raw,
        page,
        Box(*box),
        left,
        right,
        width,
        None if first is None else _unpacked_line(*first),
        None if last is None else _unpacked_line(*last),
    )


def _packed_line(line: Line) -> tuple[Any, ...]:
    return line.text, tuple(line.box), line.size, line.blank_after


def _unpacked_line(text: str, box: tuple[float, float, float, float], size: float, blank_after: bool) -> Line:  # noqa: FBT001
    return Line(text, Box(*box), size, blank_after, ())
