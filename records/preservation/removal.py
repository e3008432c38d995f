"""Removing what is kept no longer: rows with their digests in the log, tombstones in their place, then the bytes."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

import sqlalchemy as sa
from pydantic import AwareDatetime
from sqlalchemy import ColumnElement, Select, delete, select
from sqlalchemy.orm import Session

from records.audit import append_event, digests_of, rows_where
from records.database.derived_tables import (
    AreaMoneyRow,
    PlanTextRow,
    ReviewedFindingRow,
    SummaryRow,
    UnitCostRow,
    VerdictProfileRow,
)
from records.database.history_tables import AttachmentRow, DocumentRow, EventRow, OriginalRow, TombstoneRow
from records.database.tables import RecordRow, SubmissionRow, Table
from records.queries.folding import index_tokens
from records.queries.indexing import TEXT_INDEX
from schemas.base import Model

SUBMISSION: Final = "submission"
ORIGINAL: Final = "original"
DOCUMENT: Final = "document"
ATTACHMENT: Final = "attachment"

_STAYING: Final = {SubmissionRow.__tablename__, EventRow.__tablename__, TombstoneRow.__tablename__}
_OF_A_SUBMISSION: Final = [
    table
    for table in reversed(Table.metadata.sorted_tables)
    if table.name not in _STAYING and ({"record_id", "submission_id"} & set(table.columns.keys()))
]
"""What hangs on a submission or its records, in an order in which it can be removed."""


class Expired(Model):
    """Something whose time is over; without call and number an original that no submission stands for.

    `kept_until` is the first moment at which it need not be kept any more, `rule` says in Korean by what.
    """

    call_id: str | None
    submission_id: int | None
    file_name: str | None
    sha256: str
    kept_until: AwareDatetime
    rule: str
    records: int


class Removal:
    """Removes what expired, in one writing transaction; `at` is what its tombstones and events say."""

    def __init__(self, session: Session, *, actor: str, at: datetime) -> None:
        self._session, self._actor, self._at = session, actor, at
        self._texts_removed = 0
        if session.get_bind().dialect.name == "sqlite":
            # What is deleted is overwritten in the file, and not only taken out of the tables.
            session.execute(sa.text("PRAGMA secure_delete = ON"))

    def remove(self, expired: Expired) -> None:
        """Remove one submission with all that rests on it alone, or an original that no submission stands for."""
        removed: dict[str, str] = {}
        stones: list[TombstoneRow] = []
        if expired.submission_id is not None:
            self._remove_derived(expired.submission_id)
            records = select(RecordRow.id).filter_by(submission_id=expired.submission_id)
            for table in _OF_A_SUBMISSION:
                removed |= self._take(table, _chosen(table, expired.submission_id, records))
            stones.append(self._stone(expired, SUBMISSION, expired.sha256))
            if not self._is_used(expired.sha256):
                removed |= self._remove_attachments(expired, stones)
        if not self._is_used(expired.sha256):
            removed |= self._remove_file(expired, expired.sha256, stones)
        append_event(
            self._session,
            at=self._at,
            actor=self._actor,
            kind="retention-over",
            call_id=expired.call_id,
            submission_id=expired.submission_id,
            rows=stones,
            removed=removed,
            file=expired.file_name,
            file_sha256=expired.sha256,
            records=expired.records,
            what=[f"{stone.what}:{stone.sha256}" for stone in stones],
            kept_until=expired.kept_until.isoformat(),
            rule=expired.rule,
        )

    def finish(self) -> None:
        """Let the search index forget the words of what was removed: by itself it only marks them."""
        if self._texts_removed and self._session.get_bind().dialect.name == "sqlite":
            self._session.execute(sa.text(f"INSERT INTO {TEXT_INDEX} ({TEXT_INDEX}) VALUES ('optimize')"))  # noqa: S608 - our own name

    def _take(self, table: sa.Table, chosen: ColumnElement[bool]) -> dict[str, str]:
        """Delete rows; their digests as they stood, by name."""
        digests = digests_of(rows_where(self._session.connection(), table, chosen))
        if digests:
            self._session.execute(delete(table).where(chosen))
        return digests

    def _stone(self, expired: Expired, what: str, sha256: str, file_name: str | None = None) -> TombstoneRow:
        row = TombstoneRow(
            call_id=expired.call_id,
            submission_id=expired.submission_id,
            what=what,
            sha256=sha256,
            file_name=file_name or expired.file_name,
            kept_until=expired.kept_until,
            rule=expired.rule,
            removed_at=self._at,
        )
        self._session.add(row)
        return row

    def _is_used(self, sha256: str) -> bool:
        """Whether a submission that is still recorded rests on these bytes, as its file or as an attachment of it."""
        return self._session.scalar(select(sa.literal(1)).where(_is_living(sha256))) is not None

    def _remove_attachments(self, expired: Expired, stones: list[TombstoneRow]) -> dict[str, str]:
        of_file = sa.and_(AttachmentRow.call_id == expired.call_id, AttachmentRow.submission_sha256 == expired.sha256)
        own = self._session.scalars(select(AttachmentRow).where(of_file).order_by(AttachmentRow.id)).all()
        named = [(row.sha256, row.file_name) for row in own]
        removed = self._take(_table(AttachmentRow), of_file)
        for sha256, name in named:
            stones.append(self._stone(expired, ATTACHMENT, sha256, name))
            if not self._is_used(sha256):
                removed |= self._remove_file(expired, sha256, stones, name)
        return removed

    def _remove_file(
        self, expired: Expired, sha256: str, stones: list[TombstoneRow], file_name: str | None = None
    ) -> dict[str, str]:
        documents = select(DocumentRow.document_sha256).filter_by(sha256=sha256).order_by(DocumentRow.code_version)
        stones.extend(self._stone(expired, DOCUMENT, each, file_name) for each in self._session.scalars(documents))
        removed = self._take(_table(DocumentRow), DocumentRow.sha256 == sha256)
        original = self._take(_table(OriginalRow), OriginalRow.sha256 == sha256)
        if original:
            stones.append(self._stone(expired, ORIGINAL, sha256, file_name))
        return removed | original

    def _remove_derived(self, submission_id: int) -> None:
        session = self._session
        of_submission = SummaryRow.submission_id == submission_id
        summaries = select(SummaryRow.id).where(of_submission)
        texts = set(session.scalars(select(SummaryRow.text_id).where(of_submission, SummaryRow.text_id.is_not(None))))
        profiles = set(session.scalars(select(SummaryRow.profile_id).where(of_submission)))
        for row in (ReviewedFindingRow, UnitCostRow, AreaMoneyRow):
            session.execute(delete(row).where(row.summary_id.in_(summaries)))
        session.execute(delete(SummaryRow).where(of_submission))
        texts -= set(session.scalars(select(SummaryRow.text_id).where(SummaryRow.text_id.in_(texts))))
        profiles -= set(session.scalars(select(SummaryRow.profile_id).where(SummaryRow.profile_id.in_(profiles))))
        session.execute(delete(VerdictProfileRow).where(VerdictProfileRow.id.in_(profiles)))
        for number in texts:
            self._remove_text(number)
        self._texts_removed += len(texts)

    def _remove_text(self, text_id: int | None) -> None:
        row = self._session.get_one(PlanTextRow, text_id)
        if self._session.get_bind().dialect.name == "sqlite":
            self._session.execute(
                sa.text(f"INSERT INTO {TEXT_INDEX} ({TEXT_INDEX}, rowid, pairs) VALUES ('delete', :id, :pairs)"),  # noqa: S608 - our own name
                {"id": row.id, "pairs": index_tokens(row.folded)},
            )
        self._session.delete(row)
        self._session.flush()


def unreferenced(session: Session) -> Iterator[str]:
    """What has a tombstone as an original or a Document, and is kept under no row any more: its bytes may go."""
    stones = select(TombstoneRow.sha256).where(TombstoneRow.what.in_((ORIGINAL, DOCUMENT))).distinct()
    originals = select(OriginalRow.sha256)
    documents = select(DocumentRow.document_sha256)
    query = stones.where(TombstoneRow.sha256.not_in(originals), TombstoneRow.sha256.not_in(documents))
    yield from session.scalars(query.order_by(TombstoneRow.sha256))


def _is_living(sha256: str) -> ColumnElement[bool]:
    recorded = SubmissionRow.id.in_(select(RecordRow.submission_id))
    as_file = select(SubmissionRow.id).where(SubmissionRow.sha256 == sha256, recorded).exists()
    as_attachment = (
        select(AttachmentRow.id)
        .join(
            SubmissionRow,
            sa.and_(
                SubmissionRow.call_id == AttachmentRow.call_id,
                SubmissionRow.sha256 == AttachmentRow.submission_sha256,
            ),
        )
        .where(AttachmentRow.sha256 == sha256, recorded)
        .exists()
    )
    return sa.or_(as_file, as_attachment)


def _chosen(table: sa.Table, submission_id: int, records: Select[tuple[int]]) -> ColumnElement[bool]:
    if "submission_id" in table.columns:
        return table.columns["submission_id"] == submission_id
    return table.columns["record_id"].in_(records)


def _table(row: type[Table]) -> sa.Table:
    return Table.metadata.tables[row.__tablename__]
