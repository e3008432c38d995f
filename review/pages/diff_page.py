"""The page of what changed between two versions of a plan: money, programmes, text, findings; personal data masked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from records import VersionDiff
from records.changes import MoneyChange
from review.pages.version_changes import TEXT_NOT_KEPT, changes_in_korean, coordinate_text
from review.rendering.labels_ko import NOT_STATED
from review.rendering.masking import masked_model
from schemas import Call
from schemas.formatting import common_unit, in_unit
from schemas.units import MoneyUnit

MAX_ROWS = 200
"""Rows of a table on the page; `simsa diff` tells all."""

_AS_TABLES = frozenset({"재원", "예산표", "본문"})


@dataclass(frozen=True)
class MoneyRow:
    """An amount before and after and what it grew by, in the page's unit."""

    where: str
    before: str
    after: str
    difference: str


@dataclass(frozen=True)
class TextRow:
    """A line of a section before and after."""

    section: str
    before: str
    after: str


@dataclass(frozen=True)
class DiffPage:
    """What the page shows. `headings` are the rest of the changes, a line each."""

    before: str
    after: str
    unit_name: str
    unasked: tuple[str, ...]
    money: tuple[MoneyRow, ...]
    money_omitted: int
    text: tuple[TextRow, ...]
    text_omitted: int
    text_unknown: str | None
    headings: tuple[tuple[str, tuple[str, ...]], ...]
    is_empty: bool

    @property
    def counts(self) -> str:
        """What changed in numbers."""
        lines = sum(len(lines) for heading, lines in self.headings if heading == "세부 프로그램")
        return f"금액 {len(self.money) + self.money_omitted}건, 프로그램 {lines}줄, 본문 {len(self.text)}곳"


def diff_page(diff: VersionDiff, call: Call) -> DiffPage:
    """Lay the changes out; all amounts in one unit."""
    diff = masked_model(diff)
    money = [*diff.funding, *diff.money]
    unit = common_unit(
        amount for change in money for amount in (change.before_krw, change.after_krw) if amount is not None
    )
    text = diff.text.changes if diff.text else ()
    told = [(name, lines) for name, lines in changes_in_korean(diff, call) if name not in _AS_TABLES]
    return DiffPage(
        before=diff.before,
        after=diff.after,
        unit_name=unit.korean,
        unasked=diff.unasked,
        money=tuple(_money_rows(money[:MAX_ROWS], unit)),
        money_omitted=max(0, len(money) - MAX_ROWS),
        text=tuple(
            TextRow(change.section or "첫머리", change.before or "", change.after or "") for change in text[:MAX_ROWS]
        ),
        text_omitted=max(0, len(text) - MAX_ROWS) + (diff.text.omitted if diff.text else 0),
        text_unknown=None if diff.text else TEXT_NOT_KEPT,
        headings=tuple((name, lines) for name, lines in told if name != "요청하지 않은 변경"),
        is_empty=diff.is_empty,
    )


def _money_rows(changes: Sequence[MoneyChange], unit: MoneyUnit) -> Iterator[MoneyRow]:
    for change in changes:
        before, after = (
            NOT_STATED if amount is None else in_unit(amount, unit) for amount in (change.before_krw, change.after_krw)
        )
        gap = change.difference_krw
        sign = "" if not gap else "△" if gap < 0 else "+"
        yield MoneyRow(
            coordinate_text(change), before, after, "" if gap is None else f"{sign}{in_unit(abs(gap), unit)}"
        )
