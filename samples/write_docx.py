"""The abstract document as DOCX: real heading and list styles, merged cells, a running header and page numbers."""

import io
from datetime import UTC, datetime
from typing import Any, cast

import docx
from docx.document import Document as DocxDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt, RGBColor

from samples.document import Block, Cell, Heading, PageBreak, Paragraph, Table, alignment, is_label
from samples.facts import Plan, Style
from samples.look import HEADINGS, HEAVY, NO_RULE, PARAGRAPHS, Setting, rules_of
from samples.packaging import repack

ALIGN = {
    "both": WD_ALIGN_PARAGRAPH.JUSTIFY,
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
}
TEXT_WIDTH_MM = 170
SIDEWAYS_WIDTH_MM = 257
TWIPS_PER_MM = 1440 / 25.4
CELL_MARGIN = 70
STYLE_NAMES = {
    "level0": "개조식 1",
    "level1": "개조식 2",
    "level2": "개조식 3",
    "level3": "개조식 4",
    "note": "주석 문단",
}
STYLE_NAMES |= {"caption": "Caption", "title": "Title", "subtitle": "Subtitle"}


def write_docx(plan: Plan, blocks: list[Block]) -> bytes:
    """The plan as the bytes of a DOCX."""
    document = docx.Document()
    _set_up(document, plan)
    sideways = False
    for block in blocks:
        if isinstance(block, Heading):
            document.add_paragraph(block.text, style=f"Heading {block.level}")
        elif isinstance(block, Paragraph):
            document.add_paragraph(block.text, style=_style_name(block.style))
        elif isinstance(block, PageBreak):
            _break_page(document, turned=block.sideways != sideways)
            sideways = block.sideways
        else:
            _add_table(document, block, plan.style, SIDEWAYS_WIDTH_MM if sideways else TEXT_WIDTH_MM)
    out = io.BytesIO()
    document.save(out)
    return repack(out.getvalue())


def _break_page(document: DocxDocument, *, turned: bool) -> None:
    """A new page, or a new section whose pages are turned by a quarter."""
    if not turned:
        document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        return
    section = document.add_section(WD_SECTION.NEW_PAGE)
    width, height = section.page_width, section.page_height
    section.page_width, section.page_height = height, width
    upright = section.orientation == WD_ORIENT.PORTRAIT
    section.orientation = WD_ORIENT.LANDSCAPE if upright else WD_ORIENT.PORTRAIT


def _style_name(style: str) -> str:
    return STYLE_NAMES.get(style, f"simsa {style}")


def _set_up(document: DocxDocument, plan: Plan) -> None:
    properties = document.core_properties
    properties.title = plan.style.header
    properties.author = properties.last_modified_by = "예시 작성자"
    properties.created = properties.modified = datetime(2026, 3, 2, tzinfo=UTC).replace(tzinfo=None)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin, section.bottom_margin = Mm(22), Mm(20)
    for style_name, setting in [
        *((f"Heading {level}", setting) for level, setting in HEADINGS.items()),
        *((_style_name(name), setting) for name, setting in PARAGRAPHS.items()),
    ]:
        _set_style(document, style_name, setting, plan.style)
    header = section.header.paragraphs[0]
    header.text = plan.style.header
    header.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    before, _, after = plan.style.footer.partition("{page}")
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    footer.add_run(before)
    line = section.footer.part.element.find(qn("w:p"))
    for kind, text in (("begin", ""), ("", " PAGE "), ("end", "")):
        run = _element("r")
        mark = _element("fldChar", fldCharType=kind) if kind else _element("instrText")
        mark.text = text or None
        run.append(mark)
        line.append(run)
    footer.add_run(after)


def _set_style(document: DocxDocument, name: str, setting: Setting, look: Style) -> None:
    known = [style.name for style in document.styles]
    style: Any = document.styles[name] if name in known else document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    font = look.heading_font if setting.heading_font else look.font
    style.font.name = font
    style.font.size = Pt(look.size + setting.delta)
    style.font.bold = setting.bold
    style.font.italic = False
    coloured = name.startswith(("Heading 1", "Heading 2", "Title"))
    style.font.color.rgb = RGBColor.from_string(look.colour if coloured else "000000")
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for key in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(key), None)
    for key in ("w:ascii", "w:hAnsi", "w:eastAsia"):
        fonts.set(qn(key), font)
    paragraph = style.paragraph_format
    paragraph.alignment = ALIGN[setting.align]
    paragraph.left_indent = Pt(setting.indent)
    paragraph.first_line_indent = Pt(-setting.hang)
    paragraph.keep_with_next = name.startswith("Heading") or name in {"Caption", _style_name("unit")}
    paragraph.space_before, paragraph.space_after = Pt(setting.before), Pt(setting.after)
    paragraph.line_spacing = look.line * setting.line * 0.84
    if name == "Title":
        for border in style.element.pPr.findall(qn("w:pBdr")):
            style.element.pPr.remove(border)


