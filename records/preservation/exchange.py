"""A call's records as files, and back: whole, checked by a manifest of hashes, readable without simsa.

    manifest.json              what this is, when and from which state of the audit log, and the SHA-256 of every file
    NAME.csv, NAME.parquet …   tables for readers, which the caller makes (`review.export_tables`), masked
    tables/NAME.jsonl          a table of the database, one row a line
    originals/SHA256           files as they were received
    documents/SHA256.json.gz   what a reader saw in them
    events.jsonl               the audit log as far as it is about the call

What lies in folders, and the events, is as it came in, personal data too: this is the evidence, and only a whole export
holds it. All of an export is of one moment, whatever a run writes meanwhile. Importing a whole one into an empty
database gives the same rows; the new database's log begins with what was imported, and keeps the old log's events in
that entry.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from itertools import chain
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from records.audit import Event, append_event, events_of, head_of
from records.changes import VersionDiff
from records.database.history_tables import AttachmentRow, DocumentRow, EventRow, OriginalRow
from records.database.people_tables import PEOPLE_TABLES
from records.database.tables import RecordRow, SubmissionRow, Table, UtcDateTime
from records.decisions.corrections import AreaCorrection
from records.decisions.overrides import Judge, ReviewedRecord
from records.decisions.standing import reviewed_under
from records.decisions.storing import corrections_of
from records.decisions.withdrawals import Withdrawal, withdrawals_of
from records.preservation.archive import latest_document
from records.preservation.content_store import ContentStore
from records.version_diff import version_diff
from schemas import Call, Record
from schemas.base import Model
from schemas.errors import StorageError, UsageError

MANIFEST: Final = "manifest.json"
FORMAT: Final = 2
READABLE: Final = (1, 2)
"""Format 1 had no tables for readers, no attachments and no tombstones."""


class Manifest(Model):
    """What an export holds; `files` are SHA-256 sums by path below its folder.

    `audit_head` is the hash of the last of the audit log's `events`; `is_whole` says that it can be imported.
    """

    format: int
    call: str
    made_at: datetime
    audit_head: str
    files: dict[str, str]
    events: int | None = None
    is_whole: bool = True


class Snapshot:
    """All that is kept under a call at one moment. Use `Records.snapshot` rather than this."""

    def __init__(self, connection: Connection, store: ContentStore, call_id: str) -> None:
        self._connection, self._store, self._call_id = connection, store, call_id
        self._session = Session(connection)
        self.audit_head = head_of(self._session)
        self.events = events_of(self._session)

    def reviewed(self, judge: Judge) -> Sequence[ReviewedRecord]:
        """The records as reviewers left them, in the order of `Records.of_call`."""
        return reviewed_under(self._session, self._call_id, judge)

    def withdrawals(self) -> tuple[Withdrawal, ...]:
        """What no longer counts."""
        return withdrawals_of(self._session, self._call_id)

    def area_corrections(self) -> Sequence[AreaCorrection]:
        """The areas that reviewers corrected."""
        return corrections_of(self._session, self._call_id)

    def compare(self, before: Record, after: Record, call: Call) -> VersionDiff:
        """What changed between two versions of a plan (see `Records.compare`).

        Raises:
            UsageError: one of them could not be read.
        """
        one, other = (latest_document(self._session, self._store, each.key.sha256) for each in (before, after))
        return version_diff(before, after, call=call, documents=(one, other))

    def _own_events(self) -> Iterator[Event]:
        """What the log says of the call, of its submissions and of the files that were kept for them."""
        own = select(SubmissionRow.sha256).filter_by(call_id=self._call_id)
        files = {*self._session.scalars(own), *self._session.scalars(_attached_to(self._call_id))}
        for event in self.events:
            is_of_file = event.call_id is None and event.detail.get("file_sha256") in files
            if event.call_id == self._call_id or is_of_file:
                yield event

    def write(self, folder: Path, tables: Mapping[str, bytes], *, whole: bool) -> Manifest:
        """Write tables for readers, and with `whole` all that is kept, into an empty folder.

        Raises:
            UsageError: the folder holds something, or cannot be written to.
            StorageError: an original is no longer what was kept.
        """
        own = list(self._own_events())
        kept = _contents(self._connection, self._store, self._call_id, own) if whole else ()
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            if any(folder.iterdir()):
                raise UsageError(f"{folder}: 빈 폴더가 아님")
            files: dict[str, str] = {}
            for path, data in chain(tables.items(), kept):
                target = folder / path
                target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                target.write_bytes(data)
                files[path] = hashlib.sha256(data).hexdigest()
            manifest = Manifest(
                format=FORMAT,
                call=self._call_id,
                made_at=datetime.now(UTC),
                audit_head=self.audit_head,
                files=files,
                events=len(self.events),
                is_whole=whole,
            )
            (folder / MANIFEST).write_text(manifest.model_dump_json(indent=1), encoding="utf-8")
        except OSError as error:
            raise UsageError(f"{folder}: {error.strerror}") from error
        return manifest


def import_rows(session: Session, store: ContentStore, folder: Path, *, actor: str) -> Manifest:
    """Put an export into an empty database, in the writing transaction of the session.

    Raises:
        UsageError: the folder is no export, or a file of it is missing or changed.
        StorageError: the database is not empty.
    """
    manifest = checked_manifest(folder)
    if not manifest.is_whole:
        raise UsageError(f"{folder}: 원본 없이 내보낸 것은 가져올 수 없음(simsa export --with-originals)")
    if session.scalar(select(sa.func.count()).select_from(SubmissionRow)):
        raise StorageError("비어 있지 않은 데이터베이스에는 가져올 수 없음")
    for path in manifest.files:
        if path.startswith(("originals/", "documents/")):
            store.keep((folder / path).read_bytes())
    rows: list[Table] = []
    kinds = {mapper.local_table.name: mapper.class_ for mapper in Table.registry.mappers}  # type: ignore[attr-defined]
    for table in _tables():
        path = f"tables/{table.name}.jsonl"
        lines = (folder / path).read_text(encoding="utf-8").split("\n") if path in manifest.files else []
        for line in filter(None, lines):
            session.execute(table.insert().values(_typed(table, json.loads(line))))
        session.flush()
        rows.extend(session.scalars(select(kinds[table.name])))
    _go_on_counting(session)
    events = [json.loads(line) for line in (folder / "events.jsonl").read_text(encoding="utf-8").split("\n") if line]
    append_event(
        session,
        at=datetime.now(UTC),
        actor=actor,
        kind="imported",
        call_id=manifest.call,
        rows=rows,
        exported_at=manifest.made_at.isoformat(),
        audit_head=manifest.audit_head,
        events=events,
    )
    return manifest


def checked_manifest(folder: Path) -> Manifest:
    """The manifest of an export of which every file is what it was.

    Raises:
        UsageError: the folder is no export, or a file of it is missing or changed.
    """
    try:
        manifest = Manifest.model_validate_json((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UsageError(f"{folder}: 내보낸 심사자료가 아님({MANIFEST}을 읽을 수 없음)") from error
    if manifest.format not in READABLE:
        raise UsageError(f"{folder}: 이 버전이 모르는 형식({manifest.format})")
    for path, sha256 in manifest.files.items():
        target = folder / path
        if not target.resolve().is_relative_to(folder.resolve()) or not target.is_file():
            raise UsageError(f"{target}: 파일이 없음")
        if hashlib.sha256(target.read_bytes()).hexdigest() != sha256:
            raise UsageError(f"{target}: 내보낸 뒤 내용이 바뀜")
    return manifest


def _go_on_counting(session: Session) -> None:
    """PostgreSQL numbers new rows by a sequence that does not see numbers which came with the rows."""
    if session.get_bind().dialect.name != "postgresql":
        return
    for table in _tables():
        if "id" in table.columns and isinstance(table.columns["id"].type, sa.Integer):
            last = sa.select(sa.func.max(table.columns["id"])).scalar_subquery()
            sequence = sa.func.pg_get_serial_sequence(table.name, "id")
            session.execute(sa.select(sa.func.setval(sequence, sa.func.coalesce(last, 1), last.is_not(None))))


def _contents(
    connection: Connection, store: ContentStore, call_id: str, events: Sequence[Event]
) -> Iterator[tuple[str, bytes]]:
    submissions = select(SubmissionRow.id).filter_by(call_id=call_id)
    records = select(RecordRow.id).where(RecordRow.submission_id.in_(submissions))
    files = select(SubmissionRow.sha256).filter_by(call_id=call_id).union(_attached_to(call_id)).subquery()
    sums = select(files.c.sha256)
    for table in _tables():
        yield f"tables/{table.name}.jsonl", _lines(_rows(connection, table, call_id, submissions, records, sums))
    for sha256 in connection.scalars(select(OriginalRow.sha256).where(OriginalRow.sha256.in_(sums)).order_by("sha256")):
        yield f"originals/{sha256}", store.read(sha256)
    documents = select(DocumentRow.document_sha256).where(DocumentRow.sha256.in_(sums)).distinct()
    for sha256 in sorted(connection.scalars(documents)):
        yield f"documents/{sha256}.json.gz", store.read(sha256)
    yield "events.jsonl", _lines(event.model_dump(mode="json") for event in events)


def _attached_to(call_id: str) -> sa.Select[tuple[str]]:
    return select(AttachmentRow.sha256).filter_by(call_id=call_id)


def _rows(
    connection: Connection,
    table: sa.Table,
    call_id: str,
    submissions: sa.Select[tuple[int]],
    records: sa.Select[tuple[int]],
    sums: sa.Select[tuple[str]],
) -> Iterator[Mapping[str, Any]]:
    columns = table.columns
    if table.name == "calls":
        chosen = columns["id"] == call_id
    elif "call_id" in columns:
        chosen = columns["call_id"] == call_id
    elif "submission_id" in columns:
        chosen = columns["submission_id"].in_(submissions)
    elif "record_id" in columns:
        chosen = columns["record_id"].in_(records)
    else:
        chosen = columns["sha256"].in_(sums)
    for row in connection.execute(select(table).where(chosen).order_by(*table.primary_key.columns)).mappings():
        yield dict(row)


def _tables() -> list[sa.Table]:
    apart = {EventRow.__tablename__, *PEOPLE_TABLES}
    return [table for table in Table.metadata.sorted_tables if table.name not in apart]


def _lines(rows: Iterator[Mapping[str, Any]]) -> bytes:
    return "".join(json.dumps(row, ensure_ascii=False, default=_plain) + "\n" for row in rows).encode()


def _plain(value: Any) -> str:  # noqa: ANN401 - a column's value that JSON does not know
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)


def _typed(table: sa.Table, values: dict[str, Any]) -> dict[str, Any]:
    for column in table.columns:
        text = values[column.name]
        if text is not None and isinstance(column.type, UtcDateTime):
            values[column.name] = datetime.fromisoformat(text)
        elif text is not None and isinstance(column.type, sa.Date):
            values[column.name] = date.fromisoformat(text)
    return values
