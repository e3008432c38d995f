"""HWP 5: Hangul's binary format in an OLE container, documents for distribution (배포용) included."""

import tempfile
from pathlib import Path

from dochan import Dochan
from dochan.model.table import Table as HangulTable

from extractors.readers.assembly import assemble
from extractors.readers.hangul import HangulWalker, reject_unreadable, warnings_of
from extractors.readers.hwp_heads import read_heads
from schemas import Document, FileInfo


def read_hwp(data: bytes, file: FileInfo) -> Document:
    """The document in an HWP 5 file.

    Raises:
        InputRejected: see `extractors.readers.read`.
    """
    # dochan opens HWP 5 by path only.
    with tempfile.TemporaryDirectory(prefix="simsa-") as folder:
        path = Path(folder) / "document.hwp"
        path.write_bytes(data)
        source = Dochan(str(path), revision_mode="final").doc
    reject_unreadable(source)
    collected = HangulWalker(read_heads(data), _is_chart).walk(source)
    return assemble(file, collected.blocks, collected.tables, warnings_of(source))


def _is_chart(table: HangulTable) -> bool:
    # dochan gives the cells that it makes of a chart's values their row; cells that HWP 5 holds have none.
    return bool(table.rows and table.rows[0] and table.rows[0][0].row is not None)
