"""HWPX and HWP 5 give blocks, cells and numbers with their places."""

import struct

import pytest

from extractors.readers import read
from schemas import BlockKind, FileFormat, ParentCell
from schemas.errors import Damaged, Empty

NUMBERING = (
    '<hh:numberings><hh:numbering id="3" start="0">'
    '<hh:paraHead start="1" level="1" numFormat="ROMAN_CAPITAL">^1.</hh:paraHead>'
    '<hh:paraHead start="1" level="2" numFormat="DIGIT">^2.</hh:paraHead>'
    '<hh:paraHead start="1" level="3" numFormat="HANGUL_SYLLABLE">^3.</hh:paraHead>'
    '<hh:paraHead start="1" level="4" numFormat="DIGIT"/>'
    '</hh:numbering></hh:numberings><hh:bullets><hh:bullet id="1" char="□"/>'
    '<hh:bullet id="2" char="\uf0a7"/></hh:bullets>'
    "<hh:paraProperties>"
    '<hh:paraPr id="0"><hh:heading type="NONE" idRef="0" level="0"/></hh:paraPr>'
    '<hh:paraPr id="1"><hh:heading type="OUTLINE" idRef="0" level="0"/></hh:paraPr>'
    '<hh:paraPr id="2"><hh:heading type="OUTLINE" idRef="0" level="1"/></hh:paraPr>'
    '<hh:paraPr id="3"><hh:heading type="NUMBER" idRef="3" level="2"/></hh:paraPr>'
    '<hh:paraPr id="4"><hh:heading type="BULLET" idRef="1" level="0"/></hh:paraPr>'
    '<hh:paraPr id="5"><hh:heading type="BULLET" idRef="2" level="0"/></hh:paraPr>'
    "</hh:paraProperties>"
)
OUTLINE = '<hp:secPr outlineShapeIDRef="3"/>'


def place(block):
    assert block.anchor is not None
    return block.anchor.path


def seen(document):
    return [(place(block), block.kind.value, block.number, block.text) for block in document.blocks]


def cells(table):
    return [(cell.row, cell.col, cell.row_span, cell.col_span, cell.text) for cell in table.cells]


def test_blocks_come_in_order_with_their_places(hwpx_bytes, hwpx_paragraph, hwpx_table):
    grid = [(0, 0, 1, 2, "구분"), (1, 0, 1, 1, "국비"), (1, 1, 1, 1, "7,000")]
    body = hwpx_paragraph("앞") + hwpx_table(grid, before="표 앞 글") + hwpx_paragraph("") + hwpx_paragraph("뒤")
    document = read(hwpx_bytes(body), "plan.hwpx")
    assert document.file.format is FileFormat.HWPX
    assert document.file.pages is None
    assert [(block.kind.value, block.text) for block in document.blocks] == [
        ("paragraph", "앞"),
        ("paragraph", "표 앞 글"),
        ("table", None),
        ("paragraph", "뒤"),
    ]
    (table,) = document.tables
    path = place(document.blocks[2])
    assert table.path == path == "s0/2"
    assert cells(table) == grid
    assert [cell.anchor.path for cell in table.cells] == [f"{path}[0,0]", f"{path}[1,0]", f"{path}[1,1]"]


def test_merged_cells_are_listed_once_where_they_start(hwpx_bytes, hwpx_table):
    grid = [
        (0, 0, 2, 1, "구분"),
        (0, 1, 1, 2, "2026년"),
        (1, 1, 1, 1, "국비"),
        (1, 2, 1, 1, "지방비"),
        (2, 0, 1, 3, ""),
    ]
    (table,) = read(hwpx_bytes(hwpx_table(grid)), "plan").tables
    assert cells(table) == grid


def test_a_span_never_leads_out_of_the_table(hwpx_bytes, hwpx_table):
    body = hwpx_table([(0, 0, 1, 1, "구분"), (0, 1, 1, 1, "국비")]).replace('colSpan="1"', 'colSpan="900"')
    (table,) = read(hwpx_bytes(body), "plan").tables
    assert [cell.text for cell in table.cells] == ["구분", "국비"]
    assert table.column_count == 2


