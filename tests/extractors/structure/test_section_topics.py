"""What a chapter is about, by its heading and the year of the call."""

import pytest

from extractors.programs import extract_programs
from extractors.structure.section_topics import SectionTopic, section_topic
from schemas import Budget


@pytest.mark.parametrize(
    ("heading", "year", "topic"),
    [
        ("Ⅱ. 2025년 세부 추진계획", 2025, SectionTopic.PROGRAMS),
        ("Ⅱ. 2025년 세부 추진계획", 2026, SectionTopic.BACKGROUND),
        ("’24년 추진과제", 2025, SectionTopic.BACKGROUND),
        ("’25년 추진과제", 2025, SectionTopic.PROGRAMS),
        ("2027년 세부 프로그램", 2026, SectionTopic.PROGRAMS),
        ("2025년~2027년 세부 추진계획", 2026, SectionTopic.PROGRAMS),
        ("2019 우수 과제", 2026, SectionTopic.BACKGROUND),
        ("2031년 세부 추진계획", 2031, SectionTopic.PROGRAMS),
        ("2030년 세부 추진계획", 2031, SectionTopic.BACKGROUND),
    ],
)
def test_years_before_the_calls_own_are_background(heading, year, topic):
    assert section_topic(heading, year) is topic


@pytest.mark.parametrize(("call_year", "titles"), [(2025, ["가온 공정 실증"]), (2026, [])])
def test_a_chapter_of_the_calls_year_keeps_its_programmes(plan, call, call_year, titles):
    document = plan(
        """
        # Ⅰ. 사업 개요
        # Ⅱ. 2025년 세부 추진계획
        ## 1. 가온 공정 실증
        □ (목적) 불량을 줄임
        □ (지원대상) 지역 중소기업
        """
    )
    dated = call.model_copy(update={"closes_at": call.closes_at.replace(year=call_year)})
    assert [program.title for program in extract_programs(document, dated, Budget())] == titles
