"""The facts of a made-up plan, and the money worked out from them to the last unit.

A plan states its money by source once; programmes carry weights. Sources are split over programmes and then over years
exactly, so every sum that a document prints from these facts holds, unless a defect breaks it on purpose.
"""

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import NamedTuple, Self

import yaml
from pydantic import Field

from samples.apportion import apportion
from schemas.base import Model

PLANS = Path(__file__).parent / "plans"
MILLION = 1_000_000


class Funds(NamedTuple):
    """Won by source."""

    national: int = 0
    metro: int = 0
    district: int = 0
    cash: int = 0
    in_kind: int = 0

    @property
    def local(self) -> int:
        """시·도비 and 시·군·구비."""
        return self.metro + self.district

    @property
    def private(self) -> int:
        """Cash and in-kind."""
        return self.cash + self.in_kind

    @property
    def total(self) -> int:
        """All sources."""
        return sum(self)

    def of(self, source: str) -> int:
        """The won of one source or rollup, by its name."""
        amount: int = getattr(self, source)
        return amount

    @classmethod
    def sum(cls, parts: Iterable[Self]) -> Self:
        """The sum, source by source."""
        return cls(*(sum(column) for column in zip(*parts, strict=True)))


class Kpi(Model):
    """A target by year; `last` says that the final value is the last year's and not the sum (a rate)."""

    name: str
    unit: str
    by_year: tuple[int, ...]
    last: bool = False

    @property
    def final(self) -> int:
        """The value for the whole period."""
        return self.by_year[-1] if self.last else sum(self.by_year)


class Programme(Model):
    """A programme. `area` is what its content shows, `declared` what the plan files it under (if different)."""

    title: str
    area: str
    declared: str | None = None
    organization: str
    weight: int
    private: bool = True
    purpose: str
    target: str
    content: tuple[str, ...]
    method: tuple[str, ...] = ()
    kpis: tuple[Kpi, ...]

    @property
    def filed_under(self) -> str:
        """The area that the plan prints."""
        return self.declared or self.area


class Money(Model):
    """The plan's money by source in units of `step` won, and the weights of the years."""

    step: int
    unit_krw: int = MILLION
    national: int
    metro: int
    district: int
    cash: int
    in_kind: int
    years: dict[int, int]


class BrokenCell(Model):
    """A cell of the programme table that is printed wrongly: the area's subtotal, its source, what is added."""

    area: str
    source: str
    add_krw: int


class Style(Model):
    """How a plan looks: fonts, sizes, rules of its tables, and the words that it uses for the same things.

    `spaced` sets labels of two syllables apart (합   계); `own_captions` makes captions a part of the table in HWPX
    and not a paragraph above it.
    """

    layout: str
    pdf: str = "office"
    font: str = "NanumMyeongjo"
    heading_font: str = "NanumGothic"
    size: float = 12
    table_size: float = 10
    line: float = 1.6
    look: str = "grid"
    shade: str = "E7ECF5"
    colour: str = "1F3864"
    header: str
    footer: str = "- {page} -"
    program_style: str = "sections"
    area_heading: str
    program_heading: str
    program_labels: dict[str, str]
    spaced: bool = False
    chapter_break: bool = False
    own_captions: bool = False


class Plan(Model):
    """A made-up plan. `violations` are the rules that it breaks on purpose; everything else about it is consistent."""

    key: str
    of: str | None = None
    inbox: str
    kind: str = "first"
    received_at: str
    applicant: str
    lead: str
    partners: tuple[str, ...]
    start: str
    end: str
    money: Money
    areas: dict[str, str]
    labels: dict[str, str]
    programs: tuple[Programme, ...]
    style: Style
    violations: tuple[str, ...] = ()
    broken_cell: BrokenCell | None = None
    precision_krw: int
    before: dict[str, int] = Field(default_factory=dict)

    @property
    def total_row(self) -> str:
        """How a row of totals is labelled, which need not be the word that heads the column."""
        return self.labels.get("total_row", self.labels["total"])

    @property
    def years(self) -> tuple[int, ...]:
        """The years that money is planned in."""
        return tuple(self.money.years)

    @cached_property
    def funds(self) -> Funds:
        """The whole plan's money."""
        money = self.money
        parts = (money.national, money.metro, money.district, money.cash, money.in_kind)
        return Funds(*(part * money.unit_krw for part in parts))

    @cached_property
    def by_program_year(self) -> dict[tuple[str, int], Funds]:
        """The money of each programme in each year."""
        columns: dict[tuple[str, int], list[int]] = {
            (program.title, year): [] for program in self.programs for year in self.years
        }
        for source, whole in zip(Funds._fields, self.funds, strict=True):
            private = source in {"cash", "in_kind"}
            weights = [program.weight if program.private or not private else 0 for program in self.programs]
            shares = apportion(whole, weights, self.money.step)
            for program, share in zip(self.programs, shares, strict=True):
                yearly = apportion(share, list(self.money.years.values()), self.money.step)
                for year, amount in zip(self.years, yearly, strict=True):
                    columns[program.title, year].append(amount)
        return {key: Funds(*column) for key, column in columns.items()}

    def of_program(self, program: Programme) -> Funds:
        """A programme's money over all years."""
        return Funds.sum(self.by_program_year[program.title, year] for year in self.years)

    def of_year(self, year: int) -> Funds:
        """A year's money over all programmes."""
        return Funds.sum(self.by_program_year[program.title, year] for program in self.programs)

    def filed(self) -> list[tuple[str, list[Programme]]]:
        """Programmes by the area that the plan files them under, in the plan's order of areas."""
        return [
            (area, [program for program in self.programs if program.filed_under == area])
            for area in self.areas
            if any(program.filed_under == area for program in self.programs)
        ]


def load_plan(key: str) -> Plan:
    """Read a plan's facts; a corrected copy (`of`) starts from the facts of the plan that it corrects."""
    facts = yaml.safe_load((PLANS / f"{key}.yaml").read_text(encoding="utf-8"))
    if "of" in facts:
        original = yaml.safe_load((PLANS / f"{facts['of']}.yaml").read_text(encoding="utf-8"))
        facts = {**original, **facts, "style": {**original["style"], **facts.get("style", {})}}
    return Plan.model_validate(facts)


def plan_keys() -> list[str]:
    """All plans, in the order of their names."""
    return sorted(path.stem for path in PLANS.glob("*.yaml"))
