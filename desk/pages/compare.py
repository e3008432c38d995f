"""Plans side by side, and what each of them spends on something that a person names."""

from dataclasses import dataclass
from typing import Annotated, Final

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from pydantic import Field

from desk.guard import Reading
from desk.library import OpenedPlan, evidence_url, plan_url
from desk.pages.of_call import ThisCall, ThisDesk
from desk.state import Desk
from records.queries import OverviewFilter, OverviewOrder, OverviewRow, SubmissionName
from records.standing import Standing
from review.comparison.side_by_side import MAX_PLANS, MIN_PLANS, SideBySide, Value, side_by_side, spending_rows
from review.pages.cross_submission import AcrossView, across_view
from review.rendering.masking import masked_text
from review.rendering.places import PlaceNames
from schemas import Call

router = APIRouter()

_MAX_CHOICES: Final = 200
"""Plans to choose from; who looks for others finds them in the table of the call."""
_MAX_LINKS: Final = 3
Number = Annotated[int, Field(ge=1, le=2**31 - 1)]


@dataclass(frozen=True)
class Choice:
    """A plan that may be compared."""

    submission_id: int
    name: str
    standing: str
    chosen: bool


@dataclass(frozen=True)
class Link:
    """A place of a number."""

    href: str
    name: str


@router.get("/calls/{call_id}/compare")
def compare(
    request: Request,
    desk: ThisDesk,
    visitor: Reading,
    call: ThisCall,
    plan: Annotated[list[Number], Query(max_length=_MAX_CHOICES)] = [],  # noqa: B006 - FastAPI copies it
    word: Annotated[str, Query(max_length=40)] = "GPU",
) -> Response:
    """The plans that the address names, or the valid ones, side by side."""
    desk.log_look(visitor, "compare", call.id)
    choices = _choices(desk, call, plan)
    chosen = [each.submission_id for each in choices if each.chosen]
    opened = [found for number in chosen[:MAX_PLANS] if (found := desk.open_plan(call, number)) is not None]
    read = [each for each in opened if each.record.proposal is not None]
    hrefs = [plan_url(call.id, each.submission_id) for each in read]
    compared, across = _compared(desk, call, read, hrefs)
    return desk.views.page(
        request,
        "screens/compare.html.j2",
        visitor,
        call=call,
        choices=choices,
        opened=read,
        unread=[each.title for each in opened if each.record.proposal is None],
        too_many=max(len(chosen) - MAX_PLANS, 0),
        compared=compared,
        word=word,
        spending=spending_rows(compared.plans, word, compared.unit) if compared and word.strip() else (),
        links=lambda at, value: _links(call, read[at], value),
        hrefs=hrefs,
        across=across,
        most=MAX_PLANS,
        least=MIN_PLANS,
    )


def _compared(
    desk: Desk, call: Call, read: list[OpenedPlan], hrefs: list[str]
) -> tuple[SideBySide | None, tuple[AcrossView, ...]]:
    """The plans side by side and what was found over them, worked out once as long as they stay as they are."""
    if len(read) < MIN_PLANS:
        return None, ()
    records = [each.record for each in read]
    stand = tuple((each.submission_id, each.review.revision) for each in read)
    return desk.library.of_plans(
        call, ("compared", stand), lambda: (side_by_side(records, call), across_view(records, hrefs, call))
    )


def _choices(desk: Desk, call: Call, asked: list[int]) -> list[Choice]:
    """The valid plans and those that are asked for; without any asked for, the first valid ones are chosen."""
    order, valid_only = OverviewOrder(), OverviewFilter(standings=(Standing.VALID,))
    valid = desk.library.of_call(call, "valid", lambda queries: queries.names(valid_only, order, limit=_MAX_CHOICES))
    queries = desk.services.records.queries(call)
    others = queries.overview(OverviewFilter(submission_ids=asked), order, limit=_MAX_CHOICES).rows if asked else ()
    # What was asked for is looked up now; its standing is newer than the list's.
    rows: list[tuple[OverviewRow | SubmissionName, Standing]] = [(row, row.standing) for row in others]
    rows += [(row, Standing.VALID) for row in valid if row.submission_id not in {each.submission_id for each in others}]
    first = {row.submission_id for row in valid[:MAX_PLANS]}
    found = [
        Choice(
            row.submission_id,
            masked_text(row.applicant or row.file_name),
            standing.value,
            row.submission_id in (asked or first),
        )
        for row, standing in rows
    ]
    return sorted(found, key=lambda each: (each.name, each.submission_id))


def _links(call: Call, plan: OpenedPlan, value: Value) -> list[Link]:
    """Where a value stands: the first place of each page or table, the first few."""
    if not value.places or plan.record.proposal is None:
        return []
    names = PlaceNames(plan.record.proposal.excerpts)
    named = {names.short(anchor): anchor for anchor in reversed(value.places)}
    return [
        Link(evidence_url(call.id, plan.submission_id, plan.stored(anchor)), name)
        for name, anchor in [*reversed(named.items())][:_MAX_LINKS]
    ]
