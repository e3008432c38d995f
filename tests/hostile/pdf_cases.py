"""PDF files as nobody should write them."""

import io
import zlib
from collections.abc import Callable

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from tests.hostile.bombs import zlib_blanks
from tests.hostile.case import DAMAGED, EMPTY, ENCRYPTED, OUT_OF_MEMORY, READ, TOO_LARGE, Case

CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
PAGES = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
TEXT = b"BT /F1 12 Tf 50 700 Td (Example plan, 7,000) Tj ET "


def pdf(objects: dict[int, bytes], *, trailer: bytes = b"", start: int | None = None) -> bytes:
    """Objects by number, with a correct table of references unless `start` sends the reader elsewhere."""
    out = bytearray(b"%PDF-1.7\n")
    places = {}
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(out)
    size = max(objects) + 1
    out += b"xref\n0 %d\n" % size
    for number in range(size):
        out += b"%010d %05d %s\r\n" % ((places[number], 0, b"n") if number in places else (0, 65535, b"f"))
    out += b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (
        size,
        trailer,
        table if start is None else start,
    )
    return bytes(out)


def stream(content: bytes, extra: bytes = b"") -> bytes:
    """The body of a stream object."""
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (extra, len(content), content)


def packed(content: bytes, times: int = 1) -> bytes:
    """The body of a stream object that is compressed, once or more."""
    for _ in range(times):
        content = zlib.compress(content, 1)
    return stream(content, b"/Filter[" + b"/FlateDecode" * times + b"]")


def page(
    content: bytes = TEXT, *, box: bytes = b"[0 0 595 842]", extra: bytes = b"", resources: bytes = b"", **more: bytes
) -> dict[int, bytes]:
    """A document of one page; `more` adds objects by number (`o7=`)."""
    return {
        1: CATALOG,
        2: PAGES,
        3: b"<</Type/Page/Parent 2 0 R/MediaBox%s/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>%s>>%s>>"
        % (box, resources, extra),
        4: content if content.startswith(b"<<") else stream(content),
        5: FONT,
    } | {int(name[1:]): body for name, body in more.items()}


def one_page(content: bytes = TEXT, **more: bytes) -> Callable[[], bytes]:
    """A maker of a document of one page."""
    return lambda: pdf(page(content, **more))


def encrypted(user: str, owner: str) -> bytes:
    """A page locked by reportlab: `user` opens it, `owner` may change it."""
    out = io.BytesIO()
    canvas = Canvas(out, encrypt=StandardEncryption(user, owner, canPrint=0))
    canvas.drawString(50, 700, "Example plan, 7,000")
    canvas.save()
    return out.getvalue()


def printed(pages: int = 3) -> bytes:
    """A sound document."""
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    for number in range(pages):
        canvas.drawString(50, 700, f"Example plan, part {number}")
        canvas.grid([50, 150, 250], [600, 620, 640])
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def cut(share: float) -> Callable[[], bytes]:
    """A sound document without its end."""
    data = printed()
    return lambda: data[: int(len(data) * share)]


def tree(kids: int) -> bytes:
    """A page tree whose pages are all the same object."""
    objects = page()
    objects[2] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (kids, b"3 0 R " * kids)
    return pdf(objects)


