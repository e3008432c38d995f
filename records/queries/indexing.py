"""Filling the derived tables: beside each record when it is saved, and for those that have no summary yet."""

from collections.abc import Iterator, Sequence
from typing import Final

import sqlalchemy as sa
from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from records.database import canonical
from records.database.derived_tables import (
    OF_THE_MACHINE,
    PlanTextRow,
    SummaryRow,
    VerdictProfileRow,
)
from records.database.history_tables import ObservationRow
from records.database.tables import RecordRow
from records.queries.folding import index_tokens
from records.queries.summary import (
    PlanText,
    area_money_rows,
    plan_text,
    summary_values,
    unit_cost_rows,
    verdict_profile,
)
from schemas import Finding, Record

TEXT_INDEX: Final = "plan_text_index"
"""SQLite's full-text index; PostgreSQL searches the folded text itself."""

_AT_ONCE: Final = 100


def add_summary(
    session: Session,
    record: Record,
    record_id: int,
    submission_id: int,
    *,
    revision: int = OF_THE_MACHINE,
    overrides: int = 0,
    to_confirm: int = 0,
    review_state: str | None = None,
) -> SummaryRow:
    """Add what follows from a record that was stored, or from the state that reviewers brought it to."""
    programs = record.proposal.programs if record.proposal else ()
    row = SummaryRow(
        record_id=record_id,
        submission_id=submission_id,
        revision=revision,
        counts=False,
        **summary_values(record),  # type: ignore[arg-type]
        overrides=overrides,
        to_confirm=to_confirm,
        review_state=review_state,
        profile_id=_profile_id(session, record.findings),
        text_id=_text_id(session, plan_text(record.proposal)) if record.proposal else None,
    )
    session.add(row)
    session.flush()
    session.add_all([*area_money_rows(programs, row.id), *unit_cost_rows(programs, row.id)])
    session.flush()
    return row


def let_count(session: Session, record_id: int) -> None:
    """Let a record's newest summary stand for its submission, whatever its file is named, from now on."""
    of_record = select(SummaryRow).where(SummaryRow.record_id == record_id)
    newest = session.scalars(of_record.order_by(SummaryRow.revision.desc()).limit(1)).one()
    same = and_(
        SummaryRow.call_id == newest.call_id, SummaryRow.sha256 == newest.sha256, SummaryRow.kind == newest.kind
    )
    session.execute(sa.update(SummaryRow).where(same).values(counts=SummaryRow.id == newest.id))


def fill_missing(session: Session) -> None:
    """Add the summaries of records that were stored before there were any, or came with an import."""
    for row in _without_summary(session):
        add_summary(session, canonical.restored(row.record_json), row.id, row.submission_id)
        session.expunge_all()
    last = select(func.max(ObservationRow.id)).group_by(ObservationRow.submission_id)
    seen = select(ObservationRow.record_id).where(ObservationRow.id.in_(last)).order_by(ObservationRow.id)
    for record_id in session.scalars(seen).all():
        let_count(session, record_id)


def _without_summary(session: Session) -> Iterator[RecordRow]:
    last = 0
    while True:
        query = (
            select(RecordRow)
            .where(RecordRow.id > last, ~select(SummaryRow.id).where(SummaryRow.record_id == RecordRow.id).exists())
            .order_by(RecordRow.id)
            .limit(_AT_ONCE)
        )
        rows = session.scalars(query).all()
        yield from rows
        if not rows:
            return
        last = rows[-1].id


def _profile_id(session: Session, findings: Sequence[Finding]) -> int:
    verdicts = verdict_profile(findings)
    digest = canonical.digest_of(verdicts)
    known = session.scalar(select(VerdictProfileRow.id).filter_by(digest=digest))
    if known is not None:
        return known
    row = VerdictProfileRow(digest=digest, verdicts=verdicts)
    session.add(row)
    session.flush()
    return row.id


def _text_id(session: Session, text: PlanText) -> int:
    known = session.scalar(select(PlanTextRow.id).filter_by(digest=text.digest))
    if known is not None:
        return known
    row = PlanTextRow(digest=text.digest, lines=text.lines, folded=text.folded, places=text.places, is_cut=text.is_cut)
    session.add(row)
    session.flush()
    if session.get_bind().dialect.name == "sqlite":
        session.execute(
            sa.text(f"INSERT INTO {TEXT_INDEX} (rowid, pairs) VALUES (:id, :pairs)"),  # noqa: S608 - our own name
            {"id": row.id, "pairs": index_tokens(text.folded)},
        )
    return row.id
