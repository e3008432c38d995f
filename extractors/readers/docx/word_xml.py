"""WordprocessingML and its neighbours: names, children, attributes and switches."""

from functools import lru_cache
from typing import Final

from lxml import etree

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
OFF = frozenset({"0", "false", "off"})


def local_name(element: etree._Element) -> str:
    """An element's name without its namespace; comments and instructions have none."""
    return _without_namespace(element.tag)


@lru_cache(maxsize=4096)
def _without_namespace(tag: object) -> str:
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def child(element: etree._Element, name: str) -> etree._Element | None:
    """The first child of that name in the main namespace."""
    return element.find(f"{W}{name}")


def attribute(element: etree._Element, name: str) -> str | None:
    """An attribute of the main namespace."""
    value = element.get(f"{W}{name}")
    return str(value) if value is not None else None


def value_of(properties: etree._Element | None, name: str) -> str | None:
    """The `w:val` of one of several properties (`w:pStyle`, `w:numFmt`)."""
    found = None if properties is None else child(properties, name)
    return None if found is None else attribute(found, "val")


def switch(properties: etree._Element | None, name: str) -> bool | None:
    """Whether a switch (`w:vanish`) is set or cleared among properties; None if they do not say."""
    found = None if properties is None else child(properties, name)
    return None if found is None else attribute(found, "val") not in OFF


def is_on(properties: etree._Element | None, name: str) -> bool:
    """Whether a switch is set among properties."""
    return switch(properties, name) is True


def mark_properties(paragraph: etree._Element) -> etree._Element | None:
    """The properties of a paragraph's own mark."""
    properties = child(paragraph, "pPr")
    return None if properties is None else child(properties, "rPr")
