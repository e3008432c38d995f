"""Which figures state this plan's money, and at which coordinate: source, year, area, programme, item, organisation."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from extractors.budget.tables.budget_grid import Grid
from extractors.budget.tables.figures import BudgetFigure, FigureBlock, read_figure_blocks
from extractors.budget.tables.key_value_tables import as_rows, is_overview, money_fields
from extractors.budget.tables.page_break_tables import joined_tables
from extractors.budget.tables.table_context import TableContext, bare_text, contexts_of, plan_years
from extractors.budget.tables.table_units import UnitFinder
from extractors.budget.text.program_amounts import card_program
from extractors.budget.vocabulary.label_parser import (
    Lexicon,
    is_call_title,
    label_key,
    name_key,
    plain_name,
    top_level_source,
)
from extractors.korean.dates import find_years
from schemas import BudgetEntry, Call, Document, Source

_MIN_NAME = 5
_SOURCES = frozenset(source.value for source in Source)
_AXES = ("area", "program", "item", "organization")
_AROUND_TITLES = "<>〈〉[]【】《》「」 "
Names = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class BudgetCoordinate:
    """Where an amount stands: a source, a year (None: all years), and the keys of its names by axis."""

    source: str
    year: int | None = None
    names: Names = ()

    @property
    def is_whole(self) -> bool:
        """Whether the amount is for the whole plan, in one year or in all."""
        return not self.names


@dataclass(frozen=True)
class PlacedFigure:
    """A figure of this plan's budget at its coordinate; `printed` are the names as printed, by axis."""

    figure: BudgetFigure
    at: BudgetCoordinate
    printed: dict[str, str] = field(default_factory=dict)

    @property
    def is_sum(self) -> bool:
        """Whether a label calls the figure a sum."""
        return self.figure.row.is_sum or self.figure.column.is_sum

    def entry(self) -> BudgetEntry:
        """The statement as the record keeps it."""
        return BudgetEntry(
            source=Source(self.at.source),
            year=self.at.year,
            area=self.printed.get("area"),
            program=self.printed.get("program"),
            item=self.printed.get("item"),
            organization=self.printed.get("organization"),
            rollup=self.is_sum,
            table=self.figure.table,
            krw=self.figure.krw,
            step=self.figure.step,
            evidence=(self.figure.anchor,),
        )


@dataclass(frozen=True)
class BudgetTable:
    """A table that lays out this plan's money."""

    index: int
    title: str
    blocks: tuple[FigureBlock, ...]
    placed: tuple[PlacedFigure, ...]

    @property
    def is_by_source_alone(self) -> bool:
        """Whether the table states sources for the whole plan and nothing else."""
        return bool(self.placed) and all(s.at.is_whole and s.at.year is None for s in self.placed)


def read_budget_tables(document: Document, call: Call) -> list[BudgetTable]:
    """Every table of the document that lays out this plan's money, with what it states."""
    lexicon = Lexicon(call.lexicon)
    around = contexts_of(document)
    units = UnitFinder(document, call)
    read: list[tuple[int, list[FigureBlock]]] = []
    for index, table in joined_tables(document, lexicon):
        fields = money_fields(Grid(table, lexicon))
        if fields and is_overview(table):
            continue
        laid_out = as_rows(table, fields) if fields else table
        blocks = read_figure_blocks(index, laid_out, lexicon, around[index], units.unit_of(table))
        if blocks and is_budget(blocks, around[index], lexicon, call.closes_at.year):
            read.append((index, blocks))
    first_year = _first_year(document, [block for _, blocks in read for block in blocks])
    placer = _Placer(lexicon, call, first_year, [block for _, blocks in read for block in blocks])
    return [
        placer.table(index, blocks, around[index], _card_around(document, index, lexicon, call.title))
        for index, blocks in read
    ]


def tables_without_unit(document: Document, call: Call) -> list[int]:
    """The tables that would lay out this plan's money if anything told the unit they count in."""
    lexicon = Lexicon(call.lexicon)
    around = contexts_of(document)
    units = UnitFinder(document, call)
    found = []
    for index, table in joined_tables(document, lexicon):
        if units.unit_of(table) is None:
            blocks = read_figure_blocks(index, table, lexicon, around[index], 1)
            if blocks and is_budget(blocks, around[index], lexicon, call.closes_at.year):
                found.append(index)
    return found


def _card_around(document: Document, index: int, lexicon: Lexicon, call_title: str) -> str | None:
    """The programme whose card a table is, or stands in."""
    table = document.tables[index]
    name = card_program(Grid(table, lexicon), call_title)
    if name is not None or table.parent is None:
        return name
    return _card_around(document, table.parent.table, lexicon, call_title)


def is_budget(blocks: Sequence[FigureBlock], around: TableContext, lexicon: Lexicon, call_year: int) -> bool:
    """Whether a table lays out this plan's money.

    Two sources side by side say so by themselves; fewer need a word of money around the table. Tables about other
    programmes, about the region's industry, or about years before the call are none.
    """
    figures = [figure for block in blocks for figure in block.figures.values()]
    if not figures or _only_past(figures, call_year):
        return False
    said = f"{around.caption} {around.before}"
    if lexicon.mentions(around.near, "foreign"):
        return False
    about_money = lexicon.mentions(said, "budget") or lexicon.mentions(" ".join(around.headings[-1:]), "budget")
    if lexicon.mentions(around.near, "status") and not about_money:
        return False
    top_level = {top_level_source(figure.source) for figure in figures} & set(Source.TOTAL.parts)
    if len(top_level) >= 2:
        return True
    if lexicon.mentions(" ".join(around.headings), "status"):
        return False
    headed = any("total" in (line.source or "") for block in blocks for line in (*block.rows, *block.columns))
    return about_money or (headed and bool(top_level))


