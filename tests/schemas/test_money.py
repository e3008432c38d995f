from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas import Amount, Anchor, Interval, add, share
from schemas.errors import ZeroTotal

won = st.integers(min_value=0, max_value=10**13)
steps = st.sampled_from([1, 1_000, 1_000_000, 10_000_000, 100_000_000])
fractions = st.fractions(min_value=-(10**6), max_value=10**6)


@st.composite
def intervals(draw):
    ends = sorted([draw(fractions), draw(fractions)])
    return Interval(lower=ends[0], upper=ends[1])


@given(won, steps)
def test_printed_amount_stands_for_half_a_step_to_either_side(krw, step):
    interval = Amount(krw=krw, step=step).interval
    assert interval.lower + interval.upper == 2 * krw
    assert interval.upper - interval.lower == step


@given(intervals(), intervals())
def test_sums_and_differences_hold_every_value_they_can_have(a, b):
    assert a.lower + b.upper in a + b
    assert a.upper - b.lower in a - b
    assert (a + b).upper - (a + b).lower == (a.upper - a.lower) + (b.upper - b.lower)


@given(st.lists(st.tuples(won, steps), min_size=1, max_size=8))
def test_derived_sum_is_known_to_the_sum_of_its_parts_slack(parts):
    amounts = [Amount(krw=krw, step=step, evidence=(Anchor(text=str(krw)),)) for krw, step in parts]
    total = add(amounts, "국비 + 지방비")
    narrowest = amounts[0].interval
    for amount in amounts[1:]:
        narrowest = narrowest + amount.interval
    assert total.krw == sum(amount.krw for amount in amounts)
    assert total.interval.lower <= narrowest.lower
    assert narrowest.upper <= total.interval.upper
    assert len(total.evidence) == len(amounts)


@given(st.integers(min_value=1, max_value=10**12), st.integers(min_value=1, max_value=10**12), steps)
def test_share_holds_the_share_of_the_true_values(part, rest, step):
    whole = part + rest
    printed = [Amount(krw=round(Fraction(value, step)) * step, step=step) for value in (part, whole)]
    if printed[1].interval.lower <= 0:
        with pytest.raises(ZeroTotal):
            share(*printed)
    else:
        assert Fraction(part, whole) in share(*printed)


@pytest.mark.parametrize(
    ("national", "total", "step", "within_sixty_percent"),
    [
        (7_000, 11_671, 1_000_000, True),
        (7_300, 11_971, 1_000_000, False),
        (7_000, 11_667, 1_000_000, None),
        (140, 233, 100_000_000, None),
        (7_000_000_000, 11_666_666_667, 1, None),
        (7_000_000_000, 11_666_666_669, 1, True),
        (7_000_000_000, 11_666_666_664, 1, False),
    ],
)
def test_share_is_inside_a_limit_only_when_all_of_it_is(national, total, step, within_sixty_percent):
    interval = share(Amount(krw=national * step, step=step), Amount(krw=total * step, step=step))
    assert interval.at_most(Fraction(60, 100)) is within_sixty_percent


def test_interval_that_ends_before_it_begins_is_refused():
    with pytest.raises(ValueError, match="ends before it begins"):
        Interval(lower=Fraction(1), upper=Fraction(0))


@given(intervals(), fractions)
def test_at_most_and_at_least_leave_open_only_what_is_open(interval, limit):
    inside = interval.lower < limit < interval.upper
    assert (interval.at_most(limit) is None) == (interval.lower <= limit < interval.upper)
    assert (interval.at_least(limit) is None) == (interval.lower < limit <= interval.upper)
    if inside:
        assert interval.at_most(limit) is None
        assert interval.at_least(limit) is None