def test_a_nested_table_names_its_parent_and_its_path(hwpx_bytes, hwpx_paragraph, hwpx_table):
    inner = hwpx_table([(0, 0, 1, 1, "국비"), (0, 1, 1, 1, "10")], before="내역")
    body = hwpx_table([(0, 0, 1, 1, "사업"), (0, 1, 1, 1, inner)])
    outer, nested = read(hwpx_bytes(body), "plan").tables
    assert cells(outer) == [(0, 0, 1, 1, "사업"), (0, 1, 1, 1, "내역")]
    assert nested.parent == ParentCell(0, 0, 1)
    assert nested.path == "s0/0[0,1]/1"
    assert nested.cells[1].anchor.path == "s0/0[0,1]/1[0,1]"


def test_only_top_level_tables_have_a_block(hwpx_bytes, hwpx_table):
    inner = hwpx_table([(0, 0, 1, 1, "국비"), (0, 1, 1, 1, "10")])
    document = read(hwpx_bytes(hwpx_table([(0, 0, 1, 1, "사업"), (0, 1, 1, 1, inner)])), "plan")
    assert [block.table for block in document.blocks] == [0]


def test_a_box_of_one_cell_is_a_frame_and_not_a_table(hwpx_bytes, hwpx_paragraph, hwpx_table):
    inner = hwpx_table([(0, 0, 1, 1, "국비"), (0, 1, 1, 1, "10")])
    box = hwpx_table([(0, 0, 1, 1, hwpx_paragraph("Ⅰ. 사업 개요") + inner)])
    document = read(hwpx_bytes(box), "plan")
    assert [(block.kind.value, block.text) for block in document.blocks] == [
        ("heading", "Ⅰ. 사업 개요"),
        ("table", None),
    ]
    assert place(document.blocks[0]) == "s0/0[0,0]/0"
    assert [table.parent for table in document.tables] == [None]


def test_headers_and_footers_are_no_blocks_and_notes_are_footnotes(hwpx_bytes, hwpx_paragraph):
    inner = hwpx_paragraph("머리말")
    header = f"<hp:ctrl><hp:header><hp:subList>{inner}</hp:subList></hp:header></hp:ctrl>"
    note = f"<hp:ctrl><hp:footNote><hp:subList>{hwpx_paragraph('통계청 자료')}</hp:subList></hp:footNote></hp:ctrl>"
    body = hwpx_paragraph("", inside=header) + hwpx_paragraph("본문", inside=note)
    document = read(hwpx_bytes(body), "plan")
    assert [(block.kind, block.text) for block in document.blocks] == [
        (BlockKind.PARAGRAPH, "본문"),
        (BlockKind.FOOTNOTE, "통계청 자료"),
    ]


def test_a_text_box_gives_blocks(hwpx_bytes, hwpx_paragraph):
    box = f"<hp:rect><hp:drawText><hp:subList>{hwpx_paragraph('상자 안')}</hp:subList></hp:drawText></hp:rect>"
    document = read(hwpx_bytes(hwpx_paragraph("본문", inside=box)), "plan")
    assert [block.text for block in document.blocks] == ["본문", "상자 안"]


def test_a_caption_of_the_format_is_the_tables_caption(hwpx_bytes, hwpx_table):
    body = hwpx_table([(0, 0, 1, 1, "국비"), (0, 1, 1, 1, "10")], caption="표 1 재원 (단위: 천원)")
    (table,) = read(hwpx_bytes(body), "plan").tables
    assert (table.caption, table.unit) == ("표 1 재원", "천원")


def test_a_table_whose_first_cell_is_called_like_an_axis_is_still_a_table(hwpx_bytes, hwpx_table):
    body = hwpx_table([(0, 0, 1, 1, "범주"), (0, 1, 1, 1, "목표")])
    assert len(read(hwpx_bytes(body), "plan").tables) == 1


