"""A Record as text, and the digests that say whether two runs are the same run and found the same.

The stored text is the whole record as JSON with sorted keys in Unicode NFC, so that it comes back exactly, and so
that a name typed on macOS (NFD) is found by the same query as one typed elsewhere.
"""

import hashlib
import json
import unicodedata
from datetime import UTC

from pydantic import ValidationError

from schemas import Failure, Record, RecordKey, Submission
from schemas.base import Model
from schemas.errors import StorageError

JUDGED = "judged"
OUTDATED = "outdated-record"
"""The failure of a stored record that this version's models cannot take; it is shown, never stored."""


def canonical_json(model: Model) -> str:
    """The model's JSON with sorted keys and without spaces, in NFC."""
    text = json.dumps(model.model_dump(mode="json"), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return unicodedata.normalize("NFC", text)


def normalized(record: Record) -> Record:
    """The same record with every text in NFC: what is stored, and what comes back."""
    return Record.model_validate_json(canonical_json(record))


def restored(text: str) -> Record:
    """The record of a stored text; of one that another version wrote, what is known and that it must be read again.

    Raises:
        StorageError: not even the key can be understood.
    """
    try:
        return Record.model_validate_json(text)
    except ValidationError:
        pass
    try:
        kept = json.loads(text)
        known = {name: kept[name] for name in ("key", "submission", "recorded_at")}
        record = Record.model_validate_json(json.dumps(known))
    except (ValueError, KeyError, TypeError) as error:
        detail = "저장된 심사자료의 형식을 알 수 없음"
        raise StorageError(detail) from error
    message = f"다른 버전의 simsa({record.key.code_version})로 저장되어 읽을 수 없음. 이 파일을 다시 읽어야 함"
    return record.model_copy(update={"failure": Failure(code=OUTDATED, message=message)})


def outcome(record: Record) -> str:
    """`judged`, or the code of the failure."""
    return record.failure.code if record.failure else JUDGED


def run_digest(key: RecordKey, submission: Submission) -> str:
    """What makes two runs the same: the key, and what the agency knows about the arrival (file name, time, kind)."""
    return digest_of(canonical_json(key), canonical_json(_at_utc(submission)))


def content_digest(record: Record) -> str:
    """What a run found, without the moment at which it was recorded."""
    parts: list[Model] = [*record.findings]
    if record.proposal:
        parts.insert(0, record.proposal)
    if record.failure:
        parts.append(record.failure)
    return digest_of(*(canonical_json(part) for part in parts))


def _at_utc(submission: Submission) -> Submission:
    if submission.received_at is None:
        return submission
    return submission.model_copy(update={"received_at": submission.received_at.astimezone(UTC)})


def digest_of(*texts: str) -> str:
    """The SHA-256 of texts, a line each."""
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()
