"""Labels and titles for comparison: what two spellings of one name have in common, and the label of a line.

"□ (목 적) 도입 비용을 낮춤"   label 목적, value "도입 비용을 낮춤"
"소 계(백만원)"                 plain label 소계
"1-2. AI 솔루션 도입 및 활용"    title key ai솔루션도입활용
"""

import re
import unicodedata
from functools import cache
from typing import NamedTuple

from extractors.korean.list_markers import without_marks
from extractors.korean.short_text_cache import cached_for_short_texts

_BLANK = re.compile(r"[\s\u200b\u00ad\ufeff]+")
_LETTER_SPACED = re.compile(r"(?<![가-힣])(?:[가-힣] +){1,}[가-힣](?![가-힣])")


_NO_LETTERS = re.compile(r"[\x00-@\[-`{-\x7f]*")


def has_no_letters(text: str) -> bool:
    """Whether a text is made of figures and marks of ASCII alone: most cells of a budget, and no label of anything."""
    return _NO_LETTERS.fullmatch(text) is not None


def squash(text: str) -> str:
    """The text with look-alike characters unified (NFKC) and every blank taken out."""
    return _BLANK.sub("", unicodedata.normalize("NFKC", text))


def key(text: str, *, keep: str = "") -> str:
    """A text for comparison: its letters, digits and Hangul, look-alikes unified (NFKC) and folded to small letters.

    `keep` are further signs that count: "%+" tells 50% from 50.
    """
    return _noise(keep).sub("", unicodedata.normalize("NFKC", text).lower())


@cache
def _noise(keep: str) -> re.Pattern[str]:
    return re.compile(f"[^0-9a-z가-힣{re.escape(keep)}]+")


def close_letter_spacing(text: str) -> str:
    """Single syllables set apart are one word: "합   계" is "합계", "사 업 기 간" is "사업기간"."""
    return _LETTER_SPACED.sub(lambda found: found.group().replace(" ", ""), text)


_OPENING = "([<{〈《「『【〔［（‹"
_CLOSING = ")]>}〉》」』】〕］）›"
_TRAILING_NOTE = re.compile(r"[(\[（][^()\[\]（）]*[)\]）]$")


@cached_for_short_texts
def plain_label(text: str) -> str:
    """A label for comparison: no marks, brackets, colon, blanks, or note in brackets ("소 계(백만원)" is 소계)."""
    label = squash(without_marks(text) or text).strip(":：;=*※·.-")
    while len(label) > 2 and label[0] in _OPENING and label[-1] in _CLOSING:
        inner = label[1:-1]
        if any(bracket in inner for bracket in _CLOSING):
            break
        label = inner.strip(":：")
    noted = _TRAILING_NOTE.sub("", label)
    return noted or label


class LabelledText(NamedTuple):
    """A line that names what it states: the plain label, and the text after it."""

    label: str
    value: str


_BRACKETED = re.compile(
    r"[(\[<〈《【〔「（]\s*([^()\[\]<>〈〉《》【】〔〕「」（）:：]{1,24}?)\s*[)\]>〉》】〕」）]\s*[:：]?"
)
_COLONED = re.compile(r"([^:：.]{1,24}?)\s*[:：]")
_LABEL_REACH = 120
# One of these stands at the start or the end of every label.
_LABEL_SIGN = re.compile("[(\\[<〈\u2329《【「〔（:：]")


def split_label(text: str) -> LabelledText | None:
    """A line such as "(목적) …", "<목적> …" or "목적 : …" as label and value; None when it has no such form.

    Whether the label means anything is the caller's to say: "(재)부산테크노파크" has the form, too.
    """
    if _LABEL_SIGN.search(text) is None:
        return None
    line = without_marks(text)
    # A label stands at the very start: the rest of a long text is not searched, whatever blanks it is made of.
    found = _BRACKETED.match(line, 0, _LABEL_REACH) or _COLONED.match(line, 0, _LABEL_REACH)
    if found is None:
        return None
    label = plain_label(found.group(1))
    return LabelledText(label=label, value=line[found.end() :].strip()) if label else None


_TITLE_NOTE = re.compile(
    r"\s*[(\[（<【]\s*(?:(?:총|약|국비|사업비|예산|소요예산)?\s*[:：]?\s*[\d.,]+\s*[십백천]?[만억조]?\s*원[^()\[\]]*|신규|계속|신규과제|계속과제)\s*[)\]）>】]\s*$"
)


@cached_for_short_texts
def bare_title(text: str) -> str:
    """A title without marks, line breaks, and a note of its money or novelty ("… (900백만원)", "… [신규]")."""
    title = " ".join((without_marks(text) or text).split())
    return _TITLE_NOTE.sub("", title) or title


_AND = re.compile(r"(?<=[가-힣A-Za-z)])\s+(?:및|와|과)\s+(?=[가-힣A-Za-z(])")


@cached_for_short_texts
def title_key(text: str) -> str:
    """A title for comparison: marks, blanks, punctuation and "및" taken out, letters folded."""
    return key(_AND.sub(" ", without_marks(text) or text))
