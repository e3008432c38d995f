"""List markers: the bullets and numbers that lines of Korean reports begin with, and the depth they usually stand at.

    "□ 목적"                       mark □, text "목적"
    "1-2. AI 솔루션 도입 바우처"    mark 1-2., text "AI 솔루션 도입 바우처"

A mark's style says at which depth it usually stands; where it really stands is for an outline to find out.
"""

import re
import unicodedata
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from extractors.korean.short_text_cache import cached_for_short_texts


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
_SQUARES = "□■◇◆▣▢◈❑❏☐☑◻◼▶▷►◎❖★☆◘◙"
_DOTS = "▪▫•∙‣⦁⚬◾◽☞⇒⇨➔➜✓✔·ㆍ・"
_NAMED_STARTS = "세프추전핵과단내사분"
# Beside each pattern what it begins with: most lines begin with none of it.
_MARKS: tuple[tuple[MarkStyle, re.Pattern[str], re.Pattern[str]], ...] = tuple(
    (style, re.compile(f"[{starts}]"), re.compile(pattern))
    for style, starts, pattern in (
        (MarkStyle.CHAPTER, "제", r"제\s?\d{1,2}\s?[장편부](?=[\s.:]|$)\s?[.:]?\s*"),
        (MarkStyle.CHAPTER, "pPcC", r"(?i:part|chapter)\s?(?:\d{1,2}|[Ⅰ-Ⅻ]|[IVX]{1,4})\s?[.:]?\s+"),
        (
            MarkStyle.SECTION,
            "제Ⅰ-Ⅻ",
            r"제\s?\d{1,2}\s?[절관](?=[\s.:]|$)\s?[.:]?\s*|[Ⅰ-Ⅻ]\s?[-.]\s?\d{1,2}\s?[.)]?\s+",
        ),
        (MarkStyle.ROMAN, "Ⅰ-Ⅻⅰ-ⅻIVX", r"[Ⅰ-Ⅻⅰ-ⅻ]+\s?(?:[-.．)]\s*|(?=\s|[가-힣]|$))\s*|[IVX]{1,4}\s?[.．)]\s+"),
        (
            MarkStyle.NAMED,
            r"\[(<〈【「" + _NAMED_STARTS,
            (
                rf"[\[(<〈【「]\s*{_NAMED}\s?[-#]?\s?{_NAMED_NUMBER}\s*[\])>〉】」]\s*[.:：]?\s*"
                rf"|{_NAMED}\s?[-#]?\s?{_NAMED_NUMBER}\s?(?:[.:：)]\s*|\s*[-–]\s+)"
                rf"|{_NAMED}\s?[①-⑳]\s*"
                rf"|[\[(<〈【]\s*(?!{_CAPTIONED})[가-힣A-Za-z]{{1,8}}\s?-?\s?(?:\d{{1,2}}(?:-\d{{1,2}})?|[①-⑳])\s*[\])>〉】]\s*"
            ),
        ),
        (MarkStyle.DECIMAL_3, r"\d", rf"\d{{1,2}}(?:\s?[-.]\s?[1-9]\d?){{2,3}}\s?[.)]?{_SPACED}"),
        (
            MarkStyle.DECIMAL_2,
            rf"\d\[(<【{_HANGUL_ORDER}",
            (
                rf"\d{{1,2}}\s?-\s?[1-9]\d?\s?[.)]?{_SPACED}|\d{{1,2}}\.[1-9]\d?(?:\s?[.)]{_SPACED}|\s+)"
                rf"|[\[(<【]\s?\d{{1,2}}-\d{{1,2}}\s?[\])>】]\s*|[{_HANGUL_ORDER}]-\d{{1,2}}\s?[.)]?\s+"
            ),
        ),
        (MarkStyle.NUMBER, r"\d", rf"\d{{1,2}}\s?[.．]{_SPACED}|0\d\s+(?=[가-힣A-Z])"),
        (MarkStyle.NUMBER_PAREN, r"\d", rf"\d{{1,2}}\s?\){_SPACED}"),
        (MarkStyle.PAREN_NUMBER, r"(\[【<⑴-⒇", r"[(\[【<]\s?\d{1,2}\s?[)\]】>]\s*|[⑴-⒇]\s*"),
        (MarkStyle.HANGUL, _HANGUL_ORDER, rf"[{_HANGUL_ORDER}]\s?[.．](?:\s+|(?=[가-힣A-Za-z(]))"),
        (MarkStyle.HANGUL_PAREN, _HANGUL_ORDER, rf"(?:[{_HANGUL_ORDER.replace('사', '')}]\)\s*|사\)\s+)"),
        (
            MarkStyle.PAREN_HANGUL,
            "(㈎-㈛",
            rf"\([{_HANGUL_ORDER.replace('사', '')}]\)\s*|\(사\)\s+|[㈎-㈛]\s*",
        ),
        (
            MarkStyle.LATIN,
            "A-Z",
            r"[A-Z]\s?[.)]\s+|[A-Z]{1,2}-?\d{1,2}(?:-\d{1,2})?\s?[.):]\s*(?=[가-힣A-Z])|[A-Z]-\d{1,2}\s+",
        ),
        (MarkStyle.CIRCLED, "①-⑳⓪❶-❿➀-➉➊-➓⓫-⓴", r"[①-⑳⓪❶-❿➀-➉➊-➓⓫-⓴]\s*"),
        (MarkStyle.CIRCLED_HANGUL, "㉮-㉻㉠-㉭", r"[㉮-㉻㉠-㉭]\s*"),
        (MarkStyle.SQUARE, _SQUARES, rf"[{_SQUARES}]\s*"),
        (MarkStyle.CIRCLE, "○●◦◯〇❍⚪⚫ⵔㅇᄋoO", r"[○●◦◯〇❍⚪⚫ⵔ]\s*|[ㅇᄋ](?=\s|[가-힣A-Z(])\s*|[oO]\s+"),
        (MarkStyle.DASH, "-–—―−‐‑─ㅡ", r"[-–—―−‐‑─ㅡ]\s+|[-–—―−─ㅡ](?=[가-힣(<\[])"),
        (MarkStyle.DOT, _DOTS, rf"[{_DOTS}]\s*"),
        (MarkStyle.STAR, "*※", r"[*※]+\s*"),
        (MarkStyle.SQUARE, "\ue000-\uf8ff", "[\ue000-\uf8ff]\\s*"),
        # Hangul prints boxed and circled numbers as characters of its own.
        (MarkStyle.CIRCLED, "\U000f0000-\U000ffffd", "[\U000f0000-\U000ffffd]\\s*"),
    )
)

