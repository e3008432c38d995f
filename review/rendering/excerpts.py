"""The place of an anchor as HTML: its table with the cell marked, or its line among its neighbours.

A picture can be drawn of a PDF only (`extractors.evidence_image`); an excerpt shows the place in any format,
as the reader saw it. All text is escaped and personal data masked.
"""

from collections.abc import Callable, Iterator, Sequence

from markupsafe import Markup, escape

from review.rendering.masking import masked_text
from schemas import Anchor, Block, BlockKind, Box, Cell, Document, Table
from schemas.errors import UsageError

NEIGHBOURS = 2


def evidence_html(document: Document, anchor: Anchor) -> str:
    """An HTML figure of the place where an anchor stands; what stands there is in a `mark`.

    An anchor that points into a cell or a block (a smaller box, a deeper path) shows that cell or block.

    Raises:
        UsageError: the document has nothing at that place.
    """
    for is_at in (_is_same_place, _is_within):
        shown = _table_at(document, anchor, is_at) or _line_at(document.blocks, anchor, is_at)
        if shown is not None:
            return str(shown)
    raise UsageError(f"문서에 없는 근거: {anchor.path or anchor.page or anchor.text}")


Match = Callable[[Anchor, Anchor], bool]


def _is_same_place(one: Anchor, other: Anchor) -> bool:
    if one.path is not None or other.path is not None:
        return one.path == other.path
    return one.box is not None and (one.page, one.box) == (other.page, other.box)


def _is_within(inner: Anchor, outer: Anchor) -> bool:
    if inner.path is not None and outer.path is not None:
        return inner.path.startswith((f"{outer.path}/", f"{outer.path}["))
    if inner.box is None or outer.box is None or inner.page != outer.page:
        return False
    return _holds(outer.box, inner.box)


def _holds(outer: Box, inner: Box) -> bool:
    middle, center = (inner.top + inner.bottom) / 2, (inner.x0 + inner.x1) / 2
    return outer.x0 <= center <= outer.x1 and outer.top <= middle <= outer.bottom


def _table_at(document: Document, anchor: Anchor, is_at: Match) -> Markup | None:
    # Nested tables stand after the table that holds them: the last match is the innermost.
    for table in reversed(document.tables):
        for cell in table.cells:
            if is_at(anchor, cell.anchor):
                return _table(table, cell)
    return None


def _line_at(blocks: Sequence[Block], anchor: Anchor, is_at: Match) -> Markup | None:
    texts = [block for block in blocks if block.kind is not BlockKind.TABLE]
    for index, block in enumerate(texts):
        if block.anchor is not None and is_at(anchor, block.anchor):
            around = texts[max(0, index - NEIGHBOURS) : index + NEIGHBOURS + 1]
            lines = Markup("").join(
                Markup("<p>{}</p>").format(_marked(_words(line)) if line is block else _words(line)) for line in around
            )
            return Markup('<figure class="excerpt">{}</figure>').format(lines)
    return None


def _words(block: Block) -> Markup:
    return _safe(" ".join(part for part in (block.number, block.text) if part))


def _table(table: Table, marked: Cell) -> Markup:
    rows = Markup("").join(Markup("<tr>{}</tr>\n").format(row) for row in _rows(table, marked))
    title = " ".join(part for part in (table.caption, f"(단위: {table.unit})" if table.unit else None) if part)
    caption = Markup("<figcaption>{}</figcaption>").format(_safe(title)) if title else Markup("")
    return Markup('<figure class="excerpt">{}<table>\n{}</table></figure>').format(caption, rows)


def _rows(table: Table, marked: Cell) -> Iterator[Markup]:
    """The cells of each row. A place that no cell covers gets an empty one, so that all columns stay in line."""
    starts = {(cell.row, cell.col): cell for cell in table.cells}
    covered: set[tuple[int, int]] = set()
    for row in range(table.row_count):
        cells = []
        for col in range(table.column_count):
            cell = starts.get((row, col))
            if cell is not None:
                covered |= {(r, c) for r in range(row, row + cell.row_span) for c in range(col, col + cell.col_span)}
                cells.append(_cell(cell, is_marked=cell is marked))
            elif (row, col) not in covered:
                cells.append(Markup("<td></td>"))
        yield Markup("").join(cells)


def _cell(cell: Cell, *, is_marked: bool) -> Markup:
    spans = Markup("")
    if cell.row_span > 1:
        spans += Markup(' rowspan="{}"').format(cell.row_span)
    if cell.col_span > 1:
        spans += Markup(' colspan="{}"').format(cell.col_span)
    text = _safe(cell.text)
    if is_marked:
        return Markup('<td class="evidence"{}>{}</td>').format(spans, _marked(text))
    return Markup("<td{}>{}</td>").format(spans, text)


def _marked(text: Markup) -> Markup:
    return Markup("<mark>{}</mark>").format(text)


def _safe(text: str) -> Markup:
    return escape(masked_text(text)).replace("\n", Markup("<br>"))
