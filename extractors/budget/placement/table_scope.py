"""Whether a table lays out this plan's money: by what it holds first, by the words around it last.

Two sources of money side by side say so by themselves. What titles a table (its caption, the heading above it, a
title-like line before it) may say that it is an example, a limit or price, or another programme's money; a remark in a
sentence (부가가치세 포함, 1인당 …) does not.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from extractors.budget.tables.figures import BudgetFigure, FigureBlock
from extractors.budget.tables.table_context import TableContext
from extractors.budget.vocabulary.label_parser import Lexicon, parent_source
from schemas import Table

_TOP_LEVEL: Final = frozenset({"national", "local", "private"})
# At the end of a title or in brackets of its own: 예시 before a name is a name.
_EXAMPLE: Final = re.compile(
    r"(?:예\s?시|작성\s?예|작성\s?례|작성\s?요령|작성\s?방법|견본|샘플|산정\s?예|구성\s?예|(?:산정|산출|구성|계산|적용)\s?사례)\s*(?:안|표|임)?\s*"
    r"(?:$|[()<>\[\]〔〕〈〉【】「」『』:：])"
    r"|(?:^|[\s(<\[〈【])예\s*\)"
)
# A remark that says it of what follows: ※ 아래 표는 작성 예시이며 ….
_EXAMPLE_FOLLOWS: Final = re.compile(
    r"(?:아래|다음|하기)(?:의|는|\s)[^.]{0,15}예\s?시(?:이며|이므로|임|로|입니다|이니)"
)
_EXAMPLE_ALONE: Final = re.compile(r"[\s※○□◦·*\-☞→]*(?:작성\s?)?예시?\s*[:：]?\s*")
_PER_ONE: Final = re.compile(
    r"(?:1\s?개사|기업|개사|업체|과제|1\s?인|인|건|개소|1\s?개소|팀|명)\s?당(?![가-힣])|1\s?개사\b"
)
_SENTENCE: Final = re.compile(
    r"(?:하여|하고|하며|따라|의거)\s|(?:산정|준용|반영|계상|함|음|임|됨|함\)|다|요|것|바람|가능|예정|기준|포함|제외|별도|적용|환산)\s*[.)]*$"
)
_REMARK: Final = ("※", "*", "주)", "주:", "☞", "→", "＊")
_MAX_TITLE: Final = 40  # letters; a longer line says something instead of titling
_PLAN_WORDS: Final = re.compile(r"본\s?사업|동\s?사업|이\s?사업|총괄")


@dataclass(frozen=True)
class TableScope:
    """Whether a table's figures are the plan's money; `reason` says in Korean why figures of money were set aside."""

    is_budget: bool
    reason: str | None = None


def scope_of(
    table: Table, blocks: Sequence[FigureBlock], around: TableContext, lexicon: Lexicon, call_year: int
) -> TableScope:
    """Whether a table lays out this plan's money, and why not."""
    figures = [figure for block in blocks for figure in block.figures.values()]
    if not figures:
        return TableScope(is_budget=False)
    sources = {_top_level(figure.source) for figure in figures if figure.source != "total"}
    by_sources = len(sources & _TOP_LEVEL) >= 2
    reason = _reason_against(table, blocks, around, lexicon, call_year, by_sources=by_sources)
    if reason is not None:
        return TableScope(is_budget=False, reason=reason if sources or _names_total(blocks) else None)
    if by_sources:
        return TableScope(is_budget=True)
    about_money = _is_about_money(around, lexicon)
    titles = " ".join(_titles(table, around))
    if lexicon.mentions(titles, "foreign"):
        return TableScope(is_budget=False, reason="사업비가 아닌 금액으로 보임" if sources else None)
    if lexicon.mentions(titles, "status") and not about_money:
        return TableScope(is_budget=False, reason="현황·실적 금액으로 보임" if sources else None)
    if lexicon.mentions(" ".join(around.headings), "status"):
        return TableScope(is_budget=False, reason="현황·실적 금액으로 보임" if sources else None)
    return TableScope(is_budget=about_money or (_names_total(blocks) and bool(sources)))


