"""Signing in and out, and setting a password by a one-time link."""

import secrets
from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from desk.access.visitor import Visitor, csrf_token_of
from desk.guard import Anybody, SignedIn
from desk.pages.of_call import ThisDesk
from desk.state import Desk
from schemas.errors import UsageError

router = APIRouter()

_LONGEST_FIELD = 500
Field = Annotated[str, Form(max_length=_LONGEST_FIELD)]


@router.get("/login")
def login_page(request: Request, desk: ThisDesk, visitor: Anybody, next: str = "/") -> Response:  # noqa: A002 - as in the address
    """The form to sign in; whom a trusted proxy names is signed in at once."""
    if visitor.account is not None:
        return RedirectResponse(_inside(next), 303)
    account = desk.account_told_by_proxy(request)
    if account is not None:
        response: Response = RedirectResponse(_inside(next), 303)
        desk.cookies.set_session(response, desk.people.open_session(account, way="proxy"))
        return response
    return _login_form(request, desk, visitor, next)


@router.post("/login")
def log_in(
    request: Request,
    desk: ThisDesk,
    visitor: Anybody,
    name: Field,
    password: Field,
    next: Field = "/",  # noqa: A002
) -> Response:
    """Sign in with a password. Wrong names and wrong passwords are told alike, and too many of them are refused."""
    name = name.strip()
    address = request.client.host if request.client else "?"
    wait_s = desk.failed_logins.wait_s(name, address)
    if wait_s:
        said = f"로그인 실패 횟수 초과: {-(-wait_s // 60)}분 뒤 다시 시도할 것"
        response = _login_form(request, desk, visitor, next, problem=said, status=429)
        response.headers["Retry-After"] = str(wait_s)
        return response
    if not desk.passwords.is_right(name, password):
        desk.failed_logins.add(name, address)
        desk.people.log("sign-in-refused", actor="?", account=name[:100], address=address)
        return _login_form(request, desk, visitor, next, problem="아이디 또는 비밀번호가 맞지 않음", status=401)
    desk.failed_logins.forget(name)
    account = desk.people.account(name)
    if account is None:
        raise UsageError("그 사이 없어진 계정")
    response = RedirectResponse(_inside(next), 303)
    desk.cookies.set_session(response, desk.people.open_session(account, way="password"))
    return response


@router.post("/logout")
def log_out(request: Request, desk: ThisDesk, visitor: SignedIn) -> Response:  # noqa: ARG001 - only who is signed in
    """Sign out."""
    token = desk.cookies.session_of(request)
    if token is not None:
        desk.people.close_session(token)
    response = RedirectResponse("/signed-out", 303)
    desk.cookies.clear(response)
    return response


@router.get("/signed-out")
def signed_out(request: Request, desk: ThisDesk, visitor: Anybody) -> Response:
    """What is shown after signing out."""
    return desk.views.page(request, "screens/signed_out.html.j2", visitor)


@router.get("/first/{token}")
def password_page(request: Request, desk: ThisDesk, visitor: Anybody, token: str) -> Response:
    """The form to set a password, for whoever has a link."""
    account = desk.people.account_of_link(token)
    status = 200 if account is not None else 404
    return _with_form_secret(
        desk,
        visitor,
        lambda known: desk.views.page(
            request, "screens/first.html.j2", known, status=status, account=account, problem=None
        ),
    )


@router.post("/first/{token}")
def set_password(
    request: Request, desk: ThisDesk, visitor: Anybody, token: str, password: Field, again: Field
) -> Response:
    """Set a password by a link, and sign in."""
    account = desk.people.account_of_link(token)
    problem = None
    if account is None:
        problem = "이미 쓰였거나 기한이 지난 링크"
    elif password != again:
        problem = "두 번 입력한 비밀번호가 다름"
    else:
        try:
            account = desk.people.set_password(token, desk.passwords.hashed(account.name, password))
        except UsageError as error:
            problem = error.message
    if problem is not None or account is None:
        return desk.views.page(request, "screens/first.html.j2", visitor, status=422, account=account, problem=problem)
    response = RedirectResponse("/", 303)
    desk.cookies.set_session(response, desk.people.open_session(account, way="link"))
    return response


def _login_form(
    request: Request, desk: Desk, visitor: Visitor, way_on: str, *, problem: str | None = None, status: int = 200
) -> Response:
    return _with_form_secret(
        desk,
        visitor,
        lambda known: desk.views.page(
            request, "screens/login.html.j2", known, status=status, way_on=_inside(way_on), problem=problem
        ),
    )


def _with_form_secret(desk: Desk, visitor: Visitor, page: Callable[[Visitor], Response]) -> Response:
    """A page with a form for somebody who is not signed in: their browser gets a secret if it has none."""
    if visitor.csrf_token:
        return page(visitor)
    secret = secrets.token_urlsafe(32)
    response = page(Visitor(visitor.account, csrf_token_of(secret)))
    desk.cookies.set_form_secret(response, secret)
    return response


def _inside(way: str) -> str:
    """An address of the desk itself: what leads elsewhere leads to the first page."""
    is_own = way.startswith("/") and not way.startswith(("//", "/\\")) and way.isprintable()
    return way if is_own else "/"
