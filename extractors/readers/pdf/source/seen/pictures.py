"""Pictures on a page that hold text: a table or a diagram pasted as a picture is printed, but no text layer has it.

A picture with text is mostly of one shade, and rows of dots that change between ink and paper many times alternate with
rows that do not: lines of letters. Photographs have no such paper, seals and logos no such lines.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pypdfium2

from extractors.readers.pdf.geometry import Floats, Frame, centers_within, connected
from extractors.readers.pdf.source.characters import Characters
from extractors.readers.pdf.source.graphics import PageWalk
from extractors.readers.pdf.source.rendering import draw, left_out
from extractors.readers.pdf.source.rulings import Ruling, Rulings
from extractors.readers.pdf.tolerances import FURNITURE, PICTURES
from schemas import ReadingWarning, WarningCode

SHADES = 256
MAX_PARTS = 500  # of pictures on a page: each is compared with each
MAX_PICTURES = 20  # looked at on a page

SAMPLED = 3  # every so many dots tell a picture's paper

Grey = npt.NDArray[np.uint8]


class TextPicture(NamedTuple):
    """A picture that holds text, as a box (x0, top, x1, bottom) of the page as it is shown.

    `is_table` says that it has rulings both ways, as a table has.
    """

    box: Floats
    is_table: bool


def text_pictures(page: pypdfium2.PdfPage, frame: Frame, walk: PageWalk, glyphs: Floats) -> list[TextPicture]:
    """The pictures of a page that hold text which the page's glyphs, boxes in user space, do not have."""
    images = np.concatenate(walk.images)
    if not len(images):
        return []
    pictures = frame.boxes(_put_together(images)).clip(0.0, [frame.width, frame.height, frame.width, frame.height])
    sides = pictures[:, 2:] - pictures[:, :2]
    pictures = pictures[(sides >= [PICTURES.min_width_pt, PICTURES.min_height_pt]).all(axis=1)]
    inside = centers_within(frame.boxes(glyphs), pictures).sum(axis=0)
    found = []
    for picture in pictures[inside <= PICTURES.max_characters][:MAX_PICTURES]:
        with left_out(walk.texts):
            drawing = draw(page, picture)
        # Green is most of how light a dot looks.
        content = content_of(drawing.part(picture)[:, :, 1], drawing.dots_per_point)
        if content.lines >= PICTURES.min_lines:
            is_table = min(content.rulings_across, content.rulings_down) >= PICTURES.min_rulings
            found.append(TextPicture(picture, is_table))
    return found


def _put_together(images: Floats) -> Floats:
    """Pictures put together of parts that touch: printer drivers cut one into strips."""
    if len(images) > MAX_PARTS:
        return np.concatenate([images[:, :2].min(axis=0), images[:, 2:].max(axis=0)]).reshape(1, 4)
    low = np.maximum(images[:, None, :2], images[None, :, :2])
    high = np.minimum(images[:, None, 2:], images[None, :, 2:])
    touching: npt.NDArray[np.bool_] = np.logical_and.reduce(high - low >= -PICTURES.same_picture_pt, axis=2)
    groups = connected(touching)
    boxes = [np.concatenate([images[group, :2].min(axis=0), images[group, 2:].max(axis=0)]) for group in groups]
    return np.array(sorted(boxes, key=lambda box: (-box[3], box[0])))


class PictureContent(NamedTuple):
    """How many lines of text a picture seems to hold, and how many rulings that go through it either way."""

    lines: int
    rulings_across: int
    rulings_down: int


NOTHING = PictureContent(0, 0, 0)


