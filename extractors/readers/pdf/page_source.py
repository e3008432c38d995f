"""What is printed on the pages of a PDF: characters, rulings and fills, by pdfium or, for pictures of pages, by OCR."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache, partial
from itertools import repeat

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium_c

from extractors.readers.pdf.geometry import NO_BOXES, Floats, Frame
from extractors.readers.pdf.ocr import ScanReader
from extractors.readers.pdf.source.characters import Characters
from extractors.readers.pdf.source.clip_paths import parsed_clip_paths, writes_clip_paths
from extractors.readers.pdf.source.graphics import NO_GRAPHICS, PageGraphics, graphics_of, lines_of_walk
from extractors.readers.pdf.source.notes.printed_annotations import prepare_forms, printed_annotations
from extractors.readers.pdf.source.pdfminer_text import characters_through_pdfminer
from extractors.readers.pdf.source.seen.optional_content import (
    NOTHING_HIDDEN,
    annotations_off,
    has_layers,
    hidden_objects,
    take_off,
)
from extractors.readers.pdf.source.seen.pictures import (
    TextPicture,
    picture_unread,
    text_pictures,
    with_characters_within,
    with_rulings_within,
    without_repeated,
)
from extractors.readers.pdf.source.seen.seen_text import seen_text
from extractors.readers.pdf.source.seen.struck_text import StruckText
from extractors.readers.pdf.source.text_quality import (
    is_unmapped,
    is_unreadable,
    missing_text,
    text_missing,
    unknown_glyphs,
)
from schemas import ReadingWarning, WarningCode

NO_CHARACTERS = Characters([], NO_BOXES, np.empty(0, dtype=np.bool_))


@dataclass(frozen=True, slots=True)
class PageInk:
    """What is printed on a page, as it lies with its text upright.

    The number counts from 1; `turns` and `skew` are as in `PageContent`.
    """

    number: int
    frame: Frame
    turns: int = 0
    skew: float = 0.0
    characters: Characters = NO_CHARACTERS
    graphics: PageGraphics = NO_GRAPHICS
    warnings: list[ReadingWarning] = field(default_factory=list)
    struck: list[StruckText] = field(default_factory=list)
    pictures: list[TextPicture] = field(default_factory=list)

    @property
    def text_frame(self) -> Frame:
        """The page as its text reads."""
        return self.frame.turned(self.turns)


def page_inks(document: pypdfium2.PdfDocument, data: bytes, most_ocr_pages: int) -> Iterator[PageInk]:
    """Each page, in order; at most `most_ocr_pages` are read by OCR. `data` is what the document was opened from."""
    scans = ScanReader(most_ocr_pages)
    prepare_forms(document)
    is_layered = has_layers(data)
    letterheads: set[tuple[int, ...]] = set()
    clips = parsed_clip_paths(data, len(document)) if writes_clip_paths(document) else repeat(NO_BOXES, len(document))
    for index, clips_of_page in enumerate(clips):
        try:
            page = document[index]
        except pypdfium2.PdfiumError:
            missing = text_missing(index + 1, "쪽을 열 수 없음")
            yield PageInk(index + 1, Frame(0.0, 0.0, 0.0, 0.0), warnings=[missing])
            continue
        off = cache(partial(annotations_off, data, index))
        ink = _ink_of(document, page, index + 1, clips_of_page, off, is_layered=is_layered)
        ink = replace(ink, pictures=without_repeated(ink.pictures, ink.frame, letterheads))
        yield _readable(ink, document, data, scans)


def _ink_of(
    document: pypdfium2.PdfDocument,
    page: pypdfium2.PdfPage,
    number: int,
    clips: Floats,
    off: Callable[[], frozenset[int]],
    *,
    is_layered: bool,
) -> PageInk:
    """A page as pdfium tells of it, which closes it: what a viewer prints; `off` are annotations on hidden layers."""
    try:
        hidden = hidden_objects(page) if is_layered else NOTHING_HIDDEN
        with printed_annotations(document, page, number, off) as annotations:
            printed = annotations.page or page
            take_off(printed, hidden.paths)
            frame = frame_of(printed)
            seen = seen_text(printed, frame, annotations, number)
            upright = frame.turned(seen.turns)
            lines = lines_of_walk(seen.walk, upright)[~seen.striking]
            graphics = graphics_of(seen.walk, upright, lines, clips)
            pictures = text_pictures(printed, frame, seen.walk, seen.boxes)
    finally:
        page.close()
    warnings = [*hidden.warnings(number), *annotations.warnings, *seen.warnings]
    return PageInk(number, frame, seen.turns, 0.0, seen.characters, graphics, warnings, seen.struck, pictures)


def _readable(page: PageInk, document: pypdfium2.PdfDocument, data: bytes, scans: ScanReader) -> PageInk:
    """The page with what pdfium cannot read of it read otherwise, and the warnings that say so."""
    characters, warnings = page.characters, page.warnings
    if is_unreadable(characters) and page.turns == 0 and not is_unmapped(characters):
        characters, second = _second_reading(characters, data, page.number - 1)
        warnings = [*warnings, *second]
    reason = missing_text(characters, page.graphics.images, page.graphics.shapes, page.text_frame)
    if reason is None:
        page = replace(page, characters=characters, warnings=[*warnings, *unknown_glyphs(characters, page.number)])
        return _with_pictures(page, document, scans) if page.pictures else page
    known = NO_CHARACTERS if page.turns or is_unreadable(characters) else characters
    scan, mark = scans.read(document, page.number - 1, known, reason)
    page = replace(page, characters=characters, warnings=[*warnings, mark])
    if scan is None:
        return page
    graphics = page.graphics._replace(rulings=scan.rulings, clips=NO_BOXES)
    return replace(page, turns=0, skew=scan.skew, characters=scan.characters, graphics=graphics)


def _with_pictures(page: PageInk, document: pypdfium2.PdfDocument, scans: ScanReader) -> PageInk:
    """The page with the tables in its pictures, as far as they can be recognised, and a warning of its pictures.

    Other pictures with text are only named: to recognise what a diagram says takes seconds, and is no sentence.
    """
    tables = np.array([picture.box for picture in page.pictures if picture.is_table]).reshape(-1, 4)
    named = picture_unread(page.number, len(page.pictures))
    if not len(tables) or page.turns:
        return replace(page, warnings=[*page.warnings, named])
    scan, mark = scans.read(document, page.number - 1, page.characters, "표로 보이는 그림을 읽을 수 없음")
    if scan is None or scan.skew:
        return replace(page, warnings=[*page.warnings, named])
    others = [] if len(tables) == len(page.pictures) else [named]
    graphics = page.graphics._replace(rulings=with_rulings_within(page.graphics.rulings, scan.rulings, tables))
    characters = with_characters_within(page.characters, scan.characters, tables)
    return replace(page, characters=characters, graphics=graphics, warnings=[*page.warnings, mark, *others])


def _second_reading(characters: Characters, data: bytes, index: int) -> tuple[Characters, list[ReadingWarning]]:
    """The characters through pdfminer where it can tell more of them."""
    other = characters_through_pdfminer(data, index)
    if other is None or other.unreadable_share >= characters.unreadable_share:
        return characters, []
    message = f"{index + 1}쪽: 글꼴 정보가 불완전하여 다른 방법으로 읽음, 원문 대조 필요"
    return other, [ReadingWarning(code=WarningCode.TEXT_UNCERTAIN, page=index + 1, message=message)]


def frame_of(page: pypdfium2.PdfPage) -> Frame:
    """The visible box of a page, and how it is turned."""
    visible = pdfium_c.FS_RECTF()
    pdfium_c.FPDF_GetPageBoundingBox(page.raw, visible)
    return Frame(visible.left, visible.bottom, visible.right, visible.top, page.get_rotation() // 90)
