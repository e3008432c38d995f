"""What header and stub cells mean, however they are spaced, numbered, bracketed or combined."""

import pytest

from extractors.budget.vocabulary.label_parser import Lexicon, name_key, plain_name
from schemas import Call


@pytest.fixture(scope="module")
def lexicon(call: Call) -> Lexicon:
    return Lexicon(call.lexicon)


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("국비", "national"),
        ("국 비", "national"),
        ("국비(백만원)", "national"),
        ("국비*", "national"),
        ("국비 지원금", "national"),
        ("국비 교부액", "national"),
        ("도비 보조금", "metro"),
        ("지방비 분담금", "local"),
        ("지방비 확보액", "local"),
        ("정부지원금(ⓐ)", "national"),
        ("정부지원사업비(A)", "national"),
        ("지원금 A", "national"),
        ("지방비 소계", "local"),
        ("지방비(시비)", "metro"),
        ("지방비(도비+시군비)", "local"),
        ("시·도비", "metro"),
        ("시ㆍ군ㆍ구비", "district"),
        ("자부담 현금", "cash"),
        ("민간부담금(현물)", "in_kind"),
        ("총사업비(A+B+C)", "total"),
        ("총사업비(국비+지방비+자부담)", "total"),
        ("소계(B+C)", None),
        ("사업비", None),
        ("AI 솔루션 도입 바우처", None),
    ],
)
def test_a_label_names_its_most_particular_source(lexicon: Lexicon, text: str, source: str | None) -> None:
    assert lexicon.read(text).source == source


@pytest.mark.parametrize(
    "text", ["합계", "합   계", "계", "소계", "총 계", "합계(C=A+B)", "2026년 소계", "소계\n(B+C)"]
)
def test_a_sum_is_called_one(lexicon: Lexicon, text: str) -> None:
    label = lexicon.read(text)
    assert label.is_sum
    assert label.name is None


@pytest.mark.parametrize(
    ("text", "year", "nth_year"),
    [
        ("2026년", 2026, None),
        ("2026", 2026, None),
        ("2026년도", 2026, None),
        ("’26", 2026, None),
        ("'26.4~12월", 2026, None),
        ("26년", 2026, None),
        ("2027. 1~12", 2027, None),
        ("1차년도", None, 1),
        ("2년차", None, 2),
        ("1차년도(2026년)", 2026, 1),
        ("1차년도('26)", 2026, 1),
    ],
)
def test_a_year_is_read_in_every_form(lexicon: Lexicon, text: str, year: int | None, nth_year: int | None) -> None:
    label = lexicon.read(text)
    assert (label.year, label.nth_year, label.name) == (year, nth_year, None)


@pytest.mark.parametrize(
    "text",
    [
        "AI 솔루션 도입 바우처",
        "1-1. 예시 과제",
        "국비 확보 세미나",
        "바우처(국비)",
        "인건비",
        "예시대학교",
        "사업단 운영",
    ],
)
def test_what_is_not_made_of_known_words_is_a_name(lexicon: Lexicon, text: str) -> None:
    label = lexicon.read(text)
    assert label.name == text
    assert label.source is None


def test_the_unit_of_a_label_is_kept(lexicon: Lexicon) -> None:
    assert lexicon.read("사업비\n(백만원)").unit_krw == 1_000_000
    assert lexicon.read("국비(천원)").unit_krw == 1_000


def test_a_named_sum_is_the_sum_of_its_name(lexicon: Lexicon) -> None:
    label = lexicon.read("보조금수입 소계")
    assert label.is_sum
    assert lexicon.without_sum(label.name or "") == "보조금수입"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("1-1. AI 바우처", "AI 바우처"),
        ("① AI 바우처", "AI 바우처"),
        ("가. AI 바우처", "AI 바우처"),
        ("○ AI 바우처", "AI 바우처"),
        ("(재)예시테크노파크", "(재)예시테크노파크"),
        ("3D 프린팅 지원", "3D 프린팅 지원"),
    ],
)
def test_a_name_is_one_with_and_without_its_number(text: str, shown: str) -> None:
    assert plain_name(text) == shown
    assert name_key(text) == name_key(shown)
