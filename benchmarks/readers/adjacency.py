"""Accuracy of tables by adjacency relations: which text stands right of, or below, which.

Source: Göbel, Hassan, Oro, Orsi: A methodology for evaluating algorithms for table understanding in PDF documents
(DocEng 2012), as in the ICDAR 2013 table competition. Blank cells are skipped, white space does not count, and a table
of one cell has no relation. Relations are counted over the whole document, so that a reader which splits one table in
two loses only the relations across the split.
"""

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple


class GridCell(NamedTuple):
    """A cell where its merged area starts, rows and columns from 0."""

    row: int
    col: int
    row_span: int
    col_span: int
    text: str


class Relation(NamedTuple):
    """Two texts, the second next to the first in a direction (`right`, `down`)."""

    text: str
    neighbour: str
    direction: str


class Score(NamedTuple):
    """Relations found that are true, relations that are true, relations found."""

    hits: int
    true: int
    found: int

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 0 where there is nothing to find and nothing found."""
        return 2 * self.hits / max(self.true + self.found, 1)


def relations(table: Iterable[GridCell]) -> Counter[Relation]:
    """The relations of one table; where cells overlap, the later one covers the earlier."""
    places: dict[tuple[int, int], GridCell] = {}
    for cell in table:
        text = _without_blanks(cell.text)
        if text:
            covered = ((r, c) for r in range(cell.row, cell.row + cell.row_span) for c in _columns(cell))
            # A cell is told from others by where it starts and what it says.
            places |= dict.fromkeys(covered, GridCell(cell.row, cell.col, 1, 1, text))
    found = _along(places, "right", lambda place: place) | _along(places, "down", lambda place: place[::-1])
    return Counter(Relation(one.text, other.text, direction) for one, other, direction in found)


def score(true: Sequence[Sequence[GridCell]], found: Sequence[Sequence[GridCell]]) -> Score:
    """How well the tables found in a document agree with its true tables."""
    of_true: Counter[Relation] = sum((relations(table) for table in true), Counter())
    of_found: Counter[Relation] = sum((relations(table) for table in found), Counter())
    return Score((of_true & of_found).total(), of_true.total(), of_found.total())


def _columns(cell: GridCell) -> range:
    return range(cell.col, cell.col + cell.col_span)


def _along(
    places: dict[tuple[int, int], GridCell], direction: str, order: Callable[[tuple[int, int]], tuple[int, int]]
) -> set[tuple[GridCell, GridCell, str]]:
    """Pairs of different cells that follow each other on a line; `order` gives a place's (line, position)."""
    pairs = set()
    sequence = sorted(places, key=order)
    for before, after in pairwise(sequence):
        if order(before)[0] == order(after)[0] and places[before] != places[after]:
            pairs.add((places[before], places[after], direction))
    return pairs


def _without_blanks(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())
