"""Events of the log that wait a moment, to be written together: who looks at a page need not wait for the disk.

They are written in the order in which they came, in one transaction for all that came within a second, and each keeps
the time at which it happened. What waits is written before the log is read, and when the records are closed; a process
that is killed loses the last second.
"""

import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any, Final

from schemas.errors import SimsaError

EVERY_S: Final = 1.0
_MOST: Final = 10_000
"""So many wait at most: who adds another one writes them all first."""


class WaitingEvents:
    """The events that wait in one process. Any number of threads may add; one thread of its own writes."""

    def __init__(self, write: Callable[[Sequence[Mapping[str, Any]]], None], *, at_once: bool) -> None:
        """Take what writes events in one transaction; `at_once` lets none wait."""
        self._write, self._at_once = write, at_once
        self._events: list[Mapping[str, Any]] = []
        self._failed = False
        self._adding, self._writing = threading.Lock(), threading.Lock()
        self._some, self._closing = threading.Event(), threading.Event()
        self._writer: threading.Thread | None = None

    def add(self, event: Mapping[str, Any]) -> None:
        """Let an event wait.

        Raises:
            StorageUnavailable, StorageError: those that wait could not be written: nobody is shown more meanwhile.
        """
        if self._failed or len(self._events) >= _MOST:
            self.write_all()
        with self._adding:
            self._events.append(event)
            if self._writer is None and not self._at_once:
                self._writer = threading.Thread(target=self._write_on, name="waiting-events", daemon=True)
                self._writer.start()
        if self._at_once:
            self.write_all()
        self._some.set()

    def write_all(self) -> None:
        """Write what waits, and come back when it is written.

        Raises:
            StorageUnavailable, StorageError: it could not be; it waits on.
        """
        with self._writing:
            waiting = tuple(self._events)
            if not waiting:
                return
            try:
                self._write(waiting)
            except SimsaError:
                self._failed = True
                raise
            self._failed = False
            with self._adding:
                del self._events[: len(waiting)]

    def close(self) -> None:
        """Write what waits, and let nothing wait from now on."""
        self._at_once = True
        self._closing.set()
        self._some.set()
        if self._writer is not None:
            self._writer.join()
        self.write_all()

    def _write_on(self) -> None:
        while not self._closing.is_set():
            self._some.wait()
            self._some.clear()
            self._closing.wait(EVERY_S)
            # Who adds the next one, or reads the log, is told; here it is tried again.
            with suppress(SimsaError):
                self.write_all()
            if self._events:
                self._some.set()
