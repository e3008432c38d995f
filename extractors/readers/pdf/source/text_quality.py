"""Pages whose text is not all there: pictures of text, outlines of glyphs, and fonts that cannot be read."""

import numpy as np
import numpy.typing as npt

from extractors.readers.pdf.geometry import Floats, Frame
from extractors.readers.pdf.source.characters import Characters
from extractors.readers.pdf.tolerances import TEXT_QUALITY
from schemas import ReadingWarning, WarningCode

UNKNOWN = "\ufffd"  # what stands for a glyph whose font does not say which character it is
MAX_SHAPES_TRIED = 1_000


def is_unreadable(characters: Characters) -> bool:
    """Whether so much of a page's text is unreadable that another reading is worth its time."""
    return (
        characters.unreadable_share >= TEXT_QUALITY.unreadable_share
        and characters.unreadable >= TEXT_QUALITY.min_unreadable
    )


def is_unmapped(characters: Characters) -> bool:
    """Whether most of what is unreadable are glyphs that the file says nothing of; pdfminer takes codes for letters."""
    return characters.unmapped > characters.unreadable / 2


def missing_text(characters: Characters, images: Floats, shapes: Floats, frame: Frame) -> str | None:
    """Why text that a page shows may be missing from what was read of it, in Korean; None when all seems there.

    `images` and `shapes` are boxes: pictures, and drawn shapes of the size of a glyph.
    """
    if is_unreadable(characters):
        return "글꼴 정보가 없어 글자를 알 수 없음"
    if (
        _covered_share(images, frame) >= TEXT_QUALITY.picture_share
        and len(characters.texts) < TEXT_QUALITY.min_characters
    ):
        return "스캔(이미지) 쪽으로 텍스트 판독 불가"
    if not characters.texts and _any_to_read(images, shapes):
        return "그림만 있는 쪽으로 글자를 읽을 수 없음"
    drawn = _without_text(np.concatenate([shapes, images]), characters)
    if drawn >= TEXT_QUALITY.min_glyph_shapes and drawn > TEXT_QUALITY.shapes_per_character * len(characters.texts):
        return "글자 일부가 그림으로 그려져 있어 읽을 수 없음"
    return None


def unknown_glyphs(characters: Characters, page_number: int) -> list[ReadingWarning]:
    """The warning that single characters of a page could not be told, where there are such."""
    count = characters.texts.count(UNKNOWN)
    if not count:
        return []
    message = f"{page_number}쪽: 글꼴 정보가 없어 알 수 없는 글자 {count}자(‘{UNKNOWN}’로 표시), 원문 대조 필요"
    return [ReadingWarning(code=WarningCode.TEXT_UNCERTAIN, page=page_number, message=message)]


def text_missing(page_number: int, reason: str) -> ReadingWarning:
    """The warning that a page's text is not all there."""
    return ReadingWarning(code=WarningCode.TEXT_MISSING, page=page_number, message=f"{page_number}쪽: {reason}")


def _any_to_read(images: Floats, shapes: Floats) -> bool:
    """Whether a page without text has pictures that may hold some, or shapes as letters drawn as outlines are."""
    sides = images[:, 2:] - images[:, :2]
    letters = shapes[:, 2:] - shapes[:, :2]
    are_letters = ((letters >= TEXT_QUALITY.min_glyph_pt) & (letters <= TEXT_QUALITY.max_glyph_pt)).all(axis=1)
    return (
        bool((sides >= TEXT_QUALITY.min_picture_pt).all(axis=1).any()) or are_letters.sum() >= TEXT_QUALITY.min_letters
    )


def _covered_share(images: Floats, frame: Frame) -> float:
    """The share of the page under images, each counted for itself."""
    width = np.minimum(images[:, 2], frame.width) - np.maximum(images[:, 0], 0)
    height = np.minimum(images[:, 3], frame.height) - np.maximum(images[:, 1], 0)
    covered = (np.maximum(width, 0) * np.maximum(height, 0)).sum()
    return float(covered / max(frame.width * frame.height, 1))


def _without_text(boxes: Floats, characters: Characters) -> int:
    """How many boxes of the size of a glyph have no character in their middle."""
    size = boxes[:, 2:] - boxes[:, :2]
    glyphs = boxes[((size >= TEXT_QUALITY.min_glyph_pt) & (size <= TEXT_QUALITY.max_glyph_pt)).all(axis=1)]
    if len(glyphs) < max(TEXT_QUALITY.min_glyph_shapes, TEXT_QUALITY.shapes_per_character * len(characters.texts)):
        return 0
    # A drawing may have tens of thousands of shapes: some of them tell as much as all.
    every = max(len(glyphs) // MAX_SHAPES_TRIED, 1)
    tried = glyphs[::every]
    middle = (tried[:, None, :2] + tried[:, None, 2:]) / 2
    inside = (characters.boxes[None, :, :2] <= middle) & (middle <= characters.boxes[None, :, 2:])
    covered: npt.NDArray[np.bool_] = np.logical_or.reduce(inside.all(axis=2), axis=1)
    return int(len(tried) - covered.sum()) * every
