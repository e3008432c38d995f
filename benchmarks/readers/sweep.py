"""What a threshold of the PDF reader does: `python -m benchmarks.readers.sweep STAGE.FIELD LOW HIGH FOLDER...`.

Reads every PDF of the folders with the threshold at each of some values from LOW to HIGH, and at today's, and prints
the mean F1 of those whose true tables are known, and how many of all documents read otherwise than today.

    python -m benchmarks.readers.sweep --held FOLDER...

takes every threshold half as large again, and smaller by as much, one at a time, and prints how many documents read
otherwise then: a threshold that none of them holds is a candidate for removal.
"""

import argparse
import dataclasses
import hashlib
import math
import statistics
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from benchmarks.readers.adjacency import GridCell, score
from benchmarks.readers.documents import TestDocument, documents_in
from benchmarks.readers.report import markdown
from extractors.readers.pdf import read_pdf, tolerances
from schemas.errors import InputRejected

FACTOR = 1.5
STEPS = 5


class Reading(NamedTuple):
    """What was read of a document: a hash of all of it, and how well its tables agree with the true ones."""

    sha256: str
    f1: float | None


def threshold_names() -> list[str]:
    """Every threshold as STAGE.FIELD, in the order of their module."""
    return [
        f"{stage}.{field.name}"
        for stage, values in vars(tolerances).items()
        if stage.isupper()
        for field in dataclasses.fields(values)
    ]


@contextmanager
def threshold_at(name: str, value: float) -> Iterator[None]:
    """While this lasts, one threshold has another value; a count stays a whole number."""
    stage, _, field = name.partition(".")
    values = getattr(tolerances, stage)
    today = getattr(values, field)
    object.__setattr__(values, field, type(today)(value))
    try:
        yield
    finally:
        object.__setattr__(values, field, today)


def value_of(name: str) -> float:
    """A threshold's value today."""
    stage, _, field = name.partition(".")
    value: float = getattr(getattr(tolerances, stage), field)
    return value


def varied(name: str) -> tuple[float, float]:
    """A threshold half as large again, and smaller by as much; counts move by one at least."""
    today = value_of(name)
    if isinstance(today, int):
        return max(math.ceil(today * FACTOR), today + 1), min(math.floor(today / FACTOR), today - 1)
    return today * FACTOR, today / FACTOR


def read_all(documents: Sequence[TestDocument]) -> list[Reading]:
    """Each document as it is read now."""
    return [_read(document) for document in documents]


def _read(document: TestDocument) -> Reading:
    try:
        read = read_pdf(document.path.read_bytes(), document.path.name, most_ocr_pages=0)
    except InputRejected as refused:
        return Reading(refused.code, None if document.true_tables is None else 0.0)
    tables = [
        [GridCell(cell.row, cell.col, cell.row_span, cell.col_span, cell.text) for cell in table.cells]
        for table in read.tables
    ]
    f1 = None if document.true_tables is None else score(document.true_tables, tables).f1
    return Reading(hashlib.sha256(read.model_dump_json().encode()).hexdigest(), f1)


def main(words: list[str]) -> int:
    """Do what the words ask for."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.readers.sweep",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("what", nargs="+", metavar="STAGE.FIELD LOW HIGH FOLDER", help="or folders alone with --held")
    parser.add_argument("--steps", type=int, default=STEPS, help=f"values from LOW to HIGH (default {STEPS})")
    parser.add_argument("--held", action="store_true", help="vary every threshold, one at a time")
    asked = parser.parse_args(words)
    folders = asked.what if asked.held else asked.what[3:]
    documents = [each for folder in folders for each in documents_in(Path(folder)) if each.format == "pdf"]
    if not documents:
        parser.error("no PDF in the folders")
    if asked.held:
        print_held(documents)
        return 0
    name, low, high = asked.what[0], float(asked.what[1]), float(asked.what[2])
    if name not in threshold_names():
        parser.error(f"no threshold {name}: one of {', '.join(threshold_names())}")
    print_sweep(name, low, high, asked.steps, documents)
    return 0


def print_sweep(name: str, low: float, high: float, steps: int, documents: Sequence[TestDocument]) -> None:
    """A line for each value of a threshold, and one for today's."""
    today = read_all(documents)
    rows = [[f"{value_of(name):g} (today)", _mean(today), "0"]]
    for step in range(steps):
        value = low + (high - low) * step / max(steps - 1, 1)
        with threshold_at(name, value):
            rows.append([f"{value:g}", *_compared(today, read_all(documents))])
    print(markdown([name, "mean F1", f"of {len(documents)} read otherwise"], rows))


def print_held(documents: Sequence[TestDocument]) -> None:
    """A line for each threshold: what the documents read as when it is half as large again, or smaller by as much."""
    today = read_all(documents)
    rows = []
    held = 0
    for name in threshold_names():
        row = [name, f"{value_of(name):g}"]
        for value in varied(name):
            with threshold_at(name, value):
                row += _compared(today, read_all(documents))
        held += row[3] != "0" or row[5] != "0"
        rows.append(row)
    print(markdown(["threshold", "today", "F1 × 1.5", "moved", "F1 ÷ 1.5", "moved"], rows))
    print(f"\n{held} of {len(rows)} thresholds change what is read of {len(documents)} documents")


def _compared(today: Sequence[Reading], readings: Sequence[Reading]) -> list[str]:
    moved = sum(one.sha256 != other.sha256 for one, other in zip(today, readings, strict=True))
    return [_mean(readings), str(moved)]


def _mean(readings: Sequence[Reading]) -> str:
    known = [reading.f1 for reading in readings if reading.f1 is not None]
    return f"{statistics.fmean(known):.3f}" if known else "–"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
