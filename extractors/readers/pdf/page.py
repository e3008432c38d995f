"""The pages of a PDF, one at a time: what each shows as lines and tables, without keeping anything of pdfium open."""

import logging
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from extractors.readers.pdf.geometry import Frame, turn_back
from extractors.readers.pdf.layout.lines import Line, lines_of
from extractors.readers.pdf.layout.reading_order import WHOLE, WHOLE_PAGE, PagePart, parts_of
from extractors.readers.pdf.ocr import MAX_PAGES as MAX_OCR_PAGES
from extractors.readers.pdf.ocr.deskew import skewed
from extractors.readers.pdf.page_source import PageInk, page_inks
from extractors.readers.pdf.source.seen.struck_text import StruckText
from extractors.readers.pdf.tables.detection import detect_tables
from extractors.readers.pdf.tables.detectors.clip_cells import divide_by_clips
from extractors.readers.pdf.tables.detectors.lattice import TooManyCrossings
from extractors.readers.pdf.tables.page_evidence import PageEvidence
from extractors.readers.pdf.tables.page_tables import PageTable, tables_of
from schemas import Box, ReadingWarning, WarningCode
from schemas.errors import Damaged, Empty, Encrypted, TooLarge

logger = logging.getLogger(__name__)

MAX_PAGES = 1_000
END_MARK = b"%%EOF"
END_MARK_WITHIN = 4_096


@dataclass(frozen=True, slots=True)
class PageContent:
    """What a page shows: its tables, and the lines outside them. The number counts from 1.

    Boxes lie in the page as its text reads: `turns` quarter turns clockwise from how the page is shown in `frame`.
    A page with columns, or a sheet of two pages, has several `parts`, and is given part by part: `side` is
    where a part lies.
    """

    number: int
    frame: Frame
    turns: int
    lines: list[Line]
    tables: list[PageTable]
    warnings: list[ReadingWarning] = field(default_factory=list)
    skew: float = 0.0
    parts: Sequence[PagePart] = (WHOLE_PAGE,)
    side: int = WHOLE
    struck: list[StruckText] = field(default_factory=list)

    def part_by_part(self) -> list["PageContent"]:
        """The page, or its parts in the order in which they are read; its warnings go with the first one."""
        if len(self.parts) == 1:
            return [self]
        found = [self._part(part) for part in self.parts]
        found = [part for part in found if part.lines or part.tables or part.struck] or [self]
        return [replace(found[0], warnings=self.warnings), *found[1:]]

    def _part(self, part: PagePart) -> "PageContent":
        outer = {number: self._outermost(number) for number in range(len(self.tables))}
        here = [number for number in outer if part.holds(self.tables[outer[number]].box)]
        return replace(
            self.with_tables(here),
            lines=[line for line in self.lines if part.holds(line.box)],
            warnings=[],
            struck=[struck for struck in self.struck if part.holds(struck.box)],
            side=part.side,
        )

    def _outermost(self, number: int) -> int:
        parent = self.tables[number].parent
        return number if parent is None else self._outermost(parent.table)

    def tables_without(self, left_out: AbstractSet[int]) -> list[int]:
        """The indices of its tables but for some, and for what is nested in them."""
        return [number for number in range(len(self.tables)) if not ({number} | self._around(number)) & left_out]

    def with_tables(self, kept: Sequence[int]) -> "PageContent":
        """The page with some of its tables only, given by their indices in order."""
        tables = [
            replace(table, parent=table.parent._replace(table=kept.index(table.parent.table)))
            if table.parent
            else table
            for table in (self.tables[number] for number in kept)
        ]
        return replace(self, tables=tables)

    def _around(self, number: int) -> set[int]:
        """The tables that a table is nested in, at any depth."""
        parent = self.tables[number].parent
        return set() if parent is None else {parent.table} | self._around(parent.table)

    @property
    def height(self) -> float:
        """The height of the page as its text reads, in points."""
        return self.frame.turned(self.turns).height

    def as_shown(self, box: Box) -> Box:
        """A box of this page as it lies in the page as shown."""
        shown = turn_back(box, self.frame, self.turns)
        return skewed(shown, self.skew, self.frame.width, self.frame.height)


@contextmanager
def open_pdf(data: bytes) -> Iterator[pdfium.PdfDocument]:
    """A pdfium document.

    Raises:
        Encrypted: it needs a password.
        Damaged: it is cut off or cannot be parsed.
        Empty: it has no pages.
        TooLarge: it has more than MAX_PAGES pages.
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
        if len(document) > MAX_PAGES:
            raise TooLarge(f"{len(document):,}쪽, 한도 {MAX_PAGES:,}쪽")
        yield document
    finally:
        document.close()


def read_pages(document: pdfium.PdfDocument, data: bytes, most_ocr_pages: int = MAX_OCR_PAGES) -> Iterator[PageContent]:
    """The content of each page, in order. `data` is what the document was opened from."""
    return map(_content_of, page_inks(document, data, most_ocr_pages))


def _content_of(page: PageInk) -> PageContent:
    characters, warnings = page.characters, page.warnings
    graphics, sheet = page.graphics, page.text_frame
    clip_tables, rulings = divide_by_clips(graphics.clips, graphics.rulings, graphics.lines, sheet.width * sheet.height)
    evidence = PageEvidence(characters, rulings, clip_tables, graphics.fills)
    try:
        grids = detect_tables(evidence)
    except TooManyCrossings:
        grids = []
        warnings = [*warnings, _without_tables(page.number)]
    tables, runs = tables_of(grids, evidence.runs, characters, page.number)
    for table in tables:
        logger.debug("page %d: a table of %d cells by %s", page.number, len(table.cells), table.detector)
    parts = parts_of(sheet, runs, [table.box for table in tables if table.parent is None])
    lines = [line._replace(runs=()) for part in parts for line in lines_of(run for run in runs if part.holds(run))]
    return PageContent(
        page.number, page.frame, page.turns, lines, tables, warnings, page.skew, parts, struck=page.struck
    )


def _without_tables(number: int) -> ReadingWarning:
    message = f"{number}쪽: 선이 너무 많이 교차하여 표를 나누지 않고 글만 읽음, 원문 대조 필요"
    return ReadingWarning(code=WarningCode.TEXT_UNCERTAIN, page=number, message=message)
