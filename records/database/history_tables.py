"""The tables of what happened: which record counts, what reviewers decided, and the chained log of it all.

    submissions ─< observations >─ records      (what each run saw last counts)
    submissions ─< overrides                    (a reviewer's value beside the machine's)
    submissions ─< decisions                    (what reviewers said of findings, notes, requests, the state of review)
    submissions ─< withdrawals
    calls ─< call_versions
    originals, documents                        (by content hash; the bytes lie in the content store)
    calls ─< attachments                        (files that came in one ZIP with a plan)
    calls ─< tombstones                         (what is no longer kept, since when and by which rule)
    events                                      (append-only, each with the hash of the one before)

Rows are only ever added, until the retention of a call is over (`records.preservation.retention`).
"""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from records.database.tables import Table, UtcDateTime


class ObservationRow(Table):
    """A run saw a submission and this record is what it stands for; of a submission's observations the last counts."""

    __tablename__ = "observations"
    __table_args__ = (Index("ix_observations_submission", "submission_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    submission_id: Mapped[int] = mapped_column(ForeignKey("submissions.id"))
    record_id: Mapped[int] = mapped_column(ForeignKey("records.id"), index=True)
    observed_at: Mapped[datetime] = mapped_column(UtcDateTime)


class WithdrawalRow(Table):
    """A submission that no longer counts, or counts again; of a submission's rows the last one holds.

    `observation_id` is what it stood for at that moment: a later run over the same file does not bring it back.
    """

    __tablename__ = "withdrawals"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    submission_id: Mapped[int] = mapped_column(ForeignKey("submissions.id"), index=True)
    observation_id: Mapped[int] = mapped_column(ForeignKey("observations.id"))
    reviewer: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    withdrawn_at: Mapped[datetime] = mapped_column(UtcDateTime)
    is_withdrawn: Mapped[bool] = mapped_column(default=True)


class OverrideRow(Table):
    """A reviewer's value for one place of a record (see records.decisions.overrides); NULL where it is taken back.

    `pointer` is a JSON pointer (RFC 6901) into the record; `evidence_digest` is of what the machine read there.
    """

    __tablename__ = "overrides"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    submission_id: Mapped[int] = mapped_column(ForeignKey("submissions.id"), index=True)
    pointer: Mapped[str] = mapped_column(Text)
    machine_json: Mapped[str] = mapped_column(Text)
    value_json: Mapped[str | None] = mapped_column(Text)
    evidence_digest: Mapped[str] = mapped_column(String(64))
    reviewer: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)


class DecisionRow(Table):
    """What a reviewer decided about a submission (see schemas.Decision); `value` is NULL where it is taken back."""

    __tablename__ = "decisions"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    submission_id: Mapped[int] = mapped_column(ForeignKey("submissions.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    pointer: Mapped[str] = mapped_column(Text)
    value: Mapped[str | None] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    evidence_digest: Mapped[str] = mapped_column(String(64))
    reviewer: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    replaces: Mapped[int | None] = mapped_column(ForeignKey("decisions.id"))


class CallVersionRow(Table):
    """A call as it stood when records were judged under it, whole."""

    __tablename__ = "call_versions"

    call_id: Mapped[str] = mapped_column(ForeignKey("calls.id"), primary_key=True)
    version: Mapped[str] = mapped_column(String(200), primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    call_json: Mapped[str] = mapped_column(Text)
    registered_at: Mapped[datetime] = mapped_column(UtcDateTime)


class OriginalRow(Table):
    """A file as it was received: its bytes lie in the content store under this hash."""

    __tablename__ = "originals"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    size: Mapped[int] = mapped_column(BigInteger)
    stored_at: Mapped[datetime] = mapped_column(UtcDateTime)


class DocumentRow(Table):
    """What the readers of one code version saw in an original; it lies in the content store as `document_sha256`."""

    __tablename__ = "documents"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    code_version: Mapped[str] = mapped_column(String(200), primary_key=True)
    document_sha256: Mapped[str] = mapped_column(String(64))
    stored_at: Mapped[datetime] = mapped_column(UtcDateTime)


class AttachmentRow(Table):
    """A file that was handed in within a ZIP beside its plan: `sha256` in `submission_sha256`, by its name there."""

    __tablename__ = "attachments"
    __table_args__ = (UniqueConstraint("call_id", "submission_sha256", "sha256", "file_name"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    call_id: Mapped[str] = mapped_column(ForeignKey("calls.id"))
    submission_sha256: Mapped[str] = mapped_column(String(64))
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    file_name: Mapped[str] = mapped_column(Text)
    stored_at: Mapped[datetime] = mapped_column(UtcDateTime)


class TombstoneRow(Table):
    """What stood here until its time was over: `sha256` of a submission, an original, a Document or an attachment.

    `call_id` and `submission_id` are NULL for an original that no submission stands for.
    """

    __tablename__ = "tombstones"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    call_id: Mapped[str | None] = mapped_column(ForeignKey("calls.id"))
    submission_id: Mapped[int | None] = mapped_column(ForeignKey("submissions.id"), index=True)
    what: Mapped[str] = mapped_column(String(20))
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    file_name: Mapped[str | None] = mapped_column(Text)
    kept_until: Mapped[datetime] = mapped_column(UtcDateTime)
    rule: Mapped[str] = mapped_column(Text)
    removed_at: Mapped[datetime] = mapped_column(UtcDateTime)


class EventRow(Table):
    """One entry of the audit log (see records.audit); `id` counts from 1 without a gap."""

    __tablename__ = "events"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(String(50))
    call_id: Mapped[str | None] = mapped_column(String(200))
    submission_id: Mapped[int | None] = mapped_column(index=True)
    detail: Mapped[str] = mapped_column(Text)
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))
