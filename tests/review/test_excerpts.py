"""Excerpts show the place of an anchor in any format: the right cell marked, everything escaped and masked."""

from dataclasses import replace
from html.parser import HTMLParser

import pytest

from review.rendering.excerpts import evidence_html
from schemas import Anchor, Block, BlockKind, Box, Cell, Document, FileFormat, FileInfo, Table
from schemas.errors import UsageError


class Grid(HTMLParser):
    """Lays the cells of a table out as a browser does."""

    def __init__(self):
        super().__init__()
        self.texts, self.marks, self.rows, self.taken, self.marking = {}, [], -1, set(), False

    def handle_starttag(self, tag, attrs):
        if tag == "tr":
            self.rows += 1
        elif tag == "td":
            spans = dict(attrs)
            col = next(col for col in range(100) if (self.rows, col) not in self.taken)
            height, width = int(spans.get("rowspan", 1)), int(spans.get("colspan", 1))
            self.taken |= {(self.rows + r, col + c) for r in range(height) for c in range(width)}
            self.place = (self.rows, col)
            self.texts[self.place] = ""
        elif tag == "mark":
            self.marking = True
            self.marks.append("")
        elif tag not in {"br", "table", "figure", "figcaption", "p"}:
            pytest.fail(f"an element that nobody wrote: {tag}")

    def handle_endtag(self, tag):
        self.marking = self.marking and tag != "mark"

    def handle_data(self, data):
        if self.marking:
            self.marks[-1] += data
        if self.rows >= 0 and data.strip():
            self.texts[self.place] += data


def grid_of(html):
    grid = Grid()
    grid.feed(html)
    return grid


def cell(row, col, text, row_span=1, col_span=1, anchor=None):
    anchor = anchor or Anchor(path=f"s0/3[{row},{col}]", text=text)
    return Cell(row=row, col=col, row_span=row_span, col_span=col_span, text=text, anchor=anchor)


def document(*cells, blocks=(), tables=(), **table):
    return Document(
        file=FileInfo(name="예시.hwpx", sha256="0", format=FileFormat.HWPX),
        blocks=blocks,
        tables=(Table(cells=cells, **table), *tables),
    )


BUDGET = (
    cell(0, 0, "구분", row_span=2),
    cell(0, 1, "2026년", col_span=2),
    cell(1, 1, "국비"),
    cell(1, 2, "지방비"),
    cell(2, 0, "계"),
    cell(2, 2, "2,000"),
)


def test_the_cell_is_marked_and_stands_where_its_spans_and_gaps_put_it():
    html = evidence_html(document(*BUDGET, caption="< 재원별 >", unit="백만원"), BUDGET[5].anchor)
    grid = grid_of(html)
    assert grid.marks == ["2,000"]
    assert grid.texts == {
        (0, 0): "구분", (0, 1): "2026년", (1, 1): "국비", (1, 2): "지방비", (2, 0): "계", (2, 1): "", (2, 2): "2,000",
    }  # fmt: skip
    assert "&lt; 재원별 &gt; (단위: 백만원)" in html


def test_text_of_the_document_is_never_markup():
    hostile = cell(0, 0, '<script>alert("1")</script>\n<img src=x onerror=y>')
    html = evidence_html(document(hostile, cell(0, 1, "</td></table>")), hostile.anchor)
    assert grid_of(html).marks == ['<script>alert("1")</script><img src=x onerror=y>']


def test_personal_data_is_masked():
    reached = cell(0, 0, "담당자: 김예시, 051-123-4567")
    assert grid_of(evidence_html(document(reached), reached.anchor)).marks == ["담당자: 김○○, 051-***-****"]


def test_a_smaller_box_shows_the_cell_that_holds_it():
    cells = (
        cell(0, 0, "국비", anchor=Anchor(page=2, box=Box(10, 10, 60, 30), text="국비")),
        cell(0, 1, "총 7,000백만원", anchor=Anchor(page=2, box=Box(60, 10, 160, 30), text="총 7,000백만원")),
    )
    inside = Anchor(page=2, box=Box(80, 14, 120, 26), text="7,000백만원")
    assert grid_of(evidence_html(document(*cells), inside)).marks == ["총 7,000백만원"]
    with pytest.raises(UsageError):
        evidence_html(document(*cells), replace(inside, page=3))


def test_a_deeper_path_shows_the_innermost_cell_on_its_way():
    outer = cell(0, 0, "바깥")
    inner = cell(0, 1, "안", anchor=Anchor(path="s0/3[0,0]/1[0,1]", text="안"))
    nested = Table(parent=(0, 0, 0), cells=(inner,))
    where = Anchor(path="s0/3[0,0]/1[0,1]/0", text="안")
    assert grid_of(evidence_html(document(outer, tables=(nested,)), where)).marks == ["안"]


def test_a_line_is_shown_among_its_neighbours():
    blocks = tuple(
        Block(kind=BlockKind.PARAGRAPH, number=f"{n}.", text=f"{n}번째 줄", anchor=Anchor(path=f"s0/{n}", text=""))
        for n in range(9)
    )
    html = evidence_html(document(blocks=blocks), Anchor(path="s0/4", text=""))
    assert grid_of(html).marks == ["4. 4번째 줄"]
    assert html.count("<p>") == 5


def test_a_place_that_the_document_does_not_have_is_a_wrong_call():
    with pytest.raises(UsageError, match=r"s9/9\[0,0\]"):
        evidence_html(document(*BUDGET), Anchor(path="s9/9[0,0]", text=""))
