"""Korean numerals: 46억7000만, 3천5백만, 1.5억, 칠십억, 일천사백만 and full-width digits, as exact numbers.

A numeral is a row of sections that end in 조, 억, 만 or nothing; a section is a row of numbers that end in 천, 백, 십
or nothing. `NUMERAL` matches the digits-and-scales form, `WORDS` the form that is written out.
"""

import re
from fractions import Fraction
from typing import NamedTuple

_DIGIT_WORDS = {word: value for value, word in enumerate("영일이삼사오육칠팔구")} | {"공": 0, "륙": 6}
_SMALL = {"십": 10, "백": 100, "천": 1000}
_BIG = {"만": 10**4, "억": 10**8, "조": 10**12}

_WIDE, _NARROW = "０１２３４５６７８９，．（）－％：～＋", "0123456789,.()-%:~+"
_FULL_WIDTH = str.maketrans(_WIDE, _NARROW)
_ANY_WIDE = re.compile(f"[{_WIDE}]")

NUMBER = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d++)(?:\.\d++)?"
_SECTION = rf"(?:{NUMBER}\s?여?\s?[십백천]\s?){{0,3}}(?:{NUMBER}\s?)?여?\s?"
NUMERAL = (
    rf"(?<!\d)(?<!\d[.,])(?=\d)(?:{_SECTION}조\s?)?(?:{_SECTION}억\s?)?(?:{_SECTION}만\s?)?"
    rf"(?:(?:{NUMBER}\s?[십백천]\s?){{0,3}}(?:{NUMBER})?)"
)
WORDS = r"[영공일이삼사오육륙칠팔구십백천만억조]+"

_TOKEN = re.compile(rf"{NUMBER}|[{''.join(_DIGIT_WORDS)}십백천만억조여]|\s+")


MAX_DIGITS = 30
"""Digits of the longest number that is read as one: what has more is a line of digits, and no amount of anything."""


class Numeral(NamedTuple):
    """A number and the value of one in its last printed digit (1.5억 → 150,000,000 in steps of 10,000,000)."""

    value: Fraction
    step: Fraction


class _Sum:
    """A numeral while it is read from left to right."""

    def __init__(self) -> None:
        self.total = Fraction(0)
        self.section = Fraction(0)
        self.number: Fraction | None = None
        self.step = Fraction(1)
        self.has_digits = False

    def put_number(self, printed: str) -> None:
        plain = printed.replace(",", "")
        self.number = Fraction(plain)
        decimals = len(plain.partition(".")[2])
        self.step = Fraction(1, 10**decimals)
        self.has_digits = True

    def put_small(self, scale: int) -> None:
        self.section += (Fraction(1) if self.number is None else self.number) * scale
        self.step *= scale
        self.number = None

    def put_big(self, scale: int) -> None:
        section = self.section + (self.number or 0)
        # A scale alone counts once (만 원); a zero before it is one (0백만원).
        self.total += (section if self.has_digits else section or 1) * scale
        self.step *= scale
        self.section, self.number, self.has_digits = Fraction(0), None, False

    def result(self) -> Numeral:
        return Numeral(self.total + self.section + (self.number or 0), self.step)


def half_width(text: str) -> str:
    """The text with full-width digits and signs made narrow, character for character, so that offsets stay."""
    return text.translate(_FULL_WIDTH) if _ANY_WIDE.search(text) is not None else text


def read_numeral(text: str) -> Numeral | None:
    """The number that a numeral spells, or None when the text is anything else.

    The step of a numeral that is written out in words is the last 만, 억 or 조 it is counted in, else 1.
    """
    reading, end, in_words = _Sum(), 0, False
    for match in _TOKEN.finditer(half_width(text)):
        token = match.group()
        if match.start() != end or (len(token) > MAX_DIGITS and token[0].isdigit()):
            return None
        end = match.end()
        if token[0].isdigit():
            reading.put_number(token)
        elif token in _DIGIT_WORDS:
            reading.number, reading.step, in_words = Fraction(_DIGIT_WORDS[token]), Fraction(1), True
        elif token in _SMALL:
            reading.put_small(_SMALL[token])
        elif token in _BIG:
            reading.put_big(_BIG[token])
    if end != len(text) or not text.strip():
        return None
    value, step = reading.result()
    if in_words:
        last = text.rstrip()[-1]
        step = Fraction(_BIG.get(last, 1))
    return Numeral(value, step)
