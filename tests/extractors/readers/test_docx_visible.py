"""DOCX: what Word prints is content, what it does not print is none, and what cannot be read is named."""

import pytest

from extractors.readers import read
from extractors.readers.docx.symbols import UNKNOWN, in_font, symbol

NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "w16": "http://schemas.microsoft.com/office/word/2018/wordml",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
    }.items()
)
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@pytest.fixture
def read_body(docx_bytes):
    """Reads a body; `related` maps ids to (kind, part, XML)."""

    def body(xml, related=None, styles=""):
        links = {"rIdS": ("styles", "styles.xml", f"<w:styles {NAMESPACES}>{styles}</w:styles>")} | (related or {})
        lines = "".join(
            f'<Relationship Id="{name}" Type="{RELATIONSHIPS}/{kind}" Target="{target}"/>'
            for name, (kind, target, _) in links.items()
        )
        parts = {f"word/{target}": content for _, target, content in links.values()}
        parts |= {
            "word/document.xml": f"<w:document {NAMESPACES}><w:body>{xml}</w:body></w:document>",
            "word/_rels/document.xml.rels": "<Relationships"
            f' xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{lines}</Relationships>',
        }
        return read(docx_bytes(parts=parts), "plan.docx")

    return body


def r(text, properties=""):
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(*runs, properties=""):
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def tbl(*rows):
    lines = "".join(f"<w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in row)}</w:tr>" for row in rows)
    return f"<w:tbl><w:tblGrid/>{lines}</w:tbl>"


def sym(font, char):
    return f'<w:r><w:sym w:font="{font}" w:char="{char}"/></w:r>'


def field(kind, inside=""):
    return f'<w:r><w:fldChar w:fldCharType="{kind}">{inside}</w:fldChar></w:r>'


def code(text):
    return f"<w:r><w:instrText>{text}</w:instrText></w:r>"


def control(properties, inside):
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>"


def alternatives(*branches):
    return f"<mc:AlternateContent>{''.join(branches)}</mc:AlternateContent>"


def box(inside, *, in_line=False):
    drawing = f"<wps:wsp><wps:txbx><w:txbxContent>{inside}</w:txbxContent></wps:txbx></wps:wsp>"
    kind = "inline" if in_line else "anchor"
    return f"<w:r><w:drawing><wp:{kind}>{drawing}</wp:{kind}></w:drawing></w:r>"


def fraction(above, below):
    parts = f"<m:num><m:r><m:t>{above}</m:t></m:r></m:num><m:den><m:r><m:t>{below}</m:t></m:r></m:den>"
    return f"<m:oMath><m:f>{parts}</m:f></m:oMath>"


def texts(document):
    return [block.text for block in document.blocks]


def said(document):
    return [(warning.code, warning.path) for warning in document.warnings]


HIDING = '<w:style w:type="character" w:styleId="h"><w:rPr><w:vanish/></w:rPr></w:style>'
STYLES = (
    HIDING
    + '<w:style w:type="character" w:styleId="h2"><w:basedOn w:val="h"/></w:style>'
    + '<w:style w:type="paragraph" w:styleId="hp"><w:rPr><w:vanish/></w:rPr></w:style>'
    + '<w:style w:type="paragraph" w:styleId="sp"><w:rPr><w:strike/></w:rPr></w:style>'
    + '<w:style w:type="character" w:styleId="af1"><w:name w:val="Placeholder Text"/></w:style>'
)
FLAG = "<w:showingPlcHdr/>"
CHECK_BOX = "<w:ffData><w:checkBox>{}</w:checkBox></w:ffData>"
CHOICE = '<w:ffData><w:ddList>{}<w:listEntry w:val="실증"/><w:listEntry w:val="교육"/></w:ddList></w:ffData>'

