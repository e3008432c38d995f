"""Pictures of evidence: the frame lies around what was read, whatever the page's turn and crop."""

import io

import numpy as np
import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from extractors.evidence_image import FRAME_COLOR, MAX_PIXELS, PictureStyle, evidence_picture
from extractors.isolation import draw_isolated
from extractors.readers import read
from schemas import Anchor, Box
from schemas.errors import Damaged, Encrypted, UsageError

WIDTH, HEIGHT = 400, 300
INK = (0, 0, 255)


@pytest.fixture
def page_with_a_word():
    """A PDF of two pages with a blue word on the second."""

    def make(rotation=0, crop=None, size=(WIDTH, HEIGHT), encrypt=None):
        target = io.BytesIO()
        canvas = Canvas(target, pagesize=size, encrypt=encrypt)
        canvas.showPage()
        canvas.setPageRotation(rotation)
        if crop:
            canvas.setCropBox(crop)
        canvas.setFont("Helvetica-Bold", 24)
        canvas.setFillColorRGB(0, 0, 1)
        canvas.drawString(180, 200, "7,000")  # on the page however it is turned
        canvas.save()
        return target.getvalue()

    return make


def opened(png):
    return Image.open(io.BytesIO(png)).convert("RGB")


def spots(picture, color, tolerance=90):
    """Left, top, right and bottom of the pixels of a colour."""
    distances = np.abs(np.asarray(picture, dtype=np.int64) - np.array(color))
    ys, xs = np.nonzero((distances <= tolerance).all(axis=2))
    return xs.min(), ys.min(), xs.max(), ys.max()


@pytest.mark.parametrize("whole_page", [False, True])
@pytest.mark.parametrize("crop", [None, (150, 120, 390, 280)])
@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_the_frame_lies_around_the_word_that_was_read(page_with_a_word, rotation, crop, whole_page):
    pdf = page_with_a_word(rotation, crop)
    (anchor,) = [block.anchor for block in read(pdf, "example.pdf").blocks if block.anchor and block.text == "7,000"]
    picture = opened(evidence_picture(pdf, anchor, PictureStyle(dpi=72, margin_pt=20, whole_page=whole_page)))
    word, frame = spots(picture, INK), spots(picture, FRAME_COLOR)
    assert frame[0] <= word[0]
    assert frame[1] <= word[1]
    assert word[2] <= frame[2]
    assert word[3] <= frame[3]
    assert max(word[0] - frame[0], word[1] - frame[1], frame[2] - word[2], frame[3] - word[3]) < 12


def test_the_crop_is_the_box_with_its_margin_within_the_page(page_with_a_word):
    anchor = Anchor(page=2, box=Box(0, 100, 50, 120), text="")
    picture = opened(evidence_picture(page_with_a_word(), anchor, PictureStyle(dpi=144, margin_pt=30)))
    assert picture.size == pytest.approx((2 * (50 + 30), 2 * (20 + 60)), abs=2)


def test_without_a_box_the_whole_page_is_shown_without_a_frame(page_with_a_word):
    picture = opened(evidence_picture(page_with_a_word(), Anchor(page=2, text=""), PictureStyle(dpi=72)))
    assert picture.size == (WIDTH, HEIGHT)
    with pytest.raises(ValueError, match="zero-size"):
        spots(picture, FRAME_COLOR)


def test_a_huge_page_gives_a_picture_of_bounded_size(page_with_a_word):
    anchor = Anchor(page=2, box=Box(100, 100, 200, 200), text="")
    picture = opened(evidence_picture(page_with_a_word(size=(14_400, 14_400)), anchor, PictureStyle(whole_page=True)))
    assert picture.width * picture.height <= MAX_PIXELS * 1.01


def test_the_same_place_gives_the_same_bytes(page_with_a_word):
    pdf, anchor = page_with_a_word(), Anchor(page=2, box=Box(250, 90, 280, 110), text="7,000")
    assert evidence_picture(pdf, anchor) == evidence_picture(pdf, anchor)


@pytest.mark.parametrize(
    "anchor",
    [
        Anchor(path="s0/1", text=""),
        Anchor(page=3, text=""),
        Anchor(page=2, box=Box(500, 10, 600, 20), text=""),
        Anchor(page=2, box=Box(50, 20, 40, 10), text=""),
        Anchor(page=2, box=Box(float("nan"), 20, 40, 30), text=""),
    ],
    ids=["no-page", "page-after-the-last", "box-outside", "box-inside-out", "no-number"],
)
def test_a_place_that_the_file_does_not_have_is_a_wrong_call(page_with_a_word, anchor):
    with pytest.raises(UsageError):
        evidence_picture(page_with_a_word(), anchor)


@pytest.mark.parametrize("style", [{"dpi": 5}, {"dpi": 5_000}, {"margin_pt": -1}, {"margin_pt": float("nan")}])
def test_a_style_that_nobody_can_see_is_a_wrong_call(style):
    with pytest.raises(UsageError):
        PictureStyle(**style)


def test_a_file_that_cannot_be_opened_says_why(page_with_a_word):
    for pdf, error in ((b"%PDF-1.7 nothing", Damaged), (page_with_a_word(encrypt="secret"), Encrypted)):
        with pytest.raises(error):
            evidence_picture(pdf, Anchor(page=1, text=""))


@pytest.mark.slow
def test_a_process_of_its_own_draws_the_same_picture(page_with_a_word, tmp_path):
    path = tmp_path / "example.pdf"
    path.write_bytes(page_with_a_word())
    anchor, style = Anchor(page=2, box=Box(250, 90, 280, 110), text="7,000"), PictureStyle(dpi=100)
    assert draw_isolated(path, anchor, style) == evidence_picture(path.read_bytes(), anchor, style)
    with pytest.raises(UsageError, match="9쪽"):
        draw_isolated(path, Anchor(page=9, text=""))
