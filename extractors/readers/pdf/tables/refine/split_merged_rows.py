"""Rows merged in one ruled row: a table with rulings around its body only.

The row is split only when that is certain: at least three columns hold at least three lines each, the lines of all
columns stand on the same, evenly spaced baselines, and only a minority of them (the labels) may be wrapped text.
"""

from collections.abc import Sequence
from itertools import groupby, pairwise

from extractors.readers.pdf.geometry import center_y
from extractors.readers.pdf.layout.line_wrapping import is_wrapped, starts_item
from extractors.readers.pdf.layout.lines import Line
from extractors.readers.pdf.tables.cell_text import padding_of
from extractors.readers.pdf.tables.detectors.whitespace_rows import is_figure
from extractors.readers.pdf.tables.grid import Grid, grid_of
from extractors.readers.pdf.tolerances import MERGED_ROWS
from schemas import Box


def split_merged_rows(grid: Grid, lines: Sequence[Sequence[Line]]) -> Grid:
    """The grid with each merged row split into the rows that its baselines show; `lines` are those of each cell."""
    boxes: list[Box] = []
    padding = padding_of(grid, lines)
    by_band = sorted(zip(grid.cells, lines, strict=True), key=lambda item: (item[0].row, item[0].row_span))
    for _, band in groupby(by_band, key=lambda item: (item[0].row, item[0].row_span)):
        cells = list(band)
        cuts = _cuts([of_cell for _, of_cell in cells], [cell.box.x1 - cell.box.x0 - 2 * padding for cell, _ in cells])
        for cell, _ in cells:
            edges = [cell.box.top, *cuts, cell.box.bottom]
            boxes += [Box(cell.box.x0, top, cell.box.x1, bottom) for top, bottom in pairwise(edges)]
    return grid if len(boxes) == len(grid.cells) else grid_of(boxes)


def _cuts(lines: Sequence[Sequence[Line]], widths: Sequence[float]) -> list[float]:
    """Where a band of cells, with room for lines of some widths, is to be cut; nowhere if it is one row."""
    most = max((len(of_cell) for of_cell in lines), default=0)
    if len(lines) < MERGED_ROWS.min_columns or most < MERGED_ROWS.min_lines:
        return []
    middles = shared_middles([line for of_cell in lines for line in of_cell])
    if len(middles) != most:
        return []
    gaps = [below - above for above, below in pairwise(middles)]
    if max(gaps) > MERGED_ROWS.max_gap_ratio * min(gaps):
        return []
    cuts = [(above + below) / 2 for above, below in pairwise(middles)]
    may_be_cut = any(map(_is_running_text, lines, widths))
    if not may_be_cut and _are_labels_with_figures(lines, middles):
        return cuts
    speaking = [
        (of_cell, width)
        for of_cell, width in zip(lines, widths, strict=True)
        if len(of_cell) >= max(MERGED_ROWS.min_lines, MERGED_ROWS.full_share * most)
    ]
    running = sum(_is_running_text(of_cell, width) for of_cell, width in speaking)
    if len(speaking) - running < max(MERGED_ROWS.min_columns, running) or any(map(_is_list, lines)):
        return []
    return cuts


def _are_labels_with_figures(lines: Sequence[Sequence[Line]], middles: Sequence[float]) -> bool:
    """Whether the first column has a label at each height, and the others hold figures beside most of them.

    Then labels may be a list, and places of figures may be blank: each label is a row.
    """
    labels, *others = lines
    texts = [line for of_cell in others for line in of_cell]
    figures = [line for line in texts if is_figure(line.text)]
    if len(labels) != len(middles) or len(figures) < MERGED_ROWS.figures_share * len(texts):
        return False
    beside = {min(middles, key=lambda middle: abs(middle - center_y(line.box))) for line in figures}
    return len(beside) >= MERGED_ROWS.full_share * len(middles)


def shared_middles(lines: Sequence[Line]) -> list[float]:
    """The heights that lines of several cells share, from top to bottom."""
    ordered = sorted(lines, key=lambda line: center_y(line.box))
    groups = [[ordered[0]]]
    for line in ordered[1:]:
        if center_y(line.box) - center_y(groups[-1][-1].box) <= MERGED_ROWS.baseline_em * line.size:
            groups[-1].append(line)
        else:
            groups.append([line])
    return [sum(center_y(line.box) for line in group) / len(group) for group in groups]


def _is_running_text(lines: Sequence[Line], width: float) -> bool:
    """Whether some line of a cell may continue in the next one."""
    return any(is_wrapped(above, below, width) for above, below in pairwise(lines))


def _is_list(lines: Sequence[Line]) -> bool:
    return any(starts_item("", below.text) for below in lines[1:])
