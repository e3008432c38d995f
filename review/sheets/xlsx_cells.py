"""Writing cells of a workbook: text that is never a formula, money in won shown in a unit, places as comments."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Final

from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.formatting.rule import ColorScale, FormatObject, Rule
from openpyxl.styles import Alignment, Border, Color, Font, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from review.rendering.places import PlaceNames
from schemas import Amount, formatting
from schemas.units import MoneyUnit

PERCENT: Final = "0.00%"
COUNT: Final = "#,##0"
TARGET: Final = '#,##0;-#,##0;"-"'

_FONT: Final = "맑은 고딕"
_EDGE: Final = Side("thin", "FFB5BEC7")
_LINE: Final = Border(left=_EDGE, right=_EDGE, top=_EDGE, bottom=_EDGE)
_HEAD: Final = PatternFill("solid", "FFE4E9EE")
_INPUT: Final = PatternFill("solid", "FFFFF8DC")
_SUM: Final = PatternFill("solid", "FFF3F5F7")
# What XML, and with it a workbook, cannot hold, and marks that turn the direction of what is read.
_CONTROL: Final = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]+"
)
_MAX_TEXT: Final = 2_000
_MAX_COMMENT: Final = 400
_MAX_PLACES: Final = 4
_COMMENT_WIDTH, _COMMENT_LINE = 320, 18
_LINE_PT: Final = 14
_MAX_LINES: Final = 28
_HANGUL_FROM: Final = 0x1100


def money_format(unit: MoneyUnit) -> str:
    """The format that shows won in a unit without changing the value: a comma behind the digits leaves three off."""
    scale = {MoneyUnit.MILLION: ",,", MoneyUnit.THOUSAND: ","}.get(unit, "")
    return f'#,##0{scale};△#,##0{scale};"-"'


def at(sheet: Worksheet, row: int, column: int | str) -> Cell:
    """The cell of a row at a column's number or letter; no sheet here has merged cells."""
    cell = sheet.cell(row, column if isinstance(column, int) else column_index_from_string(column))
    if not isinstance(cell, Cell):
        msg = f"{sheet.title}: {cell.coordinate} is covered by a merged cell"
        raise TypeError(msg)
    return cell


def clean(text: str) -> str:
    """A text that a workbook can hold, cut to what a cell bears."""
    plain = _CONTROL.sub(" ", text)
    return plain if len(plain) <= _MAX_TEXT else f"{plain[: _MAX_TEXT - 1]}…"


def write_text(cell: Cell, text: str, *, bold: bool = False, centred: bool = False, wrapped: bool = True) -> None:
    """Words as words: also `=1+1` is kept as text, and stays text when somebody edits the cell."""
    _set_text(cell, text)
    cell.quotePrefix = text.lstrip()[:1] in {"=", "+", "-", "@"}
    _dress(cell, bold=bold, centred=centred, wrapped=wrapped)


def write_number(cell: Cell, value: float | None, number_format: str) -> None:
    """A number in its format; a blank cell where nobody knows it."""
    cell.value = value
    cell.number_format = number_format
    _dress(cell, wrapped=False)


def write_formula(cell: Cell, formula: str, number_format: str = "General", *, bold: bool = False) -> None:
    """A formula of our own; nothing of a plan may be in its text."""
    cell.value = f"={formula}"
    cell.number_format = number_format
    _dress(cell, bold=bold, wrapped=False)


def write_money(cell: Cell, amount: Amount | None, reason: str, unit: MoneyUnit, names: PlaceNames) -> None:
    """An amount in won with its places as a comment; a blank cell with the reason where there is none."""
    write_number(cell, None if amount is None else amount.krw, money_format(unit))
    comment(cell, reason if amount is None else _places(amount, names))


