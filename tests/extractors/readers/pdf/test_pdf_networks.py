import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from extractors.readers.pdf.source.rulings import UNCONNECTED, connected_rulings, merge_rulings
from extractors.readers.pdf.tolerances import RULINGS

places = st.integers(0, 60).map(float)
rulings = st.lists(
    st.tuples(places, places, places).map(lambda ruling: (ruling[0], min(ruling[1:]), max(ruling[1:]))), max_size=12
)


def crosses(across, down):
    return (
        down[1] - RULINGS.touch_pt <= across[0] <= down[2] + RULINGS.touch_pt
        and across[1] - RULINGS.touch_pt <= down[0] <= across[2] + RULINGS.touch_pt
    )


@given(rulings, rulings)
def test_rulings_are_in_one_network_if_a_way_over_crossings_joins_them(horizontal, vertical):
    both = [*horizontal, *vertical]
    reached = {index: {index} for index in range(len(both))}
    for first, across in enumerate(horizontal):
        for second, down in enumerate(vertical, start=len(horizontal)):
            if crosses(across, down):
                joined = reached[first] | reached[second]
                reached |= dict.fromkeys(joined, joined)
    numbers = [
        number for of_axis in connected_rulings(array(horizontal), array(vertical)) for number in of_axis.tolist()
    ]
    for one, members in reached.items():
        if len(members) == 1:
            assert numbers[one] == UNCONNECTED
        else:
            assert members == {other for other, number in enumerate(numbers) if number == numbers[one]}


def array(rulings):
    return np.array(rulings, dtype=np.float64).reshape(-1, 3)


def test_a_long_staircase_is_one_network():
    steps = np.arange(1_000.0) * 10
    horizontal = np.stack([steps, steps, steps + 10], axis=1)
    vertical = np.stack([steps + 10, steps, steps + 10], axis=1)
    across, down = connected_rulings(horizontal, vertical)
    assert {*across.tolist(), *down.tolist()} == {1}


def test_tables_one_above_the_other_keep_to_their_own_columns():
    def net(xs, ys):
        lines = [(x, ys[0], x, ys[-1]) for x in xs] + [(xs[0], y, xs[-1], y) for y in ys]
        return np.array(lines, dtype=np.float64)

    rulings = merge_rulings(
        np.concatenate([net([60, 160, 260], [100, 120, 140]), net([60, 162, 260], [300, 320, 340])])
    )
    assert sorted(ruling.position for ruling in rulings.vertical if ruling.start == 100) == [60, 160, 260]
    assert sorted(ruling.position for ruling in rulings.vertical if ruling.start == 300) == [60, 162, 260]
