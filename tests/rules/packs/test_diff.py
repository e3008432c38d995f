from datetime import UTC, datetime

import pytest

import rules
from rules.packs.diff import compare_calls, compare_verdicts
from schemas import Record, RecordKey, Submission, Verdict


def _with_rule(call, name, **changes):
    changed = tuple(rule.model_copy(update=changes) if rule.id == name else rule for rule in call.rules)
    return call.model_copy(update={"rules": changed, "version": "2"})


@pytest.fixture
def record(plan, call):
    proposal = plan(national=7_000, local=2_568, private=2_103, total=11_671)
    submission = Submission(file_name="예시.pdf", sha256="0" * 64)
    key = RecordKey(sha256="0" * 64, call_id=call.id, call_version="1", code_version="1", model_version="1")
    return Record(
        key=key,
        submission=submission,
        recorded_at=datetime(2026, 3, 10, tzinfo=UTC),
        proposal=proposal,
        findings=rules.judge(proposal, submission, call),
    )


def test_same_call_changes_nothing(call, record):
    changes = compare_calls(call, call)
    assert not changes.fields
    assert not changes.rules
    assert not changes.needs_reading
    assert compare_verdicts([record], call) == ()


def test_changed_limit_is_named_and_changes_the_verdicts_that_rest_on_it(call, record):
    stricter = _with_rule(call, "local-share", parameters={"part": ["local"], "at_least": "25%"})
    (version,) = compare_calls(call, stricter).fields
    (change,) = compare_calls(call, stricter).rules
    assert (version.place, change.place) == ("version", "local-share.parameters")
    (verdict,) = compare_verdicts([record], stricter)
    assert (verdict.file_name, verdict.rule) == ("예시.pdf", "local-share")
    assert verdict.before is not None
    assert verdict.after is not None
    assert (verdict.before.verdict, verdict.after.verdict) == (Verdict.MET, Verdict.VIOLATED)


def test_rule_that_is_switched_off_is_no_longer_judged(call, record):
    changes = compare_verdicts([record], _with_rule(call, "deadline", enabled=False))
    assert [(change.rule, change.after) for change in changes] == [("deadline", None)]


def test_change_of_what_plans_are_read_with_is_said(call):
    other = call.model_copy(update={"lexicon": {**call.lexicon, "national": ("국비",)}})
    assert compare_calls(call, other).needs_reading == ("lexicon",)


def test_unread_file_has_no_verdicts_to_change(call, record):
    unread = record.model_copy(update={"proposal": None, "findings": ()})
    assert compare_verdicts([unread], _with_rule(call, "deadline", enabled=False)) == ()
