"""Which figures state this plan's money, and at which coordinate: source, year, area, programme, item, organisation."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from extractors.budget.placement.table_scope import TableScope, scope_of
from extractors.budget.tables.budget_grid import Grid
from extractors.budget.tables.figures import BudgetFigure, FigureBlock, read_figure_blocks
from extractors.budget.tables.form_sections import form_sections
from extractors.budget.tables.headers.header_paths import HeaderPath
from extractors.budget.tables.key_value_tables import as_rows, is_overview, money_fields
from extractors.budget.tables.local_governments import city_of_plan, city_of_table
from extractors.budget.tables.page_break_tables import joined_tables
from extractors.budget.tables.table_context import TableContext, bare_text, contexts_of, plan_years
from extractors.budget.tables.table_layout import laid_out
from extractors.budget.tables.table_units import unit_finder
from extractors.budget.text.program_amounts import card_program
from extractors.budget.vocabulary.label_parser import (
    Lexicon,
    YearSpan,
    is_call_title,
    label_key,
    name_key,
    plain_name,
)
from extractors.korean.dates import find_years
from extractors.korean.money import unit_in_won
from schemas import BudgetEntry, Call, Document, SetAside, Source, Table

_MIN_NAME = 5
# What a label's source is in a record.
_RECORDED = {"other_source": Source.OTHER.value, "national_fund": Source.NATIONAL.value}
_MIN_BARE_MONEY = 100
_SOURCES = frozenset(source.value for source in Source)
_AXES = ("area", "program", "item", "organization")
_AROUND_TITLES = "<>〈〉[]【】《》「」 "
Names = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class BudgetCoordinate:
    """Where an amount stands: a source, a year (None: all years), and the keys of its names by axis.

    `source_name` tells sources apart that have no name of their own in a record, and the parts of one that a table
    prints under words of their own (시비, 군비).
    """

    source: str
    year: int | None = None
    names: Names = ()
    source_name: str | None = None

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
            source_name=self.at.source_name,
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


@dataclass(frozen=True)
class BudgetReading:
    """The tables of a plan's money, and the figures of money that were set aside, with the reason."""

    tables: list[BudgetTable]
    set_aside: list[SetAside]


def read_budget_tables(document: Document, call: Call) -> BudgetReading:
    """Every table of the document that lays out this plan's money, with what it states."""
    reader = TableReader(document, call)
    read: list[tuple[int, list[FigureBlock]]] = []
    set_aside: list[SetAside] = []
    for index, table in joined_tables(document, reader.lexicon):
        blocks, scopes = reader.read(index, table, reader.units.unit_of(table))
        if blocks:
            read.append((index, blocks))
        else:
            set_aside += [
                SetAside(table=index, label=_title(reader.around[index], index), reason=scope.reason)
                for scope in scopes
                if scope.reason is not None
            ][:1]
    all_blocks = [block for _, blocks in read for block in blocks]
    placer = _Placer(reader.lexicon, call, _first_year(document, all_blocks), plan_years(document), all_blocks)
    tables = [
        placer.table(index, blocks, reader.around[index], _card_around(document, index, reader.lexicon, call.title))
        for index, blocks in read
    ]
    return BudgetReading(tables, [*set_aside, *_unknown_lines(tables)])


class TableReader:
    """Reads the tables of a document as blocks of figures, and decides which are the plan's money."""

    def __init__(self, document: Document, call: Call) -> None:
        self._document = document
        self._call_year = call.closes_at.year
        self._city = city_of_plan(document, call)
        self._lexicons = {city: Lexicon(call.lexicon, city_is=city) for city in ("metro", "district")}
        self.lexicon = self._lexicons[self._city]
        self.around = contexts_of(document)
        self.units = unit_finder(document, call)

    def read(self, index: int, table: Table, unit_krw: int | None) -> tuple[list[FigureBlock], list[TableScope]]:
        """The blocks of a table that lay out the plan's money, and what was decided of each of its panels."""
        panels = list(self.panels(index, table, unit_krw))
        found = [block for blocks, scope in panels if scope.is_budget for block in blocks]
        return found, [scope for _, scope in panels]

    def panels(self, index: int, table: Table, unit_krw: int | None) -> Iterator[tuple[list[FigureBlock], TableScope]]:
        """Each panel of a table that holds figures, as blocks, with the decision whether they are the plan's money."""
        lexicon = self._lexicons[city_of_table(table, self._city)]
        for title, section in form_sections(Grid(table, lexicon)):
            within = TableContext(title, self.around[index].headings, "")
            blocks = read_figure_blocks(index, section, lexicon, within, unit_in_won(title) or unit_krw)
            if blocks:
                yield blocks, scope_of(section, blocks, within, lexicon, self._call_year)
        for panel in laid_out(table, lexicon):
            fields = money_fields(Grid(panel, lexicon))
            if fields and is_overview(panel):
                continue
            rows = as_rows(panel, fields) if fields else panel
            blocks = read_figure_blocks(index, rows, lexicon, self.around[index], unit_krw)
            if not blocks:
                continue
            yield blocks, scope_of(panel, blocks, self.around[index], lexicon, self._call_year)


