"""Normal form: text as the analysis needs it (NFC), with the way back to every character's place in the original.

macOS and some word processors write Hangul as separate letters (NFD). Evidence must point into what was given.
"""

import unicodedata
from dataclasses import dataclass
from itertools import pairwise

# A vowel or a final consonant of Hangul joins the letter before it.
_JOINING_JAMO = ((0x1160, 0x11FF), (0xD7B0, 0xD7FF))


@dataclass(frozen=True)
class NormalText:
    """`text` in NFC; `origin[i]` is where its character `i` began in the given text (one more entry for the end)."""

    text: str
    origin: tuple[int, ...]

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """A span of `text` as offsets into the given text."""
        return self.origin[start], self.origin[end]


def normalise(given: str) -> NormalText:
    """Bring text into NFC, piece by piece, so that each character knows where it came from."""
    if unicodedata.is_normalized("NFC", given):
        return NormalText(given, tuple(range(len(given) + 1)))
    starts = [index for index, char in enumerate(given) if index == 0 or not _joins(char)]
    pieces: list[str] = []
    origin: list[int] = []
    for start, end in pairwise([*starts, len(given)]):
        piece = unicodedata.normalize("NFC", given[start:end])
        pieces.append(piece)
        origin.extend([start] * len(piece))
    return NormalText("".join(pieces), (*origin, len(given)))


def _joins(char: str) -> bool:
    return unicodedata.combining(char) > 0 or any(first <= ord(char) <= last for first, last in _JOINING_JAMO)
