"""The officer's page of accounts: who may come, in which role, to which calls."""

from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Path, Request
from fastapi.responses import RedirectResponse, Response

from desk.guard import Officer
from desk.pages.of_call import ThisDesk
from desk.state import Desk
from records.people import Account, Role
from schemas.errors import UsageError

router = APIRouter()

Field = Annotated[str, Form(max_length=200)]
Id = Annotated[int, Path(ge=1, le=2**31)]
Calls = Annotated[list[str], Form(max_length=200)]


@router.get("/people")
def people_page(request: Request, desk: ThisDesk, visitor: Officer, done: str = "") -> Response:
    """All accounts, and the form for a new one."""
    return desk.views.page(
        request, "screens/people.html.j2", visitor, accounts=desk.people.accounts(), link=None, of=None, done=done
    )


@router.post("/people")
def add_person(
    request: Request,
    desk: ThisDesk,
    visitor: Officer,
    name: Field,
    shown_name: Field,
    role: Annotated[Role, Form()],
    calls: Calls = [],  # noqa: B006 - FastAPI copies it
    is_blind: Annotated[bool, Form()] = False,  # noqa: FBT002
) -> Response:
    """Make an account; its one-time link is shown once, for the officer to hand over."""
    account = desk.people.add(name, shown_name, role, calls=_known(calls, desk), is_blind=is_blind, actor=visitor.name)
    return _with_link(request, desk, visitor, account)


@router.post("/people/{account_id}")
def change_person(
    desk: ThisDesk,
    visitor: Officer,
    account_id: Id,
    role: Annotated[Role, Form()],
    calls: Calls = [],  # noqa: B006
    is_blind: Annotated[bool, Form()] = False,  # noqa: FBT002
    is_open: Annotated[bool, Form()] = False,  # noqa: FBT002
) -> Response:
    """Change what an account may do; one's own stays as it is, so that there is always an officer."""
    account = _account(desk, account_id)
    if account.name == visitor.name:
        raise UsageError("자신의 역할은 바꿀 수 없음")
    desk.people.change(account, role, calls=_known(calls, desk), is_blind=is_blind, is_open=is_open, actor=visitor.name)
    return RedirectResponse("/people?done=changed", 303)


@router.post("/people/{account_id}/link")
def new_link(request: Request, desk: ThisDesk, visitor: Officer, account_id: Id) -> Response:
    """A new one-time link, for whoever forgot their password."""
    return _with_link(request, desk, visitor, _account(desk, account_id))


def _with_link(request: Request, desk: Desk, visitor: Officer, account: Account) -> Response:
    link = f"{request.base_url}first/{desk.people.make_link(account, actor=visitor.name)}"
    return desk.views.page(
        request, "screens/people.html.j2", visitor, accounts=desk.people.accounts(), link=link, of=account, done=""
    )


def _account(desk: Desk, account_id: int) -> Account:
    account = next((each for each in desk.people.accounts() if each.id == account_id), None)
    if account is None:
        raise HTTPException(404)
    return account


def _known(calls: list[str], desk: Desk) -> list[str]:
    return [call for call in calls if call in desk.services.calls]
