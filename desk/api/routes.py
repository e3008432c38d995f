"""What a program may ask of a call: its submissions, one of them, the search. Personal data is masked as on pages."""

from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Path, Query
from fastapi.openapi.utils import get_openapi

from desk.api.answers import ApiCall, ApiHit, ApiHits, ApiRow, ApiRows
from desk.call_table import table_rows
from desk.guard import Reading, SignedIn
from desk.pages.of_call import ThisCall, ThisDesk
from records.queries import OverviewFilter
from records.standing import Standing
from review.rendering.masking import masked_text

router = APIRouter(prefix="/api", tags=["calls"], responses={401: {}, 403: {}, 404: {}, 422: {}})

Offset = Annotated[int, Query(ge=0, le=1_000_000)]
Limit = Annotated[int, Query(ge=1, le=500)]


@router.get("/openapi.json", include_in_schema=False)
def openapi(visitor: SignedIn) -> dict[str, Any]:  # noqa: ARG001 - every route has a guard
    """What there is to ask, as OpenAPI."""
    return get_openapi(title="simsa", version="1", routes=router.routes)


@router.get("/calls")
def calls(desk: ThisDesk, visitor: SignedIn) -> list[ApiCall]:
    """The calls that are assigned."""
    return [
        ApiCall(id=call.id, version=call.version, title=call.title, closes_at=call.closes_at)
        for call in desk.services.calls.values()
        if visitor.may_see(call.id)
    ]


@router.get("/calls/{call_id}/submissions")
def submissions(
    desk: ThisDesk,
    visitor: Reading,
    call: ThisCall,
    standing: Annotated[str, Query(max_length=40)] = "",
    offset: Offset = 0,
    limit: Limit = 50,
) -> ApiRows:
    """A page of the submissions."""
    desk.log_look(visitor, "api", call.id)
    desk.library.last_change(call)
    chosen = {each.key: each for each in Standing}.get(standing)
    asked = OverviewFilter(standings=(chosen,) if chosen is not None else ())
    page = desk.services.records.queries(call).overview(asked, offset=offset, limit=limit)
    shown = table_rows(page.rows, call)
    return ApiRows(total=page.total, rows=[ApiRow.of(row, line) for row, line in zip(page.rows, shown, strict=True)])


@router.get("/calls/{call_id}/submissions/{submission_id}")
def submission(
    desk: ThisDesk, visitor: Reading, call: ThisCall, submission_id: Annotated[int, Path(ge=1, le=2**31 - 1)]
) -> dict[str, Any]:
    """One submission as reviewers left it: proposal and findings in the shape of `simsa schema`."""
    plan = desk.open_plan(call, submission_id)
    if plan is None:
        raise HTTPException(404)
    desk.log_look(visitor, "api", call.id, submission_id)
    return plan.record.model_dump(mode="json")


@router.get("/calls/{call_id}/search")
def search(
    desk: ThisDesk,
    visitor: Reading,
    call: ThisCall,
    q: Annotated[str, Query(max_length=200)],
    offset: Offset = 0,
    limit: Limit = 20,
) -> ApiHits:
    """The plans that say all words, with the lines that do."""
    desk.log_look(visitor, "api", call.id)
    found = desk.services.records.queries(call).search(q, offset=offset, limit=limit)
    hits = [
        ApiHit(
            submission_id=hit.submission_id,
            applicant=masked_text(hit.applicant) if hit.applicant else None,
            lines=[masked_text(line.text) for line in hit.lines],
        )
        for hit in found.hits
    ]
    return ApiHits(total=found.total, hits=hits)
