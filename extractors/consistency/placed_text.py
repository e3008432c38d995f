"""Every text of a document once, in reading order: paragraphs, headings, cells, captions, each with its place."""

from collections.abc import Iterator
from typing import NamedTuple

from schemas import Anchor, Document


class PlacedText(NamedTuple):
    """A text and its place; `in_table` is the index of the table that it is a cell of."""

    text: str
    anchor: Anchor
    in_table: int | None = None

    @property
    def evidence(self) -> tuple[Anchor, ...]:
        """The place as evidence."""
        return (self.anchor,)


def texts_of(document: Document) -> Iterator[PlacedText]:
    """Blocks first, then the cells of all tables."""
    for block in document.blocks:
        if block.text and block.text.strip():
            yield PlacedText(block.text, block.anchor or Anchor(text=block.text))
    for index, table in enumerate(document.tables):
        for cell in table.cells:
            if cell.text.strip():
                yield PlacedText(cell.text, cell.anchor, index)
