"""What is kept of a plan for judging it again: of the last judged record no more is made than that asks for."""

import json

from pydantic import ValidationError
from sqlalchemy import select
from sqlalchemy.orm import Session

from records.database import canonical
from records.database.tables import RecordRow, SubmissionRow
from schemas import Proposal, Record, SubmissionKind
from schemas.canonical_json import canonical_text

_HEAD = ("key", "submission", "recorded_at")


def latest_text(session: Session, call_id: str, sha256: str, kind: SubmissionKind) -> str | None:
    """The text of the last record of these bytes that was judged under a call, whichever version and arrival."""
    query = (
        select(RecordRow.record_json)
        .join(SubmissionRow, RecordRow.submission_id == SubmissionRow.id)
        .where(
            SubmissionRow.call_id == call_id,
            SubmissionRow.sha256 == sha256,
            SubmissionRow.kind == kind.value,
            RecordRow.outcome == canonical.JUDGED,
        )
        .order_by(RecordRow.id.desc())
        .limit(1)
    )
    return session.scalar(query)


def outline_in(text: str) -> Record | None:
    """A stored record with its key, its submission, and of its proposal the file alone; None where it has none."""
    try:
        kept = json.loads(text)
        values = {name: kept[name] for name in _HEAD}
        return Record.model_validate_json(json.dumps(values | {"proposal": {"file": kept["proposal"]["file"]}}))
    except (ValueError, KeyError, TypeError):
        return None


def proposal_in(text: str) -> tuple[Proposal, str] | None:
    """The proposal of a stored record, and its canonical JSON; None where this code's models take it no longer."""
    try:
        proposal_text = canonical_text(json.loads(text)["proposal"])
        return Proposal.model_validate_json(proposal_text), proposal_text
    except (ValidationError, ValueError, KeyError, TypeError):
        return None
