"""Structure-aware mutations: what is inside containers changes, so that mutants get past the container's own checks."""

import copy
import io
import random
import re
import struct
import zipfile
import zlib
from collections.abc import Callable

from dochan.cfb import CFBError, OleFileIO
from lxml import etree

from benchmarks.fuzz.compound_file import compound_file

Mutate = Callable[[bytes, int], bytes]

RAW_SHARE = 0.04
NUMBERS = ("0", "-1", "1", "2", "9", "255", "65535", "65536", "2147483647", "4294967295", "1000000000", "-2147483648")
VALUES = (*NUMBERS, "", "0.5", "1e308", "NaN", "²", "٣", "true", "가", "\u2028", "A" * 300)
LONG_RECORD = 0xFFF
FLAGS_AT = 36
PDF_OBJECT = re.compile(rb"\d+ 0 obj\b.*?\bendobj", re.DOTALL)
PDF_NUMBER = re.compile(rb"-?\d+(?:\.\d+)?")
PDF_OPERATORS = (
    b"q ",
    b" Q ",
    b"BT ",
    b" ET ",
    b"/F1 0 Tf ",
    b"0 0 0 0 re f ",
    b"1e9 0 l S ",
    b"0 0 0 0 0 0 cm ",
    b"/X Do ",
)


