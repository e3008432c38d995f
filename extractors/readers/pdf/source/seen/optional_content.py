"""Layers (optional content): what lies on one that is switched off is taken off the page before it is read.

Which layers are on is for pdfium to say: it draws a page as a viewer prints it, with groups, policies and usages.
Objects that may belong to a layer are left out of a drawing of the page: where no dot changes, none of them is printed.
"""

import ctypes
import io
import re
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import islice, repeat
from typing import NamedTuple

import pypdfium2
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFObjRef, dict_value, list_value
from pdfminer.psparser import literal_name

from extractors.readers.pdf.source import pdfium
from extractors.readers.pdf.source.clip_paths import BROKEN_TREE
from extractors.readers.pdf.source.pdfium import FORM, IMAGE
from extractors.readers.pdf.source.rendering import Drawing, draw, left_out
from schemas import ReadingWarning, WarningCode

LAYERS = b"/OCProperties"
OBJECT_STREAM = re.compile(rb"/ObjStm\b")
STREAM = re.compile(rb"stream\r?\n")
MAX_HEADER_BYTES = 2_000  # from an object stream's type to its data
MAX_INFLATED_BYTES = 50_000_000
MAX_NAME_UNITS = 64
MAX_GROUPS = 24  # on a page: each is drawn
NO_GROUP = -1
MAX_DEPTH = 8  # of forms in forms

# A group: what belongs to one layer as far as a page's objects tell, or one form or picture that may have its own.
Group = tuple[str, int]


# Where an object is: its index in the page, or in the form at that index, and so on.
Path = tuple[int, ...]


class Member(NamedTuple):
    """An object of a page that may belong to a layer."""

    path: Path
    handle: int


def has_layers(data: bytes) -> bool:
    """Whether a file speaks of layers; one that is encrypted and compressed may, too."""
    if LAYERS in data:
        return True
    starts = [mark.end() for mark in OBJECT_STREAM.finditer(data)]
    if starts and b"/Encrypt" in data:
        return True
    left = MAX_INFLATED_BYTES
    for start in starts:
        objects = _inflated(memoryview(data), start, left)
        left -= len(objects)
        if LAYERS in objects or left <= 0:
            return True
    return False


def _inflated(data: memoryview, start: int, most: int) -> bytes:
    begin = STREAM.search(data, start, start + MAX_HEADER_BYTES)
    if begin is None:
        return b""
    try:
        return zlib.decompressobj().decompress(data[begin.end() :], most)
    except zlib.error:
        return b""


class HiddenObjects(NamedTuple):
    """What no viewer prints of a page, as its layer is off; `is_certain` is false where that cannot be told of all."""

    paths: list[Path]
    is_certain: bool

    def warnings(self, number: int) -> list[ReadingWarning]:
        """What is to be said of a page where it cannot be told."""
        if self.is_certain:
            return []
        message = f"{number}쪽: 층(레이어)이 너무 많아 꺼진 층의 글을 가려내지 못함, 원문 대조 필요"
        return [ReadingWarning(code=WarningCode.TEXT_UNCERTAIN, page=number, message=message)]


NOTHING_HIDDEN = HiddenObjects([], is_certain=True)


def hidden_objects(page: pypdfium2.PdfPage) -> HiddenObjects:
    """What of a page lies on layers that are off."""
    handle = pdfium.handle_of(page.raw)
    groups: dict[Group, list[Member]] = defaultdict(list)
    from_page = partial(map, pdfium.get_page_object, repeat(handle))
    for group, member in _members((), from_page, pdfium.count_page_objects(handle)):
        groups[group].append(member)
    if not groups:
        return NOTHING_HIDDEN
    whole = draw(page)
    single = list(groups.values())
    together = [member for members in single[MAX_GROUPS:] for member in members]
    hidden = [member for members in single[:MAX_GROUPS] if _is_hidden(page, members, whole) for member in members]
    is_certain = not together or _is_hidden(page, together, whole)
    if together and is_certain:
        hidden += together
    return HiddenObjects([member.path for member in hidden], is_certain)


