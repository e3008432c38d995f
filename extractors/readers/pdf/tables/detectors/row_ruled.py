"""Tables with a rule below every row and none between columns.

Unlike in tables with a few rules only, each row is what stands between two rules, however many lines its texts take; a
short rule leaves out the columns whose cell goes on below it. What is missing are the upright rules: they are put where
short rules end and where the texts of most rows stand apart, but for the rows in which a text lies across them. Then
the rules enclose the cells.
"""

from collections.abc import Sequence
from itertools import pairwise
from statistics import median_low

from extractors.readers.pdf.geometry import Span
from extractors.readers.pdf.source.characters import WORD_GAP_EM, Characters, Run
from extractors.readers.pdf.source.rulings import Rule, Rules
from extractors.readers.pdf.tables.columns import CROSSING_PT, column_edges
from extractors.readers.pdf.tables.detectors.bands import ALIGNED_PT, Band
from extractors.readers.pdf.tables.detectors.enclosing import enclosed
from extractors.readers.pdf.tables.detectors.unattached_rulings import SAME_END_PT, free_rules, of_one_width
from extractors.readers.pdf.tables.grid import Grid, grid_of
from extractors.readers.pdf.tables.headers import header_cells

FEWEST_COLUMNS_OF_ONE_ROW = 3
ONE_ROW_SHARE = 0.8  # of the bands between rules hold a single row


def find_row_ruled_grids(rules: Rules, grids: Sequence[Grid], characters: Characters) -> list[Grid]:
    """The tables whose rows all stand between rules across that belong to no ruled grid and to no box."""
    found: list[Grid] = []
    groups = of_one_width(free_rules(rules, grids))
    runs = _outside(grids, characters.runs(WORD_GAP_EM)) if groups else []
    for group in sorted(groups, key=lambda group: -group[0].length):
        if any(_is_inside(rule, grid) for rule in group for grid in found):
            continue
        for full_rules in _tables(group, rules.horizontal, runs):
            grid = _grid(full_rules, rules.horizontal, runs)
            if grid is not None:
                found.append(grid)
    return found


def _is_inside(rule: Rule, grid: Grid) -> bool:
    return grid.box.top < rule.position < grid.box.bottom and grid.box.x0 < (rule.start + rule.end) / 2 < grid.box.x1


def _outside(grids: Sequence[Grid], runs: Sequence[Run]) -> list[Run]:
    """The texts that no ruled grid holds: one between two tables must not join them."""
    boxes = [grid.box for grid in grids]
    return [
        run
        for run in runs
        if not any(
            box.x0 <= (run.x0 + run.x1) / 2 <= box.x1 and box.top <= (run.top + run.bottom) / 2 <= box.bottom
            for box in boxes
        )
    ]


def _tables(group: Sequence[Rule], rules: Sequence[Rule], runs: Sequence[Run]) -> list[list[Rule]]:
    """The full rules of each table; the last may be a short one, where a cell of the last rows has no rule below."""
    tables = [[group[0]]]
    lowest: Band | None = None
    for above, below in pairwise(group):
        # A header is taken as a whole: over a short rule inside it there may be one text alone.
        steps = [above, *(_short_rules(above, below, rules) if lowest is not None else []), below]
        last = above
        for rule in steps[1:]:
            band = Band(last.position, rule.position, above, runs)
            if not band.is_tabular and (lowest is None or not band.is_row_as_high_as(lowest)):
                lowest = None
                break
            lowest = min(lowest or band, band, key=lambda band: band.height)
            last = rule
        if last is not above:
            tables[-1].append(Rule(last.position, above.start, above.end))
        if last is not below:
            tables.append([below])
    return [table for table in tables if len(table) > 1]


def _short_rules(above: Rule, below: Rule, rules: Sequence[Rule]) -> list[Rule]:
    """The rules between two full ones that leave columns out."""
    return [
        rule
        for rule in rules
        if above.position + SAME_END_PT < rule.position < below.position - SAME_END_PT
        and rule.start >= above.start - SAME_END_PT
        and rule.end <= above.end + SAME_END_PT
        and rule.length < above.length - SAME_END_PT
    ]


