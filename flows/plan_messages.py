"""What the main process and a plan's process say to each other."""

from typing import Final

from schemas import Finding, Proposal, Submission
from schemas.base import Model

RECORD: Final = "record"
OUTPUT: Final = "output"
JUDGE: Final = "judge"
ASSIGN_AREAS: Final = "assign-areas"

END_OF_TEXT: Final = b"\n\n"
"""What stands between the texts of a judged plan (`schemas.canonical_json.JudgedText`) and its packed Document."""


class JudgedPlan(Model):
    """A proposal, and the findings on it."""

    proposal: Proposal
    findings: tuple[Finding, ...]


class KeptPlan(Model):
    """A proposal that is kept, and what is known now of the submission that it was read from."""

    proposal: Proposal
    submission: Submission
