"""The overview says of each submission what its record says, filtered and sorted as Python would."""

from datetime import UTC, datetime

import pytest

from records import applicant_of, version_numbers
from records.queries import OverviewFilter, OverviewOrder, SortKey
from records.standing import Standing, standings
from rules.kinds.money.coverage import area_of
from schemas import AreaStatus, ReviewState, Severity, Source, SubmissionKind, Verdict

LAST = datetime.max.replace(tzinfo=UTC)


@pytest.fixture
def rows(asked):
    return asked.overview(limit=1_000).rows


@pytest.fixture
def counting(filled, call):
    """What each row must say, by file, kind and bytes: the record, its standing and its version."""
    records = filled.of_call(call.id)
    assert {*standings(records, call)} == {*Standing}, "the plans do not have every standing"
    found = zip(records, standings(records, call), version_numbers(records), strict=True)
    return {_key(record.submission): (record, standing, version) for record, standing, version in found}


def _key(of):
    return of.file_name, of.kind, of.sha256


def test_every_submission_has_the_row_of_the_record_that_counts(rows, counting):
    assert len(rows) == len(counting)
    for row in rows:
        record, standing, version = counting[_key(row)]
        assert (row.standing, row.version, row.applicant) == (standing, version, applicant_of(record))
        assert row.received_at == record.submission.received_at
        assert row.failure_message == (record.failure.message if record.failure else None)
        assert row.findings[Verdict.VIOLATED, Severity.ERROR] == sum(
            finding.verdict is Verdict.VIOLATED for finding in record.findings
        )


def test_a_row_holds_the_money_of_the_plan_by_source_and_by_area(rows, counting):
    for row in rows:
        proposal = counting[_key(row)][0].proposal
        if proposal is None:
            assert (row.funding, row.areas) == ({}, ())
            continue
        stated = {source: amount for source in Source if (amount := proposal.budget.funding.of(source))}
        assert {source: (money.krw, money.step) for source, money in row.funding.items()} == {
            source: (amount.krw, amount.step) for source, amount in stated.items()
        }
        assert row.needs_review == sum(each.area_status is AreaStatus.NEEDS_REVIEW for each in proposal.programs)
        for area in row.areas:
            programs = [program for program in proposal.programs if area_of(program) == area.area]
            total = sum(program.funding.total.krw for program in programs if program.funding.total)
            assert (area.programs, area.total) == (len(programs), total if total < 2**63 else None)
        assert sum(area.programs for area in row.areas) == len(proposal.programs)


@pytest.mark.parametrize(
    ("chosen", "belongs"),
    [
        (OverviewFilter(standings=[Standing.VALID, Standing.LATE]), lambda row: row.standing.key in {"valid", "late"}),
        (OverviewFilter(kinds=[SubmissionKind.FIRST]), lambda row: row.kind is SubmissionKind.FIRST),
        (OverviewFilter(applicant="부산광역시"), lambda row: row.applicant == "부산광역시"),
        (OverviewFilter(with_violations=True), lambda row: row.findings[Verdict.VIOLATED, Severity.ERROR] > 0),
        (OverviewFilter(with_questions=False), lambda row: row.findings[Verdict.UNDETERMINED, Severity.ERROR] == 0),
        (OverviewFilter(submission_ids=[1, 2, 3]), lambda row: row.submission_id <= 3),
        (OverviewFilter(submission_ids=[]), lambda _: False),
        (OverviewFilter(with_overrides=True), lambda row: row.overrides > 0),
        (OverviewFilter(review_states=[ReviewState.DONE]), lambda _: False),
        (OverviewFilter(review_states=[ReviewState.NOT_STARTED]), lambda _: True),
    ],
)
def test_a_filter_leaves_the_rows_that_it_names(chosen, belongs, asked, rows):
    assert asked.overview(chosen, limit=1_000).rows == tuple(row for row in rows if belongs(row))


def test_plans_that_violate_one_rule_are_told_from_those_that_violate_another(asked, rows, counting):
    for rule in ("national-share", "local-share", "share"):
        found = asked.overview(OverviewFilter(violated_rule=rule), limit=1_000).rows
        assert found == tuple(
            row
            for row in rows
            if any(
                finding.rule == rule and finding.verdict is Verdict.VIOLATED
                for finding in counting[_key(row)][0].findings
            )
        )


@pytest.mark.parametrize(
    ("key", "value"),
    [
        (SortKey.NATIONAL, lambda row: row.funding[Source.NATIONAL].krw if row.funding else None),
        (SortKey.RECEIVED_AT, lambda row: row.received_at),
        (SortKey.APPLICANT, lambda row: row.applicant),
        (SortKey.FILE_NAME, lambda row: row.file_name),
        (SortKey.STANDING, lambda row: list(Standing).index(row.standing)),
        (SortKey.AREA, lambda row: next((area.total for area in row.areas if area.area == "talent"), None)),
    ],
)
@pytest.mark.parametrize("descending", [False, True])
def test_rows_are_sorted_by_a_key_with_what_has_none_last(key, value, descending, asked):
    found = asked.overview(order=OverviewOrder(key, descending=descending, area="talent"), limit=1_000).rows
    known = [value(row) for row in found if value(row) is not None]
    assert known == sorted(known, reverse=descending)
    assert [value(row) for row in found[len(known) :]] == [None] * (len(found) - len(known))


def test_pages_follow_each_other_without_a_gap(asked, rows):
    pages = [asked.overview(offset=offset, limit=7) for offset in range(0, len(rows) + 7, 7)]
    assert tuple(row for page in pages for row in page.rows) == rows
    assert {page.total for page in pages} == {len(rows)}


def test_names_are_those_of_the_rows_in_the_same_order(asked):
    for chosen in (OverviewFilter(), OverviewFilter(standings=[Standing.VALID])):
        rows = asked.overview(chosen, limit=4).rows
        named = asked.names(chosen, OverviewOrder(), limit=4)
        assert [(each.submission_id, each.file_name, each.applicant) for each in named] == [
            (row.submission_id, row.file_name, row.applicant) for row in rows
        ]


def test_tallies_count_what_the_rows_of_each_standing_say(asked, rows):
    tallies = {each.standing: each for each in asked.standing_tallies()}
    assert {*tallies} == {row.standing for row in rows}
    for standing, tally in tallies.items():
        own = [row for row in rows if row.standing is standing]
        violated = [row for row in own if row.findings[Verdict.VIOLATED, Severity.ERROR]]
        asking = [row for row in own if any(row.findings[Verdict.UNDETERMINED, severity] for severity in Severity)]
        assert tally.submissions == len(own)
        assert tally.with_violations == len(violated)
        assert tally.with_questions == len([row for row in asking if row not in violated])
        assert tally.reviewed == sum(row.review_state is ReviewState.DONE for row in own)
        stated = [row.funding[Source.NATIONAL].krw for row in own if Source.NATIONAL in row.funding]
        assert tally.national == sum(krw or 0 for krw in stated)
