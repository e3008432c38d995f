"""DOCX gives the final text in order, tables with spans and parents, and numbers apart from the text."""

import io
import zipfile

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from extractors.readers import read
from schemas import ParentCell
from schemas.errors import Empty

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


@pytest.fixture
def blocks_of(docx_bytes):
    """The blocks that the body XML gives."""

    def body(xml, parts=None):
        def fill(document):
            for element in parse_xml(f"<w:body {nsdecls('w')} {MORE}>{xml}</w:body>"):
                document.element.body.insert(-1, element)

        return read(docx_bytes(fill, parts), "plan.docx")

    return body


MORE = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)


def p(text, properties=""):
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def tc(text, properties=""):
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{text if text.startswith('<') else p(text)}</w:tc>"


def tbl(*rows, widths=(1000, 1000), row_properties=""):
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    lines = "".join(f"<w:tr><w:trPr>{row_properties}</w:trPr>{''.join(row)}</w:tr>" for row in rows)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{lines}</w:tbl>"


def texts(document):
    return [block.text for block in document.blocks if block.text is not None]


def cells(table):
    return [(cell.row, cell.col, cell.row_span, cell.col_span, cell.text) for cell in table.cells]


def test_paragraphs_and_tables_come_in_order_with_their_places(blocks_of):
    document = blocks_of(p("앞") + tbl([tc("국비"), tc("7,000")]) + p("") + p("뒤"))
    assert [(block.kind.value, block.anchor and block.anchor.path) for block in document.blocks] == [
        ("paragraph", "s0/0"),
        ("table", "s0/1"),
        ("paragraph", "s0/3"),
    ]
    assert [cell.anchor.path for cell in document.tables[0].cells] == ["s0/1[0,0]", "s0/1[0,1]"]
    assert document.file.pages is None


def test_sections_count_on(blocks_of):
    document = blocks_of(p("앞", "<w:sectPr/>") + p("뒤"))
    assert [block.anchor and block.anchor.path for block in document.blocks] == ["s0/0", "s1/0"]


def test_merged_cells_are_listed_once_with_their_spans(blocks_of):
    restart, go_on, wide = '<w:vMerge w:val="restart"/>', "<w:vMerge/>", '<w:gridSpan w:val="2"/>'
    (table,) = blocks_of(
        tbl(
            [tc("구분", restart), tc("2026년", wide)],
            [tc("", go_on), tc("국비"), tc("지방비")],
            [tc("합계", wide + restart), tc("1")],
            [tc("", wide + go_on), tc("2")],
            widths=(1, 2, 3),
        )
    ).tables
    assert cells(table) == [
        (0, 0, 2, 1, "구분"),
        (0, 1, 1, 2, "2026년"),
        (1, 1, 1, 1, "국비"),
        (1, 2, 1, 1, "지방비"),
        (2, 0, 2, 2, "합계"),
        (2, 2, 1, 1, "1"),
        (3, 2, 1, 1, "2"),
    ]


def test_spans_of_old_versions_and_indented_rows_are_resolved(blocks_of):
    (table,) = blocks_of(
        tbl([tc("총사업비", '<w:hMerge w:val="restart"/>'), tc("", "<w:hMerge/>"), tc("국비")], widths=(1, 2, 3))
    ).tables
    assert cells(table) == [(0, 0, 1, 2, "총사업비"), (0, 2, 1, 1, "국비")]
    (table,) = blocks_of(tbl([tc("국비"), tc("1")], row_properties='<w:gridBefore w:val="1"/>')).tables
    assert cells(table) == [(0, 1, 1, 1, "국비"), (0, 2, 1, 1, "1")]


def test_a_span_beyond_reason_is_cut(blocks_of):
    (table,) = blocks_of(tbl([tc("국비", '<w:gridSpan w:val="99999999"/>'), tc("1")])).tables
    assert table.column_count < 1000


def test_a_nested_table_names_its_parent_and_its_path(blocks_of):
    inner = tbl([tc("국비"), tc("10")])
    document = blocks_of(tbl([tc("사업"), tc(p("내역") + inner + p(""))]))
    outer, nested = document.tables
    assert cells(outer) == [(0, 0, 1, 1, "사업"), (0, 1, 1, 1, "내역")]
    assert (nested.parent, nested.path) == (ParentCell(0, 0, 1), "s0/0[0,1]/1")
    assert [block.table for block in document.blocks] == [0]


