"""Counting which amounts and sums agree by their intervals gives what comparing each with each gives."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from extractors.budget.reconciliation.error_localization import _counter
from extractors.budget.reconciliation.sum_constraints import PrintedAmount, SumConstraint
from schemas import Amount

_AMOUNTS = st.builds(Amount, krw=st.integers(-50, 50), step=st.sampled_from([1, 10]))


def _sums(amounts: list[Amount]) -> list[SumConstraint]:
    """Sums that share a first part."""
    shared, *others = (PrintedAmount((0, n, 0), amount, "", "") for n, amount in enumerate(amounts))
    return [SumConstraint("", total, (shared, other)) for total, other in pairwise(others)]


@given(st.lists(_AMOUNTS, min_size=3, max_size=12), st.integers(-100, 100))
def test_the_sums_that_hold_with_another_value_are_counted_by_their_limits(amounts: list[Amount], value: int):
    sums = _sums(amounts)
    held = _counter(sums, (0, 0, 0))
    assert held(value) == sum(each.holds_with({(0, 0, 0): value}) for each in sums)
