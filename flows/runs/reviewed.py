"""The records of a call as reviewers left them: what pages and exports show."""

from collections.abc import Callable, Sequence

from records import Records, ReviewedRecord, VersionDiff
from records.decisions.one_by_one import ReviewedOneByOne
from rules import judge
from schemas import Call, Record


def reviewed_records(records: Records, call: Call) -> Sequence[ReviewedRecord]:
    """The records with the overrides that still rest on their evidence, judged anew where one changes a value."""
    return records.reviewed(call.id, lambda proposal, submission: judge(proposal, submission, call))


def reviewed_one_by_one(records: Records, call: Call) -> ReviewedOneByOne:
    """The same, each loaded when it is asked for: for what goes through thousands of them."""
    return records.reviewed_one_by_one(call.id, lambda proposal, submission: judge(proposal, submission, call))


def comparing(records: Records, call: Call) -> Callable[[Record, Record], VersionDiff]:
    """What tells the changes from one version of a plan to the next, their text included where it is kept."""
    return lambda before, after: records.compare(before, after, call)
