"""The intake: an inbox of submitted files becomes records and pages for the reviewers.

Files are read side by side, each in a process of its own; they are judged and saved one by one as they arrive, so
that a run that is broken off keeps what it has. A file that fails is recorded with its reason and stops no other.
"""

import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast
from uuid import UUID

from prefect import flow, task
from prefect.artifacts import create_progress_artifact, create_table_artifact, update_progress_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun
from prefect.futures import PrefectFuture, as_completed
from prefect.logging import get_run_logger
from prefect.task_runners import ThreadPoolTaskRunner
from prefect.tasks import Task
from rich.console import Console
from rich.progress import Progress

from extractors.isolation import Limits
from flows.database import default_database_url
from flows.evaluation import Examination
from flows.inbox import InboxFile, open_inbox
from records import Records
from review import write_pages
from schemas import Document, Failure, Record, Submission, SubmissionKind
from schemas.base import Model
from schemas.errors import ReadingFailed, SimsaError

READERS_AT_ONCE = 4
SAVE_RETRIES = 3


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


def _may_go_better(_: "Task[..., bool]", __: TaskRun, state: "State[bool]") -> bool:
    error = state.result(raise_on_failure=False)
    return isinstance(error, SimsaError) and error.retryable


@task(name="read", task_run_name="read {file.name}", cache_policy=NO_CACHE)
def read_file(examination: Examination, file: InboxFile) -> Document:
    """Read one file in a process of its own.

    Raises:
        SimsaError: why it could not be read, or that it is no longer the file that was received.
    """
    document = examination.read(file.path)
    if document.file.sha256 != file.sha256:
        raise ReadingFailed(f"{file.name}: 읽는 동안 파일이 바뀜")
    return document


@task(name="judge", task_run_name="judge {submission.file_name}", cache_policy=NO_CACHE)
def judge_submission(examination: Examination, document: Document, submission: Submission, path: Path) -> Record:
    """Extract and judge one document."""
    proposal, findings = examination.judge(document, submission, path)
    return Record(
        key=examination.key_of(submission.sha256),
        submission=submission,
        recorded_at=datetime.now(UTC),
        proposal=proposal,
        findings=findings,
    )


@task(
    name="save",
    task_run_name="save {record.submission.file_name}",
    cache_policy=NO_CACHE,
    retries=SAVE_RETRIES,
    retry_delay_seconds=5,
    retry_condition_fn=_may_go_better,
)
def save_record(records: Records, record: Record) -> bool:
    """Save one record in one transaction; False when it was there already."""
    return records.save(record)


readers: Any = ThreadPoolTaskRunner(max_workers=READERS_AT_ONCE)


@flow(name="intake", task_runner=readers)
def intake(
    inbox: str,
    call: str,
    out: str = "out",
    database_url: str | None = None,
    default_kind: SubmissionKind = SubmissionKind.FIRST,
    wall_s: float = Limits().wall_s,
    memory_bytes: int = Limits().memory_bytes,
) -> IntakeReport:
    """Take an inbox in: read, judge, save, and write the reviewers' pages.

    Args:
        inbox: a folder or an fsspec URL; it may hold the list of receipts.
        call: a call's id or the path of its pack.
        out: the folder that the pages are written to.
        database_url: where records are kept; SIMSA_DATABASE_URL, or a SQLite file in `out`, unless given.
        default_kind: what a file without a receipt is taken for.
        wall_s: seconds that reading one file may take.
        memory_bytes: memory that reading one file may take.

    Raises:
        UsageError: the inbox cannot be used.
        ReceiptsError: its list of receipts cannot be used at all; nothing has been recorded.
        CallError: the call cannot be used.
        StorageError: records cannot be kept.
    """
    examination = Examination(call, Limits(wall_s=wall_s, memory_bytes=memory_bytes))
    folder = Path(out)
    folder.mkdir(parents=True, exist_ok=True)
    with (
        Records(database_url or default_database_url(folder)) as records,
        TemporaryDirectory(prefix="simsa-inbox-") as staging,
    ):
        contents = open_inbox(inbox, Path(staging), examination.call)
        submissions = {
            file.name: contents.receipts.submission_of(file.name, file.sha256, default_kind) for file in contents.files
        }
        new = [
            file
            for file in contents.files
            if not records.observe(examination.key_of(file.sha256), submissions[file.name])
        ]
        made = _examine(examination, records, new, submissions)
        index = write_pages(records.of_call(examination.call.id), examination.call, folder)
    saved = tuple(record.submission.file_name for record, is_new in made if is_new)
    report = IntakeReport(
        saved=saved,
        unchanged=tuple(file.name for file in contents.files if file.name not in saved),
        failures=tuple(
            NamedFailure(file=record.submission.file_name, failure=record.failure)
            for record, _ in made
            if record.failure
        ),
        notices=contents.notices,
        inbox_complete=contents.is_complete,
        index_page=str(index.resolve()),
    )
    _show_in_prefect(report)
    return report


def _examine(
    examination: Examination, records: Records, files: Sequence[InboxFile], submissions: Mapping[str, Submission]
) -> list[tuple[Record, bool]]:
    """Examine files and save each as soon as it is judged.

    Returns:
        The records in the order in which they were judged, each with whether it was new.
    """
    made: list[tuple[Record, bool]] = []
    bar_id = cast("UUID", create_progress_artifact(progress=0.0, key="intake-progress", description="접수 처리"))
    waiting = {read_file.submit(examination, file): file for file in files}
    with Progress(console=Console(stderr=True), disable=not sys.stderr.isatty(), transient=True) as bar:
        row = bar.add_task("접수 처리", total=len(files))
        for future in as_completed(list(waiting)):
            file = waiting[future]
            record = _judged(examination, future, submissions[file.name], file.path)
            made.append((record, save_record(records, record)))
            bar.update(row, advance=1, description=record.submission.file_name)
            update_progress_artifact(bar_id, progress=100 * len(made) / len(files))
    return made


def _judged(examination: Examination, reading: "PrefectFuture[Document]", submission: Submission, path: Path) -> Record:
    """The record of a reading that has ended: a proposal with its findings, or the reason why there is none."""
    try:
        return judge_submission(examination, reading.result(), submission, path)
    except SimsaError as error:
        failure = error
    except Exception as error:  # noqa: BLE001 - a defect met in one plan must not lose the others; it is logged and recorded
        get_run_logger().exception("%s", submission.file_name)
        failure = ReadingFailed(f"{submission.file_name}: 내부 오류 {type(error).__name__}")
    return Record(
        key=examination.key_of(submission.sha256),
        submission=submission,
        recorded_at=datetime.now(UTC),
        failure=Failure.of(failure),
    )


def _show_in_prefect(report: IntakeReport) -> None:
    rows = [
        *({"파일": name, "결과": "새로 저장"} for name in report.saved),
        *({"파일": name, "결과": "변동 없음"} for name in report.unchanged),
        *({"파일": unread.file, "결과": unread.failure.message} for unread in report.failures),
    ]
    create_table_artifact(table=rows, key="intake-result", description=f"심사자료: {report.index_page}")
