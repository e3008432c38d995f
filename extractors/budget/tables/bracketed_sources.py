"""Cells that hold a total with its sources in brackets: 4,680 (국비 2,808 도비 1,272 시비 600) below 사업비.

Such a table says what one table for the totals and one for each source would say.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from extractors.budget.vocabulary.label_parser import Lexicon
from extractors.korean.numerals import half_width
from schemas import Cell, Table

_AMOUNT: Final = r"\d+(?:,\d{3})*(?:\.\d+)?\s?(?:(?:[십백천]*만|[십백]*억|천|백)?\s?원)?|[-–—]"
_WHOLE_CELL: Final = re.compile(rf"\s*(?P<total>{_AMOUNT})\s*[(\[](?P<parts>[^()\[\]]+)[)\]]\s*")
_PART: Final = re.compile(rf"[\s,/+·]*(?P<label>[가-힣·]{{2,8}})\s*[:：]?\s*(?P<amount>{_AMOUNT})(?![\d가-힣])")
_UNIT: Final = re.compile(r"[(\[][^()\[\]]*원[^()\[\]]*[)\]]")
_WHOLE: Final = frozenset({"amount", "total", "sum", "subtotal"})
_MIN_CELLS: Final = 2
_MIN_SOURCES: Final = 2
_MAX_CELL: Final = 160  # letters; a longer text is a remark


def split_sources(table: Table, lexicon: Lexicon) -> list[Table]:
    """The table, or those of the totals and of each source in turn; each one's rows are counted on from the last's."""
    found = {cell: parts for cell in table.cells if (parts := _parts(cell, lexicon))}
    headers = _headers(table, found, lexicon)
    if len(found) < _MIN_CELLS or headers is None:
        return [table]
    first_row, first_col = min(cell.row for cell in found), min(cell.col for cell in found)
    labels = dict.fromkeys(label for parts in found.values() for label in parts if label)
    totals = [replace(cell, text=found[cell][""]) if cell in found else cell for cell in table.cells]
    tables = [table.model_copy(update={"cells": tuple(totals)})]
    for number, label in enumerate(labels, start=1):
        cells = [
            replace(cell, row=cell.row + number * table.row_count, text=text)
            for cell in table.cells
            if cell in found or cell in headers or cell.row < first_row or cell.col < first_col
            if (text := _text_of(cell, label, found, headers)) is not None
        ]
        tables.append(table.model_copy(update={"cells": tuple(cells)}))
    return tables


def _text_of(
    cell: Cell, label: str, found: Mapping[Cell, Mapping[str, str]], headers: Mapping[Cell, str]
) -> str | None:
    """What a cell says in the table of one source; None for a cell that does not name this source."""
    if cell in found:
        return found[cell].get(label)
    return f"{label}{headers[cell]}" if cell in headers else cell.text


def _parts(cell: Cell, lexicon: Lexicon) -> dict[str, str]:
    """The total of a cell, under no label, and the amount of each source; nothing where anything else stands in it."""
    if not 0 < len(cell.text) <= _MAX_CELL:
        return {}
    whole = _WHOLE_CELL.fullmatch(half_width(cell.text))
    if whole is None:
        return {}
    parts, position = {"": whole["total"].strip()}, 0
    while (part := _PART.match(whole["parts"], position)) is not None:
        label = lexicon.read(part["label"])
        if label.name is not None or label.source in (None, "total") or part["label"] in parts:
            return {}
        parts[part["label"]] = part["amount"].strip()
        position = part.end()
    is_all_read = not whole["parts"][position:].strip(" ,\n")
    return parts if is_all_read and len(parts) > _MIN_SOURCES else {}


def _headers(table: Table, found: Mapping[Cell, object], lexicon: Lexicon) -> dict[Cell, str] | None:
    """The headers of a whole amount over the cells, with the units that they print; None where a cell has none."""
    units: dict[Cell, str] = {}
    covered: set[int] = set()
    first_row = min((cell.row for cell in found), default=0)
    for cell in table.cells:
        label = lexicon.read(cell.text) if cell.row < first_row else None
        if label is not None and label.name is None and label.meanings & _WHOLE and label.source in (None, "total"):
            unit = _UNIT.search(cell.text)
            units[cell] = unit.group() if unit is not None else ""
            covered.update(range(cell.col, cell.col + cell.col_span))
    return units if all(cell.col in covered for cell in found) else None
