"""Amounts outside the budget tables that name the total or a source: sentences, and the overview's 총사업비 field.

A reviewer is told of every such amount that differs from the tables, so one that may be about something else (a unit
price, another year's or another call's money) is left out rather than guessed at. What a programme's own card or
section says of its money is held against the tables as a sum; here are sentences that name a programme elsewhere.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from extractors.budget.tables.budget_grid import Grid
from extractors.budget.tables.key_value_tables import is_overview
from extractors.budget.tables.table_context import contexts_of
from extractors.budget.text.claimed_amounts import (
    applied_amounts,
    is_field_of_total,
    is_part_below,
    total_by_topic,
)
from extractors.budget.text.plan_sentences import is_about_other_money, is_of_other_project, is_said_of_plan
from extractors.budget.vocabulary.label_parser import (
    Label,
    Lexicon,
    is_call_title,
    label_key,
    name_key,
    plain_name,
    top_level_source,
)
from extractors.budget.vocabulary.labelled_amounts import LabelledAmount, SourceLabelMatcher
from extractors.korean.dates import find_periods, find_years
from extractors.korean.money import find_amounts, parse_cell_amount, unit_in_won
from schemas import (
    Amount,
    Anchor,
    Block,
    BlockKind,
    Budget,
    Call,
    Cell,
    Document,
    Funding,
    NarrativeAmount,
    Source,
    Table,
)
from schemas.source import FUNDED_SOURCES
from schemas.units import MoneyUnit

_SENTENCE_END = re.compile(r"(?<=[가-힣)][.])\s+|\n+|(?<=[가-힣]다)\.(?=\s|$)")
_TOTAL_BEFORE_LIST = re.compile(
    r"(?:총|사업비|소요예산|사업\s?예산|예산|재원)(?:은|는|이|가)?\s*[:：]?\s*(?:총|약)?\s*(?:[가-힣]*\s)?$"
)
_BETWEEN_TOTAL_AND_LIST = re.compile(r"\s*(?:[(:,]|이며|으로|로|규모\S*|중|을|투입|\s)*")
_COMMITMENT = "확약"
_PLAUSIBLE = 3  # times; what a sentence says of one programme may be a price or a part of its money
_BARE_UNIT = 1_000_000  # for telling amounts from texts where no unit is known
_ALL_SOURCES = 3  # 국비, 지방비 and 자부담 in one sentence about the plan are all of its money
_MIN_NAME = 5  # letters; a shorter name may be any words of a sentence


@dataclass(frozen=True)
class _Passage:
    """A sentence, or a field of the overview, with the place it stands at."""

    text: str
    anchor: Anchor
    is_field: bool = False
    year: int | None = None


def find_narrative_amounts(document: Document, call: Call, budget: Budget) -> tuple[NarrativeAmount, ...]:
    """Every amount outside the budget tables that names the total or a source of the plan, a year or a programme."""
    reader = _Reader(document, call, budget)
    return tuple(amount for passage in reader.passages() for amount in reader.amounts(passage))


class _Reader:
    def __init__(self, document: Document, call: Call, budget: Budget) -> None:
        self._document = document
        self._call = call
        self._budget = budget
        self._lexicon = Lexicon(call.lexicon)
        self._words = SourceLabelMatcher(call.lexicon)
        self._names = {name_key(entry.program): plain_name(entry.program) for entry in budget.entries if entry.program}
        self._programs = _money_of_programs(budget)
        self._is_below_total = False
        self._budget_tables = {entry.table for entry in budget.entries}

    def passages(self) -> Iterator[_Passage]:
        headings: list[tuple[int, str]] = []
        in_program = False
        for block in self._document.blocks:
            text = block.text or ""
            if block.kind is BlockKind.HEADING:
                level = block.level or 1
                headings = [(depth, above) for depth, above in headings if depth < level] + [(level, text)]
                in_program = any(name_key(above) in self._programs for _, above in headings)
            elif name_key(text) in self._programs:
                in_program = True
            is_letter = block.table is not None and block.table in self._letters
            if not is_letter and (in_program or self._is_elsewhere([above for _, above in headings])):
                continue
            yield from self._of_block(block)

    def _is_elsewhere(self, headings: Sequence[str]) -> bool:
        """Whether a section is about something else than the plan as a whole: its programmes, or the region."""
        about_plan = any(self._lexicon.mentions(heading, "budget") for heading in headings[-1:])
        elsewhere = ("foreign", "status", "programs_section")
        return not about_plan and any(
            self._lexicon.mentions(heading, meaning) for heading in headings[:1] for meaning in elsewhere
        )

    def _of_block(self, block: Block) -> Iterator[_Passage]:
        if block.kind is BlockKind.TABLE and block.table is not None:
            if block.table not in self._budget_tables:
                yield from self._of_overview(block.table)
            return
        text = block.text or ""
        anchor = block.anchor or Anchor(text=text)
        if self._is_part_of_field(text):
            yield _Passage(text.strip(), anchor, is_field=True)
            return
        for sentence in _SENTENCE_END.split(text):
            if sentence and sentence.strip():
                yield _Passage(sentence.strip(), anchor)

    def _is_part_of_field(self, text: str) -> bool:
        """Whether a line is a source in the list below the field of the total; a line that is neither ends the list."""
        found = self._words.amounts_in(text)
        if self._is_below_total and is_part_below(text, found, find_amounts(text)):
            return True
        self._is_below_total = is_field_of_total(text, found) and not self._is_about_others(found[0], text)
        return False

    def _of_overview(self, index: int) -> Iterator[_Passage]:
        """The fields 총사업비 and 재원 of a table of labels and values, as the sentences that they stand for."""
        table = self._document.tables[index]
        grid = Grid(table, self._lexicon)
        if any(name_key(cell.text) in self._programs for cell in table.cells):
            return
        for cell in table.cells:
            label = grid.label(cell)
            value = grid.at(cell.row, cell.col + cell.col_span)
            if value is not None and label.name is None and label.meanings == {"source"} and is_overview(table):
                yield _Passage(" ".join(value.text.split()), value.anchor)
            source = self._field_source(label, table)
            if source == "total" and "total" not in label.meanings and index in self._letters:
                source = self._letters[index]
            if source is None:
                continue
            if not all(map(is_overview, self._tables_with_total)) and not is_overview(table):
                continue
            unit_krw = label.unit_krw or (unit_in_won(table.unit) if table.unit else None)
            for of_field, year in self._values_of_field(grid, cell, unit_krw):
                printed = self._printed(of_field, unit_krw)
                name = self._call.lexicon[source][0]
                yield _Passage(f"{name} {printed}", of_field.anchor, is_field=source != "total", year=year)

    def _values_of_field(self, grid: Grid, label: Cell, unit_krw: int | None) -> Iterator[tuple[Cell, int | None]]:
        """The values that a field states, with their year: one beside its label, or one below each header of a year.

        Of several values without headers the one that the others add up to is the whole; where none is, nothing tells.
        """
        values = [
            cell
            for cell in grid.row_cells(label.row)
            if cell.col > label.col and parse_cell_amount(cell.text, unit_krw or _BARE_UNIT) is not None
        ]
        first = grid.at(label.row, label.col + label.col_span)
        if first is None or len(values) < 2 or first is not values[0]:
            yield from [(first, None)] if first is not None else []
            return
        headed = [(value, self._header_of_value(grid, value, label.row)) for value in values]
        if any(header.has_year for _, header in headed):
            for value, header in headed:
                if header.has_year or header.is_sum or header.span is not None or "total" in header.meanings:
                    yield value, header.year
            return
        amounts = [
            amount.krw for v in values if (amount := parse_cell_amount(v.text, unit_krw or _BARE_UNIT)) is not None
        ]
        for value, krw in zip(values, amounts, strict=True):
            if 2 * krw == sum(amounts):
                yield value, None
                return

    def _header_of_value(self, grid: Grid, value: Cell, row: int) -> Label:
        """The header above a value: the nearest cell over it that is a year or a sum."""
        for above in range(row - 1, -1, -1):
            cell = grid.at(above, value.col)
            label = grid.label(cell) if cell is not None else None
            if label is not None and (label.has_year or label.is_sum or label.span is not None):
                return label
        return Label("")

    @cached_property
    def _letters(self) -> dict[int, str | None]:
        """The tables of letters of commitment, with the source of the whole plan that each promises.

        It is the 지방비 where one letter promises that; of several letters each may promise a part.
        """
        around = enumerate(contexts_of(self._document))
        titles = {index: each.near for index, each in around if _COMMITMENT in each.near}
        local = [index for index, title in titles.items() if self._lexicon.mentions(title, "local")]
        return {index: "local" if local == [index] else None for index in titles}

    @cached_property
    def _tables_with_total(self) -> list[Table]:
        """The tables that hold a field for the total: the overview, or one card a programme."""
        outside = [t for i, t in enumerate(self._document.tables) if i not in self._budget_tables]
        return [
            table
            for table in outside
            if any(self._field_source(self._lexicon.read(cell.text), table) == "total" for cell in table.cells)
        ]

    def _field_source(self, label: Label, table: Table) -> str | None:
        """The source that a field states: 총사업비 anywhere; 사업비, 국비 … in a table that names the applicant."""
        if label.name is not None or label.has_year or label.is_sum:
            return None
        if "total" in label.meanings:
            return "total"
        if not is_overview(table):
            return None
        return "total" if "amount" in label.meanings and label.source is None else label.source

    def _printed(self, value: Cell | None, unit_krw: int | None) -> str | None:
        if value is None:
            return None
        bare = parse_cell_amount(value.text, unit_krw)
        if bare is not None and not bare.own_unit and unit_krw is not None:
            return f"{value.text.strip()}{_unit_name(unit_krw)}"
        return " ".join(value.text.split())

    def amounts(self, passage: _Passage) -> Iterator[NarrativeAmount]:
        found = [each for each in self._words.amounts_in(passage.text) if each.source in set(FUNDED_SOURCES)]
        found = _with_total_before(found, passage.text) or total_by_topic(passage.text)
        applied = applied_amounts(passage.text, self._words) if len(found) <= 1 else []
        is_applied = bool(applied) and all(each.source == applied[0].source for each in found)
        found = applied if is_applied else found
        if not found or self._is_about_others(found[0], passage.text):
            return
        named = [key for key in self._programs if key in label_key(passage.text)]
        if named:
            yield from self._of_program(named, found, passage)
            return
        year, is_sure = (passage.year, True) if passage.year else self._year(passage.text, found[0])
        if year is not None and str(year) not in self._budget.by_year and year < self._call.closes_at.year:
            return
        funding = self._budget.by_year.get(str(year), Funding()) if year is not None else self._budget.funding
        is_own = (
            is_said_of_plan(passage.text) and len({top_level_source(each.source) for each in found}) >= _ALL_SOURCES
        )
        if not (passage.is_field or is_own or is_applied) and not _is_about(found, funding, is_sure=is_sure):
            return
        seen: set[str] = set()
        for each in found:
            if each.source in seen:
                continue
            seen.add(each.source)
            yield NarrativeAmount(
                source=Source(each.source), year=year, amount=_amount(each, passage.anchor), sentence=passage.text
            )

    def _of_program(
        self, named: Sequence[str], found: Sequence[LabelledAmount], passage: _Passage
    ) -> Iterator[NarrativeAmount]:
        """The amounts of a sentence that names one programme, which are that programme's."""
        if len(named) > 1 or len(named[0]) < _MIN_NAME or find_years(passage.text):
            return
        stated = self._programs[named[0]]
        if not any((amount := stated.get(each.source)) is not None and _is_plausible(each, amount) for each in found):
            return
        seen: set[str] = set()
        for each in found:
            if each.source not in seen and _is_plausible(each, stated.get(each.source)):
                seen.add(each.source)
                yield NarrativeAmount(
                    source=Source(each.source),
                    program=self._names[named[0]],
                    amount=_amount(each, passage.anchor),
                    sentence=passage.text,
                )

    def _is_about_others(self, first: LabelledAmount, text: str) -> bool:
        call_year = self._call.closes_at.year
        if is_about_other_money(text, first, call_year) or self._lexicon.mentions(text, "other_program"):
            return True
        return not is_call_title(text, self._call.title) and is_of_other_project(text, first)

    def _year(self, text: str, first: LabelledAmount) -> tuple[int | None, bool]:
        """The one year that a sentence is about, None for all; and whether the sentence leaves no other reading."""
        label_start = first.start
        between = {mention.year for mention in find_years(text[label_start : first.mention.start])} - {None}
        if len(between) == 1 and not find_periods(text[label_start : first.mention.start]):
            # 총사업비 : (’26년) 4,000백만원, (’27년) …: the year stands between the label and its first amount.
            return next(iter(between)), True
        years = {mention.year for mention in find_years(text) if mention.year is not None}
        if len(years) != 1 or find_periods(text):
            return None, True
        (year,) = years
        last = (
            max(mention.end for mention in find_years(text[:label_start])) if find_years(text[:label_start]) else None
        )
        return year, last is not None and label_start - last <= 2


