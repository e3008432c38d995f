import random

import pytest
from reportlab.lib import pdfencrypt

from extractors.readers.pdf import page, read_pdf
from schemas import BlockKind, FileFormat
from schemas.errors import Damaged, Encrypted, InputRejected, TooLarge

ROWS = [["구분", "합계", "국비"], ["2026년", "5,252", "3,150"], ["합계", "5,252", "3,150"]]
A4_HEIGHT = 841.89


def test_a_ruled_table_gives_its_cells_with_page_and_box(make_pdf, draw_table):
    document = read_pdf(make_pdf(lambda canvas: draw_table(canvas, ROWS)), "folder/plan.pdf")
    assert (document.file.name, document.file.format, document.file.pages) == ("plan.pdf", FileFormat.PDF, 1)
    (table,) = document.tables
    assert [(cell.row, cell.col, cell.text) for cell in table.cells] == [
        (row, col, text) for row, texts in enumerate(ROWS) for col, text in enumerate(texts)
    ]
    first = table.cells[0].anchor
    assert first.page == 1
    assert first.box == pytest.approx((60, A4_HEIGHT - 700, 160, A4_HEIGHT - 680), abs=0.6)
    assert [block.kind for block in document.blocks] == [BlockKind.TABLE]


def test_text_around_a_table_keeps_its_order(make_pdf, draw_table):
    def draw(canvas):
        canvas.drawString(60, 760, "< 재원별 총사업비 >")
        draw_table(canvas, ROWS)
        canvas.drawString(60, 600, "□ 산출 근거")

    document = read_pdf(make_pdf(draw), "plan.pdf")
    assert [block.text for block in document.blocks] == ["< 재원별 총사업비 >", None, "□ 산출 근거"]
    assert document.tables[0].caption == "< 재원별 총사업비 >"


def test_page_numbers_and_running_headers_are_no_blocks(make_pdf):
    def page(number, text):
        def draw(canvas):
            canvas.drawString(60, 810, "사업계획서")
            canvas.drawString(60, 600, text)
            canvas.drawString(290, 30, f"- {number} -")

        return draw

    texts = ["본문 가", "본문 나", "본문 다", "본문 라"]
    document = read_pdf(make_pdf(*(page(number, text) for number, text in enumerate(texts, start=1))), "plan.pdf")
    assert [block.text for block in document.blocks] == texts


def test_a_password_is_named(make_pdf, draw_table):
    locked = pdfencrypt.StandardEncryption("user", ownerPassword="owner", strength=128)
    with pytest.raises(Encrypted):
        read_pdf(make_pdf(lambda canvas: draw_table(canvas, ROWS), encrypt=locked), "plan.pdf")


@pytest.mark.parametrize("kept", [0.1, 0.5, 0.95])
def test_a_file_that_was_cut_off_is_damaged(make_pdf, draw_table, kept):
    whole = make_pdf(lambda canvas: draw_table(canvas, ROWS))
    with pytest.raises(Damaged):
        read_pdf(whole[: int(len(whole) * kept)], "plan.pdf")


def test_more_pages_than_the_limit_are_refused(make_pdf, draw_table, monkeypatch):
    monkeypatch.setattr(page, "MAX_PAGES", 2)
    with pytest.raises(TooLarge):
        read_pdf(make_pdf(*[lambda canvas: draw_table(canvas, ROWS)] * 3), "plan.pdf")


@pytest.mark.parametrize("seed", range(12))
def test_a_file_with_broken_bytes_is_read_or_refused(make_pdf, draw_table, seed):
    broken = bytearray(make_pdf(lambda canvas: draw_table(canvas, ROWS)))
    chance = random.Random(seed)  # noqa: S311 - repeatable damage, no secret
    for _ in range(chance.choice([1, 10, 100])):
        broken[chance.randrange(len(broken))] = chance.randrange(256)
    try:
        pages_read = read_pdf(bytes(broken), "plan.pdf").file.pages
    except InputRejected:
        pages_read = 0
    assert pages_read in {0, 1}
