"""Apportionment: the parts always add up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samples.apportion import apportion, spread

weights = st.lists(st.integers(0, 500), min_size=1, max_size=9).filter(any)


@given(units=st.integers(0, 10**9), weights=weights, step=st.sampled_from([1, 1_000, 1_000_000]))
def test_parts_add_up_to_the_whole_in_whole_steps(units, weights, step):
    parts = apportion(units * step, weights, step)
    assert sum(parts) == units * step
    assert all(part % step == 0 and part >= 0 for part in parts)


@given(units=st.integers(0, 10**6), weights=weights)
def test_each_part_is_within_one_unit_of_its_share(units, weights):
    for part, weight in zip(apportion(units, weights), weights, strict=True):
        assert abs(part * sum(weights) - units * weight) <= sum(weights)


def test_money_that_nobody_may_take_is_an_error():
    with pytest.raises(ValueError, match="weight"):
        apportion(10, [0, 0])


def test_money_that_is_no_whole_step_is_an_error():
    with pytest.raises(ValueError, match="multiple"):
        apportion(1_500, [1], 1_000)


@given(cells=st.lists(st.lists(st.integers(0, 10**6), min_size=3, max_size=3), min_size=1, max_size=12))
def test_a_spread_table_holds_in_both_directions(cells):
    amounts = [sum(row) for row in cells]
    columns = [sum(column) for column in zip(*cells, strict=True)]
    rows = spread(amounts, columns)
    assert [sum(row) for row in rows] == amounts
    assert [sum(column) for column in zip(*rows, strict=True)] == columns
