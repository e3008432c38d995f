"""Paragraph numbering of an HWPX package, from its header.xml (KS X 6101, `numberings`, `bullets` …)."""

import re
from collections.abc import Iterable

from lxml import etree

from extractors.readers.hangul.paragraph_numbering import MarkerKind, ParagraphMarker, ParagraphNumbering
from extractors.readers.shared.list_counters import ListLevel
from extractors.readers.shared.xml_integers import parse_int

OUTLINE_LIST = re.compile(rb'outlineShapeIDRef="(\d{1,10})"')
KINDS = {"OUTLINE": MarkerKind.OUTLINE, "NUMBER": MarkerKind.NUMBER, "BULLET": MarkerKind.BULLET}


def read_numbering(root: etree._Element | None, sections: Iterable[bytes]) -> ParagraphNumbering:
    """What a header defines for these sections; nothing where there is no header."""
    if root is None:
        return ParagraphNumbering()
    return ParagraphNumbering(
        shapes={_number(shape, "id"): marker for shape in root.iter("{*}paraPr") if (marker := _marker(shape))},
        lists={_number(item, "id"): _levels(item) for item in root.iter("{*}numbering")},
        bullets={_number(item, "id"): item.get("char") or "" for item in root.iter("{*}bullet")},
        outlines=_outlines(sections),
    )


def _marker(shape: etree._Element) -> ParagraphMarker | None:
    heading = shape.find("{*}heading")
    kind = None if heading is None else KINDS.get(heading.get("type") or "")
    if heading is None or kind is None:
        return None
    return ParagraphMarker(kind, _number(heading, "idRef"), _number(heading, "level"))


def _levels(numbering: etree._Element) -> dict[int, ListLevel]:
    return {
        _number(head, "level") - 1: ListLevel(
            start=_number(head, "start"), number_format=head.get("numFormat") or "DIGIT", pattern=head.text or ""
        )
        for head in numbering.iter("{*}paraHead")
    }


def _outlines(sections: Iterable[bytes]) -> dict[int, int]:
    """Each section's outline list: its first section definition says so."""
    found = {index: OUTLINE_LIST.search(section) for index, section in enumerate(sections)}
    return {index: int(match[1]) for index, match in found.items() if match}


def _number(element: etree._Element, name: str) -> int:
    return parse_int(element.get(name), 0)
