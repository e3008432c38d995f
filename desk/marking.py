"""The words of a search marked in a line, however the line spaces them."""

from collections.abc import Sequence
from typing import Final

from markupsafe import Markup, escape

from records.queries.folding import folded

_MAX_LINE: Final = 200


def marked(line: str, terms: Sequence[str]) -> Markup:
    """The line, not more than two hundred characters of it around the first word, with the words in `mark`."""
    kept = [(at, folded(character)) for at, character in enumerate(line)]
    letters = [(at, letter) for at, plain in kept for letter in plain]
    text = "".join(letter for _, letter in letters)
    is_marked = [False] * len(line)
    for term in terms:
        start = text.find(term)
        while start >= 0 and term:
            first, last = letters[start][0], letters[start + len(term) - 1][0]
            is_marked[first : last + 1] = [True] * (last + 1 - first)
            start = text.find(term, start + len(term))
    begin = max(0, (is_marked.index(True) if any(is_marked) else 0) - _MAX_LINE // 3)
    end = min(len(line), begin + _MAX_LINE)
    pieces: list[Markup] = [Markup("…") if begin else Markup("")]
    at = begin
    while at < end:
        stop = at
        while stop < end and is_marked[stop] == is_marked[at]:
            stop += 1
        piece = escape(line[at:stop])
        pieces.append(Markup("<mark>{}</mark>").format(piece) if is_marked[at] else piece)
        at = stop
    pieces.append(Markup("…") if end < len(line) else Markup(""))
    return Markup("").join(pieces)
