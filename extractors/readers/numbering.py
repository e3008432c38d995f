"""Automatic numbers of a DOCX: counted from numbering.xml as Word counts them when it shows the document."""

from dataclasses import dataclass

from docx.document import Document as WordDocument
from lxml import etree

from extractors.readers.counters import as_printed
from extractors.readers.docx_parts import Styles, part_xml
from extractors.readers.docx_xml import W, attribute, child, is_on

LEVELS = 9
# Symbol fonts put their bullets into the private-use area, where no other font shows them.
PRIVATE_USE = range(0xE000, 0xF900)


@dataclass(frozen=True)
class Level:
    """How one level of a list counts, and the text around its counters (`%1.%2.`)."""

    start: int
    number_format: str
    pattern: str


class Numbering:
    """Counts list paragraphs in document order."""

    def __init__(self, word: WordDocument, styles: Styles) -> None:
        self._styles = styles
        root = part_xml(word, "numbering")
        self._lists: dict[str, tuple[str, dict[int, Level]]] = {}
        self._counts: dict[str, list[int | None]] = {}
        if root is not None:
            self._read(root)

    def next_number(self, paragraph: etree._Element) -> str | None:
        """The number or bullet that Word prints before a paragraph; None if it has none. Counts on."""
        reference = self._reference(paragraph)
        if reference is None:
            return None
        list_id, depth = reference
        known = self._lists.get(list_id)
        if known is None or depth not in known[1]:
            return None
        counter_id, levels = known
        counts = self._counts.setdefault(counter_id, [None] * LEVELS)
        current = counts[depth]
        counts[depth] = levels[depth].start if current is None else current + 1
        counts[depth + 1 :] = [None] * (LEVELS - depth - 1)
        return _printed(levels, depth, counts) or None

    def _read(self, root: etree._Element) -> None:
        abstract = {
            attribute(item, "abstractNumId"): {
                depth: level for depth, level in map(_level, item.findall(f"{W}lvl")) if depth < LEVELS
            }
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
                depth = int(attribute(own_depth, "val") or 0)
        # Id 0 takes a style's numbering away.
        if list_id is None or list_id == "0":
            return None
        return list_id, depth or 0


def _override(levels: dict[int, Level], override: etree._Element) -> None:
    depth = int(attribute(override, "ilvl") or 0)
    replaced = child(override, "lvl")
    if replaced is not None:
        levels[depth] = _level(replaced)[1]
    start = child(override, "startOverride")
    if start is not None and depth in levels:
        old = levels[depth]
        levels[depth] = Level(int(attribute(start, "val") or 1), old.number_format, old.pattern)


def _level(element: etree._Element) -> tuple[int, Level]:
    def value(name: str, default: str) -> str:
        found = child(element, name)
        return (attribute(found, "val") if found is not None else None) or default

    start = value("start", "1")
    number_format = "none" if is_on(child(element, "rPr"), "vanish") else value("numFmt", "decimal")
    return int(attribute(element, "ilvl") or 0), Level(
        int(start) if start.isdecimal() else 1, number_format, value("lvlText", "")
    )


def _printed(levels: dict[int, Level], depth: int, counts: list[int | None]) -> str:
    level = levels[depth]
    if level.number_format == "bullet":
        return "".join("•" if ord(character) in PRIVATE_USE else character for character in level.pattern)
    text = level.pattern
    for other in range(depth, -1, -1):
        marker = f"%{other + 1}"
        if marker in text and other in levels:
            count = counts[other]
            number = levels[other].start if count is None else count
            text = text.replace(marker, as_printed(number, levels[other].number_format))
    return text.strip()
