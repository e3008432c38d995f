"""Paragraph numbering (문단 머리) of HWPX and HWP 5: numbers and bullets that stand apart from the text."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple

from extractors.readers.shared.heading_numbers import parse_number
from extractors.readers.shared.list_counters import ListCounters, ListLevel, shown_bullet
from extractors.readers.shared.list_markers import BULLET


class MarkerKind(Enum):
    """What stands before a paragraph."""

    OUTLINE = 1
    NUMBER = 2
    BULLET = 3


class ParagraphMarker(NamedTuple):
    """A paragraph shape's marker: its kind, the id of its list or bullet, and its depth from 0."""

    kind: MarkerKind
    list_id: int
    depth: int


@dataclass
class ParagraphNumbering:
    """The numbering that a file defines: by paragraph shape, list and bullet, and each section's outline list."""

    shapes: Mapping[int, ParagraphMarker] = field(default_factory=dict)
    lists: Mapping[int, Mapping[int, ListLevel]] = field(default_factory=dict)
    bullets: Mapping[int, str] = field(default_factory=dict)
    outlines: Mapping[int, int] = field(default_factory=dict)
    _counters: ListCounters = field(default_factory=lambda: ListCounters("^"))
    _outline_is_typed: bool = False

    def detect_typed_outline(self, paragraphs: Iterable[tuple[int, str]]) -> None:
        """Look at all paragraphs (shape, text) first: is the outline's numbering used, or only its looks?

        Writers often take outline styles for their looks and type numbers and bullets themselves. Then the outline's
        own numbers are switched off or in the way, and no paragraph is given one.
        """
        outlined = [text.strip() for shape, text in paragraphs if text.strip() and self._is_outline(shape)]
        typed = sum(_starts_with_marker(text) for text in outlined)
        self._outline_is_typed = 2 * typed > len(outlined)

    def _is_outline(self, shape_id: int) -> bool:
        marker = self.shapes.get(shape_id)
        return marker is not None and marker.kind is MarkerKind.OUTLINE

    def next_number(self, section: int, shape_id: int, text: str) -> str | None:
        """The number or bullet before a paragraph; None if it has none, or has one typed. Counts on."""
        marker = self.shapes.get(shape_id)
        if marker is None or (marker.kind is MarkerKind.OUTLINE and self._outline_is_typed):
            return None
        if marker.kind is MarkerKind.BULLET:
            return shown_bullet(self.bullets.get(marker.list_id, ""))
        list_id = self.outlines.get(section) if marker.kind is MarkerKind.OUTLINE else marker.list_id
        if list_id is None or list_id not in self.lists:
            return None
        number = self._counters.next_number(str(list_id), self.lists[list_id], marker.depth)
        return None if _starts_with_marker(text.strip()) else number


def _starts_with_marker(text: str) -> bool:
    return parse_number(text) is not None or BULLET.match(text) is not None
