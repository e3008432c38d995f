import pytest

from extractors.readers.pdf import read_pdf

FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
GREY_PIXELS = b"\x30\xff\xff\x30" * 4


def stream(entries, content):
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (entries, len(content), content)


def file_of(objects):
    """A PDF of objects, the catalog first."""
    parts, offsets = [b"%PDF-1.7\n"], []
    for number, content in enumerate(objects, 1):
        offsets.append(sum(map(len, parts)))
        parts.append(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    start = sum(map(len, parts))
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    parts.append(b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table))
    parts.append(b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))
    return b"".join(parts)


@pytest.fixture(scope="session")
def written():
    """A function that writes a PDF of one page by hand: its content, and what else its dictionaries hold.

    `others` are objects from number 6 on; the font is F, and 5 0 R.
    """

    def write(content, *others, page=b"", catalog=b"", resources=b"", box=b"/MediaBox[0 0 300 300]"):
        return file_of(
            [
                b"<</Type/Catalog/Pages 2 0 R%s>>" % catalog,
                b"<</Type/Pages/Kids[3 0 R]/Count 1%s/Resources<</Font<</F 5 0 R>>%s>>>>" % (box, resources),
                b"<</Type/Page/Parent 2 0 R/Contents 4 0 R%s>>" % page,
                stream(b"", content),
                FONT,
                *others,
            ]
        )

    return write


@pytest.fixture(scope="session")
def picture():
    """An image object of four by four grey dots, black and white in turns or all of one shade."""

    def make(shade=None):
        dots = GREY_PIXELS if shade is None else bytes([shade]) * 16
        return stream(b"/Type/XObject/Subtype/Image/Width 4/Height 4/ColorSpace/DeviceGray/BitsPerComponent 8", dots)

    return make


@pytest.fixture(scope="session")
def texts_of():
    """The texts of a document's blocks and cells, in one line."""

    def texts(data):
        document = read_pdf(data, "plan.pdf", most_ocr_pages=0)
        cells = [cell.text for table in document.tables for cell in table.cells]
        return " ".join([*(block.text for block in document.blocks if block.text), *cells])

    return texts
