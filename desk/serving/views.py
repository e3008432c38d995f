"""Templates into answers. What every page needs (who is there, the call, the way around) is put in here."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final
from zoneinfo import ZoneInfo

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

from desk.access.visitor import Need, Visitor
from desk.services import Services
from desk.serving.assets import loaded_assets
from records.people import Role
from review.rendering.labels_ko import moment, verdict_label, verdict_style
from schemas import Call

ROLES_KO: Final = {Role.OFFICER: "담당관", Role.REVIEWER: "검토자", Role.READER: "열람자"}


@dataclass(frozen=True)
class Tab:
    """A way around within a call: `path` goes on from `/calls/ID`."""

    label: str
    path: str
    need: Need = Need.READ


@cache
def _environment() -> Environment:
    """The templates, compiled once a process."""
    assets = loaded_assets()
    environment = Environment(
        loader=ChoiceLoader([PackageLoader("desk"), PackageLoader("review")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["pointer_part"] = lambda text: text.replace("~", "~0").replace("/", "~1")
    environment.globals.update(
        asset=lambda name: assets[name].url, verdict_label=verdict_label, verdict_style=verdict_style, roles_ko=ROLES_KO
    )
    return environment


class Views:
    """Renders the templates of the desk. All text is escaped; a name that is not given is an error."""

    def __init__(self, services: Services, tabs: Sequence[Tab]) -> None:
        self._services, self._tabs = services, tabs
        self.assets = loaded_assets()
        self.environment = _environment()

    def page(
        self,
        request: Request,
        template: str,
        visitor: Visitor,
        *,
        call: Call | None = None,
        status: int = 200,
        **context: Any,  # noqa: ANN401 - whatever the template shows
    ) -> HTMLResponse:
        """A whole page, or a part of one for htmx (a template that does not extend the layout)."""
        text = self.environment.get_template(template).render(
            visitor=visitor,
            call=call,
            calls=[each for each in self._services.calls.values() if visitor.may_see(each.id)],
            tabs=[tab for tab in self._tabs if visitor.meets(tab.need)] if call is not None else [],
            path=request.url.path,
            at=self._local_time,
            is_part=request.headers.get("HX-Request") == "true",
            **context,
        )
        return HTMLResponse(text, status)

    def _local_time(self, value: Any, call: Call | None = None) -> str:  # noqa: ANN401 - an aware datetime
        of_call = call or next(iter(self._services.calls.values()), None)
        return moment(value.astimezone(ZoneInfo(of_call.timezone if of_call is not None else "UTC")))
