"""Saving records and finding them again."""

import hashlib
import os
import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from records.audit import AuditProblem, Event, append_event, events_of, head_of, verify
from records.changes import VersionDiff
from records.database import canonical
from records.database.engine import WRITES, errors_of, open_engine
from records.database.history_tables import ObservationRow
from records.database.migrate import migrate
from records.database.tables import RecordRow, SubmissionRow
from records.decisions.corrections import AreaCorrection
from records.decisions.counting import counting_observations
from records.decisions.one_by_one import ReviewedOneByOne
from records.decisions.overrides import Judge, Override, ReviewedRecord
from records.decisions.revisions import Seen, decided_since, revision_of, seen_now
from records.decisions.standing import decided_about, latest_records, reviewed_under
from records.decisions.storing import add_correction, add_decision, add_override, corrections_of
from records.decisions.withdrawals import Withdrawal, WithdrawalDecision, restore, withdraw, withdrawals_of
from records.kept import latest_text, outline_in, proposal_in
from records.people import People
from records.preservation.archive import Archive
from records.preservation.backup import Backup, back_up, one_state
from records.preservation.content_store import ContentStore
from records.preservation.exchange import Manifest, Snapshot, import_rows
from records.preservation.retention import Retention
from records.queries import CallQueries
from records.queries.indexing import fill_missing
from records.queries.reviewed import refresh_reviewed, undisplayed
from records.saving import Author, count_record, insert_record
from records.submissions import copies_of, is_submission, numbers_of_file, stored_submission, submission_key
from records.version_diff import version_diff
from schemas import Call, Decision, Proposal, Record, RecordKey, Submission, SubmissionKind
from schemas.canonical_json import JudgedText
from schemas.errors import StorageError

URL_VARIABLE = "SIMSA_DATABASE_URL"
ORIGINALS_VARIABLE = "SIMSA_ORIGINALS_URL"
ORIGINALS_FOLDER = "originals"


def _store_beside(url: str) -> str | Path:
    """Where originals lie unless somebody says otherwise."""
    if os.environ.get(ORIGINALS_VARIABLE):
        return os.environ[ORIGINALS_VARIABLE]
    name = url.removeprefix("sqlite:///")
    is_file = url.startswith("sqlite:///") and name not in ("", ":memory:")
    return Path(name).absolute().parent / ORIGINALS_FOLDER if is_file else Path.cwd() / ORIGINALS_FOLDER


