"""What a run is asked to do, and what it says that it did; both cross processes as JSON."""

from collections.abc import Callable
from pathlib import Path

from extractors.confinement.limits import DEFAULT_LIMITS, Limits
from flows.inbox import Inbox
from schemas import Failure, SubmissionKind
from schemas.base import Model

Tell = Callable[[str], None]
"""Says one line to whoever watches."""


class IntakeOrder(Model):
    """What to take in, under which call, where the pages go, and the limits of reading one file.

    `default_kind` is what a file without a receipt is taken for. Where the records are kept is not said here: the
    address may hold a password, and an order is stored and shown.
    """

    inbox: str
    call: str
    out: str
    default_kind: SubmissionKind = SubmissionKind.FIRST
    wall_s: float = DEFAULT_LIMITS.wall_s
    memory_bytes: int = DEFAULT_LIMITS.memory_bytes

    @property
    def limits(self) -> Limits:
        """The limits of reading one file; what takes more of the processor than of the clock is stopped, too."""
        return Limits(
            wall_s=self.wall_s, cpu_s=max(DEFAULT_LIMITS.cpu_s, round(self.wall_s)), memory_bytes=self.memory_bytes
        )

    @property
    def folder(self) -> Path:
        """The folder of the pages."""
        return Path(self.out)

    @property
    def shown_inbox(self) -> Path | None:
        """The inbox where pages can link to the files in it."""
        return Path(self.inbox) if self.inbox and Path(self.inbox).is_dir() else None


class Recorded(Model):
    """A file that was evaluated and saved: whether its record is new, why there is no proposal, and its size.

    `pages` are those of a file that has any, `seconds` what evaluating and saving took.
    """

    name: str
    is_new: bool
    failure: Failure | None = None
    pages: int | None = None
    seconds: float = 0.0


WhenDone = Callable[[Recorded], None]
"""Is told of every file as it is done."""


class SubmissionState(Model):
    """A submission: its file, 접수본 or 보완본, what became of it, what to do, and its page."""

    file: str
    kind: str
    state: str
    to_do: str = ""
    page: str


class NamedFailure(Model):
    """A file that could not be read, and why."""

    file: str
    failure: Failure


class IntakeReport(Model):
    """What one run of the intake did.

    `saved` are the files with a new record, be it a proposal or a failure; `unchanged` those recorded before.
    `notices` are lines for the officer that concern no single file. `submissions` are all of the call. `without_page`
    says of each plan whose page could not be made why.
    """

    saved: tuple[str, ...]
    unchanged: tuple[str, ...]
    failures: tuple[NamedFailure, ...]
    notices: tuple[str, ...]
    inbox_complete: bool
    index_page: str
    submissions: tuple[SubmissionState, ...] = ()
    without_page: tuple[str, ...] = ()

    @property
    def is_complete(self) -> bool:
        """Everything in the inbox that may be a submission was read and is shown, every line of its receipts used."""
        return not self.failures and self.inbox_complete and not self.without_page

    @property
    def summary_line(self) -> str:
        """What was done, in a line."""
        return (
            f"새로 저장 {len(self.saved)}건, 이미 저장되어 변동 없음 {len(self.unchanged)}건, "
            f"읽지 못함 {len(self.failures)}건"
        )


def intake_report(
    contents: Inbox,
    recorded: list[Recorded],
    notices: tuple[str, ...],
    index: Path,
    submissions: tuple[SubmissionState, ...],
    without_page: tuple[str, ...],
) -> IntakeReport:
    """The report of a run over an inbox, from what became of the files that had to be worked on."""
    saved = tuple(each.name for each in recorded if each.is_new)
    return IntakeReport(
        saved=saved,
        unchanged=tuple(file.name for file in contents.files if file.name not in set(saved)),
        failures=tuple(NamedFailure(file=each.name, failure=each.failure) for each in recorded if each.failure),
        notices=(*contents.notices, *notices),
        inbox_complete=contents.is_complete,
        index_page=str(index.resolve()),
        submissions=submissions,
        without_page=without_page,
    )
