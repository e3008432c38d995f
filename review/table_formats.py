"""Rows as files: CSV as Excel opens it, and Parquet."""

import csv
import io
from collections.abc import Sequence
from typing import Final

import pyarrow as pa
import pyarrow.parquet as pq

Cell = str | int | None

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_MAX_INT64: Final = 2**63 - 1


def as_csv(columns: Sequence[str], rows: Sequence[tuple[Cell, ...]]) -> bytes:
    """A table as CSV in UTF-8 with a mark, without a cell that a spreadsheet takes for a formula."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig", "replace")


def as_parquet(columns: Sequence[str], rows: Sequence[tuple[Cell, ...]]) -> bytes:
    """A table as Parquet: whole numbers (`…(원)` and 판) as int64, all else as text; the same rows give the same bytes.

    A number beyond 64 bits is null here; the CSV and the JSON have it.
    """
    values = list(zip(*rows, strict=True)) if rows else [()] * len(columns)
    arrays = [_array(name, column) for name, column in zip(columns, values, strict=True)]
    sink = pa.BufferOutputStream()
    pq.write_table(pa.table(dict(zip(columns, arrays, strict=True))), sink, compression="zstd")
    return bytes(sink.getvalue())


def safe_cell(cell: Cell) -> Cell:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def _array(name: str, cells: Sequence[Cell]) -> pa.Array:
    if name.endswith("(원)") or name == "판":
        return pa.array(
            [cell if isinstance(cell, int) and abs(cell) <= _MAX_INT64 else None for cell in cells], pa.int64()
        )
    texts = [None if cell is None else str(cell).encode("utf-8", "replace").decode() for cell in cells]
    return pa.array(texts, pa.string())
