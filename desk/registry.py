"""Every router of the desk, and the tabs of a call. To add a page:

1. `desk/pages/NAME.py` with `router = APIRouter()`. Each route takes a visitor of `desk.guard` (`Reading`,
   `Reviewing`, `Officer` …), and `ThisCall` of `desk.pages.of_call` where its path holds `{call_id}`. Plain `def`
   handlers: they wait for the database, and run beside each other in threads.
2. `desk/templates/screens/NAME.html.j2` extending `screens/layout.html.j2`, with the blocks `title`, `h1`, `under_h1`,
   `tools`, `main`, `aside`, `styles` and `scripts`. What htmx loads is a template of its own that extends nothing. Both
   are rendered by `desk.views.page(request, "screens/NAME.html.j2", visitor, call=call, …)`. No `style=`, no `on…=`, no
   inline script: the policy forbids them. Styles go to `desk/static/NAME.css` or `desk.css`, scripts to a file beside.
3. A POST form holds `<input type="hidden" name="csrf" value="{{ visitor.csrf_token }}">`; htmx sends the token itself.
4. What a person sees or takes along is logged: `desk.log_look(visitor, "compare", call.id)`, and before a file leaves
   `desk.log("exported", visitor, call.id, what="compare")`.
5. Its router goes into ROUTERS below, and a tab into TABS if it is a page of a call.

`tests/desk/test_access.py` walks all routes without a session and with every role, so that a page that forgets its
guard does not start, and one that guards too little is found.
"""

from typing import Final

from fastapi import APIRouter

from desk.api import routes as api
from desk.pages import (
    account,
    calls,
    compare,
    home,
    people,
    plans,
    requests,
    reviewing,
    scenario,
    sheets,
    sign_in,
    static,
)
from desk.serving.views import Tab

ROUTERS: Final[tuple[APIRouter, ...]] = (
    static.router,
    sign_in.router,
    account.router,
    home.router,
    people.router,
    calls.router,
    plans.router,
    reviewing.router,
    requests.router,
    compare.router,
    scenario.router,
    sheets.router,
    api.router,
)

TABS: Final = (Tab("접수 목록", ""), Tab("비교", "/compare"), Tab("내려받기", "/sheets"))
