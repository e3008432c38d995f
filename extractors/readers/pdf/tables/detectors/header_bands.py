"""Header rows that only a filled band sets apart: the band's edges are the rulings that are missing.

A band counts where it covers the upper ends of vertical rulings, with texts in it and below it before the next ruling;
a highlight inside a row changes nothing.
"""

from collections.abc import Sequence

from extractors.readers.pdf.geometry import Floats, center_y
from extractors.readers.pdf.source.characters import Run
from extractors.readers.pdf.source.rulings import Ruling, Rulings
from extractors.readers.pdf.tolerances import HEADER_BANDS
from schemas import Box


def with_header_bands(component: Rulings, fills: Floats, runs: Sequence[Run]) -> Rulings:
    """The rulings with those along the upper and lower edge of each band that heads them."""
    if len(component.vertical) < HEADER_BANDS.min_rulings or not len(fills):
        return component
    horizontal = list(component.horizontal)
    for band in (Box(*fill) for fill in fills.tolist()):
        under = [ruling for ruling in component.vertical if band.x0 < ruling.position < band.x1]
        if len(under) >= HEADER_BANDS.min_rulings and _heads(band, under, component.horizontal, runs):
            edges = (Ruling(band.top, band.x0, band.x1), Ruling(band.bottom, band.x0, band.x1))
            horizontal += [edge for edge in edges if not _is_drawn(edge, component.horizontal)]
    return Rulings(horizontal, component.vertical)


def _is_drawn(edge: Ruling, rulings: Sequence[Ruling]) -> bool:
    return any(abs(ruling.position - edge.position) <= HEADER_BANDS.same_edge_pt for ruling in rulings)


def _heads(band: Box, under: Sequence[Ruling], horizontal: Sequence[Ruling], runs: Sequence[Run]) -> bool:
    near = HEADER_BANDS.same_edge_pt
    starts_there = all(band.top - near <= ruling.start <= band.bottom + near < ruling.end for ruling in under)
    if not starts_there:
        return False
    below = min((ruling.position for ruling in horizontal if ruling.position > band.bottom + near), default=None)
    if below is None:
        return False
    in_band = [run for run in runs if band.x0 <= run.x0 <= band.x1 and band.top <= center_y(run) <= band.bottom]
    first_row = [run for run in runs if band.x0 <= run.x0 <= band.x1 and band.bottom < center_y(run) < below]
    return len(in_band) >= HEADER_BANDS.min_rulings and len(first_row) >= HEADER_BANDS.min_rulings
