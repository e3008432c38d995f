"""Tables that a page break cut and the file keeps apart: the same headers again, only a page number between."""

from collections.abc import Sequence
from dataclasses import replace

from extractors.budget.tables.budget_grid import Grid
from extractors.budget.vocabulary.label_parser import Lexicon
from schemas import Block, BlockKind, Cell, Document, Table

_PAGE_NUMBER_LENGTH = 12


def joined_tables(document: Document, lexicon: Lexicon) -> list[tuple[int, Table]]:
    """The document's tables with their indices; one that goes on in others holds their rows, and they are left out."""
    followers = _followers(document)
    joined: dict[int, tuple[int, Table]] = {}
    order: list[int] = []
    for index, table in enumerate(document.tables):
        before = followers.get(index)
        first, whole = joined.get(before, (-1, None)) if before is not None else (-1, None)
        headers = _header_count(whole, lexicon) if whole is not None else 0
        if whole is not None and headers and _same_rows(whole, table, headers):
            joined[index] = (first, _appended(whole, table, headers))
        else:
            joined[index] = (index, table)
            order.append(index)
    longest = dict(joined.values())
    return [(index, longest[index]) for index in order]


def _followers(document: Document) -> dict[int, int]:
    """For each table that follows another one with nothing but a page number between, that other one."""
    found: dict[int, int] = {}
    last: int | None = None
    for block in document.blocks:
        if block.kind is BlockKind.TABLE and block.table is not None:
            if last is not None and document.tables[block.table].caption in (None, document.tables[last].caption):
                found[block.table] = last
            last = block.table
        elif not _is_page_number(block):
            last = None
    return found


def _is_page_number(block: Block) -> bool:
    text = (block.text or "").strip()
    is_short = len(text) <= _PAGE_NUMBER_LENGTH and not any("가" <= letter <= "힣" for letter in text)
    return block.kind is not BlockKind.HEADING and is_short


def _header_count(table: Table, lexicon: Lexicon) -> int:
    blocks = Grid(table, lexicon).header_blocks
    return len(blocks[0][0]) if blocks else 0


def _same_rows(one: Table, other: Table, count: int) -> bool:
    return one.column_count == other.column_count and _top(one, count) == _top(other, count)


def _top(table: Table, count: int) -> Sequence[tuple[int, int, int, int, str]]:
    return [(c.row, c.col, c.row_span, c.col_span, "".join(c.text.split())) for c in table.cells if c.row < count]


def _appended(table: Table, more: Table, headers: int) -> Table:
    offset = table.row_count - headers
    rest: list[Cell] = [replace(cell, row=cell.row + offset) for cell in more.cells if cell.row >= headers]
    return table.model_copy(update={"cells": (*table.cells, *rest), "pages": (*table.pages, *more.pages)})
