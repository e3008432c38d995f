"""Tables that continue over pages are one table.

A table continues where it is the last thing on its page, the first thing on the next page is a table between the same
column edges, and its next rows had no room. A table that begins with the same label and another text is the next card.
A repeated header is dropped; a row that the page cuts is one row, and so is a merged cell.
"""

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from extractors.readers.pdf.layout.line_wrapping import separator_between
from extractors.readers.pdf.tables.page_tables import PageTable, PlacedCell
from extractors.readers.pdf.tables.tiling import Area, tiling_of
from extractors.readers.pdf.tolerances import CONTINUATION

HEADER_NUMBER = re.compile(r"(?:19|20)\d\d|\(?\d{1,2}\)")
NUMBER = re.compile(r"[△▲∆+(-]*[\d,.]+[)%]*")


class PageTables(NamedTuple):
    """What joining needs of a page: its tables, whether one is its first or its last content, and its size in points.

    `first` and `last` are indices in `tables`; `bottom` is where the body text may end.
    """

    tables: Sequence[PageTable]
    first: int | None
    last: int | None
    bottom: float
    height: float


@dataclass(slots=True)
class JoinedTable:
    """A table over all its pages. `parts` are its places: (index of the page, index of the table on that page)."""

    edges: list[float]
    cells: list[PlacedCell]
    rows: int
    parts: list[tuple[int, int]] = field(default_factory=list)

    def at_bottom(self, left: float, right: float) -> PlacedCell | None:
        """The cell of the last row between two edges."""
        for cell in self.cells:
            if cell.row + cell.row_span == self.rows and _same(cell.left, left) and _same(cell.right, right):
                return cell
        return None


def join_across_pages(pages: Iterable[PageTables]) -> Iterator[JoinedTable]:
    """Each table once, in the order of the first parts, as soon as no further page can add to it."""
    for table in _joined(pages):
        _tile(table)
        yield table


def _tile(table: JoinedTable) -> None:
    """Have the cells of a table tile it: parts of other columns on another page may leave holes, or lie over others."""
    tiling = tiling_of([Area(cell.row, cell.col, cell.row_span, cell.col_span) for cell in table.cells])
    if tiling is None:
        return
    cells: list[PlacedCell] = []
    lost: list[PlacedCell] = []
    for cell, parts in zip(table.cells, tiling.kept, strict=True):
        if not parts:
            lost.append(cell)
        cells += [_part(cell, area, is_first=number == 0) for number, area in enumerate(parts)]
    for area in tiling.blank:
        nearest = min(table.cells, key=lambda cell: (abs(cell.row - area.row), abs(cell.col - area.col)))
        cells.append(_part(nearest, area, is_first=False))
    for cell in lost:
        home = next(other for other in cells if _covers(other, cell.row, cell.col))
        home.append(cell)
    table.cells = cells


def _part(cell: PlacedCell, area: Area, *, is_first: bool) -> PlacedCell:
    """A cell's part of its own rows and columns: the first one has what it says, the others are blank."""
    row, col, row_span, col_span = area
    part = replace(cell, row=row, col=col, row_span=row_span, col_span=col_span)
    return part if is_first else replace(part, text="", raw="", first=None, last=None)


def _covers(cell: PlacedCell, row: int, col: int) -> bool:
    return cell.row <= row < cell.row + cell.row_span and cell.col <= col < cell.col + cell.col_span


def _joined(pages: Iterable[PageTables]) -> Iterator[JoinedTable]:
    begun: deque[JoinedTable] = deque()
    continuing: JoinedTable | None = None
    before: PageTables | None = None
    for page_index, page in enumerate(pages):
        continued, continuing = continuing, None
        for index, part in enumerate(page.tables):
            below = _set_below(continued, part) if continued is not None and index == page.first else None
            if continued and below and before and _continues(continued, below, before):
                table = continued
                _append(table, below)
            else:
                table = JoinedTable(part.edges, list(part.cells), len(part.grid.ys) - 1)
                begun.append(table)
            table.parts.append((page_index, index))
            if index == page.last:
                continuing = table
        before = page
        while begun and begun[0] is not continuing:
            yield begun.popleft()
    yield from begun


