"""ASGI middleware: the headers of every answer, the limit of what is sent in, the names that the desk answers to."""

from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
"""Nothing inline, nothing from elsewhere, in nobody's frame."""

SECURITY_HEADERS: Final = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
MAX_BODY_BYTES: Final = 256 * 1024
"""What a form of the desk may send: a note is the longest."""


class TooMuchSent(HTTPException):
    """More than `MAX_BODY_BYTES` came in."""

    def __init__(self) -> None:
        super().__init__(413, "보낸 내용이 너무 김")


class DeskHeaders:
    """Adds the security headers to every answer, and refuses other hosts' names and long bodies."""

    def __init__(self, app: ASGIApp, *, hosts: frozenset[str], is_https: bool) -> None:
        self._app, self._hosts = app, hosts
        self._headers = dict(SECURITY_HEADERS)
        if is_https:
            self._headers["Strict-Transport-Security"] = "max-age=31536000"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers[name] = value
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        headers = Headers(scope=scope)
        if not self._answers_to(headers.get("host", "")):
            await PlainTextResponse("알 수 없는 호스트 이름", 400)(scope, receive, send_with_headers)
            return
        await self._app(scope, _limited(receive), send_with_headers)

    def _answers_to(self, host: str) -> bool:
        name, _, port = host.rpartition(":")
        return (name if name and port.isdigit() else host).lower() in self._hosts


def _limited(receive: Receive) -> Receive:
    received = 0

    async def limited() -> Message:
        nonlocal received
        message = await receive()
        received += len(message.get("body", b""))
        if received > MAX_BODY_BYTES:
            raise TooMuchSent
        return message

    return limited
