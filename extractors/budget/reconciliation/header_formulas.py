"""Sums that a table's own headers write as formulas: 정부지원(A) │ 자기부담(B) │ 총사업비(C=A+B), 합계(ⓐ+ⓑ), 증감(B-A).

A formula says what the plan means, so it is checked as it stands; where its letters name no line of the table, or more
than the headers tell apart, it is left alone.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.budget.placement.budget_tables import BudgetTable
from extractors.budget.reconciliation.sum_constraints import Place, SumConstraint, printed_amount
from extractors.budget.tables.figures import FigureBlock
from extractors.budget.tables.headers.header_paths import HeaderPath
from extractors.korean.numerals import half_width

_WIDE_LETTERS = {wide: wide - 0xFEE0 for start in "Ａａ" for wide in range(ord(start), ord(start) + 26)}
_CIRCLED = r"[ⓐ-ⓩⒶ-Ⓩ①-⑳㉠-㉭]"
_LETTER = rf"(?:(?<![A-Za-z])[A-Za-z](?![A-Za-z])|{_CIRCLED})"
_TERMS = rf"{_LETTER}(?:\s*[+\-−–]\s*{_LETTER})+"
_DEFINED = re.compile(rf"({_LETTER})\s*=\s*({_TERMS})")
_ALONE = re.compile(rf"[(\[]\s*({_TERMS})\s*[)\]]")
_NAMED = re.compile(rf"[(\[]\s*({_LETTER})\s*[)\]]|({_CIRCLED})|(?<=[가-힣)])\s*([A-Z])(?=\s|$)")
_TERM = re.compile(rf"([+\-−–]?)\s*({_LETTER})")


@dataclass(frozen=True)
class Formula:
    """The sum that a header spells: its terms' letters with their signs, and its own letter where it has one."""

    letter: str | None
    terms: tuple[tuple[bool, str], ...]

    @property
    def text(self) -> str:
        """The formula as headers print it: C=A+B."""
        terms = "".join(("+" if plus else "-") + letter for plus, letter in self.terms).removeprefix("+")
        return f"{self.letter}={terms}" if self.letter else terms


def read_formula(text: str) -> Formula | None:
    """The formula in a header, if it has one."""
    narrow = _half_width(text)
    defined, alone = _DEFINED.search(narrow), _ALONE.search(narrow)
    if defined is not None:
        return Formula(_same_case(defined[1]), _terms(defined[2]))
    if alone is None:
        return None
    return Formula(next(iter(read_letters(narrow)), None), _terms(alone[1]))


def read_letters(text: str) -> frozenset[str]:
    """The letters that a header gives its line to be referred to by; those inside its formula are others' letters."""
    narrow = _half_width(text)
    own = {_same_case(found[1]) for found in _DEFINED.finditer(narrow)}
    outside = _ALONE.sub(" ", _DEFINED.sub(" ", narrow))
    return frozenset(own | {_same_case(found[found.lastindex or 0]) for found in _NAMED.finditer(outside)})


def _terms(text: str) -> tuple[tuple[bool, str], ...]:
    return tuple((sign in ("", "+"), _same_case(letter)) for sign, letter in _TERM.findall(text))


def _half_width(text: str) -> str:
    return half_width(text).replace("＝", "=").translate(_WIDE_LETTERS)


def _same_case(letter: str) -> str:
    return letter.upper()


def formula_sums(tables: Sequence[BudgetTable], known: Sequence[SumConstraint]) -> list[SumConstraint]:
    """Every sum that a formula in a header states, for each line of figures that it crosses.

    A sum that is `known` already is left out, also where it is known by steps: 합계(A+B+C) as A and 소계(B+C).
    """
    parts_of: dict[Place, list[tuple[Place, ...]]] = {}
    for relation in known:
        total, *parts = relation.places
        parts_of.setdefault(total, []).append(tuple(parts))
    stated = [relation for table in tables for block in table.blocks for relation in _within(block, table.title)]
    return [relation for relation in stated if not _is_known(relation, parts_of)]


