"""What pages ask of the records of a call: lists, sums, one submission, and the search.

Every question is a fixed number of statements, however many submissions there are. Reviewers' decisions are in what
is answered once `Records.refresh` has been called after them.
"""

from collections.abc import Collection

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from records.database.engine import errors_of
from records.queries import findings, overview, search, submissions, sums, tallies
from records.queries.findings import RuleFinding, RuleTally
from records.queries.overview import (
    AreaMoney,
    OverviewFilter,
    OverviewOrder,
    OverviewPage,
    OverviewRow,
    SortKey,
    StatedMoney,
    SubmissionName,
)
from records.queries.search import FoundLine, SearchHit, SearchPage
from records.queries.submissions import RecordVersion, SubmissionView
from records.queries.sums import AreaSum, UnitCost, UnitCostSpread
from records.queries.tallies import StandingTally
from records.standing import Standing
from schemas import Call, Verdict

__all__ = [
    "AreaMoney",
    "AreaSum",
    "CallQueries",
    "FoundLine",
    "OverviewFilter",
    "OverviewOrder",
    "OverviewPage",
    "OverviewRow",
    "RecordVersion",
    "RuleFinding",
    "RuleTally",
    "SearchHit",
    "SearchPage",
    "SortKey",
    "StandingTally",
    "StatedMoney",
    "SubmissionName",
    "SubmissionView",
    "UnitCost",
    "UnitCostSpread",
]

PAGE_ROWS = 50
ASKING = (Verdict.VIOLATED, Verdict.UNDETERMINED)


class CallQueries:
    """The questions about one call; use `Records.queries` rather than this.

    Raises:
        StorageUnavailable, StorageError: from every method, as from those of `Records`.
    """

    def __init__(self, engine: Engine, call: Call) -> None:
        """Ask an engine; the call says which rules keep a submission out, and in which order they stand."""
        self._engine, self._call = engine, call

    def overview(
        self,
        chosen: OverviewFilter = OverviewFilter(),  # noqa: B008 - frozen
        order: OverviewOrder = OverviewOrder(),  # noqa: B008 - frozen
        *,
        offset: int = 0,
        limit: int = PAGE_ROWS,
    ) -> OverviewPage:
        """A page of the submissions, filtered and sorted."""
        with errors_of(self._engine), Session(self._engine) as session:
            return overview.overview(session, self._call, chosen, order, offset=offset, limit=limit)

    def names(
        self,
        chosen: OverviewFilter = OverviewFilter(),  # noqa: B008 - frozen
        order: OverviewOrder | None = None,
        *,
        limit: int | None = None,
    ) -> tuple[SubmissionName, ...]:
        """What the submissions are called, and nothing else of them."""
        with errors_of(self._engine), Session(self._engine) as session:
            return overview.names(session, self._call, chosen, order, limit)

    def standing_tallies(self) -> tuple[StandingTally, ...]:
        """How many submissions there are of each standing, and how they fare."""
        with errors_of(self._engine), Session(self._engine) as session:
            return tallies.standing_tallies(session, self._call)

    def area_sums(self) -> tuple[AreaSum, ...]:
        """What the valid, latest plans ask for by area and source."""
        with errors_of(self._engine), Session(self._engine) as session:
            return sums.area_sums(session, self._call)

    def unit_costs(
        self,
        units: Collection[str],
        *,
        area: str | None = None,
        descending: bool = False,
        offset: int = 0,
        limit: int = PAGE_ROWS,
    ) -> tuple[UnitCost, ...]:
        """The programmes of valid, latest plans by won a unit ("개사", "명", "대" …), the cheapest first."""
        with errors_of(self._engine), Session(self._engine) as session:
            return sums.unit_costs(
                session, self._call, units, area=area, descending=descending, offset=offset, limit=limit
            )

    def unit_cost_spreads(self, units: Collection[str]) -> tuple[UnitCostSpread, ...]:
        """The lowest, median and highest cost of each unit in each area."""
        with errors_of(self._engine), Session(self._engine) as session:
            return sums.unit_cost_spreads(session, self._call, units)

    def rule_tallies(self, standings: Collection[Standing] = tuple(Standing)) -> tuple[RuleTally, ...]:
        """How many plans each rule finds met, violated or open, in the call's order of rules."""
        with errors_of(self._engine), Session(self._engine) as session:
            return findings.rule_tallies(session, self._call, standings)

    def rule_findings(
        self,
        rule: str,
        verdicts: Collection[Verdict] = ASKING,
        standings: Collection[Standing] = tuple(Standing),
        *,
        offset: int = 0,
        limit: int = PAGE_ROWS,
    ) -> tuple[RuleFinding, ...]:
        """What a rule says of each plan, by the government's name."""
        with errors_of(self._engine), Session(self._engine) as session:
            return findings.rule_findings(
                session,
                self._call,
                rule,
                verdicts=verdicts,
                standings_shown=standings,
                offset=offset,
                limit=limit,
            )

    def submission(self, submission_id: int) -> SubmissionView | None:
        """One submission with its record, all its records, and the copies of the same government."""
        with errors_of(self._engine), Session(self._engine) as session:
            return submissions.submission_view(session, self._call, submission_id)

    def search(self, query: str, *, offset: int = 0, limit: int = 20, quoted: int | None = None) -> SearchPage:
        """The plans that say all words of a query; what stands in double quotes is one word.

        Lines are quoted of the first `quoted` plans of the page, without it of all.
        """
        with errors_of(self._engine), Session(self._engine) as session:
            return search.search(session, self._call, query, offset=offset, limit=limit, quoted=quoted)