def test_the_values_of_a_chart_are_no_table(hwpx_bytes, hwpx_paragraph):
    def values(kind, value):
        return f'<c:{kind}><c:ptCount val="1"/><c:pt idx="0"><c:v>{value}</c:v></c:pt></c:{kind}>'

    chart = (
        '<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart><c:plotArea>'
        f'<c:pieChart><c:ser><c:idx val="0"/><c:order val="0"/><c:cat>{values("strLit", "국비")}</c:cat>'
        f"<c:val>{values('numLit', '7')}</c:val></c:ser></c:pieChart></c:plotArea></c:chart></c:chartSpace>"
    )
    body = hwpx_paragraph("본문", inside='<hp:chart chartIDRef="Chart/chart1.xml"/>')
    document = read(hwpx_bytes(body, parts={"Chart/chart1.xml": chart}), "plan")
    assert [block.text for block in document.blocks] == ["본문", "국비"]
    assert document.tables == ()


def test_automatic_numbers_are_restored_apart_from_the_text(hwpx_bytes, hwpx_paragraph):
    body = hwpx_paragraph("사업 개요", 1, OUTLINE) + "".join(
        hwpx_paragraph(text, shape)
        for text, shape in (
            ("배경", 2),
            ("첫 항목", 4),
            ("둘째 항목", 5),
            ("목적", 2),
            ("여건", 3),
            ("추진계획", 1),
            ("방향", 2),
            ("본문", 0),
        )
    )
    document = read(hwpx_bytes(body, NUMBERING), "plan")
    assert [(block.number, block.text) for block in document.blocks] == [
        ("Ⅰ.", "사업 개요"),
        ("1.", "배경"),
        ("□", "첫 항목"),
        ("•", "둘째 항목"),
        ("2.", "목적"),
        ("가.", "여건"),
        ("Ⅱ.", "추진계획"),
        ("1.", "방향"),
        (None, "본문"),
    ]
    assert [block.level for block in document.blocks] == [1, 2, None, None, 2, 3, 1, 2, None]


def test_an_outline_that_only_lends_its_looks_gives_no_numbers(hwpx_bytes, hwpx_paragraph):
    body = hwpx_paragraph("Ⅰ. 사업 개요", 1, OUTLINE) + "".join(
        hwpx_paragraph(text, 2) for text in ("□ 배경", "○ 여건", "1. 목적", "&lt; 재원별 총사업비 &gt;")
    )
    assert {block.number for block in read(hwpx_bytes(body, NUMBERING), "plan").blocks} == {None}


def test_the_blank_of_fixed_width_is_a_blank_in_both_formats(hwpx_bytes, hwpx_paragraph):
    body = hwpx_paragraph("합<hp:fwSpace/>계")
    assert [block.text for block in read(hwpx_bytes(body), "plan").blocks] == ["합 계"]


CHANGES = (
    '<hh:trackChanges><hh:trackChange type="Delete" id="1" authorID="1"/>'
    '<hh:trackChange type="Insert" id="2" authorID="1"/></hh:trackChanges>'
)


def changed(ends):
    return (
        '<hp:p paraPrIDRef="0" styleIDRef="0"><hp:run charPrIDRef="0"><hp:t>국비 <hp:deleteBegin Id="1" TcId="1"/>60'
        f'<hp:deleteEnd Id="1" TcId="1"{ends}/><hp:insertBegin Id="2" TcId="2"/>70'
        f'<hp:insertEnd Id="2" TcId="2"{ends}/>억원</hp:t></hp:run></hp:p>'
    )


def test_deleted_text_of_tracked_changes_is_left_out(hwpx_bytes):
    document = read(hwpx_bytes(changed(' paraend="0"'), CHANGES), "plan")
    assert [block.text for block in document.blocks] == ["국비 70억원"]
    assert document.warnings == ()


def test_tracked_changes_that_cannot_be_resolved_are_kept_with_a_warning(hwpx_bytes):
    document = read(hwpx_bytes(changed(""), CHANGES), "plan")
    assert [block.text for block in document.blocks] == ["국비 6070억원"]
    assert [warning.code for warning in document.warnings] == ["changes-unresolved"]


def test_a_section_that_is_no_xml_is_damage(hwpx_bytes):
    with pytest.raises(Damaged):
        read(hwpx_bytes(parts={"Contents/section0.xml": b"\x00\x01 no xml"}), "plan")


def test_nothing_at_all_is_an_empty_file(hwpx_bytes, hwpx_paragraph, hwp_bytes):
    with pytest.raises(Empty):
        read(hwpx_bytes(hwpx_paragraph("")), "plan")
    with pytest.raises(Empty):
        read(hwp_bytes(), "plan")