def distinct_tree(pages: int) -> bytes:
    """A page tree of pages of their own."""
    numbers = range(10, 10 + pages)
    objects = {1: CATALOG, 2: b"<</Type/Pages/Count %d/Kids[%s]>>" % (pages, b" ".join(b"%d 0 R" % n for n in numbers))}
    return pdf(objects | dict.fromkeys(numbers, b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"))


def deep_tree(depth: int) -> bytes:
    """A page at the end of a chain of page tree nodes."""
    objects = page()
    chain = {10 + n: b"<</Type/Pages/Count 1/Parent %d 0 R/Kids[%d 0 R]>>" % (9 + n, 11 + n) for n in range(depth)}
    objects[2] = b"<</Type/Pages/Count 1/Kids[10 0 R]>>"
    chain[9 + depth] = b"<</Type/Pages/Count 1/Parent 2 0 R/Kids[3 0 R]>>"
    return pdf(objects | chain)


def forms(depth: int, calls: int) -> bytes:
    """Forms that each draw the next one, some times."""
    objects = page(b"/X0 Do ", resources=b"/XObject<</X0 10 0 R>>")
    for number in range(depth):
        last = number == depth - 1
        content = TEXT if last else b"/X%d Do " % (number + 1) * calls
        inner = b"" if last else b"/XObject<</X%d %d 0 R>>" % (number + 1, 11 + number)
        head = b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</Font<</F1 5 0 R>>%s>>" % inner
        objects[10 + number] = stream(content, head)
    return pdf(objects)


SELF_FORM = stream(b"/X Do " + TEXT, b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</XObject<</X 10 0 R>>>>")
NO_MAPPING = b"1 beginbfrange <0100> <01FF> <0000> endbfrange"
MAPPING = b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange "


def composite(mapping: bytes | None, old: bytes = b"", new: bytes = b"") -> bytes:
    """Text in a composite font; without a mapping nobody can tell its characters."""
    glyphs = b"".join(b"%04x" % number for number in range(0x100, 0x200))
    font = b"<</Type/Font/Subtype/Type0/BaseFont/Example/Encoding/Identity-H/DescendantFonts[11 0 R]%s>>"
    objects = page(b"BT /F2 9 Tf 50 700 Td <%s> Tj ET" % glyphs, resources=b"/Font<</F2 10 0 R>>")
    objects[3] = objects[3].replace(b"/Font<</F1 5 0 R>>", b"")
    objects[10] = font % (b"/ToUnicode 13 0 R" if mapping is not None else b"")
    objects[11] = (
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/Example/FontDescriptor 12 0 R/DW 1000"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>"
    )
    objects[12] = b"<</Type/FontDescriptor/FontName/Example/Flags 4/FontBBox[0 0 1000 1000]/Ascent 800/Descent -200>>"
    if mapping is not None:
        objects[13] = stream(MAPPING + mapping + b" endcmap end")
    return pdf({number: body.replace(old, new) for number, body in objects.items()} if old else objects)


def lines(count: int, height: int = 800) -> bytes:
    """A page of short rules, compressed."""
    return pdf(
        page(
            packed(
                TEXT
                + b"".join(
                    b"%d %d m %d %d l S " % (n % 580, n // 580 % height, n % 580 + 5, n // 580 % height)
                    for n in range(count)
                )
            )
        )
    )


def mesh(across: int, down: int) -> bytes:
    """Rules that enclose across x down cells."""
    rules = b"".join(b"0 %.3f m 580 %.3f l S " % (y, y) for y in (n * 800 / down for n in range(down + 1)))
    rules += b"".join(b"%.3f 0 m %.3f 800 l S " % (x, x) for x in (n * 580 / across for n in range(across + 1)))
    return pdf(page(packed(TEXT + b"0.1 w " + rules)))


def letters(count: int) -> bytes:
    """A page of many characters, compressed."""
    row = b"(%s) Tj 0 -1 Td " % (b"abcdefghij" * 100)
    return pdf(page(packed(b"BT /F1 1 Tf 10 830 Td " + row * (count // 1000) + b"ET")))


def scattered(count: int) -> bytes:
    """Words that lie everywhere on a page."""
    words = b"".join(b"1 0 0 1 %d %d Tm (%d) Tj " % (n * 37 % 590, n * 91 % 830, n) for n in range(count))
    return pdf(page(packed(b"BT /F1 4 Tf " + words + b"ET")))


def figures(rows: int, columns: int) -> bytes:
    """Numbers set in rows and columns, without a rule."""
    places = ((row, column) for row in range(rows) for column in range(columns))
    numbers = (
        b"1 0 0 1 %.2f %.2f Tm (%d) Tj " % (10 + 575 * c / columns, 10 + 820 * r / rows, r * c) for r, c in places
    )
    return pdf(page(packed(b"BT /F1 1 Tf " + b"".join(numbers) + b"ET")))


def bomb(size: int, times: int = 1) -> bytes:
    """Contents that unpack to `size` blanks."""
    data = zlib_blanks(size)
    for _ in range(times - 1):
        data = zlib.compress(data, 9)
    return pdf(page(stream(data, b"/Filter[" + b"/FlateDecode" * times + b"]")))


def object_stream_bomb(size: int) -> bytes:
    """An object stream that unpacks to `size` blanks, and holds the page tree."""
    objects = b"2 0 3 %d " % len(PAGES) + PAGES + page()[3]
    first = len(b"2 0 3 %d " % len(PAGES))
    data = zlib_blanks(size, objects)
    out = bytearray(b"%PDF-1.7\n")
    places = {}
    bodies = {
        1: CATALOG,
        4: stream(TEXT),
        5: FONT,
        6: stream(data, b"/Type/ObjStm/N 2/First %d/Filter/FlateDecode" % first),
    }
    for number, body in bodies.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    rows = b"\0\0\0\0\0\0"
    for number in range(1, 8):
        if number in {2, 3}:
            rows += b"\2" + (6).to_bytes(4, "big") + bytes([number - 2])
        else:
            rows += b"\1" + places.get(number, start).to_bytes(4, "big") + b"\0"
    out += b"7 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (
        stream(rows, b"/Type/XRef/Size 8/W[1 4 1]/Root 1 0 R"),
        start,
    )
    return bytes(out)


def active() -> bytes:
    """A page that would run a script, launch a program, fetch an address and carry a file."""
    objects = page(extra=b"/AA<</O 11 0 R>>/Annots[13 0 R]")
    objects[1] = (
        b"<</Type/Catalog/Pages 2 0 R/OpenAction 10 0 R/Names<</JavaScript<</Names[(a) 10 0 R]>>"
        b"/EmbeddedFiles<</Names[(a.exe) 12 0 R]>>>>>>"
    )
    objects[10] = b"<</S/JavaScript/JS(app.launchURL\\('http://example.invalid'\\);)>>"
    objects[11] = b"<</S/Launch/F(/bin/sh)/Win<</F(cmd.exe)>>>>"
    objects[12] = b"<</Type/Filespec/F(a.exe)/EF<</F 14 0 R>>>>"
    objects[13] = b"<</Type/Annot/Subtype/Link/Rect[0 0 99 99]/A<</S/URI/URI(http://example.invalid)>>>>"
    objects[14] = stream(b"MZ", b"/Type/EmbeddedFile")
    return pdf(objects)


def changed(number: int, body: bytes, **more: bytes) -> Callable[[], bytes]:
    """A maker of a document of one page in which one object is replaced."""
    return lambda: pdf(page(**more) | {number: body})


def annotated(count: int) -> bytes:
    """A page with many notes."""
    notes = {10 + n: b"<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/Contents(x)>>" for n in range(count)}
    return pdf(page(extra=b"/Annots[%s]" % b" ".join(b"%d 0 R" % n for n in notes)) | notes)


def of_hangul(objects: dict[int, bytes]) -> Callable[[], bytes]:
    """A maker of a document that says Hangul's driver made it: its contents are read a second time, for their clips."""
    return lambda: pdf(objects | {99: b"<</Producer(Hancom PDF 1.3.0.550)>>"}, trailer=b"/Info 99 0 R")


def clips(count: int) -> bytes:
    """Boxes that texts are clipped to, all over a page."""
    boxes = ((x := n * 37 % 560, y := n * 91 % 800, x + 30, y + 15) for n in range(count))
    path = b"q\n%d %d m %d %d l %d %d l %d %d l h\nW* n\nBT /F1 1 Tf %d %d Td (1) Tj ET\nQ\n"
    return packed(b"".join(path % (x0, y0, x1, y0, x1, y1, x0, y1, x0, y0) for x0, y0, x1, y1 in boxes))


PDF_CASES = [
    Case("pdf-sound", printed, READ),
    Case("pdf-cut-at-a-tenth", cut(0.1), DAMAGED),
    Case("pdf-cut-in-the-middle", cut(0.5), DAMAGED),
    Case("pdf-cut-at-nine-tenths", cut(0.9), DAMAGED),
    Case("pdf-mark-only", lambda: b"%PDF-", DAMAGED),
    Case("pdf-mark-and-end-only", lambda: b"%PDF-1.7\n%%EOF", DAMAGED),
    Case("pdf-mark-and-noise", lambda: b"%PDF-1.7\n" + bytes(range(256)) * 400 + b"%%EOF", DAMAGED),
    Case("pdf-encrypted-for-users", lambda: encrypted("secret", "owner"), ENCRYPTED),
    Case("pdf-encrypted-for-owners-only", lambda: encrypted("", "owner"), READ),
    Case("pdf-unknown-encryption", lambda: pdf(page(), trailer=b"/Encrypt<</Filter/Example/V 9/R 9>>"), ENCRYPTED),
    Case("pdf-startxref-astray", lambda: pdf(page(), start=10**9), READ),
    Case("pdf-no-xref", lambda: pdf(page()).partition(b"xref\n")[0] + b"trailer<</Root 1 0 R>>\n%%EOF", READ),
    Case("pdf-xref-goes-back-to-itself", lambda: pdf(page(), trailer=b"/Prev 9"), READ),
    Case("pdf-no-trailer-no-root", lambda: pdf(page()).replace(b"/Root 1 0 R", b""), DAMAGED),
    Case("pdf-empty-page-tree", changed(2, b"<</Type/Pages/Kids[]/Count 0>>"), DAMAGED),
    Case("pdf-page-tree-is-its-own-kid", changed(2, b"<</Type/Pages/Kids[2 0 R 3 0 R]/Count 2>>"), READ),
    Case(
        "pdf-page-tree-runs-in-a-circle",
        lambda: pdf(page() | {2: b"<</Type/Pages/Kids[9 0 R]/Count 2>>", 9: b"<</Type/Pages/Kids[2 0 R]/Count 2>>"}),
        READ,
    ),
    Case("pdf-page-count-lies-high", changed(2, b"<</Type/Pages/Kids[3 0 R]/Count 1000000000>>"), READ),
    Case("pdf-page-count-is-negative", changed(2, b"<</Type/Pages/Kids[3 0 R]/Count -5>>"), READ),
    Case("pdf-page-count-says-more-than-kids", changed(2, b"<</Type/Pages/Kids[3 0 R]/Count 5>>"), READ),
    Case("pdf-hundred-thousand-pages-of-one", lambda: tree(100_000), TOO_LARGE),
    Case("pdf-hundred-thousand-pages", lambda: distinct_tree(100_000), TOO_LARGE, heavy=True),
    Case("pdf-page-tree-2000-deep", lambda: deep_tree(2_000), READ),
    Case("pdf-parent-runs-in-a-circle", changed(3, b"<</Type/Page/Parent 3 0 R/Contents 4 0 R>>"), READ),
    Case("pdf-page-is-no-dictionary", changed(3, b"[1 2 3]"), READ),
    Case("pdf-contents-missing", changed(4, b"null"), EMPTY),
    Case("pdf-contents-are-noise", one_page(bytes(range(256)) * 50), EMPTY),
    Case("pdf-contents-filter-unknown", changed(4, stream(TEXT, b"/Filter/Example")), READ),
    Case("pdf-contents-filter-broken", changed(4, stream(b"x" + zlib.compress(TEXT), b"/Filter/FlateDecode")), EMPTY),
    Case("pdf-length-lies", lambda: pdf(page()).replace(b"/Length %d" % len(TEXT), b"/Length 999999999"), READ),
    Case("pdf-length-refers-to-its-stream", changed(4, b"<</Length 4 0 R>>stream\n%s\nendstream" % TEXT), READ),
    Case("pdf-brackets-100000-deep", lambda: pdf(page(o9=b"[" * 100_000 + b"]" * 100_000)), READ),
    Case("pdf-contents-brackets-100000-deep", one_page(b"[" * 100_000 + TEXT), EMPTY),
    Case("pdf-saves-state-a-million-times", lambda: pdf(page(packed(b"q " * 1_000_000 + TEXT))), READ, heavy=True),
    Case("pdf-million-rules", lambda: lines(1_000_000), READ, heavy=True),
    Case("pdf-million-characters", lambda: letters(1_000_000), READ, heavy=True),
    Case("pdf-words-everywhere", lambda: scattered(20_000), READ, heavy=True),
    Case("pdf-figures-in-columns", lambda: figures(500, 80), READ, heavy=True),
    Case("pdf-figures-in-many-tables", lambda: figures(60, 30), READ),
    Case("pdf-million-cells", lambda: mesh(190, 5_000), READ, heavy=True),
    Case("pdf-forty-thousand-cells", lambda: mesh(150, 220), READ, heavy=True),
    Case("pdf-page-huge", one_page(box=b"[0 0 1e9 1e9]"), READ),
    Case("pdf-page-beyond-floats", one_page(box=b"[0 0 1%s 1]" % (b"0" * 60)), READ),
    Case("pdf-page-without-area", one_page(box=b"[5 5 5 5]"), READ),
    Case("pdf-page-box-upside-down", one_page(box=b"[595 842 0 0]"), READ),
    # What lies off the page is not seen.
    Case("pdf-page-box-negative", one_page(box=b"[-900 -900 -300 -100]"), EMPTY),
    Case("pdf-page-box-of-words", one_page(box=b"[(a) /b null 3]"), READ),
    Case("pdf-turned", one_page(extra=b"/Rotate 90"), READ),
    Case("pdf-turned-by-45", one_page(extra=b"/Rotate 45"), READ),
    Case("pdf-turned-by-a-billion", one_page(extra=b"/Rotate -1000000090"), READ),
    Case("pdf-letters-of-no-size", one_page(b"BT /F1 0 Tf 50 700 Td (abc) Tj 0 Tz (def) Tj ET"), EMPTY),
    Case(
        "pdf-letters-beyond-floats",
        one_page(b"BT /F1 1e30 Tf 1e30 1e30 1e30 1e30 1e38 1e38 Tm (abc) Tj ET 1e38 0 m 1e38 1e38 l S"),
        EMPTY,
    ),
    Case(
        "pdf-letters-at-every-angle",
        one_page(
            b"BT /F1 9 Tf "
            + b"".join(b".%d .%d -.%d .%d 300 400 Tm (abc) Tj " % (n, 99 - n, 99 - n, n) for n in range(10, 99))
            + b"ET"
        ),
        READ,
    ),
    Case("pdf-rules-without-length", one_page(b"0 0 m 0 0 l S " * 200 + b"5 5 0 0 re S " * 200), EMPTY),
    Case("pdf-glyphs-without-mapping", lambda: composite(None), READ),
    Case("pdf-mapping-of-half-characters", lambda: composite(b"1 beginbfrange <0100> <01FF> <D800> endbfrange"), EMPTY),
    Case("pdf-mapping-of-nothing", lambda: composite(NO_MAPPING), READ),
    # What coverage-guided fuzzing found in the second reading, through pdfminer, which such glyphs are given.
    Case(
        "pdf-mapping-of-nothing-on-a-page-without-numbers",
        lambda: composite(NO_MAPPING, b"[0 0 595 842]", b"[0 0 (a) /b]"),
        READ,
    ),
    Case(
        "pdf-mapping-of-nothing-on-a-page-without-box", lambda: composite(NO_MAPPING, b"[0 0 595 842]", b" null "), READ
    ),
    Case(
        "pdf-mapping-of-nothing-on-a-page-of-half-a-box", lambda: composite(NO_MAPPING, b"[0 0 595 842]", b"[0]"), READ
    ),
    Case(
        "pdf-mapping-of-nothing-on-a-page-listed-twice",
        lambda: composite(NO_MAPPING, b"/Kids[3 0 R]/Count 1", b"/Kids[3 0 R 3 0 R]/Count 2"),
        READ,
    ),
    Case(
        "pdf-mapping-bomb",
        lambda: composite(b"100 beginbfrange " + b"<0000> <FFFFFFFF> <0041> " * 1000 + b"endbfrange"),
        READ,
    ),
    Case("pdf-font-missing", changed(5, b"null"), READ),
    Case(
        "pdf-font-refers-to-itself",
        changed(5, b"<</Type/Font/Subtype/Type0/BaseFont/E/Encoding/Identity-H/DescendantFonts[5 0 R]>>"),
        READ,
    ),
    Case(
        "pdf-glyph-draws-itself",
        changed(
            5,
            b"<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[1 0 0 1 0 0]/CharProcs<</E 4 0 R>>"
            b"/Encoding<</Differences[69/E]>>/FirstChar 69/LastChar 69/Widths[9]/Resources<</Font<</F1 5 0 R>>>>>>",
        ),
        EMPTY,  # a glyph of nothing leaves nothing to be seen
    ),
    Case(
        "pdf-form-draws-itself",
        lambda: pdf(page(b"/X Do " + TEXT, resources=b"/XObject<</X 10 0 R>>") | {10: SELF_FORM}),
        READ,
    ),
    Case("pdf-forms-500-deep", lambda: forms(500, 1), EMPTY),
    Case("pdf-forms-double-25-times", lambda: forms(25, 2), OUT_OF_MEMORY, heavy=True),
    Case("pdf-contents-bomb", lambda: bomb(2**30), OUT_OF_MEMORY, heavy=True),
    Case("pdf-contents-bomb-in-a-bomb", lambda: bomb(2**30, times=2), OUT_OF_MEMORY, heavy=True),
    Case("pdf-object-stream-bomb", lambda: object_stream_bomb(2**30), OUT_OF_MEMORY, heavy=True),
    Case(
        "pdf-image-of-declared-gigapixels",
        lambda: pdf(
            page(TEXT + b"/X Do", resources=b"/XObject<</X 10 0 R>>")
            | {
                10: stream(
                    b"x",
                    b"/Type/XObject/Subtype/Image/Width 100000/Height 100000/BitsPerComponent 8/ColorSpace/DeviceRGB",
                )
            }
        ),
        READ,
    ),
    Case(
        "pdf-shading-refers-to-itself",
        lambda: pdf(
            page(b"/P sh " + TEXT, resources=b"/Shading<</P 10 0 R>>/ColorSpace<</C 11 0 R>>")
            | {10: b"<</ShadingType 2/ColorSpace 11 0 R/Function 10 0 R>>", 11: b"[/Indexed 11 0 R 255 (x)]"}
        ),
        READ,
    ),
    Case("pdf-hundred-thousand-clips", of_hangul(page(clips(100_000))), READ, heavy=True),
    Case("pdf-clips-of-a-page-that-is-a-name", of_hangul(page() | {2: b"<</Type/Pages/Kids[/X]/Count 1>>"}), READ),
    Case("pdf-clips-in-a-bomb", of_hangul(page(packed(zlib_blanks(2**20), 2))), EMPTY),
    Case("pdf-clips-on-pages-in-a-circle", of_hangul(page() | {2: b"<</Type/Pages/Kids[2 0 R 3 0 R]/Count 2>>"}), READ),
    Case("pdf-scripts-and-files", active, READ),
    Case("pdf-hundred-thousand-notes", lambda: annotated(100_000), READ, heavy=True),
    Case("pdf-after-a-kilobyte-of-noise", lambda: b"\n" * 1000 + pdf(page()), READ),
    Case("pdf-with-noise-behind", lambda: pdf(page()) + bytes(3000), READ),
    Case("pdf-in-two-versions", lambda: pdf(page()) + pdf(page()), READ),
]
