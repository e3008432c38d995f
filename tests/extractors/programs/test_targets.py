"""Targets in running text."""

import pytest

from extractors.programs.fields.kpis import find_kpis


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("솔루션 개발 6종, 현장 실증 12개사", [("솔루션 개발", 6, "종", None), ("현장 실증", 12, "개사", None)]),
        ("- 교육 수료: 200명\n- 취업률: 70%", [("교육 수료", 200, "명", None), ("취업률", 70, "%", None)]),
        ("교육 인원 1,200명", [("교육 인원", 1200, "명", None)]),
        ("만족도 85.5점 이상", [("만족도", 85.5, "점", None)]),
        ("매출액 10% 증가", [("매출액", 10, "%", None)]),
        ("도입기업 수 : 100개사 / 만족도 : 90점", [("도입기업 수", 100, "개사", None), ("만족도", 90, "점", None)]),
        ("교육 수료(’26년 200명, ’27년 300명)", [("교육 수료", 200, "명", 2026), ("교육 수료", 300, "명", 2027)]),
        (
            "교육 인원 500명 (2026년 200명, 2027년 300명)",
            [("교육 인원", 500, "명", None), ("교육 인원", 200, "명", 2026), ("교육 인원", 300, "명", 2027)],
        ),
        ("성과를 널리 확산", []),
        ("", []),
    ],
)
def test_a_target_is_a_name_a_number_a_unit_and_perhaps_a_year(text, expected):
    assert [(kpi.name, kpi.value, kpi.unit, kpi.year) for kpi in find_kpis(text, None)] == expected
