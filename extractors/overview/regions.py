"""Names of governments in running text, and which of the call's they are."""

import re

from extractors.korean.list_markers import without_marks
from extractors.korean.text_keys import close_letter_spacing, squash
from schemas import Call, Region

_MUNICIPALITY = re.compile(r"\s*[가-힣]{1,5}(?:시|군|구)(?:청|장)?(?:$|[\s(,])")


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
