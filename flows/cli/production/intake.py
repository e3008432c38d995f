"""`simsa intake` and `simsa demo`: an inbox becomes records and pages."""

import signal
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from flows.cli.exit_codes import DONE, SOME_UNREADABLE, leave
from flows.cli.options import pages_folder, verbose
from flows.cli.stored import call_option, database_url
from flows.terminal import complain, tell
from schemas import SubmissionKind
from schemas.errors import ReceiptsError, SimsaError, UsageError

if TYPE_CHECKING:
    from flows.runs.report import IntakeOrder, IntakeReport

DEMO_CALL: Final = "regional-ai-2026"
MIB: Final = 2**20

quiet = click.option("--quiet", is_flag=True, help="실패와 확인할 일만 알림")


@click.command()
@click.argument("inbox", metavar="INBOX")
@call_option
@pages_folder
@database_url
@click.option(
    "--kind",
    type=click.Choice(["first", "corrected", "agreed"]),
    default="first",
    show_default=True,
    help="접수대장에 없는 파일의 접수 구분",
)
@click.option("--what-would-change", "--dry-run", is_flag=True, help="실행하지 않고, 무엇을 왜 다시 하게 될지만 알림")
@click.option(
    "--time-limit", type=click.FloatRange(1, 3600), metavar="SECONDS", help="파일 하나의 시간 한도 (기본 120초)"
)
@click.option(
    "--memory-limit", type=click.IntRange(256, 65_536), metavar="MIB", help="파일 하나의 메모리 한도 (기본 2048 MiB)"
)
@click.option(
    "--watch",
    "every_s",
    type=click.FloatRange(1, 3600),
    metavar="SECONDS",
    help="이 간격으로 접수함을 살펴, 바뀔 때마다 처리 (Ctrl-C로 끝냄)",
)
@quiet
@verbose
def intake(
    inbox: str,
    call: str,
    out: Path,
    database: str | None,
    kind: str,
    time_limit: float | None,
    memory_limit: int | None,
    every_s: float | None,
    *,
    what_would_change: bool,
    quiet: bool,
) -> int:
    """접수함의 파일을 모두 읽고 검토하여 저장하고 심사자료를 만듦"""
    from flows.runs.report import IntakeOrder

    order = IntakeOrder(inbox=inbox, call=call, out=str(out), default_kind=SubmissionKind(kind))
    limits = {"wall_s": time_limit, "memory_bytes": memory_limit and memory_limit * MIB}
    order = order.model_copy(update={name: limit for name, limit in limits.items() if limit is not None})
    if what_would_change:
        return _tell_what_would_change(order, database)
    if every_s is not None:
        return _watched(order, database, every_s, quiet=quiet)
    return _taken_in(order, database, quiet=quiet)


@click.command()
@pages_folder
@database_url
@quiet
@verbose
def demo(out: Path, database: str | None, *, quiet: bool) -> int:
    """들어 있는 예시 접수함으로 전체 과정을 실행"""
    inbox = str(Path(__file__).parents[3] / "samples" / "inbox")
    from flows.runs.report import IntakeOrder

    return _taken_in(IntakeOrder(inbox=inbox, call=DEMO_CALL, out=str(out)), database, quiet=quiet)


def _taken_in(order: "IntakeOrder", database: str | None, *, quiet: bool) -> int:
    from flows.inbox import check_not_empty
    from flows.runs.patience import patiently
    from rules import load_call

    try:
        # What cannot be used is said before anything that takes time.
        load_call(order.call)
        patiently(lambda: check_not_empty(order.inbox), complain)
        if not quiet:
            # What is needed now takes a second or two to import.
            tell(f"접수함을 확인하는 중: {order.inbox}")
        report = _worked_on(order, database, quiet=quiet)
    except SimsaError as error:
        from flows.reporting.notification import REFUSED, Notice, notify

        notify(Notice(run="intake", call=order.call, outcome=REFUSED, message=error.message))
        raise
    _tell(report, quiet=quiet)
    return _code_of(report)


def _worked_on(order: "IntakeOrder", database: str | None, *, quiet: bool) -> "IntakeReport":
    from flows.database import keeping_records_at, may_hold_records
    from flows.evaluation import Evaluator

    with keeping_records_at(database), Evaluator(order.call, order.limits) as evaluator:
        if not may_hold_records(order.folder):
            # All files are new: the model is loaded beside what this process itself has to import.
            evaluator.load_ahead()
        from flows.cli.production.command_runs import run_for_person
        from flows.reporting.progress import shown_progress

        with shown_progress(quiet=quiet) as progress:
            return run_for_person(
                order, evaluator, progress, complain, lambda report: _tell_and_leave(report, quiet=quiet)
            )


def _watched(order: "IntakeOrder", database: str | None, every_s: float, *, quiet: bool) -> int:
    from flows.runs.watching import watch

    ended = threading.Event()
    signal.signal(signal.SIGINT, lambda *_: ended.set())
    tell(f"접수함을 살피는 중: {order.inbox} (끝내려면 Ctrl-C)")

    def take_in() -> None:
        try:
            _taken_in(order, database, quiet=quiet)
        except (UsageError, ReceiptsError) as error:
            # An inbox that is empty still, a list that is half written: the next change may mend it.
            complain(error.message)

    watch(order.inbox, take_in, lambda: ended.wait(every_s), complain)
    return DONE


def _tell_and_leave(report: "IntakeReport", *, quiet: bool) -> None:
    """All is done but to tell Prefect, which would try for minutes."""
    _tell(report, quiet=quiet)
    leave(_code_of(report))


def _code_of(report: "IntakeReport") -> int:
    return DONE if report.is_complete else SOME_UNREADABLE


def _tell_what_would_change(order: "IntakeOrder", database: str | None) -> int:
    from flows.database import keeping_records_at, records_to_look_at
    from flows.runs.rerun import ACTIONS_KO, Action, what_would_change

    with keeping_records_at(database):
        url = records_to_look_at(order.folder)
    planned = what_would_change(order.inbox, order.call, url, order.default_kind)
    for submission, (action, reasons) in planned:
        why = f" ({', '.join(reasons)})" if reasons else ""
        tell(f"{submission.file_name}: {ACTIONS_KO[action]}{why}")
    counts = [f"{ACTIONS_KO[action]} {sum(what is action for _, (what, _) in planned)}건" for action in Action]
    tell(", ".join(counts))
    return DONE


def _tell(report: "IntakeReport", *, quiet: bool) -> None:
    for notice in (*report.notices, *report.without_page):
        complain(notice)
    for unread in report.failures:
        complain(f"{unread.file}: {unread.failure.message}")
    if not quiet:
        tell(report.summary_line)
        tell(f"심사자료: {report.index_page}")
