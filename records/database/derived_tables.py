"""The tables that lists and sums are asked of: everything in them follows from the records, and can be made anew.

    records ─< record_summaries ─┬─< area_money      (a plan's programmes by area)
                                 ├─< unit_costs      (money per company, trainee or machine)
                                 ├─< reviewed_findings (where reviewers decided; otherwise `findings` says it)
                                 ├── verdict_profiles (all verdicts of a plan; many plans share one)
                                 └── plan_texts       (what is searched; once for all records that say the same)

A record has one summary as the machine left it, and one more for each state that reviewers brought it to. The log
attests the records and what reviewers decided, not these rows, and an export leaves them out.
"""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, MetaData, String, Text, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedAsDataclass, mapped_column

from records.database.tables import RecordRow, SubmissionRow, Table, UtcDateTime

OF_THE_MACHINE = 0
"""The revision of a summary that looks at nothing that reviewers decided."""


class Derived(MappedAsDataclass, DeclarativeBase):
    """What the derived tables share: names as those of the tables that they follow from, but metadata of their own."""

    metadata = MetaData(naming_convention=Table.metadata.naming_convention)


class VerdictProfileRow(Derived):
    """The verdicts of a plan, one a line: rule, verdict and severity, separated by tabs."""

    __tablename__ = "verdict_profiles"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    verdicts: Mapped[str] = mapped_column(Text)


class PlanTextRow(Derived):
    """What is searched of a plan, a line for each title, programme text and passage.

    `folded` holds the same lines without anything but letters and digits (`records.queries.folding`). `places` is a
    JSON list with the place of each line. `is_cut` says that a plan is longer than what is kept for the search.
    """

    __tablename__ = "plan_texts"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    lines: Mapped[str] = mapped_column(Text)
    folded: Mapped[str] = mapped_column(Text)
    places: Mapped[str] = mapped_column(Text)
    is_cut: Mapped[bool]


class SummaryRow(Derived):
    """A record in one row: who, how much, and how many findings of each kind. Amounts are won, None where not stated.

    `revision` is the number of the last event of what reviewers decided that it looks at, 0 for the machine's record.
    `counts` is true for the one summary that a submission stands for now. `applicant_key` is a hash of the applicant,
    and `rank_key` a text that is greater for the copy that comes later among an applicant's (`summary.rank_key`).
    """

    __tablename__ = "record_summaries"
    __table_args__ = (
        UniqueConstraint("record_id", "revision"),
        Index("ix_record_summaries_counting", "call_id", "counts", "applicant_key", "rank_key"),
        Index("ix_record_summaries_file", "sha256", "kind"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    record_id: Mapped[int] = mapped_column(ForeignKey(RecordRow.id))
    revision: Mapped[int]
    counts: Mapped[bool]
    call_id: Mapped[str] = mapped_column(String(200))
    submission_id: Mapped[int] = mapped_column(ForeignKey(SubmissionRow.id))
    file_name: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(String(20))
    sha256: Mapped[str] = mapped_column(String(64))
    applicant_key: Mapped[str | None] = mapped_column(String(64))
    rank_key: Mapped[str] = mapped_column(Text)
    received_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    applicant: Mapped[str | None] = mapped_column(Text)
    is_read: Mapped[bool]
    is_picture: Mapped[bool]
    failure_code: Mapped[str | None] = mapped_column(String(50))
    failure_message: Mapped[str | None] = mapped_column(Text)
    total: Mapped[int | None] = mapped_column(BigInteger)
    national: Mapped[int | None] = mapped_column(BigInteger)
    local: Mapped[int | None] = mapped_column(BigInteger)
    private: Mapped[int | None] = mapped_column(BigInteger)
    programs: Mapped[int]
    needs_review: Mapped[int]
    warnings: Mapped[int]
    violated_error: Mapped[int]
    violated_warning: Mapped[int]
    violated_advice: Mapped[int]
    undetermined_error: Mapped[int]
    undetermined_warning: Mapped[int]
    undetermined_advice: Mapped[int]
    met: Mapped[int]
    not_applicable: Mapped[int]
    violated_rules: Mapped[str] = mapped_column(Text)
    overrides: Mapped[int]
    to_confirm: Mapped[int]
    review_state: Mapped[str | None] = mapped_column(String(50))
    profile_id: Mapped[int] = mapped_column(ForeignKey(VerdictProfileRow.id))
    text_id: Mapped[int | None] = mapped_column(ForeignKey(PlanTextRow.id), index=True)


class AreaMoneyRow(Derived):
    """The programmes of a plan that count for one area, "" where none is sure, and their money by source.

    An amount of None is a sum too large for the column.
    """

    __tablename__ = "area_money"

    summary_id: Mapped[int] = mapped_column(ForeignKey(SummaryRow.id), primary_key=True)
    area: Mapped[str] = mapped_column(String(200), primary_key=True)
    programs: Mapped[int]
    without_total: Mapped[int]
    total: Mapped[int | None] = mapped_column(BigInteger)
    national: Mapped[int | None] = mapped_column(BigInteger)
    local: Mapped[int | None] = mapped_column(BigInteger)
    private: Mapped[int | None] = mapped_column(BigInteger)


class UnitCostRow(Derived):
    """What a programme costs per company, trainee or machine: its money, its one target in that unit, and won a unit.

    `quantity` is the target as the plan prints it; `krw_per_unit` is rounded to won.
    """

    __tablename__ = "unit_costs"
    __table_args__ = (
        Index("ix_unit_costs_unit", "unit", "krw_per_unit", "summary_id"),
        Index("ix_unit_costs_summary", "summary_id", "unit", "area", "krw_per_unit"),
    )

    summary_id: Mapped[int] = mapped_column(ForeignKey(SummaryRow.id), primary_key=True)
    program_position: Mapped[int] = mapped_column(primary_key=True)
    unit: Mapped[str] = mapped_column(String(50), primary_key=True)
    area: Mapped[str] = mapped_column(String(200))
    program: Mapped[str] = mapped_column(Text)
    target: Mapped[str] = mapped_column(Text)
    quantity: Mapped[str] = mapped_column(String(50))
    krw: Mapped[int] = mapped_column(BigInteger)
    krw_per_unit: Mapped[int] = mapped_column(BigInteger)


class ReviewedFindingRow(Derived):
    """A rule's verdict on a plan as reviewers left it; the columns are those of `FindingRow`."""

    __tablename__ = "reviewed_findings"
    __table_args__ = (Index("ix_reviewed_findings_rule_verdict", "rule", "verdict", "summary_id", "position"),)

    summary_id: Mapped[int] = mapped_column(ForeignKey(SummaryRow.id), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    rule: Mapped[str] = mapped_column(String(100))
    verdict: Mapped[str] = mapped_column(String(20))
    severity: Mapped[str] = mapped_column(String(20))
    message: Mapped[str] = mapped_column(Text)
    question: Mapped[str | None] = mapped_column(Text)
    page: Mapped[int | None]
    path: Mapped[str | None] = mapped_column(Text)
