"""Names of governments in running text, and which of the call's they are."""

import re

from extractors.korean.list_markers import without_marks
from extractors.korean.text_keys import close_letter_spacing, squash
from schemas import Call, Region

_MUNICIPALITY = re.compile(r"\s*[가-힣]{1,5}(?:시|군|구)(?:청|장)?(?:$|[\s(,])")


_GOVERNMENT = re.compile(
    r"(?:[가-힣]{2,4}도\s?)?[가-힣]{1,5}(?:시|군)(?:청)?|[가-힣]{2,5}시\s?[가-힣]{1,3}구(?:청)?"
    r"|(?:경기|강원|충청[남북]|충[남북]|전라[남북]|전[남북]|경상[남북]|경[남북]|제주)(?:특별자치)?도(?:청)?"
)


def names_a_government(text: str) -> bool:
    """Whether a whole text is the name of a government, of the call or not: 가평군, 경기도 가평군, 충청남도."""
    return _GOVERNMENT.fullmatch(close_letter_spacing(without_marks(text)).strip()) is not None


def resolve_region(text: str, call: Call) -> Region | None:
    """The government of the call, allowed or excluded, that a text names; a town within one is not the one.

    A short name (강원) must be the whole text: 예산, 진도 and 강화 show what bare syllables are worth.
    """
    plain = close_letter_spacing(without_marks(text))
    joined = squash(plain)
    whole = {joined, re.sub(r"(?:장|청|지사)?\(?(?:직인|관인|인)?\)?$", "", joined)}
    best: tuple[int, Region] | None = None
    for region in (*call.applicants, *call.exclusions):
        for name in (region.name, *region.aliases):
            if squash(name) in whole:
                return region
            found = re.match(re.escape(name), plain) if len(name) >= 3 else None
            if found and not _MUNICIPALITY.match(plain[found.end() :]) and (best is None or len(name) > best[0]):
                best = (len(name), region)
    return best[1] if best is not None else None
