"""The intake: an inbox of submitted files becomes records and pages for the reviewers.

As many files as there are cores are evaluated side by side, each in a process of its own; this process looks into none
of them. Each is saved as soon as it is judged, so that a run that is broken off keeps what it has. A file that fails is
recorded with its reason and stops no other.
"""

import logging
import os
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple, cast
from uuid import UUID

from prefect import flow, task
from prefect.artifacts import create_progress_artifact, create_table_artifact, update_progress_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun
from prefect.futures import as_completed
from prefect.logging import get_run_logger
from prefect.task_runners import ThreadPoolTaskRunner
from prefect.tasks import Task
from rich.console import Console
from rich.progress import Progress

from extractors.confinement.limits import Limits
from extractors.confinement.scratch import ScratchFolder
from flows.database import records_url
from flows.evaluation import Evaluator
from flows.inbox import open_inbox
from flows.log import timed
from records import Records
from review import write_pages
from schemas import Failure, Record, Submission, SubmissionKind
from schemas.base import Model
from schemas.errors import ReadingFailed, SimsaError

logger = logging.getLogger(__name__)

FILES_AT_ONCE = os.cpu_count() or 1
SAVE_RETRIES = 3
PROGRESS_EVERY_S = 2.0


class ReceivedFile(NamedTuple):
    """A file of the inbox: where its bytes are, and what is known of its arrival."""

    path: Path
    submission: Submission

    @property
    def name(self) -> str:
        """Its name, without folders."""
        return self.submission.file_name


class NamedFailure(Model):
    """A file that could not be read, and why."""

    file: str
    failure: Failure


class IntakeReport(Model):
    """What one run of the intake did.

    `saved` are the files with a new record, be it a proposal or a failure; `unchanged` those recorded before.
    `notices` are lines for the officer that concern no single file.
    """

    saved: tuple[str, ...]
    unchanged: tuple[str, ...]
    failures: tuple[NamedFailure, ...]
    notices: tuple[str, ...]
    inbox_complete: bool
    index_page: str


class _Run:
    """What the tasks of one run work with. Prefect walks through whatever it is given as a parameter: it gets names."""

    def __init__(self, evaluator: Evaluator, records: Records, files: Sequence[ReceivedFile]) -> None:
        self.evaluator = evaluator
        self.records = records
        self.files = {file.name: file for file in files}
        self.failures: dict[str, Failure] = {}
        self._unsaved: dict[str, Record] = {}

    def evaluate_and_save(self, name: str) -> bool:
        """Evaluate a file and save its record; whether that is new. A save that is tried again evaluates no more.

        Raises:
            StorageError: the record cannot be kept.
        """
        record = self._unsaved.get(name) or self._record_of(self.files[name])
        self._unsaved[name] = record
        with timed(logger, f"{name}: saving"):
            is_new = self.records.save(record)
        del self._unsaved[name]
        if record.failure is not None:
            self.failures[name] = record.failure
        return is_new

    def _record_of(self, file: ReceivedFile) -> Record:
        """A proposal with its findings, or the reason why there is none."""
        record = Record(
            key=self.evaluator.key_of(file.submission.sha256),
            submission=file.submission,
            recorded_at=datetime.now(UTC),
        )
        try:
            judged = self.evaluator.evaluate(file.path, file.submission)
        except SimsaError as error:
            return record.model_copy(update={"failure": Failure.of(error)})
        except Exception as error:  # noqa: BLE001 - a defect met in one plan must not lose the others; it is logged and recorded
            get_run_logger().exception("%s", file.name)
            failure = ReadingFailed(f"{file.name}: 내부 오류 {type(error).__name__}")
            return record.model_copy(update={"failure": Failure.of(failure)})
        return record.model_copy(update={"proposal": judged.proposal, "findings": judged.findings})


def _may_go_better(_: "Task[..., bool]", __: TaskRun, state: "State[bool]") -> bool:
    error = state.result(raise_on_failure=False)
    return isinstance(error, SimsaError) and error.retryable


