"""Two intakes that are ended at random; `python -m benchmarks.records kills` ends more, on either database."""

import pytest

from benchmarks.records.killed_intakes import kills


@pytest.mark.slow
def test_run_after_a_killed_one_leaves_what_an_undisturbed_one_leaves():
    outcome = kills(2, None)
    assert outcome.different == ()
    assert outcome.left_over == ()
