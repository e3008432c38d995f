"""HWPX and HWP 5: what Hangul prints is content, what it does not print is none, and what cannot be read is named."""

import struct

import pytest

from extractors.readers import read
from schemas.errors import Encrypted

STRUCK_SHAPES = (
    '<hh:charProperties><hh:charPr id="0" height="1000"/><hh:charPr id="1" height="1000"><hh:strikeout shape="SOLID"/>'
    '</hh:charPr><hh:charPr id="2" height="1000"><hh:strikeout shape="3D"/></hh:charPr></hh:charProperties>'
)
IN_LINE = '<hp:pos treatAsChar="1"/>'


def t(text):
    return f"<hp:t>{text}</hp:t>"


def run(inside, look=0):
    return f'<hp:run charPrIDRef="{look}">{inside}</hp:run>'


def p(*runs):
    inside = "".join(each if each.startswith("<hp:run") else run(each) for each in runs)
    return f'<hp:p paraPrIDRef="0" styleIDRef="0">{inside}</hp:p>'


def listed(*paragraphs):
    return f"<hp:subList>{''.join(paragraphs)}</hp:subList>"


def ctrl(inside):
    return f"<hp:ctrl>{inside}</hp:ctrl>"


def rect(*paragraphs, position="", caption=""):
    return f"<hp:rect>{position}{caption}<hp:drawText>{listed(*paragraphs)}</hp:drawText></hp:rect>"


def caption(text, side="BOTTOM"):
    return f'<hp:caption side="{side}">{listed(p(t(text)))}</hp:caption>'


def click_here(prompt, shown):
    begin = (
        f'<hp:fieldBegin type="CLICK_HERE"><hp:stringParam name="Direction">{prompt}</hp:stringParam></hp:fieldBegin>'
    )
    return ctrl(begin) + t(shown) + ctrl("<hp:fieldEnd/>")


def tbl(*rows, position=""):
    lines = ""
    for row, cells in enumerate(rows):
        lines += "<hp:tr>"
        for col, cell in enumerate(cells):
            inner = cell if cell.startswith("<hp:p") else p(t(cell))
            place = f'<hp:cellAddr colAddr="{col}" rowAddr="{row}"/><hp:cellSpan colSpan="1" rowSpan="1"/>'
            lines += f"<hp:tc>{listed(inner)}{place}</hp:tc>"
        lines += "</hp:tr>"
    return f'<hp:tbl rowCnt="{len(rows)}" colCnt="{len(rows[0])}">{position}{lines}</hp:tbl>'


def auto_number(kind, style="DIGIT"):
    return ctrl(f'<hp:autoNum num="3" numType="{kind}"><hp:autoNumFormat type="{style}" suffixChar=""/></hp:autoNum>')


def texts(document):
    return [block.text for block in document.blocks]


def said(document):
    return [(warning.code, warning.path) for warning in document.warnings]


