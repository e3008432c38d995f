"""Automatic numbers of a DOCX, from its numbering.xml and its styles."""

from lxml import etree

from extractors.readers.docx.package import WordPackage
from extractors.readers.docx.parts import Styles
from extractors.readers.docx.word_xml import W, attribute, child, is_on
from extractors.readers.shared.list_counters import ListCounters, ListLevel, shown_bullet
from extractors.readers.shared.xml_integers import parse_int


class Numbering:
    """Counts the list paragraphs of a DOCX in document order."""

    def __init__(self, word: WordPackage, styles: Styles) -> None:
        self._styles = styles
        self._counters = ListCounters("%")
        self._lists: dict[str, tuple[str, dict[int, ListLevel]]] = {}
        root = word.part("numbering")
        if root is not None:
            self._read(root)

    def next_number(self, paragraph: etree._Element) -> str | None:
        """The number or bullet that Word prints before a paragraph; None if it has none. Counts on."""
        reference = self._reference(paragraph)
        if reference is None or reference[0] not in self._lists:
            return None
        counter_id, levels = self._lists[reference[0]]
        level = levels.get(reference[1])
        if level is not None and level.number_format == "bullet":
            return shown_bullet(level.pattern)
        return self._counters.next_number(counter_id, levels, reference[1])

    def _read(self, root: etree._Element) -> None:
        abstract = {
            attribute(item, "abstractNumId"): dict(map(_level, item.findall(f"{W}lvl")))
            for item in root.findall(f"{W}abstractNum")
        }
        for item in root.findall(f"{W}num"):
            list_id = attribute(item, "numId") or ""
            reference = child(item, "abstractNumId")
            abstract_id = (attribute(reference, "val") if reference is not None else None) or ""
            levels = dict(abstract.get(abstract_id, {}))
            # Lists of one abstract definition count on together unless one of them starts anew.
            counter_id = abstract_id
            for override in item.findall(f"{W}lvlOverride"):
                counter_id = f"{abstract_id}/{list_id}"
                _override(levels, override)
            self._lists[list_id] = (counter_id, levels)

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


def _override(levels: dict[int, ListLevel], override: etree._Element) -> None:
    depth = parse_int(attribute(override, "ilvl"), 0)
    replaced = child(override, "lvl")
    if replaced is not None:
        levels[depth] = _level(replaced)[1]
    start = child(override, "startOverride")
    if start is not None and depth in levels:
        old = levels[depth]
        levels[depth] = ListLevel(parse_int(attribute(start, "val"), 1), old.number_format, old.pattern)


def _level(element: etree._Element) -> tuple[int, ListLevel]:
    def value(name: str) -> str | None:
        found = child(element, name)
        return None if found is None else attribute(found, "val")

    hidden = is_on(child(element, "rPr"), "vanish")
    return parse_int(attribute(element, "ilvl"), 0), ListLevel(
        start=parse_int(value("start"), 1),
        number_format=value("numFmt") or "decimal",
        pattern="" if hidden else value("lvlText") or "",
    )