def test_a_box_of_one_cell_is_a_frame_and_not_a_table(blocks_of):
    document = blocks_of(tbl([tc(p("1. 사업 개요") + tbl([tc("국비"), tc("10")]))], widths=(2000,)))
    assert [(block.kind.value, block.text) for block in document.blocks] == [
        ("heading", "1. 사업 개요"),
        ("table", None),
    ]
    assert [table.parent for table in document.tables] == [None]


def test_a_table_that_a_converter_split_is_one_table(blocks_of):
    head, first, second = [tc("비목"), tc("금액")], [tc("인건비"), tc("1")], [tc("재료비"), tc("2")]
    (table,) = blocks_of(tbl(head, first) + tbl(head, second)).tables
    assert [cell.text for cell in table.cells] == ["비목", "금액", "인건비", "1", "재료비", "2"]


def test_tables_of_another_grid_or_with_text_between_stay_apart(blocks_of):
    one, other = tbl([tc("국비"), tc("1")]), tbl([tc("국비"), tc("1")], widths=(500, 1500))
    assert len(blocks_of(one + other).tables) == 2
    assert len(blocks_of(one + p("사이") + one).tables) == 2


def test_tracked_changes_give_the_final_text(blocks_of):
    document = blocks_of(
        "<w:p><w:r><w:t>국비 </w:t></w:r><w:del><w:r><w:delText>60</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>70</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>옮긴 글</w:t></w:r></w:moveFrom>"
        "<w:moveTo><w:r><w:t>억</w:t></w:r></w:moveTo><w:r><w:t>원</w:t></w:r></w:p>"
        + tbl([tc("남은 행"), tc("1")])
        + p("끝")
    )
    assert texts(document) == ["국비 70억원", "끝"]


def test_a_deleted_row_is_left_out(blocks_of):
    rows = [tc("남은 행"), tc("1")], [tc("지운 행"), tc("2")]
    kept, deleted = (tbl(row, row_properties=change) for row, change in zip(rows, ("", "<w:del/>"), strict=True))
    assert [cell.text for cell in blocks_of(kept + deleted).tables[0].cells] == ["남은 행", "1"]


def test_hidden_text_fields_and_prompts_are_left_out(blocks_of):
    document = blocks_of(
        "<w:p><w:r><w:t>쪽 </w:t></w:r><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>3</w:t></w:r>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>숨은 글</w:t></w:r>"
        '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>끝</w:t></w:r>'
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>입력하십시오</w:t></w:r></w:sdtContent></w:sdt>"
        "</w:p>"
    )
    assert texts(document) == ["쪽 3끝"]


def test_content_controls_hold_content(blocks_of):
    document = blocks_of(
        f"<w:sdt><w:sdtPr/><w:sdtContent>{p('안의 글')}{tbl([tc('국비'), tc('1')])}</w:sdtContent></w:sdt>"
    )
    assert texts(document) == ["안의 글"]
    assert len(document.tables) == 1