SHOWN = {
    "hidden run": (p(r("가"), r("숨김", "<w:vanish/>"), r("나")), ["가나"]),
    "hidden by its style": (p(r("숨김", '<w:rStyle w:val="h"/>'), r("나")), ["나"]),
    "hidden by what its style is based on": (p(r("숨김", '<w:rStyle w:val="h2"/>'), r("나")), ["나"]),
    "hidden by its paragraph's style": (p(r("숨김"), properties='<w:pStyle w:val="hp"/>') + p(r("나")), ["나"]),
    "two styles that hide toggle": (
        p(r("보임", '<w:rStyle w:val="h"/>'), properties='<w:pStyle w:val="hp"/>'),
        ["보임"],
    ),
    "shown against its style": (p(r("보임", '<w:rStyle w:val="h"/><w:vanish w:val="0"/>')), ["보임"]),
    "hidden paragraph mark": (
        p(r("총 7,"), properties="<w:rPr><w:vanish/></w:rPr>") + p(r("000원")) + p(r("끝")),
        ["총 7,000원", "끝"],
    ),
    "deleted paragraph marks": (
        p(r("총 "), properties="<w:rPr><w:del/></w:rPr>")
        + p(r("7,"), properties="<w:rPr><w:del/></w:rPr>")
        + p(r("000원"))
        + p(r("끝")),
        ["총 7,000원", "끝"],
    ),
    "field in a field's instruction": (
        p(
            field("begin"),
            code(" = "),
            field("begin"),
            code("REF a"),
            field("separate"),
            r("7,000"),
            field("end"),
            code(" + 1 "),
            field("separate"),
            r("10,000"),
            field("end"),
        ),
        ["10,000"],
    ),
    "field over two paragraphs": (
        p(field("begin"), code("IF"), r("버림")) + p(r("버림"), field("separate"), r("결과"), field("end")),
        ["결과"],
    ),
    "field that never ends": (p(field("begin"), code("PAGE"), r("7,000")), ["7,000"]),
    "checked box of old forms": (
        p(r("해당 "), field("begin", CHECK_BOX.format("<w:checked/>")), field("end")),
        ["해당 ☒"],
    ),
    "box that is checked by default": (
        p(r("해당 "), field("begin", CHECK_BOX.format('<w:default w:val="1"/>')), field("end")),
        ["해당 ☒"],
    ),
    "unchecked box": (
        p(r("해당 "), field("begin", CHECK_BOX.format('<w:default w:val="1"/><w:checked w:val="0"/>')), field("end")),
        ["해당 ☐"],
    ),
    "choice": (p(r("분야: "), field("begin", CHOICE.format('<w:result w:val="1"/>')), field("end")), ["분야: 교육"]),
    "choice by default": (p(r("분야: "), field("begin", CHOICE.format("")), field("end")), ["분야: 실증"]),
    "choice beyond the list": (
        p(r("분야: "), field("begin", CHOICE.format('<w:result w:val="9"/>')), field("end")),
        ["분야:"],
    ),
    "prompt by its style": (p(r("금액 "), control(FLAG, r("금액 기입", '<w:rStyle w:val="af1"/>'))), ["금액"]),
    "prompt by its style without a flag": (
        p(r("금액 "), control("", r("금액 기입", '<w:rStyle w:val="af1"/>'))),
        ["금액"],
    ),
    "prompt by its words": (p(r("금액 "), control(FLAG, r("금액을 입력하세요."))), ["금액"]),
    "value under a flag that was left": (p(r("금액 "), control(FLAG, r("7,000"))), ["금액 7,000"]),
    "block under a flag that was left": (control(FLAG, p(r("가나다"))), ["가나다"]),
    "minus of the Symbol font": (p(sym("Symbol", "F02D"), r("1,234")), ["−1,234"]),
    "signs of Wingdings": (p(sym("Wingdings", "F0FE"), sym("Wingdings 2", "F052"), r("해당")), ["☑☑해당"]),
    "text in a symbol font": (p(r("\uf0b3", '<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>'), r("95%")), ["≥95%"]),
    "fraction": (p(r("비율은 "), fraction(7, 10), r("이다")), ["비율은 7/10이다"]),
    "fraction of words": (p(fraction("국비 합계", "총사업비")), ["(국비 합계)/(총사업비)"]),
    "known branch": (
        p(alternatives(f'<mc:Choice Requires="wps">{r("새")}</mc:Choice>', f"<mc:Fallback>{r('옛')}</mc:Fallback>")),
        ["새"],
    ),
    "unknown branch": (
        p(alternatives(f'<mc:Choice Requires="w16">{r("새")}</mc:Choice>', f"<mc:Fallback>{r('옛')}</mc:Fallback>")),
        ["옛"],
    ),
    "unknown branch alone": (p(alternatives(f'<mc:Choice Requires="w16">{r("새")}</mc:Choice>')), ["새"]),
    "box in the line": (p(r("총 "), box(p(r("7,000")), in_line=True), r(" 백만원")), ["총 7,000 백만원"]),
    "box beside the line": (p(r("총 13,"), box(p(r("참고"))), r("579백만원")), ["총 13,579백만원", "참고"]),
    "text art": (p('<w:r><w:pict><v:shape><v:textpath string="사업계획서"/></v:shape></w:pict></w:r>'), ["사업계획서"]),
}


