"""The numbers that Korean plans put before their headings: Ⅰ. · 제1장 · 1. · 1-1. · 가. · 1) · 가) · (1) · ①."""

import re
from enum import IntEnum
from typing import NamedTuple

from schemas import Block

# Digits in a box, as Hangul's fonts draw them at these private places.
BOXED_DIGITS = "\U000f02b1-\U000f02ba"
LETTERS = "가나다라마바사아자차카타파하"


class NumberKind(IntEnum):
    """Kinds of heading numbers, outermost first, as administrative writing nests them (행정업무규정 시행규칙 2조)."""

    PART = 1
    SECTION = 2
    BOXED = 3
    ITEM = 4
    SUBITEM = 5
    LETTER = 6
    PARENTHESIS = 7
    LETTER_PARENTHESIS = 8
    ENCLOSED = 9
    CIRCLED = 10


class HeadingNumber(NamedTuple):
    """A number's kind and how many counters it has (two in 1-1, three in 3-2-1). Orders from outer to inner."""

    kind: NumberKind
    counters: int


# What follows a number: a blank, or a word at once; never more digits, which would make it a value or a date.
WORD_FOLLOWS = r"(?=\s|$|[^\d\s.,~%:\-])(?!\s*\d{1,2}\s*[.월])"
PATTERNS: tuple[tuple[NumberKind, re.Pattern[str]], ...] = (
    (NumberKind.PART, re.compile(rf"(?:[Ⅰ-Ⅻ]|[IVX]{{1,4}})\s*[.．)]{WORD_FOLLOWS}|[Ⅰ-Ⅻ](?=\s|$)")),
    (NumberKind.PART, re.compile(r"제\s*\d{1,2}\s*[장부편](?=[\s.:]|$)")),
    (NumberKind.SECTION, re.compile(r"제\s*\d{1,2}\s*절(?=[\s.:]|$)")),
    (NumberKind.SECTION, re.compile(r"[Ⅰ-Ⅻ]\s*[-–.]\s*\d{1,2}(?:\s*[.．)]|(?=\s))(?!\s*\d)")),
    (NumberKind.BOXED, re.compile(rf"[{BOXED_DIGITS}]")),
    (NumberKind.SUBITEM, re.compile(r"\d{1,2}(?:\s*[-–]\s*\d{1,2}){1,3}(?:\s*[.．)]|(?=\s))(?!\s*\d)")),
    (NumberKind.SUBITEM, re.compile(r"\d{1,2}(?:\.\d{1,2}){1,3}(?:[.．)]|(?=\s))(?!\s*\d)")),
    (NumberKind.ITEM, re.compile(rf"\d{{1,2}}\s*[.．]{WORD_FOLLOWS}")),
    (NumberKind.LETTER, re.compile(rf"[{LETTERS}]\s*[.．](?=\s|$)")),
    (NumberKind.PARENTHESIS, re.compile(rf"\d{{1,2}}\s*\){WORD_FOLLOWS}")),
    (NumberKind.LETTER_PARENTHESIS, re.compile(rf"[{LETTERS}]\s*\)")),
    (NumberKind.ENCLOSED, re.compile(rf"\(\s*(?:\d{{1,2}}|[{LETTERS}])\s*\){WORD_FOLLOWS}|[⑴-⒇㈎-㈛]")),
    (NumberKind.CIRCLED, re.compile(r"[①-⑳❶-❿㉮-㉻]")),
)


def number_of(block: Block) -> HeadingNumber | None:
    """The number that a block starts with: typed in its text, or kept apart from it."""
    return parse_number(block.text or "") or parse_number(f"{block.number or ''} ")


def parse_number(text: str) -> HeadingNumber | None:
    """The number that a line starts with."""
    for kind, pattern in PATTERNS:
        found = pattern.match(text)
        if found:
            counters = len(re.findall(r"\d+", found[0])) if kind is NumberKind.SUBITEM else 1
            return HeadingNumber(kind, counters)
    return None
