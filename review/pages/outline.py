"""What is held of every submission while the pages are written one by one: whose it is, and what it counts for."""

from rules.taking_part import is_excluded
from schemas import Call, Proposal, Record


def outline_of(record: Record, call: Call) -> Record:
    """A record with as much as its version and its standing are told from."""
    proposal = record.proposal
    return record.model_copy(
        update={
            "proposal": proposal and Proposal(file=proposal.file, applicant=proposal.applicant),
            "findings": tuple(finding for finding in record.findings if is_excluded(finding, call)),
        }
    )
