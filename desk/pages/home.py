"""The first page: the calls that a person may look at."""

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from desk.guard import SignedIn
from desk.pages.of_call import ThisDesk

router = APIRouter()


@router.get("/")
def home(request: Request, desk: ThisDesk, visitor: SignedIn) -> Response:
    """The list of calls; whoever has one only is led to it."""
    mine = [call for call in desk.services.calls.values() if visitor.may_see(call.id)]
    if len(mine) == 1:
        return RedirectResponse(f"/calls/{mine[0].id}", 303)
    return desk.views.page(request, "screens/home.html.j2", visitor)
