"""All that reviewers decided under a call, and each record as they left it."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from records.database.tables import SubmissionRow
from records.decisions.overrides import Judge, Override, ReviewedRecord, apply_overrides
from records.decisions.reviewing import review_of
from records.decisions.revisions import revision_of, revisions_of
from records.decisions.storing import decisions_of, overrides_of
from records.submissions import SubmissionKey, submission_key
from schemas import Decision, Record


class Decided(NamedTuple):
    """What was decided by submission, with the revisions at which that was looked up."""

    overrides: Mapping[SubmissionKey, Sequence[Override]]
    decisions: Mapping[SubmissionKey, Sequence[Decision]]
    revisions: Mapping[SubmissionKey, int]

    def applied_to(self, record: Record, judge: Judge) -> ReviewedRecord:
        """A record with its overrides applied and its review beside it."""
        key = submission_key(record)
        reviewed = apply_overrides(record, self.overrides.get(key, ()), judge)
        review = review_of(reviewed, self.decisions.get(key, ()), self.revisions.get(key, 0))
        return reviewed.model_copy(update={"review": review})


def decided_under(session: Session, call_id: str) -> Decided:
    """What reviewers decided about the submissions to a call."""
    revisions = revisions_of(session, call_id)
    submissions = session.scalars(select(SubmissionRow).filter_by(call_id=call_id).order_by(SubmissionRow.id))
    return Decided(
        overrides=overrides_of(session, call_id),
        decisions=decisions_of(session, call_id),
        revisions={(row.sha256, row.kind): revisions.get(row.id, 0) for row in submissions},
    )


def decided_about(session: Session, submission: SubmissionRow) -> Decided:
    """What reviewers decided about one submission."""
    call_id, key = submission.call_id, (submission.sha256, submission.kind)
    return Decided(
        overrides=overrides_of(session, call_id, key),
        decisions=decisions_of(session, call_id, key),
        revisions={key: revision_of(session, submission.id)},
    )
