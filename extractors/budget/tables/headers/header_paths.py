"""Rows and columns as lines: what each one's headers spell, and which lines a sum adds up.

The same reading serves both axes, so that a table and its transposed form mean the same.
"""

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import cached_property

from extractors.budget.tables.budget_grid import Header
from extractors.budget.vocabulary.label_parser import (
    SOURCES,
    UNKNOWN_SOURCE,
    Label,
    Lexicon,
    YearSpan,
    is_in_brackets,
    label_key,
    name_key,
    parent_source,
    plain_name,
    source_word,
)

Path = tuple[str, ...]


@dataclass(frozen=True)
class PathStep:
    """A level of names in a line's headers: which axis it names (program, area …) and the name as printed.

    `is_guessed` says that no header of the table names the axis.
    """

    axis: str
    key: str
    name: str
    is_guessed: bool = False


@dataclass(frozen=True)
class HeaderPath:
    """A row or column of figures.

    Attributes:
        index: the row's or column's index in the table.
        source, source_name: the source, and its printed word where the source has no name of its own in a record.
        year, nth_year, span: a calendar year, a year counted from the start, or a range of either.
        side: "income" or "spending" where the table sets both against each other.
        levels: its names from the outermost.
        measure: tells an amount from 당초, 증감 or 기투자 beside it.
        is_sum: a label calls the line a sum.
        shares, counts: it holds percentages, or counts things.
        unknown: a word of its headers is neither known nor a name.
        state_hint: the state that an unknown name ends in (국회 확정, 심의 전), if it should be one.
        says_money, says_total: a word calls it money without saying whose (사업비), or the total of all sources.
        axis_said: which axis a word of its own names (비목별).
        classification: counts the classifications of the same money in one table.
        text, headers: what people call the line, and its headers as printed.
    """

    index: int
    source: str | None = None
    source_name: str | None = None
    year: int | None = None
    nth_year: int | None = None
    span: YearSpan | None = None
    side: str | None = None
    levels: tuple[PathStep, ...] = ()
    measure: str = "amount"
    is_sum: bool = False
    unit_krw: int | None = None
    shares: bool = False
    counts: bool = False
    unknown: bool = False
    state_hint: str | None = None
    says_money: bool = False
    says_total: bool = False
    axis_said: str | None = None
    classification: int = 0
    text: str = ""
    headers: tuple[str, ...] = ()

    @property
    def is_money(self) -> bool:
        """Whether the line holds amounts whose meaning is known."""
        return not (self.shares or self.counts or self.unknown)

    @property
    def is_in_brackets(self) -> bool:
        """Whether the innermost header stands in brackets: (국비) is said of the line before."""
        return bool(self.headers) and is_in_brackets(self.headers[-1])

    @property
    def source_key(self) -> tuple[str | None, str | None]:
        """The source, told apart by its word where several have none of their own."""
        return (self.source, self.source_name)

    @cached_property
    def path(self) -> Path:
        """The keys of the line's names."""
        return tuple(level.key for level in self.levels)

    @property
    def coordinate(self) -> tuple[object, ...]:
        """All that the line says but its source."""
        return (self.period, self.path, self.measure, self.span, self.side)

    @cached_property
    def period(self) -> tuple[str, int] | None:
        """The year that the line is about; None for all years."""
        if self.year is not None:
            return ("year", self.year)
        return ("nth", self.nth_year) if self.nth_year is not None else None

    @property
    def time(self) -> tuple[object, ...]:
        """The year or the range of years that the line is about."""
        return (self.period, self.span)


_DATA_MEANINGS = frozenset(SOURCES) | {"sum", "subtotal", "share", "income", "spending"}
_SUMS = frozenset({"sum", "subtotal"})
_AXIS_WORDS = frozenset({"area", "program", "item", "organization", "source", "year"})
_NAME_AXES = ("program", "area", "item", "organization")
_COUNTS = frozenset({"calculation", "note", "number"})
_NAMED_SOURCES = frozenset({UNKNOWN_SOURCE, "other_source"})
_MONEY = frozenset({"amount"})
_FORMS = frozenset({"cash", "in_kind"})
# A town's money, by its name; 구 alone ends other words, too.
_MUNICIPAL_MONEY = re.compile(
    r"[가-힣]{1,4}(?:(?P<kind>[시군])(?:비|부담금?|부담액|분담금)?|구(?:비|부담금?|부담액|분담금))"
)
_MEASURES = ("change", "before", "after", "past", "future")