def test_a_text_box_is_read_once_though_it_is_written_twice(blocks_of):
    box = f"<w:txbxContent>{p('상자 안')}{tbl([tc('국비'), tc('1')])}</w:txbxContent>"
    document = blocks_of(
        "<w:p><w:r><w:t>본문</w:t></w:r><w:r><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert texts(document) == ["본문", "상자 안"]
    assert len(document.tables) == 1


def test_line_breaks_and_tabs_are_kept(blocks_of):
    document = blocks_of(tbl([tc("<w:p><w:r><w:t>215백만원</w:t><w:br/><w:t>100%</w:t></w:r></w:p>"), tc("1")]))
    assert document.tables[0].cells[0].text == "215백만원\n100%"


def test_headers_and_footers_are_no_blocks(docx_bytes):
    def fill(document):
        document.sections[0].header.paragraphs[0].text = "머리말"
        document.sections[0].footer.paragraphs[0].text = "- 1 -"
        document.add_paragraph("본문")

    assert texts(read(docx_bytes(fill), "plan")) == ["본문"]


def test_a_footnote_follows_its_paragraph(docx_bytes):
    reference = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    notes = (
        f'<w:footnotes {W}><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
        f'<w:footnote w:id="2">{p("통계청 자료")}</w:footnote></w:footnotes>'
    )
    relations = _part(docx_bytes(), "word/_rels/document.xml.rels").replace(
        "</Relationships>",
        '<Relationship Id="rId90" Target="footnotes.xml" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships/footnotes"/></Relationships>',
    )
    types = _part(docx_bytes(), "[Content_Types].xml").replace(
        "</Types>",
        '<Override PartName="/word/footnotes.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        'wordprocessingml.footnotes+xml"/></Types>',
    )
    parts = {"word/footnotes.xml": notes, "word/_rels/document.xml.rels": relations, "[Content_Types].xml": types}
    document = read(_replace(docx_bytes, f"<w:p><w:r><w:t>본문</w:t></w:r>{reference}</w:p>", parts), "plan")
    assert [(block.kind.value, block.text) for block in document.blocks] == [
        ("paragraph", "본문"),
        ("footnote", "통계청 자료"),
    ]


def _part(package, name):
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return archive.read(name).decode()


def _replace(docx_bytes, body, parts):
    document = f'<?xml version="1.0"?><w:document {W}><w:body>{body}<w:sectPr/></w:body></w:document>'
    return docx_bytes(parts={"word/document.xml": document} | parts)


def level(depth, number_format, pattern):
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{number_format}"/>'
        f'<w:lvlText w:val="{pattern}"/></w:lvl>'
    )


NUMBERING = (
    f'<w:numbering {W}><w:abstractNum w:abstractNumId="5">{level(0, "upperRoman", "%1.")}'
    f"{level(1, 'decimal', '%1-%2.')}{level(2, 'ganada', '%3)')}</w:abstractNum>"
    f'<w:abstractNum w:abstractNumId="6">{level(0, "bullet", "&#xF0A7;")}</w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="5"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="6"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="5"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="4"/></w:lvlOverride></w:num></w:numbering>'
)


def item(text, depth=0, list_id=1):
    return p(text, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{list_id}"/></w:numPr>')


def test_automatic_numbers_are_restored_apart_from_the_text(docx_bytes):
    body = "".join(
        (
            item("사업 개요"),
            item("배경", 1),
            item("여건", 2),
            item("목적", 1),
            item("내용", list_id=2),
            item("추진계획"),
            item("방향", 1),
            item("새 목록", list_id=3),
            item("번호 없음", list_id=0),
        )
    )
    document = read(_replace(docx_bytes, body, {"word/numbering.xml": NUMBERING}), "plan")
    assert [(block.number, block.text) for block in document.blocks] == [
        ("Ⅰ.", "사업 개요"),
        ("Ⅰ-1.", "배경"),
        ("가)", "여건"),
        ("Ⅰ-2.", "목적"),
        ("•", "내용"),
        ("Ⅱ.", "추진계획"),
        ("Ⅱ-1.", "방향"),
        ("Ⅳ.", "새 목록"),
        (None, "번호 없음"),
    ]


def test_rows_numbered_automatically_show_their_numbers(docx_bytes):
    rows = [[tc(item("").replace("<w:r><w:t></w:t></w:r>", "")), tc(name)] for name in ("예시기업", "예시대학")]
    document = read(_replace(docx_bytes, tbl(*rows), {"word/numbering.xml": NUMBERING}), "plan")
    assert [cell.text for cell in document.tables[0].cells] == ["Ⅰ.", "예시기업", "Ⅱ.", "예시대학"]


def test_heading_styles_give_levels(docx_bytes):
    def fill(document):
        document.add_heading("사업 개요", 1)
        document.add_heading("배경", 2)
        document.add_paragraph("본문")

    document = read(docx_bytes(fill), "plan")
    assert [(block.kind.value, block.level) for block in document.blocks] == [
        ("heading", 1),
        ("heading", 2),
        ("paragraph", None),
    ]


def test_nothing_at_all_is_an_empty_file_and_pictures_alone_a_warning(docx_bytes):
    with pytest.raises(Empty):
        read(docx_bytes(), "plan")
    document = read(docx_bytes(parts={"word/media/image1.png": b"picture"}), "plan")
    assert [warning.code for warning in document.warnings] == ["text-missing"]
