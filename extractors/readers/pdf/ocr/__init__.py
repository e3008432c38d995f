"""Text from pictures of pages, where Tesseract with Korean is installed: a reading that is always marked as one.

Nothing here is needed for documents that have text. Whoever installs `tesseract-ocr-kor` gets scanned pages read; what
was read so carries the warning `read-by-ocr`, and what rests on it stays provisional.
"""

from extractors.readers.pdf.ocr.scan_reader import MAX_PAGES, ScanReader

__all__ = ["MAX_PAGES", "ScanReader"]