class AxisNames:
    """Which axis the names of a line's headers stand for.

    Args:
        of_place: the axis by the place of a header (a stub's column, a header's row), where a header says it.
        default: what names stand for elsewhere; None where an unknown word is no name at all.
    """

    def __init__(self, of_place: Mapping[int, str], default: str | None, *, by_row: bool) -> None:
        self._of_place = of_place
        self._default = default
        self._by_row = by_row

    def known(self, header: Header) -> str | None:
        """The axis that the table itself says."""
        return self._of_place.get(header.row if self._by_row else header.col)

    def of(self, header: Header) -> str | None:
        """The axis of a header's name, None when its text is no name."""
        return self.known(header) or self._default


def read_header_paths(
    chains: Sequence[tuple[int, Sequence[Header]]], axes: AxisNames, lexicon: Lexicon
) -> list[HeaderPath]:
    """What each line's headers spell. `chains` are each line's index and its headers, from the outermost."""
    chains = [(index, [_as_name(header, axes) for header in chain]) for index, chain in chains]
    reader = _HeaderPathReader(chains, axes, lexicon)
    lines = [reader.line(index, chain) for index, chain in chains]
    return _with_totals(_with_whole_spans(_with_national_funds(lines)))


def _with_national_funds(lines: list[HeaderPath]) -> list[HeaderPath]:
    """균특 and 기금 are the national money; beside 국비 they are national accounts of their own, kept by their word."""
    beside = {line.coordinate for line in lines if line.source == "national"}
    return [
        line
        if line.source != "national_fund"
        else replace(line, source="other_source")
        if line.coordinate in beside
        else replace(line, source="national", source_name=None)
        for line in lines
    ]


def _with_whole_spans(lines: list[HeaderPath]) -> list[HeaderPath]:
    """A range from the first to the last of the years beside it, or without any year beside it, is all years."""
    years = {
        "year": {line.year for line in lines if line.year is not None},
        "nth": {line.nth_year for line in lines if line.nth_year is not None},
    }
    spans = {line.span for line in lines} - {None}
    return [
        replace(line, span=None, is_sum=True)
        if line.span is not None and _is_whole_span(line.span, years, is_alone=len(spans) == 1)
        else line
        for line in lines
    ]


def _is_whole_span(span: YearSpan, years: Mapping[str, AbstractSet[int]], *, is_alone: bool) -> bool:
    kind, first, last = span
    if years[kind]:
        return (first, last) == (min(years[kind]), max(years[kind]))
    # 1~2차년도 beside 2026년, 2027년 and 2028년 is two of three years.
    other = years["nth" if kind == "year" else "year"]
    return last - first + 1 == len(other) if other else is_alone


def _with_totals(lines: list[HeaderPath]) -> list[HeaderPath]:
    """The totals that only the other lines tell: 사업비 beside 국비 and 지방비, and 총계 where no line is a source."""
    if {line.source for line in lines} <= {None, "total"}:
        return [replace(line, source=None, is_sum=True) if line.source == "total" else line for line in lines]
    parents = {parent_source(line.source) for line in lines if line.source not in (None, "total")}
    if len(parents) == 1 and parents != {"total"}:
        # 시비, 구비 and their 계: the sum of a table about local money alone is the local money, not the total.
        (whole,) = parents
        return [
            replace(line, source=whole) if line.source == "total" and not line.says_total else line for line in lines
        ]
    settled = []
    for line in lines:
        beside = {other.source for other in lines if other.coordinate == line.coordinate} - {None}
        lacks_total = line.source is None and line.says_money and len(beside) >= 2 and "total" not in beside
        settled.append(replace(line, source="total") if lacks_total else line)
    return settled


def _as_name(header: Header, axes: AxisNames) -> Header:
    """A header in a column of names is a name (비목: 사업비), unless it is a source, a year or a sum and no more."""
    label = header.label
    axis = axes.known(header)
    if axis is None or label.name is not None or label.has_year or label.span is not None:
        return header
    # 대학 and 조합 are sources among sources, and organisations among organisations; 후원금수입 is an item among items.
    names = {"private", "other_source"} if axis == "organization" else {"other_source"}
    core = label.meanings - {"income", "spending"}
    if core & names and core <= names | _SUMS:
        return replace(header, label=replace(label, name=label.text, meanings=core & _SUMS))
    if label.meanings and label.meanings <= _DATA_MEANINGS:
        return header
    if label.meanings & _SUMS and label.meanings <= _SUMS | _AXIS_WORDS:
        return header
    return replace(header, label=replace(label, name=label.text)) if label.text else header


