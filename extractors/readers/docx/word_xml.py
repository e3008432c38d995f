"""WordprocessingML at the level of one paragraph: its final text, its notes and its text boxes."""

from collections.abc import Iterator
from typing import Final

from lxml import etree

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

# Never shown in the final text: deletions, moved-away text, field codes, properties, and readings above a line.
HIDDEN = frozenset({"del", "moveFrom", "instrText", "delText", "delInstrText", "rPr", "pPr", "sdtPr", "sdtEndPr", "rt"})
# Holds text of its own that is no part of the line around it.
APART = frozenset({"txbxContent", "tbl"})
CHARACTERS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
NOTES = {"footnoteReference": "footnote", "endnoteReference": "endnote"}


def local_name(element: etree._Element) -> str:
    """An element's name without its namespace; comments and instructions have none."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def child(element: etree._Element, name: str) -> etree._Element | None:
    """The first child of that name in the main namespace."""
    return next(element.iterchildren(f"{W}{name}"), None)


def attribute(element: etree._Element, name: str) -> str | None:
    """An attribute of the main namespace."""
    value = element.get(f"{W}{name}")
    return str(value) if value is not None else None


def is_on(properties: etree._Element | None, name: str) -> bool:
    """Whether a switch (`w:vanish`) is set among properties."""
    switch = None if properties is None else child(properties, name)
    return switch is not None and attribute(switch, "val") not in {"0", "false", "off"}


def is_placeholder(element: etree._Element) -> bool:
    """Whether this is a content control that only shows its prompt (여기를 클릭하여 …): nobody filled it in."""
    return local_name(element) == "sdt" and is_on(child(element, "sdtPr"), "showingPlcHdr")


def is_deleted(paragraph: etree._Element) -> bool:
    """Whether a tracked change takes a paragraph's own mark away, so that it is no paragraph any more."""
    properties = child(paragraph, "pPr")
    mark = None if properties is None else child(properties, "rPr")
    return mark is not None and child(mark, "del") is not None


def own_text(paragraph: etree._Element) -> str:
    """The text of a paragraph without deletions, field codes, hidden runs, notes and text boxes."""
    return "".join(_pieces(paragraph))


def _pieces(element: etree._Element) -> Iterator[str]:
    for part in element:
        name = local_name(part)
        if name == "t":
            yield part.text or ""
        elif name in CHARACTERS:
            yield CHARACTERS[name]
        elif name == "AlternateContent":
            yield from _pieces(_chosen(part))
        elif not _is_hidden(name, part):
            yield from _pieces(part)


def _is_hidden(name: str, part: etree._Element) -> bool:
    if name == "r":
        return is_on(child(part, "rPr"), "vanish")
    return name in HIDDEN or name in APART or is_placeholder(part)


def text_boxes(paragraph: etree._Element) -> list[etree._Element]:
    """The contents of the text boxes anchored in a paragraph, each once."""
    return list(_boxes(paragraph))


def _boxes(element: etree._Element) -> Iterator[etree._Element]:
    for part in element:
        name = local_name(part)
        if name == "txbxContent":
            yield part
        elif name == "AlternateContent":
            yield from _boxes(_chosen(part))
        elif name not in HIDDEN:
            yield from _boxes(part)


def _chosen(alternatives: etree._Element) -> etree._Element:
    """One branch of alternatives: a text box is written twice, for new and for old versions of Word."""
    branch = alternatives.find(f"{MC}Choice")
    if branch is None:
        branch = alternatives.find(f"{MC}Fallback")
    return alternatives if branch is None else branch


def note_ids(paragraph: etree._Element) -> list[tuple[str, str]]:
    """Kind (footnote, endnote) and id of the notes that a paragraph's own text refers to."""
    return [
        (NOTES[local_name(part)], attribute(part, "id") or "")
        for part in paragraph.iter(*(f"{W}{name}" for name in NOTES))
    ]
