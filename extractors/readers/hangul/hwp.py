"""HWP 5: Hangul's binary format in an OLE container, documents for distribution (배포용) included."""

import tempfile
from pathlib import Path

from dochan import Dochan
from dochan.model.table import Table as HangulTable

from extractors.readers.hangul.cross_check import cross_check
from extractors.readers.hangul.hwp_numbering import count_stored_lines, read_numbering
from extractors.readers.hangul.pages import with_pages
from extractors.readers.hangul.walker import HangulWalker, reject_unreadable, warnings_of
from extractors.readers.shared.finalize import assemble
from schemas import Document, FileInfo
from schemas.errors import Damaged


def read_hwp(data: bytes, file: FileInfo) -> Document:
    """The document in an HWP 5 file.

    Raises:
        InputRejected: see `extractors.readers.read`.
    """
    # dochan opens HWP 5 by path only.
    with tempfile.TemporaryDirectory(prefix="simsa-") as folder:
        path = Path(folder) / "document.hwp"
        path.write_bytes(data)
        try:
            source = Dochan(str(path), revision_mode="final").doc
        except ValueError as error:
            # It raises this one only for a file whose header it cannot read; see its signature check.
            raise Damaged("HWP 5 파일 정보를 읽을 수 없음") from error
    reject_unreadable(source)
    builder = HangulWalker(read_numbering(data), _is_chart).walk(source)
    warnings = builder.warnings(has_pictures=bool(source.bin_data_list)) + warnings_of(source)
    warnings += cross_check(data, builder.tables)
    document = assemble(file, builder.blocks, builder.tables, warnings)
    paragraphs, cached = count_stored_lines(data)
    return with_pages(document, data, paragraphs=paragraphs, cached=cached)


def _is_chart(table: HangulTable) -> bool:
    # dochan gives the cells that it makes of a chart's values their row; cells that HWP 5 holds have none.
    return bool(table.rows and table.rows[0] and table.rows[0][0].row is not None)
