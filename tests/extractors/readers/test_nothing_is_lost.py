"""Whatever a Hangul or Word file is made of, each character that it prints is read once, or its place is named.

The characters are counted in the file's own XML, so that the readers are not measured by what they meet.
"""

import io
import zipfile
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from extractors.readers import read
from schemas.errors import Empty

HP = "http://www.hancom.co.kr/hwpml/2011/paragraph"
HS = "http://www.hancom.co.kr/hwpml/2011/section"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
WPS = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LINES = '<hp:linesegarray><hp:lineseg textpos="0" vertpos="0" vertsize="1000" textheight="1000" baseline="850" spacing="600" horzpos="0" horzsize="42520" flags="393216"/></hp:linesegarray>'  # noqa: E501
# What is on every page or is not printed at all.
NOT_PRINTED = {"header", "footer", "hiddenComment", "fieldBegin", "del", "instrText"}

WORDS = st.text(st.sampled_from("가나다라 0123456789,%△-"), max_size=12)


def hwpx_paragraph(inside, *, cached):
    lines = LINES if cached else ""
    return f'<hp:p paraPrIDRef="0" styleIDRef="0"><hp:run charPrIDRef="0">{inside}</hp:run>{lines}</hp:p>'


def hwpx_part(cached):
    """A part of a section: a paragraph, alone or with what can be anchored in it."""

    def paragraph(inside):
        return hwpx_paragraph(inside, cached=cached)

    def listed(inside):
        return f"<hp:subList>{inside}</hp:subList>"

    text = WORDS.map(lambda words: f"<hp:t>{words}</hp:t>")
    anchored = [
        st.just("<hp:pic/>"),
        text.map(lambda t: f"<hp:ctrl><hp:footNote>{listed(paragraph(t))}</hp:footNote></hp:ctrl>"),
        text.map(lambda t: f"<hp:ctrl><hp:header>{listed(paragraph(t))}</hp:header></hp:ctrl>"),
        text.map(lambda t: f"<hp:ctrl><hp:hiddenComment>{listed(paragraph(t))}</hp:hiddenComment></hp:ctrl>"),
        st.tuples(text, text, st.sampled_from(["0", "1"])).map(
            lambda parts: (
                f'<hp:rect><hp:pos treatAsChar="{parts[2]}"/><hp:caption>{listed(paragraph(parts[0]))}'
                f"</hp:caption><hp:drawText>{listed(paragraph(parts[1]))}</hp:drawText></hp:rect>"
            )
        ),
    ]
    cell = st.lists(st.one_of(text, *anchored), max_size=3).map(lambda parts: paragraph("".join(parts)))
    table = st.tuples(st.integers(1, 3), st.integers(1, 3), st.sampled_from(["0", "1"])).flatmap(
        lambda size: st.lists(cell, min_size=size[0] * size[1], max_size=size[0] * size[1]).map(
            lambda cells: (
                f'<hp:tbl rowCnt="{size[0]}" colCnt="{size[1]}"><hp:pos treatAsChar="{size[2]}"/>'
                + "".join(
                    "<hp:tr>"
                    + "".join(
                        f'<hp:tc>{listed(cells[row * size[1] + col])}<hp:cellAddr rowAddr="{row}" colAddr="{col}"/>'
                        '<hp:cellSpan rowSpan="1" colSpan="1"/></hp:tc>'
                        for col in range(size[1])
                    )
                    + "</hp:tr>"
                    for row in range(size[0])
                )
                + "</hp:tbl>"
            )
        )
    )
    return st.lists(st.one_of(text, text, table, *anchored), max_size=4).map(lambda parts: paragraph("".join(parts)))


@st.composite
def hwpx_files(draw):
    sections = draw(st.lists(st.lists(hwpx_part(draw(st.booleans())), max_size=5), min_size=1, max_size=3))
    names = [f"Contents/section{number}.xml" for number in range(len(sections))]
    items = "".join(f'<opf:item id="s{number}" href="{name}"/>' for number, name in enumerate(names))
    spine = "".join(f'<opf:itemref idref="s{number}"/>' for number in range(len(sections)))
    package = (
        f'<opf:package xmlns:opf="http://www.idpf.org/2007/opf/"><opf:manifest>{items}</opf:manifest>'
        f"<opf:spine>{spine}</opf:spine></opf:package>"
    )
    parts = {"mimetype": "application/hwp+zip", "Contents/content.hpf": package}
    for name, blocks in zip(names, sections, strict=True):
        parts[name] = f'<hs:sec xmlns:hs="{HS}" xmlns:hp="{HP}">{"".join(blocks)}</hs:sec>'
    return parts


