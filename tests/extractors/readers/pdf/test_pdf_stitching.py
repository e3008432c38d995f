import pytest

from extractors.readers.pdf import read_pdf

HEADER = ["분야", "세부 프로그램", "합계"]
BOTTOM = 100  # a table of n rows that ends here starts at BOTTOM + 20 * n


@pytest.fixture
def read_over_pages(make_pdf, draw_table):
    """Reads a table whose first rows end at the bottom of one page and whose other rows start the next page."""

    def read(first, second, *, between="", bottom=BOTTOM, widths=(80, 120, 80), left=60):
        def one(canvas):
            canvas.drawString(60, 790, "□ 앞 문단")
            draw_table(canvas, first, top=bottom + 20 * len(first), widths=(80, 120, 80))

        def other(canvas):
            if between:
                canvas.drawString(60, 795, between)
            draw_table(canvas, second, top=780, widths=widths, left=left)
            canvas.drawString(60, BOTTOM, "□ 뒤 문단")

        return read_pdf(make_pdf(one, other), "plan.pdf")

    return read


def test_a_table_over_two_pages_is_one_without_its_repeated_header(read_over_pages):
    document = read_over_pages([HEADER, ["기반", "공용 시설", "10"]], [HEADER, ["인력", "재직자 교육", "20"]])
    (table,) = document.tables
    assert table.pages == (1, 2)
    assert [cell.text for cell in table.cells] == [*HEADER, "기반", "공용 시설", "10", "인력", "재직자 교육", "20"]
    assert [cell.anchor.page for cell in table.cells] == [1] * 6 + [2] * 3


@pytest.mark.parametrize(
    "rows",
    [
        [["기반", "공용 시설", "10"]],
        [["기반", "공용 시설", "10"], ["기반", "보안", "20"]],
        [["기반", "공용 시설", "협의"]],
    ],
)
def test_data_rows_that_are_those_above_again_are_data_all_the_same(read_over_pages, rows):
    document = read_over_pages([HEADER, *rows, ["인력", "교육", "30"]], [HEADER, *rows, ["확산", "견학", "40"]])
    (table,) = document.tables
    both = [HEADER, *rows, ["인력", "교육", "30"], *rows, ["확산", "견학", "40"]]
    assert [cell.text for cell in table.cells] == [text for row in both for text in row]


def test_a_table_goes_on_without_a_repeated_header(read_over_pages):
    document = read_over_pages([HEADER, ["기반", "공용 시설", "10"]], [["인력", "재직자 교육", "20"]])
    (table,) = document.tables
    assert table.row_count == 3


def test_a_row_cut_by_the_page_is_one_row(read_over_pages, grid_of):
    document = read_over_pages(
        [HEADER, ["기반", "조선 기자재 실증 공용", "1,000"]], [["", "시설 구축", ""], ["인력", "재직자 교육", "20"]]
    )
    (table,) = document.tables
    assert grid_of(table)[3:6] == [
        (1, 0, 1, 1, "기반"),
        (1, 1, 1, 1, "조선 기자재 실증 공용 시설 구축"),
        (1, 2, 1, 1, "1,000"),
    ]


def test_a_number_cut_by_the_page_is_one_number(read_over_pages, grid_of):
    document = read_over_pages(
        [HEADER, ["합계", "총 합계 금액과 비고 설명", "812,345,678,"]], [["", "기재", "234"], ["인력", "교육", "20"]]
    )
    assert (1, 2, 1, 1, "812,345,678,234") in grid_of(document.tables[0])


def test_a_merged_cell_cut_by_the_page_spans_on(read_over_pages, grid_of):
    document = read_over_pages(
        [HEADER, ["기반", "공용 시설", "10"], [None, "시험 장비", "20"]],
        [["", "보안 환경", "30"], ["인력", "재직자 교육", "40"]],
    )
    (table,) = document.tables
    assert (1, 0, 3, 1, "기반") in grid_of(table)
    assert (3, 1, 1, 1, "보안 환경") in grid_of(table)
    assert (4, 0, 1, 1, "인력") in grid_of(table)


@pytest.mark.parametrize(
    "difference",
    [
        {"between": "< 연차별 사업비 >"},
        {"widths": (120, 80, 80)},
        {"bottom": 400},
    ],
    ids=["text between", "other columns", "room for the next row"],
)
def test_tables_that_only_follow_each_other_stay_two(read_over_pages, difference):
    document = read_over_pages(
        [HEADER, ["기반", "공용 시설", "10"]], [HEADER, ["인력", "재직자 교육", "20"]], **difference
    )
    assert len(document.tables) == 2


