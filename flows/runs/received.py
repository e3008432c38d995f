"""The submissions that lie in an inbox, and what is said of those that lie there twice, no longer, or withdrawn."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from flows.inbox import Inbox
from flows.runs.recording import ReceivedFile
from records import Withdrawal
from records.queries.overview import OverviewRow
from review.rendering.labels_ko import KINDS
from schemas import SubmissionKind

_LAST = datetime.max.replace(tzinfo=UTC)


def received_files(contents: Inbox, default_kind: SubmissionKind) -> list[ReceivedFile]:
    """The files of an inbox with what is known of their arrival, in its order.

    The same bytes under two names are one submission: the name that the receipts know counts, and of such the earlier.
    """
    received = [
        ReceivedFile(file.path, contents.receipts.submission_of(file.name, file.sha256, default_kind))
        for file in contents.files
    ]
    counting: dict[tuple[str, SubmissionKind], ReceivedFile] = {}
    for file in sorted(received, key=_arrival):
        counting.setdefault(_key(file), file)
    return [file for file in received if counting[_key(file)] is file]


def notices_of(
    contents: Inbox,
    received: Sequence[ReceivedFile],
    rows: Sequence[OverviewRow],
    withdrawn: Sequence[Withdrawal],
) -> Iterator[str]:
    """What the officer should know of the inbox as a whole, a line each.

    Args:
        contents: all of its files.
        received: those that count, as `received_files` gives them.
        rows: what counts under the call after the run.
        withdrawn: what does not.
    """
    names = {file.submission.sha256: file.name for file in received}
    for other in contents.files:
        if other.name not in {file.name for file in received}:
            yield f"{other.name}: {names[other.sha256]}과(와) 같은 파일이므로 한 건으로 처리함"
    keys = {_key(file): file.name for file in received}
    for withdrawal in withdrawn:
        name = keys.get((withdrawal.sha256, SubmissionKind(withdrawal.kind)))
        if name is not None:
            yield f"{name}: 철회된 접수 파일이므로 처리하지 않음({withdrawal.reason})"
    for kind in SubmissionKind:
        # Corrected copies often come in an inbox of their own: only kinds that lie here can be missing here.
        if any(file.submission.kind is kind for file in received):
            gone = [row.file_name for row in rows if row.kind is kind and (row.sha256, kind) not in keys]
            if gone:
                yield (
                    f"저장된 {KINDS[kind]} {len(gone)}건이 접수함에 없음(심사자료는 계속 유효, 철회는 simsa withdraw): "
                    f"{', '.join(gone)}"
                )


def _key(file: ReceivedFile) -> tuple[str, SubmissionKind]:
    return file.submission.sha256, file.submission.kind


def _arrival(file: ReceivedFile) -> tuple[datetime, str]:
    return file.submission.received_at or _LAST, file.name
