"""HWP 5 files, their OLE containers and their records, as nobody should write them."""

import struct
import zlib
from collections.abc import Callable, Iterable

from benchmarks.fuzz.compound_file import compound_file
from tests.hostile.bombs import deflated_blanks
from tests.hostile.case import DAMAGED, EMPTY, ENCRYPTED, READ, TOO_LARGE, UNSUPPORTED, Case

TEXT = "예시 계획 7,000"
PARA_HEADER, PARA_TEXT, CTRL_HEADER, LIST_HEADER, TABLE, PROPERTIES = 66, 67, 71, 72, 77, 16
COMPRESSED, PASSWORD, DISTRIBUTED, DRM, CERTIFICATE, CERTIFICATE_DRM = (1 << bit for bit in (0, 1, 2, 4, 8, 10))
FAT_AT, DIRECTORY_SECTOR_AT, MINI_FAT_AT, SECTOR_SHIFT_AT, DIFAT_AT = 76, 48, 60, 30, 68
SECTOR, ENTRY = 512, 128
LEFT_AT, RIGHT_AT, CHILD_AT, START_AT, SIZE_AT = 68, 72, 76, 116, 120
Record = tuple[int, int, bytes]


def paragraph(text: str = TEXT, level: int = 0) -> list[Record]:
    """The records of a paragraph."""
    data = text.encode("utf-16-le", errors="surrogatepass") + b"\r\0"
    head = struct.pack("<IIHBBHHHIH", len(data) // 2, 0, 0, 0, 0, 0, 0, 0, 0, 0)
    return [(PARA_HEADER, level, head), (PARA_TEXT, level + 1, data)]


def table(
    rows: int, columns: int, cells: Iterable[tuple[int, int, int, int]], level: int = 0, inner: Iterable[Record] = ()
) -> list[Record]:
    """The records of a table; each cell (row, column, row span, column span) has text, the last one also `inner`."""
    records = [
        (PARA_HEADER, level, struct.pack("<IIHBBHHHIH", 9, 1 << 11, 0, 0, 0, 0, 0, 0, 0, 0)),
        (PARA_TEXT, level + 1, struct.pack("<H4s8xH", 11, b" lbt", 11) + b"\r\0"),
        (CTRL_HEADER, level + 1, b" lbt" + bytes(42)),
        (TABLE, level + 2, struct.pack("<IHH", 0, rows, columns) + bytes(20)),
    ]
    for row, column, height, width in cells:
        records.append(
            (LIST_HEADER, level + 2, struct.pack("<HHIHHHH", 1, 0, 0, column, row, width, height) + bytes(30))
        )
        records += paragraph(level=level + 2)
    return [*records, *inner]


def nested(depth: int) -> list[Record]:
    """Tables in tables."""
    records: list[Record] = []
    for number in range(depth):
        records += table(1, 2, [(0, 0, 1, 1), (0, 1, 1, 1)], level=2 * number)
    return records


def packed(records: Iterable[Record]) -> bytes:
    """Records as a stream holds them."""
    data = b""
    for tag, level, content in records:
        if len(content) < 0xFFF:
            data += struct.pack("<I", tag | level << 10 | len(content) << 20) + content
        else:
            data += struct.pack("<II", tag | level << 10 | 0xFFF << 20, len(content)) + content
    return data


def deflated(data: bytes) -> bytes:
    """Data as compressed streams hold it."""
    squeezer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return squeezer.compress(data) + squeezer.flush()


def header(flags: int = COMPRESSED, version: int = 0x05010000) -> bytes:
    """The stream that says what a file is."""
    return (b"HWP Document File".ljust(32, b"\0") + struct.pack("<II", version, flags)).ljust(256, b"\0")


def info(sections: int = 1) -> bytes:
    """The records of DocInfo."""
    return packed([(PROPERTIES, 0, struct.pack("<H", sections) + bytes(24))])


SECTION = packed(paragraph())


def streams(section: bytes = SECTION, flags: int = COMPRESSED) -> dict[str, bytes]:
    """The streams of a file whose section has these records."""
    squeeze = deflated if flags & COMPRESSED else bytes
    return {"FileHeader": header(flags), "DocInfo": squeeze(info()), "BodyText/Section0": squeeze(section)}


def hwp(*records: Record, flags: int = COMPRESSED) -> Callable[[], bytes]:
    """A maker of a file with these records in its section."""
    return lambda: compound_file(streams(packed(records), flags))


def raw(section: bytes) -> Callable[[], bytes]:
    """A maker of a file whose section holds these bytes."""
    return lambda: compound_file(streams(section))


def with_stream(name: str, content: bytes | None) -> Callable[[], bytes]:
    """A maker of a file in which a stream is replaced, or missing."""
    kept = {path: data for path, data in streams().items() if path != name}
    return lambda: compound_file(kept if content is None else kept | {name: content})


def cut(share: float) -> Callable[[], bytes]:
    """A maker of a file without its end."""
    data = compound_file(streams(packed(paragraph() * 3_000)))
    return lambda: data[: int(len(data) * share)]


def patched(at: int, number: int, size: str = "I") -> Callable[[], bytes]:
    """A maker of a file whose header says something else."""
    data = bytearray(compound_file(streams()))
    struct.pack_into(f"<{size}", data, at, number)
    return lambda: bytes(data)


def in_directory(name: str, at: int, number: int) -> Callable[[], bytes]:
    """A maker of a file in which a directory entry says something else."""
    data = bytearray(compound_file(streams()))
    place = data.index(name.encode("utf-16-le") + b"\0\0")
    struct.pack_into("<I", data, place + at, number)
    return lambda: bytes(data)


def in_table(change: Callable[[list[int]], list[int]], *, mini: bool = False) -> Callable[[], bytes]:
    """A maker of a file in whose table of sectors each says something else about what follows it."""
    data = bytearray(compound_file(streams(packed(paragraph() * 3_000), flags=0)))
    (sector,) = struct.unpack_from("<I", data, MINI_FAT_AT if mini else FAT_AT)
    place = (sector + 1) * SECTOR
    struct.pack_into("<128I", data, place, *change(list(struct.unpack_from("<128I", data, place))))
    return lambda: bytes(data)


def ole(*names: str) -> Callable[[], bytes]:
    """A maker of an OLE file with these streams."""
    return lambda: compound_file(dict.fromkeys(names, b"content"))


HWP_CASES = [
    Case("hwp-sound", lambda: compound_file(streams()), READ),
    Case("hwp-sound-not-compressed", hwp(*paragraph(), flags=0), READ),
    Case("hwp-cut-at-a-tenth", cut(0.1), DAMAGED),
    Case("hwp-cut-in-the-middle", cut(0.5), DAMAGED),
    Case("hwp-cut-at-nine-tenths", cut(0.9), READ),
    Case("hwp-password", hwp(*paragraph(), flags=COMPRESSED | PASSWORD), ENCRYPTED),
    Case("hwp-drm", hwp(*paragraph(), flags=COMPRESSED | DRM), ENCRYPTED),
    Case("hwp-locked-by-certificate", hwp(*paragraph(), flags=COMPRESSED | CERTIFICATE), ENCRYPTED),
    Case("hwp-drm-by-certificate", hwp(*paragraph(), flags=COMPRESSED | CERTIFICATE_DRM), ENCRYPTED),
    Case("hwp-distribution-without-its-data", hwp(*paragraph(), flags=COMPRESSED | DISTRIBUTED), DAMAGED),
    Case("hwp-says-compressed-and-is-not", lambda: compound_file(streams(flags=0) | {"FileHeader": header()}), DAMAGED),
    Case("hwp-says-not-compressed-and-is", lambda: compound_file(streams() | {"FileHeader": header(0)}), DAMAGED),
    Case("hwp-of-version-9", with_stream("FileHeader", header(version=0x09000000)), READ),
    Case("hwp-header-short", with_stream("FileHeader", b"HWP Document File"), DAMAGED),
    Case("hwp-header-missing", with_stream("FileHeader", None), UNSUPPORTED),
    Case("hwp-docinfo-missing", with_stream("DocInfo", None), DAMAGED),
    Case("hwp-docinfo-noise", with_stream("DocInfo", bytes(range(256))), DAMAGED),
    Case("hwp-section-missing", with_stream("BodyText/Section0", None), DAMAGED),
    Case("hwp-section-empty", with_stream("BodyText/Section0", b""), DAMAGED),
    Case("hwp-section-noise", with_stream("BodyText/Section0", bytes(range(256))), DAMAGED),
    Case("hwp-section-breaks-off", with_stream("BodyText/Section0", deflated(packed(paragraph() * 50))[:-40]), DAMAGED),
    Case("hwp-says-65535-sections", with_stream("DocInfo", deflated(info(65535))), TOO_LARGE),
    Case("hwp-section-bomb", with_stream("BodyText/Section0", deflated_blanks(2**30, SECTION)), TOO_LARGE, heavy=True),
    Case("hwp-docinfo-bomb", with_stream("DocInfo", deflated_blanks(2**30, info())), TOO_LARGE, heavy=True),
    Case(
        "hwp-record-longer-than-its-stream", raw(SECTION + struct.pack("<II", PARA_TEXT | 0xFFF << 20, 2**31)), DAMAGED
    ),
    Case("hwp-record-head-breaks-off", raw(SECTION + b"\x42"), READ),
    Case("hwp-record-1023-levels-deep", hwp(*paragraph(), *paragraph(level=1022)), READ),
    Case("hwp-records-of-no-kind", hwp(*paragraph(), *((tag, 0, b"xyz") for tag in range(1024))), READ),
    Case("hwp-paragraph-head-without-text", hwp(*paragraph(), (PARA_HEADER, 0, b"")), READ),
    Case("hwp-text-without-paragraph", hwp((PARA_TEXT, 0, TEXT.encode("utf-16-le"))), EMPTY),
    Case("hwp-text-of-odd-length", hwp(*paragraph(), (PARA_HEADER, 0, bytes(22)), (PARA_TEXT, 1, b"abc")), READ),
    Case("hwp-text-of-half-characters", hwp(*paragraph("\ud800" * 9 + TEXT + "\udfff")), READ),
    Case("hwp-text-of-controls-that-break-off", hwp(*paragraph(TEXT + "".join(map(chr, range(32))))), READ),
    Case(
        "hwp-table-of-4-billion-cells", hwp(*paragraph(), *table(65535, 65535, [(0, 0, 1, 1), (0, 1, 1, 1)])), TOO_LARGE
    ),
    Case("hwp-table-cell-far-outside", hwp(*paragraph(), *table(1, 2, [(0, 0, 1, 1), (65535, 65535, 1, 1)])), DAMAGED),
    Case("hwp-table-span-far-outside", hwp(*paragraph(), *table(1, 2, [(0, 0, 65535, 65535), (0, 1, 1, 1)])), DAMAGED),
    Case("hwp-table-spans-of-nothing", hwp(*paragraph(), *table(1, 2, [(0, 0, 0, 0), (0, 1, 0, 0)])), DAMAGED),
    Case("hwp-table-cells-in-one-place", hwp(*paragraph(), *table(1, 2, [(0, 0, 1, 1)] * 5)), READ),
    Case("hwp-table-without-cells", hwp(*paragraph(), *table(3, 3, [])), READ),
    Case("hwp-tables-20-deep", hwp(*paragraph(), *nested(20)), READ),
    Case("hwp-tables-500-deep", hwp(*paragraph(), *nested(500)), TOO_LARGE),
    Case("hwp-8000-paragraphs", lambda: compound_file(streams(SECTION * 8_000)), READ, heavy=True),
    Case("hwp-sectors-follow-themselves", in_table(lambda chain: list(range(len(chain)))), DAMAGED),
    Case("hwp-sectors-follow-the-first", in_table(lambda chain: [0] * len(chain)), DAMAGED),
    Case("hwp-sectors-lead-outside", in_table(lambda chain: [0x7FFFFFFF] * len(chain)), DAMAGED),
    Case("hwp-small-sectors-follow-themselves", in_table(lambda chain: list(range(len(chain))), mini=True), DAMAGED),
    Case("hwp-directory-outside", patched(DIRECTORY_SECTOR_AT, 2**30), DAMAGED),
    Case("hwp-sectors-of-2-gigabytes", patched(SECTOR_SHIFT_AT, 31, "H"), DAMAGED),
    Case("hwp-sectors-of-a-byte", patched(SECTOR_SHIFT_AT, 0, "H"), DAMAGED),
    Case("hwp-table-of-tables-in-a-circle", patched(DIFAT_AT, 0), READ),
    Case("hwp-directory-entry-is-its-own-neighbour", in_directory("FileHeader", RIGHT_AT, 3), DAMAGED),
    Case("hwp-directory-entry-is-its-own-child", in_directory("BodyText", CHILD_AT, 1), DAMAGED),
    Case("hwp-directory-root-is-a-child", in_directory("BodyText", CHILD_AT, 0), DAMAGED),
    Case("hwp-stream-size-lies", in_directory("Section0", SIZE_AT, 2**31 - 1), TOO_LARGE),
    Case("hwp-stream-starts-outside", in_directory("Section0", START_AT, 2**30), DAMAGED),
    Case("ole-mark-only", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", DAMAGED),
    Case("doc", ole("WordDocument", "1Table"), UNSUPPORTED),
    Case("xls", ole("Workbook"), UNSUPPORTED),
    Case("ppt", ole("PowerPoint Document"), UNSUPPORTED),
    Case("office-with-password", ole("EncryptionInfo", "EncryptedPackage"), ENCRYPTED),
]
