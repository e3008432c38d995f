"""The pages of a PDF, one at a time: what each shows as lines and tables, without keeping anything of pdfium open."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from extractors.readers.pdf import native
from extractors.readers.pdf.characters import read_characters
from extractors.readers.pdf.geometry import Frame
from extractors.readers.pdf.grid import find_grids
from extractors.readers.pdf.lines import Line, lines_of
from extractors.readers.pdf.rules import read_drawn
from extractors.readers.pdf.tables import PageTable, tables_of
from schemas import ReadingWarning
from schemas.errors import Damaged, Empty, Encrypted, TooLarge

MOST_PAGES = 1_000
END_MARK = b"%%EOF"
END_MARK_WITHIN = 4_096


@dataclass(frozen=True, slots=True)
class PageContent:
    """What a page shows: its tables, and the lines outside them. The number counts from 1; sizes are in points."""

    number: int
    width: float
    height: float
    lines: list[Line]
    tables: list[PageTable]
    warnings: list[ReadingWarning] = field(default_factory=list)


@contextmanager
def opened(data: bytes) -> Iterator[pdfium.PdfDocument]:
    """A pdfium document.

    Raises:
        Encrypted: it needs a password.
        Damaged: it is cut off or cannot be parsed.
        Empty: it has no pages.
        TooLarge: it has more than MOST_PAGES pages.
    """
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if error.err_code in {pdfium_c.FPDF_ERR_PASSWORD, pdfium_c.FPDF_ERR_SECURITY}:
            raise Encrypted("암호가 걸린 PDF") from error
        raise Damaged("PDF 구조를 읽을 수 없음") from error
    try:
        if END_MARK not in data[-END_MARK_WITHIN:]:
            raise Damaged("PDF 끝부분이 잘림")
        if len(document) == 0:
            raise Empty("쪽이 없는 PDF")
        if len(document) > MOST_PAGES:
            raise TooLarge(f"{len(document):,}쪽, 한도 {MOST_PAGES:,}쪽")
        yield document
    finally:
        document.close()


def read_pages(document: pdfium.PdfDocument) -> Iterator[PageContent]:
    """The content of each page, in order."""
    for index in range(len(document)):
        yield _read_page(document, index)


def _read_page(document: pdfium.PdfDocument, index: int) -> PageContent:
    number = index + 1
    try:
        page = document[index]
    except pdfium.PdfiumError:
        warning = ReadingWarning(code="text-missing", page=number, message=f"{number}쪽을 열 수 없음")
        return PageContent(number, 0.0, 0.0, [], [], [warning])
    text_page = page.get_textpage()
    try:
        frame = _frame_of(page)
        characters = read_characters(native.handle_of(text_page.raw), frame)
        drawn = read_drawn(native.handle_of(page.raw), frame)
        tables, runs = tables_of(find_grids(drawn.rules), characters.runs(), characters, number)
        lines = [line._replace(runs=()) for line in lines_of(runs)]
        return PageContent(number, frame.width, frame.height, lines, tables)
    finally:
        text_page.close()
        page.close()


def _frame_of(page: pdfium.PdfPage) -> Frame:
    visible = pdfium_c.FS_RECTF()
    pdfium_c.FPDF_GetPageBoundingBox(page.raw, visible)
    return Frame(visible.left, visible.bottom, visible.right, visible.top, page.get_rotation() // 90)
