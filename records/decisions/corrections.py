"""What reviewers corrected: a programme's areas as a person sees them, with who, when and why.

A correction belongs to what a programme says (its title and content), not to one run over it: it stands as long as
the text stands, whichever version of simsa reads the file again. Rows are only ever added; the last one counts.
"""

import hashlib
import unicodedata
from collections.abc import Sequence
from datetime import datetime

from records.database.tables import AreaCorrectionRow
from schemas import Program
from schemas.base import Model
from schemas.errors import StorageError


class AreaCorrection(Model):
    """A reviewer's areas for a programme, beside those that were found.

    `text` is the programme's content as the area pipeline reads it; `source` is the SHA-256 of the file that it
    stands in.
    """

    title: str
    text: str
    content_hash: str
    found: tuple[str, ...]
    corrected: tuple[str, ...]
    reviewer: str
    corrected_at: datetime
    reason: str
    source: str


def area_correction(
    program: Program, corrected: Sequence[str], *, reviewer: str, corrected_at: datetime, reason: str, source: str
) -> AreaCorrection:
    """What a reviewer says about a programme, in NFC.

    Raises:
        StorageError: it names no area or no reviewer, or its time has no zone.
    """
    if not corrected or not reviewer.strip():
        detail = "분야 수정에는 수정한 분야와 검토자가 있어야 함"
        raise StorageError(detail)
    if corrected_at.tzinfo is None:
        detail = "분야 수정 시각에 시간대가 없음"
        raise StorageError(detail)
    title, text = (_stored(part) for part in (program.title, "\n".join(program.content)))
    return AreaCorrection(
        title=title,
        text=text,
        content_hash=hashlib.sha256(f"{title}\n{text}".encode()).hexdigest(),
        found=tuple(score.area for score in program.areas),
        corrected=tuple(dict.fromkeys(corrected)),
        reviewer=_stored(reviewer),
        corrected_at=corrected_at,
        reason=_stored(reason),
        source=source,
    )


def correction_row(correction: AreaCorrection, record_id: int) -> AreaCorrectionRow:
    """The row of a correction; areas are ids by commas."""
    values = correction.model_dump()
    values["found"], values["corrected"] = ",".join(correction.found), ",".join(correction.corrected)
    return AreaCorrectionRow(record_id=record_id, **values)


def correction_of(row: AreaCorrectionRow) -> AreaCorrection:
    """A correction from its row."""
    values = {name: getattr(row, name) for name in AreaCorrection.model_fields}
    split = {name: tuple(filter(None, values[name].split(","))) for name in ("found", "corrected")}
    return AreaCorrection(**{**values, **split})


def _stored(text: str) -> str:
    return unicodedata.normalize("NFC", text).replace("\0", "")
