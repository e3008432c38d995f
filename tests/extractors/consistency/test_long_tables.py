"""Tables of thousands of rows cost what they are long, whatever their rows say: twice the rows take twice the time."""

import time

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


@pytest.mark.parametrize("table", [_with_share_rows, _with_a_share_column, _with_names_alone])
def test_four_times_the_rows_take_no_eight_times_the_time(table, plan, call):
    def seconds(rows):
        document = plan("\n".join(["# 소요 예산", "단위: 백만원", *table(rows)]))
        best = float("inf")
        for _ in range(2):
            began = time.process_time()
            extract(document, call)
            best = min(best, time.process_time() - began)
        return best

    seconds(20)
    assert seconds(800) < 8 * seconds(200)