@dataclass(frozen=True)
class _Siblings:
    """The headers below one parent, and what they are together."""

    headers: tuple[Header, ...]

    @cached_property
    def kind(self) -> str | None:
        """What the headers beside a sum are: sources, years or names. A sum without a name of its own is none."""
        counts = {
            "source": sum(h.label.source is not None and h.label.name is None for h in self.headers),
            "year": sum(h.label.has_year for h in self.headers),
            "name": sum(h.label.name is not None for h in self.headers),
        }
        best = max(counts, key=lambda kind: counts[kind])
        return best if counts[best] else None

    @cached_property
    def are_forms(self) -> bool:
        """Whether they are cash and in-kind and no third, sums left aside."""
        forms = {header.label.source for header in self.headers} & _FORMS
        return forms == _FORMS and all(h.label.source in _FORMS or h.label.is_sum for h in self.headers)

    @cached_property
    def are_mostly_sources(self) -> bool:
        """Whether they are two or more sources, and few names."""
        sources = {header.label.source for header in self.headers if header.label.name is None} - {None, "total"}
        names = sum(header.label.name is not None for header in self.headers)
        return len(sources) >= 2 and names <= max(1, len(sources) - 1)


class _HeaderPathReader:
    def __init__(self, chains: Sequence[tuple[int, Sequence[Header]]], axes: AxisNames, lexicon: Lexicon) -> None:
        self._axes = axes
        self._lexicon = lexicon
        self._with_inner = {chain[0] for _, chain in chains if len(chain) > 1}
        # In the order of the table, each once; what they are together is asked for by every one of them.
        siblings: dict[Path, dict[Header, None]] = {}
        for _, chain in chains:
            for depth, header in enumerate(chain):
                siblings.setdefault(_parent(chain, depth), {})[header] = None
        self._siblings = {parent: _Siblings(tuple(headers)) for parent, headers in siblings.items()}

    def line(self, index: int, chain: Sequence[Header]) -> HeaderPath:
        text = " ".join(header.label.text for header in chain if header.label.meanings != _MONEY)
        line = HeaderPath(index, text=text, headers=tuple(header.label.text for header in chain))
        for depth, header in enumerate(chain):
            line = self._with_header(line, chain, depth, header)
        # An unknown word above 국비 or 현금 only groups them; above a sum it leaves open of what.
        line = replace(line, unknown=line.unknown and line.source in (None, "total"))
        return replace(line, source_name=None) if line.source not in {*_NAMED_SOURCES, "national_fund"} else line

    def _with_header(self, line: HeaderPath, chain: Sequence[Header], depth: int, header: Header) -> HeaderPath:
        label = header.label
        line = _with_kind(line, label)
        if header.is_part and label.name is not None:
            return replace(line, unknown=True)
        if label.has_year:
            line = replace(line, year=label.year, nth_year=label.nth_year)
        source = None if label.name else label.source
        if source in _FORMS and self._is_form_of(line, chain, depth):
            # 정부지원연구개발비 │ 현금 is national money; what 합계 │ 현금 sums is no source's.
            named = line.source not in (None, "total")
            return line if named else replace(line, measure=source)
        if source is not None:
            narrow = more_specific(line.source, source)
            name = source_word(label.text) if narrow == source else line.source_name
            says_total = line.says_total or (source == "total" and not label.is_sum)
            line = replace(line, source=narrow, source_name=name, says_total=says_total)
        if label.is_sum:
            return self._with_sum(line, chain, depth, header)
        if label.name is not None and not (label.has_year and not _letters(label.name)):
            if self._is_among_sources(chain, depth, header):
                government = self._government_of(label.name)
                if government is not None:
                    return replace(line, source=government)
                return replace(line, source=UNKNOWN_SOURCE, source_name=source_word(label.name))
            line = self._with_name(line, header)
        return line

    def _is_form_of(self, line: HeaderPath, chain: Sequence[Header], depth: int) -> bool:
        """Whether 현금 and 현물 below a header are the forms of its money, and not private sources of their own."""
        if depth == 0 or line.source in ("private", "matching", "cash", "in_kind"):
            return False
        if line.source not in (None, "total"):
            return True
        return line.is_sum and self._siblings[_parent(chain, depth)].are_forms

    def _is_among_sources(self, chain: Sequence[Header], depth: int, header: Header) -> bool:
        """Whether a word that is not known stands where sources stand: two or more of them beside it, and few names."""
        if self._axes.known(header) is not None or not _letters(header.label.name or ""):
            return False
        return self._siblings[_parent(chain, depth)].are_mostly_sources

    def _government_of(self, name: str) -> str | None:
        """The local source that a word among sources is by its form: 춘천시비, 홍천군, 해운대구 부담금."""
        found = _MUNICIPAL_MONEY.fullmatch(label_key(name))
        if found is None:
            return None
        return self._lexicon.city_is if found["kind"] == "시" else "district"

    def _with_name(self, line: HeaderPath, header: Header) -> HeaderPath:
        name = plain_name(header.label.name or "")
        axis = self._axes.of(header)
        line = replace(line, state_hint=self._lexicon.state_at_end(header.label.name or ""))
        if axis is None:
            return replace(line, unknown=line.unknown or not self._lexicon.mentions(name, "amount"))
        step = PathStep(axis, name_key(name), name, is_guessed=self._axes.known(header) is None)
        return replace(line, levels=(*line.levels, step))

    def _with_sum(self, line: HeaderPath, chain: Sequence[Header], depth: int, header: Header) -> HeaderPath:
        line = replace(line, is_sum=True)
        label = header.label
        if label.name is not None:
            return self._with_named_sum(line, header)
        if (
            label.source is not None
            or label.has_year
            or label.span is not None
            or {"income", "spending"} & label.meanings
        ):
            return line
        siblings = self._siblings[_parent(chain, depth)]
        if siblings.kind == "source":
            return self._with_source_sum(line, [other for other in siblings.headers if other != header], header)
        if siblings.kind == "name" and "subtotal" in label.meanings and depth == 0:
            return self._with_group_before(line, siblings.headers, header)
        return line

    def _with_source_sum(self, line: HeaderPath, siblings: Sequence[Header], header: Header) -> HeaderPath:
        """A sum among sources is the total; a 소계 beside a total sums the parts just before it (현금, 현물, 소계)."""
        if line.source is not None or "subtotal" not in header.label.meanings:
            return replace(line, source=line.source or "total")
        before = [other.label.source for other in siblings if (other.row, other.col) < (header.row, header.col)]
        parents = [parent_source(source) for source in before[-2:] if source is not None]
        if len(parents) == 2 and parents[0] == parents[1] and parents[0] not in (None, "total"):
            return replace(line, source=parents[0])
        has_total = any(other.label.source == "total" or "sum" in other.label.meanings for other in siblings)
        return replace(line, unknown=True) if has_total else replace(line, source="total")

    def _with_named_sum(self, line: HeaderPath, header: Header) -> HeaderPath:
        key = self._lexicon.without_sum(header.label.name or "")
        axis = self._axes.of(header)
        if not key or axis is None or self._lexicon.mentions(key, "whole"):
            return line
        return replace(line, levels=(*line.levels, PathStep(axis, key, plain_name(header.label.name or ""))))

    def _with_group_before(self, line: HeaderPath, siblings: Sequence[Header], header: Header) -> HeaderPath:
        """A subtotal on the outermost level sums the group named just before it, where the group has inner names."""
        before = [other for other in siblings if (other.row, other.col) < (header.row, header.col) and other.label.name]
        if not before:
            return line
        group = before[-1]
        return self._with_name(line, group) if group in self._with_inner else line


