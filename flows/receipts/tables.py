"""A list of receipts as rows of cells, from what agencies save: CSV in UTF-8 or in Korean Excel's CP949, or XLSX."""

import csv
import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from typing import Final, NamedTuple, Protocol, cast

from flows.receipts.times import Cell
from schemas.errors import ReceiptsError

MAX_BYTES: Final = 20_000_000
MAX_UNPACKED_BYTES: Final = 200_000_000
MAX_ROWS: Final = 50_000
MAX_COLUMNS: Final = 100
_ZIP: Final = b"PK\x03\x04"
_OLD_EXCEL: Final = b"\xd0\xcf\x11\xe0"
_NO_CLOCK: Final = re.compile(r'\[\$[^\]]*\]|"[^"]*"')
"""Parts of a number format that are a language or words, such as [$-ko-Hang] and "년"."""


class Row(NamedTuple):
    """A row with its number, as a person counts it who opens the list."""

    number: int
    cells: tuple[Cell, ...]


class _SheetCell(Protocol):
    value: object
    number_format: str | None


class _Sheet(Protocol):
    """What is used of openpyxl's sheet that is read row by row."""

    def reset_dimensions(self) -> None: ...
    def iter_rows(self) -> Iterable[Sequence[_SheetCell]]: ...


def read_rows(data: bytes, name: str) -> list[list[Row]]:
    """The rows of each sheet; a CSV is one sheet.

    Raises:
        ReceiptsError: the list is empty or too large, or is neither text nor a workbook that can be opened.
    """
    if not data.strip():
        raise ReceiptsError(f"{name}: 빈 파일")
    if len(data) > MAX_BYTES:
        raise ReceiptsError(f"{name}: {MAX_BYTES // 1_000_000}MB보다 큼")
    if data.startswith(_OLD_EXCEL):
        raise ReceiptsError(f"{name}: XLS이거나 암호가 걸린 파일 → XLSX나 CSV로 저장")
    if data.startswith(_ZIP):
        return _workbook_rows(data, name)
    return [list(_csv_rows(decoded(data, name)[0], name))]


def decoded(data: bytes, name: str) -> tuple[str, str]:
    """The text of a CSV, and its encoding to add to it.

    It is UTF-8, or CP949 where it is no UTF-8: text in one of them is hardly ever text in the other.

    Raises:
        ReceiptsError: it is neither.
    """
    for encoding in ("utf-8-sig", "cp949"):
        try:
            return data.decode(encoding), encoding.removesuffix("-sig")
        except UnicodeDecodeError:
            continue
    raise ReceiptsError(f"{name}: UTF-8도 CP949도 아닌 글자 → CSV(UTF-8)로 다시 저장")


def _csv_rows(text: str, name: str) -> Iterator[Row]:
    lines = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        for cells in lines:
            if lines.line_num > MAX_ROWS:
                raise ReceiptsError(f"{name}: {MAX_ROWS:,}행보다 많음")
            yield Row(lines.line_num, tuple(cell.strip() for cell in cells))
    except csv.Error as error:
        raise ReceiptsError(f"{name} {lines.line_num}행: CSV 형식 오류: {error}") from error


def _workbook_rows(data: bytes, name: str) -> list[list[Row]]:
    # Only a run with a workbook pays for the import.
    from openpyxl import load_workbook

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(member.file_size for member in archive.infolist())
        if unpacked > MAX_UNPACKED_BYTES:
            raise ReceiptsError(f"{name}: 압축을 풀면 {MAX_UNPACKED_BYTES // 1_000_000}MB보다 큼")
        with warnings.catch_warnings():
            # Of styles and extensions that openpyxl leaves out; a list of receipts has none that matter.
            warnings.simplefilter("ignore")
            workbook = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            sheets = [sheet for sheet in workbook.worksheets if sheet.sheet_state == "visible"]
            return [_sheet_rows(cast("_Sheet", sheet), name) for sheet in sheets]
    except ReceiptsError:
        raise
    except Exception as error:  # a broken workbook raises whatever its ZIP, its XML or openpyxl stumble over
        raise ReceiptsError(f"{name}: XLSX로 열 수 없음({type(error).__name__}) → CSV로 저장") from error


def _sheet_rows(sheet: _Sheet, name: str) -> list[Row]:
    # The size that a sheet states of itself is what somebody wrote there.
    sheet.reset_dimensions()
    rows = []
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        if number > MAX_ROWS:
            raise ReceiptsError(f"{name}: {MAX_ROWS:,}행보다 많음")
        rows.append(Row(number, tuple(_value(cell.value, cell.number_format) for cell in cells[:MAX_COLUMNS])))
    return rows


def _value(value: object, number_format: str | None) -> Cell:
    """What a cell holds; a day whose format shows no clock is a day, also where the file keeps midnight with it."""
    if isinstance(value, datetime) and value.time() == time() and not _shows_clock(number_format or ""):
        return value.date()
    if value is None or isinstance(value, str | int | float | datetime | date | time):
        return value.strip() if isinstance(value, str) else value
    return str(value)


def _shows_clock(number_format: str) -> bool:
    return "h" in _NO_CLOCK.sub("", number_format).lower()