SHOWN = {
    "box beside the line": (p(t("총 13,"), rect(p(t("참고"))), t("579백만원")), ["총 13,579백만원", "참고"]),
    "box in the line": (p(t("총 "), rect(p(t("7,000")), position=IN_LINE), t(" 백만원")), ["총 7,000 백만원"]),
    "value in a table of one cell": (p(t("총 "), tbl(["7,000"], position=IN_LINE), t(" 원")), ["총 7,000 원"]),
    "caption of a shape": (
        p(rect(p(t("상자")), caption=caption("<그림 1>".replace("<", "&lt;")))),
        ["상자", "<그림 1>"],
    ),
    "caption above": (p(rect(p(t("상자")), caption=caption("제목", "TOP"))), ["제목", "상자"]),
    "caption of a picture": (p(f"<hp:pic>{caption('사진')}</hp:pic>"), ["사진"]),
    "number of a caption": (p(t("표 "), auto_number("TABLE"), t(" 예산")), ["표 3 예산"]),
    "number of a page": (p(t("쪽 "), auto_number("PAGE")), ["쪽"]),
    "text art": (p('<hp:textart text="사업계획서"/>'), ["사업계획서"]),
    "shapes in a group": (p(f"<hp:container>{rect(p(t('가')))}{rect(p(t('나')))}</hp:container>"), ["가", "나"]),
    "prompt of an unfilled field": (p(t("금액 "), click_here("금액을 적으세요", "금액을 적으세요")), ["금액"]),
    "field that is filled in": (p(t("금액 "), click_here("금액을 적으세요", "7,000")), ["금액 7,000"]),
    "memo": (
        p(ctrl(f'<hp:fieldBegin type="MEMO">{listed(p(t("메모")))}</hp:fieldBegin>'), t("값"), ctrl("<hp:fieldEnd/>")),
        ["값"],
    ),
    "hidden comment": (p(t("값"), ctrl(f"<hp:hiddenComment>{listed(p(t('설명')))}</hp:hiddenComment>")), ["값"]),
    "bookmark": (p(ctrl('<hp:bookmark name="여기"/>'), t("값")), ["값"]),
    "checked box": (p('<hp:checkBtn caption="해당" value="CHECKED"/>'), ["☒해당"]),
    "unchecked box": (p('<hp:radioBtn caption="해당" value="UNCHECKED"/>'), ["☐해당"]),
    "choice": (p('<hp:comboBox><hp:listItem value="교육"/><hp:listItem value="실증"/></hp:comboBox>'), ["교육"]),
    "text of a form": (p("<hp:edit><hp:text>홍길동</hp:text></hp:edit>"), ["홍길동"]),
    "letters set over each other": (p('<hp:compose composeText="인"/>'), ["인"]),
    "reading above": (
        p("<hp:dutmal><hp:mainText>본문</hp:mainText><hp:subText>덧말</hp:subText></hp:dutmal>"),
        ["본문(덧말)"],
    ),
    "equation in the line": (
        p(t("비율 "), f"<hp:equation>{IN_LINE}<hp:script>7 over 10</hp:script></hp:equation>"),
        ["비율 \\frac{7}{10}"],
    ),
    "tabs and breaks within words": (
        p("<hp:t>가<hp:tab/>나<hp:lineBreak/>다<hp:fwSpace/>라</hp:t>"),
        ["가\t나\n다 라"],
    ),
    "footnote": (p(t("값"), ctrl(f"<hp:footNote>{listed(p(t('각주')))}</hp:footNote>")), ["값", "각주"]),
    "header": (p(t("값"), ctrl(f"<hp:header>{listed(p(t('머리말')))}</hp:header>")), ["값"]),
    "branch for Hangul": (
        p(
            '<hp:switch><hp:case hp:required-namespace="http://www.hancom.co.kr/hwpml/2016/paragraph"><hp:t>새</hp:t>'
            "</hp:case><hp:default><hp:t>옛</hp:t></hp:default></hp:switch>"
        ),
        ["새"],
    ),
    "unknown branch": (
        p(
            '<hp:switch><hp:case hp:required-namespace="x"><hp:t>새</hp:t></hp:case>'
            "<hp:default><hp:t>옛</hp:t></hp:default></hp:switch>"
        ),
        ["옛"],
    ),
}


@pytest.mark.parametrize("name", SHOWN)
def test_what_hangul_prints_is_what_is_read(name, hwpx_bytes):
    body, expected = SHOWN[name]
    document = read(hwpx_bytes(body), "plan")
    assert texts(document) == expected
    assert document.warnings == ()


UNREAD = {
    "object of another program": "<hp:ole/>",
    "chart whose part is gone": '<hp:chart chartIDRef="Chart/chart1.xml"/>',
    "film": "<hp:video/>",
}


@pytest.mark.parametrize("name", UNREAD)
def test_what_cannot_be_read_is_named_with_its_place(name, hwpx_bytes):
    document = read(hwpx_bytes(p(t("앞")) + p(UNREAD[name])), "plan")
    assert texts(document) == ["앞"]
    assert said(document) == [("part-unread", "s0/1")]


def test_struck_text_is_kept_apart_but_for_shapes_that_draw_no_line(hwpx_bytes):
    body = p(run(t("9,"), 1), run(t("000"), 1), run(t("7,000"), 0), run(t(" 원"), 2)) + p(run(t("지움"), 1))
    document = read(hwpx_bytes(body, STRUCK_SHAPES), "plan")
    assert texts(document) == ["7,000 원"]
    assert [(anchor.text, anchor.path) for anchor in document.struck] == [("9,000", "s0/0"), ("지움", "s0/1")]


