"""An HWP 5 file from its container: what DocInfo defines, and what stands in its sections."""

import io
import re
import zlib
from dataclasses import dataclass
from typing import Any

from dochan.cfb import CFBError, OleFileIO
from dochan.hwp.distdoc import decode_distribution_section
from dochan.hwp.doc_info import DocInfoParser
from dochan.hwp.header import FileHeader
from dochan.model.document import Document as HangulDocument
from dochan.utils.bounded_io import (
    MAX_OLE_DOCUMENT_SIZE,
    MAX_OLE_STREAM_SIZE,
    BoundedIOError,
    ByteBudget,
    ResourceLimitError,
    read_ole_stream,
)

from extractors.readers.hangul.hwp_section import HwpSectionParser
from schemas.errors import Damaged, TooLarge

MAX_SECTIONS = 1_000
SECTION = re.compile(r"(\w+)/Section(\d{1,6})")


@dataclass
class HwpSource:
    """A file as read: its sections, and the texts in it that are no content."""

    document: Any
    left_out: list[str]
    has_pictures: bool


def read_hwp_file(data: bytes) -> HwpSource:
    """What stands in a file. Parts that break off leave their errors in the document.

    Raises:
        Damaged, TooLarge: the container, or what leads to the sections, cannot be read.
    """
    try:
        with OleFileIO(io.BytesIO(data)) as ole:
            return _read(ole)
    except ResourceLimitError as error:
        raise TooLarge(f"HWP 내용이 너무 큼: {error}") from error
    except (CFBError, OSError, BoundedIOError, ValueError, zlib.error) as error:
        raise Damaged(f"HWP 5 구조를 읽을 수 없음: {error}") from error


def _read(ole: OleFileIO) -> HwpSource:
    budget = ByteBudget(MAX_OLE_DOCUMENT_SIZE)
    document = HangulDocument(source_format="hwp")

    def stream(name: str) -> bytes:
        return bytes(read_ole_stream(ole, name, max_bytes=MAX_OLE_STREAM_SIZE, budget=budget))

    header = FileHeader.parse(stream("FileHeader"))
    document.errors += header.validate()
    info = DocInfoParser().parse_stream(stream("DocInfo"), header.is_compressed)
    document.errors += info.errors
    document.para_shapes = info.para_shapes
    # The text of a document for distribution is the only one that may still hold what was deleted.
    parser = HwpSectionParser(info, project_revisions=header.is_distribution)
    for name in _sections(ole, header.body_storage, info.section_count):
        if not ole.exists(name):
            document.errors.append(f"ERR: HWP section stream missing: {name}")
            continue
        try:
            decode = decode_distribution_section if header.is_distribution else None
            section = parser.parse_stream(stream(name), header.is_compressed, distribution_decoder=decode)
        except BoundedIOError:
            raise
        except (ValueError, zlib.error, LookupError, ArithmeticError) as error:
            document.errors.append(f"ERR: {name}: {error}")
        else:
            document.sections.append(section)
    document.errors += parser.errors
    parser.finalize_font_headings(document)
    if ole.recovery_issues:
        document.errors += [f"WARN: {issue}" for issue in dict.fromkeys(map(str, ole.recovery_issues))]
    return HwpSource(document, parser.left_out, has_pictures=bool(info.bin_data_entries))


def _sections(ole: OleFileIO, storage: str, declared: int) -> list[str]:
    """The streams of the sections, those that the file declares and those that it holds."""
    paths = ("/".join(entry) for entry in ole.listdir(streams=True, storages=False))
    found = {int(match[2]) for path in paths if (match := SECTION.fullmatch(path)) and match[1] == storage}
    if declared > MAX_SECTIONS or any(index >= MAX_SECTIONS for index in found):
        raise TooLarge(f"구역이 {MAX_SECTIONS:,}개를 넘음")
    return [f"{storage}/Section{index}" for index in sorted(found | set(range(max(declared, 0))))]
