"""One random budget table: rows and columns of axes in random order, with what a real table adds to them.

A grid holds texts and `Money`, which knows its coordinate; so what is printed and what should be read have one origin.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any

from benchmarks.budget.generator.facts import Facts
from benchmarks.budget.generator.words import (
    AREAS,
    CHANGES,
    COUNTERS,
    FORMS,
    NAME_OF_AXIS,
    QUANTITIES,
    REMARKS,
    SECOND_NAMES,
    SIDES,
    SOURCES,
    STATES,
    STUBS,
    SUBTOTAL,
    UNKNOWN,
    WHOLE_YEARS,
    YEARS,
)
from samples.layouts.sheets import Money, Print, Sheet
from samples.money_text import percent_text

Row = list[str | Money]
Rows = list[Row]
_UNITS = (Print("백만원"), Print("백만원"), Print("천원"), Print("억원", 2), Print("원"))


@dataclass(frozen=True)
class Loosely(Print):
    """Amounts printed with what rounds or bounds them, or says that they are not decided: 약 6,000, 6,000(안)."""

    form: str = "{}"

    def text(self, krw: int) -> str:
        """The amount as printed; a zero and a negative stand as they are."""
        shown = super().text(krw)
        return self.form.format(shown) if krw > 0 else shown


@dataclass(frozen=True)
class Column:
    """A column (or row) of the source axis: its labels from the outermost, and the source that it states."""

    labels: tuple[str, ...]
    source: str


@dataclass
class Maker:
    """Makes the tables of one plan; `unknown` is a source whose word is to be one that nobody knows."""

    rng: Random
    facts: Facts
    unknown: str | None = None
    words: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.words = {source: self.rng.choice(words) for source, words in SOURCES.items()}
        if self.unknown:
            self.words[self.unknown] = self.rng.choice(UNKNOWN)
        self.year_form = self.rng.choice(YEARS)
        self.total_first = self.rng.random() < 0.4
        self.how = self.rng.choice(_UNITS)
        chosen = self.rng.random()
        if chosen < 0.1:
            self.how = replace(self.how, each=True)
        elif chosen < 0.2:
            self.how = Loosely(self.how.unit, self.how.decimals, form=self.rng.choice(FORMS))
        self.letters = self.rng.random() < 0.15

    # What is read of a figure.

    def money(self, source: str, year: int | None = None, names: Sequence[str] | None = None, **at: Any) -> Money:  # noqa: ANN401
        """The figure at a coordinate."""
        read = "unknown" if source == self.unknown else source
        return Money(self.facts.krw(source, year, names), read, year, **at)

    def named(self, name: str) -> dict[str, str]:
        """The coordinate that a name of the plan's axis spells."""
        return {self.facts.axis: name}

    # The axes.

    def source_columns(self, *, deep: bool) -> list[Column]:
        """The columns of the source axis, the total before or behind them; divided sources below a header of theirs."""
        columns: list[Column] = []
        for source, parts in self.facts.scheme.items():
            word = self.words[source]
            if not parts or not deep:
                columns.append(Column((word,), source))
                continue
            inner = [Column((word, self.words[part]), part) for part in parts]
            total = Column((word, self.rng.choice(SUBTOTAL)), source)
            columns += [total, *inner] if self.total_first else [*inner, total]
        total = Column((self.words["total"],), "total")
        if self.letters and not deep:
            # Letters that the total's header adds up, as real headers print them.
            letters = "ABCDEFGH"[: len(columns)]
            columns = [
                Column((f"{each.labels[0]}({letter})",), each.source)
                for each, letter in zip(columns, letters, strict=True)
            ]
            total = Column((f"{total.labels[0]}({'+'.join(letters)})",), "total")
        return [total, *columns] if self.total_first else [*columns, total]

    def year_word(self, year: int) -> str:
        """A year as this plan writes it."""
        nth = self.facts.years.index(year) + 1
        return self.year_form.format(year=year, short=year % 100, nth=nth)

    def whole_word(self) -> str:
        """What heads the figures of all years."""
        first, last = self.facts.years[0], self.facts.years[-1]
        form = self.rng.choice(WHOLE_YEARS)
        return form.format(first=first, last=last, short_first=first % 100, short_last=last % 100)

    def year_places(self) -> list[tuple[str, int | None]]:
        """The years and all years, as labels with what they mean."""
        years: list[tuple[str, int | None]] = [(self.year_word(year), year) for year in self.facts.years]
        whole: tuple[str, int | None] = (self.whole_word(), None)
        return [whole, *years] if self.total_first else [*years, whole]

    # The layouts.

    def by_source_column(self) -> Rows:
        """Sources down, one column of amounts."""
        header: Row = [self.rng.choice(STUBS["source"]), self.rng.choice(("금액", "사업비", "예산액"))]
        lines: Rows = [[column.labels[0], self.money(column.source)] for column in self.source_columns(deep=False)]
        return [header, *lines]

    def by_source_row(self) -> Rows:
        """Sources across, one row of amounts."""
        return transposed(self.by_source_column(), headed="금액")

    def years_by_sources(self) -> Rows:
        """Years down, sources across."""
        rows = [(label, self._in_year(year)) for label, year in self.year_places()]
        return self._across_sources(rows, self.rng.choice(STUBS["year"]))

    def sources_by_years(self) -> Rows:
        """Sources down, years across."""
        places = self.year_places()
        header: Row = [self.rng.choice(STUBS["source"]), *(label for label, _ in places)]
        lines: Rows = [
            [column.labels[0], *(self.money(column.source, year) for _, year in places)]
            for column in self.source_columns(deep=False)
        ]
        return [header, *lines]

    def names_by_sources(self) -> Rows:
        """Programmes, items or organisations down, sources across, and a row that sums them."""
        rows = [(name, self._of_name(name)) for name in self.facts.names]
        whole: tuple[str, Callable[[str], Money]] = (self.rng.choice(("합계", "계", "총계")), self.money)
        return self._across_sources(
            [whole, *rows] if self.total_first else [*rows, whole], self.rng.choice(STUBS[self.facts.axis])
        )

    def names_by_years(self) -> Rows:
        """Names down, years across: totals only."""
        places = self.year_places()
        header: Row = [self.rng.choice(STUBS[self.facts.axis]), *(label for label, _ in places)]
        lines: Rows = [
            [name, *(self.money("total", year, [name], **self.named(name)) for _, year in places)]
            for name in self.facts.names
        ]
        whole: Row = [self.rng.choice(("합계", "계")), *(self.money("total", year) for _, year in places)]
        return [header, whole, *lines] if self.total_first else [header, *lines, whole]

    def sources_by_states(self) -> Rows:
        """Sources down; each year in two states across, of which the later counts, with the change or without."""
        earlier, later = self.rng.choice(STATES)
        change = self.rng.choice(CHANGES) if self.rng.random() < 0.4 else None
        top: Row = ["구분"]
        below: Row = ["^"]
        columns = self.source_columns(deep=False)
        lines: Rows = [[column.labels[0]] for column in columns]
        for year in self.facts.years:
            top += [self.year_word(year), "<", *(["<"] if change else [])]
            below += [earlier, later, *([change] if change else [])]
            offs = self._offs(columns)
            for line, column in zip(lines, columns, strict=True):
                now = self.money(column.source, year)
                line += [replace(now, krw=now.krw + offs[column.source], is_entry=False), now]
                line += [replace(now, krw=-offs[column.source], is_entry=False)] if change else []
        return [top, below, *lines]

    def years_and_sources(self) -> Rows:
        """Years and below each its sources down, one column of amounts."""
        lines: Rows = [["연도", "재원", self.rng.choice(("사업비", "금액"))]]
        for label, year in self.year_places():
            for at, column in enumerate(self.source_columns(deep=False)):
                lines.append([label if at == 0 else "^", column.labels[0], self.money(column.source, year)])
        return lines

    def names_by_years_and_sources(self) -> Rows:
        """Names down; years and below each its sources across."""
        columns = self.source_columns(deep=False)
        places = self.year_places()
        top: Row = [self.rng.choice(STUBS[self.facts.axis])]
        below: Row = ["^"]
        for label, _ in places:
            top += [label, *("<" for _ in columns[1:])]
            below += [column.labels[0] for column in columns]
        lines: Rows = [
            [
                name,
                *(
                    self.money(column.source, year, [name], **self.named(name))
                    for _, year in places
                    for column in columns
                ),
            ]
            for name in self.facts.names
        ]
        whole: Row = ["합계", *(self.money(column.source, year) for _, year in places for column in columns)]
        return [top, below, *([whole, *lines] if self.total_first else [*lines, whole])]

    def areas_by_sources(self) -> Rows:
        """Areas merged upright, below each its names and a subtotal, sources across."""
        rng, columns = self.rng, self.source_columns(deep=False)
        cut = rng.randint(1, len(self.facts.names) - 1)
        lines: Rows = [["분야", rng.choice(STUBS[self.facts.axis]), *(column.labels[0] for column in columns)]]
        whole: Row = [rng.choice(("합계", "총계")), "<", *(self.money(column.source) for column in columns)]
        if self.total_first:
            lines.append(whole)
        for area, names in zip(AREAS, (self.facts.names[:cut], self.facts.names[cut:]), strict=False):
            own: Rows = [
                [name, *(self.money(c.source, None, [name], area=area, **self.named(name)) for c in columns)]
                for name in names
            ]
            subtotal: Row = ["소계", *(self.money(c.source, None, names, area=area) for c in columns)]
            own = [subtotal, *own] if self.total_first else [*own, subtotal]
            lines += [[area if at == 0 else "^", *row] for at, row in enumerate(own)]
        return lines if self.total_first else [*lines, whole]

    def classified_twice(self) -> Rows:
        """Names by years, and below them the same money by another axis: totals only, each part below its own sum."""
        places = self.year_places()
        sums = [self.money("total", year) for _, year in places]
        rows: Rows = [["구분", *(label for label, _ in places)]]
        rows.append([f"○ {NAME_OF_AXIS[self.facts.axis]}별 분류(합계)", *sums])
        rows += [
            [f"- {name}", *(self.money("total", year, [name], **self.named(name)) for _, year in places)]
            for name in self.facts.names
        ]
        axis, called = self._second_axis()
        rows.append([f"○ {called}별 분류(합계)", *(replace(each, is_entry=False) for each in sums)])
        first: dict[int | None, int] = {
            year: self.facts.krw("total", year) // 2_000_000 * 1_000_000 for year in self.facts.years
        }
        first[None] = sum(first.values())
        for at, name in enumerate(SECOND_NAMES[axis]):
            row: Row = [f"- {name}"]
            for _, year in places:
                krw = first[year] if at == 0 else self.facts.krw("total", year) - first[year]
                item, organization = (name, None) if axis == "item" else (None, name)
                row.append(Money(krw, "total", year, item=item, organization=organization))
            rows.append(row)
        return rows

    def income_and_spending(self) -> Rows:
        """Sources and their sum beside what the money is spent on and its sum: two lists that share rows by chance."""
        left: list[Row] = [[column.labels[0], self.money(column.source)] for column in self.source_columns(deep=False)]
        right: list[Row] = [[name, self.money("total", None, [name], **self.named(name))] for name in self.facts.names]
        right.insert(0 if self.total_first else len(right), ["합계", self.money("total")])
        most = max(len(left), len(right))
        lists = [[*rows, *([["", ""]] * (most - len(rows)))] for rows in (left, right)]
        income, spending = self.rng.choice(SIDES)
        top: Row = [income, "<", spending, "<"]
        below: Row = [self.rng.choice(("재원", "구분")), "금액", self.rng.choice(STUBS[self.facts.axis]), "금액"]
        return [top, below, *([*one, *other] for one, other in zip(*lists, strict=True))]

    def _second_axis(self) -> tuple[str, str]:
        return ("organization", "기관") if self.facts.axis == "item" else ("item", "비목")

    def amounts_beside_shares(self) -> Rows:
        """Sources across, below each its amount and its share; one row of each year."""
        columns = self.source_columns(deep=False)
        top: Row = ["구분"]
        below: Row = ["^"]
        for column in columns:
            top += [column.labels[0], "<"]
            below += [self.rng.choice(("금액", "사업비")), "비율(%)"]
        lines: Rows = []
        for label, year in self.year_places():
            line: Row = [label]
            for column in columns:
                cell = self.money(column.source, year)
                line += [cell, percent_text(cell.krw, self.facts.krw("total", year))]
            lines.append(line)
        return [top, below, *lines]

    def _in_year(self, year: int | None) -> Callable[[str], Money]:
        return lambda source: self.money(source, year)

    def _of_name(self, name: str) -> Callable[[str], Money]:
        return lambda source: self.money(source, None, [name], **self.named(name))

    def _offs(self, columns: Sequence[Column]) -> dict[str, int]:
        """By how much an earlier state was off, so that its own sums hold, too."""
        leaves = {column.source: 1_000_000 * self.rng.randint(-40, 60) for column in columns}
        return {**leaves, "total": sum(krw for source, krw in leaves.items() if source != "total")}

    def _across_sources(self, rows: Sequence[tuple[str, Callable[[str], Money]]], stub: str) -> Rows:
        columns = self.source_columns(deep=self.rng.random() < 0.6)
        is_deep = any(len(column.labels) > 1 for column in columns)
        top: Row = [stub]
        below: Row = ["^"]
        for at, column in enumerate(columns):
            is_same = at > 0 and len(column.labels) > 1 and columns[at - 1].labels[0] == column.labels[0]
            top.append("<" if is_same else column.labels[0])
            below.append(column.labels[1] if len(column.labels) > 1 else "^")
        lines: Rows = [[label, *(figure(column.source) for column in columns)] for label, figure in rows]
        return [top, *([below] if is_deep else []), *lines]


