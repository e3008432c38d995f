"""Rulings across that no ruled grid and no box has taken: what tables without vertical rulings are drawn with."""

from collections.abc import Sequence

from extractors.readers.pdf.geometry import Span
from extractors.readers.pdf.source.rulings import Ruling, Rulings
from extractors.readers.pdf.tables.grid import Grid

SAME_END_PT = 3.0
MIN_WIDTH_PT = 100.0


def unattached_rulings(rulings: Rulings, grids: Sequence[Grid]) -> list[Ruling]:
    """The long horizontal rulings that belong to no grid and to no box."""
    return [
        ruling
        for ruling in rulings.horizontal
        if ruling.length >= MIN_WIDTH_PT and not _is_in_a_grid(ruling, grids) and not _is_side(ruling, rulings.vertical)
    ]


def of_one_width(rulings: Sequence[Ruling]) -> list[list[Ruling]]:
    """Rulings that begin and end together, two or more, from top to bottom."""
    groups: list[list[Ruling]] = []
    for ruling in sorted(rulings):
        for group in groups:
            if abs(group[0].start - ruling.start) <= SAME_END_PT and abs(group[0].end - ruling.end) <= SAME_END_PT:
                group.append(ruling)
                break
        else:
            groups.append([ruling])
    return [group for group in groups if len(group) > 1]


def _is_in_a_grid(ruling: Ruling, grids: Sequence[Grid]) -> bool:
    return any(
        grid.box.top - SAME_END_PT <= ruling.position <= grid.box.bottom + SAME_END_PT
        and Span(ruling.start, ruling.end).overlap(Span(grid.box.x0, grid.box.x1)) > 0
        for grid in grids
    )


def _is_side(ruling: Ruling, vertical: Sequence[Ruling]) -> bool:
    """Whether a horizontal ruling meets a vertical ruling at one of its ends: then it is a side of a box."""
    return any(
        min(abs(down.position - ruling.start), abs(down.position - ruling.end)) <= SAME_END_PT
        and down.start - SAME_END_PT <= ruling.position <= down.end + SAME_END_PT
        for down in vertical
    )
