"""A Document: what a reader saw in a file, in reading order, the same for every format."""

from enum import StrEnum
from typing import ClassVar, NamedTuple

from pydantic import Field
from pydantic.dataclasses import dataclass

from schemas.anchor import Anchor
from schemas.base import STRICT, Model, Part
from schemas.warning_codes import WarningCode


class FileFormat(StrEnum):
    """The formats that simsa reads; told by a file's first bytes, never by its name."""

    PDF = "pdf"
    DOCX = "docx"
    HWPX = "hwpx"
    HWP = "hwp"


class FileInfo(Model):
    """A received file: its name without folders, its SHA-256, its number of pages where it is known, and its size."""

    name: str
    sha256: str
    format: FileFormat
    pages: int | None = None
    size_bytes: int | None = None


class BlockKind(StrEnum):
    """What a block is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    TABLE = "table"
    FOOTNOTE = "footnote"


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Block(Part):
    """A heading, a paragraph or the place of a table.

    `number` is a number that the format keeps apart from the text (automatic numbering); `text` is what was typed.
    `level` is a heading's depth, 1 for the outermost. `table` is the index of the table in `Document.tables`.
    """

    omitted_at_default: ClassVar[frozenset[str]] = frozenset({"level", "number", "text", "table", "anchor"})

    kind: BlockKind
    level: int | None = None
    number: str | None = None
    text: str | None = None
    table: int | None = None
    anchor: Anchor | None = None


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Cell(Part):
    """A cell, listed once where its merged area starts (row and column from 0)."""

    row: int = Field(ge=0)
    col: int = Field(ge=0)
    row_span: int = Field(default=1, ge=1)
    col_span: int = Field(default=1, ge=1)
    text: str
    anchor: Anchor


class ParentCell(NamedTuple):
    """The cell that a nested table stands in: the index of its table, and its row and column."""

    table: int
    row: int
    col: int


class Table(Model):
    """A table with its cells in row order; one table however many pages it covers.

    `unit` is the unit of money that a caption, a paragraph above, or the table itself declares, as printed (백만원).
    `detector` names what found a table that is only drawn (PDF), so that a wrong one can be traced.
    """

    omitted_at_default: ClassVar[frozenset[str]] = frozenset({"detector"})

    caption: str | None = None
    unit: str | None = None
    parent: ParentCell | None = None
    pages: tuple[int, ...] = ()
    path: str | None = None
    detector: str | None = None
    cells: tuple[Cell, ...] = ()

    @property
    def row_count(self) -> int:
        """Rows, merged ones counted."""
        return max((cell.row + cell.row_span for cell in self.cells), default=0)

    @property
    def column_count(self) -> int:
        """Columns, merged ones counted."""
        return max((cell.col + cell.col_span for cell in self.cells), default=0)


class ReadingWarning(Model):
    """Something that the reader could not see well, so that what rests on it is provisional."""

    omitted_at_default: ClassVar[frozenset[str]] = frozenset({"page", "path"})

    code: WarningCode
    page: int | None = None
    path: str | None = None
    message: str


class Document(Model):
    """A file as read. Nested tables stand in `tables`, too, but only top-level tables have a block of their own.

    `struck` is what is struck through, in reading order: it is printed, but no longer holds, so it is in no block or
    cell. Each is an anchor with the struck text.
    """

    omitted_at_default: ClassVar[frozenset[str]] = frozenset({"struck"})

    file: FileInfo
    blocks: tuple[Block, ...] = ()
    tables: tuple[Table, ...] = ()
    warnings: tuple[ReadingWarning, ...] = ()
    struck: tuple[Anchor, ...] = ()
