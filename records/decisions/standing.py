"""All that reviewers decided under a call, and each record as they left it."""

import unicodedata
from collections.abc import Collection, Mapping, Sequence
from typing import Final, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from records.database import canonical
from records.database.history_tables import ObservationRow
from records.database.tables import RecordRow, SubmissionRow
from records.decisions.counting import counting_observations
from records.decisions.overrides import Judge, Override, ReviewedRecord, apply_overrides
from records.decisions.reviewing import review_of
from records.decisions.revisions import revision_of, revisions_of
from records.decisions.storing import decisions_of, overrides_of
from records.submissions import SubmissionKey, submission_key
from schemas import Decision, Record

MAX_NAMED_FILES: Final = 100
"""Up to so many files are asked for by name; of more, all of the call are fetched. A database bounds its variables."""


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


def latest_records(session: Session, call_id: str, files: Collection[str] | None = None) -> Sequence[Record]:
    """The record that each submission to a call stands for, ordered by file name, kind and bytes.

    Args:
        session: where they are looked up.
        call_id: the call.
        files: only files with these SHA-256 sums.
    """
    query = (
        select(RecordRow.record_json, SubmissionRow.sha256)
        .join(ObservationRow, ObservationRow.record_id == RecordRow.id)
        .join(SubmissionRow, RecordRow.submission_id == SubmissionRow.id)
        .where(ObservationRow.id.in_(counting_observations(call_id)))
    )
    if files is not None and len(files) <= MAX_NAMED_FILES:
        query = query.where(SubmissionRow.sha256.in_(files))
    texts = [text for text, sha256 in session.execute(query) if files is None or sha256 in files]
    return sorted(map(canonical.restored, texts), key=_order)


def reviewed_under(
    session: Session, call_id: str, judge: Judge, files: Collection[str] | None = None
) -> tuple[ReviewedRecord, ...]:
    """The records of a call as reviewers left them, in the order of `latest_records`."""
    # The decisions before the records: what is seen is never older than the revision that it is shown with.
    decided = decided_under(session, call_id)
    return tuple(decided.applied_to(record, judge) for record in latest_records(session, call_id, files))


def _order(record: Record) -> tuple[str, str, str]:
    return unicodedata.normalize("NFC", record.submission.file_name), record.submission.kind.value, record.key.sha256
