"""What a reviewer decides about a plan: each form carries the revision that its page showed."""

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from desk.access.visitor import Visitor
from desk.evidence import parsed_value
from desk.guard import Reviewing
from desk.library import OpenedPlan, plan_url
from desk.pages.of_call import ThisCall, ThisDesk
from desk.pages.plans import ThisPlan, plan_response
from desk.program_areas import area_names, program_of
from desk.state import Desk
from records import area_correction, finding_pointer, make_decision, make_override
from records.decisions.places import areas_pointer
from schemas import Call, DecisionKind, ReviewState
from schemas.errors import ChangedMeanwhile, UsageError

router = APIRouter()

Text = Annotated[str, Form(max_length=20_000)]
Word = Annotated[str, Form(max_length=2_000)]
Revision = Annotated[int, Form(ge=0, le=2**31 - 1)]


@router.post("/calls/{call_id}/plans/{submission_id}/findings")
def decide_finding(
    request: Request,
    desk: ThisDesk,
    visitor: Reviewing,
    call: ThisCall,
    plan: ThisPlan,
    revision: Revision,
    rule: Word,
    reason: Word,
    stance: Word = "",
) -> Response:
    """Confirm a finding, dismiss it, or take that back."""

    def decide() -> None:
        _decide(desk, visitor, plan, DecisionKind.FINDING, finding_pointer(rule), stance or None, revision, reason)

    return _saved(request, desk, visitor, call, plan, decide, "decided" if stance else "withdrawn", "#findings")


@router.post("/calls/{call_id}/plans/{submission_id}/override")
def override_value(
    request: Request,
    desk: ThisDesk,
    visitor: Reviewing,
    call: ThisCall,
    plan: ThisPlan,
    revision: Revision,
    pointer: Word,
    value: Word,
    reason: Word,
) -> Response:
    """Put a value, an area or a verdict in place of the machine's; what follows from it is judged anew at once."""

    def decide() -> None:
        override = make_override(
            plan.reviewed.machine,
            pointer,
            parsed_value(pointer, value) if value.strip() else None,
            reviewer=visitor.name,
            reason=reason,
            made_at=desk.services.now(),
        )
        desk.services.records.override(plan.reviewed.machine, override, on_revision=revision)

    return _saved(request, desk, visitor, call, plan, decide, "overridden" if value.strip() else "withdrawn", "#main")


@router.post("/calls/{call_id}/plans/{submission_id}/areas")
def move_program(
    request: Request,
    desk: ThisDesk,
    visitor: Reviewing,
    call: ThisCall,
    plan: ThisPlan,
    revision: Revision,
    program: Annotated[int, Form(ge=1, le=2**31 - 1)],
    area: Word = "",
    reason: Word = "",
    leave_out: Word = "",
) -> Response:
    """Move a programme to another area, or take that back: sums by area, rules and comparisons follow.

    It is kept as an example of the area, too, which `simsa areas train --with-corrections` learns from.
    """

    def decide() -> None:
        if not leave_out and area not in area_names(call):
            raise UsageError("공고에 없는 분야")
        moved, machine, now = program_of(plan, program), plan.reviewed.machine, desk.services.now()
        chosen = None if leave_out else [area]
        why = reason.strip() or ("수정 철회" if leave_out else "")
        pointer = areas_pointer(moved.title)
        override = make_override(machine, pointer, chosen, reviewer=visitor.name, reason=why, made_at=now)
        desk.services.records.override(machine, override, on_revision=revision)
        if chosen is not None:
            sha256 = machine.submission.sha256
            correction = area_correction(
                moved, chosen, reviewer=visitor.name, corrected_at=now, reason=why, source=sha256
            )
            desk.services.records.correct_area(machine, correction)

    return _saved(request, desk, visitor, call, plan, decide, "withdrawn" if leave_out else "area", f"#p{program}")


@router.post("/calls/{call_id}/plans/{submission_id}/notes")
def add_note(
    request: Request,
    desk: ThisDesk,
    visitor: Reviewing,
    call: ThisCall,
    plan: ThisPlan,
    revision: Revision,
    text: Text = "",
    pointer: Word = "",
    replaces: Annotated[int | None, Form(ge=1, le=2**31 - 1)] = None,
) -> Response:
    """Write a note about a plan or a place of it, or remove one's own."""

    def decide() -> None:
        own = {note.id for note in plan.review.notes if note.reviewer == visitor.name}
        if replaces is not None and replaces not in own:
            raise UsageError("자신의 메모만 고칠 수 있음")
        _decide(desk, visitor, plan, DecisionKind.NOTE, pointer, text.strip() or None, revision, "", replaces=replaces)

    return _saved(request, desk, visitor, call, plan, decide, "noted" if text.strip() else "withdrawn", "#notes")


@router.post("/calls/{call_id}/plans/{submission_id}/requests")
def ask_for(
    request: Request,
    desk: ThisDesk,
    visitor: Reviewing,
    call: ThisCall,
    plan: ThisPlan,
    revision: Revision,
    pointer: Word,
    wording: Word = "",
    leave_out: Word = "",
) -> Response:
    """Put something into the request for correction, in one's own words if any, or take it out."""

    def decide() -> None:
        _decide(desk, visitor, plan, DecisionKind.REQUEST, pointer, None if leave_out else wording, revision, "")

    return _saved(request, desk, visitor, call, plan, decide, "withdrawn" if leave_out else "request", "#findings")


@router.post("/calls/{call_id}/plans/{submission_id}/state")
def set_state(
    request: Request,
    desk: ThisDesk,
    visitor: Reviewing,
    call: ThisCall,
    plan: ThisPlan,
    revision: Revision,
    state: Annotated[ReviewState, Form()],
) -> Response:
    """Say how far the review is."""

    def decide() -> None:
        _decide(desk, visitor, plan, DecisionKind.STATE, "", state.value, revision, "")

    return _saved(request, desk, visitor, call, plan, decide, "state", "#main")


def _decide(
    desk: Desk,
    visitor: Visitor,
    plan: OpenedPlan,
    kind: DecisionKind,
    pointer: str,
    value: str | None,
    revision: int,
    reason: str,
    *,
    replaces: int | None = None,
) -> None:
    decision = make_decision(
        plan.reviewed,
        kind,
        pointer,
        value,
        reviewer=visitor.name,
        made_at=desk.services.now(),
        reason=reason,
        replaces=replaces,
    )
    desk.services.records.decide(plan.reviewed.machine, decision, on_revision=revision)


def _saved(
    request: Request,
    desk: Desk,
    visitor: Visitor,
    call: Call,
    plan: OpenedPlan,
    decide: Callable[[], None],
    done: str,
    place: str,
) -> Response:
    """Decide, and show the plan as it stands then; where somebody else changed it meanwhile, that instead."""
    try:
        # What somebody saw stands in the log before what they decided on it.
        desk.people.write_waiting()
        decide()
    except ChangedMeanwhile as error:
        current = desk.open_plan(call, plan.submission_id) or plan
        return plan_response(request, desk, visitor, call, current, problem=error.message, status=409)
    except UsageError as error:
        return plan_response(request, desk, visitor, call, plan, problem=error.message, status=422)
    return RedirectResponse(f"{plan_url(call.id, plan.submission_id)}?done={done}{place}", 303)
