"""What two versions of a file say in other words: paragraphs and cells added, removed and rewritten, by section.

A line that stands once in both versions holds its place; between two such lines, what only the one version has is gone
or came, and a line that came where a similar one went was rewritten. A line that only moved is no change. All of it
takes time in proportion to the text: nothing is compared with everything.
"""

import bisect
import difflib
import itertools
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from extractors.korean.text_keys import squash
from schemas import Anchor, BlockKind, Document
from schemas.base import Model

MAX_CHANGES: Final = 300
"""Changes that are kept; of more only the number. A file that is all new is no version to be read line by line."""

MAX_TEXT: Final = 1_000
"""Characters of a line that are kept and compared."""

MIN_SIMILAR: Final = 0.5
"""How much of two lines must agree for one to be the other, rewritten.  # unmeasured"""

LOOK_AHEAD: Final = 8
"""Lines that came among which one that went is looked for."""

_MIN_LETTERS: Final = 2


class TextChange(Model):
    """A line of a section: None before where it came, None after where it went."""

    section: str | None
    before: str | None
    after: str | None
    place_before: Anchor | None = None
    place_after: Anchor | None = None


class TextChanges(Model):
    """The changes in the order of the text, and how many lines that went or came were left out."""

    changes: tuple[TextChange, ...] = ()
    omitted: int = 0


class _Line(NamedTuple):
    key: str
    text: str
    section: str | None
    place: Anchor | None


def text_changes(before: Document, after: Document) -> TextChanges:
    """What the text of two versions says differently. Money and other bare numbers are not looked at."""
    old, new = list(_lines(before)), list(_lines(after))
    gone, come = _only_in(old, new), _only_in(new, old)
    changes = itertools.chain.from_iterable(
        _changes([old[i] for i in old_gap if i in gone], [new[i] for i in new_gap if i in come])
        for old_gap, new_gap in _gaps(old, new)
    )
    found = tuple(itertools.islice(changes, MAX_CHANGES))
    told = sum((change.before is not None) + (change.after is not None) for change in found)
    return TextChanges(changes=found, omitted=len(gone) + len(come) - told)


def _lines(document: Document) -> Iterator[_Line]:
    """The lines of paragraphs and cells that hold words, each with the heading that it stands under."""
    section: str | None = None
    for block in document.blocks:
        text = block.text or ""
        if block.kind is BlockKind.HEADING:
            section = " ".join(f"{block.number or ''} {text}".split())[:MAX_TEXT]
        if block.table is not None and block.table < len(document.tables):
            for cell in document.tables[block.table].cells:
                yield from _split(cell.text, section, cell.anchor)
        else:
            yield from _split(text, section, block.anchor)


def _split(text: str, section: str | None, place: Anchor | None) -> Iterator[_Line]:
    for line in text.splitlines():
        shown = " ".join(line.split())
        if sum(character.isalpha() for character in shown[:MAX_TEXT]) >= _MIN_LETTERS:
            yield _Line(squash(shown), shown[:MAX_TEXT], section, place)


def _only_in(lines: Sequence[_Line], others: Sequence[_Line]) -> set[int]:
    """The positions of lines that the others do not have, or have less often (the last of them)."""
    left = Counter(line.key for line in others)
    only: set[int] = set()
    for position, line in enumerate(lines):
        if left[line.key] > 0:
            left[line.key] -= 1
        else:
            only.add(position)
    return only


def _gaps(old: Sequence[_Line], new: Sequence[_Line]) -> Iterator[tuple[range, range]]:
    """The stretches between the lines that hold their place, as positions in both."""
    last_old, last_new = -1, -1
    for one, other in [*_fixed(old, new), (len(old), len(new))]:
        yield range(last_old + 1, one), range(last_new + 1, other)
        last_old, last_new = one, other


def _fixed(old: Sequence[_Line], new: Sequence[_Line]) -> list[tuple[int, int]]:
    """Lines that stand once in both, as many as keep their order (the longest increasing run of positions)."""
    counts = Counter(line.key for line in old), Counter(line.key for line in new)
    position = {line.key: number for number, line in enumerate(new)}
    pairs = [
        (number, position[line.key])
        for number, line in enumerate(old)
        if counts[0][line.key] == 1 == counts[1].get(line.key, 0)
    ]
    ends: list[int] = []
    at: list[int] = []
    before: list[int] = []
    for number, (_, other) in enumerate(pairs):
        length = bisect.bisect_left(ends, other)
        ends[length:] = [other]
        at[length:] = [number]
        before.append(at[length - 1] if length else -1)
    kept: list[tuple[int, int]] = []
    number = at[-1] if at else -1
    while number >= 0:
        kept.append(pairs[number])
        number = before[number]
    return kept[::-1]


def _changes(gone: Sequence[_Line], come: Sequence[_Line]) -> Iterator[TextChange]:
    """Lines of one stretch in their order: one that went is the next one that came and is alike, rewritten."""
    begin = 0
    for one in gone:
        ahead = come[begin : begin + LOOK_AHEAD]
        at = next((number for number, other in enumerate(ahead) if _alike(one, other)), None)
        if at is None:
            yield _change(one, None)
            continue
        for other in ahead[:at]:
            yield _change(None, other)
        yield _change(one, ahead[at])
        begin += at + 1
    for other in come[begin:]:
        yield _change(None, other)


def _alike(one: _Line, other: _Line) -> bool:
    matcher = difflib.SequenceMatcher(None, one.key[:MAX_TEXT], other.key[:MAX_TEXT])
    return matcher.quick_ratio() >= MIN_SIMILAR and matcher.ratio() >= MIN_SIMILAR


def _change(one: _Line | None, other: _Line | None) -> TextChange:
    named = other or one
    return TextChange(
        section=named.section if named else None,
        before=one.text if one else None,
        after=other.text if other else None,
        place_before=one.place if one else None,
        place_after=other.place if other else None,
    )