def test_rows_held_together_by_a_merged_cell_may_leave_more_room(read_over_pages):
    held = [["인력", "재직자 교육", "20"], *[[None, "청년 교육", "20"]] * 4, ["합계", "", "120"]]
    apart = [["인력", "재직자 교육", "20"], *[["", "청년 교육", "20"]] * 4, ["합계", "", "120"]]
    (table,) = read_over_pages([HEADER, ["기반", "공용 시설", "10"]], held, bottom=250).tables
    assert table.row_count == 8
    assert len(read_over_pages([HEADER, ["기반", "공용 시설", "10"]], apart, bottom=250).tables) == 2


def test_a_table_goes_on_where_the_margins_change_sides(read_over_pages, grid_of):
    document = read_over_pages([HEADER, ["기반", "공용 시설", "10"]], [["인력", "재직자 교육", "20"]], left=80)
    (table,) = document.tables
    assert grid_of(table)[-3:] == [(2, 0, 1, 1, "인력"), (2, 1, 1, 1, "재직자 교육"), (2, 2, 1, 1, "20")]
    assert table.cells[-1].anchor.box.x0 == pytest.approx(280, abs=1)


def test_the_next_card_is_a_table_of_its_own(read_over_pages):
    document = read_over_pages(
        [["프로그램명", "공용 시설 구축", ""], ["목적", "기업의 도입 지원", ""]],
        [["프로그램명", "재직자 교육", ""], ["목적", "활용 역량 강화", ""]],
    )
    assert [table.pages for table in document.tables] == [(1,), (2,)]


def test_a_card_cut_by_the_page_is_one(read_over_pages):
    document = read_over_pages(
        [["프로그램명", "공용 시설 구축", ""], ["목적", "기업의 도입 지원", ""]],
        [["사업비", "1,000천원", ""], ["성과목표", "이용기업 80개사", ""]],
    )
    assert [(table.pages, table.row_count) for table in document.tables] == [((1, 2), 4)]


def test_a_merged_label_printed_again_is_one_label(read_over_pages, grid_of):
    document = read_over_pages(
        [HEADER, ["기반", "공용 시설", "10"], [None, "시험 장비", "20"]],
        [["기반", "보안 환경", "30"], ["인력", "재직자 교육", "40"]],
    )
    assert (1, 0, 3, 1, "기반") in grid_of(document.tables[0])


def test_cards_that_begin_alike_stay_two(make_pdf, draw_table):
    def card(canvas, name, top):
        rows = [["지원분야", "AI 인프라"], ["프로그램명", name], ["목적", "기업의 도입 지원"]]
        draw_table(canvas, rows, top=top, widths=(80, 200))

    data = make_pdf(
        lambda canvas: card(canvas, "공용 시설 구축", 160),
        lambda canvas: card(canvas, "보안 환경 구축", 780),
    )
    assert [table.pages for table in read_pdf(data, "plan.pdf").tables] == [(1,), (2,)]


def test_a_list_cut_by_the_page_stays_in_its_cell(read_over_pages, grid_of):
    document = read_over_pages(
        [HEADER, ["상세", "정의", "도입 지원"], [None, "내용", "○ 진단"]],
        [["", "", "○ 매칭"], ["산출물", "보고서", ""]],
    )
    assert grid_of(document.tables[0])[3:] == [
        (1, 0, 2, 1, "상세"),
        (1, 1, 1, 1, "정의"),
        (1, 2, 1, 1, "도입 지원"),
        (2, 1, 1, 1, "내용"),
        (2, 2, 1, 1, "○ 진단\n○ 매칭"),
        (3, 0, 1, 1, "산출물"),
        (3, 1, 1, 1, "보고서"),
        (3, 2, 1, 1, ""),
    ]


def test_the_blank_end_of_a_cut_row_is_no_row(read_over_pages, grid_of):
    document = read_over_pages([HEADER, ["기반", "공용 시설", "10"]], [HEADER, ["", "", ""], ["합계", "", "10"]])
    assert grid_of(document.tables[0])[3:] == [
        (1, 0, 1, 1, "기반"),
        (1, 1, 1, 1, "공용 시설"),
        (1, 2, 1, 1, "10"),
        (2, 0, 1, 1, "합계"),
        (2, 1, 1, 1, ""),
        (2, 2, 1, 1, "10"),
    ]


def test_blank_rows_of_a_form_stay_rows(read_over_pages):
    document = read_over_pages([HEADER, ["", "", ""]], [["", "", ""], ["", "", ""]])
    assert [table.row_count for table in document.tables] == [4]