def tables_without_unit(document: Document, call: Call) -> list[int]:
    """The tables that would lay out this plan's money if anything told the unit they count in."""
    units = unit_finder(document, call)
    without = {index for index, table in enumerate(document.tables) if units.unit_of(table) is None}
    if not without:
        return []
    reader = TableReader(document, call)
    return [
        index
        for index, table in joined_tables(document, reader.lexicon)
        if index in without and any(_has_money(block) for block in reader.read(index, table, 1)[0])
    ]


def _has_money(block: FigureBlock) -> bool:
    """Whether numbers without a unit look like money: some of three digits; a chapter's number is none."""
    return any(abs(figure.krw) >= _MIN_BARE_MONEY for figure in block.figures.values())


def _title(around: TableContext, index: int) -> str:
    said = around.caption.strip(_AROUND_TITLES)
    title = said or plain_name(around.headings[-1].strip(_AROUND_TITLES) if around.headings else "")
    return title or f"표 {index + 1}"


def _unknown_lines(tables: Sequence[BudgetTable]) -> list[SetAside]:
    """The rows and columns of budget tables whose meaning nothing tells."""
    return [
        SetAside(
            table=table.index,
            label=line.headers[-1] if line.headers else line.text,
            reason=f"뜻을 알 수 없는 {'행' if line in block.rows else '열'}",
        )
        for table in tables
        for block in table.blocks
        for line in (*block.rows, *block.columns)
        if line.unknown
    ]


def _card_around(document: Document, index: int, lexicon: Lexicon, call_title: str) -> str | None:
    """The programme whose card a table is, or stands in."""
    table = document.tables[index]
    name = card_program(Grid(table, lexicon), call_title)
    if name is not None or table.parent is None:
        return name
    return _card_around(document, table.parent.table, lexicon, call_title)


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


def _lines_of(blocks: Sequence[FigureBlock]) -> list[HeaderPath]:
    return [line for block in blocks for line in (*block.rows, *block.columns)]


def _names_no_source(figures: Sequence[BudgetFigure]) -> bool:
    return all(figure.row.source is None and figure.column.source is None for figure in figures)


class _Placer:
    """Gives figures their coordinates."""

    def __init__(
        self,
        lexicon: Lexicon,
        call: Call,
        first_year: int | None,
        period: tuple[int, int] | None,
        blocks: Sequence[FigureBlock],
    ) -> None:
        self._lexicon = lexicon
        self._call = call
        self._first_year = first_year
        self._source_words: dict[str, str] = {}
        years = [year for line in _lines_of(blocks) if line.period and (year := self.calendar_year(line.period))]
        self._period = period or ((min(years), max(years)) if years else None)
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
        return BudgetTable(index, _title(around, index), tuple(blocks), tuple(statements))

    def _statement(
        self, figure: BudgetFigure, year: int | None, owner: dict[str, str], about: str | None
    ) -> PlacedFigure | None:
        source = _RECORDED.get(about or figure.source, about or figure.source)
        if not figure.is_current or source not in _SOURCES or figure.repeats_total:
            return None
        span = figure.row.span or figure.column.span
        if span is not None and not self._is_whole(span):
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
        word = figure.source_name
        # One spelling for all tables: 협력사몫 and 협력사 몫 are one source.
        name = self._source_words.setdefault(label_key(word), word) if word else None
        return PlacedFigure(figure, BudgetCoordinate(source, year, names, name), printed)

    def _is_whole(self, span: YearSpan) -> bool:
        """Whether a range of years is all of the plan's."""
        kind, first, last = span
        years = self.calendar_year((kind, first)), self.calendar_year((kind, last))
        return self._period is None or years == self._period

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
