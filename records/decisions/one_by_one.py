"""The records of a call as reviewers left them, each loaded when it is asked for: all at once they fill the memory."""

import unicodedata
from collections.abc import Iterator, Sequence
from typing import overload

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from records.database import canonical
from records.database.engine import errors_of
from records.database.history_tables import ObservationRow
from records.database.tables import RecordRow, SubmissionRow
from records.decisions.overrides import Judge, ReviewedRecord
from records.decisions.standing import decided_about
from records.saving import counting_observations


class ReviewedOneByOne(Sequence[ReviewedRecord]):
    """What `Records.reviewed` gives, in its order, holding no more than the numbers of the records.

    Which records there are is settled when it is made; what reviewers decided is looked up with each.
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
            rows = [(unicodedata.normalize("NFC", name), *rest) for name, *rest in session.execute(query)]
        self._record_ids = [record_id for *_, record_id in sorted(rows)]

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
