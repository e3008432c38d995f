"""Which observation of a submission counts."""

from sqlalchemy import Select, func, select

from records.database.history_tables import ObservationRow
from records.database.tables import SubmissionRow
from records.decisions.withdrawals import withdrawn_submissions


def counting_observations(call_id: str) -> Select[tuple[int]]:
    """The last observation of each submission to a call that was not withdrawn: what its record is now."""
    return (
        select(func.max(ObservationRow.id))
        .join(SubmissionRow, ObservationRow.submission_id == SubmissionRow.id)
        .where(SubmissionRow.call_id == call_id, SubmissionRow.id.not_in(withdrawn_submissions()))
        .group_by(SubmissionRow.sha256, SubmissionRow.kind)
    )
