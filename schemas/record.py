"""A Record: a proposal, its findings, and how both were made."""

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
    """Why a file could not be read: an error's code and its one line."""

    code: str
    message: str

    @classmethod
    def of(cls, error: SimsaError) -> "Failure":
        """Put an error down as a result."""
        return cls(code=error.code, message=error.message)


class Record(Model):
    """One submission as judged, or the reason why it could not be."""

    key: RecordKey
    submission: Submission
    recorded_at: AwareDatetime
    proposal: Proposal | None = None
    findings: tuple[Finding, ...] = ()
    failure: Failure | None = None
