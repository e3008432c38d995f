"""A Submission: one received file and what the agency knows about its arrival."""

from enum import StrEnum

from pydantic import AwareDatetime

from schemas.base import Model


class SubmissionKind(StrEnum):
    """접수본, 보완본 and 협약본. Only the first copy is held against the deadline."""

    FIRST = "first"
    CORRECTED = "corrected"
    AGREED = "agreed"


class Receipt(Model):
    """A line of receipts.csv: the agency's own evidence of when a file arrived. Never the file's own date."""

    file: str
    received_at: AwareDatetime
    kind: SubmissionKind = SubmissionKind.FIRST
    applicant: str | None = None


class Submission(Model):
    """One received file. Without a receipt the time is unknown; nothing is guessed from the file."""

    file_name: str
    sha256: str
    kind: SubmissionKind = SubmissionKind.FIRST
    received_at: AwareDatetime | None = None
    applicant: str | None = None
