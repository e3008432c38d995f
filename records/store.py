"""Saving records and finding them again."""

import os
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from records import canonical
from records.corrections import AreaCorrection, correction_of, correction_row
from records.engine import WRITES, errors_of, open_engine
from records.migrate import migrate
from records.row_mapping import record_row
from records.tables import AreaCorrectionRow, CallRow, RecordRow, SubmissionRow
from schemas import Record, RecordKey, Submission
from schemas.errors import Conflict, StorageError

URL_VARIABLE = "SIMSA_DATABASE_URL"


def database_url(default: Path, environment: Mapping[str, str] = os.environ) -> str:
    """The database to use: SIMSA_DATABASE_URL where it is set, otherwise the SQLite file `default`."""
    return environment.get(URL_VARIABLE) or f"sqlite:///{default}"


class Records:
    """The records of all calls in one database; opening it brings its tables to this code's.

    A record, once saved, is never changed. Several processes and threads may use the same database at once.

    Raises:
        StorageUnavailable: the database cannot be reached (also from every method).
        StorageError: the URL is wrong, its driver is missing, or a newer simsa made the database.
    """

    def __init__(self, url: str) -> None:
        self._engine = open_engine(url)
        try:
            with errors_of(self._engine):
                migrate(self._engine)
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
        """Let go of the database."""
        self._engine.dispose()

    def save(self, record: Record) -> bool:
        """Store a record in one transaction: all of it or nothing.

        Returns:
            False when the same run (same key, same file name, kind and arrival) already gave this: nothing changes.
            A failure counts as the same by its code. A failure and a later success stand side by side.

        Raises:
            Conflict: the same run gave something else before; what is stored stays as it is.
        """
        if record.proposal is None and record.failure is None:
            detail = f"심사 결과도 실패 사유도 없음: {record.submission.file_name}"
            raise StorageError(detail)
        record = canonical.normalized(record)
        with errors_of(self._engine):
            try:
                return self._insert(record)
            except IntegrityError:
                # On a server another process may have saved it between our look and our insert: look again.
                return self._insert(record)

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

    def of_call(self, call_id: str, *, files: Collection[str] | None = None) -> Sequence[Record]:
        """The latest record of each submission to a call, ordered by file name, kind and bytes.

        A submission is a file's bytes under a name and a kind: another file of the same name is another submission.
        A failure does not hide what the same run read at another time. A record whose JSON this code's models no
        longer take (another version saved it) comes back as a failure that says so.

        Args:
            call_id: the call.
            files: only files with these SHA-256 sums (what lies in an inbox now).
        """
        query = (
            select(
                RecordRow.id,
                RecordRow.submission_id,
                RecordRow.run_digest,
                RecordRow.outcome,
                SubmissionRow.sha256,
            )
            .join(SubmissionRow)
            .where(SubmissionRow.call_id == call_id)
            .order_by(RecordRow.id)
        )
        latest: dict[int, tuple[int, str, str]] = {}
        with errors_of(self._engine), Session(self._engine) as session:
            for row_id, submission_id, run, outcome, sha256 in session.execute(query):
                if files is not None and sha256 not in files:
                    continue
                before = latest.get(submission_id)
                if before and before[1:] == (run, canonical.JUDGED) and outcome != canonical.JUDGED:
                    continue
                latest[submission_id] = (row_id, run, outcome)
            texts = [session.scalar(select(RecordRow.record_json).filter_by(id=row)) for row, _, _ in latest.values()]
        return sorted((canonical.restored(text) for text in texts if text is not None), key=_order)

    def correct_area(self, record: Record, correction: AreaCorrection) -> None:
        """Store what a reviewer says about a programme of a stored record, beside what was found.

        Raises:
            StorageError: the record is not stored.
        """
        run = canonical.run_digest(record.key, record.submission)
        writing = self._engine.execution_options(**{WRITES: True})
        with errors_of(self._engine), Session(writing) as session, session.begin():
            row_id = session.scalar(select(RecordRow.id).filter_by(run_digest=run, outcome=canonical.JUDGED))
            if row_id is None:
                detail = f"분야를 수정할 심사자료가 저장되어 있지 않음: {record.submission.file_name}"
                raise StorageError(detail)
            session.add(correction_row(correction, row_id))

    def area_corrections(self, call_id: str) -> Sequence[AreaCorrection]:
        """The corrections under a call, the last one for each programme's text, in the order they were made."""
        query = (
            select(AreaCorrectionRow)
            .join(RecordRow, AreaCorrectionRow.record_id == RecordRow.id)
            .join(SubmissionRow, RecordRow.submission_id == SubmissionRow.id)
            .where(SubmissionRow.call_id == call_id)
            .order_by(AreaCorrectionRow.id)
        )
        last: dict[str, AreaCorrection] = {}
        with errors_of(self._engine), Session(self._engine) as session:
            for row in session.scalars(query):
                last.pop(row.content_hash, None)
                last[row.content_hash] = correction_of(row)
        return tuple(last.values())

    def _insert(self, record: Record) -> bool:
        with Session(self._engine.execution_options(**{WRITES: True})) as session, session.begin():
            stored = session.scalar(
                select(RecordRow.content_digest).filter_by(
                    run_digest=canonical.run_digest(record.key, record.submission), outcome=canonical.outcome(record)
                )
            )
            if stored is not None:
                if record.failure is None and stored != canonical.content_digest(record):
                    raise Conflict(record.submission.file_name)
                return False
            session.add(record_row(record, _submission_id(session, record)))
        return True


def _submission_id(session: Session, record: Record) -> int:
    if session.get(CallRow, record.key.call_id) is None:
        session.add(CallRow(id=record.key.call_id))
        session.flush()
    facts = {
        "call_id": record.key.call_id,
        "sha256": record.key.sha256,
        "file_name": record.submission.file_name,
        "kind": record.submission.kind.value,
    }
    row = session.scalar(select(SubmissionRow).filter_by(**facts))
    if row is None:
        row = SubmissionRow(**facts)
        session.add(row)
        session.flush()
    return row.id


def _order(record: Record) -> tuple[str, str, str]:
    return unicodedata.normalize("NFC", record.submission.file_name), record.submission.kind.value, record.key.sha256