def transposed(rows: Rows, *, headed: str | None = None) -> Rows:
    """A grid turned about its diagonal; `headed` replaces the header of its first column."""
    turned: Rows = [
        ["^" if cell == "<" else "<" if cell == "^" else cell for cell in column] for column in zip(*rows, strict=True)
    ]
    if headed is not None:
        turned[0][0], turned[1][0] = turned[0][0], headed
    return turned


def header_rows_of(rows: Rows) -> int:
    """How many rows stand above the first figure."""
    return next(at for at, row in enumerate(rows) if any(isinstance(cell, Money) for cell in row))


def decorated(rows: Rows, rng: Random) -> Rows:
    """The rows with what real tables print beside figures: a column of counts, of remarks, shares in the cells."""
    header = header_rows_of(rows)
    stubs = next(at for at, cell in enumerate(rows[header]) if isinstance(cell, Money))
    chosen = rng.random()
    if chosen < 0.15:
        counter = rng.choice(COUNTERS)
        texts = ["" if header == 0 else rng.choice(QUANTITIES), *("^" for _ in range(header - 1))]
        texts += [f"{rng.randint(2, 60)}{counter}" for _ in rows[header:]]
        return [[*row[:stubs], text, *row[stubs:]] for row, text in zip(rows, texts, strict=True)]
    if chosen < 0.3:
        texts = [rng.choice(REMARKS), *("^" for _ in range(header - 1)), *("" for _ in rows[header:])]
        return [[*row, text] for row, text in zip(rows, texts, strict=True)]
    if chosen < 0.4:
        return [[_with_share(cell, row) for cell in row] for row in rows]
    return rows


def _with_share(cell: str | Money, row: Row) -> str | Money:
    totals = [other.krw for other in row if isinstance(other, Money) and other.source == "total" and other.is_entry]
    if not isinstance(cell, Money) or len(totals) != 1 or not totals[0]:
        return cell
    return replace(cell, whole_krw=totals[0])


def with_share_row(rows: Rows) -> Rows:
    """One row of sources with a row of their shares below it."""
    last = [cell for cell in rows[-1] if isinstance(cell, Money)]
    whole = next(cell.krw for cell in last if cell.source == "total")
    return [*rows, ["비율(%)", *(percent_text(cell.krw, whole) for cell in last)]]


def sheet_of(rows: Rows, how: Print, rng: Random) -> Sheet:
    """The rows as a table that is printed."""
    look = rng.choice(("grid", "grid", "grid", "open"))
    return Sheet(rows, how, {"look": look, "role": "budget", "header_rows": header_rows_of(rows)})
