"""Paragraphs as hashed rows of words, so that two plans can be compared without their texts.

Of all rows of eight words the least of every four in a row is kept (winnowing): any eleven words that two texts share
give at least one common number, and the numbers are a quarter as many.
"""

import hashlib
import re
from collections.abc import Iterator
from typing import Final

from extractors.consistency.placed_text import texts_of
from schemas import Document, Passage

ROW_WORDS: Final = 8
WINDOW_ROWS: Final = 4
_WORD: Final = re.compile(r"[가-힣A-Za-z]+")


def find_passages(document: Document) -> Iterator[Passage]:
    """Every paragraph or cell that is long enough to be recognised."""
    for placed in texts_of(document):
        rows = rows_of_words(placed.text)
        if rows:
            yield Passage(rows=rows, evidence=placed.evidence)


def rows_of_words(text: str) -> tuple[int, ...]:
    """The kept rows of a text, hashed; numbers and marks are left out, so that only wording is compared."""
    words = _WORD.findall(text)
    rows = [_hashed(" ".join(words[at : at + ROW_WORDS])) for at in range(len(words) - ROW_WORDS + 1)]
    kept = (min(rows[at : at + WINDOW_ROWS]) for at in range(max(1, len(rows) - WINDOW_ROWS + 1)) if rows)
    return tuple(dict.fromkeys(kept))


def _hashed(row: str) -> int:
    return int.from_bytes(hashlib.blake2b(row.encode(), digest_size=6).digest())
