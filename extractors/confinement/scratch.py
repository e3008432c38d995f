"""Temporary folders that do not outlive their owner, however it ends.

Each is readable by its owner alone and holds a lock while its owner lives. What a run leaves behind because it was
killed has no lock any more: the next run removes it.
"""

import fcntl
import os
import shutil
import stat
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

PREFIX = "simsa-"
LOCK_NAME = ".lock"
# What has no lock yet has another name, and is a leftover only if it stays so.
UNFINISHED_PREFIX = ".simsa-"
UNFINISHED_S = 600.0


class ScratchFolder:
    """A folder for as long as this object is open; leaving its `with` removes it."""

    def __init__(self) -> None:
        """Make the folder, and remove those of runs that were killed."""
        remove_leftovers()
        unfinished = Path(tempfile.mkdtemp(prefix=UNFINISHED_PREFIX))
        self._lock = os.open(unfinished / LOCK_NAME, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        self.path = unfinished.rename(unfinished.with_name(PREFIX + unfinished.name.removeprefix(UNFINISHED_PREFIX)))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Remove the folder and all that is in it."""
        remove(self.path)
        if self._lock >= 0:
            os.close(self._lock)
            self._lock = -1


def remove(folder: Path) -> None:
    """Remove a folder as far as that is possible; what a hostile file made in it must stop nobody."""
    with suppress(OSError, RecursionError):
        shutil.rmtree(folder)


def remove_leftovers() -> None:
    """Remove the folders of this user whose owners are no more."""
    for folder in Path(tempfile.gettempdir()).iterdir():
        with suppress(OSError):
            if folder.name.startswith((PREFIX, UNFINISHED_PREFIX)) and _is_left_over(folder):
                remove(folder)


def _is_left_over(folder: Path) -> bool:
    about = folder.lstat()
    if about.st_uid != os.geteuid() or not stat.S_ISDIR(about.st_mode):
        return False
    if folder.name.startswith(UNFINISHED_PREFIX):
        return time.time() - about.st_mtime > UNFINISHED_S
    lock = os.open(folder / LOCK_NAME, os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(lock)
    return True
