"""Saving a record: its rows, what it stands for, and the events that attest both, in one transaction."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import NamedTuple

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from records.audit import append_event
from records.database import canonical
from records.database.history_tables import ObservationRow
from records.database.numbers import numbered
from records.database.row_mapping import entry_values, record_row, rows_of
from records.database.tables import BudgetEntryRow, RecordRow, SubmissionRow
from records.queries.indexing import add_summary, let_count
from records.submissions import is_submission, last_name, row_of_submission
from schemas import Verdict
from schemas.errors import Conflict


class Author(NamedTuple):
    """Who the audit log names, and the clock."""

    actor: str
    now: Callable[[], datetime]


def insert_record(session: Session, written: canonical.WrittenRecord, author: Author) -> bool:
    """Add a record unless the same run gave the same before; whether it was added.

    Raises:
        Conflict: the same run gave something else before.
    """
    record = written.record
    stored = session.scalar(
        select(RecordRow).filter_by(
            run_digest=canonical.run_digest(record.key, record.submission), outcome=canonical.outcome(record)
        )
    )
    if stored is not None:
        if record.failure is None and stored.content_digest != written.content_digest:
            raise Conflict(record.submission.file_name)
        count_record(session, stored, record.submission.file_name, author)
        return False
    submission, added = row_of_submission(session, record)
    row = numbered(session, record_row(written, submission.id))
    session.add(row)
    session.flush()
    entries = entry_values(record, row.id)
    if entries:
        session.execute(insert(BudgetEntryRow), entries)
    append_event(
        session,
        at=record.recorded_at,
        actor=author.actor,
        kind="recorded",
        call_id=record.key.call_id,
        submission_id=submission.id,
        rows=[*added, *rows_of(row)],
        values=((BudgetEntryRow.__tablename__, entry) for entry in entries),
        file=record.submission.file_name,
        sha256=record.key.sha256,
        outcome=row.outcome,
        violated=[finding.rule for finding in record.findings if finding.verdict is Verdict.VIOLATED],
        call_version=record.key.call_version,
        code_version=record.key.code_version,
        model_version=record.key.model_version,
    )
    add_summary(session, record, row.id, submission.id)
    count_record(session, row, record.submission.file_name, author)
    return True


def count_record(session: Session, row: RecordRow, file_name: str, author: Author) -> None:
    """Let a record stand for its submission from now on, unless it does already or the same run read the file.

    `file_name` is what the file is named now: another name than before is part of the story, not another submission.
    """
    submission = session.get_one(SubmissionRow, row.submission_id)
    latest = session.scalar(
        select(RecordRow)
        .join(ObservationRow, ObservationRow.record_id == RecordRow.id)
        .join(SubmissionRow, RecordRow.submission_id == SubmissionRow.id)
        .where(is_submission(submission.call_id, (submission.sha256, submission.kind)))
        .order_by(ObservationRow.id.desc())
        .limit(1)
    )
    if latest is not None and (
        latest.id == row.id
        or (latest.run_digest == row.run_digest and latest.outcome == canonical.JUDGED != row.outcome)
    ):
        return
    name_before = last_name(session, submission.id)
    observation = numbered(
        session, ObservationRow(submission_id=row.submission_id, record_id=row.id, observed_at=author.now())
    )
    session.add(observation)
    let_count(session, row.id)
    append_event(
        session,
        at=observation.observed_at,
        actor=author.actor,
        kind="observed",
        call_id=submission.call_id,
        submission_id=submission.id,
        rows=[observation],
        file=file_name,
        file_before=name_before if name_before != file_name else None,
        record=row.id,
        received_at=_time(row.received_at),
        received_before=_time(latest.received_at) if latest else None,
        first=latest is None,
    )


def _time(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat() if moment else None
