"""What the main process and a plan's process say to each other."""

from typing import Final, NamedTuple

from schemas import Finding, Proposal, Submission
from schemas.base import Model

RECORD: Final = "record"
OUTPUT: Final = "output"
JUDGE: Final = "judge"
ASSIGN_AREAS: Final = "assign-areas"

BETWEEN_TEXTS: Final = "\t"
"""What stands between the canonical texts of a line: within them JSON writes it otherwise."""

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


class KeptText(NamedTuple):
    """The same with the canonical JSON that the proposal is kept as, so that nobody writes it again."""

    proposal: Proposal
    text: str
    submission: Submission

    @property
    def line(self) -> str:
        """A line of what a plan's process is given: the JSON of a `KeptPlan`."""
        return f'{{"proposal":{self.text},"submission":{self.submission.model_dump_json()}}}\n'
