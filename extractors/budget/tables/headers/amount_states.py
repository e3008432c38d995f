"""States of one amount printed side by side (당초 │ 변경, 정부안 │ 확정): the later one is the money as it now stands.

Rows and columns alike. Beside 기투자 and 향후투자 it is the money of the running year only, and the total is over all
years.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from extractors.budget.tables.headers.header_paths import HeaderPath

_STATES: Final = ("before", "amount", "after")
_OF_LAST_YEAR: Final = ("전년", "종전")


def with_current_states(lines: Sequence[HeaderPath]) -> list[HeaderPath]:
    """The lines with the measure "amount" for the state that counts and "before" for those that it replaces.

    Of the states of one amount the last 변경, 확정 … counts, else the last that names no state, else the last 당초,
    요구 … An amount in one state only counts, unless it is the year before's.
    """
    if not any(line.measure in ("before", "after") for line in lines):
        return list(lines)
    # 결산 below a year of its own leaves the other years whole; 기투자 and 향후투자 without one do not.
    current = "running" if any(line.measure in ("past", "future") and not line.period for line in lines) else "amount"
    groups: dict[tuple[object, ...], list[HeaderPath]] = {}
    for line in lines:
        if line.measure in _STATES and line.is_money and not (line.is_sum and line.measure == "amount"):
            groups.setdefault((line.source_key, line.time, line.path, line.side), []).append(line)
    settled = {}
    for group in groups.values():
        chosen = _current(group)
        for line in group:
            if line is chosen:
                settled[line.index] = replace(line, measure=current if len(group) > 1 else "amount")
            elif chosen is not None:
                settled[line.index] = replace(line, measure="before")
    return [settled.get(line.index, line) for line in lines]


def _current(group: Sequence[HeaderPath]) -> HeaderPath | None:
    plain = [line for line in group if line.measure == "amount"]
    later = [line for line in group if line.measure == "after"]
    # A state after another one is the later one, also where it names none: 당초 │ 예산액.
    stated = later or plain or [line for line in group if not any(word in line.text for word in _OF_LAST_YEAR)]
    return stated[-1] if stated else None
