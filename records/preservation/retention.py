"""How long what was handed in is kept, and its removal when that time is over.

A call says so in years (`Call.retention_years`; five, by 보조금 관리에 관한 법률 시행령 10조의2, unless it says else).
They begin with the end of the year in which the last of these happened: the call closed, the submission was recorded
first, a reviewer decided about it last. Re-runs do not prolong it.

What is removed: the original, what readers saw in it, its attachments, its records with all that follows from them, and
what reviewers decided. What stays: the number of the submission with the hash and name of its file, a tombstone that
says what was removed, when and by which rule, and the audit log, which still verifies. Bytes that another submission
rests on stay for that one.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from pydantic import AwareDatetime
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from records.database.engine import errors_of
from records.database.history_tables import (
    AttachmentRow,
    DecisionRow,
    OriginalRow,
    OverrideRow,
    WithdrawalRow,
)
from records.database.tables import AreaCorrectionRow, RecordRow, SubmissionRow
from records.preservation.archive import Archive
from records.preservation.removal import Expired, Removal, unreferenced
from records.submissions import last_name
from schemas import Call
from schemas.base import Model
from schemas.call import STATUTORY_RETENTION_YEARS

STATUTE: Final = "보조금 관리에 관한 법률 시행령 10조의2"


class RetentionPlan(Model):
    """What may be removed at a moment. `originals` are the files that nothing else rests on, `size` their bytes."""

    at: AwareDatetime
    expired: tuple[Expired, ...]
    originals: int
    size: int


class Retention:
    """Looks for what is kept longer than it has to be, and removes it. Use `Records.retention` rather than this."""

    def __init__(self, writing: Engine, archive: Archive, *, actor: str, now: Callable[[], datetime]) -> None:
        """Take the engine whose transactions write, where originals lie, who the log names, and the clock."""
        self._engine, self._archive, self._actor, self._now = writing, archive, actor, now

    def plan_retention(
        self, call_id: str | None = None, *, calls: Sequence[Call] = (), at: datetime | None = None
    ) -> RetentionPlan:
        """What `retain` would remove. Nothing is written.

        Args:
            call_id: the call to look at; None for all, and for the originals that no submission stands for.
            calls: calls as they stand today, where that may differ from how the records know them.
            at: the moment to look from; now, unless it is given.
        """
        with errors_of(self._engine), Session(self._engine.execution_options(writes=False)) as session:
            return self._planned(session, call_id, calls, at or self._now())

    def retain(
        self, call_id: str | None = None, *, calls: Sequence[Call] = (), at: datetime | None = None
    ) -> RetentionPlan:
        """Remove what `plan_retention` finds for the same arguments; what was removed.

        The rows go in one transaction with their tombstones, then the bytes go; where that was broken off, the next
        call goes on with it. Hold the turn of the calls (`records.run_turn`) so that no run of them works meanwhile.

        Raises:
            StorageUnavailable: the database or the store of originals cannot be reached now.
        """
        with errors_of(self._engine), Session(self._engine) as session, session.begin():
            plan = self._planned(session, call_id, calls, at or self._now())
            removal = Removal(session, actor=self._actor, at=self._now())
            for expired in plan.expired:
                removal.remove(expired)
            removal.finish()
        with errors_of(self._engine), Session(self._engine) as session, session.begin():
            # Its turn to write is held: nobody keeps the same bytes anew between the look and the removal.
            for sha256 in unreferenced(session):
                self._archive.store.remove(sha256)
        self._forget_log()
        return plan

    def _forget_log(self) -> None:
        """Let SQLite's write-ahead log go, which holds what was there before; another one who reads keeps it alive."""
        if self._engine.dialect.name == "sqlite":
            with errors_of(self._engine), closing(self._engine.raw_connection()) as connection:
                connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _planned(self, session: Session, call_id: str | None, calls: Sequence[Call], at: datetime) -> RetentionPlan:
        known = {**self._archive.latest_calls(session), **{call.id: call for call in calls}}
        chosen = [call for call in known.values() if call_id in (None, call.id)]
        expired = [each for call in chosen for each in _of_call(session, call) if each.kept_until <= at]
        if call_id is None:
            expired += [each for each in _without_submission(session) if each.kept_until <= at]
        originals = _going(session, expired)
        size = session.scalar(select(func.sum(OriginalRow.size)).where(OriginalRow.sha256.in_(originals)))
        return RetentionPlan(at=at, expired=tuple(expired), originals=len(originals), size=size or 0)


def kept_until(call: Call, last_event: datetime) -> datetime:
    """The first moment at which what rests on an event need not be kept any more, in the call's time zone."""
    zone = ZoneInfo(call.timezone)
    begins = max(call.closes_at, last_event).astimezone(zone)
    return datetime(begins.year + call.retention_years + 1, 1, 1, tzinfo=zone)


