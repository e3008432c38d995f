"""Labels and list marks as Korean plans print them: letter-spaced, bracketed, bulleted, numbered.

    "□ (목 적) 도입 비용을 낮춤"   mark □, label 목적, value "도입 비용을 낮춤"
    "1-2. AI 솔루션 도입 바우처"    mark 1-2., text "AI 솔루션 도입 바우처"
    "소 계(백만원)"                 plain label 소계

A mark's style says at which depth it usually stands; where it really stands is for an outline to find out.
"""

import re
import unicodedata
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple


class MarkStyle(StrEnum):
    """A family of list marks. Marks of one style stand at one depth within a list."""

    CHAPTER = "chapter"  # 제1장
    ROMAN = "roman"  # Ⅰ.
    SECTION = "section"  # 제1절
    NAMED = "named"  # [프로그램 1], 과제 1:
    NUMBER = "number"  # 1.
    DECIMAL_2 = "decimal_2"  # 1-1. 1.1
    DECIMAL_3 = "decimal_3"  # 1-1-1.
    HANGUL = "hangul"  # 가.
    LATIN = "latin"  # A.
    NUMBER_PAREN = "number_paren"  # 1)
    HANGUL_PAREN = "hangul_paren"  # 가)
    PAREN_NUMBER = "paren_number"  # (1)
    PAREN_HANGUL = "paren_hangul"  # (가)
    CIRCLED = "circled"  # ①
    CIRCLED_HANGUL = "circled_hangul"  # ㉮
    SQUARE = "square"  # □ ■ ◇
    CIRCLE = "circle"  # ○ ㅇ
    DASH = "dash"  # -
    DOT = "dot"  # ▪ • ·
    STAR = "star"  # * ※


BULLETS: dict[MarkStyle, int] = {
    MarkStyle.SQUARE: 0,
    MarkStyle.CIRCLE: 1,
    MarkStyle.DASH: 2,
    MarkStyle.DOT: 3,
    MarkStyle.STAR: 4,
}
"""Bullets, outermost first: unlike numbers, they keep this order in nearly every plan."""

