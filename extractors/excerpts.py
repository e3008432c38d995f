"""The tables that a proposal was read from, cut to what a page can show."""

from collections.abc import Iterator

from schemas import Anchor, Document, ExcerptCell, Proposal, Table, TableExcerpt
from schemas.base import Model

# A table of 40 rows and 15 columns, the longest that the samples print on a page; and what a record can bear in all.
MAX_ROWS = 60  # unmeasured
MAX_COLUMNS = 24  # unmeasured
MAX_CELLS = 8_000  # unmeasured
MAX_TEXT = 160  # unmeasured


def excerpts_of(document: Document, proposal: Proposal) -> tuple[TableExcerpt, ...]:
    """Each table with a cell that something of the proposal points to, in the document's order.

    Fingerprints of passages are left out: they point to every long cell there is. The tables that only speak to a
    criterion come after all others where there is not room for both.
    """
    statements = proposal.statements.model_copy(update={"passages": ()})
    stated = set(_anchors(proposal.model_copy(update={"statements": statements, "criteria": ()})))
    used = stated.union(_anchors(proposal.criteria))
    found: dict[int, TableExcerpt] = {}
    left = MAX_CELLS
    for wanted in (stated, used):
        for index, table in enumerate(document.tables):
            if index in found or not any(cell.anchor in wanted for cell in table.cells):
                continue
            excerpt = _excerpt(table, index + 1, used)
            if len(excerpt.cells) > left:
                break
            left -= len(excerpt.cells)
            found[index] = excerpt
    return tuple(found[index] for index in sorted(found))


def _excerpt(table: Table, number: int, used: set[Anchor]) -> TableExcerpt:
    cells = tuple(
        ExcerptCell(
            row=cell.row,
            col=cell.col,
            row_span=cell.row_span,
            col_span=cell.col_span,
            text=cell.text if len(cell.text) <= MAX_TEXT else f"{cell.text[: MAX_TEXT - 1]}…",
            anchor=cell.anchor if cell.anchor in used else None,
        )
        for cell in table.cells
        if cell.row < MAX_ROWS and cell.col < MAX_COLUMNS
    )
    return TableExcerpt(
        number=number,
        caption=table.caption,
        unit=table.unit,
        page=table.pages[0] if table.pages else None,
        is_cut=len(cells) < len(table.cells),
        cells=cells,
    )


def _anchors(record: object) -> Iterator[Anchor]:
    """Every anchor inside of a record or of several, in no order."""
    left = [record]
    while left:
        value = left.pop()
        if isinstance(value, Anchor):
            yield value
        elif isinstance(value, Model):
            left.extend(vars(value).values())
        elif isinstance(value, dict):
            left.extend(value.values())
        elif isinstance(value, tuple):
            left.extend(value)
