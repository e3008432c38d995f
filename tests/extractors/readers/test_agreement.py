"""The same plan gives the same document in every format: kinds, levels, texts, tables, captions and units."""

import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.readers import read

PLAN = (
    "예시광역시 사업계획서",
    "Ⅰ. 사업 개요",
    "□ (목적) 지역 기업의 AI 도입 지원",
    "1. 소요예산",
    "< 재원별 총사업비 >",
    "(단위 : 백만원)",
    [["구분", "국비", "지방비"], ["합계", "7,000", "2,568"]],
    "Ⅱ. 추진체계",
)


def as_docx(docx_bytes):
    def fill(document):
        for block in PLAN:
            if isinstance(block, str):
                document.add_paragraph(block)
                continue
            table = document.add_table(len(block), len(block[0]))
            for row, texts in enumerate(block):
                for col, text in enumerate(texts):
                    table.cell(row, col).text = text

    return docx_bytes(fill)


def as_hwpx(hwpx_bytes, hwpx_paragraph, hwpx_table):
    body = ""
    for block in PLAN:
        if isinstance(block, str):
            body += hwpx_paragraph(block.replace("<", "&lt;").replace(">", "&gt;"))
        else:
            body += hwpx_table([(r, c, 1, 1, text) for r, row in enumerate(block) for c, text in enumerate(row)])
    return hwpx_bytes(body)


def as_hwp(hwp_bytes, hwp_paragraph):
    records = []
    for block in PLAN:
        if isinstance(block, str):
            records += hwp_paragraph(block)
            continue
        records += [
            (66, 0, struct.pack("<IIHBBHHHIH", 9, 1 << 11, 0, 0, 0, 0, 0, 0, 0, 0)),
            (67, 1, struct.pack("<H4s8xH", 11, b" lbt", 11) + b"\r\0"),
            (71, 1, b" lbt" + bytes(42)),
            (77, 2, struct.pack("<IHH", 0, len(block), len(block[0])) + bytes(20)),
        ]
        for row, texts in enumerate(block):
            for col, text in enumerate(texts):
                records.append((72, 2, struct.pack("<HHIHHHH", 1, 0, 0, col, row, 1, 1) + bytes(30)))
                records += hwp_paragraph(text, level=2)
    return hwp_bytes(records)


@pytest.fixture
def documents(docx_bytes, hwpx_bytes, hwpx_paragraph, hwpx_table, hwp_bytes, hwp_paragraph):
    files = {
        "docx": as_docx(docx_bytes),
        "hwpx": as_hwpx(hwpx_bytes, hwpx_paragraph, hwpx_table),
        "hwp": as_hwp(hwp_bytes, hwp_paragraph),
    }
    return {name: read(data, f"plan.{name}") for name, data in files.items()}


def without_places(document):
    blocks = [(block.kind, block.level, block.number, block.text, block.table) for block in document.blocks]
    tables = [
        (
            table.caption,
            table.unit,
            table.parent,
            [(cell.row, cell.col, cell.row_span, cell.col_span, cell.text) for cell in table.cells],
        )
        for table in document.tables
    ]
    return blocks, tables


def test_all_formats_give_the_same_document(documents):
    expected = without_places(documents["docx"])
    assert without_places(documents["hwpx"]) == expected
    assert without_places(documents["hwp"]) == expected


def test_every_block_and_every_cell_has_its_place(documents):
    for document in documents.values():
        places = [block.anchor.path for block in document.blocks]
        places += [cell.anchor.path for table in document.tables for cell in table.cells]
        assert all(places)
        assert len(set(places)) == len(places)


def test_the_table_has_its_caption_and_unit(documents):
    (table,) = documents["docx"].tables
    assert (table.caption, table.unit) == ("< 재원별 총사업비 >", "백만원")
    assert [block.level for block in documents["docx"].blocks] == [None, 1, None, 2, None, None, None, 1]


@st.composite
def tilings(draw):
    """A table's cells (row, column, row span, column span, text) that cover a grid without gaps."""
    rows, columns = draw(st.integers(2, 5)), draw(st.integers(2, 5))
    taken: set[tuple[int, int]] = set()
    cells = []
    for row in range(rows):
        for col in range(columns):
            if (row, col) in taken:
                continue
            free = next((c for c in range(col, columns) if (row, c) in taken), columns)
            height, width = draw(st.integers(1, rows - row)), draw(st.integers(1, free - col))
            taken |= {(r, c) for r in range(row, row + height) for c in range(col, col + width)}
            cells.append((row, col, height, width, f"칸{row}-{col}"))
    # A table whose rows are all merged into one another, or of one cell, is drawn by no word processor.
    starts = {row for row, *_ in cells}
    return cells if len(cells) > 1 and len(starts) == rows else [(0, 0, 1, 1, "가"), (0, 1, 1, 1, "나")]


@settings(max_examples=40)
@given(cells=tilings())
def test_any_merged_cells_are_read_back_where_they_were_written(cells, docx_bytes, hwpx_bytes, hwpx_table):
    def fill(document):
        rows = max(row + height for row, _, height, _, _ in cells)
        columns = max(col + width for _, col, _, width, _ in cells)
        table = document.add_table(rows, columns)
        for row, col, height, width, text in cells:
            merged = table.cell(row, col).merge(table.cell(row + height - 1, col + width - 1))
            merged.text = text

    for data in (docx_bytes(fill), hwpx_bytes(hwpx_table(cells))):
        (table,) = read(data, "plan").tables
        assert [(cell.row, cell.col, cell.row_span, cell.col_span, cell.text) for cell in table.cells] == cells
