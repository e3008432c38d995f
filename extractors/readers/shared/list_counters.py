"""Automatic numbers: counted in document order, as word processors count them when they show a document."""

from collections.abc import Mapping
from dataclasses import dataclass

from extractors.readers.shared.number_formats import format_number

LEVELS = 10


@dataclass(frozen=True)
class ListLevel:
    """How one level of a list counts, and the text around its counters.

    In `pattern` a mark and a level from 1 stand for that level's counter: `%1.%2.` in DOCX, `^1.` in HWPX and HWP.
    """

    start: int
    number_format: str
    pattern: str


class ListCounters:
    """The counters of all lists of a document."""

    def __init__(self, mark: str) -> None:
        self._mark = mark
        self._counts: dict[str, list[int | None]] = {}

    def next_number(self, list_id: str, levels: Mapping[int, ListLevel], depth: int) -> str | None:
        """Count on at `depth` (from 0) and give the number as printed; None where nothing is printed."""
        level = levels.get(depth)
        if level is None or not 0 <= depth < LEVELS:
            return None
        counts = self._counts.setdefault(list_id, [None] * LEVELS)
        # A level that was skipped counts as begun: 1. is followed by 1.1.1, and that by 1.2.
        for outer in range(depth):
            if counts[outer] is None and outer in levels:
                counts[outer] = levels[outer].start
        current = counts[depth]
        counts[depth] = level.start if current is None else current + 1
        counts[depth + 1 :] = [None] * (LEVELS - depth - 1)
        return self._printed(levels, depth, counts)

    def restart(self, list_id: str, depth: int, start: int) -> None:
        """Let the next number at `depth` be `start`."""
        if 0 <= depth < LEVELS:
            self._counts.setdefault(list_id, [None] * LEVELS)[depth] = start - 1

    def _printed(self, levels: Mapping[int, ListLevel], depth: int, counts: list[int | None]) -> str | None:
        text = levels[depth].pattern
        for other in range(depth, -1, -1):
            marker = f"{self._mark}{other + 1}"
            if marker in text and other in levels:
                count = counts[other]
                number = levels[other].start if count is None else count
                text = text.replace(marker, format_number(number, levels[other].number_format))
        return text.strip() or None


def shown_bullet(character: str) -> str | None:
    """A bullet that every font can show: symbol fonts put theirs into the private-use area."""
    character = character.strip("\0 ")
    if not character:
        return None
    return "•" if 0xE000 <= ord(character[0]) < 0xF900 else character
