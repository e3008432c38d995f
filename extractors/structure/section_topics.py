"""What a chapter is about, by its heading: programmes are described in some chapters, and only mentioned in others."""

import re
from collections.abc import Iterable
from enum import StrEnum

from extractors.korean.text_keys import plain_label
from extractors.vocabulary.words import Phrase, SectionTopics, load_words


class SectionTopic(StrEnum):
    """What stands in a chapter."""

    PROGRAMS = "programs"
    BACKGROUND = "background"
    OVERVIEW = "overview"
    OTHER_DIMENSION = "other_dimension"
    UNKNOWN = "unknown"


_WORDS = load_words(SectionTopics)


def _pattern(phrases: Iterable[Phrase]) -> re.Pattern[str]:
    return re.compile("|".join(phrase.pattern for phrase in phrases))


_ABOUT_THE_APPLICANT = _pattern(_WORDS.about_the_applicant)
# In this order: 주요 사업 예산 is background where it is 주요성과, and a chapter of programmes before one of money.
_TOPICS = (
    (SectionTopic.BACKGROUND, _pattern(_WORDS.background)),
    (SectionTopic.PROGRAMS, _pattern(_WORDS.programs)),
    (SectionTopic.OTHER_DIMENSION, _pattern(_WORDS.other_dimension)),
    (SectionTopic.OVERVIEW, _pattern(_WORDS.overview)),
)


def section_topic(heading: str) -> SectionTopic:
    """What a chapter with this heading is about, as far as the heading says."""
    plain = plain_label(heading).replace("「", "").replace("」", "")
    if _ABOUT_THE_APPLICANT.search(plain):
        return SectionTopic.OVERVIEW
    return next((topic for topic, pattern in _TOPICS if pattern.search(plain)), SectionTopic.UNKNOWN)


def nearest_topic(headings: Iterable[str]) -> SectionTopic:
    """What a place is about, by the headings above it, nearest first; a heading that says nothing is passed over."""
    return next(
        (found for heading in headings if (found := section_topic(heading)) is not SectionTopic.UNKNOWN),
        SectionTopic.UNKNOWN,
    )