def content_of(grey: Grey, dots_per_point: float) -> PictureContent:
    """What a picture seems to hold."""
    if not grey.size:
        return NOTHING
    sample = grey[::SAMPLED, ::SAMPLED]
    paper = int(np.bincount(sample.ravel(), minlength=SHADES).argmax())
    if (np.abs(sample.astype(np.int16) - paper) <= PICTURES.paper_shade).mean() < PICTURES.min_paper_share:
        return NOTHING
    ink = (grey >= paper + PICTURES.ink_shade) | (grey <= paper - PICTURES.ink_shade)
    strokes = np.count_nonzero(ink[:, 1:] > ink[:, :-1], axis=1)
    # A ruling runs through the letters of no line: rows that are mostly ink count for none.
    are_ruled = np.count_nonzero(ink, axis=1) > PICTURES.max_ink_share * ink.shape[1]
    starts, ends = _stretches((strokes >= PICTURES.min_strokes) & ~are_ruled) / dots_per_point
    # Letters whose parts stand apart, as those of Hangul, are of one line.
    apart = np.append(True, starts[1:] - ends[:-1] > PICTURES.same_line_pt)
    heights = ends[np.append(apart[1:], True)] - starts[apart] if len(starts) else starts
    lines = (heights >= PICTURES.min_line_pt) & (heights <= PICTURES.max_line_pt)
    ruled_columns = np.count_nonzero(ink, axis=0) > PICTURES.max_ink_share * ink.shape[0]
    return PictureContent(int(lines.sum()), len(_stretches(are_ruled)[0]), len(_stretches(ruled_columns)[0]))


def _stretches(flags: npt.NDArray[np.bool_]) -> npt.NDArray[np.intp]:
    """Where stretches of set flags begin, and where they end."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], flags.astype(np.int8), [0]])))
    return np.stack([edges[::2], edges[1::2]])


def without_repeated(pictures: list[TextPicture], frame: Frame, seen: set[tuple[int, ...]]) -> list[TextPicture]:
    """Pictures without those that an earlier page has in the same place of its upper or lower edge: a letterhead.

    `seen` are the places on earlier pages, to which those of this page are added.
    """
    edge = FURNITURE.edge_share * frame.height
    new = []
    for picture in pictures:
        place = tuple(picture.box.round().astype(int).tolist())
        is_at_edge = picture.box[3] <= edge or picture.box[1] >= frame.height - edge
        if not (is_at_edge and place in seen):
            new.append(picture)
        seen.add(place)
    return new


def picture_unread(number: int, count: int) -> ReadingWarning:
    """The warning that pictures of a page hold text which is not read."""
    message = f"{number}쪽: 글이나 표가 든 그림 {count}개의 내용은 읽지 않음, 원문 대조 필요"
    return ReadingWarning(code=WarningCode.PART_UNREAD, page=number, message=message)


def with_characters_within(known: Characters, read: Characters, pictures: Floats) -> Characters:
    """Characters from a page's text, then those recognised in some of its pictures; `read` begins with the former."""
    new: npt.NDArray[np.bool_] = np.logical_or.reduce(centers_within(read.boxes, pictures), axis=1)
    new[: len(known.texts)] = False
    texts = [text for text, is_new in zip(read.texts, new.tolist(), strict=True) if is_new]
    return Characters(
        known.texts + texts,
        np.concatenate([known.boxes, read.boxes[new]]),
        np.concatenate([known.blank_after, read.blank_after[new]]),
        known.unreadable,
        known.unmapped,
    )


def with_rulings_within(known: Rulings, read: Rulings, pictures: Floats) -> Rulings:
    """The rulings of a page, and those recognised in some of its pictures."""
    turned = pictures[:, [1, 0, 3, 2]]
    return Rulings(
        known.horizontal + [ruling for ruling in read.horizontal if _is_in(ruling, pictures)],
        known.vertical + [ruling for ruling in read.vertical if _is_in(ruling, turned)],
    )


def _is_in(ruling: Ruling, pictures: Floats) -> bool:
    """Whether the middle of a ruling lies in a picture, given with the ruling's own axis first."""
    middle = np.array([[ruling.start, ruling.position, ruling.end, ruling.position]])
    return bool(centers_within(middle, pictures).any())
