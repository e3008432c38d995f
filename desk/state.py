"""What the whole desk shares: its services and settings, who a request is from, and the log."""

import threading
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from fastapi import Request

from desk.access.cookies import Cookies
from desk.access.login_limit import FailedLogins
from desk.access.passwords import Passwords
from desk.access.visitor import Visitor, csrf_token_of
from desk.library import Library, OpenedPlan
from desk.pictures import Pictures
from desk.services import Services
from desk.serving.views import Tab, Views
from desk.settings import DeskSettings
from records.people import Account, People
from schemas import Call

_SAME_LOOK: Final = timedelta(minutes=10)
"""Looking at the same thing again within this time is one look in the log."""
_MAX_LOOKS: Final = 20_000


class Desk:
    """One running desk."""

    def __init__(self, services: Services, settings: DeskSettings, tabs: Sequence[Tab]) -> None:
        self.services, self.settings = services, settings
        self.people: People = services.records.people
        self.cookies = Cookies(settings)
        self.passwords = Passwords(self.people, settings.hasher)
        self.failed_logins = FailedLogins(settings.login_limit, services.now)
        self.views = Views(services, tabs)
        self.library = Library(services)
        self.pictures = Pictures(services)
        self._looks: dict[tuple[object, ...], datetime] = {}
        self._lock = threading.Lock()

    def open_plan(self, call: Call, submission_id: int) -> OpenedPlan | None:
        """A plan as it stands now; None where the call has none of this number."""
        return self.library.plan(call, submission_id)

    def shown_names(self) -> Mapping[str, str]:
        """What the people of each account are called on pages."""
        return {account.name: account.shown_name for account in self.people.accounts()}

    def visitor_of(self, request: Request) -> Visitor:
        """Who makes a request, by the session's cookie."""
        token = self.cookies.session_of(request)
        account = self.people.account_of_session(token) if token else None
        told = self.name_told_by_proxy(request)
        if account is not None and told is not None and told != account.name:
            # Somebody else sits at this browser now.
            account = None
        secret = token if account is not None else self.cookies.form_secret_of(request)
        return Visitor(account, csrf_token_of(secret) if secret else "")

    def name_told_by_proxy(self, request: Request) -> str | None:
        """The account that a trusted proxy says somebody is; None where there is no such proxy or it says nothing."""
        proxy = self.settings.proxy
        if proxy is None or request.client is None or request.client.host not in proxy.addresses:
            return None
        return request.headers.get(proxy.header) or None

    def account_told_by_proxy(self, request: Request) -> Account | None:
        """The open account that a trusted proxy says somebody has."""
        name = self.name_told_by_proxy(request)
        account = self.people.account(name) if name else None
        return account if account is not None and account.is_open else None

    def log(
        self,
        kind: str,
        visitor: Visitor,
        call_id: str | None = None,
        submission_id: int | None = None,
        **detail: Any,  # noqa: ANN401 - what JSON can hold
    ) -> None:
        """Put down what somebody did; what they asked for is answered only once it is written."""
        self.people.log(kind, actor=visitor.name, call_id=call_id, submission_id=submission_id, **detail)

    def log_look(
        self, visitor: Visitor, what: str, call_id: str | None = None, submission_id: int | None = None, place: str = ""
    ) -> None:
        """Put down that somebody saw something, unless they did a moment ago; it is written within a second."""
        self._log_once("seen", visitor, call_id, submission_id, what=what, place=place)

    def log_refusal(self, visitor: Visitor, request: Request) -> None:
        """Put down that somebody asked for what is not theirs."""
        self._log_once("refused", visitor, None, None, what=request.method, place=request.url.path[:200])

    def _log_once(
        self, kind: str, visitor: Visitor, call_id: str | None, submission_id: int | None, *, what: str, place: str
    ) -> None:
        look = (kind, visitor.name, call_id, submission_id, what, place)
        now = self.services.now()
        with self._lock:
            before = self._looks.get(look)
            if before is not None and now - before < _SAME_LOOK:
                return
            if len(self._looks) >= _MAX_LOOKS:
                self._looks.clear()
        detail = {"what": what, "place": place} if place else {"what": what}
        self.people.log_soon(kind, actor=visitor.name, call_id=call_id, submission_id=submission_id, **detail)
        with self._lock:
            self._looks[look] = now


def desk_of(request: Request) -> Desk:
    """The desk that a request came to."""
    desk: Desk = request.app.state.desk
    return desk
