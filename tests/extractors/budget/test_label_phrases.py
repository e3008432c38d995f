"""Labels that are phrases: words that the call knows, with the particles and endings that join them."""

import pytest

from extractors.budget import extract_budget
from extractors.budget.vocabulary.label_parser import Lexicon
from schemas import Call


@pytest.fixture(scope="module")
def lexicon(call: Call) -> Lexicon:
    return Lexicon(call.lexicon)


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("국비로 지원", "national"),
        ("국비에서 지원하는 금액", "national"),
        ("국고에서 보조", "national"),
        ("중앙정부가 지원하는 금액", "national"),
        ("지원받는 국비", "national"),
        ("지방비로 충당", "local"),
        ("지자체가 부담하는 금액", "local"),
        ("시·도에서 부담", "metro"),
        ("시·군·구가 부담하는 금액", "district"),
        ("민간이 부담하는 금액", "private"),
        ("기업이 부담", None),
        ("현금으로 부담", "cash"),
        ("현물로 출자", "in_kind"),
    ],
)
def test_a_phrase_names_the_source_of_its_words(lexicon: Lexicon, text: str, source: str | None) -> None:
    label = lexicon.read(text)
    assert label.source == source
    assert (label.name is None) is (source is not None)


@pytest.mark.parametrize(
    ("text", "meaning"),
    [("국비의 비율", "share"), ("부담하는 금액", "amount"), ("사업비의 합계", "sum"), ("재원으로 구분", "source")],
)
def test_a_phrase_keeps_the_other_meanings_of_its_words(lexicon: Lexicon, text: str, meaning: str) -> None:
    assert meaning in lexicon.read(text).meanings


@pytest.mark.parametrize(
    "text",
    [
        "지원하는",
        "부담할",
        "의",
        "이",
        "지원하는 기업",
        "국비로 지원하는 장비",
        "현장에서 지원",
        "전문가가 지원하는 교육",
    ],
)
def test_a_phrase_of_other_words_is_a_name(lexicon: Lexicon, text: str) -> None:
    assert lexicon.read(text).name == text


def test_a_table_headed_by_phrases_is_read(call: Call, document) -> None:
    table = """
    | 구분 | 전체 사업비 | 국비로 지원 | 지방비로 부담 | 민간이 부담하는 금액 |
    | 2026년 | 5,252 | 3,150 | 1,155 | 947 |
    | 2027년 | 6,419 | 3,850 | 1,413 | 1,156 |
    | 합계 | 11,671 | 7,000 | 2,568 | 2,103 |"""
    funding = extract_budget(document(("연차별 사업비", "백만원", table)), call).funding
    stated = [funding.total, funding.national, funding.local, funding.private]
    assert [amount.krw if amount else None for amount in stated] == [
        11_671_000_000,
        7_000_000_000,
        2_568_000_000,
        2_103_000_000,
    ]
