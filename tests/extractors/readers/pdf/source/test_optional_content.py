"""What lies on a layer that is off is not read, neither its text nor its lines."""

import pytest

from extractors.readers.pdf import read_pdf
from extractors.readers.pdf.source.seen.optional_content import has_layers
from tests.extractors.readers.pdf.source.conftest import stream

BODY = b"BT /F 12 Tf 50 250 Td (Body) Tj ET\n"
DRAFT = b"BT /F 12 Tf 50 200 Td (Draft) Tj ET\n"
GRID = b"50 100 m 250 100 l S 50 140 m 250 140 l S 50 100 m 50 140 l S 150 100 m 150 140 l S 250 100 m 250 140 l S\n"
OFF = b"/OCProperties<</OCGs[6 0 R 7 0 R]/D<</OFF[6 0 R]>>>>"
GROUPS = (b"<</Type/OCG/Name(Draft)>>", b"<</Type/OCG/Name(Final)>>")
PROPERTIES = b"/Properties<</Draft 6 0 R/Final 7 0 R/Either 8 0 R/Not 9 0 R>>"
MEMBERSHIPS = (
    b"<</Type/OCMD/OCGs[6 0 R 7 0 R]/P/AllOn>>",
    b"<</Type/OCMD/OCGs[7 0 R]/P/AllOff>>",
)


def on(layer, content):
    return b"/OC /%s BDC\n%s EMC\n" % (layer, content)


@pytest.mark.parametrize("layer", [b"Draft", b"Either", b"Not"])
def test_marked_content_on_a_layer_that_is_off_is_not_read(layer, written, texts_of):
    content = BODY + on(layer, DRAFT + GRID) + on(b"Final", b"BT /F 12 Tf 50 150 Td (Final) Tj ET\n")
    data = written(content, *GROUPS, *MEMBERSHIPS, catalog=OFF, resources=PROPERTIES)
    assert texts_of(data) == "Body Final"
    assert read_pdf(data, "plan.pdf").tables == ()


def test_a_form_with_a_layer_of_its_own_is_left_out(written, texts_of):
    entries = b"/Type/XObject/Subtype/Form/BBox[0 0 300 300]/Resources<</Font<</F 5 0 R>>>>"
    forms = (stream(entries + b"/OC 6 0 R", DRAFT), stream(entries + b"/OC 7 0 R", DRAFT.replace(b"Draft", b"Final")))
    resources = b"/XObject<</Off 8 0 R/On 9 0 R>>"
    data = written(BODY + b"/Off Do /On Do", *GROUPS, *forms, catalog=OFF, resources=resources)
    assert texts_of(data) == "Body Final"


def test_a_layer_that_is_not_printed_is_not_read(written, texts_of):
    catalog = b"/OCProperties<</OCGs[6 0 R 7 0 R]/D<</AS[<</Event/Print/Category[/Print]/OCGs[6 0 R]>>]>>>>"
    group = b"<</Type/OCG/Name(Draft)/Usage<</Print<</PrintState/OFF>>>>>>"
    data = written(BODY + on(b"Draft", DRAFT), group, GROUPS[1], catalog=catalog, resources=PROPERTIES)
    assert texts_of(data) == "Body"


def test_a_layer_that_is_on_is_read(written, texts_of):
    catalog = OFF.replace(b"/OFF[6 0 R]", b"/OFF[]")
    data = written(BODY + on(b"Draft", DRAFT), *GROUPS, catalog=catalog, resources=PROPERTIES)
    assert texts_of(data) == "Body Draft"


def test_an_annotation_on_a_layer_that_is_off_is_not_read(written, texts_of):
    note = b"<</Type/Annot/Subtype/FreeText/Rect[50 100 250 120]/Contents(%s)/DA(/Helv 10 Tf 0 g)/F 4/OC %d 0 R>>"
    data = written(
        BODY + on(b"Draft", DRAFT),
        *GROUPS,
        note % (b"Hidden", 6),
        note % (b"Shown", 7),
        page=b"/Annots[8 0 R 9 0 R]",
        catalog=OFF,
        resources=PROPERTIES,
    )
    assert texts_of(data) == "Body Shown"


def test_a_file_without_layers_is_told_by_its_bytes(written):
    assert not has_layers(written(BODY))
    assert has_layers(written(BODY, *GROUPS, catalog=OFF))
