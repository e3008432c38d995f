"""Tables of a document as far as a proposal was read from them, kept so that a number can be shown where it stands."""

from typing import ClassVar

from schemas.anchor import Anchor
from schemas.base import Model


class ExcerptCell(Model):
    """A cell with its spans. `anchor` is given for cells that the proposal was read from."""

    omitted_at_default: ClassVar[frozenset[str]] = frozenset({"row_span", "col_span", "anchor"})

    row: int
    col: int
    row_span: int = 1
    col_span: int = 1
    text: str
    anchor: Anchor | None = None


class TableExcerpt(Model):
    """A table that values were read from.

    `number` counts the document's tables from 1; `cells` are those of its first rows and columns where it is large.
    """

    omitted_at_default: ClassVar[frozenset[str]] = frozenset({"caption", "unit", "page", "is_cut"})

    number: int
    caption: str | None = None
    unit: str | None = None
    page: int | None = None
    is_cut: bool = False
    cells: tuple[ExcerptCell, ...]
