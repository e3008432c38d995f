"""Small starting files of each format, made from the text and tables of the samples."""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator

from lxml import etree
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from benchmarks.fuzz.compound_file import compound_file
from benchmarks.fuzz.pdf_seeds import page_seeds
from extractors.readers.pdf.source.clip_paths import DRIVER
from samples.body import blocks_of
from samples.document import Block, Heading, Paragraph, Table
from samples.facts import Plan, load_plan, plan_keys
from samples.write_docx import write_docx
from samples.write_hwpx import write_hwpx

BLOCKS_IN_SEED = 12
SEEDS_OF_PLAN = 4
UNREAD_PART = re.compile(r"docProps|theme|fontTable|webSettings|stylesWithEffects|settings|customXml|thumbnail")
KOREAN_FONT = "HYSMyeongJo-Medium"

HwpRecord = tuple[int, int, bytes]
PARA_HEADER, PARA_TEXT, CTRL_HEADER, LIST_HEADER, TABLE, PROPERTIES, NUMBERING, PARA_SHAPE = (
    66,
    67,
    71,
    72,
    77,
    16,
    23,
    25,
)


def seeds_of(file_format: str) -> Iterator[bytes]:
    """Starting files of a format (pdf, docx, hwpx, hwp): blocks of a plan each, and for PDF what a page may hold."""
    if file_format == "pdf":
        yield from page_seeds()
    for key in plan_keys()[:3]:
        plan = load_plan(key)
        blocks = blocks_of(plan)
        for number in range(SEEDS_OF_PLAN):
            start = number * len(blocks) // SEEDS_OF_PLAN
            yield _written(file_format, plan, blocks[start : start + BLOCKS_IN_SEED])


def _written(file_format: str, plan: Plan, blocks: list[Block]) -> bytes:
    match file_format:
        case "pdf":
            return _pdf(blocks)
        case "docx":
            return _lean(write_docx(plan, blocks))
        case "hwpx":
            return write_hwpx(plan, blocks)
        case _:
            return _hwp(blocks)


def _lean(docx: bytes) -> bytes:
    """A DOCX without the parts that no reader looks at and the styles that no paragraph has: a mutant reads faster."""
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    for name in [name for name in parts if UNREAD_PART.search(name)]:
        del parts[name]
    for name in [name for name in parts if name.endswith((".rels", "[Content_Types].xml"))]:
        root = etree.fromstring(parts[name])
        for item in list(root):
            if UNREAD_PART.search(item.get("Target") or item.get("PartName") or ""):
                root.remove(item)
        parts[name] = etree.tostring(root)
    styles = etree.fromstring(parts["word/styles.xml"])
    for style in list(styles):
        if not any(
            str(value).encode() in parts["word/document.xml"] for value in style.attrib.values() if len(value) > 1
        ):
            styles.remove(style)
    parts["word/styles.xml"] = etree.tostring(styles)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


def _pdf(blocks: list[Block]) -> bytes:
    """One page, nothing compressed, so that mutations reach the text, the rules and the clips around cells."""
    pdfmetrics.registerFont(UnicodeCIDFont(KOREAN_FONT))
    out = io.BytesIO()
    canvas = Canvas(out, pageCompression=0, invariant=1)
    canvas.setProducer(DRIVER)
    top = 800.0
    for block in blocks:
        canvas.setFont(KOREAN_FONT, 9)
        if isinstance(block, Heading | Paragraph):
            canvas.drawString(50, top, block.text[:60])
            top -= 14
        elif isinstance(block, Table):
            rows, columns = block.rows[:6], block.column_count
            width = 480 / columns
            xs = [50 + width * number for number in range(columns + 1)]
            ys = [top - 16 * number for number in range(len(rows) + 1)]
            canvas.grid(xs, ys)
            for y, row in zip(ys, rows, strict=False):
                for x, text in zip(xs, row, strict=False):
                    corners = (x, y), (x + width, y), (x + width, y - 16), (x, y - 16)
                    path = " l ".join(f"{at_x:.3f} {at_y:.3f}" for at_x, at_y in corners).replace("l", "m", 1)
                    canvas.addLiteral(f"q\n{path} l h\nW* n")
                    canvas.drawString(x + 2, y - 12, text[:12])
                    canvas.addLiteral("Q")
            top = ys[-1] - 14
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def _hwp(blocks: list[Block]) -> bytes:
    section = [record for block in blocks for record in _hwp_block(block)]
    numbering = b"".join(struct.pack("<I8xH", 0, 3) + f"^{level}.".encode("utf-16-le") for level in range(1, 8))
    shapes = [struct.pack("<I26xH", kind << 23, 1 if kind else 0).ljust(54, b"\0") for kind in (0, 1, 2)]
    info = [
        (PROPERTIES, 0, struct.pack("<H", 1) + bytes(24)),
        (NUMBERING, 0, numbering + bytes(2)),
        *((PARA_SHAPE, 0, shape) for shape in shapes),
    ]
    header = b"HWP Document File".ljust(32, b"\0") + struct.pack("<II", 0x05010000, 1)
    streams = {"DocInfo": info, "BodyText/Section0": section}
    return compound_file(
        {"FileHeader": header.ljust(256, b"\0")} | {name: _hwp_stream(records) for name, records in streams.items()}
    )


def _hwp_block(block: Block) -> Iterator[HwpRecord]:
    if isinstance(block, Heading | Paragraph):
        yield from _hwp_paragraph(block.text, 0, 1 if isinstance(block, Heading) else 0)
    elif isinstance(block, Table):
        rows = block.rows[:6]
        yield PARA_HEADER, 0, struct.pack("<IIHBBHHHIH", 9, 1 << 11, 0, 0, 0, 0, 0, 0, 0, 0)
        yield PARA_TEXT, 1, struct.pack("<H4s8xH", 11, b" lbt", 11) + b"\r\0"
        yield CTRL_HEADER, 1, b" lbt" + bytes(42)
        yield TABLE, 2, struct.pack("<IHH", 0, len(rows), block.column_count) + bytes(20)
        for row, texts in enumerate(rows):
            for column, text in enumerate(texts):
                yield LIST_HEADER, 2, struct.pack("<HHIHHHH", 1, 0, 0, column, row, 1, 1) + bytes(30)
                yield from _hwp_paragraph(text, 2, 0)


def _hwp_paragraph(text: str, level: int, shape: int) -> Iterator[HwpRecord]:
    data = text.encode("utf-16-le") + b"\r\0"
    yield PARA_HEADER, level, struct.pack("<IIHBBHHHIH", len(data) // 2, 0, shape, 0, 0, 0, 0, 0, 0, 0)
    yield PARA_TEXT, level + 1, data


def _hwp_stream(records: list[HwpRecord]) -> bytes:
    data = b"".join(
        struct.pack("<I", tag | level << 10 | min(len(content), 0xFFF) << 20)
        + (struct.pack("<I", len(content)) if len(content) >= 0xFFF else b"")
        + content
        for tag, level, content in records
    )
    squeezer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return squeezer.compress(data) + squeezer.flush()
