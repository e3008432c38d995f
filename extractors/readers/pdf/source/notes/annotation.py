"""One annotation of a page, as pdfium tells of it."""

import ctypes
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium_c

from extractors.readers.pdf.geometry import NO_BOXES, Floats

MAX_OPTIONS = 2_000  # of a list
MAX_TEXT_BYTES = 2_000_000
MAX_QUADS = 2_000
MAX_DEPTH = 8  # of forms in an appearance
MAX_OBJECTS = 20_000  # of an appearance
NO_FIELD = -1


class Annotation:
    """An annotation that is open. What it says of fields needs the document's form to be known to pdfium."""

    def __init__(self, handle: Any, form: Any) -> None:  # noqa: ANN401 - pypdfium2 is untyped
        self._handle, self._form = handle, form
        self.subtype = int(pdfium_c.FPDFAnnot_GetSubtype(handle))
        self.flags = int(pdfium_c.FPDFAnnot_GetFlags(handle))

    @property
    def rect(self) -> Floats:
        """Its box (left, bottom, right, top) in user space."""
        rect = pdfium_c.FS_RECTF()
        pdfium_c.FPDFAnnot_GetRect(self._handle, rect)
        x, y = sorted((rect.left, rect.right)), sorted((rect.bottom, rect.top))
        return np.array([x[0], y[0], x[1], y[1]], dtype=np.float64)

    @property
    def contents(self) -> str:
        """The text of a free text, or the comment of any other."""
        return self.text_of("Contents")

    def text_of(self, key: str) -> str:
        """A text of its dictionary."""
        return _text(partial(pdfium_c.FPDFAnnot_GetStringValue, self._handle, key.encode()))

    def has(self, key: str) -> bool:
        """Whether its dictionary has a key."""
        return bool(pdfium_c.FPDFAnnot_HasKey(self._handle, key.encode()))

    def set_flags(self, flags: int) -> None:
        """Change its flags in the opened document."""
        pdfium_c.FPDFAnnot_SetFlags(self._handle, flags)

    @property
    def quads(self) -> Floats:
        """The boxes in user space of the text that it marks."""
        boxes = []
        for index in range(min(pdfium_c.FPDFAnnot_CountAttachmentPoints(self._handle), MAX_QUADS)):
            quad = pdfium_c.FS_QUADPOINTSF()
            if pdfium_c.FPDFAnnot_GetAttachmentPoints(self._handle, index, quad):
                xs, ys = (quad.x1, quad.x2, quad.x3, quad.x4), (quad.y1, quad.y2, quad.y3, quad.y4)
                boxes.append((min(xs), min(ys), max(xs), max(ys)))
        return np.array(boxes, dtype=np.float64).reshape(-1, 4) if boxes else NO_BOXES

    @property
    def field_type(self) -> int:
        """The type of its form field; NO_FIELD where it has none."""
        return int(pdfium_c.FPDFAnnot_GetFormFieldType(self._form, self._handle)) if self._form else NO_FIELD

    @property
    def field_flags(self) -> int:
        """The flags of its form field."""
        return int(pdfium_c.FPDFAnnot_GetFormFieldFlags(self._form, self._handle))

    @property
    def value(self) -> str:
        """The value of its form field."""
        return _text(partial(pdfium_c.FPDFAnnot_GetFormFieldValue, self._form, self._handle))

    @property
    def is_ticked(self) -> bool:
        """Whether its box or button is on."""
        return bool(pdfium_c.FPDFAnnot_IsChecked(self._form, self._handle))

    def chosen(self) -> list[str]:
        """The labels of the options of its list that are chosen."""
        count = min(pdfium_c.FPDFAnnot_GetOptionCount(self._form, self._handle), MAX_OPTIONS)
        selected = (i for i in range(count) if pdfium_c.FPDFAnnot_IsOptionSelected(self._form, self._handle, i))
        return [_text(partial(pdfium_c.FPDFAnnot_GetOptionLabel, self._form, self._handle, i)) for i in selected]

    def drawn_kinds(self) -> set[int]:
        """The types of the objects that its appearance is drawn with, those within forms among them."""
        kinds: set[int] = set()
        count = min(pdfium_c.FPDFAnnot_GetObjectCount(self._handle), MAX_OBJECTS)
        for index in range(count):
            kinds |= _kinds(pdfium_c.FPDFAnnot_GetObject(self._handle, index), MAX_DEPTH)
        return kinds


@contextmanager
def opened(page: pypdfium2.PdfPage, index: int, form: Any) -> Iterator[Annotation | None]:  # noqa: ANN401 - as above
    """An annotation of a page; None where pdfium cannot open it."""
    handle = pdfium_c.FPDFPage_GetAnnot(page.raw, index)
    if not handle:
        yield None
        return
    try:
        yield Annotation(handle, form)
    finally:
        pdfium_c.FPDFPage_CloseAnnot(handle)


def _kinds(page_object: Any, depth: int) -> set[int]:  # noqa: ANN401 - as above
    kind = int(pdfium_c.FPDFPageObj_GetType(page_object))
    if kind != pdfium_c.FPDF_PAGEOBJ_FORM or not depth:
        return {kind}
    count = min(pdfium_c.FPDFFormObj_CountObjects(page_object), MAX_OBJECTS)
    inner = (pdfium_c.FPDFFormObj_GetObject(page_object, index) for index in range(count))
    return {kind}.union(*(_kinds(one, depth - 1) for one in inner))


def _text(call: Callable[[Any, int], int]) -> str:
    """A text that pdfium writes into a buffer as UTF-16, with a zero at its end."""
    size = min(call(None, 0), MAX_TEXT_BYTES)
    if size <= 2:
        return ""
    buffer = (ctypes.c_ushort * (size // 2 + 1))()
    call(buffer, size)
    return bytes(buffer)[: size - 2].decode("utf-16-le", "replace").rstrip("\0")
