"""What reviewers decide, stored beside the records: corrected areas, overrides and decisions, each with its event.

Every change may say on which revision of the submission it was made; one that somebody has changed since takes nothing.
"""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from records.audit import append_event
from records.database import canonical
from records.database.history_tables import DecisionRow, OverrideRow
from records.database.tables import AreaCorrectionRow, RecordRow, SubmissionRow
from records.decisions.corrections import AreaCorrection, correction_of, correction_row
from records.decisions.overrides import Override
from records.decisions.revisions import check_revision, revision_of
from records.submissions import SubmissionKey, is_submission, stored_submission
from schemas import Decision, DecisionKind, Record
from schemas.errors import StorageError


def add_correction(session: Session, record: Record, correction: AreaCorrection, on_revision: int | None) -> int:
    """Store what a reviewer says about the areas of a programme; the submission's revision after it.

    Raises:
        StorageError: the record is not stored.
        ChangedMeanwhile: the submission has another revision.
    """
    stored = _stored(session, record)
    check_revision(session, stored.submission_id, on_revision)
    row = correction_row(correction, stored.id)
    session.add(row)
    append_event(
        session,
        at=correction.corrected_at,
        actor=correction.reviewer,
        kind="area-corrected",
        call_id=record.key.call_id,
        submission_id=stored.submission_id,
        rows=[row],
        title=correction.title,
        found=correction.found,
        corrected=correction.corrected,
        reason=correction.reason,
    )
    return revision_of(session, stored.submission_id)


def corrections_of(session: Session, call_id: str) -> tuple[AreaCorrection, ...]:
    """The corrections under a call, the last one for each programme's text, in the order they were made."""
    query = (
        select(AreaCorrectionRow)
        .join(RecordRow, AreaCorrectionRow.record_id == RecordRow.id)
        .join(SubmissionRow, RecordRow.submission_id == SubmissionRow.id)
        .where(SubmissionRow.call_id == call_id)
        .order_by(AreaCorrectionRow.id)
    )
    last: dict[str, AreaCorrection] = {}
    for row in session.scalars(query):
        last.pop(row.content_hash, None)
        last[row.content_hash] = correction_of(row)
    return tuple(last.values())


def add_override(session: Session, record: Record, override: Override, on_revision: int | None) -> int:
    """Store what a reviewer puts in a place of a record; the submission's revision after it.

    Raises:
        StorageError: the record is not stored.
        ChangedMeanwhile: the submission has another revision.
    """
    stored = _stored(session, record)
    check_revision(session, stored.submission_id, on_revision)
    row = _override_row(override, stored.submission_id)
    session.add(row)
    append_event(
        session,
        at=override.made_at,
        actor=override.reviewer,
        kind="overridden" if override.value is not None else "override-withdrawn",
        call_id=record.key.call_id,
        submission_id=stored.submission_id,
        rows=[row],
        pointer=override.pointer,
        machine=override.machine,
        value=override.value,
        reason=override.reason,
    )
    return revision_of(session, stored.submission_id)


def overrides_of(
    session: Session, call_id: str, key: SubmissionKey | None = None
) -> Mapping[SubmissionKey, Sequence[Override]]:
    """The overrides under a call, or of one submission to it, in the order they were made."""
    query = (
        select(OverrideRow, SubmissionRow)
        .join(SubmissionRow, OverrideRow.submission_id == SubmissionRow.id)
        .where(SubmissionRow.call_id == call_id)
        .order_by(OverrideRow.id)
    )
    if key is not None:
        query = query.where(is_submission(call_id, key))
    decided: dict[SubmissionKey, list[Override]] = defaultdict(list)
    for row, submission in session.execute(query):
        decided[submission.sha256, submission.kind].append(_override_of(row))
    return decided


def add_decision(session: Session, record: Record, decision: Decision, on_revision: int | None) -> int:
    """Store a decision about a submission, be its file readable or not; the submission's revision after it.

    Raises:
        StorageError: the submission is not stored, or the note that is replaced is none of its notes.
        ChangedMeanwhile: the submission has another revision.
    """
    submission = stored_submission(session, record)
    check_revision(session, submission.id, on_revision)
    if decision.replaces is not None:
        replaced = session.get(DecisionRow, decision.replaces)
        if replaced is None or (replaced.submission_id, replaced.kind) != (submission.id, DecisionKind.NOTE):
            raise StorageError(f"{record.submission.file_name}: 없는 메모({decision.replaces}번)")
    row = DecisionRow(
        submission_id=submission.id, **decision.model_dump(exclude={"id", "kind"}), kind=decision.kind.value
    )
    session.add(row)
    append_event(
        session,
        at=decision.made_at,
        actor=decision.reviewer,
        kind=f"decided-{decision.kind}",
        call_id=record.key.call_id,
        submission_id=submission.id,
        rows=[row],
        pointer=decision.pointer,
        value=decision.value,
        reason=decision.reason,
        replaces=decision.replaces,
    )
    return revision_of(session, submission.id)


def decisions_of(
    session: Session, call_id: str, key: SubmissionKey | None = None
) -> Mapping[SubmissionKey, Sequence[Decision]]:
    """The decisions under a call, or about one submission to it, in the order they were made."""
    query = (
        select(DecisionRow, SubmissionRow)
        .join(SubmissionRow, DecisionRow.submission_id == SubmissionRow.id)
        .where(SubmissionRow.call_id == call_id)
        .order_by(DecisionRow.id)
    )
    if key is not None:
        query = query.where(is_submission(call_id, key))
    decided: dict[SubmissionKey, list[Decision]] = defaultdict(list)
    for row, submission in session.execute(query):
        decided[submission.sha256, submission.kind].append(
            Decision(**{name: getattr(row, name) for name in Decision.model_fields})
        )
    return decided


def _stored(session: Session, record: Record) -> RecordRow:
    run = canonical.run_digest(record.key, record.submission)
    row = session.scalar(select(RecordRow).filter_by(run_digest=run, outcome=canonical.JUDGED))
    if row is None:
        detail = f"수정할 심사자료가 저장되어 있지 않음: {record.submission.file_name}"
        raise StorageError(detail)
    return row


def _override_row(override: Override, submission_id: int) -> OverrideRow:
    """The row of an override; values are JSON."""
    return OverrideRow(
        submission_id=submission_id,
        pointer=override.pointer,
        machine_json=json.dumps(override.machine, ensure_ascii=False),
        value_json=None if override.value is None else json.dumps(override.value, ensure_ascii=False),
        evidence_digest=override.evidence_digest,
        reviewer=_without_nul(override.reviewer),
        reason=_without_nul(override.reason),
        made_at=override.made_at,
    )


def _override_of(row: OverrideRow) -> Override:
    """An override from its row."""
    return Override(
        pointer=row.pointer,
        machine=json.loads(row.machine_json),
        value=None if row.value_json is None else json.loads(row.value_json),
        evidence_digest=row.evidence_digest,
        reviewer=row.reviewer,
        reason=row.reason,
        made_at=row.made_at,
    )


def _without_nul(text: str) -> str:
    # PostgreSQL takes no NUL in text.
    return text.replace("\0", "")
