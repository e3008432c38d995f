import ctypes
import io
import unicodedata

import numpy as np
import pdfplumber
import pypdfium2
import pypdfium2.raw as pdfium_c
import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4

from extractors.readers.pdf import page_source, read_pdf
from extractors.readers.pdf.geometry import Frame, turn_back
from extractors.readers.pdf.source import pdfium, text_quality
from extractors.readers.pdf.source.characters import Characters
from extractors.readers.pdf.source.glyphs import characters_of as glyph_characters
from extractors.readers.pdf.source.glyphs import read_glyphs, texts_of, without_blanks
from extractors.readers.pdf.source.pdfminer_text import characters_through_pdfminer
from extractors.readers.pdf.source.seen import seen_text
from schemas import Box

ROWS = [["구분", "합계", "국비"], ["2026년", "5,252", "3,150"], ["합계", "5,252", "3,150"]]
WIDTH, HEIGHT = A4


def characters_of(data):
    document = pypdfium2.PdfDocument(data)
    page = document[0]
    text_page = page.get_textpage()
    characters = glyph_characters(read_glyphs(pdfium.handle_of(text_page.raw)), page_source.frame_of(page))
    for opened in (text_page, page, document):
        opened.close()
    return characters


def in_place(characters):
    """Characters and their boxes, in an order that does not depend on the feed."""
    boxes = characters.boxes.tolist()
    return sorted(zip(characters.texts, boxes, strict=True), key=lambda item: (item[0], *map(round, item[1])))


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("font", ["HYSMyeongJo-Medium", "Helvetica"])
def test_both_feeds_give_the_same_characters(make_pdf, draw_table, rotation, font):
    """To a point along the line (boxes are trimmed); across it pdfium takes the ascent of the font it draws with."""

    def draw(canvas):
        draw_table(canvas, ROWS if font != "Helvetica" else [["A", "B", "C"]])
        canvas.setFont(font, 12)
        canvas.drawString(60, 740, "AI transformation 2026-2027, 60.0%")

    data = make_pdf(draw, rotation=rotation)
    read = characters_through_pdfminer(data, 0)
    assert read is not None
    ours, theirs = in_place(characters_of(data)), in_place(read)
    assert [text for text, _ in ours] == [text for text, _ in theirs]
    for (_, box), (_, other) in zip(ours, theirs, strict=True):
        along, across = (slice(0, 4, 2), slice(1, 4, 2)) if rotation % 180 == 0 else (slice(1, 4, 2), slice(0, 4, 2))
        assert box[along] == pytest.approx(other[along], abs=1.0)
        assert box[across] == pytest.approx(other[across], abs=2.0)


def glyphs_of(data):
    """Each glyph as pdfium reports it: its character, its box as shown, and its origin in user space."""
    document = pypdfium2.PdfDocument(data)
    page = document[0]
    text_page = page.get_textpage()
    handle = pdfium.handle_of(text_page.raw)
    count = pdfium.count_chars(handle)
    boxes = page_source.frame_of(page).boxes(pdfium.loose_char_boxes(handle, count)).tolist()
    x, y = ctypes.c_double(), ctypes.c_double()
    found = []
    for index, box in enumerate(boxes):
        pdfium_c.FPDFText_GetCharOrigin(text_page.raw, index, x, y)
        found.append((chr(pdfium.get_unicode(handle, index)), box, (x.value, y.value)))
    for opened in (text_page, page, document):
        opened.close()
    return [glyph for glyph in found if not glyph[0].isspace()]


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("font", ["HYSMyeongJo-Medium", "Helvetica", "Times-Roman", "Courier-Bold"])
def test_both_feeds_place_glyphs_alike(make_pdf, rotation, font):
    """Along the line to 0.5 pt and on one baseline, before boxes are trimmed.

    How far a glyph reaches above and below its baseline is no fact of the file: pdfium takes the ascent and descent
    of the font it draws with, pdfminer the font size above the descent that the file claims.
    """

    def draw(canvas):
        canvas.setFont(font, 12.5)
        canvas.drawString(60, 700, "AI 2026-2027, (60.0%)")

    data = make_pdf(draw, rotation=rotation)
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        theirs = [char for char in pdf.pages[0].chars if not char["text"].isspace()]
    ours = glyphs_of(data)
    assert [text for text, *_ in ours] == [char["text"] for char in theirs]
    for (_, (x0, top, x1, bottom), origin), char in zip(ours, theirs, strict=True):
        if rotation % 180 == 0:
            assert (x0, x1) == pytest.approx((char["x0"], char["x1"]), abs=0.5)
        else:
            assert (top, bottom) == pytest.approx((char["top"], char["bottom"]), abs=0.5)
        if rotation == 0:
            assert origin == pytest.approx(char["matrix"][4:], abs=0.05)


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_a_turned_page_reads_like_an_upright_one(make_pdf, draw_table, grid_of, rotation):
    """The paper is turned and so is what is printed on it: people see an upright table."""

    def draw(canvas):
        canvas.translate(WIDTH / 2, HEIGHT / 2)
        canvas.rotate(rotation)
        canvas.translate(-WIDTH / 2, -HEIGHT / 2)
        draw_table(canvas, ROWS, left=150, top=560)

    (table,) = read_pdf(make_pdf(draw, rotation=rotation), "plan.pdf").tables
    assert [cell[-1] for cell in grid_of(table)] == [text for row in ROWS for text in row]
    with pdfplumber.open(io.BytesIO(make_pdf(draw, rotation=rotation))) as pdf:
        (found,) = pdf.pages[0].find_tables()
    assert table.cells[0].anchor.box == pytest.approx(found.cells[0], abs=1.0)


