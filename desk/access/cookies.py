"""The desk's two cookies: the session of who is signed in, and the form secret of who is not yet."""

from datetime import timedelta

from fastapi import Request
from fastapi.responses import Response

from desk.settings import DeskSettings
from records.people import LONGEST

_FORM_LIFETIME = timedelta(hours=12)


class Cookies:
    """Names and sets the cookies. Both are out of reach for scripts and are not sent along from other sites."""

    def __init__(self, settings: DeskSettings) -> None:
        self._is_https = settings.is_https
        # A browser takes a cookie of this name over TLS only, and from this very host.
        prefix = "__Host-" if settings.is_https else ""
        self.session_name, self._form_name = f"{prefix}simsa_session", f"{prefix}simsa_form"

    def session_of(self, request: Request) -> str | None:
        """The token of a session, if the request has one."""
        return request.cookies.get(self.session_name)

    def form_secret_of(self, request: Request) -> str | None:
        """The secret of somebody who is not signed in."""
        return request.cookies.get(self._form_name)

    def set_session(self, response: Response, token: str) -> None:
        """Let a browser be signed in."""
        self._set(response, self.session_name, token, LONGEST)

    def set_form_secret(self, response: Response, secret: str) -> None:
        """Give a browser a secret for its forms before it is signed in."""
        self._set(response, self._form_name, secret, _FORM_LIFETIME)

    def clear(self, response: Response) -> None:
        """Sign a browser out."""
        response.delete_cookie(self.session_name, path="/", secure=self._is_https, httponly=True, samesite="lax")

    def _set(self, response: Response, name: str, value: str, lifetime: timedelta) -> None:
        response.set_cookie(
            name,
            value,
            max_age=int(lifetime.total_seconds()),
            path="/",
            secure=self._is_https,
            httponly=True,
            samesite="lax",
        )
