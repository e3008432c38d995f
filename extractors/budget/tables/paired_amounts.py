"""Cells of two amounts under a header of two: 사업비(국비) above 6,000(3,600) is the money and the national part of it.

Such a table says what two tables of its shape would say: one of the amounts before the brackets, one of those within.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Final

from extractors.budget.vocabulary.label_parser import Lexicon
from extractors.korean.numerals import half_width
from schemas import Cell, Table

# A narrow cell may break an amount: 1,180,000(663,00⏎0).
_AMOUNT: Final = (
    r"[△▲∆\-]?\s*\d[\d,]*(?:[ \t]*\n[ \t]*[\d,]+)*(?:\.\d+)?\s*(?:(?:[십백천]*만|[십백]*억|천|백)?\s*원)?|[-–—]"
)
_PAIR: Final = re.compile(rf"\s*(?P<first>{_AMOUNT})\s*[(\[]\s*(?P<second>{_AMOUNT})\s*[)\]]\s*")
_LABEL: Final = re.compile(r"\s*(?P<first>[^()\[\]]+?)\s*[(\[]\s*(?P<second>[^()\[\]]+?)\s*[)\]]\s*")
_WHOLE: Final = frozenset({"amount", "total", "sum", "subtotal"})
_MIN_PAIRS: Final = 2
_MAX_CELL: Final = 60  # letters; a longer text is no pair of amounts


def split_pairs(table: Table, lexicon: Lexicon) -> list[Table]:
    """The table, or the two that it is made of; the second one's rows are counted on from the first one's last."""
    if not any("(" in half_width(cell.text) for cell in table.cells):
        return [table]
    pairs = {cell: found for cell in table.cells if (found := _pair(cell, _PAIR)) is not None}
    if len(pairs) < _MIN_PAIRS:
        return [table]
    labels = dict(_labels(table, lexicon))
    is_headed = _covered_by(labels)
    if not all(map(is_headed, pairs)):
        return [table]
    texts = {cell: (found["first"], found["second"]) for cell, found in pairs.items()}
    texts |= labels
    first = [replace(cell, text=texts[cell][0]) if cell in texts else cell for cell in table.cells]
    first_row, first_col = min(cell.row for cell in pairs), min(cell.col for cell in pairs)
    second = [
        replace(cell, row=cell.row + table.row_count, text=texts[cell][1] if cell in texts else cell.text)
        for cell in table.cells
        if cell in pairs or cell.row < first_row or cell.col < first_col or (is_headed(cell) and _is_unclear(cell))
    ]
    return [table.model_copy(update={"cells": tuple(cells)}) for cells in (first, second)]


def _labels(table: Table, lexicon: Lexicon) -> Iterator[tuple[Cell, tuple[str, str]]]:
    """The labels that name money and, in brackets, one source of it."""
    for cell in table.cells:
        found = _pair(cell, _LABEL)
        if found is None:
            continue
        first, second = lexicon.read(found["first"]), lexicon.read(found["second"])
        is_whole = first.name is None and bool(first.meanings & _WHOLE)
        if is_whole and second.name is None and second.source not in (None, "total"):
            yield cell, (found["first"], found["second"])


def _pair(cell: Cell, pattern: re.Pattern[str]) -> re.Match[str] | None:
    return pattern.fullmatch(half_width(cell.text)) if len(cell.text) <= _MAX_CELL else None


def _is_unclear(cell: Cell) -> bool:
    """Whether a cell holds something in brackets that makes no pair: either table has a place that was not read."""
    return "(" in half_width(cell.text) and any(map(str.isdigit, cell.text))


def _covered_by(labels: Iterable[Cell]) -> Callable[[Cell], bool]:
    """Whether one of the labels heads a cell's column or stands before it in its row."""
    above: dict[int, int] = {}
    before: dict[int, int] = {}
    for label in labels:
        for col in range(label.col, label.col + label.col_span):
            above[col] = min(label.row, above.get(col, label.row))
        for row in range(label.row, label.row + label.row_span):
            before[row] = min(label.col, before.get(row, label.col))
    return lambda cell: above.get(cell.col, cell.row) < cell.row or before.get(cell.row, cell.col) < cell.col
