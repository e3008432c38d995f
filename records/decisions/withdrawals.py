"""Submissions that no longer count: withdrawn with who, when and why, and what brings one back.

A withdrawn submission stays as it is, with all its records and decisions. It is left out of what is shown, summed and
answered until the withdrawal is taken back; a later run over its file does not bring it back.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from pydantic import AwareDatetime
from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from records.audit import append_event
from records.database.history_tables import ObservationRow, WithdrawalRow
from records.database.tables import SubmissionRow
from records.decisions.revisions import check_revision, revision_of
from records.submissions import SubmissionKey, last_name, rows_of_submission
from schemas.base import Model
from schemas.errors import StorageError, UsageError


class WithdrawalDecision(NamedTuple):
    """Who withdraws or restores, why and when."""

    reviewer: str
    reason: str
    at: datetime


class Withdrawal(Model):
    """A submission that does not count: its file as it was named last, and who withdrew it, when and why."""

    file_name: str
    sha256: str
    kind: str
    reviewer: str
    reason: str
    withdrawn_at: AwareDatetime

    @property
    def key(self) -> SubmissionKey:
        """The submission that is withdrawn."""
        return self.sha256, self.kind


def withdrawn_submissions() -> Select[tuple[int]]:
    """The numbers of the submissions that are withdrawn now, of all calls."""
    latest = select(func.max(WithdrawalRow.id)).group_by(WithdrawalRow.submission_id)
    return select(WithdrawalRow.submission_id).where(WithdrawalRow.id.in_(latest), WithdrawalRow.is_withdrawn)


def withdrawals_of(session: Session, call_id: str) -> tuple[Withdrawal, ...]:
    """What is withdrawn of a call, by file name."""
    latest = select(func.max(WithdrawalRow.id)).group_by(WithdrawalRow.submission_id)
    query = (
        select(WithdrawalRow, SubmissionRow)
        .join(SubmissionRow, WithdrawalRow.submission_id == SubmissionRow.id)
        .where(WithdrawalRow.id.in_(latest), WithdrawalRow.is_withdrawn, SubmissionRow.call_id == call_id)
        .order_by(SubmissionRow.id)
    )
    found = {
        (submission.sha256, submission.kind): Withdrawal(
            file_name=last_name(session, submission.id) or submission.file_name,
            sha256=submission.sha256,
            kind=submission.kind,
            reviewer=row.reviewer,
            reason=row.reason,
            withdrawn_at=row.withdrawn_at,
        )
        for row, submission in session.execute(query)
    }
    return tuple(sorted(found.values(), key=lambda each: (each.file_name, each.kind, each.sha256)))


def withdraw(
    session: Session, call_id: str, key: SubmissionKey, decision: WithdrawalDecision, on_revision: int | None
) -> int:
    """Withdraw a submission; its revision after it.

    Raises:
        UsageError: it names no reviewer or no reason.
        StorageError: the submission is not stored, or withdrawn already.
        ChangedMeanwhile: the submission has another revision.
    """
    rows = _rows(session, call_id, key, decision)
    check_revision(session, rows[0].id, on_revision)
    if {row.id for row in rows} <= set(session.scalars(withdrawn_submissions())):
        raise StorageError(f"{rows[0].file_name}: 이미 철회됨")
    return _add(session, rows, decision, is_withdrawn=True)


def restore(session: Session, call_id: str, key: SubmissionKey, decision: WithdrawalDecision) -> int:
    """Bring a withdrawn submission back; its revision after it.

    Raises:
        UsageError: it names no reviewer or no reason.
        StorageError: the submission is not withdrawn.
    """
    rows = _rows(session, call_id, key, decision)
    if not {row.id for row in rows} & set(session.scalars(withdrawn_submissions())):
        raise StorageError(f"{rows[0].file_name}: 철회되어 있지 않음")
    return _add(session, rows, decision, is_withdrawn=False)


def _rows(session: Session, call_id: str, key: SubmissionKey, decision: WithdrawalDecision) -> Sequence[SubmissionRow]:
    if not decision.reviewer.strip() or not decision.reason.strip():
        raise UsageError("검토자와 사유를 적어야 함")
    rows = rows_of_submission(session, call_id, key)
    if not rows:
        raise StorageError(f"저장되어 있지 않은 접수 파일: {key[0]}")
    return rows


def _add(session: Session, rows: Sequence[SubmissionRow], decision: WithdrawalDecision, *, is_withdrawn: bool) -> int:
    added = [
        WithdrawalRow(
            submission_id=row.id,
            observation_id=seen,
            reviewer=decision.reviewer,
            reason=decision.reason,
            withdrawn_at=decision.at,
            is_withdrawn=is_withdrawn,
        )
        for row in rows
        if (seen := session.scalar(select(func.max(ObservationRow.id)).filter_by(submission_id=row.id))) is not None
    ]
    session.add_all(added)
    append_event(
        session,
        at=decision.at,
        actor=decision.reviewer,
        kind="withdrawn" if is_withdrawn else "restored",
        call_id=rows[0].call_id,
        submission_id=rows[0].id,
        rows=added,
        file=last_name(session, rows[0].id) or rows[0].file_name,
        reason=decision.reason,
    )
    return revision_of(session, rows[0].id)
