"""A Record as text, and the digests that say whether two runs are the same run and found the same.

The stored text is the whole record as JSON with sorted keys in Unicode NFC, so that it comes back exactly, and so
that a name typed on macOS (NFD) is found by the same query as one typed elsewhere.
"""

import hashlib
import json
from datetime import UTC
from typing import NamedTuple

from pydantic import ValidationError

from schemas import Failure, Record, RecordKey, Submission
from schemas.canonical_json import JudgedText, canonical_json, canonical_text
from schemas.errors import StorageError

JUDGED = "judged"
OUTDATED = "outdated-record"
"""The failure of a stored record that this version's models cannot take; it is shown, never stored."""


class WrittenRecord(NamedTuple):
    """A record with every text in NFC, as it is stored and comes back; its canonical JSON; and its content's digest."""

    record: Record
    text: str
    content_digest: str


def written(record: Record, judged: JudgedText | None = None) -> WrittenRecord:
    """A record as it is stored.

    Args:
        record: what is to be stored.
        judged: the texts that its proposal and findings were read from, in NFC; without them they are written here.
    """
    head = record.model_copy(update={"proposal": None, "findings": ()})
    if judged is not None:
        head = Record.model_validate_json(canonical_json(head))
        whole = head.model_copy(update={"proposal": record.proposal, "findings": record.findings})
        return WrittenRecord(whole, _joined(head, judged.proposal, judged.findings), digest_of(judged.lines))
    proposal = canonical_json(record.proposal) if record.proposal else None
    findings = tuple(map(canonical_json, record.findings))
    text = _joined(head, proposal, findings)
    return WrittenRecord(Record.model_validate_json(text), text, _content_digest(record.failure, proposal, findings))


def _joined(head: Record, proposal: str | None, findings: tuple[str, ...]) -> str:
    """The canonical JSON of a record, from that of its parts."""
    parts = {name: canonical_text(value) for name, value in head.model_dump(mode="json").items()}
    parts["findings"] = f"[{','.join(findings)}]"
    if proposal is not None:
        parts["proposal"] = proposal
    return "{" + ",".join(f'"{name}":{parts[name]}' for name in sorted(parts)) + "}"


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
    proposal = canonical_json(record.proposal) if record.proposal else None
    return _content_digest(record.failure, proposal, tuple(map(canonical_json, record.findings)))


def _content_digest(failure: Failure | None, proposal: str | None, findings: tuple[str, ...]) -> str:
    before = () if proposal is None else (proposal,)
    after = () if failure is None else (canonical_json(failure),)
    return digest_of(*before, *findings, *after)


def _at_utc(submission: Submission) -> Submission:
    if submission.received_at is None:
        return submission
    return submission.model_copy(update={"received_at": submission.received_at.astimezone(UTC)})


def digest_of(*texts: str) -> str:
    """The SHA-256 of texts, a line each."""
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()
