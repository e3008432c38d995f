"""A question is the same number of statements for three submissions and for twelve."""

from contextlib import contextmanager

import pytest
from sqlalchemy import event

from records import Records
from records.queries import OverviewFilter
from tests.records.queries.conftest import made

QUESTIONS = {
    "overview": (lambda of: of.overview(limit=1_000), 6),
    "overview of what a search found": (lambda of: of.overview(OverviewFilter(submission_ids=[1, 2, 3])), 6),
    "names": (lambda of: of.names(), 1),
    "tallies by standing": (lambda of: of.standing_tallies(), 1),
    "sums by area": (lambda of: of.area_sums(), 1),
    "unit costs": (lambda of: of.unit_costs(["명"], limit=1_000), 1),
    "spread of unit costs": (lambda of: of.unit_cost_spreads(["명"]), 1),
    "tallies by rule": (lambda of: of.rule_tallies(), 1),
    "findings of a rule": (lambda of: of.rule_findings("deadline", limit=1_000), 3),
    "one submission": (lambda of: of.submission(1), 8),
    "search": (lambda of: of.search("교육", limit=1_000), 2),
}


@contextmanager
def _statements(records):
    seen = []

    def note(_connection, _cursor, statement, *_):
        if not statement.startswith("BEGIN"):
            seen.append(statement)

    event.listen(records._engine, "before_cursor_execute", note)
    yield seen
    event.remove(records._engine, "before_cursor_execute", note)


@pytest.mark.parametrize("question", list(QUESTIONS))
def test_the_number_of_statements_does_not_grow_with_the_submissions(question, url, call):
    ask, expected = QUESTIONS[question]
    with Records(url) as records:
        counted = []
        for numbers in (range(3), range(3, 12)):
            for number in numbers:
                records.save(made(number))
            with _statements(records) as seen:
                ask(records.queries(call))
            counted.append(len(seen))
        assert counted == [expected, expected]
