"""The parts of a page that are read one after the other: columns of text with the tables in them, two pages on a sheet.

A page is read across unless prose stands in two columns of it: several lines on both sides of a gap that nothing
crosses. What does cross it, a title or a wide table, parts the columns above from those below.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from extractors.readers.pdf.geometry import Frame, Placed, center_x, center_y
from extractors.readers.pdf.layout.text_columns import gutter_of
from extractors.readers.pdf.source.characters import Run
from extractors.readers.pdf.tolerances import READING_ORDER
from schemas import Box

WHOLE, LEFT, RIGHT = 0, 1, 2
FAR = 1_000_000.0  # beyond any page, in points
MAX_CANDIDATES = 60  # places where columns may part; each is compared with all texts


class PagePart(NamedTuple):
    """A part of a page: its place, and whether it is the whole width (0), the left side (1) or the right (2)."""

    side: int
    box: Box

    def holds(self, place: Placed) -> bool:
        """Whether something stands in it: by its center, so that each thing stands in one part."""
        return self.box.x0 <= center_x(place) < self.box.x1 and self.box.top <= center_y(place) < self.box.bottom


WHOLE_PAGE = PagePart(WHOLE, Box(-FAR, -FAR, FAR, FAR))


def parts_of(frame: Frame, runs: Sequence[Run], tables: Sequence[Box]) -> list[PagePart]:
    """The parts of a page in the order in which they are read. `runs` are the texts outside of its `tables`."""
    fold = gutter_of(frame, runs, tables)
    if fold is not None:
        return _sides(fold, -FAR, FAR)
    prose = [run for run in runs if len(run.text.split()) >= READING_ORDER.prose_words]
    if len(prose) < 2 * READING_ORDER.min_prose_lines:
        return [WHOLE_PAGE]
    left, right = min(run.x0 for run in runs), max(run.x1 for run in runs)
    low, high = (
        left + share * (right - left) for share in (READING_ORDER.min_side_share, 1 - READING_ORDER.min_side_share)
    )
    beside: list[Placed] = [*prose, *tables]
    everything: list[Placed] = [*runs, *tables]
    places = sorted({round(place.x1 + 1) for place in beside if low < place.x1 < high})
    found: list[tuple[tuple[int, int], list[PagePart]]] = []
    for gutter in places[-MAX_CANDIDATES:]:
        bands = [band for band in _bands(gutter, everything) if _has_columns(band, gutter, prose, left, right)]
        count = sum(sum(_is_within(run, band) for run in prose) for band in bands)
        if bands:
            crossing = sum(place.x0 < gutter < place.x1 for place in everything)
            found.append(((count, -crossing), _parts(gutter, bands)))
    return max(found, key=lambda each: each[0])[1] if found else [WHOLE_PAGE]


def _sides(gutter: float, top: float, bottom: float) -> list[PagePart]:
    return [
        PagePart(LEFT, Box(-FAR, top, gutter, bottom)),
        PagePart(RIGHT, Box(gutter, top, FAR, bottom)),
    ]


def _parts(gutter: float, bands: Sequence[tuple[float, float]]) -> list[PagePart]:
    """The columns of each band, and what stands above, between and below them."""
    parts: list[PagePart] = []
    reached = -FAR
    for top, bottom in bands:
        parts.append(PagePart(WHOLE, Box(-FAR, reached, FAR, top)))
        parts += _sides(gutter, top, bottom)
        reached = bottom
    return [*parts, PagePart(WHOLE, Box(-FAR, reached, FAR, FAR))]


def _bands(gutter: float, places: Sequence[Placed]) -> list[tuple[float, float]]:
    """From where to where nothing crosses the gutter, without what stands at either end on one side only."""
    crossing = sorted((place.top, place.bottom) for place in places if place.x0 < gutter < place.x1)
    beside = sorted((place for place in places if not place.x0 < gutter < place.x1), key=lambda place: place.top)
    edges = [-FAR]
    for top, bottom in crossing:
        edges += [top, max(bottom, top)]
    edges.append(FAR)
    bands = []
    for top, bottom in pairwise(edges):
        inside = [place for place in beside if top <= center_y(place) < bottom]
        blocks = _without_one_sided_ends(_blocks(inside), gutter)
        if blocks:
            bands.append((blocks[0][0].top - 1, max(place.bottom for place in blocks[-1]) + 1))
    return bands


def _blocks(places: Sequence[Placed]) -> list[list[Placed]]:
    """Places from top to bottom, parted where a gap higher than between lines goes across all of them."""
    blocks: list[list[Placed]] = []
    reached = -FAR
    for place in places:
        if blocks and place.top - reached <= READING_ORDER.max_line_gap_pt:
            blocks[-1].append(place)
        else:
            blocks.append([place])
        reached = max(reached, place.bottom)
    return blocks


def _without_one_sided_ends(blocks: list[list[Placed]], gutter: float) -> list[list[Placed]]:
    while blocks and _is_one_sided(blocks[0], gutter):
        blocks = blocks[1:]
    while blocks and _is_one_sided(blocks[-1], gutter):
        blocks = blocks[:-1]
    return blocks


def _is_one_sided(block: Sequence[Placed], gutter: float) -> bool:
    return len({place.x0 < gutter for place in block}) == 1


def _has_columns(band: tuple[float, float], gutter: float, prose: Sequence[Run], left: float, right: float) -> bool:
    """Whether prose fills both sides of a gutter: several lines each, nearly as wide as the side."""
    for start, end in ((left, gutter), (gutter, right)):
        lines = [run for run in prose if _is_within(run, band) and start <= center_x(run) < end]
        filling = sum(run.x1 - run.x0 >= READING_ORDER.filled_share * (end - start) for run in lines)
        if filling < READING_ORDER.min_prose_lines:
            return False
    return True


def _is_within(run: Run, band: tuple[float, float]) -> bool:
    return band[0] <= center_y(run) < band[1]
