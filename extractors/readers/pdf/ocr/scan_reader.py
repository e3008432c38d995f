"""Pages whose text is a picture, read by Tesseract where it is installed, a limited number of them a document.

A page takes seconds, and a document has two minutes: a scan of a hundred pages must not end as too slow. The pages
beyond the limit stay unread, and their warning says so. The limit is one of pages, so that a file reads the same
wherever it is read; the one of time only keeps a machine that is far too busy from losing the whole document.
"""

import math
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pypdfium2 as pdfium

from extractors.readers.pdf.ocr import tesseract
from extractors.readers.pdf.tolerances import SCANS
from schemas import ReadingWarning, WarningCode

if TYPE_CHECKING:
    from extractors.readers.pdf.ocr.scan import Scan
    from extractors.readers.pdf.ocr.words import Word
    from extractors.readers.pdf.source.characters import Characters

MAX_PAGES = 15
MAX_S = 75.0  # by the clock: a page is begun within it


@dataclass
class ScanReader:
    """Reads the pictures of one document's pages, at most `most_pages` of them; 0 switches it off."""

    most_pages: int = MAX_PAGES
    _languages: frozenset[str] | None = field(default=None, init=False)
    _read: int = field(default=0, init=False)
    _spent_s: float = field(default=0.0, init=False)

    def read(
        self, document: pdfium.PdfDocument, page_index: int, known: "Characters", reason: str
    ) -> "tuple[Scan | None, ReadingWarning]":
        """What the picture of a page says beside its known characters, and the warning that marks it.

        `reason` says in Korean why text is missing. None comes back where it stays missing.
        """
        number = page_index + 1
        if self.most_pages == 0 or not self._is_installed():
            return None, _missing(number, reason)
        if self._read >= self.most_pages:
            return None, _missing(number, f"{reason}(문자인식은 문서당 {self.most_pages}쪽까지)")
        if self._spent_s >= MAX_S:
            return None, _missing(number, f"{reason}(문자인식 시간 {MAX_S:g}초 초과)")
        self._read += 1
        begun = time.monotonic()
        # Numerics and pictures are loaded for scans only.
        from extractors.readers.pdf.ocr.recognition import recognise

        try:
            scan, words = recognise(document, page_index, known, self._languages or frozenset())
        except tesseract.OcrFailed as failure:
            return None, _missing(number, f"{reason}({failure})")
        finally:
            self._spent_s += time.monotonic() - begun
        if sum(sign.isalnum() for word in words for sign in word.text) < SCANS.min_characters:
            return None, _missing(number, f"{reason}(문자인식으로도 글자를 찾지 못함)")
        confidence = confidence_of(words)
        if confidence < SCANS.min_confidence:
            return None, _missing(number, f"{reason}(문자인식 신뢰도 {confidence}%로 쓸 수 없음)")
        doubtful = sum(word.confidence < SCANS.doubtful_confidence for word in words)
        return scan, _marked(number, confidence, doubtful)

    def _is_installed(self) -> bool:
        if self._languages is None:
            self._languages = tesseract.languages()
        return tesseract.KOREAN in self._languages


def confidence_of(words: "list[Word]") -> int:
    """How sure Tesseract is of a page, 0 to 100: each character counts."""
    letters = sum(len(word.text) for word in words)
    return math.floor(sum(word.confidence * len(word.text) for word in words) / letters)


def _marked(page_number: int, confidence: int, doubtful: int) -> ReadingWarning:
    doubt = f", 불확실한 낱말 {doubtful}개" if doubtful else ""
    message = f"{page_number}쪽: 그림을 문자인식(OCR)으로 읽음(신뢰도 {confidence}%{doubt}), 원문 대조 필요"
    return ReadingWarning(code=WarningCode.READ_BY_OCR, page=page_number, message=message)


def _missing(page_number: int, reason: str) -> ReadingWarning:
    return ReadingWarning(code=WarningCode.TEXT_MISSING, page=page_number, message=f"{page_number}쪽: {reason}")
