"""What a viewer prints is read, and what it does not print is not."""

import pytest

from extractors.readers.pdf import read_pdf
from tests.extractors.readers.pdf.source.conftest import stream

SEEN = b"BT /F 12 Tf 50 250 Td (Seen) Tj ET\n"
SECRET = b"BT /F 12 Tf 50 200 Td (Secret) Tj ET\n"


def text(state):
    return b"q " + state + b" " + SECRET + b"Q\n"


@pytest.mark.parametrize(
    "content",
    [
        text(b"1 g"),
        text(b"0.97 g"),
        text(b"1 1 1 rg"),
        b"0 0 0.5 rg 40 190 100 30 re f\n" + text(b"0 0 0.5 rg"),
        b"0 0 0.5 rg 40 190 100 30 re f\n" + text(b"0.02 0 0.52 rg"),
        text(b"3 Tr"),
        text(b"7 Tr"),
        text(b"/Gone gs"),
        SECRET + b"1 g 40 190 100 30 re f",
        SECRET + b"1 g 1 G 40 190 100 30 re B",
        SECRET + b"0 g 40 190 100 30 re f",
        SECRET + b"1 g 40 190 m 140 190 l 140 222 l 90 226 l 40 222 l h f",
        SECRET + b"q 100 0 0 30 40 190 cm /White Do Q",
        SECRET + b"q 100 0 0 30 40 190 cm /White Do Q 0 g BT /F 12 Tf 50 200 Td (Newest) Tj ET",
        SECRET + b"/Pattern cs /Dense scn 40 190 100 30 re f",
        SECRET + b"q 1 0 0 1 40 190 cm /Cover Do Q",
        b"q 50 100 20 20 re W n " + SECRET + b"Q",
        b"q 50 100 m 80 100 l 60 140 l h W n " + SECRET + b"Q",
        b"q 1 0 0 1 0 0 cm /Window Do Q",
        b"BT /F 12 Tf 350 200 Td (Secret) Tj ET",
        b"BT /F 12 Tf 50 -40 Td (Secret) Tj ET",
        b"BT /F 0.5 Tf 50 200 Td (Secret) Tj ET",
    ],
)
def test_text_that_nobody_sees_is_not_read(content, written, picture, texts_of):
    resources = (
        b"/ExtGState<</Gone<</ca 0/CA 0>>>>/XObject<</White 6 0 R/Cover 7 0 R/Window 9 0 R>>/Pattern<</Dense 8 0 R>>"
    )
    others = [
        picture(255),
        stream(b"/Type/XObject/Subtype/Form/BBox[0 0 200 200]", b"1 g 0 0 100 30 re f"),
        stream(
            b"/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 9 9]/XStep 9/YStep 9/Resources<<>>",
            b"0.9 g 0 0 9 9 re f",
        ),
        stream(b"/Type/XObject/Subtype/Form/BBox[0 0 40 40]/Resources<</Font<</F 5 0 R>>>>", SECRET),
    ]
    read = texts_of(written(SEEN + content, *others, resources=resources))
    assert "Seen" in read
    assert "Secret" not in read


@pytest.mark.parametrize(
    "content",
    [
        b"0 0 0.5 rg 40 190 100 30 re f\n" + text(b"1 g"),
        b"0 g 40 190 100 30 re f\n" + text(b"1 g"),
        b"1 g 40 190 100 30 re f\n" + text(b"0 g"),
        text(b"0.7 g"),
        text(b"1 Tr 0.3 w"),
        text(b"2 Tr 1 g 0 G 0.3 w"),
        SECRET + b"/Thin gs 1 1 0 rg 40 190 100 30 re f",
        SECRET + b"0.9 g 40 150 100 30 re f",
        b"q 40 190 100 30 re W n " + SECRET + b"Q",
        b"q 20 190 m 200 190 l 200 230 l 110 260 l 20 230 l h W n " + SECRET + b"Q",
        b"q 100 0 0 30 40 190 cm /Dots Do Q\n" + text(b"3 Tr"),
        text(b"1 g") + b"q 100 0 0 30 40 190 cm /Dots Do Q",
        text(b"0 g") + b"q 100 0 0 30 40 190 cm /Dots Do Q",
    ],
)
def test_text_that_is_seen_or_that_a_picture_shows_is_read(content, written, picture, texts_of):
    resources = b"/ExtGState<</Thin<</ca 0.3>>>>/XObject<</Dots 6 0 R>>"
    read = texts_of(written(SEEN + content, picture(), resources=resources))
    assert "Secret" in read


def test_one_word_of_a_line_under_a_box_is_not_read_and_the_others_are(written, texts_of):
    line = b"BT /F 12 Tf 50 200 Td (Before Secret after) Tj ET 1 g 91 196 35 14 re f"
    assert texts_of(written(line)).replace(" ", "") == "Beforeafter"


def test_what_peeks_out_from_below_a_box_is_not_read(written, texts_of):
    content = b"BT /F 12 Tf 50 200 Td (9,000) Tj ET 1 g 40 199 100 30 re f 0 g BT /F 12 Tf 50 200 Td (7,000) Tj ET"
    assert texts_of(written(content)) == "7,000"


@pytest.mark.parametrize("turned", [b"", b"/Rotate 90", b"/Rotate 180", b"/Rotate 270"])
def test_text_outside_the_crop_box_is_not_read_however_the_page_is_turned(turned, written, texts_of):
    content = SEEN + SECRET + b"BT /F 12 Tf 50 20 Td (Trimmed) Tj ET\n" + text(b"1 g").replace(b"200 Td", b"160 Td")
    page = b"/CropBox[20 180 280 290]" + turned
    assert texts_of(written(content, page=page)).split() == ["Seen", "Secret"]


def test_a_clean_page_is_not_drawn(written, texts_of, monkeypatch):
    def fail(*_, **__):
        raise AssertionError

    monkeypatch.setattr("extractors.readers.pdf.source.seen.hidden_text.draw", fail)
    grey = b"0.9 g 40 190 100 30 re f 0 g "
    assert texts_of(written(grey + SEEN + SECRET)) == "Seen Secret"


def test_unseen_text_is_no_reason_to_call_a_page_empty_silently(written):
    with pytest.raises(Exception, match="글자도 그림도 없는"):
        read_pdf(written(text(b"1 g")), "plan.pdf")
