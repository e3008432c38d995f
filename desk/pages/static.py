"""Style sheets and scripts."""

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import Response

from desk.guard import Anybody
from desk.pages.of_call import ThisDesk

router = APIRouter()


@router.get("/static/{name}")
def asset(request: Request, name: str, desk: ThisDesk, visitor: Anybody) -> Response:  # noqa: ARG001 - all have a guard
    """A file that pages load; its name changes with its content, so that browsers keep it."""
    found = desk.views.assets.get(name)
    if found is None:
        raise HTTPException(404)
    headers = {"Cache-Control": "public, max-age=31536000, immutable", "Vary": "Accept-Encoding"}
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        return Response(found.compressed, media_type=found.media_type, headers={**headers, "Content-Encoding": "gzip"})
    return Response(found.content, media_type=found.media_type, headers=headers)
