"""Tables of ruled cells: which rectangles the rulings enclose, and which of them belong together.

pdfplumber's table finder does the work, fed with rulings. Cells without a ruling at the table's outer sides are the
house style of Korean forms; those sides are closed first, along the ends that the other rulings share.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells

from extractors.readers.pdf.source.rulings import MAX_PAIRS, UNCONNECTED, Numbers, Ruling, Rulings, connected_rulings
from extractors.readers.pdf.tables.detectors.adjacent_boxes import join_adjacent_boxes
from extractors.readers.pdf.tables.detectors.full_width_rows import with_full_width_rows
from extractors.readers.pdf.tables.detectors.header_bands import with_header_bands
from extractors.readers.pdf.tables.grid import Grid, grid_of, snap_to_common_edges
from extractors.readers.pdf.tables.page_evidence import PageEvidence
from extractors.readers.pdf.tolerances import LATTICE, RULINGS
from schemas import Box

# The finder's work grows with the square of the crossings: a table of 150 × 80 cells has 12,000 and takes seconds.
MAX_CROSSINGS = 20_000


class TooManyCrossings(Exception):
    """More rulings cross on a page than any table has: graph paper, hatching, or a page made to keep readers busy."""


class Lattice:
    """Tables whose cells rulings enclose; a box of one cell is no table."""

    name = "lattice"

    def detect(self, page: PageEvidence, found: Sequence[Grid]) -> list[Grid]:
        """The tables found before and those of ruled cells, joined where they belong together."""
        unattached, components = _apart(page.rulings)
        groups = [[cell.box for cell in grid.cells] for grid in found]
        for component in with_full_width_rows(components, unattached, page.runs):
            banded = with_header_bands(component, page.fills, page.runs)
            groups += group_adjacent_cells(_cells(banded))
        detector_of = {cell.box: grid.detector for grid in found for cell in grid.cells}
        tables: list[Grid] = []
        for boxes in join_adjacent_boxes(groups, page.runs):
            detectors = {detector_of.get(box, self.name) for box in boxes}
            detector = detectors.pop() if len(detectors) == 1 else self.name
            tables.append(replace(grid_of(snap_to_common_edges(boxes)), detector=detector))
        return tables


def _apart(rulings: Rulings) -> tuple[list[Ruling], list[Rulings]]:
    """The horizontal rulings that cross no other, and the rulings of each component."""
    numbers = connected_rulings(*(np.array(of_axis).reshape(-1, 3) for of_axis in rulings))
    horizontal, vertical = (_by_number(*numbered) for numbered in zip(rulings, numbers, strict=True))
    unattached = horizontal.pop(UNCONNECTED, [])
    return unattached, [Rulings(across, vertical[number]) for number, across in sorted(horizontal.items())]


def _by_number(rulings: Sequence[Ruling], numbers: Numbers) -> dict[int, list[Ruling]]:
    found: dict[int, list[Ruling]] = defaultdict(list)
    for ruling, number in zip(rulings, numbers.tolist(), strict=True):
        found[number].append(ruling)
    return found


def _cells(rulings: Rulings) -> list[Box]:
    if len(rulings.horizontal) < 2:
        return []
    vertical = _snapped(rulings.vertical + _missing_outer_rulings(rulings.horizontal, rulings.vertical))
    horizontal = _snapped(rulings.horizontal + _missing_outer_rulings(vertical, rulings.horizontal))
    return cells_from_rulings(horizontal, vertical) if len(vertical) > 1 else []


def _missing_outer_rulings(rulings: Sequence[Ruling], crossing: Sequence[Ruling]) -> list[Ruling]:
    """The sides that are not drawn: where neighbouring parallel rulings end together, with cells between them.

    Cells are between them where a crossing ruling joins both. Without one the rulings may as well be lines under text.
    """
    sides: list[Ruling] = []
    for end in (1, 2):
        for group in _ending_together([ruling for ruling in rulings if ruling.length >= LATTICE.min_side_pt], end):
            position = sum(ruling[end] for ruling in group) / len(group)
            for one, other in pairwise(group):
                side = Ruling(position, one.position, other.position)
                if (
                    side.length >= LATTICE.min_row_pt
                    and not _is_crossed(side, rulings)
                    and _is_open(one, other, position, crossing)
                ):
                    sides.append(side)
    return sides


def _snapped(rulings: Sequence[Ruling]) -> list[Ruling]:
    """The rulings with those nearly on one line put onto it, so that cells share their corners."""
    snapped: list[Ruling] = []
    line: list[Ruling] = []
    for ruling in sorted(rulings):
        if line and ruling.position - line[-1].position > RULINGS.snap_pt:
            snapped += _on_one_line(line)
            line = []
        line.append(ruling)
    return snapped + _on_one_line(line)


def _on_one_line(rulings: Sequence[Ruling]) -> list[Ruling]:
    weight = sum(ruling.length for ruling in rulings)
    position = sum(ruling.position * ruling.length for ruling in rulings) / weight if weight else 0.0
    return [Ruling(position, ruling.start, ruling.end) for ruling in rulings]


def _ending_together(rulings: Sequence[Ruling], end: int) -> list[list[Ruling]]:
    groups: list[list[Ruling]] = []
    for ruling in sorted(rulings, key=lambda ruling: ruling[end]):
        if groups and ruling[end] - groups[-1][-1][end] <= LATTICE.same_end_pt:
            groups[-1].append(ruling)
        else:
            groups.append([ruling])
    return [sorted(group) for group in groups if len(group) > 1]


def _is_crossed(side: Ruling, rulings: Sequence[Ruling]) -> bool:
    """Whether a ruling runs on beyond the side: then it is inside the table."""
    return any(
        side.start + RULINGS.touch_pt < ruling.position < side.end - RULINGS.touch_pt
        and ruling.start + RULINGS.touch_pt < side.position < ruling.end - RULINGS.touch_pt
        for ruling in rulings
    )


def _is_open(one: Ruling, other: Ruling, position: float, crossing: Sequence[Ruling]) -> bool:
    start, end = max(one.start, other.start), min(one.end, other.end)
    joining = [
        ruling.position
        for ruling in crossing
        if ruling.start <= one.position + RULINGS.touch_pt and ruling.end >= other.position - RULINGS.touch_pt
    ]
    if any(abs(joint - position) <= RULINGS.touch_pt for joint in joining):
        return False
    return any(start - RULINGS.touch_pt < joint < end + RULINGS.touch_pt for joint in joining)


def cells_from_rulings(horizontal: Sequence[Ruling], vertical: Sequence[Ruling]) -> list[Box]:
    """The smallest rectangles with a ruling on each side, whose corners are all crossings of rulings.

    Raises:
        TooManyCrossings: the finder would not come to an end in time.
    """
    if len(horizontal) * len(vertical) > MAX_PAIRS:
        raise TooManyCrossings
    edges = [_edge("h", Box(ruling.start, ruling.position, ruling.end, ruling.position)) for ruling in horizontal]
    edges += [_edge("v", Box(ruling.position, ruling.start, ruling.position, ruling.end)) for ruling in vertical]
    crossings = edges_to_intersections(edges, RULINGS.touch_pt, RULINGS.touch_pt)
    if len(crossings) > MAX_CROSSINGS:
        raise TooManyCrossings
    return [Box(*cell) for cell in intersections_to_cells(crossings)]


def _edge(orientation: str, box: Box) -> dict[str, Any]:
    """A ruling as pdfplumber has it."""
    return {"orientation": orientation, **box._asdict()}


def group_adjacent_cells(cells: Sequence[Box]) -> list[list[Box]]:
    """Cells that are connected by shared corners, a group each, from top to bottom; a cell alone is a group, too."""
    tables = [[Box(*cell) for cell in table] for table in cells_to_tables(list(cells))]
    in_tables = {cell for table in tables for cell in table}
    alone = [[cell] for cell in cells if cell not in in_tables]
    return sorted([*tables, *alone], key=lambda group: min((cell.top, cell.x0) for cell in group))
