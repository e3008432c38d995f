"""Rows of one cell in tables that are open at both sides: titles across a table, notes below it.

No vertical ruling stands beside such a row, so that nothing drawn ties it to its table. It is recognised by the rulings
above and below it, which begin and end with the table, and by its text, which stands between them as close as in a
cell.
"""

from collections.abc import Sequence

from extractors.readers.pdf.geometry import Span, center_x, center_y
from extractors.readers.pdf.layout.lines import UNIT, lines_of
from extractors.readers.pdf.source.characters import Run
from extractors.readers.pdf.source.rulings import Ruling, Rulings
from extractors.readers.pdf.tolerances import FULL_WIDTH_ROWS, RULINGS
from extractors.readers.shared.captions import BRACKETED, NUMBERED


def with_full_width_rows(
    components: Sequence[Rulings], unattached: Sequence[Ruling], runs: Sequence[Run]
) -> list[Rulings]:
    """The components of a page with the full-width rows above, between and below them.

    `unattached` are horizontal rulings that cross no other.
    """
    tables: list[Rulings] = []
    parts = [component for component in components if _is_open(component)] + [
        Rulings([ruling], []) for ruling in unattached
    ]
    for part in sorted(parts, key=lambda part: min(part.horizontal)):
        width = _width(part)
        above = next((index for index in reversed(range(len(tables))) if _alike(_width(tables[index]), width)), None)
        if above is None or not _have_row_between(tables[above], part, runs):
            tables.append(part)
        else:
            tables[above] = _with_row_between(tables[above], part)
    closed = [component for component in components if not _is_open(component)]
    return closed + [table for table in tables if _columns(table)]


def _width(table: Rulings) -> Span:
    return Span(min(ruling.start for ruling in table.horizontal), max(ruling.end for ruling in table.horizontal))


def _alike(one: Span, other: Span) -> bool:
    return (
        abs(one.start - other.start) <= FULL_WIDTH_ROWS.same_end_pt
        and abs(one.end - other.end) <= FULL_WIDTH_ROWS.same_end_pt
    )


def _is_open(component: Rulings) -> bool:
    return len(_columns(component)) == len(component.vertical)


def _columns(table: Rulings) -> list[float]:
    """Where columns meet, the sides of a table left out."""
    left, right = _width(table)
    return [
        ruling.position
        for ruling in table.vertical
        if left + RULINGS.snap_pt < ruling.position < right - RULINGS.snap_pt
    ]


def _have_row_between(above: Rulings, below: Rulings, runs: Sequence[Run]) -> bool:
    """Whether a text stands between two parts of a table as in a cell; parts with columns share some."""
    upper, lower, width = max(above.horizontal), min(below.horizontal), _width(below)
    if not (_alike(Span(upper.start, upper.end), width) and _alike(Span(lower.start, lower.end), width)):
        return False
    columns, others = _columns(above), _columns(below)
    if columns and others and not any(abs(x - other) <= RULINGS.snap_pt for x in columns for other in others):
        return False
    between = [
        run
        for run in runs
        if upper.position < center_y(run) < lower.position and width.start < center_x(run) < width.end
    ]
    if not between or min(run.x0 for run in between) < width.start + FULL_WIDTH_ROWS.min_indent_pt:
        return False
    if any(UNIT.search(run.text) for run in between) or _has_caption_below_text(between):
        return False
    size = min(run.size for run in between)
    return (
        lower.position - upper.position <= FULL_WIDTH_ROWS.max_height_em * size
        and min(run.top for run in between) - upper.position <= FULL_WIDTH_ROWS.padding_em * size
        and lower.position - max(run.bottom for run in between) <= FULL_WIDTH_ROWS.padding_em * size
    )


def _has_caption_below_text(between: Sequence[Run]) -> bool:
    """Whether some text ends and a caption follows: the one belongs to the page, the other to the next table."""
    below = [line.text.strip() for line in lines_of(between)[1:]]
    return any(BRACKETED.fullmatch(text) or NUMBERED.match(text) for text in below)


def _with_row_between(above: Rulings, below: Rulings) -> Rulings:
    """Two parts of a table as one, with sides for the row between them."""
    top, bottom = max(above.horizontal).position, min(below.horizontal).position
    sides = [Ruling(x, top, bottom) for x in _width(below)]
    return Rulings(above.horizontal + below.horizontal, above.vertical + below.vertical + sides)