@pytest.mark.parametrize("name", SHOWN)
def test_what_word_prints_is_what_is_read(name, read_body):
    xml, expected = SHOWN[name]
    document = read_body(xml, styles=STYLES)
    assert texts(document) == expected
    assert document.warnings == ()


STRUCK = {
    "strike": (p(r("총 "), r("9,000", "<w:strike/>"), r("7,000")), "총 7,000", ["9,000"]),
    "double strike": (p(r("9,000", "<w:dstrike/>"), r("7,000")), "7,000", ["9,000"]),
    "over two runs": (p(r("9,", "<w:strike/>"), r("000", "<w:dstrike/>"), r("7,000")), "7,000", ["9,000"]),
    "two places": (p(r("9", "<w:strike/>"), r("7"), r("8", "<w:strike/>")), "7", ["9", "8"]),
    "by style": (p(r("9,000"), properties='<w:pStyle w:val="sp"/>') + p(r("7,000")), "7,000", ["9,000"]),
    "switched off": (p(r("7,000", '<w:strike w:val="0"/>')), "7,000", []),
}


@pytest.mark.parametrize("name", STRUCK)
def test_struck_text_is_kept_apart_with_its_place(name, read_body):
    xml, text, struck = STRUCK[name]
    document = read_body(xml, styles=STYLES)
    assert texts(document) == [text]
    assert [anchor.text for anchor in document.struck] == struck
    assert all(anchor.path == "s0/0" for anchor in document.struck)


UNREAD = {
    "an inserted file": '<w:altChunk r:id="rId9"/>',
    "an embedded sheet": p('<w:r><w:object><o:OLEObject ProgID="Excel.Sheet.12"/></w:object></w:r>'),
    "a chart": p(
        "<w:r><w:drawing><wp:inline><a:graphic><c:chart xmlns:c='c'/></a:graphic></wp:inline></w:drawing></w:r>"
    ),
    "a diagram whose part is gone": p("<w:r><w:drawing><dgm:relIds r:dm='rId9'/></w:drawing></w:r>"),
    "a control of another program": p("<w:r><w:object><w:control/></w:object></w:r>"),
}


@pytest.mark.parametrize("name", UNREAD)
def test_what_cannot_be_read_is_named_with_its_place(name, read_body):
    document = read_body(p(r("앞")) + UNREAD[name])
    assert texts(document) == ["앞"]
    assert said(document) == [("part-unread", "s0/1")]


def test_a_sign_that_no_one_knows_is_said(read_body):
    document = read_body(p(sym("Wingdings", "F0C8"), r("1,234")))
    assert texts(document) == [f"{UNKNOWN}1,234"]
    assert said(document) == [("text-uncertain", "s0/0")]


def test_a_diagram_gives_its_texts(read_body):
    data = (
        f"<dgm:dataModel {NAMESPACES}><dgm:ptLst>"
        "<dgm:pt><dgm:t><a:p><a:r><a:t>주관: 가</a:t></a:r></a:p></dgm:t></dgm:pt>"
        '<dgm:pt type="pres"><dgm:t><a:p><a:r><a:t>모양</a:t></a:r></a:p></dgm:t></dgm:pt></dgm:ptLst></dgm:dataModel>'
    )
    drawing = p("<w:r><w:drawing><dgm:relIds r:dm='rId9'/></w:drawing></w:r>")
    document = read_body(drawing, {"rId9": ("diagramData", "diagrams/data1.xml", data)})
    assert texts(document) == ["주관: 가"]
    assert document.warnings == ()


def test_a_chart_gives_what_it_prints(read_body):
    def values(*texts):
        return "".join(f"<c:pt><c:v>{text}</c:v></c:pt>" for text in texts)

    series = f"<c:tx>{values('국비')}</c:tx>{{}}<c:cat>{values('2026', '2027')}</c:cat><c:val>{values(70, 30)}</c:val>"
    labels = '<c:dLbls><c:showVal val="{}"/></c:dLbls>'
    chart = (
        f'<c:chartSpace {NAMESPACES} xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:title><a:p><a:r>'
        f"<a:t>연도별 국비</a:t></a:r></a:p></c:title><c:ser>{series.format(labels.format(1))}</c:ser>"
        f"<c:ser>{series.replace('국비', '지방비').format(labels.format(0))}</c:ser></c:chartSpace>"
    )
    drawing = p("<w:r><w:drawing><c:chart xmlns:c='c' r:id='rId9'/></w:drawing></w:r>")
    document = read_body(drawing, {"rId9": ("chart", "charts/chart1.xml", chart)})
    assert texts(document) == ["연도별 국비", "2026", "2027", "국비: 70, 30", "지방비"]
    assert document.warnings == ()