def _with_kind(line: HeaderPath, label: Label) -> HeaderPath:
    """The line with what a label says of its kind: unit, state, side and range of years, that it counts or shares."""
    line = replace(line, unit_krw=label.unit_krw or line.unit_krw, span=label.span or line.span)
    if label.name is not None:
        return line
    measure = next((name for name in _MEASURES if name in label.meanings), line.measure)
    if {"before", "after"} <= label.meanings:
        # 당초 → 변경 heads cells that print both.
        measure = line.measure
    side = next((side for side in ("income", "spending") if side in label.meanings), line.side)
    axis = next((axis for axis in _NAME_AXES if axis in label.meanings), line.axis_said)
    counts = bool(label.meanings & _COUNTS) and not label.source
    return replace(
        line,
        measure=measure,
        side=side,
        axis_said=axis,
        shares=line.shares or "share" in label.meanings,
        counts=label.unit_krw is None if counts else line.counts,
        says_money=line.says_money or "amount" in label.meanings,
    )


def _parent(chain: Sequence[Header], depth: int) -> Path:
    return tuple(f"{header.row},{header.col}" for header in chain[:depth])


def compatible(one: str | None, other: str | None) -> bool:
    """Whether a row's and a column's source can both be true of one figure."""
    if one is None or other is None or one == other:
        return True
    return _is_above(one, other) or _is_above(other, one)


def _is_above(outer: str, inner: str) -> bool:
    above: str | None = inner
    while above is not None:
        if above == outer:
            return True
        above = parent_source(above)
    return False


def more_specific(one: str | None, other: str | None) -> str | None:
    """Of two sources on the way to a figure, the particular one: the total says least."""
    if one is None or one == "total":
        return other or one
    if other is None or other == "total" or (one != other and _is_above(other, one)):
        return one
    return other


def _letters(text: str) -> str:
    return "".join(filter(str.isalpha, text))
