"""States of one amount in unknown words, told by the states beside them: 계획 │ 확정, 신청 │ 선정, 1차 │ 최종.

Each is about as large as the state beside it, in the same year and of the same source: what stands before 확정 is an
earlier state, what stands behind 신청 a later one. Two unknown ones whose difference a third line prints (증감) are an
earlier and a later one. A word once told is the same everywhere on its axis.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from extractors.budget.arithmetic import NumberLine, support
from extractors.budget.tables.headers.header_paths import HeaderPath
from extractors.budget.vocabulary.label_parser import label_key

_STATES: Final = ("before", "after")
_MAX_UNKNOWN: Final = 2  # states of one amount beside known ones; a list of more names is no list of states
_AS_LARGE: Final = 3  # two states of one amount seldom differ by more than this factor; unmeasured beyond the tests

Numbers = Callable[[HeaderPath], NumberLine]


def with_told_states(lines: Sequence[HeaderPath], numbers: Numbers) -> list[HeaderPath]:
    """The lines, with the measure "before" or "after" for those in unknown words that are states of an amount."""
    groups: dict[tuple[object, ...], list[HeaderPath]] = {}
    for line in lines:
        if not (line.shares or line.counts or line.is_sum):
            groups.setdefault(_apart_from_state(line), []).append(line)
    told: dict[str, str] = {}
    for group in groups.values():
        told |= _told_in(group, numbers)
    return [_as_state(line, told.get(_word(line), "")) for line in lines] if told else list(lines)


def _told_in(group: Sequence[HeaderPath], numbers: Numbers) -> dict[str, str]:
    """The unknown words of one amount's lines, with the state that each names."""
    open_lines = [line for line in group if line.measure == "amount" and _is_open(line)]
    hinted = [line for line in open_lines if line.state_hint is not None]
    known = [*(line for line in group if line.measure in _STATES), *hinted]
    unknown = [line for line in open_lines if line.state_hint is None]
    changes = [line for line in group if line.measure == "change"]
    if not open_lines or len(open_lines) > _MAX_UNKNOWN or len(known) + len(unknown) + len(changes) < len(group):
        return {}
    if not known:
        return _apart_by_change(unknown, changes, numbers)
    if len(group) < 2 or not all(_are_as_large(numbers(line), numbers(known[0])) for line in open_lines):
        return {}
    last = max(line.index for line in known)
    by_place = {_word(line): "after" if line.index > last else "before" for line in unknown}
    return by_place | {_word(line): line.state_hint or "" for line in hinted}


def _apart_by_change(unknown: Sequence[HeaderPath], changes: Sequence[HeaderPath], numbers: Numbers) -> dict[str, str]:
    if len(unknown) != _MAX_UNKNOWN or len(changes) != 1:
        return {}
    earlier, later = unknown
    told = support(numbers(changes[0]), [numbers(later)], [numbers(earlier)])
    return {_word(earlier): "before", _word(later): "after"} if told.is_proven and told.held > 1 else {}


def _are_as_large(one: NumberLine, other: NumberLine) -> bool:
    """Whether two lines are of one size wherever both print an amount."""
    pairs = [(abs(one[at].value), abs(other[at].value)) for at in one.keys() & other.keys()]
    pairs = [(a, b) for a, b in pairs if a and b]
    near = sum(max(a, b) <= _AS_LARGE * min(a, b) for a, b in pairs)
    return bool(pairs) and near * 2 > len(pairs)


def _is_open(line: HeaderPath) -> bool:
    """Whether the last word of a line may be a state: it is neither known nor a name that the table's axis says."""
    return bool(line.headers) and (line.unknown or (bool(line.levels) and line.levels[-1].is_guessed))


def _apart_from_state(line: HeaderPath) -> tuple[object, ...]:
    path = line.path[:-1] if line.levels and line.levels[-1].is_guessed else line.path
    return (line.period, line.span, line.side, line.source_key, path)


def _word(line: HeaderPath) -> str:
    return label_key(line.headers[-1]) if line.headers and _is_open(line) else ""


def _as_state(line: HeaderPath, measure: str) -> HeaderPath:
    if not measure or line.measure != "amount":
        return line
    levels = line.levels[:-1] if line.levels and line.levels[-1].is_guessed else line.levels
    return replace(line, measure=measure, unknown=False, levels=levels)
