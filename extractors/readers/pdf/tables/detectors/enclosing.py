"""The rectangles that rules enclose, and which of them belong together: pdfplumber's table finder, fed with rules."""

from collections.abc import Sequence
from typing import Any

from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells

from extractors.readers.pdf.source.networks import MOST_PAIRS, TOUCH_PT
from extractors.readers.pdf.source.rulings import Rule
from schemas import Box

# The finder's work grows with the square of the crossings: a table of 150 × 80 cells has 12,000 and takes seconds.
MOST_CROSSINGS = 20_000


class TooManyCrossings(Exception):
    """More rules cross on a page than any table has: graph paper, hatching, or a page made to keep readers busy."""


def enclosed(horizontal: Sequence[Rule], vertical: Sequence[Rule]) -> list[Box]:
    """The smallest rectangles with a rule on each side, whose corners are all crossings of rules.

    Raises:
        TooManyCrossings: the finder would not come to an end in time.
    """
    if len(horizontal) * len(vertical) > MOST_PAIRS:
        raise TooManyCrossings
    edges = [_edge("h", Box(rule.start, rule.position, rule.end, rule.position)) for rule in horizontal]
    edges += [_edge("v", Box(rule.position, rule.start, rule.position, rule.end)) for rule in vertical]
    crossings = edges_to_intersections(edges, TOUCH_PT, TOUCH_PT)
    if len(crossings) > MOST_CROSSINGS:
        raise TooManyCrossings
    return [Box(*cell) for cell in intersections_to_cells(crossings)]


def _edge(orientation: str, box: Box) -> dict[str, Any]:
    """A rule as pdfplumber has it."""
    return {"orientation": orientation, **box._asdict()}


def grouped(cells: Sequence[Box]) -> list[list[Box]]:
    """Cells that are connected by shared corners, a group each, from top to bottom; a cell alone is a group, too."""
    tables = [[Box(*cell) for cell in table] for table in cells_to_tables(list(cells))]
    in_tables = {cell for table in tables for cell in table}
    alone = [[cell] for cell in cells if cell not in in_tables]
    return sorted([*tables, *alone], key=lambda group: min((cell.top, cell.x0) for cell in group))
