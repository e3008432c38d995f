"""What a plan spends on something that a reviewer names: GPU, 장비, 교육.

Three places of a plan can tell, and they overlap: programmes that are called so, lines of its budget tables, and
calculations beside amounts. They are listed apart and never added to each other. A programme that only speaks of it
is listed, too, but not counted: not all of its money goes there.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from schemas import Amount, BudgetEntry, Program, Proposal, Source, add

_BLANK: Final = re.compile(r"\s+")
_MAX_LINES: Final = 100
_MAX_WORD: Final = 40


class Basis(StrEnum):
    """Where the money is called so."""

    PROGRAM = "프로그램명"
    ITEM = "예산 항목"
    CALCULATION = "산출근거"
    MENTION = "내용에 언급"


@dataclass(frozen=True)
class SpendingLine:
    """An amount of a plan with what it is called; `amount` is None where the plan gives it none."""

    basis: Basis
    label: str
    amount: Amount | None
    detail: str = ""


@dataclass(frozen=True)
class Spending:
    """Everything of a plan that names a word, a basis after the other; `omitted` lines were too many to list."""

    word: str
    lines: tuple[SpendingLine, ...]
    omitted: int = 0

    def of(self, basis: Basis) -> tuple[SpendingLine, ...]:
        """The lines of one basis."""
        return tuple(line for line in self.lines if line.basis is basis)

    def krw(self, basis: Basis) -> int | None:
        """The money of one basis; None where no line of it has any, or only speaks of it."""
        amounts = [line.amount.krw for line in self.of(basis) if line.amount is not None]
        return sum(amounts) if amounts and basis is not Basis.MENTION else None


def spending_on(proposal: Proposal, word: str) -> Spending:
    """What the plan spends on what a word names, by its programmes, its budget lines and its calculations."""
    key = _key(word[:_MAX_WORD])
    if not key:
        return Spending(word, ())
    lines = (*_programs(proposal, key), *_items(proposal, key), *_calculations(proposal, key))
    return Spending(word, lines[:_MAX_LINES], max(len(lines) - _MAX_LINES, 0))


def _programs(proposal: Proposal, key: str) -> Iterator[SpendingLine]:
    named = [program for program in proposal.programs if key in _key(program.title)]
    for program in named:
        yield SpendingLine(Basis.PROGRAM, program.title, program.funding.total, _targets(program, key))
    for program in proposal.programs:
        said = next((text for text in _texts(program) if key in _key(text)), None)
        if program not in named and said is not None:
            yield SpendingLine(Basis.MENTION, program.title, program.funding.total, said)


def _items(proposal: Proposal, key: str) -> Iterator[SpendingLine]:
    """The items of the budget tables that are called so, each once however many tables print it."""
    found: dict[tuple[str | None, ...], list[BudgetEntry]] = defaultdict(list)
    for entry in proposal.budget.entries:
        if entry.item is not None and key in _key(entry.item):
            found[entry.item, entry.program, entry.organization].append(entry)
    for (item, *names), entries in found.items():
        first = [entry for entry in entries if entry.table == entries[0].table]
        yield SpendingLine(Basis.ITEM, item or "", _whole(first), " · ".join(name for name in names if name))


def _whole(entries: Sequence[BudgetEntry]) -> Amount | None:
    """The money of an item over all sources and years, as printed, or else as the sum of what is printed."""
    totals = [entry for entry in entries if entry.source is Source.TOTAL]
    whole = next((entry for entry in totals if entry.year is None), None)
    if whole is not None:
        return whole.amount
    if totals:
        return add([entry.amount for entry in totals], "연차별 금액의 합")
    parts = [entry for entry in entries if entry.source in Source.TOTAL.parts]
    plain = [entry for entry in parts if entry.year is None] or parts
    return add([entry.amount for entry in plain], "재원별 금액의 합") if plain else None


def _calculations(proposal: Proposal, key: str) -> Iterator[SpendingLine]:
    for item in proposal.statements.line_items:
        if key in _key(item.label) or key in _key(item.calculation):
            yield SpendingLine(Basis.CALCULATION, item.label, item.amount, item.calculation)


def _texts(program: Program) -> Iterator[str]:
    yield from (text for text in (program.purpose, program.method) if text)
    yield from program.content
    yield from (_target(kpi.name, kpi.value, kpi.unit) for kpi in program.kpis if kpi.year is None)


def _targets(program: Program, key: str) -> str:
    told = [_target(kpi.name, kpi.value, kpi.unit) for kpi in program.kpis if kpi.year is None]
    return ", ".join([each for each in told if key in _key(each)] or told)


def _target(name: str, value: float | None, unit: str | None) -> str:
    return f"{name} {value:,}{unit or ''}" if value is not None else name


def _key(text: str) -> str:
    """A text without blanks and case, so that `GPU 서버` finds `gpu서버`."""
    return _BLANK.sub("", unicodedata.normalize("NFKC", text)).casefold()