_HANGUL_ORDER = "가나다라마바사아자차카타파하"
_NAMED = r"(?:세부\s?)?(?:프로그램|(?:추진|전략|핵심)?\s?과제|(?:세부|단위|내역)?\s?사업|분야|전략)"
_NAMED_NUMBER = r"(?:제\s?)?(?:\d{1,2}(?:\s?-\s?\d{1,2})?|[①-⑳]|[A-Z]|[Ⅰ-Ⅻ])"
_CAPTIONED = r"(?:표|그림|도표|사진|붙임|참고|별표|별첨|양식|서식|주|식)\s?\d"
_SPACED = r"(?:\s+|(?=[가-힣A-Za-z「『<\[(【‘“'\"]))"
_MARKS: tuple[tuple[MarkStyle, re.Pattern[str]], ...] = tuple(
    (style, re.compile(pattern))
    for style, pattern in (
        (MarkStyle.CHAPTER, r"제\s?\d{1,2}\s?[장편부](?=[\s.:]|$)\s?[.:]?\s*"),
        (MarkStyle.CHAPTER, r"(?i:part|chapter)\s?(?:\d{1,2}|[Ⅰ-Ⅻ]|[IVX]{1,4})\s?[.:]?\s+"),
        (MarkStyle.SECTION, r"제\s?\d{1,2}\s?[절관](?=[\s.:]|$)\s?[.:]?\s*|[Ⅰ-Ⅻ]\s?[-.]\s?\d{1,2}\s?[.)]?\s+"),
        (MarkStyle.ROMAN, r"[Ⅰ-Ⅻⅰ-ⅻ]+\s?(?:[-.．)]\s*|(?=\s|[가-힣]|$))\s*|[IVX]{1,4}\s?[.．)]\s+"),
        (
            MarkStyle.NAMED,
            (
                rf"[\[(<〈【「]\s*{_NAMED}\s?[-#]?\s?{_NAMED_NUMBER}\s*[\])>〉】」]\s*[.:：]?\s*"
                rf"|{_NAMED}\s?[-#]?\s?{_NAMED_NUMBER}\s?(?:[.:：)]\s*|\s*[-–]\s+)"
                rf"|{_NAMED}\s?[①-⑳]\s*"
                rf"|[\[(<〈【]\s*(?!{_CAPTIONED})[가-힣A-Za-z]{{1,8}}\s?-?\s?(?:\d{{1,2}}(?:-\d{{1,2}})?|[①-⑳])\s*[\])>〉】]\s*"
            ),
        ),
        (MarkStyle.DECIMAL_3, rf"\d{{1,2}}(?:\s?[-.]\s?[1-9]\d?){{2,3}}\s?[.)]?{_SPACED}"),
        (
            MarkStyle.DECIMAL_2,
            (
                rf"\d{{1,2}}\s?-\s?[1-9]\d?\s?[.)]?{_SPACED}|\d{{1,2}}\.[1-9]\d?(?:\s?[.)]{_SPACED}|\s+)"
                rf"|[\[(<【]\s?\d{{1,2}}-\d{{1,2}}\s?[\])>】]\s*|[{_HANGUL_ORDER}]-\d{{1,2}}\s?[.)]?\s+"
            ),
        ),
        (MarkStyle.NUMBER, rf"\d{{1,2}}\s?[.．]{_SPACED}|0\d\s+(?=[가-힣A-Z])"),
        (MarkStyle.NUMBER_PAREN, rf"\d{{1,2}}\s?\){_SPACED}"),
        (MarkStyle.PAREN_NUMBER, r"[(\[【<]\s?\d{1,2}\s?[)\]】>]\s*|[⑴-⒇]\s*"),
        (MarkStyle.HANGUL, rf"[{_HANGUL_ORDER}]\s?[.．](?:\s+|(?=[가-힣A-Za-z(]))"),
        (MarkStyle.HANGUL_PAREN, rf"(?:[{_HANGUL_ORDER.replace('사', '')}]\)\s*|사\)\s+)"),
        (MarkStyle.PAREN_HANGUL, rf"\([{_HANGUL_ORDER.replace('사', '')}]\)\s*|\(사\)\s+|[㈎-㈛]\s*"),
        (
            MarkStyle.LATIN,
            r"[A-Z]\s?[.)]\s+|[A-Z]{1,2}-?\d{1,2}(?:-\d{1,2})?\s?[.):]\s*(?=[가-힣A-Z])|[A-Z]-\d{1,2}\s+",
        ),
        (MarkStyle.CIRCLED, r"[①-⑳⓪❶-❿➀-➉➊-➓⓫-⓴]\s*"),
        (MarkStyle.CIRCLED_HANGUL, r"[㉮-㉻㉠-㉭]\s*"),
        (MarkStyle.SQUARE, r"[□■◇◆▣▢◈❑❏☐☑◻◼▶▷►◎❖★☆◘◙]\s*"),
        (MarkStyle.CIRCLE, r"[○●◦◯〇❍⚪⚫ⵔ]\s*|[ㅇᄋ](?=\s|[가-힣A-Z(])\s*|[oO]\s+"),
        (MarkStyle.DASH, r"[-–—―−‐‑─ㅡ]\s+|[-–—―−─ㅡ](?=[가-힣(<\[])"),
        (MarkStyle.DOT, r"[▪▫•∙‣⦁⚬◾◽☞⇒⇨➔➜✓✔]\s*|[·ㆍ・]\s*"),
        (MarkStyle.STAR, r"[*※]+\s*"),
        (MarkStyle.SQUARE, "[\ue000-\uf8ff]\\s*"),
        # Hangul prints boxed and circled numbers as characters of its own.
        (MarkStyle.CIRCLED, "[\U000f0000-\U000ffffd]\\s*"),
    )
)

_ORDINAL = re.compile(r"\d+")
_CIRCLED_STARTS = ((0x2460, 20), (0x2474, 20), (0x2776, 10), (0x2780, 10), (0x278A, 10), (0x3260, 14), (0x326E, 14))


class Mark(NamedTuple):
    """A list mark: its style, its number where it has one (가. is 1), and what was printed."""

    style: MarkStyle
    ordinal: int | None
    text: str


