"""Watching an inbox in the days of the close: by looking again and again, which works on network shares, too."""

from collections.abc import Callable
from contextlib import suppress
from typing import Final

import fsspec

from flows.runs.report import Tell

Snapshot = tuple[tuple[str, int, str], ...]
MIN_INTERVAL_S: Final = 1.0


def snapshot(url: str) -> Snapshot:
    """The entries of an inbox with their size and time; what changes while a file is sent changes it.

    Raises:
        OSError: the inbox does not answer.
    """
    system, root = fsspec.core.url_to_fs(url)
    system.invalidate_cache()
    return tuple(
        sorted(
            (str(entry["name"]), int(entry.get("size") or 0), str(entry.get("mtime") or entry.get("LastModified", "")))
            for entry in system.ls(root, detail=True)
        )
    )


def watch(url: str, take_in: Callable[[], None], wait: Callable[[], bool], tell: Tell) -> None:
    """Take the inbox in whenever it has changed and then stood still for one look, until `wait` says to end.

    Args:
        url: the inbox.
        take_in: does the work; what it raises ends the watch.
        wait: waits until the next look; True to end.
        tell: told, once, that the inbox does not answer, and again that it does.
    """
    done: Snapshot | None = None
    before: Snapshot | None = None
    is_gone = False
    while True:
        now = None
        with suppress(OSError):
            now = snapshot(url)
        if (now is None) != is_gone:
            is_gone = now is None
            tell("접수함에 접근할 수 없음: 돌아오기를 기다림" if is_gone else "접수함에 다시 접근할 수 있음")
        if now is not None and now == before and now != done:
            take_in()
            done = now
        before = now
        if wait():
            return
