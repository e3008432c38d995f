"""Cells that hold a total with its sources in brackets."""

import pytest

from extractors import extract

_HEAD = "# 소요예산\n(단위: 백만원)\n"


def _money(plan, call, table):
    entries = extract(plan(_HEAD + table), call).budget.entries
    return {(entry.program, entry.source.value, entry.krw // 1_000_000) for entry in entries}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("4,680\\n(국비 2,808\\n도비 1,872)", "3,000\\n(국비 1,800\\n도비 1,200)"),
        ("4,680(국비 2,808, 도비 1,872)", "3,000(국비 1,800, 도비 1,200)"),
        ("4,680 [국비: 2,808 / 도비: 1,872]", "3,000 [국비: 1,800 / 도비: 1,200]"),
    ],
)
def test_each_source_in_the_brackets_is_read_beside_the_total(plan, call, first, second):
    table = f"| 세부 프로그램 | 사업비 |\n| 비전 검사 실증 | {first} |\n| 재직자 AI 교육 | {second} |"
    assert _money(plan, call, table) == {
        ("비전 검사 실증", "total", 4680),
        ("비전 검사 실증", "national", 2808),
        ("비전 검사 실증", "metro", 1872),
        ("재직자 AI 교육", "total", 3000),
        ("재직자 AI 교육", "national", 1800),
        ("재직자 AI 교육", "metro", 1200),
    }


def test_a_source_that_one_cell_leaves_out_is_not_made_up(plan, call):
    table = """
| 세부 프로그램 | 사업비 |
| 비전 검사 실증 | 4,680 (국비 2,808 도비 1,272 시비 600) |
| 재직자 AI 교육 | 3,000 (국비 1,800 도비 1,200) |
"""
    found = _money(plan, call, table)
    assert ("비전 검사 실증", "district", 600) in found
    assert not any(program == "재직자 AI 교육" and source == "district" for program, source, _ in found)


def test_the_unit_of_the_header_holds_for_all_sources(plan, call):
    table = """
| 세부 프로그램 | 사업비(억원) |
| 비전 검사 실증 | 40 (국비 28 도비 12) |
| 재직자 AI 교육 | 30 (국비 20 도비 10) |
"""
    assert ("비전 검사 실증", "national", 2800) in _money(plan, call, table)


@pytest.mark.parametrize("note", ["국비 70%, 도비 30%", "서버 12, 장비 8", "국비 2,808 외", "국비 2,808"])
def test_brackets_that_hold_anything_else_give_no_sources(plan, call, note):
    table = f"| 세부 프로그램 | 사업비 |\n| 비전 검사 실증 | 4,680 ({note}) |\n| 재직자 AI 교육 | 3,000 ({note}) |"
    assert {source for _, source, _ in _money(plan, call, table)} <= {"total"}