def _set_below(table: JoinedTable, part: PageTable) -> PageTable:
    """A part whose columns are guessed, with those below the same headers put where the table has them."""
    headers, others = _headers(table.cells), _headers(part.cells)
    if not part.grid.has_guessed_columns or [cell.text for cell in headers] != [cell.text for cell in others]:
        return part
    moved = {edge: edge for edge in part.edges}
    for header, other in zip(headers, others, strict=True):
        moved |= {other.left: header.left, other.right: header.right}
    left = part.grid.xs[0]
    grid = replace(part.grid, xs=[left + moved[edge] for edge in part.edges])
    cells = [replace(cell, left=moved[cell.left], right=moved[cell.right]) for cell in part.cells]
    return replace(part, grid=grid, cells=cells)


def _headers(cells: Sequence[PlacedCell]) -> list[PlacedCell]:
    return sorted((cell for cell in cells if cell.row == 0), key=lambda cell: cell.left)


def _continues(table: JoinedTable, part: PageTable, page: PageTables) -> bool:
    edges = part.edges
    if not _same(edges[-1], table.edges[-1]) or not (_within(edges, table.edges) or _within(table.edges, edges)):
        return False
    header = _header_rows(table, part)
    if _starts_anew(table, part, header):
        return False
    next_rows = _height_of_merged(part, min(header, len(part.grid.ys) - 2))
    ended = max(cell.box.bottom for cell in table.cells if cell.row + cell.row_span == table.rows)
    return page.bottom - ended < next_rows + CONTINUATION.room_share * page.height


def _height_of_merged(part: PageTable, row: int) -> float:
    """The height of a row and of those that merged cells hold together with it: no page break need part them."""
    end = row + 1
    for cell in sorted(part.cells, key=lambda cell: cell.row):
        if row <= cell.row < end:
            end = max(end, cell.row + cell.row_span)
    return part.grid.ys[end] - part.grid.ys[row]


def _starts_anew(table: JoinedTable, part: PageTable, header: int) -> bool:
    """Whether a part begins with the labels of its table, but says something else beside them: the next card.

    Behind a repeated header the same label may begin a data row again; behind rows of a label and a value it may not.
    """
    if header and sum(cell.row == 0 for cell in table.cells) > CONTINUATION.card_columns:
        return False
    label, other = _label(table.cells, header), _label(part.cells, header)
    return bool(label) and label == other


def _label(cells: Sequence[PlacedCell], row: int) -> str:
    """The text of a row's first cell, without blanks."""
    return next(("".join(cell.text.split()) for cell in cells if cell.row == row), "")


def _within(edges: Sequence[float], others: Sequence[float]) -> bool:
    return len(edges) > 2 and all(any(_same(edge, other) for other in others) for edge in edges)


def _same(one: float, other: float) -> bool:
    return abs(one - other) <= CONTINUATION.same_edge_pt


def _header_rows(table: JoinedTable, part: PageTable) -> int:
    """How many rows at the top of a part repeat the header of its table."""
    repeats = 0
    for row in range(min(_header_height(table), len(part.grid.ys) - 1)):
        top = _row(table.cells, row)
        if not any(cell.text for cell in top) or not _are_alike(top, _row(part.cells, row)):
            break
        repeats = row + 1
    # A header is whole: no cell of it reaches below.
    while repeats and any(cell.row < repeats < cell.row + cell.row_span for cell in part.cells):
        repeats -= 1
    return repeats


def _header_height(table: JoinedTable) -> int:
    """How many rows a table's header may have: its first one, and those that its cells reach down to or span.

    Figures are data, whatever they stand below: rows that say the same as the first ones may come again on any page.
    """
    height = 1
    for row in range(min(CONTINUATION.max_header_rows, table.rows)):
        cells = _row(table.cells, row)
        if row >= height or any(_is_data(cell.text) for cell in cells):
            return row
        height = max(height, *(row + cell.row_span + (cell.col_span > 1) for cell in cells), 0)
    return min(height, CONTINUATION.max_header_rows, table.rows)


def _is_data(text: str) -> bool:
    """Whether a text is a figure, and neither a year nor the number of a column."""
    return bool(NUMBER.fullmatch(text)) and not HEADER_NUMBER.fullmatch(text)


def _row(cells: Sequence[PlacedCell], row: int) -> list[PlacedCell]:
    """The cells that start in a row, from left to right."""
    return sorted((cell for cell in cells if cell.row == row), key=lambda cell: cell.left)


def _are_alike(row: Sequence[PlacedCell], other: Sequence[PlacedCell]) -> bool:
    """Whether two rows say the same in the same places, wherever their lines are wrapped."""
    return len(row) == len(other) and all(
        _same(one.left, two.left)
        and one.row_span == two.row_span
        and "".join(one.text.split()) == "".join(two.text.split())
        for one, two in zip(row, other, strict=True)
    )