def _reason_against(
    table: Table,
    blocks: Sequence[FigureBlock],
    around: TableContext,
    lexicon: Lexicon,
    call_year: int,
    *,
    by_sources: bool,
) -> str | None:
    """What says that figures of money are not the plan's, however well they add up."""
    figures = [figure for block in blocks for figure in block.figures.values()]
    if _are_only_past(figures, call_year):
        return f"{call_year}년 이전의 금액"
    titles = _titles(table, around)
    if _is_example(table, titles, around):
        return "예시로 적은 금액"
    if any(_PER_ONE.search(title) for title in titles):
        return "한 곳·한 사람에 대한 금액"
    # Of a title that names a limit and one that names the budget the nearer one tells.
    telling = [t for t in titles if lexicon.mentions(t, "limits") or lexicon.mentions(t, "budget")]
    if telling and lexicon.mentions(telling[0], "limits"):
        return "한도·단가·수수료의 기준 금액"
    if any(lexicon.mentions(title, "other_program") and not _PLAN_WORDS.search(title) for title in titles):
        return "다른 사업의 금액"
    own = [title for title in titles if lexicon.mentions(title, "status")]
    if own and not _is_about_money(around, lexicon) and not (by_sources and _has_coming_years(figures, call_year)):
        return "현황·실적 금액으로 보임"
    return None


def _is_example(table: Table, titles: Sequence[str], around: TableContext) -> bool:
    """Whether a title, the line before or the corner of the headers (구분(예시)) says that a table is an example."""
    corner = [" ".join(cell.text.split()) for cell in table.cells if cell.row == 0 and cell.col == 0]
    if any(_EXAMPLE.search(said) for said in (*titles, *_line_before(around), *corner)):
        return True
    return _EXAMPLE_ALONE.fullmatch(around.before) is not None or _EXAMPLE_FOLLOWS.search(around.before) is not None


def _titles(table: Table, around: TableContext) -> list[str]:
    """The texts that say what a table is, the nearest first: a first row of one cell, caption, line before, heading."""
    first_row = [cell for cell in table.cells if cell.row == 0]
    inner = first_row[0].text if len(first_row) == 1 and first_row[0].col_span == table.column_count > 1 else ""
    before = around.before if is_title_like(around.before) else ""
    return [" ".join(text.split()) for text in (inner, around.caption, before, *around.headings[-1:]) if text]


def _line_before(around: TableContext) -> list[str]:
    """A short line before a table that is no remark: it may end as a sentence and still say that an example follows."""
    shown = " ".join(around.before.split())
    return [shown] if len(shown) <= _MAX_TITLE and not shown.startswith(_REMARK) else []


def is_title_like(text: str) -> bool:
    """Whether a line names what follows instead of remarking on it."""
    shown = " ".join(text.split())
    return bool(shown) and len(shown) <= _MAX_TITLE and not shown.startswith(_REMARK) and not _SENTENCE.search(shown)


def _is_about_money(around: TableContext, lexicon: Lexicon) -> bool:
    said = f"{around.caption} {around.before}"
    return lexicon.mentions(said, "budget") or lexicon.mentions(" ".join(around.headings[-1:]), "budget")


def _top_level(source: str) -> str:
    parent = parent_source(source)
    return source if parent in (None, "total") else _top_level(parent or source)


def _names_total(blocks: Sequence[FigureBlock]) -> bool:
    return any("total" in (line.source or "") for block in blocks for line in (*block.rows, *block.columns))


def _are_only_past(figures: Sequence[BudgetFigure], call_year: int) -> bool:
    years = [figure.period[1] for figure in figures if figure.period is not None and figure.period[0] == "year"]
    return bool(years) and max(years) < call_year


def _has_coming_years(figures: Sequence[BudgetFigure], call_year: int) -> bool:
    periods = {figure.period for figure in figures if figure.period is not None}
    return any(kind == "nth" or number >= call_year for kind, number in periods)
