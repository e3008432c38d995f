"""현금 and 현물 that stand alone: forms in which all of the money is given, where nothing says that they are 자부담."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from extractors.budget.tables.headers.header_paths import HeaderPath

_FORMS: Final = frozenset({"cash", "in_kind"})


def with_plain_forms(
    lines: Sequence[HeaderPath], crossing: Sequence[HeaderPath], *, names_private: bool
) -> list[HeaderPath]:
    """The lines with the sum of 현금 and 현물 as a sum of all, where no header of them names another source.

    Where no crossing line is a source either, 현금 and 현물 themselves are no sources but measures of the same money.
    """
    sources = {line.source for line in lines}
    if names_private or not sources >= _FORMS or not sources <= _FORMS | {None, "total", "private"}:
        return list(lines)
    if any(line.source == "private" and not line.is_sum for line in lines):
        return list(lines)
    is_crossed_by_sources = any(line.source not in (None, "total") for line in crossing)
    return [_plain(line, keeps_forms=is_crossed_by_sources) for line in lines]


def sums_forms(row: HeaderPath, column: HeaderPath, rows: Sequence[HeaderPath], columns: Sequence[HeaderPath]) -> bool:
    """Whether a figure sums one form over several sources (계 │ 현금): it is no private source's money."""
    return _is_form_over(row, column, columns) or _is_form_over(column, row, rows)


def _is_form_over(form: HeaderPath, line: HeaderPath, lines: Sequence[HeaderPath]) -> bool:
    if form.source not in _FORMS or line.source not in (None, "total"):
        return False
    return any(other.source in ("national", "local", "metro", "district") for other in lines)


def _plain(line: HeaderPath, *, keeps_forms: bool) -> HeaderPath:
    if line.source == "private":
        return replace(line, source=None)
    if line.source in _FORMS and not keeps_forms:
        return replace(line, source=None, measure=line.source)
    return line
