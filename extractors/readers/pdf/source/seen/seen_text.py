"""The text of a page as its reader sees it: without what is not seen or struck, with what was typed into its fields."""

import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pypdfium2

from extractors.readers.pdf.geometry import Floats, Frame, centers_within
from extractors.readers.pdf.source import pdfium
from extractors.readers.pdf.source.characters import Characters
from extractors.readers.pdf.source.glyphs import Glyphs, characters_of, read_glyphs, text_quarter_turns
from extractors.readers.pdf.source.graphics import PageWalk, lines_of_walk, walked
from extractors.readers.pdf.source.notes.printed_annotations import LONGEST_SHOWN, PrintedAnnotations
from extractors.readers.pdf.source.rendering import left_out
from extractors.readers.pdf.source.seen.hidden_text import Unseen, off_page, unseen_glyphs
from extractors.readers.pdf.source.seen.struck_text import StruckText, strikes_of, struck_texts
from schemas import ReadingWarning, WarningCode

BOX_SIGNS = frozenset("□☐▢◻○◯⃞■●☑✓✔")  # what a page prints below a box to be ticked

Flags = npt.NDArray[np.bool_]


class SeenText(NamedTuple):
    """What is read of a page's text, in the frame in which it lies upright, `turns` quarter turns from how it is shown.

    `boxes` are those of its glyphs in user space; `striking` says for each line of the walk over the page's objects
    whether it strikes text.
    """

    turns: int
    characters: Characters
    boxes: Floats
    walk: PageWalk
    striking: Flags
    struck: list[StruckText]
    warnings: list[ReadingWarning]


def seen_text(page: pypdfium2.PdfPage, frame: Frame, annotations: PrintedAnnotations, number: int) -> SeenText:
    """What is seen of the text of a page, with its annotations in it."""
    text_page = page.get_textpage()
    try:
        handle = pdfium.handle_of(text_page.raw)
        turns = (text_quarter_turns(handle) - frame.turns) % 4
        glyphs = read_glyphs(handle)
        walk = walked(pdfium.handle_of(page.raw))
        unseen = unseen_glyphs(page, handle, glyphs.boxes, glyphs.are_blank, frame, walk)
    finally:
        text_page.close()
    glyphs = _read_again(page, frame, glyphs, unseen) if unseen.objects else glyphs.without(unseen.glyphs)
    glyphs = glyphs.without(_below_ticks(glyphs, annotations.ticks))
    for typed in annotations.typed:
        glyphs = glyphs.followed_by(typed.texts, typed.boxes)
    warnings = [] if unseen.is_certain else [_maybe_unseen(number)]
    warnings += _fields_that_differ(glyphs, annotations.expected, number)
    upright = frame.turned(turns)
    boxes = upright.boxes(glyphs.boxes)
    strikes = strikes_of(boxes, glyphs.are_blank, lines_of_walk(walk, upright), upright.boxes(annotations.struck))
    struck = struck_texts(glyphs.texts, boxes, strikes.glyphs)
    characters = characters_of(glyphs.without(strikes.glyphs), upright)
    return SeenText(turns, characters, glyphs.boxes[~glyphs.are_blank], walk, strikes.lines, struck, warnings)


def _read_again(page: pypdfium2.PdfPage, frame: Frame, glyphs: Glyphs, unseen: Unseen) -> Glyphs:
    """The glyphs of a page read without text that is not seen: pdfium passes over what stands on its like.

    What is seen of the text that is left out follows.
    """
    with left_out(unseen.objects):
        text_page = page.get_textpage()
        try:
            again = read_glyphs(pdfium.handle_of(text_page.raw))
        finally:
            text_page.close()
    again = again.without(off_page(again.boxes, again.are_blank, frame))
    rest = np.flatnonzero(unseen.rest | (glyphs.are_blank & np.append(False, unseen.rest[:-1])))
    return again.followed_by([glyphs.texts[index] for index in rest.tolist()], glyphs.boxes[rest])


def _below_ticks(glyphs: Glyphs, ticks: Iterable[Floats]) -> Flags:
    """The boxes that the page prints where a form ticks one: a sign of its own stands for both."""
    below = np.zeros(len(glyphs.texts), dtype=np.bool_)
    for tick in ticks:
        for index in _indices_in(glyphs, tick):
            below[index] = glyphs.texts[index] in BOX_SIGNS
    return below


def _fields_that_differ(glyphs: Glyphs, expected: Iterable[tuple[str, Floats]], number: int) -> list[ReadingWarning]:
    """A warning for each field or note of which something else is seen than it holds."""
    warnings = []
    for text, rect in expected:
        if _plain(text) not in _plain("".join(glyphs.texts[index] for index in _indices_in(glyphs, rect))):
            shown = " ".join(text.split())[:LONGEST_SHOWN]
            message = f"{number}쪽: 입력란·주석의 값 ‘{shown}’과 쪽에 보이는 글이 다름, 원문 대조 필요"
            warnings.append(ReadingWarning(code=WarningCode.TEXT_UNCERTAIN, page=number, message=message))
    return warnings


def _indices_in(glyphs: Glyphs, rect: Floats) -> list[int]:
    return np.flatnonzero(centers_within(glyphs.boxes, rect.reshape(1, 4))[:, 0]).tolist()


def _plain(text: str) -> str:
    """A text as two are compared: letters and digits only."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", text) if sign.isalnum())


def _maybe_unseen(number: int) -> ReadingWarning:
    message = f"{number}쪽: 쪽이 너무 복잡하여 보이지 않는 글자를 가려내지 못함, 원문 대조 필요"
    return ReadingWarning(code=WarningCode.TEXT_UNCERTAIN, page=number, message=message)
