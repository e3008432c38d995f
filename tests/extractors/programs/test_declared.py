"""Which area a plan's own words name."""

import pytest

from extractors.programs.fields.declared_area import area_declared, area_named


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("AI 솔루션 개발·보급", "solution"),
        ("1. AI 솔루션 개발 및 보급", "solution"),
        ("AI솔루션개발·보급 분야", "solution"),
        ("솔루션 개발·보급", "solution"),
        ("(분야 2) AI 인프라", "infra"),
        ("AI 활용 인프라 구축", "infra"),
        ("AI 인프라(테스트베드·클라우드)", "infra"),
        ("인프라 구축", "infra"),
        ("제2절 인력 분야", "talent"),
        ("AI 인력 분야", "talent"),
        ("AI 융합 인력양성", "talent"),
        ("사업단 운영·지원", "none"),
        ("운영·관리 분야", "none"),
        ("사업관리", "none"),
    ],
)
def test_an_area_is_known_by_its_name_its_aliases_and_most_of_them(text, area, call):
    found = area_declared(text, call)
    assert found is not None
    assert found.id == area


@pytest.mark.parametrize("text", ["예시 문화관광", "기타", "AI", "분야", "지원대상", "재직자 AI 활용역량 강화"])
def test_what_names_no_area_is_none(text, call):
    assert area_declared(text, call) is None


@pytest.mark.parametrize("text", ["AI 인프라 보안 점검 도구", "예시 AI 솔루션 실증", "AI 교육 과정 개발"])
def test_a_title_with_an_areas_words_in_it_is_no_areas_name(text, call):
    assert area_named(text, call) is None
