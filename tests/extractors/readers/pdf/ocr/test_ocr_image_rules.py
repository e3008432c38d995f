import numpy as np
import pytest

from extractors.readers.pdf.ocr.image_rulings import find_rules

POINTS = 72 / 300
NOISE = np.random.default_rng(5)


def page(height=600, width=1000):
    return np.zeros((height, width), dtype=np.bool_)


def box(dark, top, left, bottom, right, thickness=3):
    for row in (top, bottom):
        dark[row : row + thickness, left : right + thickness] = True
    for column in (left, right):
        dark[top : bottom + thickness, column : column + thickness] = True


def test_the_rules_of_a_table_are_found_where_they_are():
    dark = page()
    box(dark, 100, 200, 300, 800)
    dark[200:203, 200:803] = True
    rules, _ = find_rules(dark, POINTS)
    assert [rule.position for rule in rules.horizontal] == pytest.approx([24.36, 48.36, 72.36], abs=0.2)
    assert [rule.position for rule in rules.vertical] == pytest.approx([48.36, 192.36], abs=0.2)
    assert rules.horizontal[0].start == pytest.approx(48, abs=0.5)
    assert rules.horizontal[0].end == pytest.approx(192.7, abs=0.5)


def test_rules_survive_noise_and_a_slight_slant():
    dark = page()
    for column in range(100, 900):
        row = 300 + (column - 100) // 400
        dark[row : row + 3, column] = True
    dark &= NOISE.random(dark.shape) > 0.03
    rules, _ = find_rules(dark, POINTS)
    assert len(rules.horizontal) == 1
    assert rules.horizontal[0].length == pytest.approx(192, abs=2)


def test_strokes_of_letters_are_no_rules():
    dark = page()
    for left in range(100, 900, 60):
        dark[300:306, left : left + 45] = True  # ㅡ at 11 points
        dark[200:245, left : left + 6] = True  # ㅣ
    dark[400:408, 300:390] = True  # ㅡ of a title, by itself
    rules, wiped = find_rules(dark, POINTS)
    assert rules.horizontal == []
    assert rules.vertical == []
    assert not wiped.any()


def test_filled_areas_are_no_rules():
    dark = page()
    dark[100:140, 100:900] = True
    assert find_rules(dark, POINTS)[0].horizontal == []


def test_wiping_takes_the_rules_and_leaves_the_text():
    dark = page()
    box(dark, 100, 200, 300, 800)
    dark[180:216, 400:430] = True
    _, wiped = find_rules(dark, POINTS)
    left = dark & ~wiped
    assert left[180:216, 400:430].all()
    assert left.sum() == 36 * 30


def test_an_empty_picture_has_no_rules():
    rules, wiped = find_rules(page(10, 10), POINTS)
    assert rules.horizontal == []
    assert rules.vertical == []
    assert not wiped.any()