@pytest.mark.parametrize("turn", [90, 270])
def test_a_table_printed_sideways_is_read_and_its_boxes_lie_on_the_page(make_pdf, draw_table, grid_of, turn):
    def draw(canvas):
        canvas.translate(WIDTH / 2, HEIGHT / 2)
        canvas.rotate(turn)
        draw_table(canvas, ROWS, left=-150, top=100)

    (table,) = read_pdf(make_pdf(draw), "plan.pdf").tables
    assert [cell[-1] for cell in grid_of(table)] == [text for row in ROWS for text in row]
    middle_x, middle_y = WIDTH / 2, HEIGHT / 2
    first = table.cells[0].anchor.box
    if turn == 90:
        assert first == pytest.approx((middle_x - 100, middle_y + 50, middle_x - 80, middle_y + 150), abs=1.0)
    else:
        assert first == pytest.approx((middle_x + 80, middle_y - 150, middle_x + 100, middle_y - 50), abs=1.0)


def test_boxes_count_from_the_crop_box(make_pdf, draw_table):
    def draw(canvas):
        canvas.setCropBox((40, 100, 500, 800))
        draw_table(canvas, ROWS)

    (table,) = read_pdf(make_pdf(draw), "plan.pdf").tables
    assert table.cells[0].anchor.box == pytest.approx((20, 100, 120, 120), abs=0.6)


def test_what_a_form_draws_is_on_the_page(make_pdf, draw_table, grid_of):
    def draw(canvas):
        canvas.beginForm("budget")
        canvas.setFont("HYSMyeongJo-Medium", 10)
        draw_table(canvas, ROWS, left=0, top=100)
        canvas.endForm()
        canvas.translate(100, 500)
        canvas.doForm("budget")

    (table,) = read_pdf(make_pdf(draw), "plan.pdf").tables
    assert [cell[-1] for cell in grid_of(table)] == [text for row in ROWS for text in row]
    assert table.cells[0].anchor.box == pytest.approx((100, HEIGHT - 600, 200, HEIGHT - 580), abs=0.6)


@pytest.mark.parametrize("turns", range(4))
def test_turning_back_undoes_a_turn(turns):
    frame = Frame(10, 20, 310, 420)
    corners = [[30.0, 50.0, 80.0, 60.0]]
    (as_shown,) = frame.boxes(np.array(corners)).tolist()
    (as_read,) = frame.turned(turns).boxes(np.array(corners)).tolist()
    assert turn_back(Box(*as_read), frame, turns) == pytest.approx(as_shown)


def typed(text, *, gap_after=None, gap=0.0, generated=False):
    """Characters of one line, 10 pt wide each, with a gap behind one of them."""
    boxes, x = [], 0.0
    for index, _ in enumerate(text):
        boxes.append([x, 0.0, x + 10, 10.0])
        x += 10 + (gap if index == gap_after else 0.0)
    return without_blanks(list(text), np.array(boxes), np.array([generated and character == " " for character in text]))


