"""The axes of a random plan's tables: what its sources, years and names are headed with, and the figure at a place."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any

from benchmarks.budget.generator.cells import Loosely, Row, Rows
from benchmarks.budget.generator.facts import Facts
from benchmarks.budget.generator.words import FORMS, SOURCES, SUBTOTAL, UNKNOWN, WHOLE_YEARS, YEARS
from samples.layouts.sheets import Money, Print

_UNITS = (Print("백만원"), Print("백만원"), Print("천원"), Print("억원", 2), Print("원"))


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
        self.names_in_first_area = self.rng.randint(1, len(self.facts.names) - 1)

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

    # What lines of figures are made of.

    def in_year(self, year: int | None) -> Callable[[str], Money]:
        """The figure of each source in a year."""
        return lambda source: self.money(source, year)

    def of_name(self, name: str) -> Callable[[str], Money]:
        """The figure of each source for a name."""
        return lambda source: self.money(source, None, [name], **self.named(name))

    def across_sources(self, rows: Sequence[tuple[str, Callable[[str], Money]]], stub: str) -> Rows:
        """Rows of figures below the sources, in one row of headers or in two."""
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
