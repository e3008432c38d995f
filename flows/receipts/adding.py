"""A line more in the list of receipts, as whoever accepts a file writes it; what is written is read back first."""

import csv
import fcntl
import io
import os
from datetime import datetime
from pathlib import Path
from typing import Final

from flows.receipts.lists import LOCK_NAME, RECEIPTS_NAMES, columns_of_list, composed, parse_receipts
from flows.receipts.tables import decoded
from schemas import Call, SubmissionKind
from schemas.errors import ReceiptsError, UsageError

_HEADER: Final = ("file", "received_at", "kind", "applicant")


def add_receipt(
    inbox: Path, call: Call, file: str, received_at: datetime, kind: SubmissionKind, applicant: str | None
) -> Path:
    """Write a file's arrival into the inbox's list, which is begun where there is none; the list's path.

    The list keeps its columns, its encoding and every line that it has.

    Raises:
        ReceiptsError: the list has the file already, cannot be used, or the line is none that could be read back.
        UsageError: the list is a workbook, which only a person edits, or cannot be written.
    """
    path = _list_in(inbox)
    try:
        with (inbox / LOCK_NAME).open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            before = path.read_bytes() if path.exists() else b""
            values = {"file": file, "received_at": received_at.isoformat(), "kind": kind.value, "applicant": applicant}
            after = _with_line(before, values, path.name)
            receipts = parse_receipts(after, call, path.name)
            found = receipts.by_file.get(composed(file))
            if found is None or found.received_at != received_at or found.kind is not kind:
                reason = receipts.errors[-1].detail if receipts.errors else "기록할 수 없음"
                raise ReceiptsError(f"{path.name}: {file}: {reason}")
            beside = path.with_name(f".{path.name}.part")
            beside.write_bytes(after)
            os.replace(beside, path)  # noqa: PTH105 - the same
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}") from error
    return path


def _list_in(inbox: Path) -> Path:
    lists = [entry for entry in inbox.iterdir() if composed(entry.name) in RECEIPTS_NAMES] if inbox.is_dir() else []
    if not lists:
        return inbox / RECEIPTS_NAMES[0]
    if len(lists) > 1 or lists[0].suffix.lower() != ".csv":
        names = ", ".join(entry.name for entry in lists)
        raise UsageError(f"{names}: 접수대장이 CSV 하나가 아님 → 접수대장에 직접 적고 파일을 접수함에 둘 것")
    return lists[0]


def _with_line(before: bytes, values: dict[str, str | None], name: str) -> bytes:
    if not before.strip():
        return _csv_line(_HEADER).encode() + _csv_line(tuple(values[field] or "" for field in _HEADER)).encode()
    text, encoding = decoded(before, name)
    columns, width = columns_of_list(before, name)
    if "received_at" not in columns:
        # A day and a time in columns of their own.
        stated = datetime.fromisoformat(values["received_at"] or "")
        values = values | {"day": f"{stated:%Y-%m-%d}", "clock": f"{stated:%H:%M:%S}"}
    cells = [""] * width
    for field, place in columns.items():
        cells[place] = values.get(field) or ""
    joint = "" if text.endswith("\n") else "\n"
    try:
        return before + (joint + _csv_line(tuple(cells))).encode(encoding)
    except UnicodeEncodeError as error:
        raise ReceiptsError(f"{name}: {encoding}에 없는 글자 → CSV(UTF-8)로 다시 저장") from error


def _csv_line(cells: tuple[str, ...]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow(cells)
    return line.getvalue()