def mutate_package(data: bytes, most: int, rng: random.Random, mutate: Mutate) -> bytes:
    """Change one part of a ZIP package (DOCX, HWPX), mostly its XML."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = [(name, package.read(name)) for name in package.namelist()]
    except (zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError, EOFError, OSError):
        return mutate(data, most)
    if not parts or rng.random() < RAW_SHARE:
        return mutate(data, most)
    at = rng.randrange(len(parts))
    name, content = parts[at]
    match rng.randrange(60):
        case 0:
            del parts[at]
        case 1:
            parts[at] = (rng.choice(parts)[0], content)
        case 2 | 3 | 4 | 5 | 6:
            parts[at] = (name, mutate(content, max(len(content) + 64, 64)))
        case _:
            parts[at] = (name, _mutate_xml(content, rng))
    return _packed(parts)


def _packed(parts: list[tuple[str, bytes]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for name in dict.fromkeys(name for name, _ in parts):
            package.writestr(name or "unnamed", dict(parts)[name])
    return out.getvalue()


def _mutate_xml(content: bytes, rng: random.Random) -> bytes:
    try:
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, recover=True))
    except (etree.XMLSyntaxError, ValueError):
        return content
    if root is None:
        return content
    for _ in range(rng.choice((1, 1, 2, 4))):
        _change_element(root, rng)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


def _change_element(root: etree._Element, rng: random.Random) -> None:
    elements = list(root.iter("*"))
    chosen, other = rng.choice(elements), rng.choice(elements)
    parent = chosen.getparent()
    match rng.randrange(7):
        case 0 if parent is not None:
            parent.remove(chosen)
        case 1:
            if len(elements) < 5_000:
                other.append(copy.deepcopy(chosen))
        case 2:
            chosen.tag = other.tag
        case 3:
            chosen.text = rng.choice([*VALUES[:-3], other.text or ""])
        case _:
            attributes = list(chosen.attrib) or list(other.attrib)
            if attributes:
                value = rng.choice([*VALUES, *map(str, other.attrib.values())])
                chosen.set(rng.choice(attributes), value)


def mutate_hwp(data: bytes, most: int, rng: random.Random, mutate: Mutate) -> bytes:
    """Change records within a stream of an HWP 5 file and write the file anew."""
    try:
        with OleFileIO(io.BytesIO(data)) as ole:
            streams = {"/".join(path): ole.openstream(path).read() for path in ole.listdir()}
    except (CFBError, OSError, ValueError, struct.error, IndexError):
        return mutate(data, most)
    if "FileHeader" not in streams or rng.random() < RAW_SHARE:
        return mutate(data, most)
    header = streams["FileHeader"]
    is_compressed = len(header) > FLAGS_AT and header[FLAGS_AT] & 1
    name = rng.choice([*streams, "DocInfo", "BodyText/Section0", "BodyText/Section0"])
    content = streams.get(name, b"")
    match rng.randrange(40):
        case 0:
            streams[rng.choice(list(streams))] = content
        case 1:
            streams.pop(name, None)
        case 2:
            streams[name] = mutate(content, len(content) + 64)
        case _:
            plain = _inflated(content) if is_compressed and name != "FileHeader" else content
            changed = _mutate_records(plain, rng, mutate)
            streams[name] = _deflated(changed) if is_compressed and name != "FileHeader" else changed
    return compound_file({path: stream for path, stream in streams.items() if path.count("/") < 2})


def _inflated(data: bytes) -> bytes:
    try:
        return zlib.decompressobj(-zlib.MAX_WBITS).decompress(data, 2**22)
    except zlib.error:
        return data


def _deflated(data: bytes) -> bytes:
    squeezer = zlib.compressobj(1, wbits=-zlib.MAX_WBITS)
    return squeezer.compress(data) + squeezer.flush()


def _mutate_records(data: bytes, rng: random.Random, mutate: Mutate) -> bytes:
    records = _records(data)
    if not records:
        return mutate(data, len(data) + 64)
    at, other = rng.randrange(len(records)), rng.randrange(len(records))
    tag, level, content = records[at]
    match rng.randrange(8):
        case 0:
            del records[at]
        case 1:
            records.insert(other, records[at])
        case 2:
            records[at] = (tag, rng.choice((0, 1, 2, 3, 50, 1023)), content)
        case 3:
            records[at] = (records[other][0], level, content)
        case 4:
            records[at] = (tag, level, content[: rng.randrange(len(content) + 1)])
        case 5 if len(content) >= 2:
            place = rng.randrange(len(content) - 1)
            number = struct.pack("<H", rng.choice((0, 1, 2, 0x7FFF, 0x8000, 0xFFFF, 0xD800, rng.randrange(32))))
            records[at] = (tag, level, content[:place] + number + content[place + 2 :])
        case _:
            records[at] = (tag, level, mutate(content, len(content) + 32))
    return b"".join(_packed_record(*record) for record in records)


def _records(data: bytes) -> list[tuple[int, int, bytes]]:
    found = []
    at = 0
    while at + 4 <= len(data):
        (head,) = struct.unpack_from("<I", data, at)
        at, size = at + 4, head >> 20
        if size == LONG_RECORD and at + 4 <= len(data):
            (size,) = struct.unpack_from("<I", data, at)
            at += 4
        found.append((head & 0x3FF, head >> 10 & 0x3FF, data[at : at + size]))
        at += size
    return found


def _packed_record(tag: int, level: int, content: bytes) -> bytes:
    if len(content) < LONG_RECORD:
        return struct.pack("<I", tag | level << 10 | len(content) << 20) + content
    return struct.pack("<II", tag | level << 10 | LONG_RECORD << 20, len(content)) + content


def mutate_pdf(data: bytes, most: int, rng: random.Random, mutate: Mutate) -> bytes:
    """Change objects, references and numbers of a PDF whose streams are not compressed."""
    objects = list(PDF_OBJECT.finditer(data))
    if not objects or rng.random() < RAW_SHARE:
        return mutate(data, most)
    chosen, other = rng.choice(objects), rng.choice(objects)
    start, end = chosen.span()
    body = chosen[0]
    match rng.randrange(8):
        case 0:
            body = b""
        case 1:
            head = body[: body.index(b"obj") + 3]
            body = head + other[0][other[0].index(b"obj") + 3 :]
        case 2:
            body = mutate(body, len(body) + 64)
        case 3:
            place = rng.randrange(len(body))
            body = body[:place] + rng.choice(PDF_OPERATORS) + body[place:]
        case 4:
            reference = b" %d 0 R" % rng.randrange(len(objects) + 2)
            body = re.sub(rb" \d+ 0 R", reference, body, count=rng.choice((0, 1)))
        case _:
            numbers = list(PDF_NUMBER.finditer(body))
            number = rng.choice(numbers)
            body = body[: number.start()] + rng.choice(NUMBERS).encode() + body[number.end() :]
    return (data[:start] + body + data[end:])[:most]
