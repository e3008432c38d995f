"""The records of a call as reviewers left them: what pages and exports show."""

from collections.abc import Sequence

from records import Records, ReviewedRecord
from rules import judge
from schemas import Call


def reviewed_records(records: Records, call: Call) -> Sequence[ReviewedRecord]:
    """The records with the overrides that still rest on their evidence, judged anew where one changes a value."""
    return records.reviewed(call.id, lambda proposal, submission: judge(proposal, submission, call))
