"""What records were made from: the originals, what a reader saw in them, and the calls as they stood.

Rows say what is kept and since when; the bytes of originals and Documents lie in a content store.
"""

import hashlib
import unicodedata
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from records.audit import append_event
from records.database.engine import errors_of
from records.database.history_tables import AttachmentRow, CallVersionRow, DocumentRow, OriginalRow
from records.database.numbers import numbered
from records.database.tables import CallRow, Table
from records.preservation.content_store import ContentStore
from schemas import Call, Document
from schemas.canonical_json import canonical_json
from schemas.packed_document import unpack


class Archive:
    """The originals, Documents and calls of one database, with their bytes in one content store."""

    def __init__(self, writing: Engine, store: ContentStore, *, actor: str, now: Callable[[], datetime]) -> None:
        """Use `Records.archive` rather than this: it shares the database's engine.

        Args:
            writing: the engine with the option that makes its transactions write.
            store: where the bytes lie.
            actor: who the audit log names.
            now: gives the time.
        """
        self._engine, self.store, self._actor, self._now = writing, store, actor, now

    def keep_original(self, data: bytes) -> str:
        """Keep a file as it was received; its SHA-256. The same bytes are kept once."""
        sha256 = self.store.keep(data)
        with errors_of(self._engine), Session(self._engine) as session, session.begin():
            if session.get(OriginalRow, sha256) is None:
                # Its time may have been over just now, and its bytes removed, before this transaction had its turn.
                self.store.keep(data)
                row = OriginalRow(sha256=sha256, size=len(data), stored_at=self._now())
                self._add(session, "original-kept", row, file_sha256=sha256, size=len(data))
        return sha256

    def keep_attachment(self, call_id: str, submission_sha256: str, file_name: str, data: bytes) -> None:
        """Keep a file that came in one ZIP with a plan, by its name there; the same again changes nothing."""
        sha256 = self.keep_original(data)
        name = unicodedata.normalize("NFC", file_name).replace("\0", "")
        key = {"call_id": call_id, "submission_sha256": submission_sha256, "sha256": sha256, "file_name": name}
        with errors_of(self._engine), Session(self._engine) as session, session.begin():
            if session.scalar(select(AttachmentRow.id).filter_by(**key)) is None:
                row = numbered(session, AttachmentRow(**key, stored_at=self._now()))
                self._add(
                    session,
                    "attachment-kept",
                    row,
                    call_id=call_id,
                    file_sha256=submission_sha256,
                    file=name,
                    sha256=sha256,
                )

    def attachments(self, call_id: str, submission_sha256: str) -> Mapping[str, str]:
        """The SHA-256 of the files that came with a plan, by their names in the order in which they were kept."""
        query = select(AttachmentRow).filter_by(call_id=call_id, submission_sha256=submission_sha256)
        with errors_of(self._engine), Session(self._engine) as session:
            return {row.file_name: row.sha256 for row in session.scalars(query.order_by(AttachmentRow.id))}

    def original(self, sha256: str) -> bytes:
        """A file as it was received.

        Raises:
            StorageError: it is not kept, or no longer what it was.
        """
        return self.store.read(sha256)

    def keep_document(self, sha256: str, code_version: str, packed: bytes) -> None:
        """Keep what the readers of a code version saw in an original, as `schemas.packed_document.pack` gives it."""
        with errors_of(self._engine), Session(self._engine) as session, session.begin():
            if session.get(DocumentRow, (sha256, code_version)) is None:
                row = DocumentRow(
                    sha256=sha256,
                    code_version=code_version,
                    document_sha256=self.store.keep(packed),
                    stored_at=self._now(),
                )
                self._add(session, "document-kept", row, file_sha256=sha256, code_version=code_version)

    def document(self, sha256: str, code_version: str) -> Document | None:
        """What the readers of a code version saw in an original; None where nobody kept it.

        Raises:
            StorageError: what lies in the store is no longer what was kept.
        """
        with errors_of(self._engine), Session(self._engine) as session:
            row = session.get(DocumentRow, (sha256, code_version))
        return None if row is None else unpack(self.store.read(row.document_sha256))

    def latest_document(self, sha256: str) -> Document | None:
        """What readers saw in an original when it was read last; None where nobody kept it.

        Raises:
            StorageError: what lies in the store is no longer what was kept.
        """
        with errors_of(self._engine), Session(self._engine) as session:
            return latest_document(session, self.store, sha256)

    def register_call(self, call: Call) -> None:
        """Keep a call as it stands now, whole, unless the same is kept already."""
        text = canonical_json(call)
        digest = hashlib.sha256(text.encode()).hexdigest()
        with errors_of(self._engine), Session(self._engine) as session, session.begin():
            if session.get(CallVersionRow, (call.id, call.version, digest)) is not None:
                return
            rows: list[Table] = []
            if session.get(CallRow, call.id) is None:
                rows.append(CallRow(id=call.id))
            rows.append(
                CallVersionRow(
                    call_id=call.id, version=call.version, digest=digest, call_json=text, registered_at=self._now()
                )
            )
            self._add(session, "call-registered", *rows, call_id=call.id, version=call.version, digest=digest)

    def call_ids(self) -> tuple[str, ...]:
        """The calls that something was submitted to and that are kept, in the order of their ids."""
        with errors_of(self._engine), Session(self._engine) as session:
            return tuple(session.scalars(select(CallVersionRow.call_id).distinct().order_by(CallVersionRow.call_id)))

    def calls(self, call_id: str) -> tuple[Call, ...]:
        """The versions of a call that records were made under, in the order in which they were registered."""
        query = select(CallVersionRow).filter_by(call_id=call_id).order_by(CallVersionRow.registered_at)
        with errors_of(self._engine), Session(self._engine) as session:
            return tuple(Call.model_validate_json(row.call_json) for row in session.scalars(query))

    def latest_calls(self, session: Session) -> dict[str, Call]:
        """Each call that is kept, as it was registered last, by its id."""
        query = select(CallVersionRow.call_json).order_by(CallVersionRow.call_id, CallVersionRow.registered_at)
        calls = (Call.model_validate_json(text) for text in session.scalars(query))
        return {call.id: call for call in calls}

    def _add(
        self,
        session: Session,
        kind: str,
        *rows: Table,
        call_id: str | None = None,
        **detail: Any,  # noqa: ANN401
    ) -> None:
        for row in rows:
            session.add(row)
            session.flush()
        append_event(session, at=self._now(), actor=self._actor, kind=kind, call_id=call_id, rows=rows, **detail)


def latest_document(session: Session, store: ContentStore, sha256: str) -> Document | None:
    """What `Archive.latest_document` gives, as the session sees it."""
    query = select(DocumentRow.document_sha256).filter_by(sha256=sha256).order_by(DocumentRow.stored_at.desc()).limit(1)
    kept = session.scalar(query)
    return None if kept is None else unpack(store.read(kept))
