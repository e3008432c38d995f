"""The abstract document as PDF through reportlab: unlike an office's, without outer rulings and with dotted ones."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    NextPageTemplate,
    PageTemplate,
    Spacer,
    TableStyle,
)
from reportlab.platypus import PageBreak as NewPage
from reportlab.platypus import Paragraph as Text
from reportlab.platypus import Table as Grid

from samples.document import Block, Cell, Heading, PageBreak, Paragraph, Table, alignment, is_label
from samples.facts import Plan, Style
from samples.look import HEADINGS, HEAVY, NO_RULE, PARAGRAPHS, Setting, rules_of

FONT_FOLDER = Path("/usr/share/fonts/truetype/nanum")
# ReportLab's own numbers for how a paragraph is set (reportlab.lib.enums).
ALIGN: dict[str, Literal[0, 1, 2, 4]] = {"left": 0, "center": 1, "right": 2, "both": 4}
SIDES, TOP, BOTTOM = 20 * mm, 22 * mm, 20 * mm
PAGES = {False: A4, True: landscape(A4)}
CELL_MARGIN = 3.5
THICKNESS = {HEAVY: 1.1, "light": 0.4, "dotted": 0.4}


def write_pdf(plan: Plan, blocks: list[Block]) -> bytes:
    """The plan as the bytes of a PDF, the same bytes every time.

    Raises:
        TTFError: the Nanum fonts are not installed.
    """
    for font in {plan.style.font, plan.style.heading_font}:
        pdfmetrics.registerFont(TTFont(font, str(FONT_FOLDER / f"{font}.ttf")))
        pdfmetrics.registerFont(TTFont(f"{font}Bold", str(FONT_FOLDER / f"{font}Bold.ttf")))
    out = io.BytesIO()
    template = BaseDocTemplate(
        out,
        pagesize=A4,
        pageTemplates=[_page(plan.style, sideways=False), _page(plan.style, sideways=True)],
        title=plan.style.header,
        author="예시 작성자",
        invariant=1,
    )
    flow: list[Flowable] = []
    width = _text_width(sideways=False)
    for block in blocks:
        if isinstance(block, PageBreak):
            width = _text_width(sideways=block.sideways)
        flow += _flowables(block, plan.style, width)
    template.build(flow)
    return out.getvalue()


def _text_width(*, sideways: bool) -> float:
    return PAGES[sideways][0] - 2 * SIDES


def _page(look: Style, *, sideways: bool) -> PageTemplate:
    width, height = PAGES[sideways]
    frame = Frame(SIDES, BOTTOM, width - 2 * SIDES, height - TOP - BOTTOM)
    return PageTemplate(_name(sideways=sideways), [frame], _running(look, width, height), pagesize=PAGES[sideways])


def _name(*, sideways: bool) -> str:
    return "sideways" if sideways else "upright"


def _running(look: Style, width: float, height: float) -> Callable[[Canvas, object], None]:
    def draw(canvas: Canvas, template: object) -> None:
        del template
        canvas.setFont(look.heading_font, 9)
        canvas.drawRightString(width - 20 * mm, height - 14 * mm, look.header)
        canvas.drawCentredString(width / 2, 11 * mm, look.footer.format(page=canvas.getPageNumber()))

    return draw


def _style(setting: Setting, look: Style, *, colour: bool = False, size: float = 0) -> ParagraphStyle:
    font = look.heading_font if setting.heading_font else look.font
    points = size or look.size + setting.delta
    return ParagraphStyle(
        "setting",
        fontName=f"{font}Bold" if setting.bold else font,
        fontSize=points,
        leading=points * (1.35 if size else look.line * setting.line),
        alignment=ALIGN[setting.align],
        leftIndent=setting.indent,
        firstLineIndent=-setting.hang,
        spaceBefore=setting.before,
        spaceAfter=setting.after,
        wordWrap="CJK",
        textColor=HexColor(f"#{look.colour}" if colour else "#000000"),
    )


def _flowables(block: Block, look: Style, width: float) -> list[Flowable]:
    if isinstance(block, PageBreak):
        return [NextPageTemplate(_name(sideways=block.sideways)), NewPage()]
    if isinstance(block, Heading):
        style = _style(HEADINGS[block.level], look, colour=block.level < 3)
        style.keepWithNext = 1
        return [Text(escape(block.text), style)]
    if isinstance(block, Paragraph):
        style = _style(PARAGRAPHS[block.style], look)
        if not block.text:
            return [Spacer(1, style.leading)]
        style.keepWithNext = int(block.style in {"caption", "unit"})
        return [Text(escape(block.text), style)]
    return [_grid(block, look, width), Spacer(1, 6)]


def _grid(table: Table, look: Style, width: float) -> Grid:
    widths = [share * width for share in table.shares()]
    content: list[list[object]] = [["" for _ in row] for row in table.rows]
    commands: list[Any] = [
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("LEFTPADDING", (0, 0), (-1, -1), CELL_MARGIN),
        ("RIGHTPADDING", (0, 0), (-1, -1), CELL_MARGIN),
        ("TOPPADDING", (0, 0), (-1, -1), 2.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3.5),
    ]
    for cell in table.cells():
        label = is_label(table, cell)
        setting = Setting(bold=label, align=alignment(table, cell), heading_font=True)
        style = _style(setting, look, size=look.table_size)
        inside: list[Flowable] = [Text(escape(line) or " ", style) for line in cell.text.split("\n")]
        inner = table.nested.get((cell.row, cell.col))
        if inner is not None:
            inner_width = sum(widths[cell.col : cell.col + cell.col_span]) - 2 * CELL_MARGIN
            inside += [_grid(inner, look, inner_width), Spacer(1, 3)]
        content[cell.row][cell.col] = inside
        commands += _commands(table, cell, look, label=label)
    return Grid(
        content,
        colWidths=widths,
        style=TableStyle(commands),
        repeatRows=table.header_rows,
        splitInRow=0,
    )


def _commands(table: Table, cell: Cell, look: Style, *, label: bool) -> list[Any]:
    start = (cell.col, cell.row)
    end = (cell.col + cell.col_span - 1, cell.row + cell.row_span - 1)
    commands: list[Any] = []
    if start != end:
        commands.append(("SPAN", start, end))
    if label:
        commands.append(("BACKGROUND", start, end, HexColor(f"#{look.shade}")))
    rules = rules_of(table.look, (start[1], start[0], end[1], end[0]), (len(table.rows), table.column_count))
    first_col, first_row, last_col, last_row = *start, *end
    edges = (
        ("left", "LINEBEFORE", start, (first_col, last_row)),
        ("right", "LINEAFTER", (last_col, first_row), end),
        ("top", "LINEABOVE", start, (last_col, first_row)),
        ("bottom", "LINEBELOW", (first_col, last_row), end),
    )
    for side, name, edge_start, edge_end in edges:
        rule = getattr(rules, side)
        if rule != NO_RULE:
            dash = (1, 1.5) if rule == "dotted" else None
            commands.append((name, edge_start, edge_end, THICKNESS[rule], HexColor("#303030"), 0, dash))
    return commands
