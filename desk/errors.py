"""What goes wrong, as people see it: one sentence of what happened and what to do, never a traceback."""

import logging
from typing import Final
from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException

from desk.guard import SignInNeeded
from desk.state import Desk, desk_of
from schemas.errors import SimsaError, StorageUnavailable

logger = logging.getLogger(__name__)

_SAID: Final = {
    400: "잘못된 요청",
    401: "로그인 필요",
    403: "권한이 없는 화면",
    404: "없는 화면이거나 배정되지 않은 공고",
    405: "이 주소에서는 할 수 없는 요청",
    422: "입력한 값을 사용할 수 없음",
    500: "내부 오류로 화면을 만들지 못함",
    503: "지금은 심사자료에 연결할 수 없음: 잠시 뒤 다시 시도할 것",
}


def handle_errors(app: FastAPI) -> None:
    """Let an application answer its errors as pages, and as JSON below /api."""

    @app.exception_handler(SignInNeeded)
    def sign_in_needed(request: Request, _error: SignInNeeded) -> Response:
        if _is_api(request):
            return JSONResponse({"detail": _SAID[401]}, 401)
        way = f"/login?next={quote(_way_back(request))}"
        if request.headers.get("HX-Request") == "true":
            return Response(status_code=401, headers={"HX-Redirect": way})
        return RedirectResponse(way, 303)

    @app.exception_handler(HTTPException)
    def refused(request: Request, error: HTTPException) -> Response:
        standard = error.detail in ("Not Found", "Method Not Allowed", "Bad Request")
        said = _SAID.get(error.status_code, error.detail) if standard else error.detail
        return _answer(request, error.status_code, said)

    @app.exception_handler(RequestValidationError)
    def not_valid(request: Request, error: RequestValidationError) -> Response:
        fields = ", ".join(dict.fromkeys(str(each["loc"][-1]) for each in error.errors()))
        return _answer(request, 422, f"{_SAID[422]}: {fields}")

    @app.exception_handler(SimsaError)
    def cannot(request: Request, error: SimsaError) -> Response:
        if isinstance(error, StorageUnavailable):
            logger.error("%s", error.message)
            return _answer(request, 503, _SAID[503])
        return _answer(request, 422, error.message)

    @app.exception_handler(Exception)
    def failed(request: Request, error: Exception) -> Response:
        logger.error("%s %s", request.method, request.url.path, exc_info=error)
        return _answer(request, 500, _SAID[500])


def _answer(request: Request, status: int, said: str) -> Response:
    if _is_api(request):
        return JSONResponse({"detail": said}, status)
    desk: Desk = desk_of(request)
    visitor = desk.visitor_of(request)
    is_part = request.headers.get("HX-Request") == "true"
    template = "screens/problem_part.html.j2" if is_part else "screens/problem.html.j2"
    return desk.views.page(request, template, visitor, status=status, problem=said)


def _way_back(request: Request) -> str:
    """Where to go on after signing in: the page that was asked for, if it only shows something."""
    if request.method != "GET" or request.headers.get("HX-Request") == "true":
        return "/"
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")


def _is_api(request: Request) -> bool:
    return request.url.path.startswith("/api/")