def docx_part():
    text = WORDS.map(lambda words: f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>')

    def paragraph(inside):
        return f"<w:p>{inside}</w:p>"

    runs = [
        text,
        text.map(lambda run: f"<w:del>{run}</w:del>"),
        text.map(lambda run: run.replace("<w:t", "<w:rPr><w:strike/></w:rPr><w:t", 1)),
        text.map(lambda run: f"<w:sdt><w:sdtPr/><w:sdtContent>{run}</w:sdtContent></w:sdt>"),
        st.tuples(text, st.sampled_from(["inline", "anchor"])).map(
            lambda parts: (
                f"<w:r><w:drawing><wp:{parts[1]}><wps:txbx><w:txbxContent>{paragraph(parts[0])}</w:txbxContent>"
                f"</wps:txbx></wp:{parts[1]}></w:drawing></w:r>"
            )
        ),
        st.just('<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>PAGE</w:instrText></w:r>'),
        st.just('<w:r><w:fldChar w:fldCharType="separate"/></w:r>'),
        st.just("<w:r><w:object/></w:r>"),
    ]
    line = st.lists(st.one_of(*runs), max_size=4).map(lambda parts: paragraph("".join(parts)))
    row = st.lists(line, min_size=1, max_size=3).map(
        lambda cells: f"<w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr>"
    )
    table = st.lists(row, min_size=1, max_size=3).map(lambda rows: f"<w:tbl><w:tblGrid/>{''.join(rows)}</w:tbl>")
    section_end = st.just("<w:p><w:pPr><w:sectPr/></w:pPr></w:p>")
    return st.one_of(line, line, table, section_end)


@st.composite
def docx_files(draw):
    body = "".join(draw(st.lists(docx_part(), max_size=6)))
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        f'<Override PartName="/word/document.xml" ContentType="{main}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1"'
        f' Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{W}" xmlns:wp="{WP}" xmlns:wps="{WPS}"><w:body>{body}</w:body>'
        "</w:document>",
    }


def printed(parts):
    """The characters that the file's own parts print."""
    found: Counter[str] = Counter()
    for name, content in parts.items():
        if name.endswith(".xml"):
            for text in etree.fromstring(content).iter(f"{{{HP}}}t", f"{{{W}}}t"):
                above = {etree.QName(element).localname for element in text.iterancestors()}
                if not above & NOT_PRINTED:
                    found.update("".join((text.text or "").split()))
    return found


def was_read(document):
    texts = [block.text or "" for block in document.blocks]
    texts += [cell.text for table in document.tables for cell in table.cells]
    texts += [table.caption or "" for table in document.tables]
    texts += [anchor.text for anchor in document.struck]
    return Counter("".join("".join(texts).split()))


def packed(parts):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return target.getvalue()


def assert_nothing_is_lost(parts):
    expected = printed(parts)
    try:
        document = read(packed(parts), "plan")
    except Empty:
        assert not expected
        return
    # A bar that shows a numbered title gives a heading of its own beside its table.
    bars = sum((Counter("".join((b.text or "").split())) for b in document.blocks if b.kind == "heading"), Counter())
    assert expected <= was_read(document)
    assert was_read(document) - expected <= bars + bars
    for table in document.tables:
        places = [
            (cell.row + down, cell.col + right)
            for cell in table.cells
            for down in range(cell.row_span)
            for right in range(cell.col_span)
        ]
        assert len(places) == len(set(places))


@settings(max_examples=60, deadline=None)
@given(hwpx_files())
def test_every_printed_character_of_a_hwpx_file_is_read_once(parts):
    assert_nothing_is_lost(parts)


@settings(max_examples=100, deadline=None)
@given(docx_files())
def test_every_printed_character_of_a_docx_file_is_read_once(parts):
    assert_nothing_is_lost(parts)
