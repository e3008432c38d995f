"""Text as the search compares it: letters and digits alone, so that neither spacing nor punctuation hides a word.

Korean is spaced in many ways (인공지능 교육, 인공지능교육), and most of its words have two syllables: SQLite's trigrams
would find none of them. The index therefore holds every pair of neighbouring characters, and a phrase of pairs that
follow each other is the word itself, whatever its length.
"""

import unicodedata
from itertools import pairwise
from typing import Final

BETWEEN_LINES: Final = "000"
"""A token of three characters, which no pair equals: it keeps words apart that only meet at a line's end."""

MAX_TERMS: Final = 8
MAX_TERM_CHARS: Final = 60


def folded(text: str) -> str:
    """The letters and digits of one line in lower case, compatibility forms (ＡＩ, ①) as their plain ones."""
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return "".join(filter(str.isalnum, plain))


def terms_of(query: str) -> tuple[str, ...]:
    """The words that must all be found, folded; what stands in double quotes is one word."""
    parts = query.split('"')
    words = [word for number, part in enumerate(parts) for word in ([part] if number % 2 else part.split())]
    known = dict.fromkeys(term[:MAX_TERM_CHARS] for word in words if (term := folded(word)))
    return tuple(known)[:MAX_TERMS]


def index_tokens(folded_lines: str) -> str:
    """What SQLite's index is given for the lines of a plan: pairs of characters, and the last one of a line alone."""
    lines = (
        " ".join([*(first + second for first, second in pairwise(line)), line[-1]])
        for line in folded_lines.split("\n")
        if line
    )
    return f" {BETWEEN_LINES} ".join(lines)


def index_query(terms: tuple[str, ...]) -> str:
    """The terms as a query of SQLite's index: each a phrase of pairs, or the beginning of one."""
    phrases = (
        '"' + " ".join(first + second for first, second in pairwise(term)) + '"' if len(term) > 1 else f'"{term}" *'
        for term in terms
    )
    return " AND ".join(phrases)
