"""Word files: each has its shape, its words compile, and each word is found by the pattern made of it."""

import re

import pytest

from extractors.structure.field_labels import Field, field_of
from extractors.structure.section_topics import SectionTopic, section_topic
from extractors.structure.table_view import is_header_word
from extractors.vocabulary.words import (
    BackgroundEndings,
    FieldLabels,
    OrganizationRoles,
    OtherMoney,
    Phrase,
    Placeholders,
    SectionTopics,
    TableHeaders,
    any_of,
    load_words,
)

_SHAPES = (
    BackgroundEndings, FieldLabels, OrganizationRoles, OtherMoney, Placeholders, SectionTopics, TableHeaders,
)  # fmt: skip


def _plain(words):
    return [word for word in words if re.fullmatch(r"[가-힣A-Za-z]+", word)]


@pytest.mark.parametrize("shape", _SHAPES)
def test_every_word_is_a_regular_expression_and_stands_once(shape):
    def lists(value):
        if isinstance(value, tuple) and all(isinstance(each, str) for each in value):
            yield value
        elif isinstance(value, tuple):
            for each in value:
                yield from lists(each)
        else:
            for each in (value if isinstance(value, dict) else dict(value)).values():
                if not isinstance(each, str | int):
                    yield from lists(each)

    found = list(lists(load_words(shape)))
    assert found
    for words in found:
        assert len(set(words)) == len(words)
        for word in words:
            re.compile(word)


@pytest.mark.parametrize(
    ("phrase", "pattern"),
    [
        (Phrase(starts=("기존", "과거")), "^(?:기존|과거)"),
        (Phrase(ends=("현황",), and_more=12), r"(?:현황)(?:및.{0,12})?$"),
        (Phrase(has=("우수", "해외"), within=6, ends=("사례",)), r"(?:우수|해외)\S{0,6}(?:사례)$"),
        (Phrase(be=("실행계획",)), "^(?:실행계획)$"),
        (Phrase(has=("예산",)), "(?:예산)"),
    ],
)
def test_a_phrase_says_where_its_words_stand(phrase, pattern):
    assert phrase.pattern == pattern


def test_the_first_word_that_fits_counts():
    found = re.match(any_of(("사업", "사업내용")), "사업내용")
    assert found is not None
    assert found.group() == "사업"


@pytest.mark.parametrize(
    ("field", "word"),
    [(name, word) for name, words in load_words(FieldLabels).fields.items() for word in _plain(words)],
)
def test_every_plain_label_is_read_as_its_field_or_an_earlier_one(field, word):
    read = field_of(word)
    order = [Field.TITLE, Field.AREA, *map(Field, load_words(FieldLabels).fields)]
    assert read is not None
    assert order.index(read) <= order.index(Field(field))


@pytest.mark.parametrize(
    ("heading", "topic"),
    [
        ("Ⅱ. 지역 현황 및 여건 분석", SectionTopic.BACKGROUND),
        ("해외 우수 지역 사례", SectionTopic.BACKGROUND),
        ("Ⅳ. 세부 프로그램", SectionTopic.PROGRAMS),
        ("3. 재원별 예산", SectionTopic.OTHER_DIMENSION),
        ("Ⅰ. 사업 개요", SectionTopic.OVERVIEW),
        ("1. 신청기관 일반현황", SectionTopic.OVERVIEW),
        ("예지보전 솔루션", SectionTopic.UNKNOWN),
    ],
)
def test_a_heading_says_what_its_chapter_is_about(heading, topic):
    assert section_topic(heading, 2026) is topic


def test_every_plain_header_word_heads_a_column():
    assert all(is_header_word(word) for word in _plain(load_words(TableHeaders).words))
