"""One submission is told with its record, its runs, and the copies of the same government."""

from datetime import UTC, datetime

from records import Records, make_override
from records.standing import Standing
from schemas import Source, SubmissionKind, Verdict
from tests.records.queries.conftest import made


def test_a_submission_is_found_with_its_record(asked, filled, call):
    rows = asked.overview(limit=1_000).rows
    by_key = {
        (each.submission.file_name, each.submission.kind, each.key.sha256): each for each in filled.of_call(call.id)
    }
    for row in rows:
        view = asked.submission(row.submission_id)
        assert view.row == row
        assert view.record == by_key[row.file_name, row.kind, row.sha256]


def test_the_chain_holds_the_copies_of_the_government_in_order(asked):
    rows = asked.overview(limit=1_000).rows
    for row in rows:
        chain = asked.submission(row.submission_id).chain
        expected = [each for each in rows if each.applicant == row.applicant] if row.applicant else [row]
        assert sorted(each.submission_id for each in chain) == sorted(each.submission_id for each in expected)
        assert [each.kind for each in chain] == sorted((each.kind for each in chain), key=list(SubmissionKind).index)


def test_a_number_of_another_call_or_of_nothing_is_nobody(url, call, make_record):
    with Records(url) as records:
        records.save(make_record())
        of_another = call.model_copy(update={"id": "regional-ai"})
        number = records.queries(of_another).overview().rows[0].submission_id
        assert records.queries(of_another).submission(number) is not None
        assert records.queries(call).submission(number) is None
        assert records.queries(of_another).submission(10**6) is None


def test_all_runs_over_a_submission_are_listed_and_the_counting_one_is_marked(url, call):
    record = made(0)
    again = record.model_copy(update={"key": record.key.model_copy(update={"code_version": "2"})})
    with Records(url) as records:
        for each in (record, again, record):
            records.save(each)
        (row,) = records.queries(call).overview().rows
        view = records.queries(call).submission(row.submission_id)
    assert view is not None
    versions = view.versions
    assert [(each.code_version, each.counts) for each in versions] == [("1", True), ("2", False)]


def test_what_reviewers_decide_is_shown_once_the_queries_are_refreshed(url, call):
    record = next(each for each in map(made, range(60)) if each.proposal and each.proposal.applicant)
    when = datetime(2026, 3, 12, tzinfo=UTC)

    def judge(_proposal, _submission):
        broken = record.findings[0].model_copy(update={"rule": "deadline", "verdict": Verdict.VIOLATED})
        return (broken,)

    with Records(url) as records:
        records.save(record)
        queries = records.queries(call)
        before = queries.overview().rows[0]
        override = make_override(
            record,
            "/proposal/budget/funding/national/krw",
            7_000,
            reviewer="예시",
            reason="원문 확인",
            made_at=when,
        )
        records.override(record, override)
        assert queries.overview().rows[0] == before
        assert records.refresh(call.id, judge) == 1
        after = queries.overview().rows[0]
        assert (after.funding[Source.NATIONAL].krw, after.overrides) == (7_000, 1)
        assert after.standing is Standing.LATE
        assert [each.rule for each in queries.rule_tallies()] == ["deadline"]
        assert [each.standing for each in queries.rule_findings("deadline")] == [Standing.LATE]
        assert records.refresh(call.id, judge) == 0
        assert records.audit_problems() == ()