def _append(table: JoinedTable, part: PageTable) -> None:
    """Put the rows of a further part below a table."""
    header = _header_rows(table, part)
    body = [cell for cell in part.cells if cell.row >= header]
    if not body:
        return
    _share_columns(table, part, body)
    top = [cell for cell in body if cell.row == header]
    above = {id(cell): table.at_bottom(cell.left, cell.right) for cell in top}
    for cell in top:
        _blank_repeated_label(above[id(cell)], cell)
    cut = _is_blank_rest(table, body, header) or _is_cut([(above[id(cell)], cell) for cell in top])
    offset = table.rows - header - (1 if cut else 0)
    leading = True
    for cell in sorted(body, key=lambda cell: (cell.row, cell.col)):
        partner = above.get(id(cell))
        merged = cell.row == header and leading and partner is not None and _is_rest(partner, cell)
        if cell.row == header and cell.text and not merged:
            leading = False
        if partner is not None and (cut or merged):
            partner.row_span += cell.row_span - (1 if cut else 0)
            partner.append(cell)
        else:
            cell.row += offset
            table.cells.append(cell)
    table.rows = max(cell.row + cell.row_span for cell in table.cells)


def _is_blank_rest(table: JoinedTable, body: Sequence[PlacedCell], header: int) -> bool:
    """Whether a part begins with the empty end of a row that the page cut: blank between rows that are not."""
    above = [cell for cell in table.cells if cell.row + cell.row_span == table.rows]
    top, below = ([cell for cell in body if cell.row == row] for row in (header, header + 1))
    if any(cell.text or cell.row_span > 1 for cell in top) or not any(cell.text for cell in above):
        return False
    return not below or any(cell.text for cell in below)


def _is_rest(above: PlacedCell, below: PlacedCell) -> bool:
    """Whether a label's cell has nothing below a page break, or the end of a bracket that it opens above.

    Other words may as well be the next label: a label that fills its lines looks like one that continues.
    """
    if not above.text or not below.text:
        return bool(above.text)
    opened, closed = _open_brackets(above.text), _open_brackets(below.text)
    return opened > 0 > closed and _separator(above, below) != "\n"


def _open_brackets(text: str) -> int:
    """How many brackets a text opens and leaves open, less those that it only closes."""
    return sum(text.count(mark) for mark in "([{〈「") - sum(text.count(mark) for mark in ")]}〉」")


def _blank_repeated_label(above: PlacedCell | None, below: PlacedCell) -> None:
    """A merged label may be printed again on the next page."""
    if above is None or above.row_span == below.row_span == 1 or NUMBER.fullmatch(below.text):
        return
    if "".join(above.text.split()) == "".join(below.text.split()):
        below.text = below.raw = ""
        below.first = below.last = None


def _is_cut(pairs: Sequence[tuple[PlacedCell | None, PlacedCell]]) -> bool:
    """Whether the rows above and below a page break are one row, given the cells on top of each other.

    Whatever stands below must continue what is above. A label that is not repeated speaks for a cut, too, unless other
    cells are complete on both sides: then it is a merged label with a row of its own below.
    """
    both = [(above, below) for above, below in pairs if above is not None and above.text and below.text]
    if not both or any(below.text and (above is None or not above.text) for above, below in pairs):
        return False
    unrepeated = [above for above, below in pairs if above is not None and above.text and not below.text]
    joined = [_separator(above, below) != "\n" for above, below in both]
    if any(NUMBER.fullmatch(above.text) and NUMBER.fullmatch(below.text) for above, below in both) and not all(joined):
        return False
    if all(joined):
        return bool(unrepeated) or any(NUMBER.fullmatch(above.text) for above, _ in both)
    return len(both) == 1 and any(above.row_span == 1 for above in unrepeated)


def _separator(above: PlacedCell, below: PlacedCell) -> str:
    if above.last is None or below.first is None:
        return "\n"
    return separator_between(above.last, below.first, above.width)


def _share_columns(table: JoinedTable, part: PageTable, body: Sequence[PlacedCell]) -> None:
    """Number the columns of both by the edges of both."""
    table.edges += [edge for edge in part.edges if not any(_same(edge, other) for other in table.edges)]
    table.edges.sort()
    for cell in (*table.cells, *body):
        start, end = _nearest(table.edges, cell.left), _nearest(table.edges, cell.right)
        cell.col, cell.col_span = start, max(end - start, 1)


def _nearest(edges: Sequence[float], edge: float) -> int:
    return min(range(len(edges)), key=lambda index: abs(edges[index] - edge))
