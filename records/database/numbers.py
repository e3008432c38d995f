"""The numbers of rows: one after the other, without a gap where a transaction was broken off.

A sequence of PostgreSQL goes on after a rollback, so that a run after a killed one would number what it saves otherwise
than an undisturbed run. Who writes has the only turn to write (`engine.WRITES`): the next number is nobody else's.
"""

from typing import TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from records.database.history_tables import AttachmentRow, ObservationRow
from records.database.tables import RecordRow, SubmissionRow

Numbered = TypeVar("Numbered", AttachmentRow, ObservationRow, RecordRow, SubmissionRow)


def numbered(session: Session, row: Numbered) -> Numbered:
    """A new row with the next number of its table; the session writes."""
    row.id = session.scalars(select(func.coalesce(func.max(type(row).id), 0) + 1)).one()
    return row
