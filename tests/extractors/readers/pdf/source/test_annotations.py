"""Form fields and annotations that are printed are read; what of them cannot be read is named."""

from contextlib import suppress

import pytest

from extractors.readers.pdf import read_pdf
from schemas import WarningCode
from schemas.errors import Empty
from tests.extractors.readers.pdf.source.conftest import stream

BODY = b"BT /F 12 Tf 50 250 Td (Body) Tj ET\n"
FIELDS = b"/AcroForm<</Fields[6 0 R]/DR<</Font<</Helv 5 0 R>>>>/DA(/Helv 10 Tf 0 g)>>"
FREE = b"<</Type/Annot/Subtype/FreeText/Rect[50 100 250 120]/Contents(Typed 7,000)/DA(/Helv 10 Tf 0 g)%s>>"
FIELD = b"<</Type/Annot/Subtype/Widget/T(a)/Rect[50 100 250 120]/DA(/Helv 10 Tf 0 g)%s>>"
PRINTED = b"/F 4"


@pytest.fixture
def annotated(written):
    """A function that makes a page with one annotation, which is object 6."""

    def make(annotation, *others, content=BODY, page=b"", resources=b""):
        return written(content, annotation, *others, page=b"/Annots[6 0 R]" + page, catalog=FIELDS, resources=resources)

    return make


def appearance(content):
    return stream(b"/Type/XObject/Subtype/Form/BBox[0 0 200 20]/Resources<</Font<</F 5 0 R>>>>", content)


WORDS = appearance(b"BT /F 10 Tf 2 5 Td (Typed 7,000) Tj ET")
NO_WORDS = appearance(b"0 0 10 10 re f")


@pytest.mark.parametrize(
    "annotation",
    [
        FREE % PRINTED,
        FREE % b"/F 4/AP<</N 7 0 R>>",
        FREE % b"/F 4/AP<</N 8 0 R>>",
        FREE % b"/F 36",
        FIELD % b"/FT/Tx/V(Typed 7,000)/F 4",
        FIELD % b"/FT/Tx/V(Typed 7,000)/F 4/AP<</N 7 0 R>>",
        FIELD % b"/FT/Tx/V(Typed 7,000)/F 4/AP<</N 8 0 R>>",
        FIELD % b"/FT/Ch/Ff 131072/V(b)/Opt[[(a)(One)][(b)(Typed 7,000)]]/F 4",
        FIELD % b"/FT/Ch/V(b)/Opt[[(a)(One)][(b)(Typed 7,000)]]/F 4",
        b"<</Type/Annot/Subtype/Stamp/Rect[50 100 250 120]/F 4/AP<</N 7 0 R>>>>",
    ],
)
@pytest.mark.parametrize("page", [b"", b"/Rotate 90", b"/CropBox[20 20 280 280]"])
def test_what_is_printed_of_annotations_is_read_where_it_stands(annotation, page, annotated, texts_of):
    data = annotated(annotation, WORDS, NO_WORDS, page=page)
    assert sorted(texts_of(data).split()) == ["7,000", "Body", "Typed"]
    document = read_pdf(data, "plan.pdf")
    assert document.warnings == ()
    places = [block.anchor for block in document.blocks if "Typed" in (block.text or "")]
    if page == b"":
        assert places[0] is not None
        assert places[0].box is not None
        assert 50 <= places[0].box.x0 <= 60
        assert 175 <= places[0].box.top < places[0].box.bottom <= 203


@pytest.mark.parametrize(
    "annotation",
    [
        FREE % b"/F 6",
        FIELD % b"/FT/Tx/V(Typed 7,000)/F 6",
        b"<</Type/Annot/Subtype/Text/Rect[50 100 70 120]/Contents(Typed 7,000)/F 4>>",
        b"<</Type/Annot/Subtype/Highlight/Rect[50 100 70 120]/Contents(A)/F 4/QuadPoints[50 9 90 9 50 0 90 0]>>",
        b"<</Type/Annot/Subtype/Popup/Rect[50 100 250 120]/Contents(Typed 7,000)/F 4>>",
        b"<</Type/Annot/Subtype/Link/Rect[50 100 250 120]/Contents(Typed 7,000)/F 4>>",
        b"<</Type/Annot/Subtype/Square/Rect[50 100 250 120]/Contents(Typed 7,000)/F 4>>",
    ],
)
def test_comments_and_what_is_hidden_are_neither_read_nor_warned_of(annotation, annotated, texts_of):
    data = annotated(annotation)
    assert texts_of(data) == "Body"
    assert read_pdf(data, "plan.pdf").warnings == ()