def _grid(full: Sequence[Rule], rules: Sequence[Rule], runs: Sequence[Run]) -> Grid | None:
    """The table between full rules, of which the first two hold its header; None if its rows are not all ruled."""
    outline = Rule(full[0].position, min(rule.start for rule in full), max(rule.end for rule in full))
    header = Band(full[0].position, full[1].position, outline, runs)
    in_header = _short_rules(full[0], full[1], rules)
    short = [rule for above, below in pairwise(full[1:]) for rule in _short_rules(above, below, rules)]
    heights = sorted({rule.position for rule in (*full[1:], *short)})
    body = [Band(top, bottom, outline, runs) for top, bottom in pairwise(heights)]
    heads = _column_heads(header, in_header)
    xs = column_edges(outline, [band.runs for band in body], heads, short)
    if len(body) == 1 and (len(xs) < FEWEST_COLUMNS_OF_ONE_ROW + 1 or len(heads) != len(xs) - 1):
        return None
    if len(xs) < 3 or not body or sum(band.is_one_row(xs) for band in body) < ONE_ROW_SHARE * len(body):
        return None
    across = [Rule(rule.position, outline.start, outline.end) for rule in full[1:]]
    across += [_ending_at_edges(rule, xs) for rule in short]
    if in_header:
        head = header_cells(range(len(xs) - 1), header.top, header.bottom, xs, in_header, header.runs)
        return grid_of([*head, *enclosed(across, _upright(xs, body, across))], has_guessed_columns=True)
    across.append(Rule(full[0].position, outline.start, outline.end))
    return grid_of(enclosed(across, _upright(xs, [header, *body], across)), has_guessed_columns=True)


def _column_heads(header: Band, rules: Sequence[Rule]) -> list[Run]:
    """The texts of a header that head single columns: no rule inside the header parts them from others below."""
    return [
        run
        for run in header.runs
        if not any(
            run.bottom - CROSSING_PT <= rule.position and rule.start <= run.x0 and run.x1 <= rule.end for rule in rules
        )
    ]


def _ending_at_edges(rule: Rule, xs: Sequence[float]) -> Rule:
    start, end = (min(xs, key=lambda x: abs(x - reached)) for reached in (rule.start, rule.end))
    return Rule(rule.position, start, end)


def _upright(xs: Sequence[float], bands: Sequence[Band], across: Sequence[Rule]) -> list[Rule]:
    """The rules down, each left out where a text lies across it: between cells that begin and end together."""
    columns = list(pairwise(xs))
    heights = [[_height_around(band, (x0 + x1) / 2, across) for x0, x1 in columns] for band in bands]
    sides = [_sides(x0, x1, bands) for x0, x1 in columns]
    joined = [
        band.joined_edges(xs, [height == Span(band.top, band.bottom) for height in of_band], sides)
        for band, of_band in zip(bands, heights, strict=True)
    ]
    rules = [Rule(x, bands[0].top, bands[-1].bottom) for x in (xs[0], xs[-1])]
    for col, x in enumerate(xs[1:-1]):
        for band, of_band in zip(bands, heights, strict=True):
            if of_band[col] == of_band[col + 1] and any(
                x in edges
                for edges, other in zip(joined, bands, strict=True)
                if of_band[col].start <= other.top and other.bottom <= of_band[col].end
            ):
                continue
            if rules[-1].position == x and rules[-1].end == band.top:
                rules[-1] = Rule(x, rules[-1].start, band.bottom)
            else:
                rules.append(Rule(x, band.top, band.bottom))
    return rules


def _height_around(band: Band, x: float, across: Sequence[Rule]) -> Span:
    """From where to where the cell reaches that holds a place in a band."""
    passed = [rule.position for rule in across if rule.start < x < rule.end]
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
    return middle if 2 * sum(abs(place - middle) < ALIGNED_PT for place in places) > len(places) else otherwise
