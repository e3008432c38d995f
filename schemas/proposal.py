"""A Proposal: what a plan says, each value with the places it was read from.

A value that is not stated is `None`, and `unknown` says why, by the field's name.
"""

from datetime import date
from enum import StrEnum
from typing import ClassVar, Generic, TypeVar

from pydantic import Field

from schemas.anchor import Anchor
from schemas.base import Model
from schemas.criteria import CriterionPassages
from schemas.document import FileInfo, ReadingWarning
from schemas.excerpt import TableExcerpt
from schemas.kpi import Kpi
from schemas.money import Amount
from schemas.source import FUNDED_SOURCES, Source
from schemas.statements import Statements

ValueT = TypeVar("ValueT")


class Stated(Model, Generic[ValueT]):
    """A value and the places that state it."""

    value: ValueT
    evidence: tuple[Anchor, ...] = ()


class Funding(Model):
    """Money by source; a source that is not stated is `None` with its reason in `unknown`."""

    omitted_at_default: ClassVar[frozenset[str]] = frozenset({"unknown"})

    national: Amount | None = None
    local: Amount | None = None
    private: Amount | None = None
    total: Amount | None = None
    metro: Amount | None = None
    district: Amount | None = None
    cash: Amount | None = None
    in_kind: Amount | None = None
    unknown: dict[str, str] = Field(default_factory=dict)

    def of(self, source: Source) -> Amount | None:
        """The amount of one source."""
        amount: Amount | None = getattr(self, source.value) if source in FUNDED_SOURCES else None
        return amount


class BudgetEntry(Model):
    """One amount in a budget table and the coordinate that its headers spell. `None` means all of that axis.

    `area` and `program` are as printed; `source_name` is the printed word of a source that is `other` or `unknown`,
    or of one of several parts of a source that a table prints beside each other (시비, 군비);
    `table` is the index in `Document.tables`; `rollup` says that the cell is
    labelled as a sum (계, 소계, 합계), which is what cross-footing compares.
    """

    omitted_at_default: ClassVar[frozenset[str]] = frozenset({"area", "organization", "source_name"})

    source: Source
    source_name: str | None = None
    year: int | None = None
    area: str | None = None
    program: str | None = None
    item: str | None = None
    organization: str | None = None
    rollup: bool = False
    table: int | None = None
    krw: int
    step: int = Field(ge=1)
    evidence: tuple[Anchor, ...] = ()

    @property
    def amount(self) -> Amount:
        """The entry's money."""
        return Amount(krw=self.krw, step=self.step, evidence=self.evidence)


class SumStatus(StrEnum):
    """Whether printed parts add up to their printed total."""

    EXACT = "exact"
    ROUNDING = "rounding"
    BROKEN = "broken"


class SumCheck(Model):
    """A sum that the document states twice: as a total and as parts.

    `difference` is total − Σ parts in won; `tolerance` is the most that rounding explains (⌊(n+1)/2⌋ steps for n
    parts). `label` says in Korean which sum it is (재원별 합계, 2026년 국비 …).
    """

    label: str
    total: Amount
    parts: tuple[Amount, ...]
    difference: int
    tolerance: int
    status: SumStatus


class Cause(StrEnum):
    """What made a printed amount wrong, as far as the amount that should stand there tells it; `value` is no more.

    `left_out` is a total without one of its parts, `counted_twice` one with a part or a subtotal added twice.
    """

    VALUE = "value"
    DIGITS_SWAPPED = "digits_swapped"
    DIGIT = "digit"
    UNIT = "unit"
    SIGN = "sign"
    LEFT_OUT = "left_out"
    COUNTED_TWICE = "counted_twice"


class Reading(StrEnum):
    """Whether the plan prints an amount as it was read.

    `certain`: the file holds it as text in its cell, or a second reading of the page says the same. `doubtful`:
    readings differ, or it was recognised from a picture.
    """

    CERTAIN = "certain"
    DOUBTFUL = "doubtful"


class Repair(Model):
    """A printed cell whose change would make the most broken sums hold, and the slip that explains it in Korean.

    `reading` tells the applicant's error from simsa's own; None where no second reading could be had. `read_otherwise`
    is what another reading says stands in the cell.
    """

    omitted_at_default: ClassVar[frozenset[str]] = frozenset({"explanation", "reading", "read_otherwise"})

    printed: Amount
    label: str
    repaired_krw: int
    repairs: int
    broken: int
    cause: Cause = Cause.VALUE
    explanation: str | None = None
    reading: Reading | None = None
    read_otherwise: str | None = None


class NamedSource(Model):
    """Money of the whole plan from a source that is `other` or `unknown`, by its printed name."""

    name: str
    source: Source
    amount: Amount


class SetAside(Model):
    """Figures of a table that are not counted as this plan's money, with the reason in Korean.

    `label` is what heads them: a row, a column, or the whole table's title.
    """

    table: int
    label: str
    reason: str
    evidence: tuple[Anchor, ...] = ()


