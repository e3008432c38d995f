"""Vertical writing is read column by column, from the right."""

import pytest

from extractors.readers.pdf import read_pdf

COLUMNS = ("지역 주도형 인공지능 대전환 사업", "총사업비는 십삼억 원이며", "국비와 지방비로 나누어 부담한다.")


@pytest.mark.parametrize("step", [10, 12, 15])
@pytest.mark.parametrize("order", [1, -1])
def test_columns_of_vertical_writing_are_read_from_the_right(step, order, make_pdf):
    def draw(canvas):
        for column in range(3)[::order]:
            for row, sign in enumerate(COLUMNS[column].replace(" ", "")):
                canvas.drawString(400 - 18 * column, 750 - step * row, sign)

    document = read_pdf(make_pdf(draw), "plan.pdf")
    text = "".join(block.text or "" for block in document.blocks)
    assert text.replace(" ", "") == "".join(COLUMNS).replace(" ", "")
    assert document.blocks[0].anchor is not None
    assert document.blocks[0].anchor.box is not None
    assert document.blocks[0].anchor.box.x0 > 300


def test_a_table_with_labels_set_upright_stays_as_it_lies(make_pdf, draw_table):
    def draw(canvas):
        rows = [["구분", "국비", "지방비"], ["인건비", "7,000", "3,000"], ["운영비", "1,234", "2,345"]] * 3
        draw_table(canvas, rows)
        for row, sign in enumerate("재원별사업비"):
            canvas.drawString(40, 690 - 12 * row, sign)

    (table,) = read_pdf(make_pdf(draw), "plan.pdf").tables
    assert [cell.text for cell in table.cells][:6] == ["구분", "국비", "지방비", "인건비", "7,000", "3,000"]
