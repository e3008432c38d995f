"""How findings put things into words: names of sources, particles, cut texts and lists."""

from collections.abc import Iterable
from fractions import Fraction

from schemas.source import Source


def source_names(sources: Iterable[Source]) -> str:
    """지방비+자부담."""
    return "+".join(source.korean for source in sources)


def rounded_up(value: Fraction, step: int) -> int:
    """The least whole step at or above a value."""
    return -(-value.numerator // (value.denominator * step)) * step


def rounded_down(value: Fraction, step: int) -> int:
    """The greatest whole step at or below a value."""
    return value.numerator // (value.denominator * step) * step


def with_object_particle(word: str) -> str:
    """국비를, 자부담을: the particle that the last syllable takes."""
    last = ord(word[-1]) - ord("가")
    closed = 0 <= last < 11_172 and last % 28 != 0
    return f"{word}{'을' if closed else '를'}"


def shorten(text: str, most: int = 60) -> str:
    """A sentence on one line, cut where it is too long for a finding."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def text_key(text: str) -> str:
    """A name by its letters and digits alone, so that spellings compare."""
    return "".join(letter for letter in text if letter.isalnum()).casefold()


def listed(parts: Iterable[str], most: int = 5) -> str:
    """The first few of many: 가, 나 외 3건."""
    items = list(parts)
    shown = "; ".join(items[:most])
    return shown if len(items) <= most else f"{shown} 외 {len(items) - most}건"
