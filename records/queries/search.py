"""Korean full-text search over what plans say: titles, programme texts and passages, spaced however they are.

SQLite goes by its full-text index of pairs of characters, PostgreSQL by the folded text itself (with trigrams where the
server has them). Both find the same: every word of the query, anywhere in the plan.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from records.database.derived_tables import PlanTextRow, SummaryRow
from records.queries.folding import index_query, terms_of
from records.queries.indexing import TEXT_INDEX
from records.queries.standings import STANDINGS, by_name, counting, standing
from records.standing import Standing
from schemas import Call, SubmissionKind

MAX_LINES = 5
"""How many lines are quoted of a plan."""


@dataclass(frozen=True)
class FoundLine:
    """A line that holds words of the query, as it came in: whoever shows it masks it.

    `program_position` counts from 0; None for what belongs to the plan as a whole.
    """

    text: str
    program_position: int | None
    page: int | None
    path: str | None


@dataclass(frozen=True)
class SearchHit:
    """A plan that holds all words, and the lines that hold most of them; `lines_found` are all that hold any.

    `is_cut` says that the plan is longer than what is kept for the search.
    """

    submission_id: int
    applicant: str | None
    file_name: str
    kind: SubmissionKind
    standing: Standing
    lines: tuple[FoundLine, ...]
    lines_found: int
    is_cut: bool


@dataclass(frozen=True)
class SearchPage:
    """A page of hits, and how many plans there are in all. No terms: the query held no letter and no digit.

    `found` are the numbers of all plans of the page, also of those of which no line is quoted.
    """

    terms: tuple[str, ...]
    hits: tuple[SearchHit, ...]
    total: int
    found: tuple[int, ...] = ()


def search(
    session: Session, call: Call, query: str, *, offset: int, limit: int, quoted: int | None = None
) -> SearchPage:
    """The plans that say all words of a query, by the government's name."""
    terms = terms_of(query)
    if not terms:
        return SearchPage((), (), 0)
    conditions = (counting(call), _holds(session, terms))
    statement = select(SummaryRow.id, SummaryRow.submission_id, func.count().over()).where(*conditions)
    page = session.execute(statement.order_by(*by_name(session)).offset(offset).limit(limit)).all()
    if not page:
        # Behind the last one nothing says how many there are.
        return SearchPage(terms, (), session.scalars(select(func.count()).where(*conditions)).one())
    ids = [id_ for id_, _, _ in page[:quoted]]
    found = select(SummaryRow, PlanTextRow, standing(call)).join(PlanTextRow, SummaryRow.text_id == PlanTextRow.id)
    hits = {
        summary.id: _hit(summary, text, STANDINGS[stands_as], terms)
        for summary, text, stands_as in session.execute(found.where(SummaryRow.id.in_(ids)))
    }
    return SearchPage(terms, tuple(hits[id_] for id_ in ids), page[0][2], tuple(number for _, number, _ in page))


def _hit(summary: SummaryRow, text: PlanTextRow, standing_now: Standing, terms: Sequence[str]) -> SearchHit:
    lines = _lines(text, terms)
    return SearchHit(
        submission_id=summary.submission_id,
        applicant=summary.applicant,
        file_name=summary.file_name,
        kind=SubmissionKind(summary.kind),
        standing=standing_now,
        lines=lines[:MAX_LINES],
        lines_found=len(lines),
        is_cut=text.is_cut,
    )


def _holds(session: Session, terms: Sequence[str]) -> ColumnElement[bool]:
    if session.get_bind().dialect.name == "sqlite":
        index = sa.table(TEXT_INDEX, sa.column("rowid"), sa.column("pairs"))
        matches = select(index.c.rowid).where(sa.literal_column(TEXT_INDEX).op("MATCH")(index_query(tuple(terms))))
        return SummaryRow.text_id.in_(matches)
    # Folded text has letters and digits only: no term holds a sign that LIKE would take for another.
    texts = select(PlanTextRow.id).where(*(PlanTextRow.folded.like(f"%{term}%") for term in terms))
    return SummaryRow.text_id.in_(texts)


def _lines(text: PlanTextRow, terms: Sequence[str]) -> tuple[FoundLine, ...]:
    """The lines with any of the words, those with most of them first, else in the plan's order."""
    weighed = [
        (-sum(term in folded for term in terms), number)
        for number, folded in enumerate(text.folded.split("\n"))
        if any(term in folded for term in terms)
    ]
    lines, places = text.lines.split("\n"), json.loads(text.places)
    return tuple(FoundLine(lines[number], *places[number]) for _, number in sorted(weighed))
