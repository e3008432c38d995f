"""All submissions to a call in one table: a page of rows, filtered and sorted by the database.

Six statements, however long the page is: which rows and how many in all, and what is known of those that are shown.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Final, TypeVar

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, and_, case, func, or_, select
from sqlalchemy.orm import Session

from records.database.derived_tables import AreaMoneyRow, SummaryRow
from records.database.tables import AmountRow
from records.queries.standings import STANDINGS, by_name, bytewise, standing, stands, versions_of, violates
from records.standing import Standing
from schemas import Call, ReviewState, Severity, Source, SubmissionKind, Verdict

QUESTIONS: Final = SummaryRow.undetermined_error + SummaryRow.undetermined_warning + SummaryRow.undetermined_advice
Asked = TypeVar("Asked", bound=tuple[Any, ...])
SHOWN_SOURCES: Final = (Source.TOTAL, Source.NATIONAL, Source.LOCAL, Source.PRIVATE)


class SortKey(StrEnum):
    """What the overview can be sorted by; `AREA` is the money of one area."""

    APPLICANT = "applicant"
    FILE_NAME = "file_name"
    RECEIVED_AT = "received_at"
    STANDING = "standing"
    TOTAL = "total"
    NATIONAL = "national"
    LOCAL = "local"
    PRIVATE = "private"
    NATIONAL_SHARE = "national_share"
    VIOLATIONS = "violations"
    QUESTIONS = "questions"
    PROGRAMS = "programs"
    AREA = "area"


@dataclass(frozen=True)
class OverviewFilter:
    """Which submissions are shown; what is empty or None leaves out nothing.

    `violated_rule` asks for plans that violate a rule, `submission_ids` for those that a search found.
    """

    standings: Collection[Standing] = ()
    kinds: Collection[SubmissionKind] = ()
    applicant: str | None = None
    violated_rule: str | None = None
    with_violations: bool | None = None
    with_questions: bool | None = None
    with_overrides: bool | None = None
    review_states: Collection[ReviewState] = ()
    submission_ids: Collection[int] | None = None


@dataclass(frozen=True)
class OverviewOrder:
    """How the rows are sorted; without a key the most violations come first, then questions, then by name."""

    key: SortKey | None = None
    descending: bool = False
    area: str = ""


@dataclass(frozen=True)
class AreaMoney:
    """The programmes of a plan that count for an area ("" where none is sure) and the money they state, in won.

    An amount is None where the sum is too large to be kept.
    """

    area: str
    programs: int
    without_total: int
    total: int | None
    national: int | None
    local: int | None
    private: int | None


@dataclass(frozen=True)
class StatedMoney:
    """An amount of the whole plan in won, with the step it is printed in; None where it is too large to be kept."""

    krw: int | None
    step: int | None


@dataclass(frozen=True)
class OverviewRow:
    """A submission. `findings` counts by verdict and severity what asks for something; the rest by verdict alone.

    `version` counts the copies of one kind of a government, None where nobody knows whose file it is. `overrides` are
    applied in what is shown; `to_confirm` counts decisions that wait because their evidence changed.
    """

    submission_id: int
    record_id: int
    sha256: str
    file_name: str
    kind: SubmissionKind
    version: int | None
    received_at: datetime | None
    applicant: str | None
    standing: Standing
    is_picture: bool
    failure_code: str | None
    failure_message: str | None
    programs: int
    needs_review: int
    warnings: int
    findings: Mapping[tuple[Verdict, Severity], int]
    met: int
    not_applicable: int
    overrides: int
    to_confirm: int
    review_state: ReviewState
    funding: Mapping[Source, StatedMoney] = field(default_factory=dict)
    areas: Sequence[AreaMoney] = ()


@dataclass(frozen=True)
class SubmissionName:
    """What a submission is called."""

    submission_id: int
    file_name: str
    applicant: str | None


@dataclass(frozen=True)
class OverviewPage:
    """A page of rows, and how many submissions the filter leaves in all."""

    rows: tuple[OverviewRow, ...]
    total: int


def overview(
    session: Session, call: Call, chosen: OverviewFilter, order: OverviewOrder, *, offset: int, limit: int
) -> OverviewPage:
    """The rows from `offset` on, at most `limit`."""
    conditions = _conditions(call, chosen)
    ids = _sorted(session, call, select(SummaryRow.id).where(*conditions), order).offset(offset).limit(limit)
    rows = overview_rows(session, call, session.scalars(ids).all())
    total = session.scalars(select(func.count()).select_from(SummaryRow).where(*conditions)).one()
    return OverviewPage(rows, total)


def names(
    session: Session, call: Call, chosen: OverviewFilter, order: OverviewOrder | None, limit: int | None
) -> tuple[SubmissionName, ...]:
    """The names of the submissions, at most `limit`, in one statement; without an order as the database finds them."""
    query = select(SummaryRow.submission_id, SummaryRow.file_name, SummaryRow.applicant)
    query = query.where(*_conditions(call, chosen)).limit(limit)
    if order is not None:
        query = _sorted(session, call, query, order)
    return tuple(SubmissionName(*row) for row in session.execute(query))


def overview_rows(session: Session, call: Call, summary_ids: Sequence[int]) -> tuple[OverviewRow, ...]:
    """Counting summaries with all that is shown of them, in the order given, in four statements."""
    found = session.execute(
        select(SummaryRow, standing(call).label("standing")).where(SummaryRow.id.in_(summary_ids))
    ).all()
    summaries = {row.SummaryRow.id: row.SummaryRow for row in found}
    standings = {row.SummaryRow.id: STANDINGS[row.standing] for row in found}
    applicants = {each.applicant_key for each in summaries.values() if each.applicant_key}
    versions = versions_of(session, call, applicants)
    areas = _areas_of(session, summary_ids)
    steps = _steps_of(session, [each.record_id for each in summaries.values()])
    return tuple(
        _overview_row(
            summaries[id_],
            standings[id_],
            versions.get(id_),
            areas.get(id_, ()),
            steps.get(summaries[id_].record_id, {}),
        )
        for id_ in summary_ids
    )


def _conditions(call: Call, chosen: OverviewFilter) -> list[ColumnElement[bool]]:
    conditions = [stands(call, chosen.standings or tuple(Standing))]
    if chosen.kinds:
        conditions.append(SummaryRow.kind.in_([kind.value for kind in chosen.kinds]))
    if chosen.applicant is not None:
        conditions.append(SummaryRow.applicant == chosen.applicant)
    if chosen.violated_rule is not None:
        conditions.append(violates(chosen.violated_rule))
    if chosen.with_violations is not None:
        conditions.append((SummaryRow.violated_error > 0) == chosen.with_violations)
    if chosen.with_questions is not None:
        conditions.append((QUESTIONS > 0) == chosen.with_questions)
    if chosen.with_overrides is not None:
        conditions.append((SummaryRow.overrides > 0) == chosen.with_overrides)
    if chosen.review_states:
        known = [state.value for state in chosen.review_states]
        never = [SummaryRow.review_state.is_(None)] if ReviewState.NOT_STARTED in chosen.review_states else []
        conditions.append(or_(SummaryRow.review_state.in_(known), *never))
    if chosen.submission_ids is not None:
        conditions.append(SummaryRow.submission_id.in_(chosen.submission_ids))
    return conditions


def _sorted(session: Session, call: Call, query: Select[Asked], order: OverviewOrder) -> Select[Asked]:
    names = by_name(session)
    if order.key is None:
        return query.order_by(
            SummaryRow.violated_error.desc(), QUESTIONS.desc(), SummaryRow.violated_warning.desc(), *names
        )
    if order.key is SortKey.AREA:
        query = query.outerjoin(
            AreaMoneyRow, and_(AreaMoneyRow.summary_id == SummaryRow.id, AreaMoneyRow.area == order.area)
        )
    keys: dict[SortKey, SQLColumnExpression[Any]] = {
        SortKey.APPLICANT: SummaryRow.applicant.collate(bytewise(session)),
        SortKey.FILE_NAME: SummaryRow.file_name.collate(bytewise(session)),
        SortKey.NATIONAL_SHARE: case((SummaryRow.total > 0, SummaryRow.national * 1.0 / SummaryRow.total)),
        SortKey.VIOLATIONS: SummaryRow.violated_error,
        SortKey.QUESTIONS: QUESTIONS,
        SortKey.AREA: AreaMoneyRow.total,
        SortKey.STANDING: case({each.key: number for number, each in enumerate(Standing)}, value=standing(call)),
    }
    key = keys[order.key] if order.key in keys else getattr(SummaryRow, order.key.value)
    return query.order_by((key.desc() if order.descending else key.asc()).nulls_last(), *names)


def _overview_row(
    summary: SummaryRow,
    standing_now: Standing,
    version: int | None,
    areas: Sequence[AreaMoney],
    steps: Mapping[str, int | None],
) -> OverviewRow:
    findings = {
        (verdict, severity): getattr(summary, f"{verdict.value}_{severity.value}")
        for verdict in (Verdict.VIOLATED, Verdict.UNDETERMINED)
        for severity in Severity
    }
    return OverviewRow(
        submission_id=summary.submission_id,
        record_id=summary.record_id,
        sha256=summary.sha256,
        file_name=summary.file_name,
        kind=SubmissionKind(summary.kind),
        version=version,
        received_at=summary.received_at,
        applicant=summary.applicant,
        standing=standing_now,
        is_picture=summary.is_picture,
        failure_code=summary.failure_code,
        failure_message=summary.failure_message,
        programs=summary.programs,
        needs_review=summary.needs_review,
        warnings=summary.warnings,
        findings=findings,
        met=summary.met,
        not_applicable=summary.not_applicable,
        overrides=summary.overrides,
        to_confirm=summary.to_confirm,
        review_state=ReviewState(summary.review_state or ReviewState.NOT_STARTED),
        funding={
            source: StatedMoney(krw, steps.get(source.value))
            for source in SHOWN_SOURCES
            if (krw := getattr(summary, source.value)) is not None or source.value in steps
        },
        areas=areas,
    )


def _areas_of(session: Session, summary_ids: Sequence[int]) -> dict[int, list[AreaMoney]]:
    found: dict[int, list[AreaMoney]] = defaultdict(list)
    query = select(AreaMoneyRow).where(AreaMoneyRow.summary_id.in_(summary_ids)).order_by(AreaMoneyRow.area)
    for row in session.scalars(query):
        found[row.summary_id].append(
            AreaMoney(row.area, row.programs, row.without_total, row.total, row.national, row.local, row.private)
        )
    return found


def _steps_of(session: Session, record_ids: Sequence[int]) -> dict[int, dict[str, int | None]]:
    """The steps of the funding of whole plans, by source."""
    found: dict[int, dict[str, int | None]] = defaultdict(dict)
    query = select(AmountRow.record_id, AmountRow.source, AmountRow.step).where(
        AmountRow.record_id.in_(record_ids),
        AmountRow.year.is_(None),
        AmountRow.program_position.is_(None),
    )
    # Asked for its sources, too, SQLite would go through all amounts of a source rather than those of these records.
    shown = {source.value for source in SHOWN_SOURCES}
    for record_id, source, step in session.execute(query):
        if source in shown:
            found[record_id][source] = step
    return found
