"""How the submissions to a call fare in numbers, counted by the database: one statement, a row for each standing."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from records.database.derived_tables import SummaryRow
from records.queries.overview import QUESTIONS
from records.queries.standings import STANDINGS, counting, standing
from records.queries.sums import in_halves, whole_of
from records.standing import Standing
from schemas import Call, ReviewState

_VIOLATED: Final = SummaryRow.violated_error > 0


@dataclass(frozen=True)
class StandingTally:
    """The submissions of one standing; `national` is the 국비 that they state together, in won.

    `with_questions` have open questions and no violation.
    """

    standing: Standing
    submissions: int
    with_violations: int
    with_questions: int
    reviewed: int
    national: int


def standing_tallies(session: Session, call: Call) -> tuple[StandingTally, ...]:
    """The numbers of each standing that a submission has, in the order of `Standing`."""
    stands_as = standing(call).label("stands_as")
    query = (
        select(
            stands_as,
            func.count(),
            _how_many(_VIOLATED),
            _how_many(and_(~_VIOLATED, QUESTIONS > 0)),
            _how_many(SummaryRow.review_state == ReviewState.DONE.value),
            *in_halves(SummaryRow.national),
        )
        .where(counting(call))
        .group_by("stands_as")
    )
    tallies = [
        StandingTally(STANDINGS[key], submissions, violated, open_, reviewed, whole_of(high, low))
        for key, submissions, violated, open_, reviewed, high, low in session.execute(query)
    ]
    return tuple(sorted(tallies, key=lambda each: list(Standing).index(each.standing)))


def _how_many(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.count().filter(condition)
