"""Places named as a person would look for them, and a cell among its neighbours."""

import re

import pytest

from review.rendering.places import PlaceNames, is_figure
from review.rendering.table_excerpt import excerpt_html
from schemas import Anchor, ExcerptCell, TableExcerpt

ROWS = (
    ("분야", "구분", "2026년", "", "2027년", ""),
    ("", "", "국비", "지방비", "국비", "지방비"),
    ("AI 솔루션", "소계", "1,400", "514", "600", "220"),
    ("AI 인프라", "소계", "1,120", "412", "670", "245"),
    ("AI 인프라", "바우처", "(12.5%)", "△30", "0", "1"),
)


def _table(caption="[표 6-2] 분야별 사업비", rows=ROWS, page=14):
    cells = []
    for row, texts in enumerate(rows):
        for col, text in enumerate(texts):
            if text:
                is_year = row == 0 and text.endswith("년")
                anchor = Anchor(page=page, path=f"s0/8[{row},{col}]", text=text)
                cells.append(ExcerptCell(row=row, col=col, col_span=2 if is_year else 1, text=text, anchor=anchor))
    return TableExcerpt(number=11, caption=caption, unit="백만원", page=page, cells=tuple(cells))


def _anchor(table, row, col):
    (cell,) = (cell for cell in table.cells if (cell.row, cell.col) == (row, col))
    return cell.anchor


@pytest.mark.parametrize(
    ("caption", "page", "name"),
    [
        ("[표 6-2] 분야별 사업비", 14, "14쪽 표 6-2 분야별 사업비, AI 인프라 소계 × 2027년 국비"),
        ("<표 6-2> 분야별 사업비", None, "표 6-2 분야별 사업비, AI 인프라 소계 × 2027년 국비"),
        ("[표Ⅴ-1] 분야별 사업비", None, "표Ⅴ-1 분야별 사업비, AI 인프라 소계 × 2027년 국비"),
        ("< 분야별 사업비 >", 14, "14쪽 표 '분야별 사업비', AI 인프라 소계 × 2027년 국비"),
        (None, 14, "14쪽 표, AI 인프라 소계 × 2027년 국비"),
        (None, None, "11번째 표, AI 인프라 소계 × 2027년 국비"),
    ],
)
def test_a_figure_is_named_by_its_page_its_table_and_its_headers(caption, page, name):
    table = _table(caption, page=page)
    assert PlaceNames([table]).name(_anchor(table, 3, 4)) == name


def test_text_of_a_form_is_named_by_what_stands_before_it():
    table = _table(None, (("신청 지방정부", "예시광역시"), ("주관기관", "(재)예시원")))
    assert PlaceNames([table]).name(_anchor(table, 1, 1)) == "14쪽 표, 주관기관"


@pytest.mark.parametrize(
    ("anchor", "short"),
    [
        (Anchor(page=3, text="가"), "3쪽"),
        (Anchor(path="s0/4", text="가"), "본문"),
        (Anchor(text="접수대장: 예시.pdf"), "접수대장"),
    ],
)
def test_what_is_in_no_table_is_named_by_its_page_and_never_by_coordinates(anchor, short):
    assert PlaceNames().short(anchor) == short
    assert "s0/" not in PlaceNames().name(anchor)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1,400", True),
        ("113.00\n(100.0%)", True),
        ("△30", True),
        ("7,000백만원", True),
        ("2026", False),
        ("2026년", False),
        ("소계", False),
        ("-", False),
    ],
)
def test_figures_are_told_from_headers(text, expected):
    assert is_figure(text) is expected


def test_an_excerpt_shows_headers_and_neighbours_with_the_cell_marked():
    rows = (*ROWS, *((f"분야 {n}", "소계", str(n), "1", "2", "3") for n in range(100, 140)))
    table = _table(rows=rows)
    placed = PlaceNames([table]).cell_at(_anchor(table, 30, 2))
    assert placed is not None
    html = str(excerpt_html(placed))
    assert re.findall(r"<mark>(.*?)</mark>", html) == ["125"]
    assert "2026년" in html
    assert "⋯" in html
    assert html.count("<tr>") == 2 + 1 + 5


@pytest.mark.parametrize("row", range(5))
def test_every_row_of_an_excerpt_fills_the_same_columns(row):
    table = _table()
    placed = PlaceNames([table]).cell_at(_anchor(table, row, 2))
    assert placed is not None
    for line in re.findall(r"<tr>(.*?)</tr>", str(excerpt_html(placed))):
        spans = [int(span) for span in re.findall(r'colspan="(\d+)"', line)]
        assert len(re.findall("<td", line)) - len(spans) + sum(spans) == 6


def test_text_of_a_document_is_escaped_in_an_excerpt():
    table = _table(rows=(("<script>alert(1)</script>", "1"),))
    placed = PlaceNames([table]).cell_at(_anchor(table, 0, 1))
    assert placed is not None
    assert "<script>" not in excerpt_html(placed)
