"""Automatic numbers of a DOCX, from its numbering.xml and its styles."""

from typing import NamedTuple

from lxml import etree

from extractors.readers.docx.package import WordPackage
from extractors.readers.docx.styles import Styles
from extractors.readers.docx.word_xml import W, attribute, child, is_on, value_of
from extractors.readers.shared.list_counters import ListCounters, ListLevel, shown_bullet
from extractors.readers.shared.xml_integers import parse_int


class WordList(NamedTuple):
    """A `w:num`: the counters that it shares with all lists of one abstract definition, and what it changes of them."""

    counters: str
    levels: dict[int, ListLevel]
    restarts: dict[int, int]


class Numbering:
    """Counts the list paragraphs of a DOCX in document order."""

    def __init__(self, word: WordPackage, styles: Styles) -> None:
        self._styles = styles
        self._counters = ListCounters("%")
        self._lists: dict[str, WordList] = {}
        root = word.part("numbering")
        if root is not None:
            self._read(root)

    def next_number(self, paragraph: etree._Element) -> str | None:
        """The number or bullet that Word prints before a paragraph; None if it has none. Counts on."""
        reference = self._reference(paragraph)
        if reference is None or reference[0] not in self._lists:
            return None
        word_list = self._lists[reference[0]]
        # What a list restarts, it restarts once: where it is first used.
        for depth, start in word_list.restarts.items():
            self._counters.restart(word_list.counters, depth, start)
        word_list.restarts.clear()
        level = word_list.levels.get(reference[1])
        if level is not None and level.number_format == "bullet":
            return shown_bullet(level.pattern)
        return self._counters.next_number(word_list.counters, word_list.levels, reference[1])

    def _read(self, root: etree._Element) -> None:
        definitions = {attribute(item, "abstractNumId") or "": item for item in root.findall(f"{W}abstractNum")}
        for item in root.findall(f"{W}num"):
            abstract_id = value_of(item, "abstractNumId") or ""
            levels = self._levels(definitions, abstract_id)
            restarts: dict[int, int] = {}
            for override in item.findall(f"{W}lvlOverride"):
                depth = parse_int(attribute(override, "ilvl"), 0)
                replaced = child(override, "lvl")
                if replaced is not None:
                    levels[depth] = _level(replaced)[1]
                start = value_of(override, "startOverride")
                if start is not None:
                    restarts[depth] = parse_int(start, 1)
            self._lists[attribute(item, "numId") or ""] = WordList(abstract_id, levels, restarts)

    def _levels(self, definitions: dict[str, etree._Element], abstract_id: str) -> dict[int, ListLevel]:
        definition = definitions.get(abstract_id)
        return {} if definition is None else dict(map(_level, definition.findall(f"{W}lvl")))

    def _reference(self, paragraph: etree._Element) -> tuple[str, int] | None:
        """List id and depth of a paragraph: its own, or its style's."""
        list_id: str | None = None
        depth: int | None = None
        for owner in [paragraph, *self._styles.chain(paragraph)]:
            properties = child(owner, "pPr")
            numbers = None if properties is None else child(properties, "numPr")
            if numbers is None:
                continue
            own_id, own_depth = child(numbers, "numId"), child(numbers, "ilvl")
            if list_id is None and own_id is not None:
                list_id = attribute(own_id, "val")
            if depth is None and own_depth is not None:
                depth = parse_int(attribute(own_depth, "val"), 0)
        # Id 0 takes a style's numbering away.
        if list_id is None or list_id == "0":
            return None
        return list_id, depth or 0


def _level(element: etree._Element) -> tuple[int, ListLevel]:
    hidden = is_on(child(element, "rPr"), "vanish")
    return parse_int(attribute(element, "ilvl"), 0), ListLevel(
        start=parse_int(value_of(element, "start"), 1),
        number_format=value_of(element, "numFmt") or "decimal",
        pattern="" if hidden else value_of(element, "lvlText") or "",
    )
