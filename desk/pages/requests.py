"""The request for correction: what a reviewer chose to ask as the letter will say it, and the letters as files."""

import io
import zipfile
from datetime import date, timedelta
from pathlib import PurePath
from typing import Annotated, Final

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from desk.guard import Reading, Reviewing
from desk.library import plan_url
from desk.pages.of_call import ThisCall, ThisDesk
from desk.pages.plans import ThisPlan, as_download
from review.letters.correction import Correction, correction_request, correction_requests
from review.letters.correction_docx import correction_docx
from schemas.errors import UsageError

router = APIRouter()

_DUE_IN: Final = timedelta(days=7)
_DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
Due = Annotated[date | None, Query()]


@router.get("/calls/{call_id}/plans/{submission_id}/request")
def request_page(
    request: Request, desk: ThisDesk, visitor: Reading, call: ThisCall, plan: ThisPlan, due: Due = None
) -> Response:
    """The letter as it stands: findings that nobody dismissed, in the reviewers' words where they gave some."""
    desk.log_look(visitor, "request", call.id, plan.submission_id)
    letter: Correction | None = None
    problem = ""
    due_on = due or desk.services.now().date() + _DUE_IN
    try:
        letter = correction_request(plan.reviewed.record, call, due_on, plan.review)
    except UsageError as error:
        problem = error.message
    return desk.views.page(
        request,
        "screens/request.html.j2",
        visitor,
        call=call,
        plan=plan,
        letter=letter,
        problem=problem,
        due=due_on.isoformat(),
        here=plan_url(call.id, plan.submission_id),
        dismissed=sum(decision.value == "dismissed" for decision in plan.review.findings.values()),
    )


@router.get("/calls/{call_id}/plans/{submission_id}/request.{form}")
def request_file(
    desk: ThisDesk, visitor: Reviewing, call: ThisCall, plan: ThisPlan, form: str, due: Due = None
) -> Response:
    """The letter as DOCX or as plain text, for the officer to edit and send."""
    due_on = due or desk.services.now().date() + _DUE_IN
    letter = correction_request(plan.reviewed.record, call, due_on, plan.review)
    stem = PurePath(plan.reviewed.record.submission.file_name).stem
    is_docx = form == "docx"
    desk.log("exported", visitor, call.id, plan.submission_id, what=f"request.{'docx' if is_docx else 'txt'}")
    if is_docx:
        return as_download(correction_docx(letter), f"보완요청서-{stem}.docx", _DOCX)
    return as_download(letter.as_text().encode("utf-8-sig"), f"보완요청서-{stem}.txt", "text/plain; charset=utf-8")


@router.get("/calls/{call_id}/requests.zip")
def all_requests(desk: ThisDesk, visitor: Reviewing, call: ThisCall, due: Due = None) -> Response:
    """The letters to all governments whose latest valid copy has something to mend."""
    due_on = due or desk.services.now().date() + _DUE_IN
    reviewed = desk.services.records.reviewed(call.id, desk.library.judge(call))
    records, reviews = [each.record for each in reviewed], [each.review for each in reviewed]
    letters = correction_requests(records, call, due_on, reviews)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, (record, letter) in enumerate(letters, 1):
            stem = PurePath(record.submission.file_name).stem
            archive.writestr(f"{number:03}-보완요청서-{stem}.docx", correction_docx(letter))
    desk.log("exported", visitor, call.id, what="requests.zip", letters=len(letters))
    return as_download(stream.getvalue(), f"보완요청서-{call.id}.zip", "application/zip")
