"""What reviewers take along: 비교표, 서면검토서, tables for other programs. Who took what is in the log."""

import zipfile
from collections.abc import Iterable, Sequence
from functools import partial
from io import BytesIO
from typing import Final

from fastapi import APIRouter, Request
from fastapi.responses import Response

from desk.guard import Reading, Reviewing
from desk.library import plan_url
from desk.pages.of_call import ThisCall, ThisDesk
from desk.pages.plans import ThisPlan, as_download
from desk.state import Desk
from records import ReviewedRecord
from records.queries import OverviewFilter, OverviewOrder
from records.standing import Standing
from review.export_tables import MANIFEST, Exported, manifest_of, tables_of
from review.rendering.masking import masked_text
from review.sheets.call_sheets import BOOK_NAME, form_name, form_of, sheets_of_call
from review.sheets.comparison_book import comparison_book
from schemas import Call, Record
from schemas.errors import UsageError

router = APIRouter()

_MAX_PLANS: Final = 300
"""Plans of a call whose sheets are made while somebody waits; of more the command makes them."""
_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_ZIP: Final = "application/zip"
_JSON: Final = "application/json"


@router.get("/calls/{call_id}/sheets")
def sheets_page(request: Request, desk: ThisDesk, visitor: Reading, call: ThisCall) -> Response:
    """What there is to take along."""
    desk.log_look(visitor, "sheets", call.id)
    desk.library.last_change(call)
    queries = desk.services.records.queries(call)
    page = queries.overview(OverviewFilter(standings=(Standing.VALID,)), OverviewOrder(), limit=_MAX_PLANS)
    plans = [
        (masked_text(row.applicant or row.file_name), row.file_name, plan_url(call.id, row.submission_id))
        for row in page.rows
    ]
    return desk.views.page(
        request,
        "screens/sheets.html.j2",
        visitor,
        call=call,
        plans=sorted(plans),
        total=page.total,
        is_too_many=page.total > _MAX_PLANS,
        most=_MAX_PLANS,
    )


@router.get("/calls/{call_id}/sheets/comparison.xlsx")
def comparison(desk: ThisDesk, visitor: Reviewing, call: ThisCall) -> Response:
    """비교표 over all plans of the call."""
    found = _records(desk, call)
    desk.log("exported", visitor, call.id, what="comparison.xlsx", count=len(found))
    return as_download(comparison_book(found, call), f"{call.id}-{BOOK_NAME}", _XLSX)


@router.get("/calls/{call_id}/sheets/all.zip")
def all_sheets(desk: ThisDesk, visitor: Reviewing, call: ThisCall) -> Response:
    """비교표 and every plan's 서면검토서."""
    found = _records(desk, call)
    desk.log("exported", visitor, call.id, what="sheets.zip", count=len(found))
    return as_download(_zipped(sheets_of_call(found, call)), f"{call.id}-서면검토.zip", _ZIP)


@router.get("/calls/{call_id}/sheets/tables.zip")
def tables(desk: ThisDesk, visitor: Reviewing, call: ThisCall) -> Response:
    """The records as CSV, Parquet and JSON lines, personal data masked, with the hash of each."""
    records = desk.services.records
    found = _reviewed(desk, call)
    desk.log("exported", visitor, call.id, what="tables.zip", count=len(found))
    exported = Exported(
        found, records.withdrawals(call.id), records.area_corrections(call.id), partial(records.compare, call=call)
    )
    tables = tables_of(exported, call)
    return as_download(_zipped({**tables, MANIFEST: manifest_of(tables, call)}.items()), f"{call.id}-tables.zip", _ZIP)


@router.get("/calls/{call_id}/plans/{submission_id}/form.docx")
def form(desk: ThisDesk, visitor: Reviewing, call: ThisCall, plan: ThisPlan) -> Response:
    """서면검토서 of a plan."""
    content = form_of(plan.reviewed.record, _of_the_same(plan, desk, call), call)
    desk.log("exported", visitor, call.id, plan.submission_id, what="form.docx")
    return as_download(content, form_name(plan.reviewed.record), _DOCX)


@router.get("/calls/{call_id}/plans/{submission_id}/record.json")
def record(desk: ThisDesk, visitor: Reviewing, call: ThisCall, plan: ThisPlan) -> Response:
    """The record of a plan, personal data masked."""
    desk.log("exported", visitor, call.id, plan.submission_id, what="record.json")
    name = form_name(plan.reviewed.record).removeprefix("서면검토서-").removesuffix(".docx")
    return as_download(plan.record.model_dump_json(indent=1).encode(), f"{name}.json", _JSON)


def _records(desk: Desk, call: Call) -> Sequence[Record]:
    return [each.record for each in _reviewed(desk, call)]


def _reviewed(desk: Desk, call: Call) -> Sequence[ReviewedRecord]:
    """The records as reviewers left them.

    Raises:
        UsageError: there are more than anybody would wait for.
    """
    desk.library.last_change(call)
    total = desk.services.records.queries(call).overview(OverviewFilter(), OverviewOrder(), limit=1).total
    if total > _MAX_PLANS:
        raise UsageError(f"계획서 {total:,}건: {_MAX_PLANS}건을 넘으면 simsa sheets --call {call.id} 명령으로 만들 것")
    return desk.services.records.reviewed(call.id, desk.library.judge(call))


def _of_the_same(plan: ThisPlan, desk: Desk, call: Call) -> Sequence[Record]:
    """The copies of the same government, by which a plan's version and standing are told; the plan's own as it is."""
    copies = [desk.open_plan(call, row.submission_id) for row in plan.chain if row.submission_id != plan.submission_id]
    return [plan.reviewed.record, *(each.reviewed.record for each in copies if each is not None)]


def _zipped(files: Iterable[tuple[str, bytes]]) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files:
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(info, content)
    return stream.getvalue()
