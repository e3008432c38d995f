"""HWP 5: Hangul's binary format in an OLE container, documents for distribution (배포용) included."""

import tempfile
from pathlib import Path

from dochan import Dochan

from extractors.readers.assembly import assemble
from extractors.readers.hangul import collect, reject_unreadable, warnings_of
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
    collected = collect(source)
    return assemble(file, collected.blocks, collected.tables, warnings_of(source))
