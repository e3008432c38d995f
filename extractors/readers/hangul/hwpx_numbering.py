"""Paragraph numbering of an HWPX package, from its header.xml (KS X 6101, `numberings`, `bullets` …)."""

import re

from lxml import etree

from extractors.readers.containers.zip_archive import Archive
from extractors.readers.hangul.paragraph_numbering import MarkerKind, ParagraphMarker, ParagraphNumbering
from extractors.readers.shared.list_counters import ListLevel
from extractors.readers.shared.xml_integers import parse_int
from schemas.errors import Damaged

HEADER = "Contents/header.xml"
SECTION = re.compile(r"Contents/section(\d{1,10})\.xml")
OUTLINE_LIST = re.compile(rb'outlineShapeIDRef="(\d{1,10})"')
KINDS = {"OUTLINE": MarkerKind.OUTLINE, "NUMBER": MarkerKind.NUMBER, "BULLET": MarkerKind.BULLET}


def read_numbering(archive: Archive) -> ParagraphNumbering:
    """What the package defines; nothing where it has no header.

    Raises:
        Damaged: header.xml is no XML.
    """
    if HEADER not in archive.names:
        return ParagraphNumbering()
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=True)
    root = etree.fromstring(archive.read(HEADER), parser)
    if root is None:
        raise Damaged(f"{HEADER}: XML을 읽을 수 없음")
    return ParagraphNumbering(
        shapes={_number(shape, "id"): marker for shape in root.iter("{*}paraPr") if (marker := _marker(shape))},
        lists={_number(item, "id"): _levels(item) for item in root.iter("{*}numbering")},
        bullets={_number(item, "id"): item.get("char") or "" for item in root.iter("{*}bullet")},
        outlines=_outlines(archive),
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


def _outlines(archive: Archive) -> dict[int, int]:
    """Each section's outline list: its first section definition says so."""
    outlines: dict[int, int] = {}
    for name in archive.names:
        section = SECTION.fullmatch(name)
        found = OUTLINE_LIST.search(archive.read(name)) if section else None
        if section and found:
            outlines[int(section[1])] = int(found[1])
    return outlines


def _number(element: etree._Element, name: str) -> int:
    return parse_int(element.get(name), 0)