def _only_past(figures: Sequence[BudgetFigure], call_year: int) -> bool:
    years = [figure.period[1] for figure in figures if figure.period is not None and figure.period[0] == "year"]
    return bool(years) and max(years) < call_year


def _first_year(document: Document, blocks: Sequence[FigureBlock]) -> int | None:
    """The calendar year of the first year of the plan: as a label equates both, else from the period of the plan."""
    lines = [line for block in blocks for line in (*block.rows, *block.columns)]
    for line in lines:
        if line.year is not None and line.nth_year is not None:
            return line.year - line.nth_year + 1
    stated = plan_years(document)
    if stated is not None:
        return stated[0]
    years = [line.year for line in lines if line.year is not None]
    return min(years, default=None)


def _names_on(axis: str, blocks: Sequence[FigureBlock]) -> dict[str, str]:
    """The names that tables print on an axis, by their keys."""
    lines = [line for block in blocks for line in (*block.rows, *block.columns)]
    return {level.key: level.name for line in lines for level in line.levels if level.axis == axis}


def _names_no_source(figures: Sequence[BudgetFigure]) -> bool:
    return all(figure.row.source is None and figure.column.source is None for figure in figures)


class _Placer:
    """Gives figures their coordinates."""

    def __init__(self, lexicon: Lexicon, call: Call, first_year: int | None, blocks: Sequence[FigureBlock]) -> None:
        self._lexicon = lexicon
        self._call = call
        self._first_year = first_year
        self._programs = _names_on("program", blocks)
        self._organizations = _names_on("organization", blocks)
        self._areas = {name_key(name): area.name for area in call.areas for name in (area.name, *area.aliases)}

    def table(self, index: int, blocks: Sequence[FigureBlock], around: TableContext, card: str | None) -> BudgetTable:
        figures = [figure for block in blocks for figure in block.figures.values()]
        year = self._year_around(around) if all(figure.period is None for figure in figures) else None
        axes = {level.axis for f in figures for line in (f.row, f.column) for level in line.levels}
        owner = {} if "program" in axes else ({"program": card} if card else self._owner(around))
        if "area" in axes and "program" in owner:
            # A programme stands in one area: what lists areas is about all of them, whatever heads its section.
            owner = {}
        about = self._lexicon.source_named_in(around.caption) if _names_no_source(figures) else None
        statements = [s for figure in figures if (s := self._statement(figure, year, owner, about)) is not None]
        said = around.caption.strip(_AROUND_TITLES)
        title = said or plain_name(around.headings[-1].strip(_AROUND_TITLES) if around.headings else "")
        return BudgetTable(index, title or f"표 {index + 1}", tuple(blocks), tuple(statements))

    def _statement(
        self, figure: BudgetFigure, year: int | None, owner: dict[str, str], about: str | None
    ) -> PlacedFigure | None:
        source = about or figure.source
        if not figure.is_current or source not in _SOURCES:
            return None
        period = figure.period
        if period is not None:
            year = self.calendar_year(period)
            if year is None or year < self._call.closes_at.year:
                return None
        printed, keys = dict(owner), {axis: name_key(name) for axis, name in owner.items()}
        for level in (*figure.row.levels, *figure.column.levels):
            nested = level.axis in keys and level.axis not in owner
            printed[level.axis] = f"{printed[level.axis]} > {level.name}" if nested else level.name
            keys[level.axis] = f"{keys[level.axis]}>{level.key}" if nested else level.key
        names = tuple((axis, keys[axis]) for axis in _AXES if axis in keys)
        return PlacedFigure(figure, BudgetCoordinate(source, year, names), printed)

    def calendar_year(self, period: tuple[str, int]) -> int | None:
        """The calendar year of a period of a line; None while the first year of the plan is unknown."""
        kind, number = period
        if kind == "year":
            return number
        return None if self._first_year is None else self._first_year + number - 1

    def _year_around(self, around: TableContext) -> int | None:
        """The one year that the words around a table set for all of it: 2026년 세부 예산, 1차년도."""
        for text in (around.caption, around.before, *around.headings[-1:]):
            shown = bare_text(text)
            mentions = find_years(shown)
            if len(mentions) != 1 or mentions[0].start > 0 or is_call_title(shown, self._call.title):
                continue
            (mention,) = mentions
            return mention.year or self.calendar_year(("nth", mention.stage or 1))
        return None

    def _owner(self, around: TableContext) -> dict[str, str]:
        """The programme, area or organisation that the table is about, when it is not about the whole plan."""
        known = {"program": self._programs, "area": self._areas, "organization": self._organizations}
        for text in (around.caption, around.before, *reversed(around.headings)):
            for axis, keys in known.items():
                if name_key(text) in keys:
                    return {axis: plain_name(text)}
        by_section = self._owner_by_section(around)
        if by_section:
            return by_section
        for text in (around.caption, around.before):
            for axis, keys in known.items():
                named = [key for key in keys if len(key) >= _MIN_NAME and key in label_key(text)]
                if len(named) == 1:
                    return {axis: keys[named[0]]}
        return {}

    def _owner_by_section(self, around: TableContext) -> dict[str, str]:
        *outer, nearest = around.headings or ("",)
        in_programs = any(self._lexicon.mentions(heading, "programs_section") for heading in outer)
        if not in_programs or any(self._lexicon.mentions(heading, "budget") for heading in around.headings):
            return {}
        return {"program": plain_name(nearest)}
