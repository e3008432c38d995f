"""Whole random plans: a budget chapter with one to three tables, words around them, and tables of other money."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random
from typing import Any, Final

from benchmarks.budget.generator import mixed_tables as mixed
from benchmarks.budget.generator import plain_tables as plain
from benchmarks.budget.generator import state_tables as states
from benchmarks.budget.generator.axes import Maker
from benchmarks.budget.generator.cells import Framed, Rows, plain_print
from benchmarks.budget.generator.decoration import (
    decorated,
    sheet_of,
    transposed,
    with_serial_numbers,
    with_share_row,
    with_stacked_rows,
    with_title,
)
from benchmarks.budget.generator.facts import Facts, random_facts
from benchmarks.budget.generator.words import CAPTIONS, HEADINGS, NAMES, NOTES, TITLES
from samples.document import Block, Heading, PageBreak, Paragraph, Table
from samples.layouts.sheets import Money, Sheet

Parts = list[Block | Sheet]
Layout = Callable[[Maker], Rows]
_PLAIN: Final[dict[str, Layout]] = {
    "source-column": plain.by_source_column,
    "source-row": plain.by_source_row,
    "years-by-sources": plain.years_by_sources,
    "sources-by-years": plain.sources_by_years,
    "names-by-sources": plain.names_by_sources,
    "names-by-years": plain.names_by_years,
    "years-and-sources": plain.years_and_sources,
    "names-by-years-and-sources": plain.names_by_years_and_sources,
    "areas-by-sources": plain.areas_by_sources,
    "sources-by-spans": plain.sources_by_spans,
    "sources-by-states": states.sources_by_states,
    "states-by-sources": states.states_by_sources,
    "states-down": states.states_down,
    "states-of-names": states.states_of_names,
    "states-in-cells": states.states_in_cells,
    "amounts-beside-shares": mixed.amounts_beside_shares,
    "shares-below-amounts": mixed.shares_below_amounts,
    "shares-in-headers": mixed.shares_in_headers,
    "counts-beside-amounts": mixed.counts_beside_amounts,
    "products-beside-amounts": mixed.products_beside_amounts,
    "classified-twice": mixed.classified_twice,
    "classified-twice-by-sources": mixed.names_then_names_by_sources,
    "income-and-spending": mixed.income_and_spending,
    "amounts-in-pairs": mixed.amounts_in_pairs,
    "parts-in-brackets": mixed.parts_in_brackets,
}
# Turned about, too: what stands below each other in these, stands side by side in real plans as well.
_TURNED: Final = (
    *("years-and-sources", "names-by-sources", "years-by-sources", "sources-by-states", "areas-by-sources"),
    *("names-by-years-and-sources", "sources-by-spans", "states-by-sources", "states-down", "amounts-beside-shares"),
    *("shares-below-amounts", "counts-beside-amounts", "states-of-names"),
)
LAYOUTS: Final[dict[str, Layout]] = _PLAIN | {
    f"{name}-transposed": lambda maker, make=_PLAIN[name]: transposed(make(maker)) for name in _TURNED
}
_WITHOUT_SOURCES: Final = frozenset(
    {"names-by-years", "classified-twice", "states-of-names", "states-of-names-transposed", "counts-beside-amounts"}
    | {"counts-beside-amounts-transposed", "products-beside-amounts", "amounts-in-pairs", "parts-in-brackets"}
)
# Of one source beside the whole: no sum tells that a word nobody knows is a source there.
_OF_NATIONAL: Final = frozenset({"amounts-in-pairs", "parts-in-brackets"})
_OF_NAMES: Final = frozenset({"names-by-sources", "names-by-years", "products-beside-amounts"})
_MAX_COLUMNS = 16  # wider ones do not fit a page without cutting numbers
_WIDE_COLUMNS = 8  # more stand on a page on its side, as in real plans


@dataclass(frozen=True)
class RandomPlan:
    """A plan, what its tables state, and the cell that was misprinted (as printed), if one was."""

    seed: int
    parts: Parts
    layouts: tuple[str, ...]
    error: str | None = None

    @property
    def blocks(self) -> list[Block]:
        """The plan as an abstract document."""
        return [part.table() if isinstance(part, Sheet) else part for part in self.parts]

    @property
    def entries(self) -> list[dict[str, Any]]:
        """What its tables state."""
        return [entry for part in self.parts if isinstance(part, Sheet) for entry in part.entries()]


def random_plan(seed: int, *, unknown: bool = False, error: bool = False) -> RandomPlan:
    """The plan of a seed; with one source's word made up, or with one cell misprinted."""
    rng = Random(seed)  # noqa: S311 - the same plan for the same seed is the point
    axis = rng.choice(tuple(NAMES))
    names = rng.sample(NAMES[axis], rng.randint(2, min(6, len(NAMES[axis]))))
    facts = random_facts(rng, axis, names)
    maker = Maker(rng, facts, _unknown_source(rng, facts) if unknown else None)
    layouts = [name for name in LAYOUTS if not (maker.unknown == "national" and name in _OF_NATIONAL)]
    chosen = rng.sample(layouts, rng.randint(1, 3))
    # A plan without any table by source is rightly asked for one.
    chosen = chosen if set(chosen) - _WITHOUT_SOURCES else [*chosen, "years-by-sources"]
    sheets = [(name, _sheet(name, maker, rng)) for name in chosen]
    narrow = [(name, sheet) for name, sheet in sheets if len(sheet.grid[0]) <= _MAX_COLUMNS]
    sheets = narrow or [("years-by-sources", _sheet("years-by-sources", maker, rng))]
    chosen = [name for name, _ in sheets]
    if not set(chosen) - _WITHOUT_SOURCES:
        sheets.append(("source-column", _sheet("source-column", maker, rng)))
    printed_wrong = None
    if error:
        at = rng.randrange(len(sheets))
        wrong, printed_wrong = misprinted(sheets[at][1], rng)
        sheets[at] = (sheets[at][0], wrong)
    return RandomPlan(seed, _parts(rng, facts, [sheet for _, sheet in sheets]), tuple(chosen), printed_wrong)


