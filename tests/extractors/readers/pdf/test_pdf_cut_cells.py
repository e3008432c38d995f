"""Merged cells that a page cuts in two, and headers that are printed again a hair's breadth aside."""

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth

from extractors.readers.pdf import read_pdf

HEADER = ["분야", "세부 프로그램", "합계"]
BOTTOM = 100
FONT = "HYSMyeongJo-Medium"
PADDING = 4  # the fixture writes this far from a cell's left side


@pytest.fixture
def read_parts(make_pdf, draw_table):
    """Reads a table drawn in two parts: at the bottom of one page and at the top of the next."""

    def read(first, second, *, widths=(80, 120, 80), other_widths=None):
        def one(canvas):
            canvas.drawString(60, 790, "□ 앞 문단")
            draw_table(canvas, first, top=BOTTOM + 20 * len(first), widths=widths)

        def other(canvas):
            draw_table(canvas, second, top=780, widths=other_widths or widths)
            canvas.drawString(60, BOTTOM, "□ 뒤 문단")

        return read_pdf(make_pdf(one, other), "plan.pdf")

    return read


@pytest.mark.parametrize(
    ("above", "below", "whole"),
    [
        ("기반시설(클라", "우드)", "기반시설(클라우드)"),
        ("기반조성[시험", "장비]", "기반조성[시험장비]"),
        ("활용 촉진(실증과", "확산 지원)", "활용 촉진(실증과 확산 지원)"),
    ],
)
def test_a_merged_label_whose_bracket_the_page_cuts_is_one_label(read_parts, grid_of, above, below, whole):
    document = read_parts(
        [HEADER, [above, "공용 시설", "10"]],
        [HEADER, [below, "보안 환경", "30"], [None, "소계", "40"]],
        widths=(stringWidth(above, FONT, 10) + 2 * PADDING, 120, 80),
    )
    (table,) = document.tables
    # Whether a blank stands at the cut is told by fonts, which a drawn page does not have.
    assert [(*place, "".join(text.split())) for *place, text in grid_of(table)[3:]] == [
        (1, 0, 3, 1, "".join(whole.split())),
        (1, 1, 1, 1, "공용시설"),
        (1, 2, 1, 1, "10"),
        (2, 1, 1, 1, "보안환경"),
        (2, 2, 1, 1, "30"),
        (3, 1, 1, 1, "소계"),
        (3, 2, 1, 1, "40"),
    ]


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("기업활용지원촉진", "인력양성"),
        ("기반(시험장)구축", "인력(재직)"),
        ("기반(A)", "인력(B)"),
        ("기반(시험", "인력양성"),
    ],
)
def test_a_label_below_a_full_one_is_the_next_label(read_parts, grid_of, above, below):
    document = read_parts(
        [HEADER, [above, "공용 시설", "10"]], [HEADER, [below, "재직자 교육", "30"], [None, "소계", "40"]]
    )
    cells = grid_of(document.tables[0])
    assert (1, 0, 1, 1, above) in cells
    assert (2, 0, 2, 1, below) in cells


def test_a_bracket_that_has_room_to_go_on_was_left_open(read_parts, grid_of):
    document = read_parts(
        [HEADER, ["기반(", "공용 시설", "10"]], [HEADER, ["장비)", "보안", "30"], [None, "소계", "40"]]
    )
    assert (2, 0, 2, 1, "장비)") in grid_of(document.tables[0])


@pytest.mark.parametrize("moved", [-2.5, -1.5, 1.5, 2.5])
def test_a_header_printed_again_a_little_aside_is_the_same_header(read_parts, grid_of, moved):
    document = read_parts(
        [HEADER, ["기반", "공용 시설", "10"]],
        [HEADER, ["인력", "재직자 교육", "20"]],
        other_widths=(80 + moved, 120 - moved, 80),
    )
    (table,) = document.tables
    assert [text for *_, text in grid_of(table)] == [*HEADER, "기반", "공용 시설", "10", "인력", "재직자 교육", "20"]


def test_a_row_cut_below_a_header_of_two_rows_is_one_row(read_parts, grid_of):
    header = [["분야", "이름", "합계"], [None, "재원", "금액"]]
    document = read_parts(
        [*header, ["기반", "조선 기자재 실증 공용", "1,000"]],
        [*header, ["", "시설 구축", ""], ["인력", "재직자 교육", "20"]],
        other_widths=(80, 121.7, 78.3),
    )
    (table,) = document.tables
    assert (2, 1, 1, 1, "조선 기자재 실증 공용 시설 구축") in grid_of(table)
    assert table.row_count == 4