def test_a_table_parts_its_line_only_if_it_stands_in_it(hwpx_bytes):
    table = [["가", "나"], ["다", "라"]]
    standing = read(hwpx_bytes(p(t("앞"), tbl(*table, position=IN_LINE), t("뒤"))), "plan")
    assert [block.text for block in standing.blocks] == ["앞", None, "뒤"]
    floating = read(hwpx_bytes(p(t("총 13,"), tbl(*table), t("579"))), "plan")
    assert [block.text for block in floating.blocks] == ["총 13,579", None]


def test_tables_outside_of_paragraphs_and_in_headers_are_read(hwpx_bytes):
    table = tbl(["가", "나"], ["다", "라"])
    body = p(t("앞")) + table + p(ctrl(f"<hp:header>{listed(p(table))}</hp:header>")) + p(t("끝"))
    document = read(hwpx_bytes(body), "plan")
    assert len(document.tables) == 2
    assert [block.text for block in document.blocks] == ["앞", None, None, "끝"]


def test_a_boxed_value_belongs_to_its_cell_and_a_boxed_note_does_not(hwpx_bytes):
    boxes = p(tbl(["2026-04-01"])) + p(t("부터"))
    document = read(hwpx_bytes(p(tbl(["기간", boxes], ["요령", p(tbl(["※ 기간을 적을 것"]))]))), "plan")
    assert [cell.text for cell in document.tables[0].cells] == ["기간", "2026-04-01\n부터", "요령", ""]
    assert [cell.text for cell in document.tables[1].cells] == ["※ 기간을 적을 것"]


def test_cells_that_claim_one_place_tile_their_grid_and_lose_nothing(hwpx_bytes):
    overlapping = tbl(["가", "나"], ["다", "라"]).replace('colSpan="1" rowSpan="1"', 'colSpan="2" rowSpan="2"', 1)
    doubled = overlapping.replace('colAddr="1" rowAddr="1"', 'colAddr="0" rowAddr="0"')
    for table in (overlapping, doubled):
        (read_table,) = read(hwpx_bytes(p(table)), "plan").tables
        places = [
            (cell.row + down, cell.col + right)
            for cell in read_table.cells
            for down in range(cell.row_span)
            for right in range(cell.col_span)
        ]
        assert sorted(places) == [(row, col) for row in range(2) for col in range(2)]
        assert set("".join(cell.text for cell in read_table.cells).replace("\n", "")) == set("가나다라")


def manifest(items, spine):
    lines = "".join(f'<opf:item id="{name}" href="{path}"/>' for name, path in items.items())
    order = "".join(f'<opf:itemref idref="{name}"/>' for name in spine)
    return (
        f'<opf:package xmlns:opf="http://www.idpf.org/2007/opf/"><opf:manifest>{lines}</opf:manifest>'
        f"<opf:spine>{order}</opf:spine></opf:package>"
    )


def section(text):
    return (
        '<hs:sec xmlns:hs="http://www.hancom.co.kr/hwpml/2011/section"'
        f' xmlns:hp="http://www.hancom.co.kr/hwpml/2011/paragraph">{p(t(text))}</hs:sec>'
    )


@pytest.mark.parametrize("mimetype", ["application/hwp+zip", ""])
def test_sections_come_by_the_spine_whatever_their_names(mimetype, hwpx_bytes):
    parts = {
        "Contents/content.hpf": manifest({"a": "Contents/본문.xml", "b": "Contents/section0.xml"}, ["a", "b"]),
        "Contents/section0.xml": section("둘째"),
        "Contents/본문.xml": section("첫째"),
    }
    assert texts(read(hwpx_bytes(parts=parts, mimetype=mimetype), "plan")) == ["첫째", "둘째"]


def test_a_package_with_a_password_is_encrypted(hwpx_bytes):
    parts = {
        "META-INF/manifest.xml": "<odf:manifest xmlns:odf='o'><odf:encryption-data/></odf:manifest>",
        "Contents/section0.xml": b"\x9a\x00noise",
    }
    with pytest.raises(Encrypted):
        read(hwpx_bytes(parts=parts), "plan")


