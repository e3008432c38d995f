"""What a label in a plan asks for: 목적, 지원대상, 지원내용, 소요예산, 성과지표 … and the names of a programme itself.

Labels are built from a few base words with words before them that add nothing (사업목적, 주요 지원내용), so they are
recognised by that grammar and not from a list of all spellings.
"""

import re
from enum import StrEnum
from functools import lru_cache

from extractors.korean.text_keys import plain_label, squash


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

_NAMES_OF_A_PROGRAM = r"(?:세부|단위|내역|지원|추진)?(?:프로그램|사업|과제)"
_STRONG_TITLE = re.compile(
    r"(?:세부|단위|내역|지원)?프로그램(?:명칭|이름|명|제목)?|(?:세부|단위|내역)(?:추진)?(?:사업|과제)(?:명칭|이름|명|제목)?"
    r"|(?:프로그램|세부사업|세부과제)\(?(?:명|과제명|사업명)\)?|추진과제(?:명)?"
)
_WEAK_TITLE = re.compile(r"(?:사업|과제)(?:명칭|이름|명|제목)|지원사업(?:명)?")
_BEFORE = (
    r"(?:본|동|해당|세부|세부사업|단위사업|사업|프로그램|과제|추진|주요|지원|총|핵심|정량|정량적|정성|연차별|운영|개발|교육|실증|전체|수행|구체적|"
    r"최종|연간|대표|기본|중점|투입|구축|의)*"
)
_BASES: tuple[tuple[Field, str], ...] = (
    (Field.PURPOSE, r"목적|취지|추진방향"),
    (Field.GOAL, r"목표|비전"),
    (
        Field.TARGET,
        r"대상|대상자|대상기업|모집대상|수혜대상|참여대상|수혜자|수요자|규모|대상규모|자격|신청자격|참여기업",
    ),
    (Field.CONTENT, r"내용|사항|활동|세부활동|내역|사업내용|추진계획|프로그램구성|커리큘럼|과업"),
    (Field.METHOD, r"방법|방식|절차|방안|전략|조건|지원조건|추진절차"),
    (Field.SCHEDULE, r"일정|시기|기간|추진일정|일시"),
    (
        Field.BUDGET,
        r"예산|소요예산|사업비|소요사업비|예산액|소요액|소요금액|사업예산|소요재원|재원|비용|소요비용|예산규모|금액|지원금액?|예산안",
    ),
    (
        Field.KPI,
        r"성과지표|성과목표|핵심성과지표|kpi|성과|성과관리지표|목표치|지표|성과지표명|정량목표|목표값|기대성과|산출물|성과물|정량성과",
    ),
    (
        Field.PARTNERS,
        r"(?:참여|협력|협업|연계|공동|공동수행|파트너)(?:기관|대학|기관명)|협력기업|파트너|컨소시엄|참여기관(?:별)?역할",
    ),
    (
        Field.ORGANIZATION,
        r"기관|주관|주관기관|수행기관|담당기관|운영기관|주체|추진주체|수행주체|담당부서|체계|추진체계|수행체계|담당",
    ),
    (Field.NEED, r"필요성|배경|추진배경|현황|문제점|개요|현황및문제점"),
    (Field.EFFECT, r"기대효과|효과|파급효과|활용방안|활용계획"),
)
_AREA = re.compile(r"(?:지원|사업|해당|공고|추진|신청|프로그램)?(?:분야|영역|부문)(?:명|구분)?")
_PATTERNS = (
    (Field.AREA, _AREA),
    *((field, re.compile(_BEFORE + f"(?:{bases})")) for field, bases in _BASES),
)
_JOINED = re.compile(r"및|·|ㆍ|,|/|&|와(?=[가-힣])|과(?=[가-힣])")
_LONGEST_LABEL = 18


@lru_cache(maxsize=8192)
def field_of(label: str) -> Field | None:
    """The field that a label names; compound labels (목적 및 필요성) name their weightiest part."""
    plain = plain_label(label).lower()
    if not plain or len(plain) > _LONGEST_LABEL:
        return None
    if is_title_label(label):
        return Field.TITLE
    field = _simple_field(plain)
    if field is not None:
        return field
    parts = [part for part in _JOINED.split(plain) if part]
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
    return bool(_STRONG_TITLE.fullmatch(plain) or _WEAK_TITLE.fullmatch(plain))


def is_certain_title_label(label: str) -> bool:
    """Whether a label can only ask for a programme's name: 사업명 may be the whole plan's."""
    return bool(_STRONG_TITLE.fullmatch(plain_label(label)))


_STRUCTURAL = re.compile(
    rf"(?:{_NAMES_OF_A_PROGRAM}|세부|추진|주요|지원|운영|총괄|기본|일반|사업별|분야별|프로그램별|과제별|의|및|·)*"
    r"(?:개요|내용|계획|방안|방향|체계|일정|전략|구성|구성도|기본사항|일반사항|총괄|요약|목록|현황|소개|사항|안|추진계획|프로그램|사업|과제)"
)


def is_structural(text: str) -> bool:
    """Whether a heading only orders its chapter (세부 추진계획, 사업 개요, 나. 주요내용) and names nothing."""
    plain = squash(plain_label(text))
    if len(plain) > _LONGEST_LABEL:
        return False
    return not plain or bool(_STRUCTURAL.fullmatch(plain)) or field_of(text) is not None
