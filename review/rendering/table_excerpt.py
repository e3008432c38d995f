"""A cell among its neighbours as HTML: the header rows, two rows to either side, and the cell itself marked.

The texts come from a masked record and are escaped here.
"""

from collections.abc import Sequence
from typing import Final

from markupsafe import Markup, escape

from review.rendering.places import PlacedCell, first_figure_row
from schemas import ExcerptCell

_AROUND_ROWS: Final = 2
_AROUND_COLUMNS: Final = 3
_MAX_HEADER_ROWS: Final = 3
_MAX_HEADER_COLUMNS: Final = 2
_MAX_COLUMNS: Final = 9
_MAX_TEXT: Final = 60


def excerpt_html(placed: PlacedCell) -> Markup:
    """The table around a cell; what is left out between its rows or columns shows as ⋯."""
    table, marked = placed.table, placed.cell
    rows = _window(
        range(max((cell.row + cell.row_span for cell in table.cells), default=0)),
        min(first_figure_row(table, marked.col), _MAX_HEADER_ROWS),
        marked.row,
        _AROUND_ROWS,
    )
    columns: Sequence[int] = range(max((cell.col + cell.col_span for cell in table.cells), default=0))
    if len(columns) > _MAX_COLUMNS:
        columns = _window(columns, _MAX_HEADER_COLUMNS, marked.col, _AROUND_COLUMNS)
    title = " ".join(part for part in (table.caption, f"(단위: {table.unit})" if table.unit else None) if part)
    caption = f"<caption>{escape(title)}</caption>" if title else ""
    body = "".join(_lines(_owners(table.cells, set(rows)), rows, columns, marked))
    return Markup(f"<table>{caption}<tbody>{body}</tbody></table>")  # noqa: S704 - every text in it is escaped


def _window(all_lines: Sequence[int], headers: int, line: int, around: int) -> list[int]:
    return [each for each in all_lines if each < headers or abs(each - line) <= around]


def _owners(cells: Sequence[ExcerptCell], rows: set[int]) -> dict[tuple[int, int], ExcerptCell]:
    """The cell that covers each place of the rows shown."""
    return {
        (row, col): cell
        for cell in cells
        for row in range(cell.row, cell.row + cell.row_span)
        if row in rows
        for col in range(cell.col, cell.col + cell.col_span)
    }


def _lines(
    owners: dict[tuple[int, int], ExcerptCell], rows: Sequence[int], columns: Sequence[int], marked: ExcerptCell
) -> list[str]:
    lines = []
    placed: set[int] = set()
    for at, row in enumerate(rows):
        if at and row != rows[at - 1] + 1:
            lines.append(f'<tr><td colspan="{len(columns)}" class="gap">⋯</td></tr>')
            # What reaches over the gap is shown again below it.
            placed.clear()
        shown = []
        for col in columns:
            cell = owners.get((row, col))
            if cell is None:
                shown.append("<td></td>")
            elif id(cell) not in placed:
                placed.add(id(cell))
                shown.append(_cell(cell, _span(owners, rows[at:], col, cell), columns, is_marked=cell is marked))
        lines.append(f"<tr>{''.join(shown)}</tr>")
    return lines


def _span(owners: dict[tuple[int, int], ExcerptCell], rows: Sequence[int], col: int, cell: ExcerptCell) -> int:
    """How many of the rows shown a cell covers without a gap."""
    span = 1
    while span < len(rows) and rows[span] == rows[span - 1] + 1 and owners.get((rows[span], col)) is cell:
        span += 1
    return span


def _cell(cell: ExcerptCell, row_span: int, columns: Sequence[int], *, is_marked: bool) -> str:
    col_span = sum(cell.col <= col < cell.col + cell.col_span for col in columns)
    spans = f' rowspan="{row_span}"' if row_span > 1 else ""
    spans += f' colspan="{col_span}"' if col_span > 1 else ""
    text = cell.text if len(cell.text) <= _MAX_TEXT else f"{cell.text[: _MAX_TEXT - 1]}…"
    shown = str(escape(text)).replace("\n", "<br>")
    if is_marked:
        return f'<td class="here"{spans}><mark>{shown}</mark></td>'
    return f"<td{spans}>{shown}</td>"
