import numpy as np
import pytest

from extractors.readers.pdf.ocr.image_rulings import find_rulings

POINTS = 72 / 300
NOISE = np.random.default_rng(5)


def page(height=600, width=1000):
    return np.zeros((height, width), dtype=np.bool_)


def box(dark, top, left, bottom, right, thickness=3):
    for row in (top, bottom):
        dark[row : row + thickness, left : right + thickness] = True
    for column in (left, right):
        dark[top : bottom + thickness, column : column + thickness] = True


def test_the_rulings_of_a_table_are_found_where_they_are():
    dark = page()
    box(dark, 100, 200, 300, 800)
    dark[200:203, 200:803] = True
    rulings, _ = find_rulings(dark, POINTS)
    assert [ruling.position for ruling in rulings.horizontal] == pytest.approx([24.36, 48.36, 72.36], abs=0.2)
    assert [ruling.position for ruling in rulings.vertical] == pytest.approx([48.36, 192.36], abs=0.2)
    assert rulings.horizontal[0].start == pytest.approx(48, abs=0.5)
    assert rulings.horizontal[0].end == pytest.approx(192.7, abs=0.5)


def test_rulings_survive_noise_and_a_slight_slant():
    dark = page()
    for column in range(100, 900):
        row = 300 + (column - 100) // 400
        dark[row : row + 3, column] = True
    dark &= NOISE.random(dark.shape) > 0.03
    rulings, _ = find_rulings(dark, POINTS)
    assert len(rulings.horizontal) == 1
    assert rulings.horizontal[0].length == pytest.approx(192, abs=2)


def test_strokes_of_letters_are_no_rulings():
    dark = page()
    for left in range(100, 900, 60):
        dark[300:306, left : left + 45] = True  # ㅡ at 11 points
        dark[200:245, left : left + 6] = True  # ㅣ
    dark[400:408, 300:390] = True  # ㅡ of a title, by itself
    rulings, wiped = find_rulings(dark, POINTS)
    assert rulings.horizontal == []
    assert rulings.vertical == []
    assert not wiped.any()


def test_filled_areas_are_no_rulings():
    dark = page()
    dark[100:140, 100:900] = True
    assert find_rulings(dark, POINTS)[0].horizontal == []


def test_wiping_takes_the_rulings_and_leaves_the_text():
    dark = page()
    box(dark, 100, 200, 300, 800)
    dark[180:216, 400:430] = True
    _, wiped = find_rulings(dark, POINTS)
    left = dark & ~wiped
    assert left[180:216, 400:430].all()
    assert left.sum() == 36 * 30


def test_an_empty_picture_has_no_rulings():
    rulings, wiped = find_rulings(page(10, 10), POINTS)
    assert rulings.horizontal == []
    assert rulings.vertical == []
    assert not wiped.any()
