"""The numbers on top of a call's page."""

from collections.abc import Sequence
from dataclasses import dataclass

from records.queries import StandingTally
from records.standing import Standing
from schemas import formatting
from schemas.units import MoneyUnit


@dataclass(frozen=True)
class Tally:
    """How many were handed in, how they fare, and what the valid, latest plans ask for."""

    submissions: int
    valid: int
    with_violations: int
    with_questions: int
    clean: int
    unread: int
    reviewed: int
    national: str


def tally_of(tallies: Sequence[StandingTally]) -> Tally:
    """Count over all submissions; findings and money count by valid, latest copies only."""
    by_standing = {each.standing: each for each in tallies}
    valid = by_standing.get(Standing.VALID, StandingTally(Standing.VALID, 0, 0, 0, 0, 0))
    unread = by_standing.get(Standing.UNREAD)
    return Tally(
        submissions=sum(each.submissions for each in tallies),
        valid=valid.submissions,
        with_violations=valid.with_violations,
        with_questions=valid.with_questions,
        clean=valid.submissions - valid.with_violations - valid.with_questions,
        unread=unread.submissions if unread is not None else 0,
        reviewed=valid.reviewed,
        national=formatting.krw(valid.national, MoneyUnit.MILLION),
    )
