"""The text that a file's own parts hold, taken from them without the readers."""

import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium_c
from lxml import etree

from extractors.readers.pdf.page_source import frame_of
from extractors.readers.pdf.source import pdfium
from extractors.readers.pdf.source.glyphs import read_glyphs
from extractors.readers.pdf.source.graphics import walked
from extractors.readers.pdf.source.notes.annotation import opened
from extractors.readers.pdf.source.notes.printed_annotations import HIDDEN, PRINT, prepare_forms
from extractors.readers.pdf.source.seen.hidden_text import unseen_glyphs
from schemas import FileFormat

# Parts of a DOCX whose text is printed, but for running headers and footers.
PRINTED_PARTS = ("word/document", "word/footnotes", "word/endnotes", "word/charts/", "word/diagrams/data")
PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True, recover=True)
BROKEN_PACKAGE = (zipfile.BadZipFile, OSError, ValueError, etree.XMLSyntaxError)


class PartText(NamedTuple):
    """The text of a part; of a page where the part is one."""

    text: str
    page: int | None = None


def own_text(path: Path, file_format: FileFormat) -> list[PartText]:
    """The text of each part of a file; none of a HWP, whose records tell no text from anything else by themselves."""
    match file_format:
        case FileFormat.PDF:
            return list(_pages(path))
        case FileFormat.DOCX | FileFormat.HWPX:
            return [PartText("\n".join(_xml_texts(path, file_format)))]
        case _:
            return []


def _pages(path: Path) -> Iterator[PartText]:
    """The text of the pages of a PDF as it is seen, annotations after it; lines that came before are left out."""
    document = pypdfium2.PdfDocument(path.read_bytes())
    seen: Counter[str] = Counter()
    prepare_forms(document)
    try:
        for index in range(len(document)):
            lines = _lines_of(document, index)
            yield PartText("\n".join(line for line in lines if not seen[line.strip()]), index + 1)
            seen.update(line.strip() for line in lines)
    finally:
        document.close()


def _lines_of(document: pypdfium2.PdfDocument, index: int) -> list[str]:
    try:
        page = document[index]
    except pypdfium2.PdfiumError:
        return []
    form = document.formenv.raw if document.formenv else None
    notes = [_printed_note(page, number, form) for number in range(pdfium_c.FPDFPage_GetAnnotCount(page.raw))]
    text_page = page.get_textpage()
    handle = pdfium.handle_of(text_page.raw)
    glyphs = read_glyphs(handle)
    walk = walked(pdfium.handle_of(page.raw))
    unseen = unseen_glyphs(page, handle, glyphs.boxes, glyphs.are_blank, frame_of(page), walk)
    lines = "".join(glyphs.without(unseen.glyphs).texts).splitlines()
    text_page.close()
    page.close()
    return lines + [line for note in notes for line in note.splitlines()]


def _printed_note(page: pypdfium2.PdfPage, number: int, form: object) -> str:
    """What a free text or a text field prints."""
    with opened(page, number, form) as note:
        if note is None or note.flags & HIDDEN or not note.flags & PRINT:
            return ""
        if note.subtype == pdfium_c.FPDF_ANNOT_FREETEXT:
            return note.contents
        return note.value if note.field_type == pdfium_c.FPDF_FORMFIELD_TEXTFIELD else ""


def _xml_texts(path: Path, file_format: FileFormat) -> Iterator[str]:
    try:
        with zipfile.ZipFile(path) as package:
            for name in sorted(package.namelist()):
                if name.endswith(".xml") and _is_printed(name, file_format):
                    yield from _texts_of(etree.fromstring(package.read(name), PARSER))
    except BROKEN_PACKAGE:
        return


def _is_printed(name: str, file_format: FileFormat) -> bool:
    if file_format is FileFormat.DOCX:
        return name.startswith(PRINTED_PARTS)
    return "/section" in name


def _texts_of(root: etree._Element | None) -> Iterator[str]:
    """The texts of the elements named t, but for alternatives to others."""
    if root is None:
        return
    for element in root.iter("{*}t"):
        if not any(etree.QName(parent).localname == "Fallback" for parent in element.iterancestors()):
            yield "".join(str(text) for text in element.itertext())