def _element(name: str, **attributes: str) -> BaseOxmlElement:
    element = cast("BaseOxmlElement", OxmlElement(f"w:{name}"))
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    return element


def _add_table(document: DocxDocument, table: Table, look: Style, width_mm: int) -> None:
    body = document.element.body
    body.insert(len(body) - 1, _table(table, look, width_mm * TWIPS_PER_MM))
    document.add_paragraph(style=_style_name("space")).paragraph_format.line_spacing = Pt(6)


def _table(table: Table, look: Style, width: float) -> BaseOxmlElement:
    widths = [round(share * width) for share in table.shares()]
    tbl = _element("tbl")
    properties = _element("tblPr")
    properties.append(_element("tblW", w=str(sum(widths)), type="dxa"))
    properties.append(_element("jc", val="center"))
    properties.append(_element("tblLayout", type="fixed"))
    margins = _element("tblCellMar")
    margins.append(_element("left", w=str(CELL_MARGIN), type="dxa"))
    margins.append(_element("right", w=str(CELL_MARGIN), type="dxa"))
    properties.append(margins)
    tbl.append(properties)
    columns = _element("tblGrid")
    columns.extend(_element("gridCol", w=str(width)) for width in widths)
    tbl.append(columns)
    cells = {(cell.row, cell.col): cell for cell in table.cells()}
    owners = table.owners()
    for row in range(len(table.rows)):
        tbl.append(_row(table, row, owners, cells, widths, look))
    return tbl


def _row(
    table: Table,
    row: int,
    owners: list[list[tuple[int, int]]],
    cells: dict[tuple[int, int], Cell],
    widths: list[int],
    look: Style,
) -> BaseOxmlElement:
    tr = _element("tr")
    if row < table.header_rows:
        properties = _element("trPr")
        properties.append(_element("cantSplit"))
        properties.append(_element("tblHeader"))
        tr.append(properties)
    col = 0
    while col < table.column_count:
        cell = cells[owners[row][col]]
        tr.append(_cell(table, row, cell, sum(widths[cell.col : cell.col + cell.col_span]), look))
        col += cell.col_span
    return tr


def _cell(table: Table, row: int, cell: Cell, width: int, look: Style) -> BaseOxmlElement:
    tc = _element("tc")
    properties = _element("tcPr")
    properties.append(_element("tcW", w=str(width), type="dxa"))
    if cell.col_span > 1:
        properties.append(_element("gridSpan", val=str(cell.col_span)))
    if cell.row_span > 1:
        properties.append(_element("vMerge", **({"val": "restart"} if row == cell.row else {})))
    span = (cell.row, cell.col, cell.row + cell.row_span - 1, cell.col + cell.col_span - 1)
    rules = rules_of(table.look, span, (len(table.rows), table.column_count))
    borders = _element("tcBorders")
    for side in ("top", "left", "bottom", "right"):
        rule = getattr(rules, side)
        kind = {NO_RULE: "nil", "dotted": "dotted"}.get(rule, "single")
        borders.append(_element(side, val=kind, sz="12" if rule == HEAVY else "4", space="0", color="404040"))
    properties.append(borders)
    label = is_label(table, cell)
    if label:
        properties.append(_element("shd", val="clear", color="auto", fill=look.shade))
    properties.append(_element("vAlign", val="center"))
    tc.append(properties)
    lines = cell.text.split("\n") if row == cell.row else [""]
    for line in lines:
        tc.append(_cell_paragraph(line, alignment(table, cell), look, bold=label))
    inner = table.nested.get((row, cell.col))
    if inner is not None:
        tc.append(_table(inner, look, width - 2 * CELL_MARGIN))
        tc.append(_cell_paragraph("", "left", look, bold=False))
    return tc


def _cell_paragraph(text: str, align: str, look: Style, *, bold: bool) -> BaseOxmlElement:
    paragraph = _element("p")
    properties = _element("pPr")
    properties.append(_element("spacing", before="40", after="40", line="252", lineRule="auto"))
    properties.append(_element("jc", val=align))
    paragraph.append(properties)
    if text:
        run = _element("r")
        face = _element("rPr")
        face.append(_element("rFonts", ascii=look.heading_font, hAnsi=look.heading_font, eastAsia=look.heading_font))
        if bold:
            face.append(_element("b"))
        face.append(_element("sz", val=str(round(look.table_size * 2))))
        run.append(face)
        words = _element("t")
        words.text = text
        words.set(qn("xml:space"), "preserve")
        run.append(words)
        paragraph.append(run)
    return paragraph
