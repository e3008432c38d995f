"""The application: every router of the registry, guarded, behind the headers."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi.routing import APIRoute

from desk.errors import handle_errors
from desk.guard import need_of
from desk.registry import ROUTERS, TABS
from desk.services import Services
from desk.serving.headers import DeskHeaders
from desk.settings import DeskSettings
from desk.state import Desk


def create_app(services: Services, settings: DeskSettings | None = None) -> FastAPI:
    """A desk over these services, as an ASGI application.

    Raises:
        RuntimeError: a route does not say what it needs (`desk.guard`).
    """
    chosen = settings or DeskSettings()

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        yield
        # A server that is told to end does not come back to whoever opened the records.
        services.records.people.write_waiting()

    app = FastAPI(title="simsa desk", docs_url=None, redoc_url=None, openapi_url=None, lifespan=lifespan)
    app.state.desk = Desk(services, chosen, TABS)
    for router in ROUTERS:
        unguarded = [route for route in router.routes if not isinstance(route, APIRoute) or need_of(route) is None]
        if unguarded:
            raise RuntimeError(f"routes without a guard: {', '.join(map(repr, unguarded))}")
        app.include_router(router)
    handle_errors(app)
    # Outside of everything, also of what answers a failure: Starlette puts added middleware inside of that.
    app.middleware_stack = DeskHeaders(app.build_middleware_stack(), hosts=chosen.hosts, is_https=chosen.is_https)
    return app
