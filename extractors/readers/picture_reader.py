"""Looks at a picture within a document as the PDF reader looks at one on a page, with OCR where it is installed."""

import io
import warnings

import numpy as np
from PIL import Image

from extractors.readers.pdf import read_pdf
from extractors.readers.pdf.source.seen.pictures import content_of
from extractors.readers.pdf.tolerances import PICTURES
from extractors.readers.shared.placed_pictures import PictureContent
from schemas import Table, WarningCode
from schemas.errors import InputRejected

MAX_PIXELS = 40_000_000
MAX_BYTES = 50 * 2**20
PIXELS_PER_INCH = 96  # where nothing says how large a picture is printed
POINTS_PER_INCH = 72
FORMATS = ("PNG", "JPEG", "BMP", "GIF", "TIFF")
NOTHING = PictureContent()


def look_at(data: bytes, size_pt: tuple[float, float] | None, may_recognise: bool) -> PictureContent:  # noqa: FBT001
    """What a picture holds; nothing where it is small, or no picture that can be decoded."""
    picture = _decoded(data)
    if picture is None:
        return NOTHING
    width_pt, height_pt = size_pt or (side * POINTS_PER_INCH / PIXELS_PER_INCH for side in picture.size)
    if width_pt < PICTURES.min_width_pt or height_pt < PICTURES.min_height_pt:
        return NOTHING
    content = content_of(np.asarray(picture.convert("L")), picture.width / width_pt)
    if content.lines < PICTURES.min_lines:
        return NOTHING
    is_table = min(content.rulings_across, content.rulings_down) >= PICTURES.min_rulings
    return PictureContent(has_text=True, tables=_tables(picture, width_pt) if is_table and may_recognise else ())


def _decoded(data: bytes) -> Image.Image | None:
    if len(data) > MAX_BYTES:
        return None
    try:
        with warnings.catch_warnings(action="ignore"):
            picture = Image.open(io.BytesIO(data), formats=FORMATS)
            if picture.width * picture.height > MAX_PIXELS:
                return None
            return _on_paper(picture)
    except (OSError, ValueError, SyntaxError, ArithmeticError, LookupError, Image.DecompressionBombError):
        return None


def _on_paper(picture: Image.Image) -> Image.Image:
    """The picture as it is printed: what is transparent is white."""
    if "A" not in picture.getbands() and "transparency" not in picture.info:
        return picture.convert("RGB")
    coloured = picture.convert("RGBA")
    paper = Image.new("RGBA", coloured.size, "white")
    return Image.alpha_composite(paper, coloured).convert("RGB")


def _tables(picture: Image.Image, width_pt: float) -> tuple[Table, ...]:
    """The tables that OCR finds in a picture, which is read as a page of its own; none where OCR is not installed."""
    page = io.BytesIO()
    picture.save(page, "PDF", resolution=picture.width * POINTS_PER_INCH / width_pt)
    try:
        document = read_pdf(page.getvalue(), "picture.pdf", most_ocr_pages=1)
    except InputRejected:
        return ()
    is_recognised = any(warning.code is WarningCode.READ_BY_OCR for warning in document.warnings)
    return document.tables if is_recognised else ()