def _money_of_programs(budget: Budget) -> dict[str, dict[str, Amount]]:
    """What the tables state for the whole of each programme they name, by its key and by source."""
    stated: dict[str, dict[str, Amount]] = {}
    for entry in budget.entries:
        if entry.program:
            of_program = stated.setdefault(name_key(entry.program), {})
            if entry.year is None and entry.item is None and entry.organization is None:
                of_program.setdefault(entry.source.value, entry.amount)
    return stated


def _with_total_before(found: list[LabelledAmount], text: str) -> list[LabelledAmount]:
    """The amounts with the total that a list of sources breaks down: 총 119억원(국비 …), 사업비는 …."""
    top_level = {top_level_source(each.source) for each in found}
    if "total" in top_level or len(top_level) < 2:
        return found
    before = [mention for mention in find_amounts(text) if mention.end <= found[0].start]
    if not before or not _BETWEEN_TOTAL_AND_LIST.fullmatch(text[before[-1].end : found[0].start]):
        return found
    label = _TOTAL_BEFORE_LIST.search(text[: before[-1].start])
    return [LabelledAmount("total", label.start(), before[-1]), *found] if label else found


def _unit_name(unit_krw: int) -> str:
    return MoneyUnit(unit_krw).korean if unit_krw in tuple(MoneyUnit) else MoneyUnit.WON.korean


def _is_about(found: Sequence[LabelledAmount], funding: Funding, *, is_sure: bool) -> bool:
    """Whether labelled amounts are the plan's: they name its total, or list all its sources and agree in one."""
    agrees = any(
        (stated := funding.of(Source(each.source))) is not None and stated.may_equal(_amount(each, None))
        for each in found
    )
    if any(each.source == "total" for each in found) and is_sure:
        return True
    return agrees and len({each.source for each in found}) >= 2


def _is_plausible(each: LabelledAmount, stated: Amount | None) -> bool:
    """Whether an amount can mean what the tables state: the same order of magnitude."""
    if stated is None or stated.krw <= 0:
        return stated is None or each.mention.krw == stated.krw
    return stated.krw <= each.mention.krw * _PLAUSIBLE and each.mention.krw <= stated.krw * _PLAUSIBLE


def _amount(each: LabelledAmount, anchor: Anchor | None) -> Amount:
    mention = each.mention
    return Amount(
        krw=mention.krw,
        step=mention.step,
        approximate=mention.approximate,
        evidence=(anchor,) if anchor is not None else (),
    )
