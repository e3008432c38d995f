"""Pictures in DOCX and HWPX: one that holds a table is recognised where OCR is installed, and named where it is not."""

import io
from pathlib import Path

import pytest
from docx.shared import Mm
from PIL import Image, ImageDraw, ImageFont

from extractors.readers import picture_reader, read
from schemas import Anchor, Cell, Table

ROWS = (("Item", "Budget", "Share"), ("National", "7,000", "70%"), ("Local", "2,000", "20%"), ("Total", "9,000", "90%"))
WIDTH, HEIGHT = 900, 400


def font():
    named = sorted(Path("/usr/share/fonts").rglob("*Sans*.ttf"))
    return ImageFont.truetype(str(named[0]), 36) if named else ImageFont.load_default(36)


def png(*, rows=ROWS, ruled=True, size=(WIDTH, HEIGHT)):
    picture = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(picture)
    for row, texts in enumerate(rows):
        for col, text in enumerate(texts):
            draw.text((30 + 300 * col, 30 + 100 * row), text, fill="black", font=font())
    for step in range(5 if ruled else 0):
        draw.line([(0, min(100 * step, HEIGHT - 3)), (WIDTH, min(100 * step, HEIGHT - 3))], fill="black", width=3)
    for step in range(4 if ruled else 0):
        draw.line([(min(300 * step, WIDTH - 3), 0), (min(300 * step, WIDTH - 3), HEIGHT)], fill="black", width=3)
    target = io.BytesIO()
    picture.save(target, "PNG")
    return target.getvalue()


@pytest.fixture
def docx_with(docx_bytes):
    def write(picture):
        def fill(document):
            document.add_paragraph("앞")
            document.add_picture(io.BytesIO(picture), width=Mm(150))
            document.add_paragraph("뒤")

        return docx_bytes(fill)

    return write


@pytest.fixture
def hwpx_with(hwpx_bytes, hwpx_paragraph):
    def write(picture):
        size = '<hp:sz width="42520" height="18900"/>'
        inside = f'<hp:pic>{size}<hc:img xmlns:hc="c" binaryItemIDRef="image1"/></hp:pic>'
        body = hwpx_paragraph("앞") + hwpx_paragraph(inside=inside) + hwpx_paragraph("뒤")
        manifest = (
            '<opf:package xmlns:opf="http://www.idpf.org/2007/opf/"><opf:manifest>'
            '<opf:item id="section0" href="Contents/section0.xml"/><opf:item id="image1" href="BinData/image1.png"/>'
            '</opf:manifest><opf:spine><opf:itemref idref="section0"/></opf:spine></opf:package>'
        )
        return hwpx_bytes(body, parts={"BinData/image1.png": picture, "Contents/content.hpf": manifest})

    return write


@pytest.fixture(params=["docx_with", "hwpx_with"])
def file_with(request):
    return request.getfixturevalue(request.param)


def said(document):
    return [(warning.code, warning.path) for warning in document.warnings]


def test_a_table_in_a_picture_is_named_where_ocr_is_missing(file_with, monkeypatch):
    monkeypatch.setattr(picture_reader, "_tables", lambda *_: ())
    document = read(file_with(png()), "plan")
    assert said(document) == [("part-unread", "s0/1")]
    assert [block.text for block in document.blocks] == ["앞", "뒤"]


def test_a_table_in_a_picture_stands_in_its_place_and_is_marked(file_with, monkeypatch):
    cell = Cell(row=0, col=0, text="7,000", anchor=Anchor(page=1, text="7,000"))
    monkeypatch.setattr(picture_reader, "_tables", lambda *_: (Table(cells=(cell,)),))
    document = read(file_with(png()), "plan")
    assert [block.kind.value for block in document.blocks] == ["paragraph", "table", "paragraph"]
    (table,) = document.tables
    assert [(each.text, each.anchor.path, each.anchor.page) for each in table.cells] == [("7,000", "s0/1/0[0,0]", None)]
    assert said(document) == [("read-by-ocr", "s0/1")]


@pytest.mark.parametrize(
    "picture",
    [
        png(rows=(), ruled=False),
        png(rows=(("Logo",),), ruled=False, size=(60, 30)),
        png()[:200],
        b"no picture",
    ],
    ids=["blank", "logo", "broken off", "no picture"],
)
def test_a_picture_without_text_is_not_named(picture, hwpx_with):
    assert read(hwpx_with(picture), "plan").warnings == ()


def test_a_picture_larger_than_any_page_is_not_decoded(monkeypatch):
    monkeypatch.setattr(picture_reader, "MAX_PIXELS", 1_000)
    assert picture_reader.look_at(png(), (400, 200), may_recognise=True) == picture_reader.NOTHING
