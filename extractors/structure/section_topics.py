"""What a chapter is about, by its heading: programmes are described in some chapters, and only mentioned in others."""

import re
from collections.abc import Iterable
from enum import StrEnum

from extractors.korean.text_keys import plain_label


class SectionTopic(StrEnum):
    """What stands in a chapter."""

    PROGRAMS = "programs"
    BACKGROUND = "background"
    OVERVIEW = "overview"
    OTHER_DIMENSION = "other_dimension"
    UNKNOWN = "unknown"


_BACKGROUND = re.compile(
    r"^(?:기존|그간|그동안|선행|과거|붙임|참고|별첨|부록|첨부|최근|유사|타부처|타사업|관련(?:사업|정책|법)|['’]?2[0-5]년|20[01]\d년?|202[0-5]년)"
    r"|(?:현황|여건|배경|필요성|분석|실적|수요조사|문제점|시사점|동향|이력|확약서|연계방안|연계계획|차별성|연계사업|경험|보유역량|추진역량|수행역량)"
    r"(?:및.{0,12})?$|(?:유사|우수|선진|국내외|해외|타지역|선행)\S{0,6}사례$|(?:기존|선행|유사|타|국가|정부|지역)\S{0,4}사업(?:성과|현황)$"
    r"|추진성과$|사업성과$|운영성과$|주요성과$"
)
_ABOUT_THE_APPLICANT = re.compile(
    r"(?:기관|지방정부|지자체|신청자|신청인|일반|사업단|과제|사업)(?:의)?(?:일반|기본)?현황$"
)
_PROGRAMS = re.compile(
    r"(?:세부|분야별|프로그램별|과제별|사업별|영역별|전략별|중점|핵심|주요|단위)\S{0,6}(?:프로그램|추진계획|추진과제|추진내용|실행계획|사업|과제|내용|계획|사업내용)$"
    r"|^(?:사업|추진|지원)?(?:프로그램|내용|과제)(?:구성|계획|현황)?$|^프로그램|(?:프로그램|세부사업|세부과제|추진과제)(?:추진|운영)?(?:내용|계획|구성|안|개요|카드|명세|상세)?$"
    r"|^(?:사업)?추진(?:계획|내용|과제)$|^사업(?:별)?(?:내용|계획)$|^실행계획$|^지원(?:내용|계획)$"
)
_OTHER_DIMENSION = re.compile(
    r"예산|사업비|재원|비목|산출|일정|로드맵|성과지표|성과목표|성과관리|kpi|추진체계|추진조직|조직|거버넌스|역할|기관별|기대효과|파급효과|확산|자립화|사후관리|위험|리스크"
)
_OVERVIEW = re.compile(r"개요|요약|총괄|신청서|비전|목표|추진전략|추진방향|한눈에|일반사항|기본방향|총괄표")


def section_topic(heading: str) -> SectionTopic:
    """What a chapter with this heading is about, as far as the heading says."""
    plain = plain_label(heading).replace("「", "").replace("」", "")
    if _ABOUT_THE_APPLICANT.search(plain):
        return SectionTopic.OVERVIEW
    if _BACKGROUND.search(plain):
        return SectionTopic.BACKGROUND
    if _PROGRAMS.search(plain):
        return SectionTopic.PROGRAMS
    if _OTHER_DIMENSION.search(plain):
        return SectionTopic.OTHER_DIMENSION
    if _OVERVIEW.search(plain):
        return SectionTopic.OVERVIEW
    return SectionTopic.UNKNOWN


def nearest_topic(headings: Iterable[str]) -> SectionTopic:
    """What a place is about, by the headings above it, nearest first; a heading that says nothing is passed over."""
    return next(
        (found for heading in headings if (found := section_topic(heading)) is not SectionTopic.UNKNOWN),
        SectionTopic.UNKNOWN,
    )
