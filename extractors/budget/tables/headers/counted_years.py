"""Headers that count years without saying so: 1차 │ 2차 │ 3차, Y1 │ Y2, where a plan has as many years.

1차 beside 최종 is a state of an amount, and 1차 beside 2차 may be rounds of a contest: only numbers from one on, as
many as the plan has years, with nothing beside them but sums, are years. Y1 and Y2 are, whatever the plan's years.
"""

import re
from collections.abc import Sequence
from typing import Final

from extractors.budget.tables.budget_grid import Header
from extractors.budget.vocabulary.label_parser import Label

_COUNTED: Final = re.compile(r"제?\s*(?P<nth>[1-9])\s*(?:차|기|단계)")
_Y_COUNTED: Final = re.compile(r"[Yy](?:ear)?\s*-?\s*(?P<nth>[1-9])")
_MIN_YEARS: Final = 2

Chain = tuple[int, Sequence[Header]]


def with_counted_years(chains: Sequence[Chain], year_count: int | None) -> list[Chain]:
    """The lines' headers, those that count years as such.

    Args:
        chains: each line's index and its headers from the outermost.
        year_count: how many years the plan has, None where it does not say.
    """
    siblings: dict[tuple[tuple[int, int], ...], dict[tuple[int, int], Label]] = {}
    for _, chain in chains:
        for depth, header in enumerate(chain):
            siblings.setdefault(_places(chain[:depth]), {})[(header.row, header.col)] = header.label
    counted = {
        place
        for beside in siblings.values()
        if _count_years(list(beside.values()), year_count)
        for place, label in beside.items()
        if label.name is not None
    }
    if not counted:
        return list(chains)
    return [(index, [_as_year(header, counted) for header in chain]) for index, chain in chains]


def _count_years(labels: Sequence[Label], year_count: int | None) -> bool:
    """Whether the names beside each other are the numbers of a plan's years."""
    names = [label.text for label in labels if label.name is not None]
    for pattern, is_certain in ((_Y_COUNTED, True), (_COUNTED, False)):
        found = [pattern.fullmatch(name) for name in names]
        numbers = {int(each["nth"]) for each in found if each is not None}
        is_whole = all(each is not None for each in found) and numbers == set(range(1, len(names) + 1))
        if is_whole and len(names) >= _MIN_YEARS and (is_certain or len(names) == year_count):
            return True
    return False


def _as_year(header: Header, counted: set[tuple[int, int]]) -> Header:
    if (header.row, header.col) not in counted:
        return header
    found = _Y_COUNTED.fullmatch(header.label.text) or _COUNTED.fullmatch(header.label.text)
    if found is None:
        return header
    return Header(header.row, header.col, Label(header.label.text, nth_year=int(found["nth"])))


def _places(chain: Sequence[Header]) -> tuple[tuple[int, int], ...]:
    return tuple((header.row, header.col) for header in chain)