def _is_known(relation: SumConstraint, parts_of: Mapping[Place, Sequence[tuple[Place, ...]]]) -> bool:
    total, *parts = relation.places
    return any(_leaves(parts, parts_of) == _leaves(known, parts_of) for known in parts_of.get(total, ()))


def _leaves(places: Sequence[Place], parts_of: Mapping[Place, Sequence[tuple[Place, ...]]]) -> frozenset[Place]:
    """The places, each replaced by what it is known to be the sum of, down to what is no sum."""
    reached, leaves = list(places), set[Place]()
    seen = set[Place]()
    while reached:
        place = reached.pop()
        if place in seen:
            continue
        seen.add(place)
        if place in parts_of:
            reached += parts_of[place][0]
        else:
            leaves.add(place)
    return frozenset(leaves)


def _within(block: FigureBlock, title: str) -> Iterator[SumConstraint]:
    for formula, total, parts in _sums(block.rows):
        for column in block.columns:
            yield from _relation(block, title, formula, [(line.index, column.index) for line in (total, *parts)])
    for formula, total, parts in _sums(block.columns):
        for row in block.rows:
            yield from _relation(block, title, formula, [(row.index, line.index) for line in (total, *parts)])


def _relation(
    block: FigureBlock, title: str, formula: Formula, places: Sequence[tuple[int, int]]
) -> Iterator[SumConstraint]:
    total, *parts = (block.figures.get(place) for place in places)
    printed = tuple(printed_amount(part, title) for part in parts if part is not None)
    if total is None or not printed:
        return
    whole = printed_amount(total, title)
    yield SumConstraint(f"{title} '{whole.name}' {formula.text}", whole, printed)


def _sums(lines: Sequence[HeaderPath]) -> Iterator[tuple[Formula, HeaderPath, list[HeaderPath]]]:
    """Each formula with the line that it makes a sum and the lines that it adds up."""
    usable = [line for line in lines if not line.shares and not line.unknown]
    letters = {line.index: read_letters(_header_text(line)) for line in usable}
    for line in usable:
        formula = read_formula(_header_text(line))
        if formula is None or not _is_the_line_of(formula, line, usable):
            continue
        terms = [(plus, _line_of(letter, line, usable, letters)) for plus, letter in formula.terms]
        added = [part for plus, parts in terms if plus for part in parts]
        taken = [part for plus, parts in terms if not plus for part in parts]
        used = {part.index for part in (*added, *taken)}
        if not all(parts for _, parts in terms) or line.index in used or len(used) < len(added) + len(taken):
            continue
        if not taken:
            yield formula, line, added
        elif len(added) == 1:
            # 증감(B-A) as B = A + 증감: a sum of printed amounts, as all the others.
            yield formula, added[0], [*taken, line]


def _is_the_line_of(formula: Formula, line: HeaderPath, lines: Sequence[HeaderPath]) -> bool:
    """Whether a formula is the line's own: a header over several lines gives its formula to the sum among them."""
    beside = [other for other in lines if _scope(other) == _scope(line)]
    sharing = [other for other in beside if read_formula(_header_text(other)) == formula]
    return len(sharing) == 1 or [other for other in sharing if other.is_sum] == [line]


def _line_of(
    letter: str, at: HeaderPath, lines: Sequence[HeaderPath], letters: Mapping[int, frozenset[str]]
) -> list[HeaderPath]:
    """The lines that a letter stands for beside a formula: one, or all below one header without a sum of its own."""
    named = [line for line in lines if letter in letters[line.index]]
    beside = [line for line in named if _scope(line) == _scope(at)]
    beside = beside or [line for line in named if _is_within(line, at)]
    sums = [line for line in beside if line.is_sum]
    chosen = sums if len(sums) == 1 else beside
    # The same letter at places apart is one letter for several things: a table of the kind twice, side by side.
    return chosen if all(after.index - before.index == 1 for before, after in pairwise(chosen)) else []


def _is_within(line: HeaderPath, whole: HeaderPath) -> bool:
    return whole.period in (None, line.period) and line.path[: len(whole.path)] == whole.path


def _header_text(line: HeaderPath) -> str:
    return " ".join(line.headers)


def _scope(line: HeaderPath) -> tuple[object, ...]:
    return (line.period, line.path)
