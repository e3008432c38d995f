"""HWPX (KS X 6101): Hangul's open format."""

import io

from dochan.hwpx.parser import HWPXParser

from extractors.readers.archives import Archive
from extractors.readers.assembly import assemble
from extractors.readers.hangul import collect, reject_unreadable, warnings_of
from schemas import Document, FileInfo


def read_hwpx(data: bytes, file: FileInfo) -> Document:
    """The document in an HWPX package.

    Raises:
        InputRejected: see `extractors.readers.read`.
    """
    with Archive(data):
        source = HWPXParser().parse(io.BytesIO(data), include_assets=False, revision_mode="final")
    reject_unreadable(source)
    collected = collect(source)
    return assemble(file, collected.blocks, collected.tables, warnings_of(source))