def _unknown_source(rng: Random, facts: Facts) -> str:
    return rng.choice([source for source, parts in facts.scheme.items() if not parts])


def _sheet(name: str, maker: Maker, rng: Random) -> Sheet:
    rows = LAYOUTS[name](maker)
    chosen = rng.random()
    if name in ("source-row", "names-by-sources") and chosen < 0.3:
        rows = with_share_row(rows)
    elif name in _OF_NAMES and chosen < 0.45:
        rows = with_serial_numbers(rows)
    elif name in _OF_NAMES and chosen < 0.55:
        rows = with_stacked_rows(rows, rng)
    elif name in ("years-by-sources", "names-by-sources", "sources-by-years", "names-by-years"):
        rows = decorated(rows, rng)
    if rng.random() < 0.1:
        rows = with_title(rows, rng.choice(TITLES))
    return sheet_of(rows, maker.how, rng)


def misprinted(sheet: Sheet, rng: Random) -> tuple[Sheet, str]:
    """The sheet with one figure printed wrongly, and the figure as it is then printed."""
    places = [
        (row, col)
        for row, cells in enumerate(sheet.grid)
        for col, cell in enumerate(cells)
        if isinstance(cell, Money) and cell.is_entry and cell.krw >= 20 * sheet.how.step
    ]
    row, col = rng.choice(places)
    cell = sheet.grid[row][col]
    assert isinstance(cell, Money)  # noqa: S101 - chosen among the figures
    off = max(10 * sheet.how.step, cell.krw * rng.choice((10, 20, 50, 90)) // 100) // sheet.how.step * sheet.how.step
    wrong = sheet.with_cell(row, col, rng.choice((off, -off)))
    changed = wrong.grid[row][col]
    assert isinstance(changed, Money)  # noqa: S101 - `with_cell` changes a figure
    how = plain_print(wrong.how) if isinstance(changed, Framed) else wrong.how
    return wrong, how.text(changed.krw)


def _parts(rng: Random, facts: Facts, sheets: list[Sheet]) -> Parts:
    parts: Parts = [
        Paragraph("지역 주도형 AI 전환 사업계획서", "title"),
        Heading(1, "Ⅰ. 사업 개요"),
        Paragraph("신청기관 : 충청남도"),
        Paragraph(f"사업기간 : {facts.years[0]}. 4. 1. ~ {facts.years[-1]}. 12. 31."),
        Heading(1, f"Ⅱ. {rng.choice(HEADINGS)}"),
    ]
    if rng.random() < 0.15:
        parts.append(_title_box(rng, rng.choice(HEADINGS)))
    if rng.random() < 0.15:
        parts += _example(rng)
    for number, sheet in enumerate(sheets, 1):
        caption, note = rng.choice(CAPTIONS), rng.choice(NOTES)
        where = "each" if sheet.how.each else rng.choice(("line", "line", "line", "corner", "caption"))
        noted = f" (단위: {sheet.how.unit})" if caption and where == "caption" else ""
        parts += [Paragraph(f"< {caption} {number}{noted} >", "caption")] if caption else []
        parts += [Paragraph(note)] if note else []
        is_wide = len(sheet.grid[0]) > _WIDE_COLUMNS
        parts += [PageBreak(sideways=True)] if is_wide else []
        if where == "corner" and isinstance(sheet.grid[0][0], str):
            sheet = _with_unit_in_corner(sheet)
        elif where != "each" and not noted:
            parts.append(Paragraph(f"(단위: {sheet.how.unit})", "unit"))
        parts.append(sheet)
        parts += [PageBreak()] if is_wide else []
        parts.append(Paragraph(f"{number}번 표와 같이 사업비를 편성함"))
    parts.append(Heading(1, "Ⅲ. 추진일정"))
    parts.append(_title_box(rng, "추진 일정") if rng.random() < 0.2 else Paragraph("2026년 4월 착수"))
    return parts


def _with_unit_in_corner(sheet: Sheet) -> Sheet:
    first, *others = sheet.grid
    return replace(sheet, grid=[[f"{first[0]}\n(단위: {sheet.how.unit})", *first[1:]], *others])


def _example(rng: Random) -> Parts:
    whole = rng.randint(2, 9) * 20
    table = Table(
        (("총사업비", "정부지원금", "자부담"), (f"{whole}백만원", f"{whole // 2}백만원", f"{whole // 2}백만원"))
    )
    return [Paragraph("< 기업 사업비 구성 예시 >", "caption"), table, Paragraph("위는 작성을 돕기 위한 것임")]


def _title_box(rng: Random, title: str) -> Table:
    number = str(rng.randint(1, 9))
    cells = rng.choice((("", number, title), (number, title), (number, "", title), (f"{number}. {title}",)))
    return replace(Table((cells,)), header_rows=0)
