"""Tables of this plan's money that say nowhere in which unit they count, also where the amounts give it away."""

from collections.abc import Iterator
from itertools import pairwise

from extractors.budget.placement.budget_tables import tables_without_unit
from extractors.budget.tables.table_units import unit_lines_beside
from extractors.korean.money import find_amounts, unit_in_won
from schemas import Budget, Call, Document, Table, UnlabelledTable

_SHOWN_CELLS = 3


def find_unlabelled_tables(document: Document, call: Call, budget: Budget) -> Iterator[UnlabelledTable]:
    """The tables that entries were read from, or would have been, without a unit in caption, cells or amounts."""
    money = {entry.table for entry in budget.entries if entry.table is not None}
    beside = unit_lines_beside(document)
    for index in sorted(money | set(tables_without_unit(document, call))):
        table = document.tables[index]
        if id(table) not in beside and not _says_unit(document, table):
            cells = [cell.anchor for cell in table.cells if any(map(str.isdigit, cell.text))]
            yield UnlabelledTable(caption=table.caption, evidence=tuple(cells[:_SHOWN_CELLS]))


def _says_unit(document: Document, table: Table) -> bool:
    """Whether the table, or the one it stands in or goes on, declares a unit, or some cell prints one."""
    if table.unit or (table.caption and unit_in_won(table.caption) is not None):
        return True
    if any(unit_in_won(cell.text) is not None or find_amounts(cell.text) for cell in table.cells):
        return True
    outer = table.parent.table if table.parent is not None else _straight_before(document, table)
    return outer is not None and _says_unit(document, document.tables[outer])


def _straight_before(document: Document, table: Table) -> int | None:
    """The table that ends right where this one starts: what one page break cut counts in one unit."""
    blocks = document.blocks
    for before, block in pairwise(blocks):
        if block.table is not None and document.tables[block.table] is table:
            return before.table
    return None
