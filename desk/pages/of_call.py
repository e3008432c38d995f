"""What the routes of a call take: the call itself, and the desk."""

from typing import Annotated

from fastapi import Depends, HTTPException

from desk.state import Desk, desk_of
from schemas import Call

ThisDesk = Annotated[Desk, Depends(desk_of)]


def _call_of(call_id: str, desk: ThisDesk) -> Call:
    call = desk.services.calls.get(call_id)
    if call is None:
        raise HTTPException(404)
    return call


ThisCall = Annotated[Call, Depends(_call_of)]
"""The call that `{call_id}` of the path names; 404 where the desk has no such call."""