@lru_cache(maxsize=8192)
def split_mark(text: str) -> tuple[Mark | None, str]:
    """The list mark that a line starts with, and the rest of the line."""
    line = unicodedata.normalize("NFC", text).strip()
    for style, pattern in _MARKS:
        found = pattern.match(line)
        if found:
            printed = found.group().strip()
            return Mark(style=style, ordinal=_ordinal(printed), text=printed), line[found.end() :].strip()
    return None, line


def without_marks(text: str) -> str:
    """The text without any list marks before it: "□ 1) 목적" is "목적"."""
    rest = text
    while True:
        mark, shorter = split_mark(rest)
        if mark is None or not shorter:
            return shorter if mark is None else ""
        rest = shorter


def _ordinal(mark: str) -> int | None:
    number = _ORDINAL.findall(mark)
    if number:
        return int(number[-1])
    for character in mark:
        code = ord(character)
        for start, count in _CIRCLED_STARTS:
            if start <= code < start + count:
                return code - start + 1
        if 0x2160 <= code < 0x2160 + 12:
            return code - 0x2160 + 1
        if character in _HANGUL_ORDER and len(mark.strip("(). ")) == 1:
            return _HANGUL_ORDER.index(character) + 1
    return None


_BLANK = re.compile(r"[\s\u200b\u00ad\ufeff]+")
_LETTER_SPACED = re.compile(r"(?<![가-힣])(?:[가-힣] +){1,}[가-힣](?![가-힣])")


def squash(text: str) -> str:
    """The text with look-alike characters unified (NFKC) and every blank taken out."""
    return _BLANK.sub("", unicodedata.normalize("NFKC", text))


def close_letter_spacing(text: str) -> str:
    """Single syllables set apart are one word: "합   계" is "합계", "사 업 기 간" is "사업기간"."""
    return _LETTER_SPACED.sub(lambda found: found.group().replace(" ", ""), text)


_OPENING = "([<{〈《「『【〔［（‹"
_CLOSING = ")]>}〉》」』】〕］）›"
_TRAILING_NOTE = re.compile(r"[(\[（][^()\[\]（）]*[)\]）]$")


@lru_cache(maxsize=8192)
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
    r"[(\[<〈《【〔「（]\s*([^()\[\]<>〈〉《》【】〔〕「」（）:：]{1,24}?)\s*[)\]>〉》】〕」）]\s*[:：]?\s*(.*)", re.S
)
_COLONED = re.compile(r"([^:：.]{1,24}?)\s*[:：]\s*(.*)", re.S)


def split_label(text: str) -> LabelledText | None:
    """A line such as "(목적) …", "<목적> …" or "목적 : …" as label and value; None when it has no such form.

    Whether the label means anything is the caller's to say: "(재)부산테크노파크" has the form, too.
    """
    line = without_marks(text)
    found = _BRACKETED.fullmatch(line) or _COLONED.fullmatch(line)
    if found is None:
        return None
    label = plain_label(found.group(1))
    return LabelledText(label=label, value=found.group(2).strip()) if label else None


_TITLE_NOTE = re.compile(
    r"\s*[(\[（<【]\s*(?:(?:총|약|국비|사업비|예산|소요예산)?\s*[:：]?\s*[\d.,]+\s*[십백천]?[만억조]?\s*원[^()\[\]]*|신규|계속|신규과제|계속과제)\s*[)\]）>】]\s*$"
)


def bare_title(text: str) -> str:
    """A title without marks, line breaks, and a note of its money or novelty ("… (900백만원)", "… [신규]")."""
    title = " ".join((without_marks(text) or text).split())
    return _TITLE_NOTE.sub("", title) or title


_KEY_NOISE = re.compile(r"[^0-9a-z가-힣]+")
_AND = re.compile(r"(?<=[가-힣A-Za-z)])\s+(?:및|와|과)\s+(?=[가-힣A-Za-z(])")


@lru_cache(maxsize=8192)
def title_key(text: str) -> str:
    """A title for comparison: marks, blanks, punctuation and "및" taken out, letters folded."""
    title = _AND.sub(" ", without_marks(text) or text)
    return _KEY_NOISE.sub("", unicodedata.normalize("NFKC", title).lower())
