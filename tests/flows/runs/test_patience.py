"""What passes is tried again, each time after a longer while; what does not pass is said at once."""

import pytest

from flows.runs.patience import DELAYS_S, JITTER, patiently
from schemas.errors import SourceUnavailable, StorageUnavailable, UsageError


class Failing:
    def __init__(self, times, error):
        self.left, self.error = times, error

    def __call__(self):
        if self.left:
            self.left -= 1
            raise self.error
        return "done"


@pytest.mark.parametrize("error", [SourceUnavailable("share"), StorageUnavailable("database")])
def test_what_comes_back_within_two_minutes_is_waited_for(error):
    slept: list[float] = []
    said: list[str] = []
    assert patiently(Failing(len(DELAYS_S), error), said.append, sleep=slept.append) == "done"
    assert len(slept) == len(said) == len(DELAYS_S)
    assert all(least <= delay <= least * (1 + JITTER) for least, delay in zip(DELAYS_S, slept, strict=True))
    assert sum(DELAYS_S) >= 120


def test_what_stays_away_is_raised_in_the_end():
    slept: list[float] = []
    with pytest.raises(SourceUnavailable):
        patiently(Failing(len(DELAYS_S) + 1, SourceUnavailable("share")), lambda _: None, sleep=slept.append)


def test_what_does_not_pass_is_not_waited_for():
    with pytest.raises(UsageError):
        patiently(Failing(1, UsageError("typo")), pytest.fail, sleep=lambda _: pytest.fail("waits"))
