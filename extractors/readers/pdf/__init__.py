"""PDF: characters and rulings through pdfium, tables through pdfplumber's finder, put together over pages."""

from extractors.readers.pdf.reader import read_pdf

__all__ = ["read_pdf"]
