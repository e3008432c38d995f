"""Pictures that hold text are named, and tables among them recognised; other pictures are not spoken of."""

import io

import numpy as np
import pytest
from PIL import Image, ImageDraw
from reportlab.lib.utils import ImageReader

from extractors.readers.pdf import read_pdf
from extractors.readers.pdf.ocr import tesseract
from schemas import WarningCode

ROWS = (("Item", "2026", "Total"), ("National", "7,000", "10,000"), ("Local", "1,234", "3,580"))


def table(lines=3, columns=3, *, ruled=True):
    image = Image.new("RGB", (900, 60 * lines + 2), "white")
    draw = ImageDraw.Draw(image)
    for row in range(lines):
        for column in range(columns):
            draw.text((300 * column + 20, 60 * row + 14), ROWS[row % 3][column], fill="black", font_size=30)
    if ruled:
        for x in (0, 300, 600, 898):
            draw.line((x, 0, x, image.height), fill="black", width=2)
        for row in range(lines + 1):
            draw.line((0, 60 * row, 900, 60 * row), fill="black", width=2)
    return image


def photograph():
    noise = np.random.default_rng(1).integers(0, 255, (200, 300, 3), dtype=np.uint8)
    return Image.fromarray(noise).resize((900, 600), Image.Resampling.BICUBIC)


def gradient():
    return Image.fromarray(np.tile(np.linspace(0, 255, 900, dtype=np.uint8), (300, 1)))


def page_with(image, width=300, top=600):
    def draw(canvas):
        canvas.drawString(60, 780, "The budget is as follows, and the programmes after it.")
        file = io.BytesIO()
        image.save(file, "PNG")
        file.seek(0)
        height = width * image.height / image.width
        canvas.drawImage(ImageReader(file), 60, top - height, width, height)

    return draw


@pytest.mark.parametrize("image", [table(), table(lines=6), table(ruled=False, lines=4)])
def test_a_picture_with_lines_of_text_is_named_with_its_page(image, make_pdf):
    (warning,) = read_pdf(make_pdf(page_with(image)), "plan.pdf", most_ocr_pages=0).warnings
    assert (warning.code, warning.page) == (WarningCode.PART_UNREAD, 1)
    assert "그림 1개" in warning.message


@pytest.mark.parametrize(
    ("image", "width"),
    [(photograph(), 300), (gradient(), 300), (Image.new("RGB", (900, 300), "white"), 300), (table(lines=2), 60)],
)
def test_photographs_plain_pictures_and_small_ones_are_not_spoken_of(image, width, make_pdf):
    assert read_pdf(make_pdf(page_with(image, width)), "plan.pdf", most_ocr_pages=0).warnings == ()


def test_a_picture_whose_text_the_page_has_is_not_spoken_of(make_pdf):
    def draw(canvas):
        page_with(table())(canvas)
        text = canvas.beginText(70, 590)
        text.setTextRenderMode(3)
        text.textLine("Item 2026 Total National 7,000 10,000")
        canvas.drawText(text)

    document = read_pdf(make_pdf(draw), "plan.pdf", most_ocr_pages=0)
    assert document.warnings == ()
    assert any("National" in (block.text or "") for block in document.blocks)


def test_a_picture_cut_into_strips_is_one(make_pdf):
    image = table(lines=4)

    def draw(canvas):
        canvas.drawString(60, 780, "The budget is as follows.")
        for strip in range(0, image.height, 20):
            file = io.BytesIO()
            image.crop((0, strip, image.width, min(strip + 20, image.height))).save(file, "PNG")
            file.seek(0)
            height = min(20, image.height - strip) / 3
            canvas.drawImage(ImageReader(file), 60, 600 - strip / 3 - height, 300, height)

    (warning,) = read_pdf(make_pdf(draw), "plan.pdf", most_ocr_pages=0).warnings
    assert "그림 1개" in warning.message


def test_a_letterhead_is_named_once(make_pdf):
    draw = page_with(table(lines=2), 300, 835)
    warnings = read_pdf(make_pdf(draw, draw, draw), "plan.pdf", most_ocr_pages=0).warnings
    assert [warning.page for warning in warnings] == [1]


@pytest.mark.parametrize("width", [300, 150])
def test_a_page_of_only_a_picture_is_named_and_not_called_empty(width, make_pdf):
    def draw(canvas):
        file = io.BytesIO()
        table().save(file, "PNG")
        file.seek(0)
        canvas.drawImage(ImageReader(file), 60, 500, width, width / 5)

    (warning,) = read_pdf(make_pdf(draw), "plan.pdf", most_ocr_pages=0).warnings
    assert warning.code == WarningCode.TEXT_MISSING


@pytest.mark.skipif(tesseract.KOREAN not in tesseract.languages(), reason="Tesseract is not installed")
def test_a_table_in_a_picture_is_recognised_beside_the_text_of_its_page(make_pdf, draw_table):
    def draw(canvas):
        page_with(table(lines=3), 360)(canvas)
        draw_table(canvas, [["구분", "국비"], ["합계", "1,000"]], top=300, widths=(100, 100))

    document = read_pdf(make_pdf(draw), "plan.pdf")
    assert WarningCode.READ_BY_OCR in {warning.code for warning in document.warnings}
    recognised, ruled = document.tables
    assert "7,000" in {cell.text for cell in recognised.cells}
    assert [cell.text for cell in ruled.cells] == ["구분", "국비", "합계", "1,000"]
    assert any("budget is as follows" in (block.text or "") for block in document.blocks)
