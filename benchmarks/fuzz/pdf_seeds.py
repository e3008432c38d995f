"""Starting files of PDF with what a page shows beside its content: fields, annotations, layers, covers, pictures."""

from collections.abc import Iterator, Sequence

LINES = b"BT /F 10 Tf 50 250 Td (National 7,000) Tj 0 -20 Td (Local 3,000) Tj ET\n"
GRID = b"40 220 m 240 220 l S 40 265 m 240 265 l S 40 220 m 40 265 l S 140 220 m 140 265 l S 240 220 m 240 265 l S\n"
FORM = b"/Type/XObject/Subtype/Form/BBox[0 0 200 20]/Resources<</Font<</F 5 0 R>>>>"
FIELDS = (
    b"/FT/Tx/V(7,000)",
    b"/FT/Tx/V(7,000)/AP<</N 7 0 R>>",
    b"/FT/Ch/Ff 131072/V(b)/Opt[[(a)(One)][(b)(Two)]]",
    b"/FT/Ch/V(b)/Opt[[(a)(One)][(b)(Two)]]",
    b"/FT/Btn/V/Yes/AS/Yes/AP<</N<</Yes 7 0 R>>>>",
    b"/FT/Btn/Ff 32768/V/Off/AS/Off/MK<</BC[0 0 0]>>",
    b"/FT/Sig",
)
NOTES = (
    b"/Subtype/FreeText/Contents(Typed 7,000)/DA(/F 10 Tf 0 g)",
    b"/Subtype/FreeText/Contents(Typed)/AP<</N 7 0 R>>",
    b"/Subtype/StrikeOut/QuadPoints[50 260 120 260 50 248 120 248]",
    b"/Subtype/Stamp/AP<</N 7 0 R>>",
    b"/Subtype/Ink/InkList[[50 100 90 120]]",
    b"/Subtype/Square/IC[1 1 1]",
    b"/Subtype/FileAttachment",
    b"/Subtype/FreeText/Contents(Layered)/DA(/F 10 Tf 0 g)/OC 8 0 R",
)
# Contents whose text may not be seen.
UNSEEN = (
    b"1 g BT /F 10 Tf 50 150 Td (White) Tj ET 0 g",
    b"BT 3 Tr /F 10 Tf 50 150 Td (Invisible) Tj ET",
    b"BT /F 10 Tf 50 150 Td (Covered) Tj ET 1 g 40 140 100 30 re f 0 g BT /F 10 Tf 50 150 Td (New) Tj ET",
    b"q 50 100 m 80 100 l 60 140 l h W n BT /F 10 Tf 50 150 Td (Clipped) Tj ET Q",
    b"BT /F 10 Tf 50 150 Td (9,000) Tj ET 50 154 m 78 154 l S",
    b"/OC /Off BDC BT /F 10 Tf 50 150 Td (Layered) Tj ET 40 140 m 140 140 l S EMC",
    b"q 100 0 0 60 50 100 cm /Picture Do Q BT 3 Tr /F 10 Tf 50 110 Td (Recognised) Tj ET",
    b"q 1 0 0 1 40 190 cm /Form Do Q",
    LINES + GRID,
)


def page_seeds() -> Iterator[bytes]:
    """A page for each kind of field, annotation and unseen text."""
    for field in FIELDS:
        yield _page(LINES, b"/Subtype/Widget/T(a)" + field)
    for note in NOTES:
        yield _page(LINES + GRID, note)
    for content in UNSEEN:
        yield _page(LINES + GRID + content, None)


def _page(content: bytes, annotation: bytes | None) -> bytes:
    dots = bytes([0, 255] * 200)
    catalog = b"/AcroForm<</Fields[6 0 R]/DA(/F 10 Tf 0 g)/DR<</Font<</F 5 0 R>>>>>>"
    resources = b"/Font<</F 5 0 R>>/Properties<</Off 8 0 R>>/XObject<</Form 7 0 R/Picture 9 0 R>>"
    image = b"/Type/XObject/Subtype/Image/Width 20/Height 20/ColorSpace/DeviceGray/BitsPerComponent 8"
    return _file(
        [
            b"<</Type/Catalog/Pages 2 0 R%s/OCProperties<</OCGs[8 0 R]/D<</OFF[8 0 R]>>>>"
            b"/Names<</EmbeddedFiles<</Names[(a) 10 0 R]>>>>>>" % catalog,
            b"<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 300 300]/CropBox[10 10 290 290]>>",
            b"<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<<%s>>%s>>"
            % (resources, b"/Annots[6 0 R]" if annotation else b""),
            _stream(b"", content),
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
            b"<</Type/Annot/Rect[50 100 200 120]/F 4%s>>" % (annotation or b""),
            _stream(FORM, b"1 g 0 0 100 20 re f 0 g BT /F 10 Tf 2 5 Td (Typed 7,000) Tj ET"),
            b"<</Type/OCG/Name(Draft)>>",
            _stream(image, dots),
            b"<</Type/Filespec/F(a)/EF<</F 7 0 R>>>>",
        ]
    )


def _stream(entries: bytes, content: bytes) -> bytes:
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (entries, len(content), content)


def _file(objects: Sequence[bytes]) -> bytes:
    parts, offsets = [b"%PDF-1.7\n"], []
    for number, content in enumerate(objects, 1):
        offsets.append(sum(map(len, parts)))
        parts.append(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    start = sum(map(len, parts))
    parts.append(b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table))
    parts.append(b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))
    return b"".join(parts)
