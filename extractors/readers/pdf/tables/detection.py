"""Which detectors look for the tables of a page, in which order, and what refines the tables that they find.

A new layout is a new module in `detectors/` and one line here.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Protocol

from extractors.readers.pdf.layout.lines import Line
from extractors.readers.pdf.tables.detectors.clip_cells import ClipCells
from extractors.readers.pdf.tables.detectors.horizontal_rulings import HorizontalRulings
from extractors.readers.pdf.tables.detectors.lattice import Lattice
from extractors.readers.pdf.tables.detectors.row_ruled import RowRuled
from extractors.readers.pdf.tables.detectors.shaded import Shaded
from extractors.readers.pdf.tables.detectors.whitespace import Whitespace
from extractors.readers.pdf.tables.grid import Grid
from extractors.readers.pdf.tables.page_evidence import PageEvidence
from extractors.readers.pdf.tables.refine.split_columns import split_columns
from extractors.readers.pdf.tables.refine.split_merged_rows import split_merged_rows
from extractors.readers.pdf.tables.refine.split_row_blocks import split_row_blocks


class TableDetector(Protocol):
    """Finds the tables that one kind of evidence shows."""

    @property
    def name(self) -> str:
        """Kept with each table, so that a wrong one can be traced to its detector."""

    def detect(self, page: PageEvidence, found: Sequence[Grid]) -> list[Grid]:
        """All tables known so far: those found by the detectors before, or what they are now part of, and its own.

        Raises:
            TooManyCrossings: the page has more rulings than can be looked through in time.
        """


# Takes a table and the lines of each of its cells, and gives the table divided further, or the same one.
Refinement = Callable[[Grid, Sequence[Sequence[Line]]], Grid]

DETECTORS: tuple[TableDetector, ...] = (
    ClipCells(),
    Lattice(),
    RowRuled(),
    HorizontalRulings(),
    Shaded(),
    Whitespace(),
)
REFINEMENTS: tuple[Refinement, ...] = (split_row_blocks, split_columns, split_merged_rows)


def detect_tables(page: PageEvidence) -> list[Grid]:
    """The tables of a page, each with the name of its detector.

    Raises:
        TooManyCrossings: the page has more rulings than can be looked through in time.
    """
    found: list[Grid] = []
    for detector in DETECTORS:
        found = [
            grid if grid.detector else replace(grid, detector=detector.name) for grid in detector.detect(page, found)
        ]
    return found
