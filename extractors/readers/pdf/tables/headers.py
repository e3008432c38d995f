"""Headers of tables without upright rules: a short rule below 지방비 says which columns it heads.

What stands above a short rule spans the columns that the rule does; columns without one have a single header cell.
"""

from collections.abc import Sequence
from itertools import combinations, pairwise

from extractors.readers.pdf.geometry import Span
from extractors.readers.pdf.source.characters import Run
from extractors.readers.pdf.source.rulings import Rule
from schemas import Box

SAME_HEIGHT_PT = 3.0
APART_EM = 0.6  # texts in one line that are no words of one text
MOST_COLUMNS = 12  # under one rule


def header_cells(
    columns: range, top: float, bottom: float, xs: Sequence[float], rules: Sequence[Rule], runs: Sequence[Run]
) -> list[Box]:
    """The cells of a header from `top` to `bottom`; `columns` are of the edges `xs`, `rules` run across inside it."""
    inside = [rule for rule in rules if top + SAME_HEIGHT_PT < rule.position < bottom - SAME_HEIGHT_PT]
    spans = [(rule, headed) for rule in inside if (headed := _headed(rule, columns, xs))]
    if not spans:
        return cells_between(columns, top, bottom, xs, runs)
    height = min(rule.position for rule, _ in spans)
    found: list[Box] = []
    start = columns.start
    for headed in sorted((h for rule, h in spans if rule.position - height <= SAME_HEIGHT_PT), key=lambda h: h.start):
        if headed.start < start:
            continue
        found += cells_between(range(start, headed.start), top, bottom, xs, runs)
        for group in _groups(headed, xs, _texts(runs, xs[headed.start], xs[headed.stop], top, height)):
            found.append(Box(xs[group.start], top, xs[group.stop], height))
        found += header_cells(headed, height, bottom, xs, rules, runs)
        start = headed.stop
    return [*found, *cells_between(range(start, columns.stop), top, bottom, xs, runs)]


def cells_between(columns: range, top: float, bottom: float, xs: Sequence[float], runs: Sequence[Run]) -> list[Box]:
    """A cell for each column; one for all columns that a text crosses."""
    if not columns:
        return []
    here = [run for run in runs if top <= (run.top + run.bottom) / 2 <= bottom]
    edges = xs[columns.start : columns.stop + 1]
    kept = [edge for edge in edges[1:-1] if not any(run.x0 < edge - 1 and run.x1 > edge + 1 for run in here)]
    return [Box(x0, top, x1, bottom) for x0, x1 in pairwise([edges[0], *kept, edges[-1]])]


def _headed(rule: Rule, columns: range, xs: Sequence[float]) -> range:
    """The columns whose middles a rule runs below."""
    under = [col for col in columns if rule.start <= (xs[col] + xs[col + 1]) / 2 <= rule.end]
    return range(under[0], under[-1] + 1) if under else range(0)


def _texts(runs: Sequence[Run], x0: float, x1: float, top: float, bottom: float) -> list[Span]:
    """The stretches that texts take in a box, words of one text put together."""
    here = sorted(
        (run.x0, run.x1, run.size)
        for run in runs
        if top <= (run.top + run.bottom) / 2 <= bottom and x0 <= (run.x0 + run.x1) / 2 <= x1
    )
    texts: list[Span] = []
    for start, end, size in here:
        if texts and start - texts[-1].end < APART_EM * size:
            texts[-1] = Span(texts[-1].start, max(texts[-1].end, end))
        else:
            texts.append(Span(start, end))
    return texts


def _groups(columns: range, xs: Sequence[float], texts: Sequence[Span]) -> list[range]:
    """Neighbouring columns for each of the texts over one rule, so that the texts stand over their middles."""
    if len(texts) < 2 or not len(texts) <= len(columns) <= MOST_COLUMNS:
        return [columns]

    def off(edges: tuple[int, ...]) -> float:
        ends = (columns.start, *edges, columns.stop)
        return sum(
            abs(xs[start] + xs[stop] - text.start - text.end)
            for (start, stop), text in zip(pairwise(ends), texts, strict=True)
        )

    best = min(combinations(range(columns.start + 1, columns.stop), len(texts) - 1), key=off)
    return [range(start, stop) for start, stop in pairwise((columns.start, *best, columns.stop))]
