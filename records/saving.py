"""Saving a record: its rows, what it stands for, and the events that attest both, in one transaction."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import NamedTuple

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from records.audit import append_event
from records.database import canonical
from records.database.history_tables import ObservationRow
from records.database.row_mapping import record_row, rows_of
from records.database.tables import CallRow, RecordRow, SubmissionRow, Table
from schemas import Record
from schemas.errors import Conflict


class Author(NamedTuple):
    """Who the audit log names, and the clock."""

    actor: str
    now: Callable[[], datetime]


def insert_record(session: Session, record: Record, author: Author) -> bool:
    """Add a record unless the same run gave the same before; whether it was added.

    Raises:
        Conflict: the same run gave something else before.
    """
    stored = session.scalar(
        select(RecordRow).filter_by(
            run_digest=canonical.run_digest(record.key, record.submission), outcome=canonical.outcome(record)
        )
    )
    if stored is not None:
        if record.failure is None and stored.content_digest != canonical.content_digest(record):
            raise Conflict(record.submission.file_name)
        count_record(session, stored, record.key.call_id, author)
        return False
    submission, added = _submission_row(session, record)
    row = record_row(record, submission.id)
    session.add(row)
    append_event(
        session,
        at=record.recorded_at,
        actor=author.actor,
        kind="recorded",
        call_id=record.key.call_id,
        submission_id=submission.id,
        rows=[*added, *rows_of(row)],
        file=record.submission.file_name,
        sha256=record.key.sha256,
        outcome=row.outcome,
        call_version=record.key.call_version,
        code_version=record.key.code_version,
        model_version=record.key.model_version,
    )
    count_record(session, row, record.key.call_id, author)
    return True


def count_record(session: Session, row: RecordRow, call_id: str, author: Author) -> None:
    """Let a record stand for its submission from now on, unless it does already or the same run read the file."""
    latest = session.scalar(
        select(RecordRow)
        .join(ObservationRow, ObservationRow.record_id == RecordRow.id)
        .where(ObservationRow.submission_id == row.submission_id)
        .order_by(ObservationRow.id.desc())
        .limit(1)
    )
    if latest is not None and (
        latest.id == row.id
        or (latest.run_digest == row.run_digest and latest.outcome == canonical.JUDGED != row.outcome)
    ):
        return
    observation = ObservationRow(submission_id=row.submission_id, record_id=row.id, observed_at=author.now())
    session.add(observation)
    append_event(
        session,
        at=observation.observed_at,
        actor=author.actor,
        kind="observed",
        call_id=call_id,
        submission_id=row.submission_id,
        rows=[observation],
        record=row.id,
        received_at=_time(row.received_at),
        received_before=_time(latest.received_at) if latest else None,
        first=latest is None,
    )


def counting_observations(call_id: str) -> Select[int]:
    """The last observation of each submission to a call: what its record is now."""
    return (
        select(func.max(ObservationRow.id))
        .join(SubmissionRow, ObservationRow.submission_id == SubmissionRow.id)
        .where(SubmissionRow.call_id == call_id)
        .group_by(ObservationRow.submission_id)
    )


def _submission_row(session: Session, record: Record) -> tuple[SubmissionRow, list[Table]]:
    """The row of a record's submission, and the rows that had to be added for it."""
    added: list[Table] = []
    if session.get(CallRow, record.key.call_id) is None:
        added.append(CallRow(id=record.key.call_id))
        session.add(added[0])
        session.flush()
    facts = {
        "call_id": record.key.call_id,
        "sha256": record.key.sha256,
        "file_name": record.submission.file_name,
        "kind": record.submission.kind.value,
    }
    row = session.scalar(select(SubmissionRow).filter_by(**facts))
    if row is None:
        row = SubmissionRow(**facts)
        session.add(row)
        session.flush()
        added.append(row)
    return row, added


def _time(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat() if moment else None
