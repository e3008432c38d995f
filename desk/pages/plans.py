"""The page of a plan, the places it was read from, and its original."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Depends, HTTPException, Path, Request
from fastapi.responses import Response

from desk.access.visitor import Visitor
from desk.evidence import shown_evidence
from desk.guard import Reading, Reviewing
from desk.library import OpenedPlan, plan_url
from desk.pages.of_call import ThisCall, ThisDesk
from desk.program_areas import area_names, corrected_areas
from desk.state import Desk
from records import version_diff
from records.decisions.revisions import CHANGES_KO
from records.queries import OverviewRow
from records.queries.reviewed import BY_THE_MACHINE
from review.audit_story import story_of
from review.pages.version_changes import changes_in_korean
from review.rendering import labels_ko
from schemas import Call, Record

router = APIRouter()

SubmissionId = Annotated[int, Path(ge=1, le=2**31 - 1)]
_DONE = {
    "decided": "판단을 저장함",
    "withdrawn": "철회함",
    "overridden": "수정을 저장하고 규칙을 다시 판정함",
    "area": "분야 수정을 저장하고 분야별 금액과 규칙을 다시 계산함",
    "noted": "메모를 저장함",
    "state": "검토 상태를 저장함",
    "request": "보완 요청 항목을 저장함",
}


_LATER = {name: f"plan/{name}.html.j2" for name in ("others", "entries", "exact_sums", "criteria")}
"""The parts of a plan's page that come when they are looked at: most of its bytes, and seldom what is sought first."""


@dataclass(frozen=True)
class VerdictChange:
    """A verdict that is another one because of what reviewers changed."""

    rule: str
    before: str
    after: str
    message: str


def _plan_of(submission_id: SubmissionId, call: ThisCall, desk: ThisDesk) -> OpenedPlan:
    plan = desk.open_plan(call, submission_id)
    if plan is None:
        raise HTTPException(404)
    return plan


ThisPlan = Annotated[OpenedPlan, Depends(_plan_of)]
"""The plan that `{submission_id}` of the path names; 404 where its call has none."""


@router.get("/calls/{call_id}/plans/{submission_id}")
def plan_view(
    request: Request, desk: ThisDesk, visitor: Reading, call: ThisCall, plan: ThisPlan, done: str = ""
) -> Response:
    """A plan with its findings, money, programmes, criteria and what was decided."""
    desk.log_look(visitor, "plan", call.id, plan.submission_id)
    return plan_response(request, desk, visitor, call, plan, done=_DONE.get(done, ""))


def plan_response(
    request: Request,
    desk: Desk,
    visitor: Visitor,
    call: Call,
    plan: OpenedPlan,
    *,
    done: str = "",
    problem: str = "",
    status: int = 200,
    **more: Any,  # noqa: ANN401 - what the template shows beside
) -> Response:
    """The page of a plan, with what was done or could not be done."""
    review = plan.review
    notes = [note for note in review.notes if visitor.may_read_notes_of(note.reviewer)]
    names = desk.shown_names()
    context: dict[str, Any] = {
        "here": plan_url(call.id, plan.submission_id),
        "submission_id": plan.submission_id,
        "review": review,
        "notes": notes,
        "hidden_notes": len(review.notes) - len(notes),
        "names": names,
        "done": done,
        "problem": problem,
        "shown_evidence": None,
        **more,
    }
    if plan.page is None:
        return desk.views.page(
            request,
            "screens/unread_plan.html.j2",
            visitor,
            call=call,
            status=status,
            title=plan.title,
            kind=plan.kind,
            record=plan.record,
            **context,
        )
    return desk.views.page(
        request,
        "screens/plan.html.j2",
        visitor,
        call=call,
        status=status,
        page=plan.page,
        decisions=plan.decisions,
        stances={
            rule: stance for rule, stance in review.findings.items() if visitor.may_read_notes_of(stance.reviewer)
        },
        stances_ko={stance.value: name for stance, name in labels_ko.STANCES.items()},
        states=labels_ko.REVIEW_STATES,
        verdicts=labels_ko.VERDICTS,
        changed_verdicts=tuple(_changed_verdicts(plan, call)),
        chain=[_with_kind(row) for row in plan.chain],
        area_names=area_names(call),
        corrected_areas=corrected_areas(plan, call, names),
        **context,
    )


@router.get("/calls/{call_id}/plans/{submission_id}/parts/{name}")
def part_view(
    request: Request, desk: ThisDesk, visitor: Reading, call: ThisCall, plan: ThisPlan, name: str
) -> Response:
    """A part of the plan's page that is not on it from the start; without htmx on a page of its own."""
    template = _LATER.get(name)
    if template is None or plan.page is None:
        raise HTTPException(404)
    desk.log_look(visitor, "plan", call.id, plan.submission_id)
    is_part = request.headers.get("HX-Request") == "true"
    return desk.views.page(
        request,
        template if is_part else "screens/plan_part.html.j2",
        visitor,
        call=call,
        page=plan.page,
        part=template,
        here=plan_url(call.id, plan.submission_id),
    )


