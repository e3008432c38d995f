"""Tables with a ruling below every row and none between columns."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.readers import read
from extractors.readers.pdf.source.characters import Characters
from extractors.readers.pdf.source.rulings import Ruling, Rulings
from extractors.readers.pdf.tables.detectors.row_ruled import RowRuled
from extractors.readers.pdf.tables.page_evidence import PageEvidence

TOP = 700
EDGES = (60, 140, 230, 300, 370, 440)
HEAD = ["분야", "프로그램", "총사업비", "국비", "지방비"]


@pytest.fixture
def row_ruled(make_pdf, grid_of):
    """The tables read from pages; a row is its height, the column that its ruling below begins at, and its texts."""

    def tables(*pages):
        return [grid_of(table) for table in read(make_pdf(*map(drawn, pages)), "example.pdf").tables]

    return tables


def drawn(rows):
    def draw(canvas):
        y = TOP
        canvas.line(EDGES[0], y, EDGES[-1], y)
        for height, start, texts in rows:
            for col, text in enumerate(texts):
                place_text(canvas, text, EDGES, col, y, height)
            y -= height
            canvas.line(EDGES[start], y, EDGES[-1], y)

    return draw


def place_text(canvas, text, edges, col, y, height):
    if isinstance(text, tuple):
        text, over = text
        canvas.drawCentredString((edges[col] + edges[col + over]) / 2, y - height / 2 - 3, text)
        return
    lines = text.split("\n")
    for number, line in enumerate(lines):
        base = y - height / 2 - 3 + 6 * (len(lines) - 1) - 12 * number
        if line[:1].isdigit():
            canvas.drawRightString(edges[col + 1] - 4, base, line)
        else:
            canvas.drawString(edges[col] + 4, base, line)


def test_a_row_is_what_stands_between_two_rulings_however_many_lines_it_has(row_ruled):
    rows = [
        (20, 0, [(head, 1) for head in HEAD]),
        (32, 0, ["솔루션", "제조 현장 검사\n솔루션 보급", "1,776", "1,047", "729"]),
        (32, 0, ["인프라", "공동 데이터\n센터 조성", "1,125", "663", "462"]),
        (20, 0, ["인력", "재직자 교육", "830", "489", "341"]),
    ]
    (cells,) = row_ruled(rows)
    assert ["".join(text.split()) for *_, text in cells] == [
        *HEAD,
        *["솔루션", "제조현장검사솔루션보급", "1,776", "1,047", "729"],
        *["인프라", "공동데이터센터조성", "1,125", "663", "462"],
        *["인력", "재직자교육", "830", "489", "341"],
    ]
    assert {(row_span, col_span) for _, _, row_span, col_span, _ in cells} == {(1, 1)}


def test_a_short_ruling_leaves_the_merged_cell_whole(row_ruled):
    rows = [
        (20, 0, [(head, 1) for head in HEAD]),
        (32, 1, ["", "제조 현장 검사\n솔루션 보급", "1,776", "1,047", "729"]),
        (32, 1, ["솔루션", "공정 조건\n추천 실증", "1,125", "663", "462"]),
        (20, 0, ["", ("계", 1), "2,901", "1,710", "1,191"]),
        (20, 0, ["인력", "재직자 교육", "830", "489", "341"]),
    ]
    (cells,) = row_ruled(rows)
    assert (1, 0, 3, 1, "솔루션") in cells
    assert (3, 1, 1, 1, "계") in cells
    assert (4, 0, 1, 1, "인력") in cells


def test_a_sum_in_the_middle_of_empty_columns_stands_in_all_of_them(row_ruled):
    rows = [
        (20, 0, [(head, 1) for head in HEAD]),
        (20, 0, ["솔루션", "검사 솔루션", "1,776", "1,047", "729"]),
        (20, 0, ["인프라", "데이터 센터", "1,125", "663", "462"]),
        (20, 0, ["인력", "재직자 교육", "830", "489", "341"]),
        (20, 0, [("합계", 2), "", "3,731", "2,199", "1,532"]),
    ]
    (cells,) = row_ruled(rows)
    assert (4, 0, 1, 2, "합계") in cells
    assert (4, 2, 1, 1, "3,731") in cells


def test_a_column_that_is_mostly_empty_is_told_by_its_head(row_ruled):
    rows = [
        (20, 0, [(head, 1) for head in ("분야", "프로그램", "비고", "국비", "지방비")]),
        (20, 0, ["솔루션", "검사 솔루션", "", "1,047", "729"]),
        (20, 0, ["인프라", "데이터 센터", "", "663", "462"]),
        (20, 0, ["인프라", "실증 시설", "신규", "412", "281"]),
        (20, 0, ["인력", "재직자 교육", "", "489", "341"]),
    ]
    (cells,) = row_ruled(rows)
    assert (3, 2, 1, 1, "신규") in cells
    assert (1, 2, 1, 1, "") in cells


def test_tables_of_one_width_are_parted_by_what_stands_between_them(row_ruled):
    table = [
        (20, 0, [(head, 1) for head in HEAD]),
        (32, 0, ["솔루션", "제조 현장 검사\n솔루션 보급", "1,776", "1,047", "729"]),
        (32, 0, ["인프라", "공동 데이터\n센터 조성", "1,125", "663", "462"]),
    ]
    one, other = row_ruled([*table, (60, 0, ["표 2. 다음 표"]), *table])
    assert one == other


def test_a_ruled_table_between_two_parts_them(make_pdf, draw_table):
    one = [(20, 0, [(head, 1) for head in HEAD]), (20, 0, ["솔루션", "검사", "1,776", "1,047", "729"])]
    above, below = drawn(one), drawn([*one, *one[1:] * 5])

    def draw(canvas):
        above(canvas)
        canvas.drawString(60, TOP - 60, "2. 추진체계")
        draw_table(canvas, [["총괄 기관", "수행 기관"]], left=60, top=TOP - 80, widths=(190, 190))
        canvas.translate(0, -140)
        below(canvas)

    tables = read(make_pdf(draw), "example.pdf").tables
    assert [table.column_count for table in tables] == [5, 2, 5]
    assert [table.row_count for table in tables] == [2, 1, 7]


def test_rows_stacked_between_few_rulings_are_not_taken_for_one(row_ruled):
    rows = [
        (20, 0, [(head, 1) for head in HEAD]),
        (60, 0, ["가\n나\n다", "라\n마\n바", "1,776\n1,125\n830", "1,047\n663\n489", "729\n462\n341"]),
        (60, 0, ["가\n나\n다", "라\n마\n바", "1,776\n1,125\n830", "1,047\n663\n489", "729\n462\n341"]),
    ]
    (cells,) = row_ruled(rows)
    assert (3, 2, 1, 1, "830") in cells


def test_a_table_goes_on_where_the_next_page_repeats_its_header(row_ruled):
    head = [(20, 0, [(text, 1) for text in HEAD])]
    first = [(30, 0, [("국비", 2), "", f"{number},776", "1,047", "729"]) for number in range(1, 22)]
    second = [
        (20, 1, ["지방비", "시비", "1,125", "663", "462"]),
        (20, 0, ["", "구비", "830", "489", "341"]),
    ]

    (cells,) = row_ruled(head + first, head + second)
    assert len({row for row, *_ in cells}) == 1 + len(first) + len(second)
    assert cells[-1][-1] == "341"


@st.composite
def pages(draw):
    """Rows between rulings as wide as a table, some of them short, with texts at some of the columns' places."""
    places = st.integers(0, 5).map(lambda step: 80.0 * step)
    rows = draw(st.lists(st.tuples(places, st.lists(st.tuples(places, st.integers(1, 12)))), min_size=2, max_size=10))
    rulings, boxes = [Ruling(0.0, 0.0, 480.0)], []
    for number, (start, texts) in enumerate(rows):
        rulings.append(Ruling(40.0 * (number + 1), draw(st.sampled_from([0.0, 0.0, start])), 480.0))
        for x, length in texts:
            y = 40.0 * number + draw(st.sampled_from([4, 16, 28]))
            boxes += [(x + 8 * step, y, x + 8 * step + 8, y + 8) for step in range(length)]
    characters = Characters(
        ["가"] * len(boxes), np.array(boxes).reshape(-1, 4) * 1.0, np.zeros(len(boxes), dtype=np.bool_)
    )
    return Rulings(rulings, []), characters


@given(pages())
def test_whatever_stands_on_a_page_no_two_cells_share_a_place(page):
    rulings, characters = page
    for grid in RowRuled().detect(PageEvidence(characters, rulings), []):
        taken = [
            (row, col)
            for cell in grid.cells
            for row in range(cell.row, cell.row + cell.row_span)
            for col in range(cell.col, cell.col + cell.col_span)
        ]
        assert len(taken) == len(set(taken))
        assert all(cell.box.x0 < cell.box.x1 and cell.box.top < cell.box.bottom for cell in grid.cells)
