"""How far a run is: a bar on a terminal, a line a file where the output is kept."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from flows.runs.report import Recorded
from flows.terminal import printable, tell


class FileProgress(Protocol):
    """Is told how many files there are to read, and of each that is done."""

    def begin(self, total: int) -> None:
        """The files that have to be read."""

    def done(self, recorded: Recorded) -> None:
        """One more is done."""


class NoProgress:
    """Says nothing."""

    def begin(self, total: int) -> None:
        """Say nothing."""

    def done(self, recorded: Recorded) -> None:
        """Say nothing."""


class LineProgress:
    """A line a file, as it is done."""

    def __init__(self) -> None:
        self._total = self._done = 0

    def begin(self, total: int) -> None:
        """Say how many files have to be read."""
        self._total = total
        tell(f"읽을 파일 {total}건")

    def done(self, recorded: Recorded) -> None:
        """Say what became of a file."""
        self._done += 1
        pages = f", {recorded.pages}쪽" if recorded.pages else ""
        outcome = f"읽지 못함({recorded.failure.code})" if recorded.failure else "저장"
        counted = f"[{self._done}/{self._total}] " if self._done <= self._total else ""
        tell(f"{counted}{recorded.name}: {outcome}{pages}, {recorded.seconds:.1f}초")


class BarProgress:
    """A bar with files, pages and the time that is left."""

    def __init__(self, bar: Progress) -> None:
        self._bar = bar
        self._task: TaskID | None = None
        self._pages = 0

    def begin(self, total: int) -> None:
        """Show the bar."""
        self._task = self._bar.add_task("읽는 중", total=total, pages="0쪽", file="")

    def done(self, recorded: Recorded) -> None:
        """Move it on."""
        self._pages += recorded.pages or 0
        if self._task is not None:
            file = printable(recorded.name).replace("[", "\\[")
            self._bar.update(self._task, advance=1, pages=f"{self._pages:,}쪽", file=file)


@contextmanager
def shown_progress(*, quiet: bool) -> Iterator[FileProgress]:
    """The progress that fits to where the output goes."""
    if quiet:
        yield NoProgress()
    elif not sys.stderr.isatty():
        yield LineProgress()
    else:
        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[pages]}"),
            TextColumn("남은 시간"),
            TimeRemainingColumn(),
            TextColumn("{task.fields[file]}"),
        )
        with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
            yield BarProgress(bar)