@pytest.mark.parametrize(
    ("annotation", "said"),
    [
        (FREE % b"/F 0", "Typed 7,000"),
        (FIELD % b"/FT/Tx/V(Typed 7,000)", "Typed 7,000"),
        (b"<</Type/Annot/Subtype/Ink/Rect[50 100 250 120]/InkList[[50 100 90 120]]/F 4>>", "펜"),
        (b"<</Type/Annot/Subtype/FileAttachment/Rect[50 100 70 120]/F 4>>", "첨부"),
        (b"<</Type/Annot/Subtype/Stamp/Rect[50 100 250 120]/Name/Approved/F 4>>", "도장"),
    ],
)
def test_what_cannot_be_read_or_is_not_printed_is_named_with_its_page(annotation, said, annotated, texts_of):
    data = annotated(annotation)
    assert texts_of(data) == "Body"
    (warning,) = read_pdf(data, "plan.pdf").warnings
    assert (warning.code, warning.page) == (WarningCode.PART_UNREAD, 1)
    assert said in warning.message


def test_an_appearance_that_shows_another_value_is_named(annotated, texts_of):
    data = annotated(FIELD % b"/FT/Tx/V(Typed 9,000)/F 4/AP<</N 7 0 R>>", WORDS)
    assert "7,000" in texts_of(data)
    (warning,) = read_pdf(data, "plan.pdf").warnings
    assert warning.code == WarningCode.TEXT_UNCERTAIN
    assert "Typed 9,000" in warning.message


@pytest.mark.parametrize(
    ("state", "sign"),
    [
        (b"/FT/Btn/V/Yes/AS/Yes", "☑"),
        (b"/FT/Btn/V/Off/AS/Off/MK<</BC[0 0 0]>>", "☐"),
        (b"/FT/Btn/Ff 32768/V/Yes/AS/Yes", "◉"),
        (b"/FT/Btn/Ff 32768/V/Off/AS/Off/MK<</BC[0 0 0]>>", "○"),
    ],
)
def test_a_tick_is_read_as_a_sign_beside_its_label(state, sign, annotated, texts_of):
    box = (
        b"<</Type/Annot/Subtype/Widget/T(a)/Rect[50 100 62 112]/F 4/DA(/ZaDb 0 Tf 0 g)%s"
        b"/AP<</N<</Yes 7 0 R/Off 8 0 R>>>>>>" % state
    )
    label = BODY + b"BT /F 12 Tf 66 102 Td (Agreed) Tj ET"
    assert texts_of(annotated(box, WORDS, NO_WORDS, content=label)) == f"Body {sign} Agreed"


def test_fonts_and_boxes_that_a_page_inherits_stay_its_own(annotated, texts_of):
    """Flattening alone would take the page for one without fonts of its own."""
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding<</Differences[66/Omega]>>>>"
    data = annotated(FREE % PRINTED, font).replace(b"/Font<</F 5 0 R>>", b"/Font<</F 7 0 R>>")
    read = texts_of(data)
    assert "ody Typed" in read
    assert "Body" not in read


def test_a_white_note_covers_what_it_lies_over(annotated, texts_of):
    note = FREE.replace(b"50 100 250 120", b"40 240 250 265") % b"/F 4/AP<</N 7 0 R>>"
    white = appearance(b"1 g 0 0 200 20 re f 0 g BT /F 10 Tf 2 5 Td (Typed 7,000) Tj ET")
    assert texts_of(annotated(note, white)) == "Typed 7,000"


def test_a_page_that_is_only_a_form_is_read(annotated, texts_of):
    assert texts_of(annotated(FIELD % b"/FT/Tx/V(Typed 7,000)/F 4", content=b"")) == "Typed 7,000"


@pytest.mark.parametrize("box", [b"[0 0 0 300]", b"[0 0 300 0]", b"[0 0 0.001 300]", b"[0 0 90000 300]"])
def test_a_page_without_an_area_or_with_a_huge_one_does_no_harm(box, annotated):
    data = annotated(FIELD % b"/FT/Tx/V(Typed 7,000)/F 4", page=b"/MediaBox" + box)
    with suppress(Empty):
        assert len(read_pdf(data, "plan.pdf", most_ocr_pages=0).blocks) <= 2
