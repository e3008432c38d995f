import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from extractors.readers.pdf.source.networks import FREE, TOUCH_PT, networks_of
from extractors.readers.pdf.source.rulings import rules_of

places = st.integers(0, 60).map(float)
rules = st.lists(
    st.tuples(places, places, places).map(lambda rule: (rule[0], min(rule[1:]), max(rule[1:]))), max_size=12
)


def crosses(across, down):
    return (
        down[1] - TOUCH_PT <= across[0] <= down[2] + TOUCH_PT
        and across[1] - TOUCH_PT <= down[0] <= across[2] + TOUCH_PT
    )


@given(rules, rules)
def test_rules_are_in_one_network_if_a_way_over_crossings_joins_them(horizontal, vertical):
    both = [*horizontal, *vertical]
    reached = {index: {index} for index in range(len(both))}
    for first, across in enumerate(horizontal):
        for second, down in enumerate(vertical, start=len(horizontal)):
            if crosses(across, down):
                joined = reached[first] | reached[second]
                reached |= dict.fromkeys(joined, joined)
    numbers = [number for of_axis in networks_of(array(horizontal), array(vertical)) for number in of_axis.tolist()]
    for one, members in reached.items():
        if len(members) == 1:
            assert numbers[one] == FREE
        else:
            assert members == {other for other, number in enumerate(numbers) if number == numbers[one]}


def array(rules):
    return np.array(rules, dtype=np.float64).reshape(-1, 3)


def test_a_long_staircase_is_one_network():
    steps = np.arange(1_000.0) * 10
    horizontal = np.stack([steps, steps, steps + 10], axis=1)
    vertical = np.stack([steps + 10, steps, steps + 10], axis=1)
    across, down = networks_of(horizontal, vertical)
    assert {*across.tolist(), *down.tolist()} == {1}


def test_tables_one_above_the_other_keep_to_their_own_columns():
    def net(xs, ys):
        lines = [(x, ys[0], x, ys[-1]) for x in xs] + [(xs[0], y, xs[-1], y) for y in ys]
        return np.array(lines, dtype=np.float64)

    rules = rules_of(np.concatenate([net([60, 160, 260], [100, 120, 140]), net([60, 162, 260], [300, 320, 340])]))
    assert sorted(rule.position for rule in rules.vertical if rule.start == 100) == [60, 160, 260]
    assert sorted(rule.position for rule in rules.vertical if rule.start == 300) == [60, 162, 260]
