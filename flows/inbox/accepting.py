"""Accepting a file: its line in the list of receipts, and then its bytes in the inbox, whole or not at all."""

import os
import shutil
from datetime import datetime
from pathlib import Path

from flows.inbox import passed_over_by_name, sha256_of
from flows.receipts import composed
from flows.receipts.adding import add_receipt
from schemas import Call, SubmissionKind
from schemas.errors import UsageError


def accept_file(
    path: Path, inbox: Path, call: Call, received_at: datetime, kind: SubmissionKind, applicant: str | None = None
) -> Path:
    """Put a received file into an inbox; where it lies there.

    The receipt is written first: a run that looks in between finds a receipt without its file and says so, never a
    file without its time.

    Raises:
        UsageError: there is no such file, its name is one that an intake passes over, or another file has its place.
        ReceiptsError: its receipt cannot be written.
    """
    if not path.is_file():
        raise UsageError(f"{path}: 파일이 없음")
    if reason := passed_over_by_name(path.name):
        raise UsageError(f"{path.name}: 접수 파일로 볼 수 없는 이름({reason})")
    place = inbox / composed(path.name)
    if place.exists():
        same = place.is_file() and sha256_of(place) == sha256_of(path)
        raise UsageError(
            f"{place}: {'이미 접수한 파일' if same else '이름이 같은 다른 파일이 있음 → 이름을 바꾸어 접수'}"
        )
    try:
        inbox.mkdir(parents=True, exist_ok=True)
        add_receipt(inbox, call, place.name, received_at, kind, applicant)
        beside = inbox / f"{place.name}.part"
        shutil.copyfile(path, beside)
        os.replace(beside, place)  # noqa: PTH105 - the same
    except OSError as error:
        raise UsageError(f"{inbox}: {error.strerror}") from error
    return place
