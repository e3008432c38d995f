import numpy as np
import pytest
from PIL import Image

from extractors.readers.pdf.ocr.deskew import rotated, skewed
from extractors.readers.pdf.ocr.page_image import dark_of, skew_of
from schemas import Box


def lined(degrees):
    picture = np.full((1200, 2400), 235, dtype=np.uint8)
    for top in range(150, 1100, 100):
        picture[top : top + 6, 200:2200] = 30
    return np.asarray(Image.fromarray(picture).rotate(degrees, Image.Resampling.BICUBIC, fillcolor=235))


@pytest.mark.parametrize("degrees", [-1.5, -0.5, 0.0, 0.5, 2.0])
def test_the_tilt_of_a_scan_is_told_by_its_lines(degrees):
    assert skew_of(dark_of(lined(degrees))) == pytest.approx(degrees, abs=0.08)


@pytest.mark.parametrize("grey", [0, 128, 255])
def test_a_page_of_one_shade_has_no_ink(grey):
    dark = dark_of(np.full((20, 20), grey, dtype=np.uint8))
    assert not dark.any()
    assert skew_of(dark) == 0.0


def test_ink_is_told_from_grey_paper():
    grey = np.full((50, 50), 200, dtype=np.uint8)
    grey[10:20, 10:40] = 60
    assert dark_of(grey).sum() == 300


def test_a_box_is_moved_back_to_where_the_scan_shows_it():
    # Turned to the left, what is right of the middle rises.
    assert skewed(Box(490, 395, 510, 405), 1.0, 600, 800).top == pytest.approx(395 - 3.49, abs=0.01)
    assert skewed(Box(290, 395, 310, 405), 1.0, 600, 800) == pytest.approx((290, 395, 310, 405))


def test_turning_there_and_back_changes_nothing():
    boxes = np.array([[10.0, 20.0, 30.0, 25.0], [500.0, 700.0, 590.0, 712.0]])
    turned = rotated(boxes, 1.3, 595, 842)
    assert rotated(turned, -1.3, 595, 842) == pytest.approx(boxes, abs=1e-9)
