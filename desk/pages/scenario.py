"""What a plan would be judged if it printed other amounts; nothing is stored."""

from typing import Annotated, Final

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from desk.guard import Reading
from desk.library import plan_url
from desk.pages.of_call import ThisCall, ThisDesk
from desk.pages.plans import ThisPlan
from review.comparison.supposed import Supposed, supposed
from schemas.errors import UsageError

router = APIRouter()

_LONGEST: Final = 30
Typed = Annotated[str, Query(max_length=_LONGEST)]


@router.get("/calls/{call_id}/plans/{submission_id}/what-if")
def scenario_view(
    request: Request,
    desk: ThisDesk,
    visitor: Reading,
    call: ThisCall,
    plan: ThisPlan,
    national: Typed = "",
    local: Typed = "",
    metro: Typed = "",
    district: Typed = "",
    private: Typed = "",
    cash: Typed = "",
    in_kind: Typed = "",
    total: Typed = "",
) -> Response:
    """The form with the plan's amounts, and what changes with those that were typed."""
    desk.log_look(visitor, "what-if", call.id, plan.submission_id)
    asked = {
        "national": national,
        "local": local,
        "metro": metro,
        "district": district,
        "private": private,
        "cash": cash,
        "in_kind": in_kind,
        "total": total,
    }
    proposal, problem = plan.record.proposal, ""
    found: Supposed | None = None
    if proposal is not None:
        try:
            found = supposed(proposal, plan.record.submission, call, asked)
        except UsageError as error:
            problem = error.message
            found = supposed(proposal, plan.record.submission, call, {})
    return desk.views.page(
        request,
        "screens/scenario.html.j2",
        visitor,
        call=call,
        status=422 if problem else 200,
        plan=plan,
        here=plan_url(call.id, plan.submission_id),
        found=found,
        problem=problem,
    )
