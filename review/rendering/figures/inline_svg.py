"""Matplotlib's SVG as a part of a page: no style attribute, which the pages' policy forbids, and no font of its own."""

import re
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from lxml import etree
from markupsafe import Markup

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_SVG: Final = "{http://www.w3.org/2000/svg}"
_XLINK: Final = "{http://www.w3.org/1999/xlink}href"
_REFERENCE: Final = re.compile(r"url\(#([^)]+)\)")
_SETTINGS: Final[dict[Any, Any]] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "simsa",
    "text.parse_math": False,  # a plan's $ is a dollar
    "hatch.linewidth": 0.7,
    "font.size": 10,
    "axes.linewidth": 0.7,
}
_NOT_KEPT: Final = frozenset({"font-family"})
_DRAWING: Final = threading.Lock()
"""Matplotlib's fonts are shared by all figures and are not made for several threads."""


def drawn(draw: Callable[[], "Figure"], key: str, title: str, words: str) -> Markup:
    """A figure as inline SVG, the same for the same figure.

    Args:
        draw: makes the figure.
        key: tells the picture from others on the page; its ids begin with it.
        title: what it shows, for who cannot see it.
        words: the same at length.
    """
    stream = BytesIO()
    with _DRAWING, _settings():
        draw().savefig(stream, format="svg", metadata={"Date": None, "Creator": None, "Type": None, "Format": None})
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    return _as_part(etree.fromstring(stream.getvalue(), parser), key, title, words)


@contextmanager
def _settings() -> Iterator[None]:
    import matplotlib as mpl

    with mpl.rc_context(_SETTINGS), warnings.catch_warnings():
        # Words stay words, so nobody needs the glyphs that the font at hand has none of.
        warnings.filterwarnings("ignore", "Glyph .* missing from font", UserWarning)
        yield


def _as_part(root: etree._Element, key: str, title: str, words: str) -> Markup:
    for element in [*root.iter(f"{_SVG}metadata", f"{_SVG}style")]:
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
    used = {reference for element in root.iter() for reference in _references(element)}
    for element in root.iter():
        _clean(element, key, used)
    etree.cleanup_namespaces(root)
    for name in ("width", "height", "version"):
        root.attrib.pop(name, "")
    root.set("stroke-linejoin", "round")
    root.set("role", "img")
    root.set("aria-labelledby", f"{key}-title {key}-words")
    for position, (tag, text) in enumerate((("title", title), ("desc", words))):
        told = etree.Element(f"{_SVG}{tag}", id=f"{key}-{'title' if tag == 'title' else 'words'}")
        told.text = text
        root.insert(position, told)
    # Our own drawing, in which every text went through the XML writer.
    return Markup(etree.tostring(root, encoding="unicode"))  # noqa: S704


def _references(element: etree._Element) -> Iterator[str]:
    link = element.get(_XLINK, "")
    if link.startswith("#"):
        yield link[1:]
    for value in element.attrib.values():
        yield from _REFERENCE.findall(str(value))


def _clean(element: etree._Element, key: str, used: set[str]) -> None:
    """Styles as attributes, ids only where something refers to them and told apart from other pictures'."""
    for declaration in str(element.attrib.pop("style", "")).split(";"):
        name, _, value = declaration.partition(":")
        if value.strip() and name.strip() not in _NOT_KEPT:
            element.set(name.strip(), value.strip())
    own = str(element.attrib.pop("id", ""))
    if own in used:
        element.set("id", f"{key}-{own}")
    link = str(element.get(_XLINK, ""))
    if link.startswith("#"):
        del element.attrib[_XLINK]
        element.set("href", f"#{key}-{link[1:]}")
    for attribute, text in element.attrib.items():
        element.set(attribute, _REFERENCE.sub(rf"url(#{key}-\1)", str(text)))
    if element.get("d"):
        element.set("d", " ".join(element.get("d", "").split()))
    element.tail = None
    if element.tag != f"{_SVG}text" and element.text and not element.text.strip():
        element.text = None
