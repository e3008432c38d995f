"""The numbers on top of a call's page."""

from collections.abc import Sequence
from dataclasses import dataclass

from records.queries import OverviewRow
from records.standing import Standing
from schemas import ReviewState, Severity, Source, Verdict, formatting
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


def tally_of(rows: Sequence[OverviewRow]) -> Tally:
    """Count over all submissions; findings and money count by valid, latest copies only."""
    counting = [row for row in rows if row.standing is Standing.VALID]
    violated = [row for row in counting if _violated(row)]
    questions = [row for row in counting if not _violated(row) and _is_open(row)]
    amounts = [row.funding[Source.NATIONAL].krw for row in counting if Source.NATIONAL in row.funding]
    return Tally(
        submissions=len(rows),
        valid=len(counting),
        with_violations=len(violated),
        with_questions=len(questions),
        clean=len(counting) - len(violated) - len(questions),
        unread=sum(row.standing is Standing.UNREAD for row in rows),
        reviewed=sum(row.review_state is ReviewState.DONE for row in counting),
        national=formatting.krw(sum(amount or 0 for amount in amounts), MoneyUnit.MILLION),
    )


def _violated(row: OverviewRow) -> bool:
    return row.findings.get((Verdict.VIOLATED, Severity.ERROR), 0) > 0


def _is_open(row: OverviewRow) -> bool:
    return any(row.findings.get((Verdict.UNDETERMINED, severity), 0) for severity in Severity)
