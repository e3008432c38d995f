"""Tables with a ruling below every row and none between columns.

Unlike in tables with a few rulings only, each row is what stands between two rulings, however many lines its texts
take; a partial ruling leaves out the columns whose cell continues below it. What is missing are the vertical rulings:
they are put where partial rulings end and where the texts of most rows stand apart, but for the rows in which a text
lies across them. Then the rulings enclose the cells.
"""

from collections.abc import Sequence
from itertools import pairwise
from statistics import median_low

from extractors.readers.pdf.geometry import Span, contains_center
from extractors.readers.pdf.source.characters import Run
from extractors.readers.pdf.source.rulings import Ruling
from extractors.readers.pdf.tables.columns import column_edges
from extractors.readers.pdf.tables.detectors.bands import Band
from extractors.readers.pdf.tables.detectors.lattice import cells_from_rulings
from extractors.readers.pdf.tables.detectors.unattached_rulings import of_one_width, unattached_rulings
from extractors.readers.pdf.tables.grid import Grid, grid_of
from extractors.readers.pdf.tables.headers import header_cells, with_headers_above
from extractors.readers.pdf.tables.page_evidence import PageEvidence
from extractors.readers.pdf.tolerances import BANDS, CHARACTERS, COLUMNS, ROW_RULED, UNATTACHED


class RowRuled:
    """Tables whose rows all stand between horizontal rulings that belong to no ruled table and to no box."""

    name = "row-ruled"

    def detect(self, page: PageEvidence, found: Sequence[Grid]) -> list[Grid]:
        """The tables found before and those with a ruling below every row, with the headers above them."""
        tables: list[Grid] = []
        groups = of_one_width(unattached_rulings(page.rulings, found))
        runs = _outside(found, page.characters.runs(CHARACTERS.word_gap_em)) if groups else []
        for group in sorted(groups, key=lambda group: -group[0].length):
            if any(_is_inside(ruling, grid) for ruling in group for grid in tables):
                continue
            for full_rulings in _tables(group, page.rulings.horizontal, runs):
                grid = _grid(full_rulings, page.rulings.horizontal, runs)
                if grid is not None:
                    tables.append(grid)
        return [*found, *(with_headers_above(grid, page.runs) for grid in tables)]


def _is_inside(ruling: Ruling, grid: Grid) -> bool:
    return (
        grid.box.top < ruling.position < grid.box.bottom and grid.box.x0 < (ruling.start + ruling.end) / 2 < grid.box.x1
    )


def _outside(grids: Sequence[Grid], runs: Sequence[Run]) -> list[Run]:
    """The texts that no ruled grid holds: one between two tables must not join them."""
    boxes = [grid.box for grid in grids]
    return [run for run in runs if not any(contains_center(box, run) for box in boxes)]


def _tables(group: Sequence[Ruling], rulings: Sequence[Ruling], runs: Sequence[Run]) -> list[list[Ruling]]:
    """The full rulings of each table; the last may be partial, where a cell of the last rows has no ruling below."""
    tables = [[group[0]]]
    lowest: Band | None = None
    for above, below in pairwise(group):
        # A header is taken as a whole: over a partial ruling inside it there may be one text alone.
        steps = [above, *(_partial_rulings(above, below, rulings) if lowest is not None else []), below]
        last = above
        for ruling in steps[1:]:
            band = Band(last.position, ruling.position, above, runs)
            if not band.is_tabular and (lowest is None or not band.is_row_as_high_as(lowest)):
                lowest = None
                break
            lowest = min(lowest or band, band, key=lambda band: band.height)
            last = ruling
        if last is not above:
            tables[-1].append(Ruling(last.position, above.start, above.end))
        if last is not below:
            tables.append([below])
    return [table for table in tables if len(table) > 1]


def _partial_rulings(above: Ruling, below: Ruling, rulings: Sequence[Ruling]) -> list[Ruling]:
    """The rulings between two full ones that leave columns out."""
    return [
        ruling
        for ruling in rulings
        if above.position + UNATTACHED.same_end_pt < ruling.position < below.position - UNATTACHED.same_end_pt
        and ruling.start >= above.start - UNATTACHED.same_end_pt
        and ruling.end <= above.end + UNATTACHED.same_end_pt
        and ruling.length < above.length - UNATTACHED.same_end_pt
    ]


