"""Accounts, sessions and one-time links, and what the log says of them."""

from datetime import UTC, datetime, timedelta

import pytest

from records import Records
from records.people import IDLE, LINK_LIFETIME, LONGEST, Role
from schemas.errors import UsageError


class Clock:
    """A clock that a test sets."""

    def __init__(self):
        self.time = datetime(2026, 3, 2, 9, tzinfo=UTC)

    def __call__(self):
        return self.time


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def records(clock, tmp_path):
    with Records("sqlite://", store=tmp_path, now=clock) as opened:
        yield opened


def test_a_link_sets_a_password_once(records):
    account = records.people.add("kim", "김검토", Role.REVIEWER, calls=["a"])
    token = records.people.make_link(account)
    assert records.people.account_of_link(token) == account
    assert records.people.set_password(token, "hash").has_password
    assert records.people.account_of_link(token) is None
    with pytest.raises(UsageError):
        records.people.set_password(token, "other")
    assert records.people.password_hash("kim") == "hash"


def test_a_link_works_for_its_time_and_only_the_last_one_does(records, clock):
    account = records.people.add("kim", "김검토", Role.REVIEWER)
    first, second = records.people.make_link(account), records.people.make_link(account)
    assert records.people.account_of_link(first) is None
    clock.time += LINK_LIFETIME
    assert records.people.account_of_link(second) is None


def test_a_session_ends_after_rest_at_its_longest_and_when_signed_out(records, clock):
    account = records.people.add("kim", "김검토", Role.READER)
    token = records.people.open_session(account, way="password")
    clock.time += IDLE - timedelta(minutes=1)
    assert records.people.account_of_session(token) == account
    clock.time += IDLE - timedelta(minutes=1)
    assert records.people.account_of_session(token) == account
    clock.time += IDLE + timedelta(seconds=1)
    assert records.people.account_of_session(token) is None
    kept = records.people.open_session(account, way="password")
    for _ in range(LONGEST // IDLE + 1):
        clock.time += IDLE - timedelta(minutes=1)
        records.people.account_of_session(kept)
    assert records.people.account_of_session(kept) is None
    left = records.people.open_session(account, way="password")
    records.people.close_session(left)
    assert records.people.account_of_session(left) is None


def test_changing_or_shutting_an_account_ends_its_sessions(records):
    account = records.people.add("kim", "김검토", Role.REVIEWER, calls=["a"])
    token = records.people.open_session(account, way="password")
    records.people.change(account, Role.READER, calls=["b"], is_blind=True, is_open=True, actor="officer")
    assert records.people.account_of_session(token) is None
    changed = records.people.account("kim")
    assert (changed.role, changed.calls, changed.is_blind) == (Role.READER, {"b"}, True)
    records.people.set_password(records.people.make_link(changed), "hash")
    records.people.change(changed, Role.READER, calls=(), is_blind=False, is_open=False, actor="officer")
    assert records.people.password_hash("kim") is None
    assert not records.people.account("kim").is_open


@pytest.mark.parametrize("name", ["", " ", "x" * 101, "kim", "ki\0m"])
def test_a_name_is_short_and_nobody_elses(records, name):
    records.people.add("kim", "김검토", Role.READER)
    with pytest.raises(UsageError):
        records.people.add(name, "김검토", Role.READER)


def test_the_log_tells_of_people_and_stays_sound_without_attesting_their_rows(records):
    account = records.people.add("kim", "김검토", Role.REVIEWER, actor="officer")
    token = records.people.open_session(account, way="password")
    records.people.log("seen", actor="kim", call_id="a", what="plan")
    records.people.close_session(token)
    kinds = [(event.actor, event.kind) for event in records.events()]
    assert kinds == [("officer", "account-made"), ("kim", "signed-in"), ("kim", "seen"), ("kim", "signed-out")]
    assert records.audit_problems() == ()


def test_tokens_and_passwords_stand_nowhere_in_the_database(records):
    account = records.people.add("kim", "김검토", Role.REVIEWER)
    tokens = [records.people.make_link(account), records.people.open_session(account, way="password")]
    kept = "\n".join(records._engine.raw_connection().iterdump())
    assert not any(token in kept for token in tokens)
