"""Column headers of tables without vertical rulings: multi-level ones, and those above the first ruling.

A spanner ruling below 지방비 says which columns it spans: what stands above it spans the columns that it does, and
columns without one have a single header cell.
"""

from collections.abc import Sequence
from itertools import combinations, pairwise

from extractors.readers.pdf.geometry import Span, center_y, contains_center
from extractors.readers.pdf.layout.lines import UNIT, Line, lines_of
from extractors.readers.pdf.source.characters import Run
from extractors.readers.pdf.source.rulings import Ruling
from extractors.readers.pdf.tables.columns import column_of
from extractors.readers.pdf.tables.grid import Grid, grid_of
from extractors.readers.pdf.tolerances import COLUMNS, HEADERS
from schemas import Box


def header_cells(
    columns: range, top: float, bottom: float, xs: Sequence[float], rulings: Sequence[Ruling], runs: Sequence[Run]
) -> list[Box]:
    """The cells of a header from `top` to `bottom`; `columns` are of the edges `xs`, `rulings` run across inside it."""
    inside = [
        ruling for ruling in rulings if top + HEADERS.same_height_pt < ruling.position < bottom - HEADERS.same_height_pt
    ]
    spans = [(ruling, spanned) for ruling in inside if (spanned := _spanned_columns(ruling, columns, xs))]
    if not spans:
        return cells_between(columns, top, bottom, xs, runs)
    height = min(ruling.position for ruling, _ in spans)
    found: list[Box] = []
    start = columns.start
    for spanned in sorted(
        (h for ruling, h in spans if ruling.position - height <= HEADERS.same_height_pt), key=lambda h: h.start
    ):
        if spanned.start < start:
            continue
        found += cells_between(range(start, spanned.start), top, bottom, xs, runs)
        for group in _groups(spanned, xs, _texts(runs, xs[spanned.start], xs[spanned.stop], top, height)):
            found.append(Box(xs[group.start], top, xs[group.stop], height))
        found += header_cells(spanned, height, bottom, xs, rulings, runs)
        start = spanned.stop
    return [*found, *cells_between(range(start, columns.stop), top, bottom, xs, runs)]


def cells_between(columns: range, top: float, bottom: float, xs: Sequence[float], runs: Sequence[Run]) -> list[Box]:
    """A cell for each column; one for all columns that a text crosses."""
    if not columns:
        return []
    here = [run for run in runs if top <= center_y(run) <= bottom]
    edges = xs[columns.start : columns.stop + 1]
    kept = [
        edge
        for edge in edges[1:-1]
        if not any(run.x0 < edge - COLUMNS.crossing_pt and run.x1 > edge + COLUMNS.crossing_pt for run in here)
    ]
    return [Box(x0, top, x1, bottom) for x0, x1 in pairwise([edges[0], *kept, edges[-1]])]


def _spanned_columns(ruling: Ruling, columns: range, xs: Sequence[float]) -> range:
    """The columns whose middles a ruling runs below."""
    under = [col for col in columns if ruling.start <= (xs[col] + xs[col + 1]) / 2 <= ruling.end]
    return range(under[0], under[-1] + 1) if under else range(0)


def _texts(runs: Sequence[Run], x0: float, x1: float, top: float, bottom: float) -> list[Span]:
    """The x-ranges that texts occupy in a box, words of one text put together."""
    here = sorted((run.x0, run.x1, run.size) for run in runs if contains_center(Box(x0, top, x1, bottom), run))
    texts: list[Span] = []
    for start, end, size in here:
        if texts and start - texts[-1].end < HEADERS.apart_em * size:
            texts[-1] = Span(texts[-1].start, max(texts[-1].end, end))
        else:
            texts.append(Span(start, end))
    return texts


def _groups(columns: range, xs: Sequence[float], texts: Sequence[Span]) -> list[range]:
    """Neighbouring columns for each of the texts over one ruling, so that the texts stand over their middles."""
    if len(texts) < 2 or not len(texts) <= len(columns) <= HEADERS.max_spanned_columns:
        return [columns]

    def off(edges: tuple[int, ...]) -> float:
        ends = (columns.start, *edges, columns.stop)
        return sum(
            abs(xs[start] + xs[stop] - text.start - text.end)
            for (start, stop), text in zip(pairwise(ends), texts, strict=True)
        )

    best = min(combinations(range(columns.start + 1, columns.stop), len(texts) - 1), key=off)
    return [range(start, stop) for start, stop in pairwise((columns.start, *best, columns.stop))]


def with_headers_above(grid: Grid, runs: Sequence[Run]) -> Grid:
    """The grid with a row for the texts close above it, where they stand over its columns."""
    above = [
        run
        for run in runs
        if grid.ys[0] - HEADERS.max_height_pt <= run.top and run.bottom <= grid.ys[0] + HEADERS.over_pt
    ]
    headers: list[Line] = []
    lowest = grid.ys[0]
    for line in reversed(lines_of(above)):
        if (
            lowest - line.box.bottom > HEADERS.near_em * line.size
            or len(headers) == HEADERS.max_lines_above
            or not _is_over(line, grid)
        ):
            break
        headers.append(line)
        lowest = line.box.top
    spanned = {column for line in headers for run in line.runs if (column := column_of(run, grid.xs)) > 0}
    columns = len(grid.xs) - 1
    if len(spanned) < max(HEADERS.headed_share * (columns - 1), 1):
        return grid
    row = cells_between(range(columns), lowest, grid.ys[0], grid.xs, [run for line in headers for run in line.runs])
    return grid_of([*row, *(cell.box for cell in grid.cells)], has_guessed_columns=True)


def _is_over(line: Line, grid: Grid) -> bool:
    """Whether a line's texts stand over single columns, side by side or over one behind the first."""
    columns = [column_of(run, grid.xs) for run in line.runs]
    if (
        UNIT.search(line.text)
        or line.box.x0 < grid.xs[0] - HEADERS.over_pt
        or line.box.x1 > grid.xs[-1] + HEADERS.over_pt
    ):
        return False
    if any(run.x0 + HEADERS.over_pt < x < run.x1 - HEADERS.over_pt for run in line.runs for x in grid.xs[1:-1]):
        return False
    return len(columns) > 1 or columns != [0]
