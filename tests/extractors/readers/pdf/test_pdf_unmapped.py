"""Glyphs whose font does not say which characters they are: never passed off as the letters of their codes."""

import pytest

from extractors.readers.pdf import read_pdf
from extractors.readers.pdf.ocr import tesseract

KNOWN = b"BT /F1 12 Tf 60 740 Td (Budget of the example plan 7,000) Tj ET "


@pytest.fixture(autouse=True)
def without_ocr(monkeypatch):
    monkeypatch.setattr(tesseract, "languages", frozenset)


def two_fonts(content, mapping=b""):
    """A page in Helvetica and in a font of named glyphs that no list knows: code 65 is its glyph x1, 66 its x2, ..."""
    names = b"".join(b"/x%d" % number for number in range(1, 27))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R/F2 6 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Example/FirstChar 65/LastChar 90/Widths[%s]/FontDescriptor 7 0 R"
        b"/Encoding<</Differences[65%s]>>%s>>" % (b"600 " * 26, names, b"/ToUnicode 8 0 R" if mapping else b""),
        b"<</Type/FontDescriptor/FontName/Example/Flags 4/FontBBox[0 0 1000 1000]/Ascent 800/Descent -200>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(mapping), mapping),
    ]
    data = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(data))
    return data + b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table) + trailer


def unmapped(text):
    return b"BT /F2 12 Tf 60 700 Td (%s) Tj ET " % text


def said(document):
    return [(warning.code, warning.page) for warning in document.warnings]


def test_single_unknown_glyphs_are_shown_as_such_and_marked():
    document = read_pdf(two_fonts(KNOWN + unmapped(b"ABC")), "example.pdf")
    assert [block.text for block in document.blocks] == ["Budget of the example plan 7,000", "\ufffd\ufffd\ufffd"]
    assert said(document) == [("text-uncertain", 1)]
    assert "3자" in document.warnings[0].message


def test_a_page_that_rests_on_unknown_glyphs_has_its_text_missing():
    document = read_pdf(two_fonts(KNOWN + unmapped(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ" * 3)), "example.pdf")
    assert said(document) == [("text-missing", 1)]


def test_the_same_glyphs_with_a_mapping_are_text():
    mapping = (
        b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <FF> endcodespacerange "
        b"1 beginbfrange <41> <5A> <AC00> endbfrange endcmap end"
    )
    document = read_pdf(two_fonts(KNOWN + unmapped(b"ABC"), mapping), "example.pdf")
    assert document.blocks[-1].text == "가각갂"
    assert not document.warnings
