"""How a run of Prefect's is named, and how it ends: done, done but for some files, or refused with one line.

An expected refusal (a call that is wrong, an inbox that is not there) is a failed run with its line, and no traceback.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any, Final, Literal, Protocol, TypeVar
from zoneinfo import ZoneInfo

from prefect.client.schemas.objects import State
from prefect.logging import get_run_logger
from prefect.runtime import flow_run
from prefect.states import Completed, Failed

from flows.log import log_if_wanted
from flows.reporting.notification import DONE, PARTLY, REFUSED, Notice, notify
from schemas.errors import SimsaError

SEOUL: Final = ZoneInfo("Asia/Seoul")
PARTLY_KO: Final = "일부 확인 필요"
REFUSED_KO: Final = "처리 불가"

_when_done: ContextVar[Callable[[Any], None] | None] = ContextVar("who is told when all is done", default=None)


@contextmanager
def telling_when_done(when_done: Callable[[Any], None]) -> Iterator[None]:
    """Have a flow that is called meanwhile say its report as soon as all is saved, before Prefect is told of it."""
    token = _when_done.set(when_done)
    try:
        yield
    finally:
        _when_done.reset(token)


class Report(Protocol):
    """What a flow reports."""

    @property
    def index_page(self) -> str:
        """The page to begin with."""

    @property
    def is_complete(self) -> bool:
        """Whether nothing is left for a person to look at."""

    @property
    def summary_line(self) -> str:
        """What was done, in a line."""


_R = TypeVar("_R", bound=Report)


def named(what: str) -> Callable[[], str]:
    """Names runs after what they do, their call and when they were begun."""

    def name() -> str:
        call = str(flow_run.parameters.get("call", ""))
        return f"{what} {call.rstrip('/').rpartition('/')[2]} {datetime.now(SEOUL):%m-%d %H:%M}"

    return name


def tell_in_prefect(line: str) -> None:
    """One line in the log of the run."""
    get_run_logger().info(line)


def concluded(work: Callable[[], _R], show: Callable[[_R], None]) -> "_R | State[Any]":
    """Do the work of a flow, show it in Prefect, and give the state that the run ends in.

    A refusal is given as a failed state that holds its error: a flow that is called in a process raises it.
    """
    log_if_wanted()
    run, call = flow_run.flow_name or "", str(flow_run.parameters.get("call", ""))
    try:
        report = work()
    except SimsaError as error:
        notify(Notice(run=run, call=call, outcome=REFUSED, message=error.message))
        return Failed(name=REFUSED_KO, message=error.message, data=error)
    if (when_done := _when_done.get()) is not None:
        when_done(report)
    show(report)
    outcome: Literal["done", "partly"] = DONE if report.is_complete else PARTLY
    notify(Notice(run=run, call=call, outcome=outcome, message=report.summary_line, index_page=report.index_page))
    tell_in_prefect(report.summary_line)
    return report if report.is_complete else Completed(name=PARTLY_KO, message=report.summary_line, data=report)
