"""What a chapter is about, by its heading: programmes are described in some chapters, and only mentioned in others."""

import re
from collections.abc import Iterable
from enum import StrEnum

from extractors.korean.text_keys import plain_label
from extractors.vocabulary.words import Phrase, SectionTopics, any_of, load_words


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


_FORM_NUMBER = r"[\[(<]?(?:붙임|별첨|서식|양식|별지)?(?:서식)?(?:제?\d+(?:-\d+)?호?)?[\])>]?"
_DECLARATION = re.compile(rf"{_FORM_NUMBER}[가-힣·]{{0,20}}{any_of(_WORDS.forms.declarations)}")
_OTHER_FORM = re.compile(rf"{_FORM_NUMBER}[가-힣·]{{0,20}}{any_of(_WORDS.forms.others)}")


def declaration_form(title: str) -> bool | None:
    """Whether a line is the title of a declaration (청렴 서약서); False for other forms, None for no form's title."""
    plain = plain_label(title)
    if _DECLARATION.fullmatch(plain):
        return True
    return False if _OTHER_FORM.fullmatch(plain) else None


_YEAR = re.compile(r"(?:(?P<long>(?:19|20)\d\d)(?!\d)|(?:['’‘]|(?<!\d))(?P<short>\d\d)(?=년))")


def section_topic(heading: str, call_year: int) -> SectionTopic:
    """What a chapter with this heading is about, as far as the heading says.

    A chapter that begins with a year before the call's own tells what was (2024년 추진실적 under a call of 2025).
    """
    plain = plain_label(heading).replace("「", "").replace("」", "")
    if _ABOUT_THE_APPLICANT.search(plain):
        return SectionTopic.OVERVIEW
    if _is_of_the_past(plain, call_year):
        return SectionTopic.BACKGROUND
    return next((topic for topic, pattern in _TOPICS if pattern.search(plain)), SectionTopic.UNKNOWN)


def _is_of_the_past(plain: str, call_year: int) -> bool:
    if _YEAR.match(plain) is None:
        return False
    years = (int(year["long"] or f"20{year['short']}") for year in _YEAR.finditer(plain))
    return max(years) < call_year
