"""Sources that a table prints in several lines under words of their own: 도비 │ 시비 │ 군비, 대학부담 │ 기업부담.

Beside each other they are parts of one source and not the same amount twice. A total that holds without one of them
says otherwise; where several words stand for one source and nothing adds them up, they are left alone.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from extractors.budget.arithmetic import NumberLine, support
from extractors.budget.tables.headers.header_paths import HeaderPath
from extractors.budget.tables.headers.unknown_lines import top_parts
from extractors.budget.vocabulary.label_parser import label_key, plain_name

_DIVIDED: Final = frozenset({"local", "metro", "district", "private", "national", "other_source"})
_FORMS: Final = frozenset({"현금", "현물"})

Numbers = Callable[[HeaderPath], NumberLine]


def with_divided_sources(lines: Sequence[HeaderPath], numbers: Numbers) -> list[HeaderPath]:
    """The lines with their own word as `source_name` where several of them make up one source."""
    groups: dict[tuple[object, ...], list[HeaderPath]] = {}
    for line in lines:
        if line.is_money and line.source is not None:
            groups.setdefault((line.coordinate, line.classification), []).append(line)
    named: dict[int, HeaderPath] = {}
    for group in groups.values():
        named |= _divided_in(group, numbers)
    return [named.get(line.index, line) for line in lines]


def _divided_in(group: Sequence[HeaderPath], numbers: Numbers) -> dict[int, HeaderPath]:
    by_source: dict[str, list[HeaderPath]] = {}
    for line in group:
        if line.source in _DIVIDED and not line.is_sum:
            by_source.setdefault(line.source or "", []).append(line)
    divided = [lines for lines in by_source.values() if len(lines) > 1 and _have_own_words(lines)]
    totals = [line for line in group if line.source == "total"]
    if not divided or len(totals) != 1:
        return {}
    parts = top_parts([line for line in group if line.source != "total"])
    if not support(numbers(totals[0]), [numbers(part) for part in parts]).is_proven:
        return {}
    return {line.index: replace(line, source_name=_word(line)) for lines in divided for line in lines}


def _have_own_words(lines: Sequence[HeaderPath]) -> bool:
    return len({label_key(_word(line)) for line in lines}) == len(lines)


def _word(line: HeaderPath) -> str:
    """The last header, and with 현금 or 현물 what it is a form of."""
    words = line.headers[-2:] if line.headers and label_key(line.headers[-1]) in _FORMS else line.headers[-1:]
    return plain_name(" ".join(words) or line.text)
