"""The request for correction as a DOCX: plain paragraphs and one table, no fields, no macros, no links."""

from io import BytesIO
from typing import Final

import docx
from docx.document import Document as DocxDocument
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell

from review.letters.correction import HEADERS, Correction

_FONT: Final = "함초롬바탕"
_WIDTHS_MM: Final = (11, 21, 26, 52, 42, 20)
_CENTRED: Final = frozenset({0, 1, 5})
_SHADE: Final = "EDEFF2"


def correction_docx(correction: Correction) -> bytes:
    """The letter as the bytes of a DOCX, A4, for the officer to edit."""
    document = docx.Document()
    _page(document)
    _line(document, f"수신  {correction.receiver}")
    _line(document, "(경유)")
    _line(document, f"제목  {correction.title}", bold=True, after=10)
    _line(document, "1. 관련")
    for mark, related in zip("가나다라", correction.related, strict=False):
        _line(document, f"{mark}. {related}", indent=4)
    _line(document, f"2. {correction.request}", after=6)
    _line(document, "가. 보완 내용", indent=4, after=2)
    _items(document, correction)
    _line(document, f"나. 제출 기한: {correction.due}까지.  끝.", indent=4, before=8)
    _line(document, f"{correction.sender}  {correction.seal}".rstrip(), bold=True, before=24, size=15, centred=True)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def _page(document: DocxDocument) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(19)
    section.top_margin, section.bottom_margin = Mm(20), Mm(15)
    style = document.styles["Normal"]
    style.font.name, style.font.size = _FONT, Pt(11.5)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), _FONT)
    for name in ("w:autoSpaceDE", "w:autoSpaceDN"):
        # Word would part digits from the Hangul after them (5 쪽).
        spacing = OxmlElement(name)
        spacing.set(qn("w:val"), "0")
        style.element.get_or_add_pPr().append(spacing)
    properties = document.core_properties
    properties.author, properties.comments, properties.title = "", "", "보완요청서"


def _line(
    document: DocxDocument,
    text: str,
    *,
    bold: bool = False,
    indent: int = 0,
    before: float = 0,
    after: float = 4,
    size: float | None = None,
    centred: bool = False,
) -> None:
    paragraph = document.add_paragraph()
    run = paragraph.add_run(text)
    run.bold = bold
    run.font.size = Pt(size) if size else None
    layout = paragraph.paragraph_format
    layout.left_indent, layout.space_before, layout.space_after = Mm(indent), Pt(before), Pt(after)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else WD_ALIGN_PARAGRAPH.LEFT


def _items(document: DocxDocument, correction: Correction) -> None:
    table = document.add_table(rows=1, cols=len(HEADERS))
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for column, header in enumerate(HEADERS):
        _fill(table.rows[0].cells[column], header, centred=True, bold=True)
        _shade(table.rows[0].cells[column])
    for number, item in enumerate(correction.items, 1):
        cells = table.add_row().cells
        values = (str(number), item.name, item.place, item.printed, item.needed, correction.due)
        for column, value in enumerate(values):
            _fill(cells[column], value, centred=column in _CENTRED, bold=False)
    _lay_out(table)


def _fill(cell: _Cell, text: str, *, centred: bool, bold: bool) -> None:
    paragraph = cell.paragraphs[0]
    run = paragraph.add_run(text)
    run.bold, run.font.size = bold, Pt(9.5)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else WD_ALIGN_PARAGRAPH.LEFT
    layout = paragraph.paragraph_format
    layout.space_before = layout.space_after = Pt(2)


def _lay_out(table: Table) -> None:
    """Fixed widths, the header again on each page, and no row over two pages."""
    for column, width in zip(table.columns, _WIDTHS_MM, strict=True):
        column.width = Mm(width)
    for index, row in enumerate(table.rows):
        for cell, width in zip(row.cells, _WIDTHS_MM, strict=True):
            cell.width = Mm(width)
        properties = row._tr.get_or_add_trPr()  # noqa: SLF001 - python-docx has no other way to these settings
        properties.append(OxmlElement("w:cantSplit"))
        if index == 0:
            properties.append(OxmlElement("w:tblHeader"))


def _shade(cell: _Cell) -> None:
    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:fill"), _SHADE)
    cell._tc.get_or_add_tcPr().append(shade)  # noqa: SLF001
