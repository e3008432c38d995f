"""The parts of an official form as DOCX: A4, lines, tables with fixed widths. No fields but page numbers, no macros."""

from collections.abc import Collection, Sequence
from typing import Final

import docx
from docx.document import Document as DocxDocument
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

FONT: Final = "함초롬바탕"
CELL_PT: Final = 9.5
_SHADE: Final = "EDEFF2"


def new_form(title: str) -> DocxDocument:
    """An empty document, A4 with the margins of official letters."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(19)
    section.top_margin, section.bottom_margin = Mm(20), Mm(15)
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(11.5)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    for name in ("w:autoSpaceDE", "w:autoSpaceDN"):
        # Word would part digits from the Hangul after them (5 쪽).
        spacing = OxmlElement(name)
        spacing.set(qn("w:val"), "0")
        style.element.get_or_add_pPr().append(spacing)
    properties = document.core_properties
    properties.author, properties.comments, properties.title = "", "", title
    return document


def add_line(
    document: DocxDocument,
    text: str,
    *,
    bold: bool = False,
    indent: int = 0,
    before: float = 0,
    after: float = 4,
    size: float | None = None,
    centred: bool = False,
    with_next: bool = False,
) -> Paragraph:
    """A paragraph; `indent` in millimetres, the rest in points. `with_next` keeps it on the page of what follows."""
    paragraph = document.add_paragraph()
    run = paragraph.add_run(text)
    run.bold = bold
    run.font.size = Pt(size) if size else None
    layout = paragraph.paragraph_format
    layout.left_indent, layout.space_before, layout.space_after = Mm(indent), Pt(before), Pt(after)
    layout.keep_with_next = with_next
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else WD_ALIGN_PARAGRAPH.LEFT
    return paragraph


def add_table(
    document: DocxDocument,
    headers: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths_mm: Sequence[float],
    *,
    centred: Collection[int] = (),
    right: Collection[int] = (),
    bold_rows: Collection[int] = (),
) -> Table:
    """A table under its headers, which come again on each page; no row goes over two pages.

    `centred` and `right` are columns, `bold_rows` rows below the header (a sum), all counted from 0.
    """
    table = document.add_table(rows=1, cols=len(headers))
    for column, header in enumerate(headers):
        fill(table.rows[0].cells[column], header, align=WD_ALIGN_PARAGRAPH.CENTER, bold=True)
        shade(table.rows[0].cells[column])
    for index, row in enumerate(rows):
        cells = table.add_row().cells
        for column, text in enumerate(row):
            align = WD_ALIGN_PARAGRAPH.CENTER if column in centred else WD_ALIGN_PARAGRAPH.LEFT
            align = WD_ALIGN_PARAGRAPH.RIGHT if column in right else align
            fill(cells[column], text, align=align, bold=index in bold_rows)
    return lay_out(table, widths_mm, header_rows=1)


def add_pairs(document: DocxDocument, rows: Sequence[Sequence[str]], widths_mm: Sequence[float]) -> Table:
    """A table of names and values side by side: every first, third … column is a name."""
    table = document.add_table(rows=0, cols=len(widths_mm))
    for row in rows:
        cells = table.add_row().cells
        for column, text in enumerate(row):
            is_name = column % 2 == 0
            align = WD_ALIGN_PARAGRAPH.CENTER if is_name else WD_ALIGN_PARAGRAPH.LEFT
            fill(cells[column], text, align=align, bold=is_name)
            if is_name:
                shade(cells[column])
    return lay_out(table, widths_mm, header_rows=0)


def fill(cell: _Cell, text: str, *, align: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.LEFT, bold: bool = False) -> None:
    """Put a text into a cell."""
    paragraph = cell.paragraphs[0]
    run = paragraph.add_run(text)
    run.bold, run.font.size = bold, Pt(CELL_PT)
    paragraph.alignment = align
    layout = paragraph.paragraph_format
    layout.space_before = layout.space_after = Pt(2)


def lay_out(table: Table, widths_mm: Sequence[float], *, header_rows: int) -> Table:
    """The table with lines and fixed widths, its header again on each page, and no row over two pages."""
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for column, width in zip(table.columns, widths_mm, strict=True):
        column.width = Mm(width)
    for index, row in enumerate(table.rows):
        for cell, width in zip(row.cells, widths_mm, strict=True):
            cell.width = Mm(width)
        properties = row._tr.get_or_add_trPr()  # noqa: SLF001 - python-docx has no other way to these settings
        properties.append(OxmlElement("w:cantSplit"))
        if index < header_rows:
            properties.append(OxmlElement("w:tblHeader"))
    return table


def shade(cell: _Cell) -> None:
    """Shade a cell as headers are."""
    shading = OxmlElement("w:shd")
    shading.set(qn("w:val"), "clear")
    shading.set(qn("w:fill"), _SHADE)
    cell._tc.get_or_add_tcPr().append(shading)  # noqa: SLF001


def open_space(table: Table, height_mm: float, first_row: int = 0) -> None:
    """Rows at least so high, for writing into; names stand in their middle."""
    for row in table.rows[first_row:]:
        row.height = Mm(height_mm)
        for cell in row.cells:
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER


def keep_together(table: Table) -> None:
    """The whole table on one page."""
    for row in table.rows[:-1]:
        for cell in row.cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = True


def number_pages(document: DocxDocument, before: str) -> None:
    """A foot with a text and `- 1 -`."""
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run(f"{before}   - ")
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        part = OxmlElement("w:instrText" if text else "w:fldChar")
        if text:
            part.text = text
        else:
            part.set(qn("w:fldCharType"), kind or "")
        paragraph.add_run()._r.append(part)  # noqa: SLF001
    paragraph.add_run(" -")
    for run in paragraph.runs:
        run.font.size = Pt(8)
