"""HWPX (KS X 6101): Hangul's open format."""

import io
from typing import Any

from dochan.hwpx.parser import HWPXParser

from extractors.readers.archives import Archive
from extractors.readers.assembly import assemble
from extractors.readers.hangul import HangulWalker, reject_unreadable, warnings_of
from extractors.readers.hwpx_heads import read_heads
from extractors.readers.second_opinion import compare_readings
from schemas import Document, FileInfo


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
        heads = read_heads(archive)
        has_pictures = any(name.startswith("BinData/") for name in archive.names)
    source = ChartlessParser().parse(io.BytesIO(data), include_assets=False, revision_mode="final")
    reject_unreadable(source)
    collected = HangulWalker(heads, is_chart=lambda _: False).walk(source)
    warnings = collected.warnings(has_pictures=has_pictures) + warnings_of(source)
    warnings += compare_readings(data, collected.tables)
    return assemble(file, collected.blocks, collected.tables, warnings)
