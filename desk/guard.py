"""The one dependency that every route declares: what it needs, and whether the visitor has it.

    router = APIRouter()

    @router.get("/calls/{call_id}")
    def page(visitor: Reading, call: ThisCall, ...): ...

A route of a call (`{call_id}` in its path) is refused to whom the call is not assigned, as if it were not there. What
changes something must carry the form token, in the field `csrf` or the header `X-CSRF-Token`. `create_app` refuses to
start with a route that has no guard.
"""

import hmac
from typing import Annotated

from fastapi import Depends, HTTPException, Request
from fastapi.routing import APIRoute

from desk.access.visitor import Need, Visitor
from desk.state import Desk, desk_of

_READING_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_FORM_TYPES = ("application/x-www-form-urlencoded", "multipart/form-data")
CSRF_FIELD = "csrf"
CSRF_HEADER = "X-CSRF-Token"


class SignInNeeded(Exception):
    """Somebody asks for what they must sign in for."""


class Refused(HTTPException):
    """Somebody asks for what is not theirs, or with a form that did not come from the desk."""

    def __init__(self, reason: str) -> None:
        super().__init__(403, reason)


async def sent_form_token(request: Request) -> str | None:
    """The form token that came with a request, in its header or its form."""
    sent = request.headers.get(CSRF_HEADER)
    is_form = request.headers.get("content-type", "").startswith(_FORM_TYPES)
    if sent is None and is_form and request.method not in _READING_METHODS:
        field = (await request.form()).get(CSRF_FIELD)
        sent = field if isinstance(field, str) else None
    return sent


class Guard:
    """Lets a visitor through who has what a route needs."""

    def __init__(self, need: Need) -> None:
        self.need = need

    def __call__(
        self,
        request: Request,
        desk: Annotated[Desk, Depends(desk_of)],
        form_token: Annotated[str | None, Depends(sent_form_token)],
    ) -> Visitor:
        """The visitor.

        Raises:
            SignInNeeded: nobody is signed in.
            Refused: their role is not enough, or the form token is missing.
            HTTPException: 404, the call is none of theirs.
        """
        visitor = desk.visitor_of(request)
        if self.need is not Need.NOTHING and visitor.account is None:
            raise SignInNeeded
        if not visitor.meets(self.need):
            desk.log_refusal(visitor, request)
            raise Refused("권한이 없는 화면")
        call_id = request.path_params.get("call_id")
        if call_id is not None and not visitor.may_see(call_id):
            desk.log_refusal(visitor, request)
            raise HTTPException(404)
        if request.method not in _READING_METHODS and not _is_same(form_token, visitor.csrf_token):
            raise Refused("화면이 오래되어 저장하지 않음: 새로 고친 뒤 다시 시도할 것")
        return visitor


def _is_same(sent: str | None, expected: str) -> bool:
    return bool(expected) and sent is not None and hmac.compare_digest(sent.encode(), expected.encode())


def need_of(route: APIRoute) -> Need | None:
    """What a route needs; None where nobody said."""
    needs = [each.call.need for each in route.dependant.dependencies if isinstance(each.call, Guard)]
    return needs[0] if len(needs) == 1 else None


Anybody = Annotated[Visitor, Depends(Guard(Need.NOTHING))]
SignedIn = Annotated[Visitor, Depends(Guard(Need.SIGNED_IN))]
Reading = Annotated[Visitor, Depends(Guard(Need.READ))]
Reviewing = Annotated[Visitor, Depends(Guard(Need.REVIEW))]
Officer = Annotated[Visitor, Depends(Guard(Need.OFFICER))]
