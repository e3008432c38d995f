"""HWPX (KS X 6101): Hangul's open format."""

import re
from typing import Any

from dochan.hwpx.revisions import RevisionProjector
from dochan.model.document import Document as HangulDocument
from dochan.model.document import Section
from dochan.utils.heading_font import finalize_font_headings

from extractors.readers.containers.zip_archive import Archive
from extractors.readers.hangul.cross_check import cross_check
from extractors.readers.hangul.hwpx_numbering import read_numbering
from extractors.readers.hangul.hwpx_package import HwpxPackage
from extractors.readers.hangul.hwpx_section import SectionReader
from extractors.readers.hangul.hwpx_styles import read_styles
from extractors.readers.hangul.pages import with_pages
from extractors.readers.hangul.walker import HangulWalker, warnings_of
from extractors.readers.shared.charts import chart_lines
from extractors.readers.shared.finalize import assemble
from extractors.readers.shared.placed_pictures import PictureReader, add_pictures
from schemas import Document, FileInfo
from schemas.errors import Damaged

PARAGRAPH = re.compile(rb"<hp:p[ >]")
STORED_LINES = b"<hp:linesegarray"


def read_hwpx(data: bytes, file: FileInfo, look: PictureReader) -> Document:
    """The document in an HWPX package; `look` tells what its pictures hold.

    Raises:
        InputRejected: see `extractors.readers.read`.
    """
    with Archive(data) as archive:
        package = HwpxPackage(archive)
        sections = [package.read(name) for name in package.sections]
        source, left_out = _sections(package, sections)
        walker = HangulWalker(read_numbering(package.header, sections))
        builder = walker.walk(source)
        add_pictures(builder, package.picture, look)
    warnings = builder.warnings(has_pictures=package.has_pictures) + warnings_of(source)
    warnings += cross_check(data, builder.tables, left_out, walker.cells_with_memos)
    document = assemble(file, builder.blocks, builder.tables, warnings, builder.struck)
    paragraphs = sum(len(PARAGRAPH.findall(section)) for section in sections)
    cached = sum(section.count(STORED_LINES) for section in sections)
    return with_pages(document, data, paragraphs=paragraphs, cached=cached)


def _sections(package: HwpxPackage, sections: list[bytes]) -> tuple[Any, list[str]]:
    """The document as a tree of elements, and the texts in it that are no content: prompts and memos."""
    if not sections:
        raise Damaged("HWPX 본문(section)이 없음")

    def chart(name: str) -> list[str] | None:
        root = package.chart(name)
        return None if root is None else chart_lines(root)

    source = HangulDocument()
    changes = RevisionProjector(source.errors, "final")
    styles = read_styles(package.header)
    if package.header is not None:
        changes.read_header(package.header)
    reader = SectionReader(styles, changes, chart)
    for name, section in zip(package.sections, sections, strict=True):
        source.sections.append(Section(elements=reader.read(section, name)))
    source.para_shapes = styles.paragraph_shapes()
    finalize_font_headings(reader.sized, source)
    return source, reader.left_out
