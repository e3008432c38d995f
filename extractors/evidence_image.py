"""Pictures of evidence: the place on a PDF's page that a value was read from, with its box drawn.

An anchor's box lies in the page as it is shown, in points from its top left corner, which is also how pdfium draws the
page: one point is `scale` pixels. A submitted file is somebody else's data for the drawing library, too: outside of
tests, `extractors.isolation.draw_isolated` draws in a process of its own.
"""

import io
import math
from dataclasses import dataclass

import pypdfium2 as pdfium
from PIL import Image, ImageDraw

from extractors.readers.pdf.page import open_pdf
from schemas import Anchor, Box
from schemas.errors import Damaged, UsageError

POINTS_PER_INCH = 72
# A page may declare any size; more pixels than an A2 page has at 200 dpi show nobody more.
MAX_PIXELS = 16_000_000
FRAME_COLOR = (200, 30, 45)
FRAME_PT = 1.2
FRAME_GAP_PT = 1.5
MIN_MARGIN_PT = FRAME_PT + FRAME_GAP_PT
FILL = (255, 214, 0, 48)


@dataclass(frozen=True)
class PictureStyle:
    """How a place is shown: sharpness, and how much of the page around the box; `whole_page` shows all of it."""

    dpi: int = 144
    margin_pt: float = 72.0
    whole_page: bool = False

    def __post_init__(self) -> None:
        if not 18 <= self.dpi <= 600 or not 0 <= self.margin_pt <= 10_000:
            raise UsageError("그림 해상도는 18~600dpi, 여백은 0~10,000pt")


DEFAULT_STYLE = PictureStyle()


def evidence_picture(pdf: bytes, anchor: Anchor, style: PictureStyle = DEFAULT_STYLE) -> bytes:
    """A PNG of the place where an anchor stands, its box framed. Without a box the whole page is shown.

    The same bytes and anchor give the same picture.

    Raises:
        UsageError: the anchor names no page, or one that the file does not have, or a box outside of its page.
        InputRejected: the PDF cannot be opened.
    """
    if anchor.page is None:
        raise UsageError("근거에 쪽 번호가 없어 그림을 만들 수 없음")
    with open_pdf(pdf) as document:
        if anchor.page > len(document):
            raise UsageError(f"{anchor.page}쪽은 없는 쪽, 전체 {len(document)}쪽")
        try:
            page = document[anchor.page - 1]
        except pdfium.PdfiumError as error:
            raise Damaged(f"{anchor.page}쪽을 열 수 없음") from error
        try:
            return _png(_drawn(page, anchor.box, style))
        finally:
            page.close()


def _drawn(page: pdfium.PdfPage, box: Box | None, style: PictureStyle) -> Image.Image:
    width, height = page.get_size()
    shown = Box(0, 0, width, height)
    if box is not None:
        around = _with_margin(box, max(style.margin_pt, MIN_MARGIN_PT), shown)
        shown = shown if style.whole_page else around
    area = (shown.x1 - shown.x0) * (shown.bottom - shown.top)
    scale = min(style.dpi / POINTS_PER_INCH, math.sqrt(MAX_PIXELS / area))
    # pdfium cuts off from the left, bottom, right and top of the page as it is shown.
    crop = (shown.x0, height - shown.bottom, width - shown.x1, shown.top)
    bitmap = page.render(scale=scale, crop=crop, rev_byteorder=True)
    try:
        picture: Image.Image = bitmap.to_pil().convert("RGB")
    finally:
        bitmap.close()
    if box is None:
        return picture
    # Its cuts are rounded up to whole pixels.
    left, top = math.ceil(shown.x0 * scale), math.ceil(shown.top * scale)
    return _framed(picture, box, (left, top), scale)


def _with_margin(box: Box, margin: float, page: Box) -> Box:
    shown = Box(
        max(box.x0 - margin, page.x0),
        max(box.top - margin, page.top),
        min(box.x1 + margin, page.x1),
        min(box.bottom + margin, page.bottom),
    )
    if not (box.x0 <= box.x1 and box.top <= box.bottom and shown.x0 < shown.x1 and shown.top < shown.bottom):
        raise UsageError("근거의 위치가 쪽 밖에 있음")
    return shown


def _framed(picture: Image.Image, box: Box, origin: tuple[int, int], scale: float) -> Image.Image:
    left, top = origin
    corners = [
        (box.x0 - FRAME_GAP_PT) * scale - left,
        (box.top - FRAME_GAP_PT) * scale - top,
        (box.x1 + FRAME_GAP_PT) * scale - left,
        (box.bottom + FRAME_GAP_PT) * scale - top,
    ]
    layer = Image.new("RGBA", picture.size, (0, 0, 0, 0))
    frame = ImageDraw.Draw(layer)
    frame.rectangle(corners, fill=FILL, outline=(*FRAME_COLOR, 255), width=max(1, round(FRAME_PT * scale)))
    return Image.alpha_composite(picture.convert("RGBA"), layer).convert("RGB")


def _png(picture: Image.Image) -> bytes:
    target = io.BytesIO()
    picture.save(target, "PNG", optimize=False)
    return target.getvalue()
