"""The required sections of a call: present as a chapter, as a field of a table, or as a labelled line."""

import re
from collections.abc import Iterator

from extractors.korean.text_keys import has_no_letters, key, plain_label, split_label
from extractors.structure.outline import Node
from schemas import Anchor, Call, Document, RequiredSection, Section

_LONGEST_HEADING = 40
_JOINTS = re.compile(r"및|의(?=[가-힣])")


def find_sections(root: Node, document: Document, call: Call) -> tuple[Section, ...]:
    """Each required section that the plan has, in the call's order, at its most telling place."""
    places = list(_places(root, document))
    found = []
    for section in call.sections:
        best = _best(section, places)
        if best is not None:
            title, anchor = best
            found.append(Section(id=section.id, title=title, evidence=(anchor,) if anchor is not None else ()))
    return tuple(found)


_NamedPlace = tuple[int, str, str, Anchor | None]


def _places(root: Node, document: Document) -> Iterator[_NamedPlace]:
    """Everything that could head a section: (0 heading, 1 field or labelled line, key, title as printed, anchor)."""
    for node in root.descendants():
        line = node.line
        if line.table is not None:
            for cell in document.tables[line.table].cells:
                if cell.text.strip() and len(cell.text) <= _LONGEST_HEADING and not has_no_letters(cell.text):
                    yield 1, _key(cell.text), cell.text.strip(), cell.anchor
            continue
        labelled = split_label(line.text)
        if labelled is not None:
            yield 1, _key(labelled.label), line.text[: line.text.find(labelled.value) or None].strip(), line.anchor
        elif len(line.rest) <= _LONGEST_HEADING and (line.heading or line.mark is not None or node.children):
            yield (0 if line.heading or node.children else 1), _key(line.rest), line.text, line.anchor


def _best(section: RequiredSection, places: list[_NamedPlace]) -> tuple[str, Anchor | None] | None:
    names = {_key(name) for name in (section.name, *section.aliases)}
    for rank, within in ((0, False), (1, False), (0, True)):
        for place, place_key, title, anchor in places:
            if place == rank and (any(name in place_key for name in names) if within else place_key in names):
                return title, anchor
    return None


def _key(text: str) -> str:
    return key(_JOINTS.sub("", plain_label(text)))
