import io

import pytest
from reportlab.lib import pdfencrypt
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from extractors.readers.pdf import pages, read_pdf
from schemas import BlockKind, FileFormat
from schemas.errors import Damaged, Encrypted, TooLarge

FONT = "HYSMyeongJo-Medium"
ROWS = [["구분", "합계", "국비"], ["2026년", "5,252", "3,150"], ["합계", "5,252", "3,150"]]


@pytest.fixture(scope="module", autouse=True)
def _korean_font():
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))


def drawn(draw, *, encrypt=None, page_count=1):
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4, encrypt=encrypt)
    for number in range(1, page_count + 1):
        canvas.setFont(FONT, 10)
        draw(canvas, number)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def draw_table(canvas, rows=ROWS, left=60, top=700, width=100, height=20):
    xs = [left + width * col for col in range(len(rows[0]) + 1)]
    ys = [top - height * row for row in range(len(rows) + 1)]
    canvas.grid(xs, ys)
    for y, row in zip(ys, rows, strict=False):
        for x, text in zip(xs, row, strict=False):
            canvas.drawString(x + 4, y - 14, text)


def test_a_ruled_table_gives_its_cells_with_page_and_box():
    document = read_pdf(drawn(lambda canvas, _: draw_table(canvas)), "folder/plan.pdf")
    assert (document.file.name, document.file.format, document.file.pages) == ("plan.pdf", FileFormat.PDF, 1)
    (table,) = document.tables
    assert [(cell.row, cell.col, cell.text) for cell in table.cells] == [
        (row, col, text) for row, texts in enumerate(ROWS) for col, text in enumerate(texts)
    ]
    first = table.cells[0].anchor
    assert first.page == 1
    assert first.box == pytest.approx((60, A4[1] - 700, 160, A4[1] - 680), abs=0.6)
    assert [block.kind for block in document.blocks] == [BlockKind.TABLE]


def test_text_around_a_table_keeps_its_order():
    def draw(canvas, _):
        canvas.drawString(60, 760, "< 재원별 총사업비 >")
        draw_table(canvas)
        canvas.drawString(60, 600, "□ 산출 근거")

    document = read_pdf(drawn(draw), "plan.pdf")
    assert [block.text for block in document.blocks] == ["< 재원별 총사업비 >", None, "□ 산출 근거"]
    assert document.tables[0].caption == "< 재원별 총사업비 >"


def test_page_numbers_and_running_headers_are_no_blocks():
    def draw(canvas, number):
        canvas.drawString(60, 810, "사업계획서")
        canvas.drawString(60, 600, f"본문 {'가나다라'[number - 1]}")
        canvas.drawString(290, 30, f"- {number} -")

    document = read_pdf(drawn(draw, page_count=4), "plan.pdf")
    assert [block.text for block in document.blocks] == ["본문 가", "본문 나", "본문 다", "본문 라"]


def test_a_password_is_named():
    locked = pdfencrypt.StandardEncryption("user", ownerPassword="owner", strength=128)
    with pytest.raises(Encrypted):
        read_pdf(drawn(lambda canvas, _: draw_table(canvas), encrypt=locked), "plan.pdf")


@pytest.mark.parametrize("kept", [0.1, 0.5, 0.95])
def test_a_file_that_was_cut_off_is_damaged(kept):
    whole = drawn(lambda canvas, _: draw_table(canvas))
    with pytest.raises(Damaged):
        read_pdf(whole[: int(len(whole) * kept)], "plan.pdf")


def test_more_pages_than_the_limit_are_refused(monkeypatch):
    monkeypatch.setattr(pages, "MOST_PAGES", 2)
    with pytest.raises(TooLarge):
        read_pdf(drawn(lambda canvas, _: draw_table(canvas), page_count=3), "plan.pdf")
