"""Grids of printed numbers to the sum relations among their rows and columns, without reading any word."""

from extractors.budget.arithmetic.numbers import NumberLine, PrintedNumber, Support, support
from extractors.budget.arithmetic.relations import (
    completes,
    find_differences,
    find_repeats,
)
from extractors.budget.arithmetic.totals import LineSum, find_totals

__all__ = [
    "LineSum",
    "NumberLine",
    "PrintedNumber",
    "Support",
    "completes",
    "find_differences",
    "find_repeats",
    "find_totals",
    "support",
]
