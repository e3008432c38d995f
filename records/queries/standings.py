"""What each submission to a call counts for, by the database itself; it says what `records.standing` says.

Every list and sum begins with the counting summaries (`SummaryRow.counts`), of which `standing` tells whether they
take part. Both go by one index.
"""

from collections.abc import Collection, Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, case, false, func, literal, or_, select
from sqlalchemy.orm import Session, aliased
from sqlalchemy.orm.util import AliasedClass

from records.database.derived_tables import SummaryRow
from records.decisions.withdrawals import withdrawn_submissions
from records.queries.summary import lined
from records.standing import Standing
from rules.kinds.submission.applicant import ApplicantRule
from rules.kinds.submission.deadline import DeadlineRule
from schemas import Call, SubmissionKind

STANDINGS: Final = {standing.key: standing for standing in Standing}
KIND_ORDER: Final = {kind.value: number for number, kind in enumerate(SubmissionKind)}
Summary = type[SummaryRow] | AliasedClass[SummaryRow]


def counting(call: Call) -> ColumnElement[bool]:
    """Whether a summary is what a submission to the call stands for, and the submission was not withdrawn."""
    shown = SummaryRow.submission_id.not_in(withdrawn_submissions())
    return and_(SummaryRow.call_id == call.id, SummaryRow.counts, shown)


def standing(call: Call) -> ColumnElement[str]:
    """The key of a counting summary's standing."""
    other = aliased(SummaryRow)
    latest = (
        select(other.rank_key)
        .where(
            other.call_id == SummaryRow.call_id,
            other.counts,
            other.submission_id.not_in(withdrawn_submissions()),
            other.applicant_key == SummaryRow.applicant_key,
            _takes_part(call, other),
        )
        .order_by(other.rank_key.desc())
        .limit(1)
        .correlate(SummaryRow)
        .scalar_subquery()
    )
    return case(
        (~SummaryRow.is_read, Standing.UNREAD.key),
        (_violates_any(call, ApplicantRule.id, SummaryRow), Standing.INELIGIBLE.key),
        (_violates_any(call, DeadlineRule.id, SummaryRow), Standing.LATE.key),
        (SummaryRow.rank_key < latest, Standing.REPLACED.key),
        else_=Standing.VALID.key,
    )


def stands(call: Call, shown: Collection[Standing]) -> ColumnElement[bool]:
    """Whether a counting summary has one of these standings."""
    if set(shown) == set(Standing):
        return counting(call)
    return and_(counting(call), standing(call).in_([each.key for each in shown]))


def violates(rule: str, of: Summary = SummaryRow) -> ColumnElement[bool]:
    """Whether a summary's record violates a rule."""
    # LIKE would ignore case on SQLite alone, and the databases call their own search for a text differently.
    return func.replace(of.violated_rules, literal(lined([rule])), "") != of.violated_rules


def by_name(session: Session) -> tuple[Any, ...]:
    """The order of summaries by government and file, 가나다; the same on every database."""
    return (
        SummaryRow.applicant.collate(bytewise(session)).nulls_last(),
        SummaryRow.file_name.collate(bytewise(session)),
        case(KIND_ORDER, value=SummaryRow.kind),
        SummaryRow.sha256,
    )


def bytewise(session: Session) -> str:
    """The collation that sorts texts by their characters' numbers, which for Hangul is 가나다."""
    return "BINARY" if session.get_bind().dialect.name == "sqlite" else "C"


def versions_of(session: Session, call: Call, applicant_keys: Collection[str]) -> dict[int, int]:
    """The version of each counting summary of these applicants, as `submission_versions.version_numbers` counts."""
    collation = bytewise(session)
    series: Sequence[Any] = (SummaryRow.applicant_key, SummaryRow.kind)
    arrival = func.row_number().over(
        partition_by=series,
        order_by=[SummaryRow.received_at.nulls_last(), SummaryRow.file_name.collate(collation), SummaryRow.sha256],
    )
    placed = (
        select(SummaryRow.id, *series, SummaryRow.sha256, arrival.label("arrival"))
        .where(counting(call), SummaryRow.applicant_key.in_(applicant_keys))
        .subquery()
    )
    first = func.min(placed.c.arrival).over(partition_by=[placed.c.applicant_key, placed.c.kind, placed.c.sha256])
    known = select(placed.c.id, placed.c.applicant_key, placed.c.kind, first.label("first")).subquery()
    version = func.dense_rank().over(partition_by=[known.c.applicant_key, known.c.kind], order_by=known.c.first)
    return {row[0]: row[1] for row in session.execute(select(known.c.id, version))}


def _takes_part(call: Call, of: Summary) -> ColumnElement[bool]:
    excluded = or_(_violates_any(call, ApplicantRule.id, of), _violates_any(call, DeadlineRule.id, of))
    return and_(of.is_read, ~excluded)


def _violates_any(call: Call, kind: str, of: Summary) -> ColumnElement[bool]:
    return or_(false(), *(violates(rule.id, of) for rule in call.rules if rule.kind == kind))
