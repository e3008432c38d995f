"""What reviewers decided, in the derived tables: a summary of the record as they left it."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from records.database import canonical
from records.database.derived_tables import ReviewedFindingRow, SummaryRow
from records.database.history_tables import EventRow
from records.database.row_mapping import finding_row
from records.database.tables import RecordRow, SubmissionRow
from records.decisions.overrides import Judge
from records.decisions.revisions import CHANGES_KO
from records.decisions.standing import decided_about, decided_under
from records.queries.indexing import add_summary, let_count

BY_THE_MACHINE: Final = {"recorded", "observed", "retention-over"}
"""Events that change a submission without a reviewer."""


def undisplayed(session: Session, call_id: str, since: int = 0) -> Sequence[tuple[int, int]]:
    """The submissions that reviewers decided about since their summary was made, with the number of that event.

    `since` is the number of an event before which there are none.
    """
    decided = (
        select(EventRow.submission_id, func.max(EventRow.id).label("revision"))
        .where(
            EventRow.id > since,
            EventRow.call_id == call_id,
            EventRow.kind.in_(sorted(set(CHANGES_KO) - BY_THE_MACHINE)),
        )
        .group_by(EventRow.submission_id)
        .subquery()
    )
    query = (
        select(SummaryRow.submission_id, decided.c.revision)
        .join(decided, decided.c.submission_id == SummaryRow.submission_id)
        .where(SummaryRow.call_id == call_id, SummaryRow.counts, SummaryRow.revision < decided.c.revision)
    )
    return [(submission_id, revision) for submission_id, revision in session.execute(query)]


def refresh_reviewed(session: Session, call_id: str, judge: Judge, since: int = 0) -> int:
    """Add the summaries that show what reviewers decided since an event; how many submissions that changed."""
    waiting = dict(undisplayed(session, call_id, since))
    # All of a call at once is less than a few hundred one by one.
    all_decided = decided_under(session, call_id) if len(waiting) > _FEW else None
    query = (
        select(RecordRow.id, RecordRow.submission_id, RecordRow.record_json)
        .join(SummaryRow, SummaryRow.record_id == RecordRow.id)
        .where(SummaryRow.counts, SummaryRow.submission_id.in_(waiting))
    )
    for record_id, submission_id, text in session.execute(query).all():
        decided = all_decided or decided_about(session, session.get_one(SubmissionRow, submission_id))
        reviewed = decided.applied_to(canonical.restored(text), judge)
        summary = add_summary(
            session,
            reviewed.record,
            record_id,
            submission_id,
            revision=waiting[submission_id],
            overrides=len(reviewed.applied),
            to_confirm=len(reviewed.to_confirm) + len(reviewed.review.to_confirm),
            review_state=reviewed.review.state.value,
        )
        for position, finding in enumerate(reviewed.record.findings):
            values = {column: getattr(finding_row(position, finding), column) for column in _COPIED}
            session.add(ReviewedFindingRow(summary_id=summary.id, **values))
        let_count(session, record_id)
    return len(waiting)


_FEW: Final = 20
_COPIED: Final = ("position", "rule", "verdict", "severity", "message", "question", "page", "path")