@router.get("/calls/{call_id}/plans/{submission_id}/evidence/{key}")
def evidence_view(
    request: Request, desk: ThisDesk, visitor: Reading, call: ThisCall, plan: ThisPlan, key: str
) -> Response:
    """A place of the plan, in the panel beside it; without htmx as the plan's page with the panel open."""
    shown = shown_evidence(plan, key, call, desk.services.records.archive)
    if shown is None:
        raise HTTPException(404)
    desk.log_look(visitor, "evidence", call.id, plan.submission_id, key)
    if request.headers.get("HX-Request") != "true":
        return plan_response(request, desk, visitor, call, plan, shown_evidence=shown)
    return desk.views.page(
        request,
        "screens/evidence_part.html.j2",
        visitor,
        call=call,
        shown_evidence=shown,
        here=plan_url(call.id, plan.submission_id),
        review=plan.review,
    )


@router.get("/calls/{call_id}/plans/{submission_id}/evidence/{key}/picture")
def evidence_picture(
    desk: ThisDesk,
    visitor: Reading,
    call: ThisCall,
    plan: ThisPlan,
    key: str,
    whole: bool = False,  # noqa: FBT001, FBT002
) -> Response:
    """The page of the original PDF with the place framed, drawn by a confined process."""
    found = plan.place(key)
    if found is None:
        raise HTTPException(404)
    desk.log_look(visitor, "picture", call.id, plan.submission_id, key)
    picture = desk.pictures.picture(plan.record.key.sha256, found[0], whole_page=whole)
    return Response(picture, media_type="image/png", headers={"Cache-Control": "private, max-age=3600"})


@router.get("/calls/{call_id}/plans/{submission_id}/original")
def original(desk: ThisDesk, visitor: Reviewing, call: ThisCall, plan: ThisPlan) -> Response:
    """The file as it was received, not masked. It is handed over to be saved: no browser opens it as a page."""
    data = desk.services.records.archive.original(plan.record.key.sha256)
    desk.log("exported", visitor, call.id, plan.submission_id, what="original")
    return as_download(data, plan.reviewed.record.submission.file_name, "application/octet-stream")


@router.get("/calls/{call_id}/plans/{submission_id}/history")
def history_view(request: Request, desk: ThisDesk, visitor: Reading, call: ThisCall, plan: ThisPlan) -> Response:
    """What happened to a submission: runs, decisions, exports. Who reviews blind sees their own decisions only."""
    events = desk.services.records.events(call.id, file_name=plan.reviewed.record.submission.file_name)
    shown = [
        event
        for event in events
        if event.submission_id == plan.submission_id
        and event.kind != "seen"
        and (event.kind not in CHANGES_KO or event.kind in BY_THE_MACHINE or visitor.may_read_notes_of(event.actor))
    ]
    return desk.views.page(
        request,
        "screens/history.html.j2",
        visitor,
        call=call,
        plan=plan,
        story=tuple(story_of(shown, call)),
        here=plan_url(call.id, plan.submission_id),
    )


@router.get("/calls/{call_id}/plans/{submission_id}/changes")
def changes_view(
    request: Request, desk: ThisDesk, visitor: Reading, call: ThisCall, plan: ThisPlan, since: int = 0
) -> Response:
    """What this copy says otherwise than an earlier one of the same government, by default the one before it."""
    desk.log_look(visitor, "changes", call.id, plan.submission_id)
    place = next((at for at, row in enumerate(plan.chain) if row.submission_id == plan.submission_id), 0)
    earlier = plan.chain[:place] or plan.chain[place + 1 :]
    chosen = next((row for row in plan.chain if row.submission_id == since), earlier[-1] if earlier else None)
    other = desk.open_plan(call, chosen.submission_id) if chosen is not None else None
    sections: tuple[tuple[str, tuple[str, ...]], ...] = ()
    first, second = (plan, other) if other is not None and not plan.chain[:place] else (other, plan)
    if first is not None and second is not None and _readable(first.reviewed.record, second.reviewed.record):
        sections = tuple(changes_in_korean(version_diff(first.reviewed.record, second.reviewed.record), call))
    return desk.views.page(
        request,
        "screens/changes.html.j2",
        visitor,
        call=call,
        plan=plan,
        first=first,
        second=second,
        sections=sections,
        chain=[_with_kind(row) for row in plan.chain],
        here=plan_url(call.id, plan.submission_id),
    )


def as_download(data: bytes, file_name: str, media_type: str) -> Response:
    """A file to be saved, under its name and nothing that a header could take for more."""
    disposition = f"attachment; filename*=UTF-8''{quote(file_name.rpartition('/')[2], safe='')}"
    return Response(data, media_type=media_type, headers={"Content-Disposition": disposition})


def _readable(*records: Record) -> bool:
    return all(record.proposal is not None for record in records)


def _changed_verdicts(plan: OpenedPlan, call: Call) -> Iterator[VerdictChange]:
    before = {finding.rule: finding for finding in plan.reviewed.machine.findings}
    for finding in plan.record.findings:
        earlier = before.get(finding.rule)
        if earlier is not None and earlier.verdict is not finding.verdict:
            yield VerdictChange(
                labels_ko.rule_name(finding.rule, call),
                labels_ko.verdict_label(earlier.verdict, earlier.severity),
                labels_ko.verdict_label(finding.verdict, finding.severity),
                finding.message,
            )


@dataclass(frozen=True)
class _Copy:
    submission_id: int
    kind_text: str


def _with_kind(row: OverviewRow) -> _Copy:
    kind = labels_ko.KINDS[row.kind]
    numbered = row.version is not None and row.version > 1
    return _Copy(row.submission_id, f"{kind} {row.version}차" if numbered else kind)
