"""Writers of small office files, so that each test holds the file that it is about."""

import io
import itertools
import struct
import zipfile
import zlib

import docx
import pytest

FREE, END = 0xFFFFFFFF, 0xFFFFFFFE
FAT_SECTOR = 0xFFFFFFFD
SECTOR, MINI = 512, 64
HP = "http://www.hancom.co.kr/hwpml/2011/paragraph"
HH = "http://www.hancom.co.kr/hwpml/2011/head"
HS = "http://www.hancom.co.kr/hwpml/2011/section"


@pytest.fixture
def docx_bytes():
    """DOCX bytes of what a function does with a new python-docx document; parts may be added or replaced."""

    def write(fill=None, parts=None):
        document = docx.Document()
        if fill is not None:
            fill(document)
        target = io.BytesIO()
        document.save(target)
        return _with_parts(target.getvalue(), parts or {})

    return write


def _with_parts(package, parts):
    if not parts:
        return package
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            new.writestr(name, content)
    return target.getvalue()


@pytest.fixture
def hwpx_bytes():
    """HWPX bytes of section XML (what stands in `hs:sec`) and header XML (what stands in `hh:refList`)."""

    def write(body="", header="", parts=None, mimetype="application/hwp+zip"):
        files = {
            "Contents/content.hpf": (
                '<opf:package xmlns:opf="http://www.idpf.org/2007/opf/"><opf:manifest>'
                '<opf:item id="header" href="Contents/header.xml" media-type="application/xml"/>'
                '<opf:item id="section0" href="Contents/section0.xml" media-type="application/xml"/>'
                '</opf:manifest><opf:spine><opf:itemref idref="section0"/></opf:spine></opf:package>'
            ),
            "Contents/header.xml": f'<hh:head xmlns:hh="{HH}"><hh:refList>{header}</hh:refList></hh:head>',
            "Contents/section0.xml": f'<hs:sec xmlns:hs="{HS}" xmlns:hp="{HP}">{body}</hs:sec>',
        } | (parts or {})
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
            if mimetype:
                package.writestr("mimetype", mimetype, zipfile.ZIP_STORED)
            for name, content in files.items():
                package.writestr(name, content)
        return target.getvalue()

    return write


@pytest.fixture
def hwpx_paragraph():
    """A paragraph of an HWPX section; `inside` is XML that stands in its run after the text."""

    def write(text="", shape=0, inside=""):
        return (
            f'<hp:p paraPrIDRef="{shape}" styleIDRef="0"><hp:run charPrIDRef="0">'
            f"<hp:t>{text}</hp:t>{inside}</hp:run></hp:p>"
        )

    return write


@pytest.fixture
def hwpx_table(hwpx_paragraph):
    """A table of an HWPX section from cells (row, column, row span, column span, text or XML of paragraphs)."""

    def write(cells, before="", caption=""):
        rows = max(row + height for row, _, height, _, _ in cells)
        columns = max(col + width for _, col, _, width, _ in cells)
        lines = ""
        for number in range(rows):
            lines += "<hp:tr>"
            for row, col, height, width, content in cells:
                if row == number:
                    inner = content if content.startswith("<hp:p") else hwpx_paragraph(content)
                    lines += (
                        f'<hp:tc><hp:subList>{inner}</hp:subList><hp:cellAddr colAddr="{col}" rowAddr="{row}"/>'
                        f'<hp:cellSpan colSpan="{width}" rowSpan="{height}"/></hp:tc>'
                    )
            lines += "</hp:tr>"
        title = (
            f'<hp:caption side="TOP"><hp:subList>{hwpx_paragraph(caption)}</hp:subList></hp:caption>' if caption else ""
        )
        table = f'<hp:tbl rowCnt="{rows}" colCnt="{columns}">{title}{lines}</hp:tbl>'
        return hwpx_paragraph(before, inside=table)

    return write


@pytest.fixture
def ole_bytes():
    """An OLE compound file (MS-CFB version 3) of streams, at most one storage deep, each under 4096 bytes."""
    return _compound_file


