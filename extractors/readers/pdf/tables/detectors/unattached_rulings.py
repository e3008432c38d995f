"""Rulings across that no ruled grid and no box has taken: what tables without vertical rulings are drawn with."""

from collections.abc import Sequence

from extractors.readers.pdf.geometry import Span
from extractors.readers.pdf.source.rulings import Ruling, Rulings
from extractors.readers.pdf.tables.grid import Grid
from extractors.readers.pdf.tolerances import UNATTACHED


def unattached_rulings(rulings: Rulings, grids: Sequence[Grid]) -> list[Ruling]:
    """The long horizontal rulings that belong to no grid and to no box."""
    return [
        ruling
        for ruling in rulings.horizontal
        if ruling.length >= UNATTACHED.min_width_pt
        and not _is_in_a_grid(ruling, grids)
        and not _is_side(ruling, rulings.vertical)
    ]


def of_one_width(rulings: Sequence[Ruling]) -> list[list[Ruling]]:
    """Rulings that begin and end together, two or more, from top to bottom."""
    groups: list[list[Ruling]] = []
    for ruling in sorted(rulings):
        for group in groups:
            if (
                abs(group[0].start - ruling.start) <= UNATTACHED.same_end_pt
                and abs(group[0].end - ruling.end) <= UNATTACHED.same_end_pt
            ):
                group.append(ruling)
                break
        else:
            groups.append([ruling])
    return [group for group in groups if len(group) > 1]


def _is_in_a_grid(ruling: Ruling, grids: Sequence[Grid]) -> bool:
    return any(
        grid.box.top - UNATTACHED.same_end_pt <= ruling.position <= grid.box.bottom + UNATTACHED.same_end_pt
        and Span(ruling.start, ruling.end).overlap(Span(grid.box.x0, grid.box.x1)) > 0
        for grid in grids
    )


def _is_side(ruling: Ruling, vertical: Sequence[Ruling]) -> bool:
    """Whether a horizontal ruling meets a vertical ruling at one of its ends: then it is a side of a box."""
    return any(
        min(abs(down.position - ruling.start), abs(down.position - ruling.end)) <= UNATTACHED.same_end_pt
        and down.start - UNATTACHED.same_end_pt <= ruling.position <= down.end + UNATTACHED.same_end_pt
        for down in vertical
    )