_ORDINAL = re.compile(r"\d+")
_CIRCLED_STARTS = ((0x2460, 20), (0x2474, 20), (0x2776, 10), (0x2780, 10), (0x278A, 10), (0x3260, 14), (0x326E, 14))


class Mark(NamedTuple):
    """A list mark: its style, its number where it has one (가. is 1), and what was printed."""

    style: MarkStyle
    ordinal: int | None
    text: str


@cached_for_short_texts
def split_mark(text: str) -> tuple[Mark | None, str]:
    """The list mark that a line starts with, and the rest of the line."""
    line = unicodedata.normalize("NFC", text).strip()
    found = _mark_at(line, 0)
    if found is None:
        return None, line
    style, end = found
    printed = line[:end].strip()
    return Mark(style=style, ordinal=_ordinal(printed), text=printed), line[end:].strip()


def without_marks(text: str) -> str:
    """The text without any list marks before it: "□ 1) 목적" is "목적"."""
    line = unicodedata.normalize("NFC", text).strip()
    position = 0
    while (found := _mark_at(line, position)) is not None:
        position = found[1]
        while position < len(line) and line[position].isspace():
            position += 1
    return line[position:]


def _mark_at(line: str, position: int) -> tuple[MarkStyle, int] | None:
    """The mark that stands at a position of a line, and where it ends."""
    if position >= len(line):
        return None
    for style, pattern in _marks_from(line[position]):
        found = pattern.match(line, position)
        if found is not None:
            return style, found.end()
    return None


@lru_cache(maxsize=4096)
def _marks_from(first: str) -> tuple[tuple[MarkStyle, re.Pattern[str]], ...]:
    """The marks that begin with a character."""
    return tuple((style, pattern) for style, starts, pattern in _MARKS if starts.match(first) is not None)


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
