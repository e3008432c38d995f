"""The columns of a table whose rows are known and whose columns nothing parts but blank space."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise, product

from extractors.readers.pdf.geometry import Span, center_x
from extractors.readers.pdf.source.characters import Run
from extractors.readers.pdf.source.rulings import Ruling
from extractors.readers.pdf.tolerances import COLUMNS

MAX_TEXTS = 2_000


def column_edges(
    outline: Ruling, rows: Sequence[Sequence[Run]], headers: Sequence[Run], short: Sequence[Ruling]
) -> list[float]:
    """The edges of all columns, from left to right, the table's own sides included.

    Args:
        outline: the table's width.
        rows: the texts of each row of the body.
        headers: the texts of the header over single columns.
        short: horizontal rulings the body that leave columns out: they end at edges.
    """
    taken = [_merged(row) for row in rows]
    ends = _apart({end for ruling in short for end in (ruling.start, ruling.end)}, outline)
    edges = list(ends)
    for left, right in pairwise(_columns(occupied_ranges(taken), _merged(headers))):
        if not any(left.end - COLUMNS.same_edge_pt <= end <= right.start + COLUMNS.same_edge_pt for end in ends):
            edges.append(widest_gap_center(taken, left.end, right.start))
    return [outline.start, *sorted(edges), outline.end]


def _apart(ends: set[float], outline: Ruling) -> list[float]:
    """Ends of rulings inside the outline, those that differ by a hair taken for one."""
    found = [outline.start]
    for end in sorted(ends):
        if end - found[-1] > COLUMNS.same_edge_pt and outline.end - end > COLUMNS.same_edge_pt:
            found.append(end)
    return found[1:]


def _columns(filled: Sequence[Span], headers: Sequence[Span]) -> list[Span]:
    """The columns that rows fill, each with its header, and those that have a header and are empty.

    Figures are set to the right and their headers in the middle, so a header need not stand above its column's texts.
    """
    header_of: dict[Span, Span] = {}
    nearest_first = sorted(product(filled, headers), key=lambda pair: -pair[0].overlap(pair[1]))
    for column, header in nearest_first:
        if column not in header_of and header not in header_of.values():
            header_of[column] = header
    alone = [header for header in headers if header not in header_of.values()]
    return sorted([*(_around(column, header_of.get(column, column)) for column in filled), *alone])


def _around(one: Span, other: Span) -> Span:
    return Span(min(one.start, other.start), max(one.end, other.end))


def column_of(run: Run, xs: Sequence[float]) -> int:
    """The column between the edges `xs` that the middle of a text stands in; -1 left of all of them."""
    return bisect_right(xs, center_x(run)) - 1


def occupied_ranges(rows: Sequence[Sequence[Span]], gap: float = 0.0) -> list[Span]:
    """The x-ranges that the texts of rows occupy, more than a gap apart, but for texts over several columns.

    There are none where there are more texts than can be compared with each other.
    """
    if sum(map(len, rows)) > MAX_TEXTS:
        return []
    taken: list[Span] = []
    for span in sorted(span for spans in rows for span in spans if not _spans_columns(span, rows)):
        if taken and span.start - taken[-1].end <= gap:
            taken[-1] = Span(taken[-1].start, max(taken[-1].end, span.end))
        else:
            taken.append(span)
    return taken


def _spans_columns(text: Span, rows: Sequence[Sequence[Span]]) -> bool:
    """Whether several texts stand side by side below or above one in many of the rows that have a text there."""
    beside = [sum(other.overlap(text) > 0 for other in spans) for spans in rows]
    return sum(count > 1 for count in beside) > COLUMNS.spanned_share * sum(count > 0 for count in beside)


def _merged(runs: Sequence[Run]) -> list[Span]:
    """The x-ranges that runs occupy together."""
    merged: list[Span] = []
    for run in sorted(runs, key=lambda run: run.x0):
        if merged and run.x0 < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, run.x1))
        else:
            merged.append(Span(run.x0, run.x1))
    return merged


def widest_gap_center(taken: Sequence[Sequence[Span]], start: float, end: float) -> float:
    """The middle of the widest part of an x-range that the fewest texts enter."""
    if end <= start:
        return (start + end) / 2
    points = sorted({start, end, *(x for spans in taken for span in spans for x in span if start < x < end)})
    parts = []
    for left, right in pairwise(points):
        middle = (left + right) / 2
        parts.append((sum(span.start < middle < span.end for spans in taken for span in spans), left - right, middle))
    return min(parts)[-1]
