"""Annotations and form fields: what of them is printed becomes part of the page before it is read.

pdfium makes the appearances that a file leaves to the viewer, and flattens what is printed into a copy of the page.
Read otherwise are ticks of boxes, which a font draws as any character, and lists, which print what is not chosen, too.
Comments, links and what is hidden are not printed. What is printed and no text, or seen on screens only, is named.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium_c

from extractors.readers.pdf.geometry import NO_BOXES, Floats
from extractors.readers.pdf.source.notes.annotation import NO_FIELD, Annotation, opened
from extractors.readers.pdf.source.notes.typed_text import Typed, lay_out
from extractors.readers.pdf.source.pdfium import IMAGE, TEXT
from extractors.readers.pdf.source.rendering import make_appearances
from schemas import ReadingWarning, WarningCode

NOT_PRINTED: Final = frozenset({pdfium_c.FPDF_ANNOT_LINK, pdfium_c.FPDF_ANNOT_POPUP, pdfium_c.FPDF_ANNOT_TEXT})
# Of these only what they mark is text, and it is the page's own.
MARKUP: Final = frozenset(
    {
        pdfium_c.FPDF_ANNOT_HIGHLIGHT,
        pdfium_c.FPDF_ANNOT_UNDERLINE,
        pdfium_c.FPDF_ANNOT_SQUIGGLY,
        pdfium_c.FPDF_ANNOT_STRIKEOUT,
        pdfium_c.FPDF_ANNOT_CARET,
    }
)
UNREAD: Final = {
    pdfium_c.FPDF_ANNOT_INK: "펜으로 쓰거나 그린 주석",
    pdfium_c.FPDF_ANNOT_FILEATTACHMENT: "첨부 파일",
    pdfium_c.FPDF_ANNOT_SOUND: "소리",
    pdfium_c.FPDF_ANNOT_MOVIE: "영상",
    pdfium_c.FPDF_ANNOT_RICHMEDIA: "영상·소리",
    pdfium_c.FPDF_ANNOT_THREED: "입체 그림",
}
HIDDEN: Final = pdfium_c.FPDF_ANNOT_FLAG_HIDDEN
PRINT: Final = pdfium_c.FPDF_ANNOT_FLAG_PRINT
NO_VIEW: Final = pdfium_c.FPDF_ANNOT_FLAG_NOVIEW
TICKED: Final = {pdfium_c.FPDF_FORMFIELD_CHECKBOX: "☑", pdfium_c.FPDF_FORMFIELD_RADIOBUTTON: "◉"}
UNTICKED: Final = {pdfium_c.FPDF_FORMFIELD_CHECKBOX: "☐", pdfium_c.FPDF_FORMFIELD_RADIOBUTTON: "○"}
WITH_TEXT: Final = frozenset({pdfium_c.FPDF_FORMFIELD_TEXTFIELD, pdfium_c.FPDF_FORMFIELD_COMBOBOX})
PASSWORD: Final = 1 << 13  # a field's flag: its value is printed as asterisks
MAX_ANNOTATIONS = 5_000  # on a page
LONGEST_SHOWN = 40  # characters of what is not read, in a warning


@dataclass
class PrintedAnnotations:
    """What a page's annotations add to it; boxes lie in user space.

    `page` is the page with the appearances in it, where there are any. `typed` is text without an appearance to read,
    `ticks` are the boxes of ticks, `expected` is what should be read in a box, `struck` are areas that are struck out.
    """

    page: pypdfium2.PdfPage | None = None
    typed: list[Typed] = field(default_factory=list)
    ticks: list[Floats] = field(default_factory=list)
    expected: list[tuple[str, Floats]] = field(default_factory=list)
    struck: Floats = field(default_factory=lambda: NO_BOXES)
    warnings: list[ReadingWarning] = field(default_factory=list)


def prepare_forms(document: pypdfium2.PdfDocument) -> None:
    """Have pdfium know the form of a document, before a page of it is opened, so that it prints its fields."""
    if document.get_formtype() != pdfium_c.FORMTYPE_NONE:
        document.init_forms()


@contextmanager
def printed_annotations(
    document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage, number: int, off: Callable[[], frozenset[int]]
) -> Iterator[PrintedAnnotations]:
    """What the annotations of a page print; the page in it is closed at the end.

    `off` says which of them lie on layers that are off, and is asked where any lies on a layer. Those that are not to
    be flattened become hidden in the document, which is not written back.
    """
    printed = PrintedAnnotations()
    count = pdfium_c.FPDFPage_GetAnnotCount(page.raw)
    if count > MAX_ANNOTATIONS:
        printed.warnings.append(unread(number, f"주석이 {count:,}개로 너무 많아 읽지 않음"))
        count = 0
    form = document.formenv.raw if document.formenv else None
    if not any(_may_print(page, index, form) for index in range(count)):
        yield printed
        return
    make_appearances(page)
    reader = _Reader(number, printed)
    flattened = False
    for index in range(count):
        with opened(page, index, form) as annotation:
            is_off = annotation is not None and annotation.has("OC") and index in off()
            if annotation is not None and not is_off and reader.is_flattened(annotation):
                flattened = True
            elif annotation is not None:
                annotation.set_flags(annotation.flags | HIDDEN)
    if not flattened:
        yield printed
        return
    with _flattened(document, number - 1, page) as copy:
        if copy is None:
            printed.warnings.append(unread(number, "입력란과 주석의 글을 읽을 수 없음"))
        printed.page = copy
        yield printed


def unread(number: int, what: str) -> ReadingWarning:
    """The warning that a part of a page is not read."""
    return ReadingWarning(code=WarningCode.PART_UNREAD, page=number, message=f"{number}쪽: {what}, 원문 대조 필요")


def _may_print(page: pypdfium2.PdfPage, index: int, form: object) -> bool:
    with opened(page, index, form) as annotation:
        if annotation is None:
            return False
        return annotation.subtype not in NOT_PRINTED and (annotation.flags & HIDDEN) == 0


class _Reader:
    """Decides for each annotation of a page how it is read."""

    def __init__(self, number: int, printed: PrintedAnnotations) -> None:
        self._number, self._printed = number, printed

    def is_flattened(self, annotation: Annotation) -> bool:
        """Whether it is to be flattened into the page; what is read otherwise is noted."""
        if annotation.subtype in NOT_PRINTED or annotation.flags & HIDDEN:
            return False
        if not annotation.flags & PRINT:
            self._note_screen_only(annotation)
            return False
        if annotation.subtype in MARKUP:
            if annotation.subtype == pdfium_c.FPDF_ANNOT_STRIKEOUT:
                self._printed.struck = np.concatenate([self._printed.struck, annotation.quads])
            return False
        if annotation.subtype in UNREAD:
            self._warn(f"{UNREAD[annotation.subtype]}의 내용은 읽지 않음")
            return bool(annotation.subtype == pdfium_c.FPDF_ANNOT_INK)
        if annotation.subtype == pdfium_c.FPDF_ANNOT_STAMP and not annotation.drawn_kinds() & {TEXT, IMAGE}:
            self._warn("도장(스탬프) 주석의 글은 읽지 않음")
            return True
        if annotation.subtype == pdfium_c.FPDF_ANNOT_FREETEXT:
            return self._is_read_from_appearance(annotation, annotation.contents)
        if annotation.subtype == pdfium_c.FPDF_ANNOT_WIDGET:
            return self._is_flattened_field(annotation)
        return True

    def _is_flattened_field(self, widget: Annotation) -> bool:
        kind = widget.field_type
        if kind in TICKED:
            self._tick(widget, kind)
            return False
        if kind == pdfium_c.FPDF_FORMFIELD_LISTBOX:
            self._printed.typed.append(lay_out("\n".join(widget.chosen()), widget.rect))
            return False
        if kind in WITH_TEXT and not widget.field_flags & PASSWORD:
            return self._is_read_from_appearance(widget, _shown_value(widget, kind))
        if kind == NO_FIELD and widget.text_of("V"):
            self._warn("양식에 속하지 않은 입력란의 값은 읽지 않음")
        return True

    def _is_read_from_appearance(self, annotation: Annotation, text: str) -> bool:
        """Whether an appearance has the text to be read; where it has none, the text is set into the box."""
        if not text.strip():
            return True
        if TEXT in annotation.drawn_kinds():
            self._printed.expected.append((text, annotation.rect))
            return True
        self._printed.typed.append(lay_out(text, annotation.rect))
        return False

    def _tick(self, widget: Annotation, kind: int) -> None:
        """A sign in place of a tick; an empty box has one where it is drawn."""
        if widget.is_ticked:
            sign = TICKED[kind]
            self._printed.ticks.append(widget.rect)
        elif widget.drawn_kinds():
            sign = UNTICKED[kind]
            self._printed.ticks.append(widget.rect)
        else:
            return
        left, bottom, right, top = widget.rect.tolist()
        side = min(right - left, top - bottom)
        box = np.array([left, (bottom + top - side) / 2, left + side, (bottom + top + side) / 2])
        self._printed.typed.append(Typed([sign], box.reshape(1, 4)))

    def _note_screen_only(self, annotation: Annotation) -> None:
        """Name what is seen on a screen but not printed, where it says something."""
        if annotation.flags & NO_VIEW:
            return
        text = annotation.contents if annotation.subtype == pdfium_c.FPDF_ANNOT_FREETEXT else ""
        if annotation.subtype == pdfium_c.FPDF_ANNOT_WIDGET:
            kind = annotation.field_type
            if kind in WITH_TEXT and not annotation.field_flags & PASSWORD:
                text = _shown_value(annotation, kind)
            elif kind == pdfium_c.FPDF_FORMFIELD_LISTBOX:
                text = ", ".join(annotation.chosen())
            elif kind in TICKED and annotation.is_ticked:
                text = TICKED[kind]
        if text.strip():
            shown = " ".join(text.split())[:LONGEST_SHOWN]
            self._warn(f"화면에만 보이고 인쇄되지 않는 글 ‘{shown}’은 내용에서 제외")

    def _warn(self, what: str) -> None:
        self._printed.warnings.append(unread(self._number, what))


def _shown_value(widget: Annotation, kind: int) -> str:
    """The value of a field as its appearance shows it: a choice by its label."""
    if kind == pdfium_c.FPDF_FORMFIELD_COMBOBOX:
        return "\n".join(widget.chosen()) or widget.value
    return widget.value


@contextmanager
def _flattened(
    document: pypdfium2.PdfDocument, index: int, page: pypdfium2.PdfPage
) -> Iterator[pypdfium2.PdfPage | None]:
    """A copy of a page with its printed annotations in it.

    It is a copy because flattening takes a page for one that inherits nothing, neither its boxes nor its fonts.
    """
    copy = pypdfium2.PdfDocument.new()
    try:
        copy.import_pages(document, [index])
        whole = copy[0]
        whole.set_rotation(page.get_rotation())
        pdfium_c.FPDFPage_SetMediaBox(whole.raw, *page.get_bbox())
        pdfium_c.FPDFPage_SetCropBox(whole.raw, *page.get_bbox())
        done = pdfium_c.FPDFPage_Flatten(whole.raw, pdfium_c.FLAT_PRINT) != pdfium_c.FLATTEN_FAIL
        whole.close()
        flat = copy[0] if done else None
        yield flat
        if flat is not None:
            flat.close()
    except pypdfium2.PdfiumError:
        yield None
    finally:
        copy.close()
