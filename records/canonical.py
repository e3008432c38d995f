"""A Record as text, and the digests that say whether two runs are the same run and found the same.

The stored text is the whole record as JSON with sorted keys in Unicode NFC, so that it comes back exactly, and so
that a name typed on macOS (NFD) is found by the same query as one typed elsewhere.
"""

import hashlib
import json
import unicodedata
from datetime import UTC

from schemas import Record, RecordKey, Submission
from schemas.base import Model

JUDGED = "judged"


def canonical_json(model: Model) -> str:
    """The model's JSON with sorted keys and without spaces, in NFC."""
    text = json.dumps(model.model_dump(mode="json"), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return unicodedata.normalize("NFC", text)


def normalized(record: Record) -> Record:
    """The same record with every text in NFC: what is stored, and what comes back."""
    return Record.model_validate_json(canonical_json(record))


def outcome(record: Record) -> str:
    """`judged`, or the code of the failure."""
    return record.failure.code if record.failure else JUDGED


def run_digest(key: RecordKey, submission: Submission) -> str:
    """What makes two runs the same: the key, and what the agency knows about the arrival (file name, time, kind)."""
    return _digest(canonical_json(key), canonical_json(_at_utc(submission)))


def content_digest(record: Record) -> str:
    """What a run found, without the moment at which it was recorded."""
    parts: list[Model] = [*record.findings]
    if record.proposal:
        parts.insert(0, record.proposal)
    if record.failure:
        parts.append(record.failure)
    return _digest(*(canonical_json(part) for part in parts))


def _at_utc(submission: Submission) -> Submission:
    if submission.received_at is None:
        return submission
    return submission.model_copy(update={"received_at": submission.received_at.astimezone(UTC)})


def _digest(*texts: str) -> str:
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()
