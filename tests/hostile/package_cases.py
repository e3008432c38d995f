"""ZIP containers and XML as nobody should write them, as DOCX and as HWPX."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import replace

from samples.packaging import FIXED_TIME
from tests.hostile.bombs import deflated_blanks
from tests.hostile.case import DAMAGED, ENCRYPTED, READ, TOO_LARGE, UNSUPPORTED, Case

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
HP = "http://www.hancom.co.kr/hwpml/2011/paragraph"
HS = "http://www.hancom.co.kr/hwpml/2011/section"
HH = "http://www.hancom.co.kr/hwpml/2011/head"
TEXT = "예시 계획 7,000"
DOCX_PARAGRAPH = f"<w:p><w:r><w:t>{TEXT}</w:t></w:r></w:p>"
HWPX_PARAGRAPH = f'<hp:p paraPrIDRef="0" styleIDRef="0"><hp:run charPrIDRef="0"><hp:t>{TEXT}</hp:t></hp:run></hp:p>'
Parts = dict[str, bytes]


def zipped(parts: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP file of these entries."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as package:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, FIXED_TIME)
            entry.compress_type = method
            package.writestr(entry, content)
    return out.getvalue()


def docx_parts(body: str = DOCX_PARAGRAPH, links: str = "", **more: str) -> Parts:
    """The parts of a DOCX; `more` adds parts of `word/` that the body is related to (`styles=` …)."""
    kinds = "".join(f'<Override PartName="/word/{name}.xml" ContentType="{MAIN}.{name}+xml"/>' for name in more)
    related = "".join(f'<Relationship Id="r{name}" Type="{R}/{name}" Target="{name}.xml"/>' for name in more)
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType='
        f'"application/xml"/><Override PartName="/word/document.xml" ContentType="{MAIN}.document.main+xml"/>'
        f"{kinds}</Types>",
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" Type="{R}/officeDocument"'
        ' Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{related}{links}'
        "</Relationships>",
        "word/document.xml": f'<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{body}</w:body></w:document>',
    }
    parts |= {f"word/{name}.xml": f'<w:{name} xmlns:w="{W}">{content}</w:{name}>' for name, content in more.items()}
    return {name: content.encode() for name, content in parts.items()}


def docx(body: str = DOCX_PARAGRAPH, links: str = "", **more: str) -> Callable[[], bytes]:
    """A maker of a DOCX."""
    return lambda: zipped(docx_parts(body, links, **more))


def hwpx_parts(body: str = HWPX_PARAGRAPH, header: str = "", items: str | None = None) -> Parts:
    """The parts of an HWPX; `items` replaces what its table of parts (content.hpf) lists."""
    if items is None:
        items = (
            '<opf:manifest><opf:item id="header" href="Contents/header.xml" media-type="application/xml"/>'
            '<opf:item id="section0" href="Contents/section0.xml" media-type="application/xml"/></opf:manifest>'
            '<opf:spine><opf:itemref idref="header"/><opf:itemref idref="section0"/></opf:spine>'
        )
    return {
        "mimetype": b"application/hwp+zip",
        "Contents/content.hpf": f'<opf:package xmlns:opf="http://www.idpf.org/2007/opf/">{items}</opf:package>'.encode(),
        "Contents/header.xml": f'<hh:head xmlns:hh="{HH}"><hh:refList>{header}</hh:refList></hh:head>'.encode(),
        "Contents/section0.xml": f'<hs:sec xmlns:hs="{HS}" xmlns:hp="{HP}">{body}</hs:sec>'.encode(),
    }


def hwpx(body: str = HWPX_PARAGRAPH, header: str = "", items: str | None = None) -> Callable[[], bytes]:
    """A maker of an HWPX."""
    return lambda: zipped(hwpx_parts(body, header, items))


def changed(parts: Parts, name: str, content: bytes | None) -> Callable[[], bytes]:
    """A maker of a package in which a part is replaced, or missing."""
    kept = {part: data for part, data in parts.items() if part != name}
    return lambda: zipped(kept if content is None else kept | {name: content})


def stored(parts: Parts, name: str, content: Callable[[], str]) -> Callable[[], bytes]:
    """A maker of a package in which a part is replaced by a long one; nothing is compressed, or it would be a bomb."""
    return lambda: zipped(parts | {name: content().encode()}, zipfile.ZIP_STORED)


def patched(data: bytes, name: str, *, at: int, local_at: int, value: bytes) -> bytes:
    """A ZIP file whose entry declares something else, in both of its headers."""
    found = bytearray(data)
    place = 0
    while (place := data.find(b"PK\x01\x02", place)) >= 0:
        length = struct.unpack_from("<H", data, place + 28)[0]
        if data[place + 46 : place + 46 + length] == name.encode():
            found[place + at : place + at + len(value)] = value
            local = struct.unpack_from("<I", data, place + 42)[0]
            found[local + local_at : local + local_at + len(value)] = value
        place += 4
    return bytes(found)


def with_size(parts: Parts, name: str, size: int) -> Callable[[], bytes]:
    """A maker of a package that lies about how much an entry unpacks to."""
    return lambda: patched(zipped(parts), name, at=24, local_at=22, value=struct.pack("<I", size))


def with_flag(parts: Parts, name: str) -> Callable[[], bytes]:
    """A maker of a package in which an entry says that it has a password."""
    return lambda: patched(zipped(parts), name, at=8, local_at=6, value=struct.pack("<H", 1))


def with_checksum(parts: Parts, name: str) -> Callable[[], bytes]:
    """A maker of a package in which the checksum of an entry is wrong."""
    return lambda: patched(zipped(parts), name, at=16, local_at=14, value=b"\1\2\3\4")


def with_method(parts: Parts, name: str, method: int) -> Callable[[], bytes]:
    """A maker of a package in which an entry says that it is packed in another way."""
    return lambda: patched(zipped(parts), name, at=10, local_at=8, value=struct.pack("<H", method))


def bomb(parts: Parts, name: str, size: int, declared: int | None = None) -> bytes:
    """A package in which an entry unpacks to its content and then `size` blanks, whatever it declares."""
    content = parts[name]
    data = deflated_blanks(size, content)
    checksum = zlib.crc32(content)
    for _ in range(size // 2**20):
        checksum = zlib.crc32(b" " * 2**20, checksum)
    out = bytearray(zipped({part: inner for part, inner in parts.items() if part != name}))
    directory = out.index(b"PK\x01\x02")
    count, length = struct.unpack_from("<HI", out, len(out) - 12)
    listed = bytes(out[directory : directory + length])
    encoded = name.encode()
    fields = struct.pack(
        "<HHHHIIIHH", 0, 8, 0, 0x21, checksum, len(data), declared or size + len(content), len(encoded), 0
    )
    local = b"PK\x03\x04\x14\0" + fields + encoded + data
    central = b"PK\x01\x02\x14\0\x14\0" + fields + struct.pack("<HHHII", 0, 0, 0, 0, directory) + encoded
    end = struct.pack(
        "<4sHHHHIIH", b"PK\x05\x06", 0, 0, count + 1, count + 1, length + len(central), directory + len(local), 0
    )
    return bytes(out[:directory]) + local + listed + central + end


def overlapping(count: int) -> bytes:
    """An archive whose entries are all the same bytes: it unpacks to far more than its compression says."""
    data = zipped(docx_parts() | {"word/media/a.png": b"\0" * 2**20})
    directory = data.index(b"PK\x01\x02")
    entries, length = struct.unpack_from("<HI", data, len(data) - 12)
    listed = data[directory : directory + length]
    last = listed[listed.rindex(b"PK\x01\x02") :]
    more = b"".join(last.replace(b"a.png", b"%05d" % number) for number in range(count))
    end = struct.pack(
        "<4sHHHHIIH", b"PK\x05\x06", 0, 0, entries + count, entries + count, length + len(more), directory, 0
    )
    return data[:directory] + listed + more + end


def many_entries(count: int) -> bytes:
    """A DOCX with many empty entries."""
    return zipped(docx_parts() | {f"word/media/{number}": b"" for number in range(count)}, zipfile.ZIP_STORED)


def twice(parts: Parts, name: str, content: bytes) -> bytes:
    """A package with two entries of one name."""
    data = zipped(parts | {"x" * len(name): content})
    return data.replace(b"x" * len(name), name.encode())


def with_link(target: str) -> bytes:
    """A package with an entry that is a symbolic link."""
    out = io.BytesIO(zipped(docx_parts()))
    with zipfile.ZipFile(out, "a") as package:
        entry = zipfile.ZipInfo("word/media/link", FIXED_TIME)
        entry.create_system, entry.external_attr = 3, 0o120777 << 16
        package.writestr(entry, target)
    return out.getvalue()


def cut(parts: Parts, share: float) -> Callable[[], bytes]:
    """A maker of a package without its end."""
    data = zipped(parts)
    return lambda: data[: int(len(data) * share)]


def declared(parts: Parts, name: str, prologue: str, before: str = "", entity: str = TEXT) -> Callable[[], bytes]:
    """A maker of a package in which a part starts with a document type, and uses an entity."""
    content = parts[name].decode().replace(TEXT, entity)
    return changed(parts, name, (before + prologue + content).encode())


LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "haha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(12))
    + "]>"
)
FILE = '<!DOCTYPE x [<!ENTITY m SYSTEM "file:///etc/passwd">]>'
NETWORK = '<!DOCTYPE x SYSTEM "http://example.invalid/x.dtd">'
PARAMETER = '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://example.invalid/p"> %p;]>'


def xml_cases(kind: str, parts: Parts, name: str, own: Mapping[str, str]) -> list[Case]:
    """What can be wrong with the XML of a part, for a format; `own` says what comes of some cases in that format."""
    cases = _xml_cases(kind, parts, name)
    return [replace(case, outcome=own.get(case.name.removeprefix(f"{kind}-"), case.outcome)) for case in cases]


def _xml_cases(kind: str, parts: Parts, name: str) -> list[Case]:
    content = parts[name]
    text = content.decode()
    root = text.index(">")
    return [
        Case(f"{kind}-entities-that-multiply", declared(parts, name, LAUGHS, entity="&m;"), DAMAGED),
        Case(f"{kind}-entity-of-a-file", declared(parts, name, FILE, entity="&m;"), DAMAGED),
        Case(f"{kind}-document-type-of-the-network", declared(parts, name, NETWORK), DAMAGED),
        Case(f"{kind}-parameter-entity-of-the-network", declared(parts, name, PARAMETER), DAMAGED),
        Case(
            f"{kind}-document-type-after-a-long-comment",
            declared(parts, name, LAUGHS, f"<!--{'x' * 100_000}-->", "&m;"),
            DAMAGED,
        ),
        Case(
            f"{kind}-entity-without-declaration", changed(parts, name, content.replace(TEXT.encode(), b"&m;")), DAMAGED
        ),
        Case(
            f"{kind}-elements-100000-deep",
            changed(parts, name, (text[: root + 1] + "<a>" * 100_000 + "</a>" * 100_000 + text[root + 1 :]).encode()),
            DAMAGED,
        ),
        Case(
            f"{kind}-attribute-of-20-megabytes",
            stored(parts, name, lambda: text[:root] + f' x="{"y" * 20_000_000}"' + text[root:]),
            DAMAGED,
            heavy=True,
        ),
        Case(
            f"{kind}-text-of-20-megabytes",
            stored(parts, name, lambda: text.replace(TEXT, TEXT + "y" * 20_000_000)),
            DAMAGED,
            heavy=True,
        ),
        Case(
            f"{kind}-hundred-thousand-attributes",
            stored(parts, name, lambda: text[:root] + "".join(f' x{n}="1"' for n in range(100_000)) + text[root:]),
            READ,
            heavy=True,
        ),
        Case(
            f"{kind}-says-another-encoding",
            changed(parts, name, b'<?xml version="1.0" encoding="UTF-16"?>' + content),
            DAMAGED,
        ),
        Case(
            f"{kind}-says-an-unknown-encoding",
            changed(parts, name, b'<?xml version="1.0" encoding="example-9"?>' + content),
            DAMAGED,
        ),
        Case(
            f"{kind}-in-utf-16",
            changed(parts, name, ('<?xml version="1.0" encoding="UTF-16"?>' + text).encode("utf-16")),
            READ,
        ),
        Case(
            f"{kind}-in-bytes-of-no-encoding",
            changed(parts, name, content.replace(TEXT.encode(), TEXT.encode("cp949"))),
            DAMAGED,
        ),
        Case(f"{kind}-part-is-empty", changed(parts, name, b""), DAMAGED),
        Case(f"{kind}-part-is-noise", changed(parts, name, bytes(range(256)) * 9), DAMAGED),
        Case(f"{kind}-part-has-another-root", changed(parts, name, b"<x/>"), DAMAGED),
        Case(f"{kind}-part-breaks-off", changed(parts, name, content[:-20]), DAMAGED),
        Case(f"{kind}-part-missing", changed(parts, name, None), DAMAGED),
    ]


def zip_cases(kind: str, parts: Parts, name: str) -> list[Case]:
    """What can be wrong with the container, for a format; `name` is the part that holds the text."""
    folder = name.rpartition("/")[0]
    return [
        Case(f"{kind}-sound", lambda: zipped(parts), READ),
        Case(f"{kind}-cut-at-a-tenth", cut(parts, 0.1), DAMAGED),
        Case(f"{kind}-cut-in-the-middle", cut(parts, 0.5), DAMAGED),
        Case(f"{kind}-cut-at-the-end", cut(parts, 0.99), DAMAGED),
        Case(f"{kind}-bomb", lambda: bomb(parts, name, 2**29), TOO_LARGE),
        Case(
            f"{kind}-bomb-in-a-picture",
            lambda: bomb(parts | {f"{folder}/a.png": b""}, f"{folder}/a.png", 2**29),
            TOO_LARGE,
        ),
        Case(f"{kind}-bomb-that-declares-little", lambda: bomb(parts, name, 2**29, declared=1000), DAMAGED),
        Case(f"{kind}-entry-declares-too-little", with_size(parts, name, 10), DAMAGED),
        Case(f"{kind}-entry-declares-too-much", with_size(parts, name, 2**32 - 2), TOO_LARGE),
        Case(f"{kind}-entry-declares-somewhat-too-much", with_size(parts, name, 99_999), READ),
        Case(f"{kind}-entry-leads-up", lambda: zipped(parts | {"../../x.xml": b"<x/>"}), DAMAGED),
        Case(f"{kind}-entry-leads-up-in-windows", lambda: zipped(parts | {"a\\..\\..\\x.xml": b"<x/>"}), DAMAGED),
        Case(f"{kind}-entry-is-absolute", lambda: zipped(parts | {"/etc/x.xml": b"<x/>"}), DAMAGED),
        Case(f"{kind}-entry-has-a-drive", lambda: zipped(parts | {"C:/x.xml": b"<x/>"}), DAMAGED),
        Case(f"{kind}-entry-twice", lambda: twice(parts, name, b"<x/>"), DAMAGED),
        Case(f"{kind}-checksum-wrong", with_checksum(parts, name), DAMAGED),
        Case(f"{kind}-entry-with-password", with_flag(parts, name), ENCRYPTED),
        Case(f"{kind}-entry-packed-in-an-unknown-way", with_method(parts, name, 99), DAMAGED),
        Case(f"{kind}-entry-says-lzma", with_method(parts, name, 14), DAMAGED),
        Case(f"{kind}-entry-says-bzip2", with_method(parts, name, 12), DAMAGED),
        Case(f"{kind}-behind-a-program", lambda: b"MZ" + bytes(500) + zipped(parts), UNSUPPORTED),
        Case(f"{kind}-with-noise-behind", lambda: zipped(parts) + b"noise" * 100, READ),
    ]


# The libraries behind the two formats have limits of their own.
HWPX_OWN = {
    "elements-100000-deep": TOO_LARGE,
    "attribute-of-20-megabytes": READ,
    "text-of-20-megabytes": READ,
    "part-has-another-root": DAMAGED,
}

PACKAGE_CASES = [
    *zip_cases("docx", docx_parts(), "word/document.xml"),
    *zip_cases("hwpx", hwpx_parts(), "Contents/section0.xml"),
    *xml_cases("docx", docx_parts(), "word/document.xml", {}),
    *xml_cases("hwpx", hwpx_parts(), "Contents/section0.xml", HWPX_OWN),
    Case("zip-of-nothing", lambda: zipped({}), UNSUPPORTED),
    Case("zip-of-100000-entries", lambda: many_entries(100_000), TOO_LARGE, heavy=True),
    Case("zip-of-overlapping-entries", lambda: overlapping(1000), TOO_LARGE),
    Case("zip-with-a-link-outside", lambda: with_link("/etc/passwd"), READ),
    Case("zip-in-a-zip", lambda: zipped({"plan.docx": zipped(docx_parts())}), UNSUPPORTED),
    Case("zip-mark-only", lambda: b"PK\x03\x04", DAMAGED),
    Case("pdf-in-a-zip-mark", lambda: b"PK\x03\x04 %PDF-1.7", DAMAGED),
]
