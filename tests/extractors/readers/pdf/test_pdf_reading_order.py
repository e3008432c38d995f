"""Columns of prose are read one after the other, with the tables in them; all else is read across."""

import pytest

from extractors.readers.pdf import read_pdf

LEFT_PROSE = (
    "교육은 지역 대학과 함께 설계하고 매월 두 번 연다",
    "수료 기준은 출석과 과제이며 수료증을 함께 준다",
    "현장 실습은 참여 기업의 공정에서 세 번 진행한다",
)
RIGHT_PROSE = (
    "실증은 공모로 뽑은 기업의 공정에서 진행한다",
    "비용의 일부를 지원하고 나머지는 기업이 낸다",
    "결과는 공개하고 다른 기업이 찾아와 본다",
)


def texts_of(document):
    """The texts of a Document in reading order, without blanks."""
    found = []
    for block in document.blocks:
        if block.table is None:
            found.append(block.text)
        else:
            found += [cell.text for cell in document.tables[block.table].cells]
    return "".join("".join(found).split())


def draw_columns(canvas, draw_table, *, top=700):
    for left, title, rows, prose in (
        (50, "1. 교육", [("구분", "내용"), ("대상", "재직자")], LEFT_PROSE),
        (310, "2. 실증", [("구분", "내용"), ("대상", "제조기업")], RIGHT_PROSE),
    ):
        canvas.drawString(left, top, title)
        draw_table(canvas, rows, left=left, top=top - 10, widths=(60, 180))
        for number, line in enumerate(prose):
            canvas.drawString(left, top - 70 - 15 * number, line)


LEFT = "1.교육구분내용대상재직자" + "".join("".join(LEFT_PROSE).split())
RIGHT = "2.실증구분내용대상제조기업" + "".join("".join(RIGHT_PROSE).split())


def test_columns_with_a_table_at_their_head_are_read_one_after_the_other(make_pdf, draw_table):
    document = read_pdf(make_pdf(lambda canvas: draw_columns(canvas, draw_table)), "plan.pdf")
    assert texts_of(document) == LEFT + RIGHT
    assert len(document.tables) == 2


def test_what_crosses_the_columns_stands_before_and_behind_them(make_pdf, draw_table):
    title, end = (
        "Ⅱ. " + "지역 산업의 인공지능 전환을 위한 세부 추진 계획과 그 밖의 사항",
        "이상의 계획은 협약이 체결된 날부터 시행하며 자세한 사항은 따로 정하여 알린다",
    )

    def draw(canvas):
        canvas.drawString(50, 760, title)
        draw_columns(canvas, draw_table)
        canvas.drawString(50, 520, "3. 기타")
        canvas.drawString(50, 500, end)

    document = read_pdf(make_pdf(draw), "plan.pdf")
    assert texts_of(document) == "".join(f"{title}{LEFT}{RIGHT}3.기타{end}".split())


@pytest.mark.parametrize(
    "rows",
    [
        [
            ("사업명", "지역 산업의 인공지능 전환을 위한 실증 사업"),
            ("목적", "지역 기업의 생산성을 높이고 인력을 기른다"),
        ]
        * 2,
        [("주관기관 예시 진흥원", "참여기관 예시 대학교"), ("총괄책임자 홍길동", "실무책임자 김철수")] * 3,
    ],
)
def test_labels_beside_what_they_name_are_read_across(make_pdf, rows):
    def draw(canvas):
        for number, (label, text) in enumerate(rows):
            canvas.drawString(50, 700 - 15 * number, label)
            canvas.drawString(310, 700 - 15 * number, text)

    document = read_pdf(make_pdf(draw), "plan.pdf")
    assert texts_of(document) == "".join("".join(label + text for label, text in rows).split())