def rule_of(call: Call) -> str:
    """By what something of a call is kept no longer, in Korean: the years, and the sentence or law that sets them."""
    source = call.sources.get("retention_years")
    if source is not None:
        by = f"{source.document}: {source.sentence}"
    else:
        by = STATUTE if call.retention_years == STATUTORY_RETENTION_YEARS else f"공고 {call.id}"
    return f"보존기간 {call.retention_years}년({by})"


def _of_call(session: Session, call: Call) -> Iterator[Expired]:
    last = _last_events(session, call.id)
    counted = (
        select(RecordRow.submission_id, func.count())
        .join(SubmissionRow, RecordRow.submission_id == SubmissionRow.id)
        .where(SubmissionRow.call_id == call.id)
        .group_by(RecordRow.submission_id)
    )
    counts = dict(session.execute(counted).tuples().all())
    for row in session.scalars(select(SubmissionRow).filter_by(call_id=call.id).order_by(SubmissionRow.id)):
        if row.id in counts:
            yield Expired(
                call_id=call.id,
                submission_id=row.id,
                file_name=last_name(session, row.id) or row.file_name,
                sha256=row.sha256,
                kept_until=kept_until(call, last[row.id]),
                rule=rule_of(call),
                records=counts[row.id],
            )


def _last_events(session: Session, call_id: str) -> Mapping[int, datetime]:
    """When each submission to a call was recorded first or decided about last, whichever is later."""
    last: dict[int, datetime] = {}
    first_record = select(RecordRow.submission_id, func.min(RecordRow.recorded_at)).group_by(RecordRow.submission_id)
    corrected = (
        select(RecordRow.submission_id, func.max(AreaCorrectionRow.corrected_at))
        .join(AreaCorrectionRow, AreaCorrectionRow.record_id == RecordRow.id)
        .group_by(RecordRow.submission_id)
    )
    decided = [
        select(row.submission_id, func.max(moment)).group_by(row.submission_id)
        for row, moment in (
            (OverrideRow, OverrideRow.made_at),
            (DecisionRow, DecisionRow.made_at),
            (WithdrawalRow, WithdrawalRow.withdrawn_at),
        )
    ]
    own = select(SubmissionRow.id).filter_by(call_id=call_id)
    for query in (first_record, corrected, *decided):
        number = query.selected_columns[0]
        for submission_id, moment in session.execute(query.where(number.in_(own))).tuples():
            last[submission_id] = max(moment, last.get(submission_id, moment))
    return last


def _without_submission(session: Session) -> Iterator[Expired]:
    """Originals that belong to no call: kept by a run that was broken off, or before attachments were told apart."""
    query = (
        select(OriginalRow)
        .where(OriginalRow.sha256.not_in(select(SubmissionRow.sha256)))
        .where(OriginalRow.sha256.not_in(select(AttachmentRow.sha256)))
        .order_by(OriginalRow.stored_at, OriginalRow.sha256)
    )
    zone = ZoneInfo("Asia/Seoul")
    for row in session.scalars(query):
        over = datetime(row.stored_at.astimezone(zone).year + STATUTORY_RETENTION_YEARS + 1, 1, 1, tzinfo=zone)
        yield Expired(
            call_id=None,
            submission_id=None,
            file_name=None,
            sha256=row.sha256,
            kept_until=over,
            rule=f"보존기간 {STATUTORY_RETENTION_YEARS}년({STATUTE})",
            records=0,
        )


def _going(session: Session, expired: Sequence[Expired]) -> list[str]:
    """The originals that nothing rests on once all of these are removed."""
    gone = {each.submission_id for each in expired if each.submission_id is not None}
    resting: dict[str, set[int]] = defaultdict(set)
    living = select(SubmissionRow.id, SubmissionRow.call_id, SubmissionRow.sha256).where(
        SubmissionRow.id.in_(select(RecordRow.submission_id))
    )
    by_file: dict[tuple[str, str], set[int]] = defaultdict(set)
    for number, call_id, sha256 in session.execute(living).tuples():
        resting[sha256].add(number)
        by_file[call_id, sha256].add(number)
    attached = select(AttachmentRow.call_id, AttachmentRow.submission_sha256, AttachmentRow.sha256)
    for call_id, of_file, sha256 in session.execute(attached).tuples():
        resting[sha256] |= by_file.get((call_id, of_file), set())
    loose = {each.sha256 for each in expired if each.submission_id is None}
    candidates = loose | {sha256 for sha256, numbers in resting.items() if numbers and numbers <= gone}
    kept = session.scalars(select(OriginalRow.sha256))
    return sorted(candidates & set(kept))
