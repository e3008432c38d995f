"""Tables of thousands of rows cost what they are long, whatever their rows say."""

import sys

import pytest

from extractors import extract

SUMS = "| 합계 | 1,000 | 400 | 1,400 | 100.0 |"


def _with_share_rows(rows):
    lines = ["| 구분 | 국비 | 지방비 | 합계 |"]
    for number in range(rows // 2):
        national, local = 100 + number % 37, 40 + number % 11
        lines += [
            f"| 세부사업 {number} | {national} | {local} | {national + local} |",
            "| 비율(%) | 12.5 | 33.3 | 54.2 |",
        ]
    return lines


def _with_a_share_column(rows):
    lines = ["| 구분 | 국비 | 지방비 | 합계 | 비율(%) |"]
    return (
        lines + [f"| 세부사업 {number} | {number} | 40 | {number + 40} | 0.1 |" for number in range(1, rows)] + [SUMS]
    )


def _with_names_alone(rows):
    lines = ["| 구분 | 국비 | 지방비 | 합계 |"]
    return lines + [f"| 세부사업 {number} | {number} | 40 | {number + 40} |" for number in range(1, rows)]


def _calls(work):
    """How many functions work calls, those in C included: the same on every machine."""
    counted = 0

    def count(_frame, event, _argument):
        nonlocal counted
        counted += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(before)
    return counted


@pytest.mark.parametrize("table", [_with_share_rows, _with_a_share_column, _with_names_alone])
def test_twice_the_rows_take_about_twice_the_steps(table, plan, call):
    def steps(rows):
        document = plan("\n".join(["# 소요 예산", "단위: 백만원", *table(rows)]))
        return _calls(lambda: extract(document, call))

    steps(20)
    # Shares look for their amounts within a hundred lines: only beyond does the cost of a line stay the same.
    assert steps(300) < 2.5 * steps(150)
