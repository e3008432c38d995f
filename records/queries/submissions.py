"""One submission: what counts for it now, every record that was made of it, and the copies before and after it."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from records.database import canonical
from records.database.derived_tables import SummaryRow
from records.database.tables import RecordRow
from records.queries.overview import OverviewRow, overview_rows
from records.queries.standings import counting
from schemas import Call, Record


@dataclass(frozen=True)
class RecordVersion:
    """A run over a submission. `counts` says that it is what the submission stands for now."""

    record_id: int
    call_version: str
    code_version: str
    model_version: str
    received_at: datetime | None
    recorded_at: datetime
    outcome: str
    counts: bool


@dataclass(frozen=True)
class SubmissionView:
    """A submission with its record as the machine made it, which is read from its text when it is asked for.

    `chain` holds all copies of the same government (접수본, 보완본, 협약본) by kind and arrival, or only this one where
    nobody knows whose it is. `versions` are all its records, oldest first.
    """

    row: OverviewRow
    record_json: str
    chain: tuple[OverviewRow, ...]
    versions: tuple[RecordVersion, ...]

    @cached_property
    def record(self) -> Record:
        """What the machine read and judged."""
        return canonical.restored(self.record_json)


def submission_view(session: Session, call: Call, submission_id: int) -> SubmissionView | None:
    """A submission to a call; None where there is none of this number."""
    found = session.scalars(select(SummaryRow).where(counting(call), SummaryRow.submission_id == submission_id)).first()
    if found is None:
        return None
    own = SummaryRow.id == found.id if found.applicant_key is None else SummaryRow.applicant_key == found.applicant_key
    ids = session.scalars(select(SummaryRow.id).where(counting(call), own)).all()
    chain = sorted(overview_rows(session, call, ids), key=_order)
    row = next(each for each in chain if each.submission_id == submission_id)
    stored = session.scalars(select(RecordRow.record_json).where(RecordRow.id == row.record_id)).one()
    return SubmissionView(row, stored, tuple(chain), _versions(session, row))


def _order(row: OverviewRow) -> tuple[int, bool, float, str, str]:
    received_at = row.received_at
    return (
        list(type(row.kind)).index(row.kind),
        received_at is None,
        received_at.timestamp() if received_at else 0,
        row.file_name,
        row.sha256,
    )


def _versions(session: Session, row: OverviewRow) -> tuple[RecordVersion, ...]:
    columns = (
        RecordRow.id,
        RecordRow.call_version,
        RecordRow.code_version,
        RecordRow.model_version,
        RecordRow.received_at,
        RecordRow.recorded_at,
        RecordRow.outcome,
    )
    query = select(*columns).where(RecordRow.submission_id == row.submission_id).order_by(RecordRow.id)
    return tuple(_version(values, row.record_id) for values in session.execute(query))


def _version(values: Row[tuple[int, str, str, str, datetime | None, datetime, str]], counting_id: int) -> RecordVersion:
    record_id, call_version, code_version, model_version, received_at, recorded_at, outcome = values
    return RecordVersion(
        record_id=record_id,
        call_version=call_version,
        code_version=code_version,
        model_version=model_version,
        received_at=received_at,
        recorded_at=recorded_at,
        outcome=outcome,
        counts=record_id == counting_id,
    )