def take_off(page: pypdfium2.PdfPage, paths: Iterable[Path]) -> None:
    """Take objects off an open page; its file stays as it is."""
    handle = pdfium.handle_of(page.raw)
    # From the last to the first, and what is in a form before the form, so that places stay as they are.
    for path in sorted(paths, reverse=True):
        container, form = handle, False
        for index in path[:-1]:
            container, form = (pdfium.get_form_object if form else pdfium.get_page_object)(container, index), True
        found = (pdfium.get_form_object if form else pdfium.get_page_object)(container, path[-1])
        if found and (pdfium.remove_form_object if form else pdfium.remove_page_object)(container, found):
            pdfium.destroy_object(found)


def annotations_off(data: bytes, page_index: int) -> frozenset[int]:
    """The annotations of a page, by their indices, whose layer is off: pdfium does not tell of these.

    A layer of several groups counts as off where all of them are.
    """
    try:
        document = PDFDocument(PDFParser(io.BytesIO(data)))
        defaults = dict_value(dict_value(document.catalog["OCProperties"])["D"])
        named = {name: {group.objid for group in list_value(defaults.get(name, []))} for name in ("ON", "OFF")}
        page = next(islice(PDFPage.create_pages(document), page_index, None))
        is_off_at_first = literal_name(defaults.get("BaseState", "ON")) == "OFF"
        return frozenset(
            index
            for index, annotation in enumerate(list_value(page.annots or []))
            if all(
                group in named["OFF"] or (is_off_at_first and group not in named["ON"])
                for group in _groups_of(dict_value(annotation).get("OC"))
            )
        )
    except (*BROKEN_TREE, StopIteration):
        return frozenset()


def _groups_of(layer: object) -> list[int]:
    """The numbers of the groups that a layer is made of; one that is always on where there is none."""
    entries = dict_value(layer) if layer is not None else {}
    groups = entries.get("OCGs") if literal_name(entries.get("Type")) == "OCMD" else layer
    listed = groups if isinstance(groups, list) else [groups]
    return [group.objid for group in listed if isinstance(group, PDFObjRef)] or [NO_GROUP]


def _is_hidden(page: pypdfium2.PdfPage, members: Sequence[Member], whole: Drawing) -> bool:
    with left_out(member.handle for member in members):
        return draw(page) == whole


def _members(
    container: Path, get: Callable[[Iterable[int]], Iterable[int]], count: int
) -> Iterator[tuple[Group, Member]]:
    """The objects that may belong to a layer, each with its group, and those within forms."""
    for index, handle in enumerate(get(range(max(count, 0)))):
        path = (*container, index)
        layer = _layer_of(handle)
        kind = pdfium.get_object_type(handle)
        if layer is not None:
            yield (layer, 0), Member(path, handle)
        elif kind in {FORM, IMAGE}:
            yield ("", handle), Member(path, handle)
        if kind == FORM and len(path) < MAX_DEPTH:
            inner = partial(map, pdfium.get_form_object, repeat(handle))
            yield from _members(path, inner, pdfium.count_form_objects(handle))


def _layer_of(handle: int) -> str | None:
    """The name of the layer that marks say an object belongs to; "" where the layer has none of its own."""
    layers: list[str] = []
    for index in range(max(pdfium.count_marks(handle), 0)):
        mark = pdfium.get_mark(handle, index)
        if mark and _text(pdfium.get_mark_name, mark) == "OC":
            layers.append(_text(pdfium.get_mark_text, mark, b"Name") or f"#{mark}")
    return "/".join(layers) if layers else None


def _text(call: Callable[..., int], mark: int, *key: bytes) -> str:
    units = (ctypes.c_uint16 * MAX_NAME_UNITS)()
    length = ctypes.c_ulong(0)
    done = call(mark, *key, ctypes.addressof(units), ctypes.sizeof(units), ctypes.addressof(length))
    return bytes(units)[: max(length.value - 2, 0)].decode("utf-16-le", "replace") if done else ""
