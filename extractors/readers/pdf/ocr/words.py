"""From Tesseract's TSV to characters in points: the words it is sure enough of, in boxes like those of printed text.

Tesseract boxes ink: a dash is as low as its stroke, a digit lower than Hangul. The rest of the reader measures by font
size, so each word gets the size of its line. And it takes every Hangul syllable apart ("사 업 비"): whether a blank
stands between two words the gap says.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise
from statistics import median
from typing import NamedTuple

import numpy as np

from extractors.readers.pdf.geometry import center_y, overlap_x, overlap_y
from extractors.readers.pdf.source.characters import Characters
from extractors.readers.pdf.tolerances import WORDS
from schemas import Box

WORD_LEVEL = "5"
COLUMNS = 12
STROKES = frozenset("|¦_ㅣㅡ[]{}—=~`'")  # what edges and dirt are taken for
HANGUL = re.compile(r"[가-힣]")
FIGURE = re.compile(r"[△▲]?[\d,.]*\d[\d,.%]*")


class Word(NamedTuple):
    """A word as recognised: its box in dots, how sure Tesseract is (0 to 100), and the line it stands in."""

    text: str
    box: Box
    confidence: float
    line: tuple[str, str, str]

    @property
    def height(self) -> float:
        """Of the ink, in dots."""
        return self.box.bottom - self.box.top


def words_of(tsv: str) -> list[Word]:
    """The words of a TSV in its order; rows that are none, or not whole, are left out."""
    rows = (row.split("\t") for row in tsv.splitlines())
    found = [_word(row) for row in rows if len(row) == COLUMNS and row[0] == WORD_LEVEL and row[-1].strip()]
    sure: Counter[tuple[str, str, str]] = Counter(
        word.line for word in found if word.confidence >= WORDS.min_confidence
    )
    lines = Counter(word.line for word in found)
    return [word for word in found if _is_text(word, in_text=2 * sure[word.line] > lines[word.line])]


def with_figures(words: Iterable[Word], others: Iterable[Word]) -> list[Word]:
    """The words, with figures as a second reading has them, which knows digits better than Hangul.

    Where both readings have a figure in one place and differ, no more can be said for it than for the worse one.
    """
    figures = [word for word in others if FIGURE.fullmatch(word.text)]
    return [_second_opinion(word, figures) for word in words]


def characters_of(words: Sequence[Word], points: float) -> Characters:
    """Words as characters of a page; `points` is the size of a dot in points."""
    sized = _sized(words)
    texts = "".join(word.text for word, _ in sized)
    boxes = [box for word, size in sized for box in _boxes(word, size)]
    blanks = [_is_blank_between(word, after, size) for (word, size), (after, _) in pairwise(sized)]
    blank_after = np.zeros(len(texts), dtype=np.bool_)
    ends = np.cumsum([len(word.text) for word, _ in sized], dtype=np.intp) - 1
    blank_after[ends[:-1]] = blanks
    return Characters(list(texts), np.array(boxes, dtype=np.float64).reshape(-1, 4) * points, blank_after)


def _boxes(word: Word, size: float) -> list[Box]:
    """A box for each character of a word, in dots, as high as the font."""
    middle = center_y(word.box)
    widths = [1.0 if HANGUL.match(character) else WORDS.narrow_width_em for character in word.text]
    places = np.cumsum([0.0, *widths]) / sum(widths)
    edges = (word.box.x0 + places * (word.box.x1 - word.box.x0)).tolist()
    return [Box(x0, middle - size / 2, x1, middle + size / 2) for x0, x1 in pairwise(edges)]


def _word(row: Sequence[str]) -> Word:
    left, top, width, height = (float(value) for value in row[6:10])
    return Word(row[11].strip(), Box(left, top, left + width, top + height), float(row[10]), (row[2], row[3], row[4]))


def _is_text(word: Word, *, in_text: bool) -> bool:
    """Whether a word is no dirt. In a line of text, letters that Tesseract doubts are letters all the same."""
    if STROKES.issuperset(word.text):
        return False
    if any(sign.isalnum() for sign in word.text):
        return in_text or word.confidence >= WORDS.min_confidence
    return word.confidence >= WORDS.min_sign_confidence


def _second_opinion(word: Word, figures: Iterable[Word]) -> Word:
    if not FIGURE.fullmatch(word.text):
        return word
    other = next((figure for figure in figures if _is_same_place(word.box, figure.box)), None)
    if other is None or other.text == word.text:
        return word
    return word._replace(text=other.text, confidence=min(word.confidence, other.confidence))


def _is_same_place(one: Box, other: Box) -> bool:
    width, height = overlap_x(one, other), overlap_y(one, other)
    return height > WORDS.shared_share * min(one.bottom - one.top, other.bottom - other.top) and width > (
        1 - WORDS.shared_share / 2
    ) * max(one.x1 - one.x0, other.x1 - other.x0)


def _sized(words: Sequence[Word]) -> list[tuple[Word, float]]:
    """Each word with its font size in dots: that of its line, or the page's usual one where it is nearly that."""
    sizes = [_size(word) for word in words if _tells_size(word)]
    usual = median(sizes) if sizes else 1.0
    sized = []
    for _, line in groupby(words, key=lambda word: word.line):
        of_line = list(line)
        telling = [_size(word) for word in of_line if _tells_size(word)]
        size = median(telling) if telling else usual
        if abs(size - usual) <= WORDS.same_size_share * usual:
            size = usual
        if size <= WORDS.max_size_em * usual:
            sized += [(_at_middle(word, of_line, size), size) for word in of_line]
    return sized


def _tells_size(word: Word) -> bool:
    return any(sign.isalnum() for sign in word.text)


def _size(word: Word) -> float:
    return word.height / (WORDS.ink_of_hangul_em if HANGUL.search(word.text) else WORDS.ink_of_latin_em)


def _at_middle(word: Word, line: Sequence[Word], size: float) -> Word:
    """A word at the height of its nearest neighbour where its own box does not tell it.

    A dash or a comma has little ink; and some syllables get a box as high as the space between two lines.
    """
    others = [other for other in line if _tells_size(other) and other.height <= WORDS.max_height_em * size]
    if word in others or not others:
        return word
    near = min(others, key=lambda other: abs(other.box.x0 - word.box.x0))
    return word._replace(box=Box(word.box.x0, near.box.top, word.box.x1, near.box.bottom))


def _is_blank_between(word: Word, after: Word, size: float) -> bool:
    return word.line == after.line and after.box.x0 - word.box.x1 > WORDS.blank_em * size
