"""The agency's own list of when each file arrived (접수대장). A file's own date is no receipt."""

import unicodedata
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from flows.receipts.tables import Row, read_rows
from flows.receipts.times import Cell, ReceiptClock, joined
from schemas import Call, Receipt, Submission, SubmissionKind
from schemas.errors import ReceiptsError

LOCK_NAME: Final = ".receipts.lock"
"""What is locked while a line is added; it stays in the inbox."""

RECEIPTS_NAMES: Final = ("receipts.csv", "receipts.xlsx", "접수대장.csv", "접수대장.xlsx")
"""What the list is called in an inbox, in NFC."""

_HEADERS: Final = {
    "file": ("file", "파일명", "파일", "파일이름", "접수파일", "접수파일명", "제출파일", "제출파일명"),
    "received_at": ("received_at", "접수일시", "제출일시"),
    "day": ("접수일", "접수일자", "접수날짜", "제출일", "제출일자"),
    "clock": ("접수시각", "접수시간", "제출시각", "제출시간"),
    "kind": ("kind", "구분", "접수구분", "제출구분"),
    "applicant": ("applicant", "신청기관", "신청기관명", "신청지방정부", "신청지자체", "지방정부", "지자체", "신청자"),
}
_FIELD_OF_HEADER: Final = {header: field for field, headers in _HEADERS.items() for header in headers}
_KINDS: Final = {
    SubmissionKind.FIRST: ("first", "접수본", "접수", "최초"),
    SubmissionKind.CORRECTED: ("corrected", "보완본", "보완"),
    SubmissionKind.AGREED: ("agreed", "협약본", "협약"),
}
_KIND_OF_WORD: Final = {word: kind for kind, words in _KINDS.items() for word in words}
_MAX_ROWS_ABOVE_HEADER: Final = 10
"""Titles, dates and blank rows that lists have above their header."""


class Receipts(NamedTuple):
    """The receipts by file name in NFC, and one error for each line that could not be used.

    `unused_columns` are headers that say nothing about a receipt (비고, 연번), or are misspelt.
    """

    by_file: Mapping[str, Receipt]
    errors: tuple[ReceiptsError, ...] = ()
    unused_columns: tuple[str, ...] = ()

    def submission_of(
        self, file_name: str, sha256: str, default_kind: SubmissionKind = SubmissionKind.FIRST
    ) -> Submission:
        """What is known of a file's arrival; without a receipt its time and applicant stay unknown.

        Args:
            file_name: composed (NFC) or, as macOS writes it, decomposed (NFD).
            sha256: of the file's bytes.
            default_kind: what a file without a receipt is taken for.
        """
        receipt = self.by_file.get(composed(file_name))
        if receipt is None:
            return Submission(file_name=file_name, sha256=sha256, kind=default_kind)
        return Submission(
            file_name=file_name,
            sha256=sha256,
            kind=receipt.kind,
            received_at=receipt.received_at,
            applicant=receipt.applicant,
        )


NO_RECEIPTS = Receipts({})


def composed(name: str) -> str:
    """A file's name with its syllables put together (NFC), as two names are compared."""
    return unicodedata.normalize("NFC", name)


def parse_receipts(data: bytes, call: Call, name: str = RECEIPTS_NAMES[0]) -> Receipts:
    """Read a call's list of receipts: a file's name, its time and its kind, and the applicant where it is given.

    Headers may be English or Korean (파일명, 접수일시 or 접수일 and 접수시각, 구분, 신청기관) and stand below a title.
    A time without a zone is the call's. A line that cannot be used takes nothing from the others: it becomes an error
    that names it.

    Raises:
        ReceiptsError: no line can be used: the file is empty, cannot be opened, or lacks a column.
    """
    sheets = read_rows(data, name)
    for rows in sheets:
        for place, row in enumerate(rows[:_MAX_ROWS_ABOVE_HEADER]):
            columns = _columns(row)
            if not _missing(columns):
                return _receipts(rows[place + 1 :], row, columns, ReceiptClock.of(call), name)
    raise ReceiptsError(f"{name}: 열 없음: {', '.join(_missing(_nearest(sheets)))}")


