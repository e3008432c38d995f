"""Governments by the names they go by: 강원도 for 강원특별자치도, 부산 for 부산광역시, and 부산광역시장 who signs."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final, TypeVar

from schemas.call import Region

RegionT = TypeVar("RegionT", bound=Region)

# Who signs or where it sits: 부산광역시장, 경기도지사, 강원특별자치도청.
_SIGNERS: Final = ("", "청", "장", "지사", "시장", "도지사")
# A short name (부산) stands before many things that are no government; a full one ends in 시 or 도.
_FULL_NAME: Final = re.compile(r".{2,}[시도]$")
_UNDER_IT: Final = re.compile(r"[가-힣]{1,4}[시군구](?:청|장|수|청장)?$|[가-힣]{1,4}[시군구]\s")


def normal_name(text: str) -> str:
    """A name without blanks and brackets, in NFC, so that spellings compare."""
    return re.sub(r"[\s()\[\]「」『』·,.]+", "", unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text)))


def find_region(text: str, regions: Iterable[RegionT]) -> RegionT | None:
    """The one government that a stated applicant is, or None when it is none of these or several.

    The whole text must be its name, who signs for it, or its full name followed by a department.
    """
    found = [region for region in regions if any(_names(name, text) for name in (region.name, *region.aliases))]
    return found[0] if len(found) == 1 else None


def _names(name: str, text: str) -> bool:
    stated, wanted = normal_name(text), normal_name(name)
    if stated in {wanted + signer for signer in _SIGNERS}:
        return True
    if not _FULL_NAME.match(wanted):
        return False
    stands_first = re.match(rf"{_spaced(wanted)}(?=[\s(\[])", text.strip())
    if stands_first is None:
        return False
    rest = text.strip()[stands_first.end() :].strip()
    return not _UNDER_IT.match(rest)


def _spaced(name: str) -> str:
    return r"\s*".join(re.escape(letter) for letter in name)