class Budget(Model):
    """The money of a plan: every entry read, the sums among them, and the cell that most likely is wrong.

    `doubts` say in Korean where sums that do not hold may be the reading's fault: they are no errors of the plan.
    """

    omitted_at_default: ClassVar[frozenset[str]] = frozenset({"other_sources", "set_aside", "doubts"})

    funding: Funding = Funding()
    by_year: dict[str, Funding] = Field(default_factory=dict)
    entries: tuple[BudgetEntry, ...] = ()
    sums: tuple[SumCheck, ...] = ()
    repairs: tuple[Repair, ...] = ()
    other_sources: tuple[NamedSource, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    doubts: tuple[SetAside, ...] = ()


class AreaScore(Model):
    """An area of the call, how strongly the content speaks for it (0 to 1), and the words that do."""

    area: str
    score: float = Field(ge=0, le=1)
    evidence: tuple[Anchor, ...] = ()


class AreaStatus(StrEnum):
    """Whether an area may be taken as it is, or a person must look."""

    AUTO = "auto"
    NEEDS_REVIEW = "needs_review"


class OrganizationRole(Model):
    """An organisation that takes part in a plan or in one of its programmes: in which role, with which tasks and money.

    `role` is as printed (주관기관, 수행기관, 참여 …), None where only its tasks are; `amount` is its whole money there,
    as the budget states it.
    """

    omitted_at_default: ClassVar[frozenset[str]] = frozenset({"role", "tasks", "amount"})

    name: str
    role: str | None = None
    tasks: tuple[str, ...] = ()
    amount: Amount | None = None
    evidence: tuple[Anchor, ...] = ()


class ScheduledTask(Model):
    """A row of a plan's schedule: what is done, and when, as printed ("2026년 상반기~2027년 상반기")."""

    task: str
    when: str
    evidence: tuple[Anchor, ...] = ()


class Program(Model):
    """A programme (세부 프로그램) of a plan.

    `evidence` are the places of its title; `field_evidence` those of purpose, target, content, method and schedule.
    What further places of the plan state for it, alike or not, is kept in the fields named `…_elsewhere`.
    """

    omitted_at_default: ClassVar[frozenset[str]] = frozenset(
        {"unknown", "review_reason", "kpis_elsewhere", "funding_elsewhere", "declared_elsewhere", "organizations"}
    )

    title: str
    purpose: str | None = None
    target: str | None = None
    content: tuple[str, ...] = ()
    method: str | None = None
    schedule: str | None = None
    partners: tuple[Stated[str], ...] = ()
    organizations: tuple[OrganizationRole, ...] = ()
    kpis: tuple[Kpi, ...] = ()
    kpis_elsewhere: tuple[Kpi, ...] = ()
    declared_area: str | None = None
    declared_area_evidence: tuple[Anchor, ...] = ()
    declared_elsewhere: tuple[Stated[str], ...] = ()
    areas: tuple[AreaScore, ...] = ()
    area_status: AreaStatus = AreaStatus.NEEDS_REVIEW
    review_reason: str | None = None
    funding: Funding = Funding()
    funding_elsewhere: tuple[Funding, ...] = ()
    evidence: tuple[Anchor, ...] = ()
    field_evidence: dict[str, tuple[Anchor, ...]] = Field(default_factory=dict)
    unknown: dict[str, str] = Field(default_factory=dict)


class Period(Model):
    """When the plan runs. A month without a day starts on its first and ends on its last day."""

    omitted_at_default: ClassVar[frozenset[str]] = frozenset({"unknown"})

    start: Stated[date] | None = None
    end: Stated[date] | None = None
    unknown: dict[str, str] = Field(default_factory=dict)


class Section(Model):
    """A required section of the call that was found: as a section, a field of a table or a labelled line."""

    id: str
    title: str
    evidence: tuple[Anchor, ...] = ()


class NarrativeAmount(Model):
    """An amount outside the budget tables that names the total or a source, for the whole plan or one year."""

    omitted_at_default: ClassVar[frozenset[str]] = frozenset({"year", "program"})

    source: Source
    year: int | None = None
    program: str | None = None
    amount: Amount
    sentence: str


class Proposal(Model):
    """What one document proposes. `excerpts` are the tables that it was read from, for showing where a value stands."""

    omitted_at_default: ClassVar[frozenset[str]] = frozenset(
        {"unknown", "organizations", "schedule", "criteria", "excerpts"}
    )

    file: FileInfo
    applicant: Stated[str] | None = None
    lead_organization: Stated[str] | None = None
    partners: tuple[Stated[str], ...] = ()
    organizations: tuple[OrganizationRole, ...] = ()
    schedule: tuple[ScheduledTask, ...] = ()
    period: Period = Period()
    budget: Budget = Budget()
    programs: tuple[Program, ...] = ()
    sections: tuple[Section, ...] = ()
    criteria: tuple[CriterionPassages, ...] = ()
    narrative_amounts: tuple[NarrativeAmount, ...] = ()
    statements: Statements = Statements()
    warnings: tuple[ReadingWarning, ...] = ()
    excerpts: tuple[TableExcerpt, ...] = ()
    unknown: dict[str, str] = Field(default_factory=dict)
