"""HWP 5: Hangul's binary format in an OLE container, documents for distribution (배포용) included."""

from extractors.readers.hangul.cross_check import cross_check
from extractors.readers.hangul.hwp_file import read_hwp_file
from extractors.readers.hangul.hwp_numbering import count_stored_lines, read_numbering
from extractors.readers.hangul.pages import with_pages
from extractors.readers.hangul.walker import HangulWalker, reject_unreadable, warnings_of
from extractors.readers.shared.finalize import assemble
from schemas import Document, FileInfo


def read_hwp(data: bytes, file: FileInfo) -> Document:
    """The document in an HWP 5 file.

    Raises:
        InputRejected: see `extractors.readers.read`.
    """
    source = read_hwp_file(data)
    reject_unreadable(source.document)
    walker = HangulWalker(read_numbering(data))
    builder = walker.walk(source.document)
    warnings = builder.warnings(has_pictures=source.has_pictures) + warnings_of(source.document)
    warnings += cross_check(data, builder.tables, source.left_out, walker.cells_with_memos)
    document = assemble(file, builder.blocks, builder.tables, warnings, builder.struck)
    paragraphs, cached = count_stored_lines(data)
    return with_pages(document, data, paragraphs=paragraphs, cached=cached)