def test_a_table_within_alternatives_and_a_hidden_row(read_body):
    hidden = "<w:tr><w:trPr><w:hidden/></w:trPr><w:tc>" + p(r("숨은 줄")) + "</w:tc></w:tr>"
    table = tbl([p(r("국비")), p(r("7,000"))]).replace("</w:tbl>", f"{hidden}</w:tbl>")
    document = read_body(alternatives(f'<mc:Choice Requires="wps">{table}</mc:Choice>', "<mc:Fallback/>"))
    assert [cell.text for cell in document.tables[0].cells] == ["국비", "7,000"]


def test_values_in_small_boxes_belong_to_the_text_of_their_cell(read_body):
    boxed = tbl([p(r("2026-04-01"))]), p(r("부터")), tbl([p(r("2027-12-31"))]), p(r("까지"))
    document = read_body(tbl([p(r("기간")), "".join(boxed)]))
    assert [cell.text for cell in document.tables[0].cells] == ["기간", "2026-04-01\n부터\n2027-12-31\n까지"]
    assert len(document.tables) == 1


NOTES = f'<w:footnotes {NAMESPACES}><w:footnote w:id="2">{p(r("각주"))}</w:footnote></w:footnotes>'
REFERENCE = '<w:r><w:footnoteReference w:id="2"/></w:r>'


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (p(r("가"), REFERENCE) + p(r("나"), REFERENCE), ["가", "각주", "나"]),
        (p(r("가"), f"<w:del>{REFERENCE}</w:del>"), ["가"]),
        (p(r("가"), box(p(r("상자"), REFERENCE))), ["가", "상자", "각주"]),
    ],
)
def test_a_note_comes_once_and_only_where_it_is_referred_to(body, expected, read_body):
    document = read_body(body, {"rId9": ("footnotes", "footnotes.xml", NOTES)})
    assert texts(document) == expected


def test_lists_of_one_definition_share_their_counters_and_restart_once(read_body):
    levels = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:lvlText w:val="{text}"/></w:lvl>'
        for depth, text in enumerate(("%1.", "%1.%2.", "%1.%2.%3."))
    )
    numbering = (
        f'<w:numbering {NAMESPACES}><w:abstractNum w:abstractNumId="1">{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num></w:numbering>'
    )

    def item(list_id, depth=0):
        return p(r("항"), properties=f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{list_id}"/></w:numPr>')

    body = item(1) + item(1, 2) + item(1, 1) + item(2) + item(2) + item(1)
    document = read_body(body, {"rId9": ("numbering", "numbering.xml", numbering)})
    assert [block.number for block in document.blocks] == ["1.", "1.1.1.", "1.2.", "5.", "6.", "7."]


def test_the_body_is_found_by_its_relationship_and_strict_files_are_read(docx_bytes):
    strict = f"<w:document {NAMESPACES}><w:body>{p(r('본문'))}</w:body></w:document>"
    for kind, uri in (("officeDocument", "2006/relationships"), ("wordprocessingml", "2006/main")):
        strict = strict.replace(
            f"http://schemas.openxmlformats.org/{kind}/{uri}", f"http://purl.oclc.org/ooxml/{kind}/{uri[5:]}"
        )
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    parts = {
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument"'
        ' Target="/word/document2.xml"/></Relationships>',
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/word/document2.xml" ContentType="{main}"/></Types>',
        "word/document2.xml": strict,
        "word/document.xml": "<x/>",
    }
    assert texts(read(docx_bytes(parts=parts), "plan.docx")) == ["본문"]


@pytest.mark.parametrize(
    ("font", "code", "shown"),
    [
        ("Symbol", 0xF02D, "−"),
        ("Symbol", 0x2D, "−"),
        ("바탕", 0x2212, "−"),
        ("바탕", 0xF02D, UNKNOWN),
        (None, 0, UNKNOWN),
    ],
)
def test_a_sign_is_told_by_its_font(font, code, shown):
    assert symbol(font, code) == shown


def test_a_text_in_a_usual_font_stays_as_it_is():
    assert in_font("가 7,000", "Symbol가") == "가 7,000"