@pytest.fixture
def hwp_bytes():
    """HWP 5 bytes of records: those of DocInfo and those of the only section, as (tag, level, data)."""

    def write(section=(), doc_info=(), flags=1, header=None):
        properties = (16, 0, struct.pack("<H", 1) + bytes(24))
        file_header = b"HWP Document File".ljust(32, b"\0") + struct.pack("<II", 0x05010000, flags)
        return _compound_file(
            {
                "FileHeader": (file_header if header is None else header).ljust(256, b"\0"),
                "DocInfo": _stream([properties, *doc_info], flags),
                "BodyText/Section0": _stream(section, flags),
            }
        )

    return write


@pytest.fixture
def hwp_paragraph():
    """The records of a paragraph of HWP 5, in a paragraph shape of DocInfo."""

    def write(text, shape=0, level=0):
        data = text.encode("utf-16-le") + b"\r\0"
        head = struct.pack("<IIHBBHHHIH", len(data) // 2, 0, shape, 0, 0, 0, 0, 0, 0, 0)
        return [(66, level, head), (67, level + 1, data)]

    return write


def _stream(records, flags):
    data = b""
    for tag, level, content in records:
        if len(content) < 0xFFF:
            data += struct.pack("<I", tag | level << 10 | len(content) << 20) + content
        else:
            data += struct.pack("<II", tag | level << 10 | 0xFFF << 20, len(content)) + content
    if not flags & 1:
        return data
    squeezer = zlib.compressobj(wbits=-15)
    return squeezer.compress(data) + squeezer.flush()


def _compound_file(streams):
    entries = [["Root Entry", 5, FREE, FREE, FREE, 0, 0]]
    mini_stream = b""
    mini_fat: list[int] = []
    index = {}
    for path in sorted(streams):
        for depth in range(path.count("/") + 1):
            part = "/".join(path.split("/")[: depth + 1])
            if part not in index:
                index[part] = len(entries)
                entries.append([part.rpartition("/")[2], 2 if part == path else 1, FREE, FREE, FREE, END, 0])
        data = streams[path]
        count = -(-len(data) // MINI)
        first = len(mini_fat)
        mini_fat += [*range(first + 1, first + count), END] if count else []
        mini_stream += data.ljust(count * MINI, b"\0")
        entries[index[path]][5:] = [first if count else END, len(data)]
    for storage in ["", *(part for part in index if entries[index[part]][1] == 1)]:
        children = [part for part in index if part.rpartition("/")[0] == storage]
        chain = [index[part] for part in sorted(children, key=lambda part: (len(part), part.upper()))]
        entries[index.get(storage, 0)][4] = chain[0]
        for left, right in itertools.pairwise(chain):
            entries[left][3] = right
    directory = b"".join(map(_entry, entries))
    sizes = [-(-len(directory) // SECTOR), -(-len(mini_fat) * 4 // SECTOR), -(-len(mini_stream) // SECTOR)]
    fat, starts = [FAT_SECTOR], []
    for size in sizes:
        starts.append(len(fat))
        fat += [*range(len(fat) + 1, len(fat) + size), END]
    entries[0][5:] = [starts[2], len(mini_stream)]
    directory = b"".join(map(_entry, entries))
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        *(0x3E, 3, 0xFFFE, 9, 6),
        *(0, 1, starts[0], 0, 4096, starts[1], sizes[1], END, 0),
    ) + struct.pack("<109I", 0, *[FREE] * 108)
    table = struct.pack(f"<{len(fat)}I", *fat).ljust(SECTOR, b"\xff")
    minis = struct.pack(f"<{len(mini_fat)}I", *mini_fat)
    return header + table + _padded(directory) + minis.ljust(sizes[1] * SECTOR, b"\xff") + _padded(mini_stream)


def _entry(fields):
    name, kind, left, right, child, start, size = fields
    encoded = name.encode("utf-16-le") + b"\0\0"
    return struct.pack("<64sHBBIII36xIQ", encoded, len(encoded), kind, 1, left, right, child, start, size)


def _padded(data):
    return data.ljust(-(-len(data) // SECTOR) * SECTOR, b"\0")
