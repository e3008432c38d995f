"""Paragraph numbering of an HWP 5 file, from its DocInfo and section records.

Source: 한글문서파일형식 5.0 revision 1.3: 4.2.8 문단 번호, 4.2.9 글머리표, 4.2.10 문단 모양, 4.3.10.1 구역 정의.
"""

import io
import struct
import zlib
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from dochan.cfb import CFBError, OleFileIO

from extractors.readers.hangul.paragraph_numbering import MarkerKind, ParagraphMarker, ParagraphNumbering
from extractors.readers.shared.list_counters import ListLevel

NUMBERING, BULLET, PARA_SHAPE, CTRL_HEADER = 23, 24, 25, 71
PARA_HEADER, PARA_LINE_SEGMENTS = 66, 69
FLAGS_AT = 36
COMPRESSED, DISTRIBUTED = 1 << 0, 1 << 2
LONG_RECORD = 0xFFF
MAX_STREAM_BYTES = 200 * 2**20
HEAD_BYTES = 12
LEVELS = 7
# The first section definition stands in the first paragraph.
SECTION_DEFINITION = b"dces"
SECTION_OUTLINE_AT = 18
PARA_SHAPE_LIST_AT = 30
FORMATS = (
    "DIGIT",
    "CIRCLED_DIGIT",
    "ROMAN_CAPITAL",
    "ROMAN_SMALL",
    "LATIN_CAPITAL",
    "LATIN_SMALL",
    "CIRCLED_LATIN_CAPITAL",
    "CIRCLED_LATIN_SMALL",
    "HANGUL_SYLLABLE",
    "CIRCLED_HANGUL_SYLLABLE",
    "HANGUL_JAMO",
    "CIRCLED_HANGUL_JAMO",
    "HANGUL_PHONETIC",
    "IDEOGRAPH",
)


class Record(NamedTuple):
    """A tagged record of a stream."""

    tag: int
    data: bytes


def read_numbering(data: bytes) -> ParagraphNumbering:
    """What the file defines. Streams that break off give what came before; the reader of the text judges the damage."""
    try:
        with OleFileIO(io.BytesIO(data)) as ole:
            (flags,) = struct.unpack_from("<I", ole.openstream("FileHeader").read(), FLAGS_AT)
            info = list(_records(ole, "DocInfo", flags))
            # Sections of a document for distribution (배포용) are encrypted; its outline numbers stay unknown.
            outlines = {} if flags & DISTRIBUTED else _outlines(ole, flags)
    except (CFBError, struct.error):
        return ParagraphNumbering()
    numberings = [record.data for record in info if record.tag == NUMBERING]
    bullets = [record.data for record in info if record.tag == BULLET]
    shapes = [record.data for record in info if record.tag == PARA_SHAPE]
    return ParagraphNumbering(
        shapes={index: marker for index, shape in enumerate(shapes) if (marker := _marker(shape))},
        lists={index: dict(_levels(numbering)) for index, numbering in enumerate(numberings, start=1)},
        bullets={
            index: bullet[HEAD_BYTES : HEAD_BYTES + 2].decode("utf-16-le", errors="replace")
            for index, bullet in enumerate(bullets, start=1)
        },
        outlines=outlines,
    )


def count_stored_lines(data: bytes) -> tuple[int, int]:
    """How many paragraphs the file has, and how many have their lines stored; none where its text is encrypted."""
    try:
        with OleFileIO(io.BytesIO(data)) as ole:
            (flags,) = struct.unpack_from("<I", ole.openstream("FileHeader").read(), FLAGS_AT)
            tags: Counter[int] = Counter()
            section = 0
            while not flags & DISTRIBUTED and ole.exists(f"BodyText/Section{section}"):
                tags.update(record.tag for record in _records(ole, f"BodyText/Section{section}", flags))
                section += 1
    except (CFBError, struct.error):
        return 0, 0
    return tags[PARA_HEADER], tags[PARA_LINE_SEGMENTS]


def _outlines(ole: OleFileIO, flags: int) -> dict[int, int]:
    outlines: dict[int, int] = {}
    section = 0
    while ole.exists(f"BodyText/Section{section}"):
        for record in _records(ole, f"BodyText/Section{section}", flags):
            if record.tag == CTRL_HEADER and record.data.startswith(SECTION_DEFINITION):
                if len(record.data) >= SECTION_OUTLINE_AT + 2:
                    (outlines[section],) = struct.unpack_from("<H", record.data, SECTION_OUTLINE_AT)
                break
        section += 1
    return outlines


def _records(ole: OleFileIO, stream: str, flags: int) -> Iterator[Record]:
    data = ole.openstream(stream).read()
    if flags & COMPRESSED:
        try:
            data = zlib.decompressobj(-zlib.MAX_WBITS).decompress(data, MAX_STREAM_BYTES)
        except zlib.error:
            return
    at = 0
    while at + 4 <= len(data):
        (head,) = struct.unpack_from("<I", data, at)
        at += 4
        size = head >> 20
        if size == LONG_RECORD:
            if at + 4 > len(data):
                return
            (size,) = struct.unpack_from("<I", data, at)
            at += 4
        yield Record(head & 0x3FF, data[at : at + size])
        at += size


def _marker(shape: bytes) -> ParagraphMarker | None:
    if len(shape) < PARA_SHAPE_LIST_AT + 2:
        return None
    (properties,) = struct.unpack_from("<I", shape, 0)
    (list_id,) = struct.unpack_from("<H", shape, PARA_SHAPE_LIST_AT)
    kind = (properties >> 23) & 0x3
    return ParagraphMarker(MarkerKind(kind), list_id, (properties >> 25) & 0x7) if kind else None


def _levels(numbering: bytes) -> Iterator[tuple[int, ListLevel]]:
    """Seven levels, each a head and a pattern; then the numbers that they start at, where the file is new enough."""
    patterns: list[tuple[str, str]] = []
    at = 0
    for _ in range(LEVELS):
        if at + HEAD_BYTES + 2 > len(numbering):
            break
        (properties,) = struct.unpack_from("<I", numbering, at)
        (length,) = struct.unpack_from("<H", numbering, at + HEAD_BYTES)
        at += HEAD_BYTES + 2
        pattern = numbering[at : at + 2 * length].decode("utf-16-le", errors="replace")
        at += 2 * length
        number_format = (properties >> 5) & 0xF
        patterns.append((FORMATS[number_format] if number_format < len(FORMATS) else "DIGIT", pattern))
    starts = _starts(numbering[at:])
    for depth, (number_format, pattern) in enumerate(patterns):
        yield depth, ListLevel(starts[depth], number_format, pattern)


def _starts(rest: bytes) -> tuple[int, ...]:
    if len(rest) >= 2 + 4 * LEVELS:
        return tuple(max(1, start) for start in struct.unpack_from(f"<{LEVELS}I", rest, 2))
    return (1,) * LEVELS