def _grid(full: Sequence[Ruling], rulings: Sequence[Ruling], runs: Sequence[Run]) -> Grid | None:
    """The table between full rulings, of which the first two hold its header; None if its rows are not all ruled."""
    outline = Ruling(full[0].position, min(ruling.start for ruling in full), max(ruling.end for ruling in full))
    header = Band(full[0].position, full[1].position, outline, runs)
    in_header = _partial_rulings(full[0], full[1], rulings)
    short = [ruling for above, below in pairwise(full[1:]) for ruling in _partial_rulings(above, below, rulings)]
    heights = sorted({ruling.position for ruling in (*full[1:], *short)})
    body = [Band(top, bottom, outline, runs) for top, bottom in pairwise(heights)]
    headers = _column_headers(header, in_header)
    xs = column_edges(outline, [band.runs for band in body], headers, short)
    if len(body) == 1 and (len(xs) < ROW_RULED.min_columns_of_one_row + 1 or len(headers) != len(xs) - 1):
        return None
    if len(xs) < 3 or not body or sum(band.is_one_row(xs) for band in body) < ROW_RULED.one_row_share * len(body):
        return None
    across = [Ruling(ruling.position, outline.start, outline.end) for ruling in full[1:]]
    across += [_ending_at_edges(ruling, xs) for ruling in short]
    if in_header:
        in_steps = header_cells(range(len(xs) - 1), header.top, header.bottom, xs, in_header, header.runs)
        return grid_of(
            [*in_steps, *cells_from_rulings(across, _vertical_rulings(xs, body, across))], has_guessed_columns=True
        )
    across.append(Ruling(full[0].position, outline.start, outline.end))
    return grid_of(cells_from_rulings(across, _vertical_rulings(xs, [header, *body], across)), has_guessed_columns=True)


def _column_headers(header: Band, rulings: Sequence[Ruling]) -> list[Run]:
    """The texts of a header over single columns: no ruling inside the header parts them from others below."""
    return [
        run
        for run in header.runs
        if not any(
            run.bottom - COLUMNS.crossing_pt <= ruling.position and ruling.start <= run.x0 and run.x1 <= ruling.end
            for ruling in rulings
        )
    ]


def _ending_at_edges(ruling: Ruling, xs: Sequence[float]) -> Ruling:
    start, end = (min(xs, key=lambda x: abs(x - reached)) for reached in (ruling.start, ruling.end))
    return Ruling(ruling.position, start, end)


def _vertical_rulings(xs: Sequence[float], bands: Sequence[Band], across: Sequence[Ruling]) -> list[Ruling]:
    """The vertical rulings, each left out where a text lies across it: between cells that begin and end together."""
    columns = list(pairwise(xs))
    heights = [[_height_around(band, (x0 + x1) / 2, across) for x0, x1 in columns] for band in bands]
    sides = [_sides(x0, x1, bands) for x0, x1 in columns]
    joined = [
        band.joined_edges(xs, [height == Span(band.top, band.bottom) for height in of_band], sides)
        for band, of_band in zip(bands, heights, strict=True)
    ]
    rulings = [Ruling(x, bands[0].top, bands[-1].bottom) for x in (xs[0], xs[-1])]
    for col, x in enumerate(xs[1:-1]):
        for band, of_band in zip(bands, heights, strict=True):
            if of_band[col] == of_band[col + 1] and any(
                x in edges
                for edges, other in zip(joined, bands, strict=True)
                if of_band[col].start <= other.top and other.bottom <= of_band[col].end
            ):
                continue
            if rulings[-1].position == x and rulings[-1].end == band.top:
                rulings[-1] = Ruling(x, rulings[-1].start, band.bottom)
            else:
                rulings.append(Ruling(x, band.top, band.bottom))
    return rulings


def _height_around(band: Band, x: float, across: Sequence[Ruling]) -> Span:
    """From where to where the cell reaches that holds a place in a band."""
    passed = [ruling.position for ruling in across if ruling.start < x < ruling.end]
    above = max((y for y in passed if y <= band.top), default=band.top)
    below = min((y for y in passed if y >= band.bottom), default=band.bottom)
    return Span(above, below)


def _sides(x0: float, x1: float, bands: Sequence[Band]) -> Span:
    """Where the texts of a column begin and end, if most of them do so at one place; else its edges."""
    texts = [text for band in bands if (text := band.text_within(x0, x1))]
    return Span(_common([text.start for text in texts], x0), _common([text.end for text in texts], x1))


def _common(places: Sequence[float], otherwise: float) -> float:
    if not places:
        return otherwise
    middle = median_low(places)
    return middle if 2 * sum(abs(place - middle) < BANDS.aligned_pt for place in places) > len(places) else otherwise
