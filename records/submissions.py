"""Which stored submission a file is: its bytes and its kind under a call, whatever it is named.

A file that comes again under another name is the same submission. (An earlier version kept a row for each name: of such
rows the last one is used, and together they stand for one submission.)
"""

import json
from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from records.database.derived_tables import SummaryRow
from records.database.history_tables import EventRow
from records.database.numbers import numbered
from records.database.tables import CallRow, SubmissionRow, Table
from schemas import Record
from schemas.errors import StorageError

SubmissionKey = tuple[str, str]
"""The SHA-256 and the kind of a submission to a call."""


def submission_key(record: Record) -> SubmissionKey:
    """Which submission a record is of."""
    return record.key.sha256, record.submission.kind.value


def is_submission(call_id: str, key: SubmissionKey) -> ColumnElement[bool]:
    """The condition on rows of `submissions` that are this one."""
    sha256, kind = key
    return and_(SubmissionRow.call_id == call_id, SubmissionRow.sha256 == sha256, SubmissionRow.kind == kind)


def rows_of_submission(session: Session, call_id: str, key: SubmissionKey) -> Sequence[SubmissionRow]:
    """The rows of a submission, the one that is used first; none where it is not stored."""
    query = select(SubmissionRow).where(is_submission(call_id, key)).order_by(SubmissionRow.id.desc())
    return session.scalars(query).all()


def stored_submission(session: Session, record: Record) -> SubmissionRow:
    """The row of a record's submission.

    Raises:
        StorageError: it is not stored.
    """
    rows = rows_of_submission(session, record.key.call_id, submission_key(record))
    if not rows:
        raise StorageError(f"저장되어 있지 않은 접수 파일: {record.submission.file_name}")
    return rows[0]


def row_of_submission(session: Session, record: Record) -> tuple[SubmissionRow, list[Table]]:
    """The row of a record's submission, and the rows that had to be added for it."""
    added: list[Table] = []
    if session.get(CallRow, record.key.call_id) is None:
        added.append(CallRow(id=record.key.call_id))
        session.add(added[0])
        session.flush()
    rows = rows_of_submission(session, record.key.call_id, submission_key(record))
    if rows:
        return rows[0], added
    row = numbered(
        session,
        SubmissionRow(
            call_id=record.key.call_id,
            sha256=record.key.sha256,
            file_name=record.submission.file_name,
            kind=record.submission.kind.value,
        ),
    )
    session.add(row)
    session.flush()
    return row, [*added, row]


def last_name(session: Session, submission_id: int) -> str | None:
    """The name that the submission's file had when a run saw it last; None where the log does not say."""
    query = (
        select(EventRow.detail)
        .where(EventRow.submission_id == submission_id, EventRow.kind == "observed")
        .order_by(EventRow.id.desc())
        .limit(1)
    )
    detail = session.scalar(query)
    return json.loads(detail).get("file") if detail else None


def numbers_of_file(session: Session, call_id: str, file_name: str) -> tuple[int, ...]:
    """The numbers of the submissions to a call whose file has or had this name."""
    named = set(session.scalars(select(SubmissionRow.id).filter_by(call_id=call_id, file_name=file_name)))
    query = select(EventRow.submission_id, EventRow.detail).where(
        EventRow.call_id == call_id, EventRow.kind == "recorded"
    )
    for number, detail in session.execute(query):
        if number is not None and number not in named and json.loads(detail).get("file") == file_name:
            named.add(number)
    return tuple(sorted(named))


def copies_of(session: Session, call_id: str, numbers: Sequence[int]) -> tuple[int, ...]:
    """These submissions to a call and all others of the same applicants, as any of their runs told whose they are."""
    told = (SummaryRow.call_id == call_id, SummaryRow.applicant_key.is_not(None))
    applicants = select(SummaryRow.applicant_key).where(*told, SummaryRow.submission_id.in_(numbers))
    others = select(SummaryRow.submission_id).where(*told, SummaryRow.applicant_key.in_(applicants)).distinct()
    return tuple(sorted({*numbers, *session.scalars(others)}))