def line_of(characters: Characters):
    return characters.run(0, len(characters.texts)).text


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        (unicodedata.normalize("NFD", "지방비"), "지방비"),
        ("국비\u00a07,000", "국비 7,000"),
        ("국비\u3000지방비", "국비 지방비"),
        ("총\x01사\x02업비", "총사업비"),
        ("합   계", "합 계"),
    ],
)
def test_characters_are_composed_and_blanks_are_one(printed, read):
    assert line_of(typed(printed)) == read


def test_halves_of_a_supplementary_character_are_joined():
    encoded = "\U000f0852".encode("utf-16-le")
    codes = [int.from_bytes(encoded[start : start + 2], "little") for start in (0, 2)]
    assert "".join(texts_of(codes)) == "\U000f0852"


def test_a_picture_of_a_page_is_text_missing(make_pdf, tmp_path):
    picture = tmp_path / "page.png"
    Image.new("RGB", (300, 400), "gray").save(picture)
    document = read_pdf(make_pdf(lambda canvas: canvas.drawImage(str(picture), 0, 0, WIDTH, HEIGHT)), "plan.pdf")
    assert [(warning.code, warning.page) for warning in document.warnings] == [("text-missing", 1)]


def test_glyphs_drawn_as_pictures_are_text_missing(make_pdf, tmp_path):
    picture = tmp_path / "glyph.png"
    Image.new("RGB", (10, 10), "black").save(picture)

    def draw(canvas):
        for index in range(100):
            canvas.drawImage(str(picture), 60 + 12 * (index % 30), 700 - 20 * (index // 30), 10, 10)
        canvas.drawString(60, 600, "2026. 3.")

    assert [warning.code for warning in read_pdf(make_pdf(draw), "plan.pdf").warnings] == ["text-missing"]


def test_a_page_with_its_text_gives_no_warning(make_pdf, draw_table):
    assert read_pdf(make_pdf(lambda canvas: draw_table(canvas, ROWS)), "plan.pdf").warnings == ()


def test_a_page_that_pdfium_cannot_tell_is_read_through_pdfminer(make_pdf, draw_table, monkeypatch):
    def garbled(glyphs, frame):
        read = glyph_characters(glyphs, frame)
        return Characters(["\ufffd"] * len(read.texts), read.boxes, read.blank_after, len(read.texts))

    monkeypatch.setattr(seen_text, "characters_of", garbled)
    document = read_pdf(make_pdf(lambda canvas: draw_table(canvas, ROWS)), "plan.pdf")
    assert [cell.text for cell in document.tables[0].cells] == [text for row in ROWS for text in row]
    assert [warning.code for warning in document.warnings] == ["text-uncertain"]


@pytest.mark.parametrize(
    ("text", "unreadable"), [("\ufffd" * 20, True), ("°¡³ª´Ù¶ó¸¶¹Ù»ç¾Æ" * 3, True), ("총사업비 7,000백만원" * 3, False)]
)
def test_mojibake_is_told_from_text(text, unreadable):
    assert text_quality.is_unreadable(typed(text)) is unreadable


@pytest.mark.parametrize("text", ["참고 1", "1100", "국비"])
@pytest.mark.parametrize("offset", [0.6, 1.2])
@pytest.mark.parametrize("by_glyph", [False, True])
def test_text_with_a_shadow_is_read_once(make_pdf, text, offset, by_glyph):
    def draw(canvas):
        canvas.setFont("HYSMyeongJo-Medium", 18)
        for start, part in enumerate(text) if by_glyph else [(0, text)]:
            x = 60 + canvas.stringWidth(text[:start], "HYSMyeongJo-Medium", 18)
            for shift in (0, offset):
                canvas.drawString(x + shift, 700 - shift, part)

    (block,) = read_pdf(make_pdf(draw), "plan.pdf").blocks
    assert block.text == text


def test_letters_of_a_ligature_are_all_kept():
    boxes = np.array([[0.0, 0.0, 6.0, 10.0], [6.0, 0.0, 14.0, 10.0], [6.0, 0.0, 14.0, 10.0], [14.0, 0.0, 20.0, 10.0]])
    assert line_of(without_blanks(list("effo"), boxes, np.zeros(4, dtype=np.bool_))) == "effo"
