"""receipts.csv: the agency's own list of when each file arrived. A file's own date is no receipt."""

import csv
import io
from collections.abc import Mapping
from typing import NamedTuple

from pydantic import ValidationError

from schemas import Receipt, Submission
from schemas.errors import ReceiptsError

RECEIPTS_NAME = "receipts.csv"
REQUIRED_COLUMNS = frozenset({"file", "received_at", "kind"})
KNOWN_COLUMNS = REQUIRED_COLUMNS | {"applicant"}


class Receipts(NamedTuple):
    """The receipts by file name, and one error for each line that could not be used."""

    by_file: Mapping[str, Receipt]
    errors: tuple[ReceiptsError, ...] = ()

    def submission_of(self, file_name: str, sha256: str) -> Submission:
        """What is known of a file's arrival; without a receipt its time and applicant stay unknown."""
        receipt = self.by_file.get(file_name)
        if receipt is None:
            return Submission(file_name=file_name, sha256=sha256)
        return Submission(
            file_name=file_name,
            sha256=sha256,
            kind=receipt.kind,
            received_at=receipt.received_at,
            applicant=receipt.applicant,
        )


NO_RECEIPTS = Receipts({})


def parse_receipts(data: bytes, name: str = RECEIPTS_NAME) -> Receipts:
    """Read receipts as UTF-8 CSV with the columns file, received_at (with its zone), kind and, if wanted, applicant.

    A line that cannot be used takes nothing from the others: it becomes an error that names it.

    Raises:
        ReceiptsError: the file is empty, is no UTF-8 text, or lacks a column, so that no line can be used.
    """
    lines = csv.DictReader(io.StringIO(_decoded(data, name), newline=""), strict=True)
    _check_columns(lines.fieldnames or (), name)
    by_file: dict[str, Receipt] = {}
    errors = []
    try:
        for values in lines:
            try:
                receipt = _receipt(values)
                if receipt.file in by_file:
                    raise ReceiptsError(f"{receipt.file}: 두 번 적힌 파일")
                by_file[receipt.file] = receipt
            except ReceiptsError as error:
                errors.append(ReceiptsError(f"{name} {lines.line_num}행: {error.detail}"))
    except csv.Error as error:
        errors.append(ReceiptsError(f"{name} {lines.line_num}행: CSV 형식 오류, 이후 행은 쓰지 않음: {error}"))
    return Receipts(by_file, tuple(errors))


def _decoded(data: bytes, name: str) -> str:
    if not data.strip():
        raise ReceiptsError(f"{name}: 빈 파일")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ReceiptsError(f"{name}: UTF-8로 저장되지 않음") from error


def _check_columns(columns: object, name: str) -> None:
    found = {str(column).strip() for column in columns if column} if isinstance(columns, (list, tuple)) else set()
    if missing := REQUIRED_COLUMNS - found:
        raise ReceiptsError(f"{name} 1행: 열 없음: {', '.join(sorted(missing))}")
    if unknown := found - KNOWN_COLUMNS:
        raise ReceiptsError(f"{name} 1행: 모르는 열: {', '.join(sorted(unknown))}")


def _receipt(values: Mapping[str | None, object]) -> Receipt:
    """One line as a receipt; blank fields count as absent."""
    if None in values:
        raise ReceiptsError("열보다 값이 많음")
    stated = {
        str(name).strip(): value.strip() for name, value in values.items() if isinstance(value, str) and value.strip()
    }
    try:
        return Receipt.model_validate(stated)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"])
        raise ReceiptsError(f"{field}: {_explained(first['type'])}") from error


def _explained(kind: str) -> str:
    return {
        "missing": "값 없음",
        "timezone_aware": "시간대가 없음(예: 2026-03-10T16:40:00+09:00)",
        "enum": "first, corrected, agreed 중 하나여야 함",
    }.get(kind, "날짜와 시각은 2026-03-10T16:40:00+09:00처럼 적어야 함")
