"""One's own account: who one is at this desk, and another password."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from desk.guard import SignedIn
from desk.pages.of_call import ThisDesk
from schemas.errors import UsageError

router = APIRouter()

Field = Annotated[str, Form(max_length=500)]


@router.get("/account")
def own_account(request: Request, desk: ThisDesk, visitor: SignedIn, done: bool = False) -> Response:  # noqa: FBT001, FBT002 - in the address
    """One's role and calls, and the form for a new password."""
    return desk.views.page(request, "screens/account.html.j2", visitor, problem=None, done=done)


@router.post("/account/password")
def change_password(
    request: Request, desk: ThisDesk, visitor: SignedIn, current: Field, password: Field, again: Field
) -> Response:
    """Change one's password; wherever else one is signed in, one no longer is."""
    account = visitor.account
    if account is None:
        raise UsageError("로그인 필요")
    address = request.client.host if request.client else "?"
    problem = None
    if desk.failed_logins.wait_s(account.name, address):
        problem = "비밀번호 확인 실패 횟수 초과: 잠시 뒤 다시 시도할 것"
    elif not desk.passwords.is_right(account.name, current):
        desk.failed_logins.add(account.name, address)
        problem = "현재 비밀번호가 맞지 않음"
    elif password != again:
        problem = "두 번 입력한 비밀번호가 다름"
    else:
        try:
            hashed = desk.passwords.hashed(account.name, password)
            desk.people.set_password(desk.people.make_link(account, actor=account.name), hashed)
        except UsageError as error:
            problem = error.message
    if problem is not None:
        return desk.views.page(request, "screens/account.html.j2", visitor, status=422, problem=problem, done=False)
    response = RedirectResponse("/account?done=true", 303)
    desk.cookies.set_session(response, desk.people.open_session(account, way="password"))
    return response
