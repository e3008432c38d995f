"""A Record: a proposal, its findings, and how both were made."""

from typing import ClassVar

from pydantic import AwareDatetime

from schemas.base import Model
from schemas.errors import SimsaError
from schemas.finding import Finding
from schemas.proposal import Proposal
from schemas.submission import Submission


class RecordKey(Model):
    """What makes two runs the same: the same bytes under the same call, code and model give the same record."""

    sha256: str
    call_id: str
    call_version: str
    code_version: str
    model_version: str


class Failure(Model):
    """Why a file could not be read: an error's code, its one line, and whether another try may go better."""

    omitted_at_default: ClassVar[frozenset[str]] = frozenset({"retryable"})

    code: str
    message: str
    retryable: bool = False

    @classmethod
    def of(cls, error: SimsaError) -> "Failure":
        """Put an error down as a result."""
        return cls(code=error.code, message=error.message, retryable=error.retryable)


class Record(Model):
    """One submission as judged, or the reason why it could not be."""

    key: RecordKey
    submission: Submission
    recorded_at: AwareDatetime
    proposal: Proposal | None = None
    findings: tuple[Finding, ...] = ()
    failure: Failure | None = None