# HWP 5: the same through records.


def char_shape(*, struck=0, shape=0):
    return (21, 0, bytes(42) + struct.pack("<iI", 1000, struck << 18 | shape << 26) + bytes(22))


def units(text):
    return text.encode("utf-16-le")


def control_mark(code, kind):
    """A control in the text of a paragraph: eight units, with its kind."""
    return struct.pack("<H", code) + kind + bytes(8) + struct.pack("<H", code)


def paragraph(text, *children, looks=(), level=0):
    header = struct.pack("<IIHBBHHHIH", len(text) // 2 + 1, 0, 0, 0, 0, 0, 0, 0, 0, 0)
    records = [(66, level, header), (67, level + 1, text + b"\r\0")]
    if looks:
        records.append((68, level + 1, b"".join(struct.pack("<II", at, look) for at, look in looks)))
    return [*records, *children]


def drawing(*inner, in_line=False):
    return [(71, 1, b" osg" + struct.pack("<I", int(in_line)) + bytes(40)), (76, 2, bytes(40)), *inner]


def boxed(text):
    return [(72, 3, struct.pack("<HHI", 1, 0, 0)), *paragraph(units(text), level=3)]


def field(kind, command):
    return (71, 1, kind + bytes(4) + b"\0" + struct.pack("<H", len(command)) + units(command) + bytes(4))


PROMPT = "Clickhere:set:29:Direction:wstring:6:금액을 적음 "
ART = bytes(32) + struct.pack("<H", 5) + units("사업계획서")
HWP = {
    "struck": (paragraph(units("9,0007,000"), looks=[(0, 1), (5, 0)]), ["7,000"], ["9,000"]),
    "struck by a line that is not drawn": (paragraph(units("7,000"), looks=[(0, 2)]), ["7,000"], []),
    "box beside the line": (
        paragraph(units("총 13,") + control_mark(11, b" osg") + units("579"), *drawing(*boxed("참고"))),
        ["총 13,579", "참고"],
        [],
    ),
    "box in the line": (
        paragraph(units("총 ") + control_mark(11, b" osg") + units(" 원"), *drawing(*boxed("7,000"), in_line=True)),
        ["총 7,000 원"],
        [],
    ),
    "text art": (paragraph(control_mark(11, b" osg"), *drawing((90, 3, ART))), ["사업계획서"], []),
    "memo": (
        paragraph(control_mark(3, b"em%%") + units("값") + control_mark(4, b"em%%"), field(b"em%%", "x")),
        ["값"],
        [],
    ),
    "prompt of an unfilled field": (
        paragraph(
            units("금액 ") + control_mark(3, b"klc%") + units("금액을 적음") + control_mark(4, b"klc%"),
            field(b"klc%", PROMPT),
        ),
        ["금액"],
        [],
    ),
    "field that is filled in": (
        paragraph(
            units("금액 ") + control_mark(3, b"klc%") + units("7,000") + control_mark(4, b"klc%"),
            field(b"klc%", PROMPT),
        ),
        ["금액 7,000"],
        [],
    ),
    "number of a caption": (
        paragraph(
            units("표 ") + control_mark(18, b"onta") + units(" 예산"),
            (71, 1, b"onta" + struct.pack("<IHHHH", 4, 3, 0, 0, 0)),
        ),
        ["표 3 예산"],
        [],
    ),
}


@pytest.mark.parametrize("name", HWP)
def test_records_give_what_hangul_prints(name, hwp_bytes):
    records, expected, struck = HWP[name]
    info = [char_shape(), char_shape(struck=1), char_shape(struck=1, shape=15)]
    document = read(hwp_bytes(records, info), "plan")
    assert texts(document) == expected
    assert [anchor.text for anchor in document.struck] == struck
    assert document.warnings == ()


def test_an_object_of_another_program_in_records_is_named(hwp_bytes):
    ole = drawing((84, 3, bytes(12) + struct.pack("<H", 1) + bytes(10)))
    document = read(hwp_bytes(paragraph(units("앞") + control_mark(11, b" osg"), *ole)), "plan")
    assert texts(document) == ["앞"]
    assert said(document) == [("part-unread", "s0/1")]
