"""The tables. `records.record_json` is the truth; the other rows repeat it in a form that SQL can ask.

    calls ─< submissions ─< records ─┬─ proposals ─┬─< programs
                                     │             ├─< amounts         (funding of the plan, its years, its programmes)
                                     │             ├─< budget_entries
                                     │             └─< findings
                                     ├─ failures
                                     └─< area_corrections   (what reviewers say; never part of the machine's record)

A submission is a file under a call: its bytes, its name and its kind. Each run over it that differs in call version,
code, model, arrival or outcome adds a row to `records`; none is ever changed.
"""

from datetime import UTC, date, datetime

from sqlalchemy import BigInteger, DateTime, Dialect, ForeignKey, Index, MetaData, String, Text, TypeDecorator
from sqlalchemy import UniqueConstraint as Unique
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedAsDataclass, mapped_column, relationship

MAX_KRW = 2**63 - 1
"""The largest amount that a column holds; beyond it the column is NULL and only the JSON has the number."""


class UtcDateTime(TypeDecorator[datetime]):
    """An aware datetime, stored in UTC: SQLite keeps no zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """To UTC on the way in."""
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Aware on the way out."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Table(MappedAsDataclass, DeclarativeBase):
    """What every table shares; constraints have names that migrations can rely on."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class CallRow(Table):
    """A call that something was submitted to."""

    __tablename__ = "calls"

    id: Mapped[str] = mapped_column(String(200), primary_key=True)


class SubmissionRow(Table):
    """A file under a call."""

    __tablename__ = "submissions"
    __table_args__ = (Unique("call_id", "sha256", "file_name", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    call_id: Mapped[str] = mapped_column(ForeignKey("calls.id"))
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    file_name: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(String(20))


class RecordRow(Table):
    """One run over a submission, whole."""

    __tablename__ = "records"
    __table_args__ = (
        Unique("run_digest", "outcome"),
        Index("ix_records_key", "call_version", "code_version", "model_version"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    submission_id: Mapped[int] = mapped_column(ForeignKey("submissions.id"), index=True)
    call_version: Mapped[str] = mapped_column(String(200))
    code_version: Mapped[str] = mapped_column(String(200))
    model_version: Mapped[str] = mapped_column(String(200))
    received_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    outcome: Mapped[str] = mapped_column(String(50))
    run_digest: Mapped[str] = mapped_column(String(64))
    content_digest: Mapped[str] = mapped_column(String(64))
    record_json: Mapped[str] = mapped_column(Text)
    proposal: Mapped["ProposalRow | None"] = relationship(default=None)
    failure: Mapped["FailureRow | None"] = relationship(default=None)


class FailureRow(Table):
    """Why a submission could not be read."""

    __tablename__ = "failures"

    record_id: Mapped[int] = mapped_column(ForeignKey("records.id"), primary_key=True, init=False)
    code: Mapped[str] = mapped_column(String(50), index=True)
    message: Mapped[str] = mapped_column(Text)


class ProposalRow(Table):
    """What a plan says about itself."""

    __tablename__ = "proposals"

    record_id: Mapped[int] = mapped_column(ForeignKey("records.id"), primary_key=True, init=False)
    applicant: Mapped[str | None] = mapped_column(Text, index=True)
    lead_organization: Mapped[str | None] = mapped_column(Text)
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    format: Mapped[str] = mapped_column(String(20))
    pages: Mapped[int | None]
    programs: Mapped[list["ProgramRow"]] = relationship(default_factory=list)
    amounts: Mapped[list["AmountRow"]] = relationship(default_factory=list)
    findings: Mapped[list["FindingRow"]] = relationship(default_factory=list)


class ProgramRow(Table):
    """A programme; `position` counts from 0 in the plan's order. `areas` are ids, the strongest first, by commas."""

    __tablename__ = "programs"

    record_id: Mapped[int] = mapped_column(ForeignKey("proposals.record_id"), primary_key=True, init=False)
    position: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(Text)
    declared_area: Mapped[str | None] = mapped_column(String(200))
    areas: Mapped[str] = mapped_column(Text)
    area_status: Mapped[str] = mapped_column(String(20))


class AmountRow(Table):
    """Funding: of the whole plan (no year, no programme), of a year, or of a programme (its position)."""

    __tablename__ = "amounts"
    __table_args__ = (Index("ix_amounts_source_krw", "source", "krw"),)

    record_id: Mapped[int] = mapped_column(ForeignKey("proposals.record_id"), primary_key=True, init=False)
    position: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[str | None] = mapped_column(String(20))
    program_position: Mapped[int | None]
    source: Mapped[str] = mapped_column(String(20))
    krw: Mapped[int | None] = mapped_column(BigInteger)
    step: Mapped[int | None] = mapped_column(BigInteger)
    derived: Mapped[str | None] = mapped_column(Text)
    page: Mapped[int | None]
    path: Mapped[str | None] = mapped_column(Text)


class BudgetEntryRow(Table):
    """One amount of a budget table at its coordinate."""

    __tablename__ = "budget_entries"

    record_id: Mapped[int] = mapped_column(ForeignKey("proposals.record_id"), primary_key=True, init=False)
    position: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(String(20), index=True)
    year: Mapped[int | None]
    area: Mapped[str | None] = mapped_column(Text)
    program: Mapped[str | None] = mapped_column(Text)
    item: Mapped[str | None] = mapped_column(Text)
    organization: Mapped[str | None] = mapped_column(Text)
    rollup: Mapped[bool]
    krw: Mapped[int | None] = mapped_column(BigInteger)
    step: Mapped[int | None] = mapped_column(BigInteger)
    page: Mapped[int | None]
    path: Mapped[str | None] = mapped_column(Text)


class FindingRow(Table):
    """A rule's verdict; page and path are its first evidence's."""

    __tablename__ = "findings"
    __table_args__ = (Index("ix_findings_rule_verdict", "rule", "verdict", "record_id", "position"),)

    record_id: Mapped[int] = mapped_column(ForeignKey("proposals.record_id"), primary_key=True, init=False)
    position: Mapped[int] = mapped_column(primary_key=True)
    rule: Mapped[str] = mapped_column(String(100))
    verdict: Mapped[str] = mapped_column(String(20))
    severity: Mapped[str] = mapped_column(String(20))
    message: Mapped[str] = mapped_column(Text)
    citation: Mapped[str] = mapped_column(Text)
    question: Mapped[str | None] = mapped_column(Text)
    page: Mapped[int | None]
    path: Mapped[str | None] = mapped_column(Text)


class AreaCorrectionRow(Table):
    """A reviewer's areas for a programme (`records.decisions`). `found`, `corrected`: area ids by commas."""

    __tablename__ = "area_corrections"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    record_id: Mapped[int] = mapped_column(ForeignKey("records.id"), index=True)
    title: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    content_hash: Mapped[str] = mapped_column(String(64))
    found: Mapped[str] = mapped_column(Text)
    corrected: Mapped[str] = mapped_column(Text)
    reviewer: Mapped[str] = mapped_column(Text)
    corrected_at: Mapped[datetime] = mapped_column(UtcDateTime)
    reason: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(String(64))
