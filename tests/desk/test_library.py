"""What is worked out of a whole call is worked out once, and anew after a change unless that takes long."""

import itertools

import pytest

import desk.library
from desk.library import Library
from records import make_decision
from schemas import DecisionKind


@pytest.fixture
def library(services, monkeypatch):
    """A library of a call that changes whenever somebody looks."""
    changes = itertools.count(1)
    opened = Library(services)
    monkeypatch.setattr(opened, "last_change", lambda _call: next(changes))
    return opened


def looks(library, call, times):
    worked_out = itertools.count(1)
    return [library.of_call(call, "sums", lambda _queries: next(worked_out)) for _ in range(times)]


def test_what_takes_a_moment_is_always_of_the_last_change(library, call):
    assert looks(library, call, 3) == [1, 2, 3]


def test_what_takes_long_may_be_as_old_as_its_work_allows(library, call, monkeypatch):
    monkeypatch.setattr(desk.library, "_AT_ONCE_S", 0)
    monkeypatch.setattr(desk.library, "_REST_TIMES", 10**12)
    assert looks(library, call, 3) == [1, 1, 1]


def test_sums_that_may_lag_say_of_which_time_they_are(visit, monkeypatch):
    client = visit("reader")
    for address in ("/calls/example-call", "/calls/example-call/sums"):
        assert "기준</p>" not in client.get(address).text
    monkeypatch.setattr(desk.library, "_AT_ONCE_S", 0)
    for address in ("/calls/example-call", "/calls/example-call/sums"):
        assert "2026. 3. 12. 18:00 기준</p>" in client.get(address).text


def test_without_a_change_nothing_is_worked_out_again(library, call, monkeypatch):
    monkeypatch.setattr(library, "last_change", lambda _call: 7)
    assert looks(library, call, 3) == [1, 1, 1]


def decide(records, services, call, submission_id, kind=DecisionKind.NOTE, value="확인 필요"):
    judge = Library(services).judge(call)
    reviewed = records.reviewed_submission(call.id, submission_id, judge)
    made = make_decision(reviewed, kind, "", value, reviewer="reviewer", made_at=services.now(), reason="")
    records.decide(reviewed.machine, made, on_revision=None)


def test_a_plan_stays_open_while_others_are_decided_about_and_is_opened_anew_after_a_decision(services, records, call):
    opened = Library(services)
    plans = [plan for row in records.queries(call).overview().rows if (plan := opened.plan(call, row.submission_id))]
    alone = next(plan for plan in plans if len(plan.chain) == 1)
    decide(records, services, call, next(plan.submission_id for plan in plans if plan is not alone))
    assert opened.plan(call, alone.submission_id) is alone
    decide(records, services, call, alone.submission_id)
    anew = opened.plan(call, alone.submission_id)
    assert anew is not None
    assert [note.value for note in anew.review.notes] == ["확인 필요"]


def test_what_runs_find_may_touch_every_plan(services, records, call):
    opened = Library(services)
    before = opened.last_change(call)
    number = records.queries(call).overview().rows[0].submission_id
    decide(records, services, call, number)
    assert records.decided_since(call.id, before) == {number}
    judge = opened.judge(call)
    records.withdraw(
        records.reviewed_submission(call.id, number, judge).machine, reviewer="reviewer", reason="중복 접수"
    )
    assert records.decided_since(call.id, before) is None
