"""Show what the PDF reader sees on a page: every cell's box drawn over the page, with its place and its span.

    python -m benchmarks.readers.overlay FILE PAGE OUT.png

Each table has its own colour. A label says row and column, and the span where there is one: `2,0 3x1`. The number of
the table and its caption stand at its first cell.
"""

import argparse
import io
import itertools
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from extractors.evidence_image import POINTS_PER_INCH, PictureStyle, evidence_picture
from extractors.readers import read
from schemas import Anchor, Cell, Document

DPI = 130
COLORS = ((214, 39, 40), (31, 119, 180), (44, 160, 44), (148, 103, 189), (255, 127, 14), (23, 190, 207))
LABEL_PT = 6.0
INSET_PX = 2


def overlay(pdf: bytes, name: str, page: int) -> bytes:
    """A PNG of one page (from 1) with the cells that the reader found on it."""
    picture = Image.open(io.BytesIO(evidence_picture(pdf, Anchor(page=page, text=""), PictureStyle(dpi=DPI))))
    canvas = picture.convert("RGBA")
    layer = Image.new("RGBA", canvas.size, (0, 0, 0, 0))
    draw_cells(ImageDraw.Draw(layer), read(pdf, name), page)
    target = io.BytesIO()
    Image.alpha_composite(canvas, layer).convert("RGB").save(target, "PNG")
    return target.getvalue()


def draw_cells(pen: ImageDraw.ImageDraw, document: Document, page: int) -> None:
    """Draw the cells of all tables that stand on a page."""
    font = ImageFont.load_default(LABEL_PT * DPI / POINTS_PER_INCH)
    for (index, table), color in zip(enumerate(document.tables), itertools.cycle(COLORS), strict=False):
        for cell in table.cells:
            if cell.anchor.page == page and cell.anchor.box is not None:
                x0, top, x1, bottom = (side * DPI / POINTS_PER_INCH for side in cell.anchor.box)
                corners = (x0 + INSET_PX, top + INSET_PX, x1 - INSET_PX, bottom - INSET_PX)
                if corners[0] < corners[2] and corners[1] < corners[3]:
                    pen.rectangle(corners, outline=(*color, 255), fill=(*color, 24))
                pen.text((x0 + 2 * INSET_PX, top + INSET_PX), label(index, cell), fill=(*color, 255), font=font)


def label(table: int, cell: Cell) -> str:
    """`2,0 3x1`; at the first cell with the table's number: `T4 0,0`."""
    place = f"{cell.row},{cell.col}"
    span = f" {cell.row_span}x{cell.col_span}" if (cell.row_span, cell.col_span) != (1, 1) else ""
    return f"T{table} {place}{span}" if place == "0,0" else place + span


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("page", type=int)
    parser.add_argument("out", type=Path)
    arguments = parser.parse_args()
    arguments.out.write_bytes(overlay(arguments.file.read_bytes(), arguments.file.name, arguments.page))


if __name__ == "__main__":
    main()
