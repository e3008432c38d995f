"""Sums among printed numbers, found without any word."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.budget.arithmetic import (
    NumberLine,
    PrintedNumber,
    completes,
    find_repeats,
    find_totals,
    support,
)

AMOUNTS = st.lists(st.integers(min_value=100, max_value=99_999), min_size=2, max_size=6)


def line(*values: int, step: int = 1) -> NumberLine:
    return {index: PrintedNumber(value, step) for index, value in enumerate(values)}


def summed(*lines: NumberLine) -> NumberLine:
    return {at: PrintedNumber(sum(each[at].value for each in lines), lines[0][at].step) for at in lines[0]}


A, B, C, D = line(310, 4_120), line(527, 1_033), line(1_241, 777), line(98, 2_650)


@pytest.mark.parametrize(
    ("lines", "totals"),
    [
        ([A, B, summed(A, B)], {2: (0, 1)}),
        ([summed(A, B), A, B], {0: (1, 2)}),
        ([summed(A, B), A, B, summed(C, D), C, D], {0: (1, 2), 3: (4, 5)}),
        ([A, B, summed(A, B), C, D, summed(C, D), summed(A, B, C, D)], {2: (0, 1), 5: (3, 4), 6: (2, 5)}),
        ([summed(A, B, C, D), summed(A, B), A, B, summed(C, D), C, D], {0: (1, 4), 1: (2, 3), 4: (5, 6)}),
        ([summed(A, B, C, D), A, B, summed(A, B), C, D, summed(C, D)], {0: (3, 6), 3: (1, 2), 6: (4, 5)}),
        ([A, B, C, D], {}),
    ],
    ids=["after", "before", "two-before", "nested-after", "nested-before", "grand-before", "none"],
)
def test_totals_are_found_before_and_after_their_parts_and_nested(lines, totals):
    assert {found.total: found.parts for found in find_totals(lines)} == totals


def test_one_misprinted_cell_hides_no_total():
    wrong = {**summed(A, B, C), 1: PrintedNumber(1, 1)}
    lines = [{**each, 2: PrintedNumber(500 + n, 1)} for n, each in enumerate((A, B, C))]
    whole = {**wrong, 2: PrintedNumber(1_503, 1)}
    assert [(found.total, found.support.held, found.support.checked) for found in find_totals([*lines, whole])] == [
        (3, 2, 3)
    ]


def test_rounding_of_half_a_step_a_term_is_no_difference():
    rounded = [line(33, 33, step=10) for _ in range(3)]
    assert support(line(100, 100, step=10), rounded).is_exact
    assert not support(line(140, 140, step=10), rounded).is_proven


@given(AMOUNTS, st.integers(min_value=1, max_value=4), st.integers(min_value=0, max_value=10**6))
def test_a_total_of_random_amounts_is_found_wherever_it_stands(first, columns, seed):
    rng = random.Random(seed)  # noqa: S311 - no secret
    lines = [{column: PrintedNumber(value + rng.randrange(50), 1) for column in range(columns + 1)} for value in first]
    total = {c: PrintedNumber(sum(each[c].value for each in lines), 1) for c in range(columns + 1)}
    for place in (0, len(lines)):
        printed = [*lines[:place], total, *lines[place:]] if place else [total, *lines]
        assert place in {found.total for found in find_totals(printed)}


def test_a_line_completes_a_total_that_the_others_do_not_make():
    whole = summed(A, B, C)
    assert completes(whole, [A, B], C).is_proven
    assert not completes(whole, [A, B], D).is_proven
    assert not completes(summed(A, B), [A, B], C).is_proven


def test_a_line_of_the_same_numbers_repeats_the_first_of_them():
    assert find_repeats([A, B, A, line(0, 0), line(0, 0), A]) == {2: 0, 5: 0}


def test_lines_are_looked_at_a_few_times_however_many_there_are(monkeypatch):
    looked = 0

    def counted(*args):
        nonlocal looked
        looked += 1
        return real(*args)

    from extractors.budget.arithmetic import totals

    real = totals._exceeds
    monkeypatch.setattr(totals, "_exceeds", counted)
    counts = []
    for groups in (40, 400):
        looked, lines = 0, []
        for n in range(groups):
            parts = [line(1_000 + 37 * n + k, 2_000 + 11 * k) for k in range(5)]
            lines += [summed(*parts), *parts]
        find_totals(lines)
        counts.append(looked)
    assert counts[1] <= 12 * counts[0]
