"""What a label in a plan asks for: 목적, 지원대상, 지원내용, 소요예산, 성과지표 … and the names of a programme itself.

Labels are built from a few base words with words before them that add nothing (사업목적, 주요 지원내용), so they are
recognised by that grammar and not from a list of all spellings.
"""

import re
from enum import StrEnum

from extractors.korean.short_text_cache import cached_for_short_texts
from extractors.korean.text_keys import has_no_letters, plain_label, squash
from extractors.vocabulary.words import FieldLabels, any_of, load_words


class Field(StrEnum):
    """What a labelled line, a label cell or a heading states about a programme."""

    TITLE = "title"
    AREA = "area"
    PURPOSE = "purpose"
    GOAL = "goal"
    TARGET = "target"
    CONTENT = "content"
    METHOD = "method"
    SCHEDULE = "schedule"
    BUDGET = "budget"
    KPI = "kpi"
    PARTNERS = "partners"
    ORGANIZATION = "organization"
    NEED = "need"
    EFFECT = "effect"


CORE = frozenset({Field.PURPOSE, Field.GOAL, Field.TARGET, Field.CONTENT, Field.BUDGET, Field.KPI})
"""Fields that describe a programme; two of them under one title make the title a programme's."""

ORGANIZATIONS = frozenset({Field.PARTNERS, Field.ORGANIZATION})
"""Fields that name organisations: several labels of one field may stand under a title (주관기관, 참여기관)."""

_WORDS = load_words(FieldLabels)
_CERTAIN_TITLE = re.compile(any_of(_WORDS.title.certain))
_POSSIBLE_TITLE = re.compile(any_of(_WORDS.title.possible))
_QUALIFIERS = f"{any_of(_WORDS.qualifiers)}*"
_PATTERNS = (
    (Field.AREA, re.compile(any_of(_WORDS.area))),
    *((Field(name), re.compile(_QUALIFIERS + any_of(words))) for name, words in _WORDS.fields.items()),
)
_JOINTS = re.compile("|".join(_WORDS.joints))
_STRUCTURAL = re.compile(f"{any_of(_WORDS.structural.qualifiers)}*{any_of(_WORDS.structural.nouns)}")
_LONGEST_LABEL = 18


@cached_for_short_texts
def field_of(label: str) -> Field | None:
    """The field that a label names; compound labels (목적 및 필요성) name their weightiest part."""
    if has_no_letters(label):
        return None
    plain = plain_label(label).lower()
    if not plain or len(plain) > _LONGEST_LABEL:
        return None
    if is_title_label(label):
        return Field.TITLE
    field = _simple_field(plain)
    if field is not None:
        return field
    parts = [part for part in _JOINTS.split(plain) if part]
    fields = [_simple_field(part) for part in parts]
    if len(parts) < 2 or None in fields:
        return None
    found = [each for each in fields if each is not None]
    return next((each for each in found if each in CORE), found[0])


def _simple_field(plain: str) -> Field | None:
    return next((field for field, pattern in _PATTERNS if pattern.fullmatch(plain)), None)


def is_title_label(label: str) -> bool:
    """Whether a label asks for the name of a programme (프로그램명) or possibly does (사업명)."""
    plain = plain_label(label)
    return bool(_CERTAIN_TITLE.fullmatch(plain) or _POSSIBLE_TITLE.fullmatch(plain))


def is_certain_title_label(label: str) -> bool:
    """Whether a label can only ask for a programme's name: 사업명 may be the whole plan's."""
    return bool(_CERTAIN_TITLE.fullmatch(plain_label(label)))


def is_structural(text: str) -> bool:
    """Whether a heading only orders its chapter (세부 추진계획, 사업 개요, 나. 주요내용) and names nothing."""
    plain = squash(plain_label(text))
    if len(plain) > _LONGEST_LABEL:
        return False
    return not plain or bool(_STRUCTURAL.fullmatch(plain)) or field_of(text) is not None
