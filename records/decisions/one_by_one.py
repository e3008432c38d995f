"""The records of a call as reviewers left them, each loaded when it is asked for: all at once they fill the memory."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import overload

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from records.database import canonical
from records.database.engine import errors_of
from records.database.history_tables import DocumentRow, EventRow, ObservationRow
from records.database.tables import RecordRow, SubmissionRow
from records.decisions.counting import counting_observations
from records.decisions.overrides import Judge, ReviewedRecord
from records.decisions.standing import decided_about
from records.submissions import SubmissionKey


class ReviewedOneByOne(Sequence[ReviewedRecord]):
    """What `Records.reviewed` gives, in its order, holding no more than the numbers of the records.

    Which records there are is settled when it is made; what reviewers decided is looked up with each. `stamps` has for
    each a text that changes whenever the record, what was decided about it or its Document does: the hash of the last
    event about the submission, which the log's chain makes of all before it.
    """

    def __init__(self, engine: Engine, call_id: str, judge: Judge) -> None:
        self._engine, self._judge = engine, judge
        query = (
            select(SubmissionRow.file_name, SubmissionRow.kind, SubmissionRow.sha256, ObservationRow.record_id)
            .join(RecordRow, RecordRow.submission_id == SubmissionRow.id)
            .join(ObservationRow, ObservationRow.record_id == RecordRow.id)
            .where(ObservationRow.id.in_(counting_observations(call_id)))
        )
        with errors_of(engine), Session(engine) as session:
            # The events before the records: no stamp is newer than what is shown with it.
            events, documents = _last_events(session, call_id), _documents(session, call_id)
            rows = [(unicodedata.normalize("NFC", name), *rest) for name, *rest in session.execute(query)]
        rows.sort()
        self._record_ids = [record_id for *_, record_id in rows]
        self.stamps = tuple(
            f"{events.get((sha256, kind), '')} {documents.get(sha256, '')}" for _, kind, sha256, _ in rows
        )

    def __len__(self) -> int:
        return len(self._record_ids)

    def __iter__(self) -> Iterator[ReviewedRecord]:
        return map(self._load, self._record_ids)

    @overload
    def __getitem__(self, index: int) -> ReviewedRecord: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[ReviewedRecord]: ...

    def __getitem__(self, index: int | slice) -> ReviewedRecord | Sequence[ReviewedRecord]:
        chosen = self._record_ids[index]
        return self._load(chosen) if isinstance(chosen, int) else tuple(map(self._load, chosen))

    def _load(self, record_id: int) -> ReviewedRecord:
        with errors_of(self._engine), Session(self._engine) as session:
            row = session.get_one(RecordRow, record_id)
            submission = session.get_one(SubmissionRow, row.submission_id)
            # The decisions before the record: what is seen is never older than the revision that it is shown with.
            decided = decided_about(session, submission)
            return decided.applied_to(canonical.restored(row.record_json), self._judge)


def _last_events(session: Session, call_id: str) -> Mapping[SubmissionKey, str]:
    """The hash of the last event about each submission to a call."""
    last = select(func.max(EventRow.id)).where(EventRow.call_id == call_id).group_by(EventRow.submission_id)
    query = (
        select(SubmissionRow.sha256, SubmissionRow.kind, EventRow.hash)
        .join(EventRow, EventRow.submission_id == SubmissionRow.id)
        .where(SubmissionRow.call_id == call_id, EventRow.id.in_(last))
        .order_by(EventRow.id)
    )
    return {(sha256, kind): digest for sha256, kind, digest in session.execute(query)}


def _documents(session: Session, call_id: str) -> Mapping[str, str]:
    """The hashes of the Documents of each file that was handed in to a call, the last one last."""
    files = select(SubmissionRow.sha256).where(SubmissionRow.call_id == call_id)
    query = (
        select(DocumentRow.sha256, DocumentRow.document_sha256)
        .where(DocumentRow.sha256.in_(files))
        .order_by(DocumentRow.stored_at, DocumentRow.document_sha256)
    )
    found: dict[str, list[str]] = defaultdict(list)
    for sha256, document in session.execute(query):
        found[sha256].append(document)
    return {sha256: " ".join(documents) for sha256, documents in found.items()}