def _evaluation_of(run: _Run) -> "Task[[str], bool]":
    """The task of one file of a run."""

    @task(
        name="evaluate",
        task_run_name="evaluate {name}",
        cache_policy=NO_CACHE,
        persist_result=False,
        retries=SAVE_RETRIES,
        retry_delay_seconds=5,
        retry_condition_fn=_may_go_better,
    )
    def evaluate(name: str) -> bool:
        return run.evaluate_and_save(name)

    return evaluate


processes: Any = ThreadPoolTaskRunner(max_workers=FILES_AT_ONCE)


@flow(name="intake", task_runner=processes)
def intake(
    inbox: str,
    call: str,
    out: str = "out",
    default_kind: SubmissionKind = SubmissionKind.FIRST,
    wall_s: float = Limits().wall_s,
    memory_bytes: int = Limits().memory_bytes,
) -> IntakeReport:
    """Take an inbox in: read, judge, save, and write the reviewers' pages.

    Where the records are kept is no parameter, because Prefect stores and shows parameters and the address may hold a
    password: it is SIMSA_DATABASE_URL, `flows.database.keeping_records_at`, or a SQLite file in `out`.

    Args:
        inbox: a folder or an fsspec URL; it may hold the list of receipts.
        call: a call's id or the path of its pack.
        out: the folder that the pages are written to.
        default_kind: what a file without a receipt is taken for.
        wall_s: seconds that reading one file may take.
        memory_bytes: memory that reading one file may take.

    Raises:
        UsageError: the inbox cannot be used.
        ReceiptsError: its list of receipts cannot be used at all; nothing has been recorded.
        CallError: the call cannot be used.
        StorageError: records cannot be kept.
    """
    folder = Path(out)
    folder.mkdir(parents=True, exist_ok=True)
    with (
        Evaluator(call, Limits(wall_s=wall_s, memory_bytes=memory_bytes)) as evaluator,
        Records(records_url(folder)) as records,
        ScratchFolder() as staging,
    ):
        with timed(logger, "looking at the inbox"):
            contents = open_inbox(inbox, staging.path, evaluator.call)
        received = [
            ReceivedFile(file.path, contents.receipts.submission_of(file.name, file.sha256, default_kind))
            for file in contents.files
        ]
        new = [
            file for file in received if not records.observe(evaluator.key_of(file.submission.sha256), file.submission)
        ]
        run = _Run(evaluator, records, new)
        saved = _evaluate(run)
        with timed(logger, "writing the pages"):
            index = write_pages(records.of_call(evaluator.call.id), evaluator.call, folder)
    report = IntakeReport(
        saved=saved,
        unchanged=tuple(file.name for file in contents.files if file.name not in saved),
        failures=tuple(NamedFailure(file=name, failure=failure) for name, failure in run.failures.items()),
        notices=contents.notices,
        inbox_complete=contents.is_complete,
        index_page=str(index.resolve()),
    )
    _show_in_prefect(report)
    return report


def _evaluate(run: _Run) -> tuple[str, ...]:
    """Evaluate and save the files of a run.

    Returns:
        The names of those whose record is new, in the order in which they were done.
    """
    if not run.files:
        return ()
    saved = []
    evaluate = _evaluation_of(run)
    bar_id = cast("UUID", create_progress_artifact(progress=0.0, key="intake-progress", description="접수 처리"))
    told_at = time.monotonic()
    waiting = {evaluate.submit(name): name for name in run.files}
    with Progress(console=Console(stderr=True), disable=not sys.stderr.isatty(), transient=True) as bar:
        row = bar.add_task("접수 처리", total=len(waiting))
        for done, future in enumerate(as_completed(list(waiting)), start=1):
            if future.result():
                saved.append(waiting[future])
            bar.update(row, advance=1, description=waiting[future])
            if time.monotonic() - told_at > PROGRESS_EVERY_S or done == len(waiting):
                told_at = time.monotonic()
                update_progress_artifact(bar_id, progress=100 * done / len(waiting))
    return tuple(saved)


def _show_in_prefect(report: IntakeReport) -> None:
    rows = [
        *({"파일": name, "결과": "새로 저장"} for name in report.saved),
        *({"파일": name, "결과": "변동 없음"} for name in report.unchanged),
        *({"파일": unread.file, "결과": unread.failure.message} for unread in report.failures),
    ]
    create_table_artifact(table=rows, key="intake-result", description=f"심사자료: {report.index_page}")
