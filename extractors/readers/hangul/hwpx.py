"""HWPX (KS X 6101): Hangul's open format."""

import io
import re
from typing import Any

from dochan.hwpx.parser import HWPXParser

from extractors.readers.containers.zip_archive import Archive
from extractors.readers.hangul.cross_check import cross_check
from extractors.readers.hangul.hwpx_numbering import read_numbering
from extractors.readers.hangul.pages import with_pages
from extractors.readers.hangul.walker import HangulWalker, reject_unreadable, warnings_of
from extractors.readers.shared.finalize import assemble
from schemas import Document, FileInfo

SECTION = re.compile(r"Contents/section\d+\.xml")
PARAGRAPH = re.compile(rb"<hp:p[ >]")
STORED_LINES = b"<hp:linesegarray"


class ChartlessParser(HWPXParser):  # type: ignore[misc]  # dochan has no types
    """dochan makes tables of a chart's values, which look like tables of the document; charts are left out instead."""

    def _parse_chart_elem(self, elem: object) -> list[Any]:  # noqa: ARG002 - dochan's signature
        return []


def read_hwpx(data: bytes, file: FileInfo) -> Document:
    """The document in an HWPX package.

    Raises:
        InputRejected: see `extractors.readers.read`.
    """
    with Archive(data) as archive:
        numbering = read_numbering(archive)
        paragraphs, cached = _line_cache(archive)
        has_pictures = any(name.startswith("BinData/") for name in archive.names)
    source = ChartlessParser().parse(io.BytesIO(data), include_assets=False, revision_mode="final")
    reject_unreadable(source)
    builder = HangulWalker(numbering, is_chart=lambda _: False).walk(source)
    warnings = builder.warnings(has_pictures=has_pictures) + warnings_of(source)
    warnings += cross_check(data, builder.tables)
    document = assemble(file, builder.blocks, builder.tables, warnings)
    return with_pages(document, data, paragraphs=paragraphs, cached=cached)


def _line_cache(archive: Archive) -> tuple[int, int]:
    """How many paragraphs the sections have, and how many have their lines stored."""
    sections = [archive.read(name) for name in sorted(archive.names) if SECTION.fullmatch(name)]
    return (
        sum(len(PARAGRAPH.findall(section)) for section in sections),
        sum(section.count(STORED_LINES) for section in sections),
    )
