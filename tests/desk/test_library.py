"""What is worked out of a whole call is worked out once, and anew after a change unless that takes long."""

import itertools

import pytest

import desk.library
from desk.library import Library


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


def test_without_a_change_nothing_is_worked_out_again(library, call, monkeypatch):
    monkeypatch.setattr(library, "last_change", lambda _call: 7)
    assert looks(library, call, 3) == [1, 1, 1]