def comment(cell: Cell, text: str) -> None:
    """A note on a cell, as large as its text asks for."""
    if not text:
        return
    said = clean(text)
    said = said if len(said) <= _MAX_COMMENT else f"{said[: _MAX_COMMENT - 1]}…"
    lines = sum(1 + len(line) // 24 for line in said.split("\n"))
    cell.comment = Comment(said, "simsa", height=_COMMENT_LINE * (lines + 1), width=_COMMENT_WIDTH)


def write_header(sheet: Worksheet, row: int, labels: Sequence[str]) -> None:
    """A row of headers over the columns from the first on."""
    for column, label in enumerate(labels, 1):
        cell = at(sheet, row, column)
        write_text(cell, label, bold=True, centred=True)
        cell.fill = _HEAD


def as_input(cell: Cell) -> None:
    """Shows that a cell is there to be changed."""
    cell.fill = _INPUT


def as_sum(cell: Cell) -> None:
    """Shows that a cell is of the foot."""
    cell.fill = _SUM


def write_title(sheet: Worksheet, title: str, lines: Sequence[str]) -> None:
    """The title in the first row and what to know about the sheet under it, without borders."""
    cell = at(sheet, 1, 1)
    _set_text(cell, title)
    cell.font = Font(name=_FONT, size=14, bold=True)
    for row, line in enumerate(lines, 2):
        below = at(sheet, row, 1)
        _set_text(below, line)
        below.font = Font(name=_FONT, size=9, color="FF4D5963")


@dataclass(frozen=True)
class Look:
    """How a cell looks where a condition holds: colours as ARGB; bold or italic tells it without colour, too."""

    fill: str | None = None
    ink: str | None = None
    bold: bool = False
    italic: bool = False


def colour(sheet: Worksheet, cells: str, condition: str, look: Look) -> None:
    """Dress a range where a formula, written for its first cell, holds."""
    style = DifferentialStyle(
        font=Font(bold=look.bold or None, italic=look.italic or None, color=look.ink),
        fill=PatternFill("solid", bgColor=look.fill) if look.fill else None,
    )
    sheet.conditional_formatting.add(cells, Rule(type="expression", dxf=style, formula=[condition]))


def shade_shares(sheet: Worksheet, cells: str) -> None:
    """Shade shares from 0 to 1 in one hue, so that more is darker in grey, too."""
    ends = [FormatObject(type="num", val=0), FormatObject(type="num", val=1)]
    scale = ColorScale(cfvo=ends, color=[Color("FFFFFFFF"), Color("FF7FA3BD")])
    sheet.conditional_formatting.add(cells, Rule(type="colorScale", colorScale=scale))


def set_widths(sheet: Worksheet, widths: Sequence[float]) -> None:
    """The widths of the columns from the first on, in characters."""
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width


def fit_rows(sheet: Worksheet, first_row: int) -> None:
    """Rows high enough for their longest text: other programs than Excel do not do that on opening."""
    for number, row in enumerate(sheet.iter_rows(min_row=first_row), first_row):
        lines = [_lines(cell.value, _width(sheet, cell.column)) for cell in row if isinstance(cell.value, str)]
        sheet.row_dimensions[number].height = _LINE_PT * min(max(lines, default=1), _MAX_LINES) + 3


def _width(sheet: Worksheet, column: int) -> float:
    return max(sheet.column_dimensions[get_column_letter(column)].width - 1, 1)


def _lines(text: str, width: float) -> int:
    """How many lines a text takes in so many characters: Hangul is almost twice as wide as a digit."""
    if text.startswith("="):
        return 1
    wide = (sum(1.65 if ord(letter) > _HANGUL_FROM else 1.05 for letter in line) for line in text.split("\n"))
    return sum(max(1, ceil(length / width)) for length in wide)


def set_page(sheet: Worksheet, header_row: int) -> None:
    """A4 across, as wide as the page, the headers on each page, numbered."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"1:{header_row}"
    sheet.HeaderFooter.oddFooter = HeaderFooterItem(center=_HeaderFooterPart("&P / &N"))
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top = sheet.page_margins.bottom = 0.6
    sheet.page_margins.header = sheet.page_margins.footer = 0.3


def _set_text(cell: Cell, text: str) -> None:
    cell.value = clean(text)
    # Whatever it looks like: a formula, an error, a number.
    cell.data_type = "s"


def _dress(cell: Cell, *, bold: bool = False, centred: bool = False, wrapped: bool) -> None:
    cell.font = Font(name=_FONT, size=10, bold=bold)
    cell.border = _LINE
    cell.alignment = Alignment(horizontal="center" if centred else None, vertical="center", wrap_text=wrapped)


def _places(amount: Amount, names: PlaceNames) -> str:
    derived = [f"계산값: {amount.derived}"] if amount.derived else []
    printed = [f"기재: {formatting.printed(amount)}"]
    places = list(dict.fromkeys(f"{names.quoted(anchor)}: {anchor.text.strip()}" for anchor in amount.evidence))
    more = [f"외 {len(places) - _MAX_PLACES}곳"] if len(places) > _MAX_PLACES else []
    return "\n".join([*derived, *printed, *places[:_MAX_PLACES], *more])
