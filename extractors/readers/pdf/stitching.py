"""Tables that go on over pages are one table."""

from collections.abc import Sequence
from dataclasses import dataclass

from extractors.readers.pdf.tables import PageTable, PlacedCell


@dataclass(slots=True)
class WholeTable:
    """A table over all its pages. `parts` are its places: (index of the page, index of the table on that page)."""

    cells: list[PlacedCell]
    parts: list[tuple[int, int]]
    last: PageTable


def whole_tables(pages: Sequence[Sequence[PageTable]]) -> list[WholeTable]:
    """Each table."""
    return [
        WholeTable(table.cells, [(page, index)], table)
        for page, tables in enumerate(pages)
        for index, table in enumerate(tables)
    ]
