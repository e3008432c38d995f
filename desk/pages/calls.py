"""The page of a call: everything that was handed in, in one table."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from desk.guard import Reading
from desk.pages.of_call import ThisCall, ThisDesk

router = APIRouter()


@router.get("/calls/{call_id}")
def call_page(request: Request, desk: ThisDesk, visitor: Reading, call: ThisCall) -> Response:
    """The submissions of a call."""
    desk.log_look(visitor, "call", call.id)
    return desk.views.page(request, "screens/call.html.j2", visitor, call=call)
