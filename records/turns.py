"""One run a call at a time, over all processes and machines that keep their records in one database.

On PostgreSQL it is an advisory lock of the session, on SQLite a locked file beside the database: both are let go of
when the process that holds them ends, however it ends.
"""

import fcntl
import hashlib
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Final

from sqlalchemy import Connection, Engine, text

from records.database.engine import errors_of, open_engine
from schemas.errors import StorageUnavailable

POLL_S: Final = 1.0
_NAME_DIGITS: Final = 12


@contextmanager
def run_turn(url: str, call_id: str, when_waiting: Callable[[], None] = lambda: None) -> Iterator[None]:
    """Hold the turn of a call while something of it is run; wait for it as long as another run holds it.

    Args:
        url: the database of the records.
        call_id: the call that is run.
        when_waiting: told, once, that another run has the turn.

    Raises:
        StorageUnavailable: the database cannot be reached, or no file can be locked beside it.
        StorageError: the URL is wrong, or its driver is missing.
    """
    engine = open_engine(url)
    try:
        if engine.dialect.name == "sqlite":
            with _locked_file(engine.url.database, call_id, when_waiting):
                yield
        else:
            with _advisory_lock(engine, call_id, when_waiting):
                yield
    finally:
        engine.dispose()


@contextmanager
def _locked_file(database: str | None, call_id: str, when_waiting: Callable[[], None]) -> Iterator[None]:
    if database in (None, "", ":memory:"):
        # Nobody else can see it.
        yield
        return
    path = Path(f"{database}.{_number_of(call_id):x}.lock")
    try:
        file = path.open("a")
    except OSError as error:
        raise StorageUnavailable(f"{path}: {error.strerror}") from error
    with file:
        _wait_for(lambda: _is_locked(file), when_waiting)
        yield


def _is_locked(file: IO[str]) -> bool:
    with suppress(BlockingIOError):
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    return False


@contextmanager
def _advisory_lock(engine: Engine, call_id: str, when_waiting: Callable[[], None]) -> Iterator[None]:
    number = _number_of(call_id)
    with errors_of(engine):
        connection = engine.connect().execution_options(isolation_level="AUTOCOMMIT")
    try:
        with errors_of(engine):
            _wait_for(lambda: _has_advisory_lock(connection, number), when_waiting)
        yield
    finally:
        # The session ends with its connection, and with the session its lock.
        connection.invalidate()
        connection.close()


def _has_advisory_lock(connection: Connection, number: int) -> bool:
    return bool(connection.scalar(text("SELECT pg_try_advisory_lock(:number)"), {"number": number}))


def _wait_for(have: Callable[[], bool], when_waiting: Callable[[], None]) -> None:
    if have():
        return
    when_waiting()
    while not have():
        time.sleep(POLL_S)


def _number_of(call_id: str) -> int:
    """A number for a call, as advisory locks want it; the lock of writers is another one."""
    return int(hashlib.sha256(call_id.encode()).hexdigest()[:_NAME_DIGITS], 16)
