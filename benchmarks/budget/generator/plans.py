"""Whole random plans: a budget chapter with one to three tables, words around them, and tables of other money."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random
from typing import Any

from benchmarks.budget.generator.facts import Facts, random_facts
from benchmarks.budget.generator.tables import Maker, Rows, decorated, sheet_of, transposed, with_share_row
from benchmarks.budget.generator.words import CAPTIONS, HEADINGS, NAMES, NOTES
from samples.document import Block, Heading, PageBreak, Paragraph, Table
from samples.layouts.sheets import Money, Sheet
from samples.layouts.tables import printed

Parts = list[Block | Sheet]
_WITHOUT_SOURCES = {"names-by-years", "classified-twice"}
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
        return [printed(part) for part in self.parts]

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
    chosen = rng.sample(tuple(_layouts(maker)), rng.randint(1, 3))
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


def _layouts(maker: Maker) -> dict[str, Callable[[], Rows]]:
    return {
        "source-column": maker.by_source_column,
        "source-row": maker.by_source_row,
        "years-by-sources": maker.years_by_sources,
        "sources-by-years": maker.sources_by_years,
        "names-by-sources": maker.names_by_sources,
        "names-by-years": maker.names_by_years,
        "sources-by-states": maker.sources_by_states,
        "years-and-sources": maker.years_and_sources,
        "names-by-years-and-sources": maker.names_by_years_and_sources,
        "years-and-sources-across": lambda: transposed(maker.years_and_sources(), headed=None),
        "names-by-sources-transposed": lambda: transposed(maker.names_by_sources()),
        "years-by-sources-transposed": lambda: transposed(maker.years_by_sources()),
        "sources-by-states-transposed": lambda: transposed(maker.sources_by_states()),
        "areas-by-sources": maker.areas_by_sources,
        "amounts-beside-shares": maker.amounts_beside_shares,
        "classified-twice": maker.classified_twice,
        "income-and-spending": maker.income_and_spending,
    }


def _sheet(name: str, maker: Maker, rng: Random) -> Sheet:
    rows = _layouts(maker)[name]()
    if name == "source-row" and rng.random() < 0.5:
        rows = with_share_row(rows)
    elif name in ("years-by-sources", "names-by-sources", "sources-by-years", "names-by-years"):
        rows = decorated(rows, rng)
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
    return wrong, sheet.how.text(changed.krw)


def _parts(rng: Random, facts: Facts, sheets: list[Sheet]) -> Parts:
    parts: Parts = [
        Paragraph("지역 주도형 AI 전환 사업계획서", "title"),
        Heading(1, "Ⅰ. 사업 개요"),
        Paragraph("신청기관 : 충청남도"),
        Paragraph(f"사업기간 : {facts.years[0]}. 4. 1. ~ {facts.years[-1]}. 12. 31."),
        Heading(1, f"Ⅱ. {rng.choice(HEADINGS)}"),
    ]
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
    parts.append(_title_box(rng) if rng.random() < 0.2 else Paragraph("2026년 4월 착수"))
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


def _title_box(rng: Random) -> Table:
    return replace(Table((("", str(rng.randint(1, 9)), "추진 일정"),)), header_rows=0)