def database_url(default: Path, environment: Mapping[str, str] = os.environ) -> str:
    """The database to use: SIMSA_DATABASE_URL where it is set, otherwise the SQLite file `default`."""
    return environment.get(URL_VARIABLE) or f"sqlite:///{default}"


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Records:
    """The records of all calls in one database; opening it brings its tables to this code's.

    A record, once saved, is never changed. Several processes and threads may use the same database at once.
    `store` is the folder or fsspec URL of originals and Documents (SIMSA_ORIGINALS_URL, or `originals` beside a SQLite
    file); `actor` is who the audit log names for what is done through this object; `now` gives the time.

    Raises:
        StorageUnavailable: the database cannot be reached (also from every method).
        StorageError: the URL is wrong, its driver is missing, or a newer simsa made the database.
    """

    def __init__(
        self,
        url: str,
        *,
        store: str | Path | None = None,
        actor: str = "simsa",
        now: Callable[[], datetime] = _utc_now,
    ) -> None:
        self._engine = open_engine(url)
        self._writing = self._engine.execution_options(**{WRITES: True})
        self._author = Author(actor, now)
        self.archive = Archive(self._writing, ContentStore(store or _store_beside(url)), actor=actor, now=now)
        self.retention = Retention(self._writing, self.archive, actor=actor, now=now)
        self.people = People(self._writing, actor=actor, now=now)
        try:
            with errors_of(self._engine):
                migrate(self._engine, fill_missing)
        except StorageError:
            self._engine.dispose()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Write what waits to be logged, and let go of the database."""
        try:
            self.people.close()
        finally:
            self._engine.dispose()

    def save(self, record: Record, judged: JudgedText | None = None) -> bool:
        """Store a record in one transaction: all of it or nothing.

        Args:
            record: what a run gave.
            judged: the canonical texts, in NFC, that its proposal and findings were read from, if there are any: they
                are stored as they are.

        Returns:
            False when the same run (same key, same file name, kind and arrival) already gave this: nothing changes.
            A failure counts as the same by its code. A failure and a later success stand side by side.

        Raises:
            Conflict: the same run gave something else before; what is stored stays as it is.
        """
        return self.save_all([(record, judged)])[0]

    def save_all(self, judged_records: Sequence[tuple[Record, JudgedText | None]]) -> tuple[bool, ...]:
        """Store several records in one transaction: all of them or none. The arguments and results are `save`'s."""
        for record, _ in judged_records:
            if record.proposal is None and record.failure is None:
                detail = f"심사 결과도 실패 사유도 없음: {record.submission.file_name}"
                raise StorageError(detail)
        all_written = [canonical.written(record, judged) for record, judged in judged_records]
        with errors_of(self._engine):
            try:
                return self._insert(all_written)
            except IntegrityError:
                # On a server another process may have saved it between our look and our insert: look again.
                return self._insert(all_written)

    def has(self, key: RecordKey, submission: Submission | None = None, *, failures: bool = True) -> bool:
        """Whether a run under this key is recorded.

        Args:
            key: file, call, code and model.
            submission: asks for the run over this very submission: the same name, kind and arrival.
            failures: whether a recorded failure counts, too.
        """
        conditions: list[ColumnElement[bool]] = [
            SubmissionRow.sha256 == key.sha256,
            SubmissionRow.call_id == key.call_id,
            RecordRow.call_version == key.call_version,
            RecordRow.code_version == key.code_version,
            RecordRow.model_version == key.model_version,
        ]
        if submission is not None:
            conditions.append(RecordRow.run_digest == canonical.run_digest(key, submission))
        if not failures:
            conditions.append(RecordRow.outcome == canonical.JUDGED)
        query = select(RecordRow.id).join(SubmissionRow).where(and_(*conditions)).limit(1)
        with errors_of(self._engine), Session(self._engine) as session:
            return session.scalar(query) is not None

    def latest_judged(self, call_id: str, sha256: str, kind: SubmissionKind) -> Record | None:
        """The last record of these bytes that was judged under a call, whichever version and arrival."""
        with errors_of(self._engine), Session(self._engine) as session:
            text = latest_text(session, call_id, sha256, kind)
        record = canonical.restored(text) if text is not None else None
        return record if record is not None and record.failure is None else None

    def latest_outline(self, call_id: str, sha256: str, kind: SubmissionKind) -> Record | None:
        """The same with no more of its proposal than its file."""
        with errors_of(self._engine), Session(self._engine) as session:
            text = latest_text(session, call_id, sha256, kind)
        return None if text is None else outline_in(text)

    def latest_proposal(self, call_id: str, sha256: str, kind: SubmissionKind) -> tuple[Proposal, str] | None:
        """The proposal of that record, and the canonical JSON that it is kept as."""
        with errors_of(self._engine), Session(self._engine) as session:
            text = latest_text(session, call_id, sha256, kind)
        return None if text is None else proposal_in(text)

    def of_call(self, call_id: str, *, files: Collection[str] | None = None) -> Sequence[Record]:
        """The latest record of each submission to a call, ordered by file name, kind and bytes.

        A submission is a file's bytes under a kind: another file of the same name is another submission, the same file
        under another name is not. What is withdrawn is left out. What the last run saw counts, not what was stored
        last: a receipt that is set back counts again as it was.
        A failure does not hide what the same run read at another time. A record whose JSON this code's models no
        longer take (another version saved it) comes back as a failure that says so.

        Args:
            call_id: the call.
            files: only files with these SHA-256 sums (what lies in an inbox now).
        """
        with errors_of(self._engine), Session(self._engine) as session:
            return latest_records(session, call_id, files)

    def observe(self, key: RecordKey, submission: Submission) -> bool:
        """Say that a run sees this submission and need not make its record, because it is there.

        Returns:
            False when no judged record of this very run is stored: it has to be made.
        """
        run = canonical.run_digest(key, submission)
        with errors_of(self._engine), Session(self._writing) as session, session.begin():
            row = session.scalar(select(RecordRow).filter_by(run_digest=run, outcome=canonical.JUDGED))
            if row is not None:
                name = unicodedata.normalize("NFC", submission.file_name)
                count_record(session, row, name, self._author)
        return row is not None

    def correct_area(self, record: Record, correction: AreaCorrection, *, on_revision: int | None = None) -> int:
        """Store what a reviewer says about a programme of a stored record, beside what was found.

        Returns:
            The submission's revision from now on.

        Raises:
            StorageError: the record is not stored.
            ChangedMeanwhile: `on_revision` is given, and the submission has changed since.
        """
        with errors_of(self._engine), Session(self._writing) as session, session.begin():
            return add_correction(session, record, correction, on_revision)

    def area_corrections(self, call_id: str) -> Sequence[AreaCorrection]:
        """The corrections under a call, the last one for each programme's text, in the order they were made."""
        with errors_of(self._engine), Session(self._engine) as session:
            return corrections_of(session, call_id)

    def override(self, record: Record, override: Override, *, on_revision: int | None = None) -> int:
        """Store a reviewer's value for a place of a stored record, beside what was found.

        Returns:
            The submission's revision from now on.

        Raises:
            StorageError: the record is not stored.
            ChangedMeanwhile: `on_revision` is given, and the submission has changed since.
        """
        with errors_of(self._engine), Session(self._writing) as session, session.begin():
            return add_override(session, record, override, on_revision)

    def decide(self, record: Record, decision: Decision, *, on_revision: int | None) -> int:
        """Store what a reviewer decides about a submission (`records.make_decision`).

        Args:
            record: the submission's, readable or not.
            decision: what was decided.
            on_revision: the `Review.revision` that the reviewer saw; None decides on whatever stands.

        Returns:
            The submission's revision from now on.

        Raises:
            StorageError: the submission is not stored, or the note that is replaced is none of its notes.
            ChangedMeanwhile: the submission has changed since.
        """
        with errors_of(self._engine), Session(self._writing) as session, session.begin():
            return add_decision(session, record, decision, on_revision)

    def withdraw(self, record: Record, *, reviewer: str, reason: str, on_revision: int | None = None) -> int:
        """Let a submission no longer count: from now on it is in no list and no sum (see `withdrawals`).

        Returns:
            The submission's revision from now on.

        Raises:
            UsageError: it names no reviewer or no reason.
            StorageError: the submission is not stored, or withdrawn already.
            ChangedMeanwhile: `on_revision` is given, and the submission has changed since.
        """
        with errors_of(self._engine), Session(self._writing) as session, session.begin():
            decision = WithdrawalDecision(reviewer, reason, self._author.now())
            return withdraw(session, record.key.call_id, submission_key(record), decision, on_revision)

    def restore(self, call_id: str, withdrawal: Withdrawal, *, reviewer: str, reason: str) -> int:
        """Take a withdrawal back; the submission's revision from now on.

        Raises:
            UsageError: it names no reviewer or no reason.
            StorageError: the submission is not withdrawn.
        """
        with errors_of(self._engine), Session(self._writing) as session, session.begin():
            return restore(session, call_id, withdrawal.key, WithdrawalDecision(reviewer, reason, self._author.now()))

    def withdrawals(self, call_id: str) -> tuple[Withdrawal, ...]:
        """The submissions to a call that were withdrawn and do not count, by file name."""
        with errors_of(self._engine), Session(self._engine) as session:
            return withdrawals_of(session, call_id)

    def reviewed(self, call_id: str, judge: Judge, *, files: Collection[str] | None = None) -> Sequence[ReviewedRecord]:
        """The records of a call as reviewers left them, in the order of `of_call`.

        Args:
            call_id: the call.
            judge: holds a changed proposal against the call's rules.
            files: only files with these SHA-256 sums.
        """
        with errors_of(self._engine), Session(self._engine) as session:
            return reviewed_under(session, call_id, judge, files)

    def reviewed_one_by_one(self, call_id: str, judge: Judge) -> ReviewedOneByOne:
        """The same, each loaded when it is asked for: for what goes through thousands of them."""
        return ReviewedOneByOne(self._engine, call_id, judge)

    def compare(self, before: Record, after: Record, call: Call) -> VersionDiff:
        """What changed between two versions of a plan, their text included where what the readers saw is kept.

        Raises:
            UsageError: one of them could not be read.
        """
        one, other = (self.archive.latest_document(record.key.sha256) for record in (before, after))
        return version_diff(before, after, call=call, documents=(one, other))

    def queries(self, call: Call) -> CallQueries:
        """What pages ask of a call: lists, sums, one submission, and the search, without loading what is not shown."""
        return CallQueries(self._engine, call)

    def refresh(self, call_id: str, judge: Judge, *, since: int = 0) -> int:
        """Let the queries of a call show what reviewers decided; how many submissions that changed.

        One statement where nothing was decided. `judge` is that of `reviewed`; `since` is the number of an event up to
        which they show everything already.
        """
        with errors_of(self._engine), Session(self._engine) as session:
            if not undisplayed(session, call_id, since):
                return 0
        with errors_of(self._engine), Session(self._writing) as session, session.begin():
            return refresh_reviewed(session, call_id, judge, since)

    def reviewed_submission(self, call_id: str, submission_id: int, judge: Judge) -> ReviewedRecord | None:
        """One submission to a call as reviewers left it; None where the call has none of this number."""
        with errors_of(self._engine), Session(self._engine) as session:
            submission = session.get(SubmissionRow, submission_id)
            if submission is None or submission.call_id != call_id:
                return None
            # The decisions before the record: what is seen is never older than the revision that it is shown with.
            decided = decided_about(session, submission)
            own = is_submission(call_id, (submission.sha256, submission.kind))
            text = session.scalar(
                select(RecordRow.record_json)
                .join(ObservationRow, ObservationRow.record_id == RecordRow.id)
                .where(ObservationRow.id.in_(counting_observations(call_id).where(own)))
            )
        return None if text is None else decided.applied_to(canonical.restored(text), judge)

    def seen_now(self, call_id: str, before: Seen = Seen()) -> Seen:  # noqa: B008 - a tuple
        """How far the log is now; its `change` differs from that of `before` where a submission changed since."""
        with errors_of(self._engine), Session(self._engine) as session:
            return seen_now(session, call_id, before)

    def decided_since(self, call_id: str, change: int) -> frozenset[int] | None:
        """The submissions that reviewers decided about after an event; None where others may be touched, too."""
        with errors_of(self._engine), Session(self._engine) as session:
            return decided_since(session, call_id, change)

    def revision(self, submission_id: int) -> int:
        """The number of the last change to a submission."""
        with errors_of(self._engine), Session(self._engine) as session:
            return revision_of(session, submission_id)

    def events(
        self, call_id: str | None = None, *, file_name: str | None = None, with_copies: bool = False
    ) -> tuple[Event, ...]:
        """The audit log: all of it, or what happened under a call or to the submissions of a file name there.

        `with_copies` adds the other copies of the same applicant: what came before and after a request for correction.
        """
        self.people.write_waiting()
        with errors_of(self._engine), Session(self._engine) as session:
            if file_name is None:
                return tuple(event for event in events_of(session) if call_id in (None, event.call_id))
            name = unicodedata.normalize("NFC", file_name)
            numbers = numbers_of_file(session, call_id or "", name)
            return events_of(session, copies_of(session, call_id or "", numbers) if with_copies else numbers)

    def log_request(self, record: Record, *, due: date, letter: bytes) -> None:
        """Put down that a request for correction was written about a submission, with its day and its letter's hash.

        Raises:
            StorageError: the submission is not stored.
        """
        with errors_of(self._engine), Session(self._writing) as session, session.begin():
            append_event(
                session,
                at=self._author.now(),
                actor=self._author.actor,
                kind="correction-requested",
                call_id=record.key.call_id,
                submission_id=stored_submission(session, record).id,
                file=record.submission.file_name,
                due=due.isoformat(),
                letter_sha256=hashlib.sha256(letter).hexdigest(),
            )

    def audit_problems(self, *, head: str | None = None) -> tuple[AuditProblem, ...]:
        """What was changed in the database behind simsa's back; `head` is a hash that was noted outside."""
        self.people.write_waiting()
        with errors_of(self._engine), Session(self._engine) as session:
            return verify(session, head=head)

    def audit_head(self) -> str:
        """The hash of the log's last event: noted outside, it proves that nothing before it was removed."""
        self.people.write_waiting()
        with errors_of(self._engine), Session(self._engine) as session:
            return head_of(session)

    @contextmanager
    def snapshot(self, call_id: str) -> Iterator[Snapshot]:
        """All that is kept under a call at this moment, to be exported: what is written meanwhile is not seen."""
        self.people.write_waiting()
        with one_state(self._engine) as connection:
            yield Snapshot(connection, self.archive.store, call_id)

    def export(self, call_id: str, folder: Path) -> Manifest:
        """Write all that is kept under a call, originals included, into an empty folder (`preservation.exchange`).

        Raises:
            UsageError: the folder holds something, or cannot be written to.
        """
        with self.snapshot(call_id) as kept:
            return kept.write(folder, {}, whole=True)

    def back_up(self, folder: Path) -> Backup:
        """Copy this database and all that it rests on into an empty folder while others write, and check the copy.

        Raises:
            UsageError: the folder holds something or cannot be written to, or this is no SQLite database.
            StorageError: an original is no longer what was kept.
        """
        self.people.write_waiting()
        return back_up(self._engine, self.archive.store, folder)

    def take_over(self, folder: Path) -> Manifest:
        """Put an export into this database, which must be empty.

        Raises:
            UsageError: the folder is no export, or a file of it is missing or changed.
            StorageError: the database is not empty.
        """
        with errors_of(self._engine), Session(self._writing) as session, session.begin():
            manifest = import_rows(session, self.archive.store, folder, actor=self._author.actor)
            fill_missing(session)
        return manifest

    def _insert(self, all_written: Sequence[canonical.WrittenRecord]) -> tuple[bool, ...]:
        with Session(self._writing) as session, session.begin():
            return tuple([insert_record(session, each, self._author) for each in all_written])