def columns_of_list(data: bytes, name: str) -> tuple[Mapping[str, int], int]:
    """Where each field stands in a list, and how many columns it has.

    Raises:
        ReceiptsError: it has no header with the columns that are needed.
    """
    for rows in read_rows(data, name):
        for row in rows[:_MAX_ROWS_ABOVE_HEADER]:
            columns = _columns(row)
            if not _missing(columns):
                return columns, len(row.cells)
    raise ReceiptsError(f"{name}: 열 없음: {', '.join(_missing({}))}")


def _receipts(rows: Sequence[Row], header: Row, columns: Mapping[str, int], clock: ReceiptClock, name: str) -> Receipts:
    by_file: dict[str, Receipt] = {}
    errors = []
    for row in rows:
        if all(cell in (None, "") for cell in row.cells):
            continue
        try:
            if any(cell not in (None, "") for cell in row.cells[len(header.cells) :]):
                raise ReceiptsError("열보다 값이 많음")
            receipt = _receipt({field: _cell(row, place) for field, place in columns.items()}, clock)
            if receipt.file in by_file:
                raise ReceiptsError(f"{receipt.file}: 두 번 적힌 파일")
            by_file[receipt.file] = receipt
        except ReceiptsError as error:
            errors.append(ReceiptsError(f"{name} {row.number}행: {error.detail}"))
    unused = [str(cell) for cell in header.cells if cell not in (None, "") and _field(cell) not in columns]
    return Receipts(by_file, tuple(errors), tuple(unused))


def _columns(row: Row) -> dict[str, int]:
    """Where each field stands; of two headers for one field the first counts."""
    columns: dict[str, int] = {}
    for place, cell in enumerate(row.cells):
        if field := _field(cell):
            columns.setdefault(field, place)
    return columns


def _field(header: Cell) -> str | None:
    letters = "".join(unicodedata.normalize("NFKC", str(header)).split()).casefold()
    return _FIELD_OF_HEADER.get(letters)


def _missing(columns: Mapping[str, int]) -> list[str]:
    """The fields that a header lacks, under the names that a person may write there."""
    lacking = [] if "file" in columns else ["file(파일명)"]
    if "received_at" not in columns and "day" not in columns:
        lacking.append("received_at(접수일시)")
    if "kind" not in columns:
        lacking.append("kind(구분)")
    return lacking


def _nearest(sheets: Sequence[Sequence[Row]]) -> dict[str, int]:
    """The columns of the row that looks most like a header, to say what it lacks."""
    rows = [_columns(row) for sheet in sheets for row in sheet[:_MAX_ROWS_ABOVE_HEADER]]
    return max(rows, key=len, default={})


def _cell(row: Row, place: int) -> Cell:
    return row.cells[place] if place < len(row.cells) else None


def _receipt(cells: Mapping[str, Cell], clock: ReceiptClock) -> Receipt:
    """One line as a receipt; blank fields count as absent."""
    file = _text(cells.get("file"))
    if not file:
        raise ReceiptsError("파일명: 값 없음")
    kind = _kind(_text(cells.get("kind")))
    stated = cells.get("received_at")
    if stated in (None, ""):
        stated = joined(cells.get("day"), cells.get("clock"))
    return Receipt(
        file=composed(file),
        received_at=clock.moment(stated if stated != "" else None, kind),
        kind=kind,
        applicant=_text(cells.get("applicant")) or None,
    )


def _text(cell: Cell) -> str:
    return "" if cell is None else str(cell).strip()


def _kind(word: str) -> SubmissionKind:
    kind = _KIND_OF_WORD.get(composed("".join(word.split()).casefold()))
    if kind is None:
        raise ReceiptsError(
            f"구분 {word or '값 없음'}: first(접수본), corrected(보완본), agreed(협약본) 중 하나여야 함"
        )
    return kind