def test_pictures_alone_are_a_warning(hwpx_bytes, hwpx_paragraph):
    document = read(hwpx_bytes(hwpx_paragraph(""), parts={"BinData/image1.png": b"picture"}), "plan")
    assert [warning.code for warning in document.warnings] == ["text-missing"]


# HWP 5: the same through records.


def shape(kind=0, list_id=0, depth=0):
    return (25, 0, struct.pack("<I26xHH", kind << 23 | depth << 25, list_id, 0) + bytes(20))


def numbering(*patterns, formats=()):
    data = b""
    for index in range(7):
        pattern = patterns[index] if index < len(patterns) else ""
        number_format = formats[index] if index < len(formats) else 0
        data += struct.pack("<IHHIH", number_format << 5, 0, 50, 0xFFFFFFFF, len(pattern)) + pattern.encode("utf-16-le")
    return (23, 0, data + struct.pack("<H7I", 0, *[1] * 7))


def bullet(character):
    return (24, 0, struct.pack("<IHHI", 0, 0, 50, 0xFFFFFFFF) + character.encode("utf-16-le"))


def section_definition(outline):
    return (71, 1, b"dces" + struct.pack("<IHHHIH", 0, 0, 0, 0, 8000, outline) + bytes(16))


@pytest.mark.parametrize("flags", [0, 1], ids=["plain", "compressed"])
def test_paragraphs_of_hwp_are_read(hwp_bytes, hwp_paragraph, flags):
    data = hwp_bytes([*hwp_paragraph("Ⅰ. 사업 개요"), *hwp_paragraph("□ 배경")], [shape()], flags=flags)
    document = read(data, "plan.hwp")
    assert document.file.format is FileFormat.HWP
    assert seen(document) == [("s0/0", "heading", None, "Ⅰ. 사업 개요"), ("s0/1", "paragraph", None, "□ 배경")]


def test_automatic_numbers_of_hwp_are_restored(hwp_bytes, hwp_paragraph):
    info = [
        numbering("^1.", "^2)", formats=(2, 8)),
        numbering("(^1)"),
        bullet("○"),
        shape(),
        shape(1, 0, 0),
        shape(1, 0, 1),
        shape(2, 2, 0),
        shape(3, 1, 0),
    ]
    first = hwp_paragraph("사업 개요", 1)
    section = [first[0], first[1], section_definition(1)]
    for text, number in (("배경", 2), ("목적", 2), ("항목", 3), ("내용", 4), ("추진계획", 1), ("본문", 0)):
        section += hwp_paragraph(text, number)
    document = read(hwp_bytes(section, info), "plan")
    assert [(block.number, block.text) for block in document.blocks] == [
        ("Ⅰ.", "사업 개요"),
        ("가)", "배경"),
        ("나)", "목적"),
        ("(1)", "항목"),
        ("○", "내용"),
        ("Ⅱ.", "추진계획"),
        (None, "본문"),
    ]


def test_tables_of_hwp_keep_their_spans(hwp_bytes, hwp_paragraph):
    section = [*hwp_paragraph("앞"), (66, 0, struct.pack("<IIHBBHHHIH", 9, 1 << 11, 0, 0, 0, 0, 0, 0, 0, 0))]
    section += [
        (67, 1, struct.pack("<H4s8xH", 11, b" lbt", 11) + b"\r\0"),
        (71, 1, b" lbt" + bytes(42)),
        (77, 2, struct.pack("<IHH", 0, 2, 2) + bytes(20)),
    ]
    grid = [(0, 0, 2, 1, "구분"), (0, 1, 1, 1, "2026년"), (1, 1, 1, 1, "7,000")]
    for row, col, height, width, text in grid:
        section.append((72, 2, struct.pack("<HHIHHHH", 1, 0, 0, col, row, width, height) + bytes(30)))
        section += hwp_paragraph(text, level=2)
    document = read(hwp_bytes(section, [shape()]), "plan")
    (table,) = document.tables
    assert cells(table) == grid
    assert [block.kind.value for block in document.blocks] == ["paragraph", "table"]
