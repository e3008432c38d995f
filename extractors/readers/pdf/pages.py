"""The pages of a PDF, one at a time: what each shows as lines and tables, without keeping anything of pdfium open."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import repeat

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from extractors.readers.ocr import MOST_PAGES as MOST_OCR_PAGES
from extractors.readers.ocr import ScanReader
from extractors.readers.ocr.tilt import tilted
from extractors.readers.pdf import native
from extractors.readers.pdf.borderless import find_open_grids
from extractors.readers.pdf.characters import Characters
from extractors.readers.pdf.clips import NO_BOXES
from extractors.readers.pdf.drawing import read_drawn
from extractors.readers.pdf.enclosing import TooManyCrossings
from extractors.readers.pdf.fallback import characters_through_pdfminer
from extractors.readers.pdf.filled import find_filled_grids
from extractors.readers.pdf.geometry import Floats, Frame, turn_back
from extractors.readers.pdf.glyphs import read_characters, text_turns
from extractors.readers.pdf.grid import find_grids
from extractors.readers.pdf.legibility import is_unmapped, is_unreadable, missing_text, text_missing, unknown_glyphs
from extractors.readers.pdf.lines import Line, lines_of
from extractors.readers.pdf.row_ruled import find_row_ruled_grids
from extractors.readers.pdf.tables import PageTable, tables_of
from extractors.readers.pdf.two_up import fold_of
from extractors.readers.pdf.written_clips import writes_clips, written_clips
from schemas import Box, ReadingWarning
from schemas.errors import Damaged, Empty, Encrypted, TooLarge

MOST_PAGES = 1_000
NO_CHARACTERS = Characters([], np.empty((0, 4)), np.empty(0, dtype=np.bool_))
END_MARK = b"%%EOF"
END_MARK_WITHIN = 4_096


@dataclass(frozen=True, slots=True)
class PageContent:
    """What a page shows: its tables, and the lines outside them. The number counts from 1.

    Boxes lie in the page as its text reads: `turns` quarter turns clockwise from how the page is shown in `frame`.
    A sheet of two pages has a `fold`, and gives each of them as one of its `halves`.
    """

    number: int
    frame: Frame
    turns: int
    lines: list[Line]
    tables: list[PageTable]
    warnings: list[ReadingWarning] = field(default_factory=list)
    tilt: float = 0.0
    fold: float | None = None
    half: int = 0

    def halves(self) -> list["PageContent"]:
        """The pages on a sheet of two, left (1) and right (2); a page that is one stays whole (0)."""
        return [self] if self.fold is None else [self._half(1, self.fold), self._half(2, self.fold)]

    def _half(self, half: int, fold: float) -> "PageContent":
        def is_here(box: Box) -> bool:
            return (box.x0 < fold) == (half == 1)

        here = [number for number, table in enumerate(self.tables) if is_here(table.box)]
        return replace(
            self.with_tables(here),
            lines=[line for line in self.lines if is_here(line.box)],
            warnings=self.warnings if half == 1 else [],
            half=half,
        )

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
        return tilted(shown, self.tilt, self.frame.width, self.frame.height)


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


def read_pages(
    document: pdfium.PdfDocument, data: bytes, most_ocr_pages: int = MOST_OCR_PAGES
) -> Iterator[PageContent]:
    """The content of each page, in order. `data` is what the document was opened from."""
    scans = ScanReader(most_ocr_pages)
    clips = written_clips(data, len(document)) if writes_clips(document) else repeat(NO_BOXES, len(document))
    for index, clips_of_page in enumerate(clips):
        yield _read_page(document, index, data, scans, clips_of_page)


def _read_page(
    document: pdfium.PdfDocument, index: int, data: bytes, scans: ScanReader, written_clips: Floats
) -> PageContent:
    number = index + 1
    try:
        page = document[index]
    except pdfium.PdfiumError:
        return PageContent(number, Frame(0.0, 0.0, 0.0, 0.0), 0, [], [], [text_missing(number, "쪽을 열 수 없음")])
    text_page = page.get_textpage()
    try:
        frame = _frame_of(page)
        turns = (text_turns(native.handle_of(text_page.raw)) - frame.turns) % 4
        upright = frame.turned(turns)
        characters = read_characters(native.handle_of(text_page.raw), upright)
        drawn = read_drawn(native.handle_of(page.raw), upright, written_clips)
    finally:
        text_page.close()
        page.close()
    warnings = []
    if is_unreadable(characters) and turns == 0 and not is_unmapped(characters):
        characters, warning = _second_reading(characters, data, index)
        warnings += warning
    reason = missing_text(characters, drawn.images, drawn.shapes, upright)
    rules, tables_by_clips, tilt = drawn.rules, drawn.tables, 0.0
    if reason is None:
        warnings += unknown_glyphs(characters, number)
    else:
        known = NO_CHARACTERS if turns or is_unreadable(characters) else characters
        scan, mark = scans.read(document, index, known, reason)
        warnings.append(mark)
        if scan is not None:
            (characters, rules, tilt), tables_by_clips, turns = scan, [], 0
    runs = characters.runs()
    try:
        grids = find_grids(rules, runs, tables_by_clips)
        grids += find_row_ruled_grids(rules, grids, characters)
        grids += find_open_grids(rules, grids, runs)
        grids += find_filled_grids(drawn.fills, grids, runs)
    except TooManyCrossings:
        grids = []
        warnings.append(_without_tables(number))
    tables, runs = tables_of(grids, runs, characters, number)
    fold = fold_of(frame.turned(turns), runs, [table.box for table in tables])
    sides = (
        [runs] if fold is None else [[run for run in runs if (run.x0 < fold) == is_left] for is_left in (True, False)]
    )
    lines = [line._replace(runs=()) for side in sides for line in lines_of(side)]
    return PageContent(number, frame, turns, lines, tables, warnings, tilt, fold)


def _second_reading(characters: Characters, data: bytes, index: int) -> tuple[Characters, list[ReadingWarning]]:
    """The characters through pdfminer where it can tell more of them."""
    other = characters_through_pdfminer(data, index)
    if other is None or other.unreadable_share >= characters.unreadable_share:
        return characters, []
    message = f"{index + 1}쪽: 글꼴 정보가 불완전하여 다른 방법으로 읽음, 원문 대조 필요"
    return other, [ReadingWarning(code="text-uncertain", page=index + 1, message=message)]


def _without_tables(number: int) -> ReadingWarning:
    message = f"{number}쪽: 선이 너무 많이 교차하여 표를 나누지 않고 글만 읽음, 원문 대조 필요"
    return ReadingWarning(code="text-uncertain", page=number, message=message)


def _frame_of(page: pdfium.PdfPage) -> Frame:
    visible = pdfium_c.FS_RECTF()
    pdfium_c.FPDF_GetPageBoundingBox(page.raw, visible)
    return Frame(visible.left, visible.bottom, visible.right, visible.top, page.get_rotation() // 90)
