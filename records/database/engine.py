"""The connection to the database: what SQLite must be told, and what its errors mean to us."""

import logging
import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.engine import URL, Dialect
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, DBAPIError, InterfaceError, NoSuchModuleError, OperationalError
from sqlalchemy.exc import SQLAlchemyError as DatabaseProblem
from sqlalchemy.pool import ConnectionPoolEntry, StaticPool

from records.database.shares import is_on_share
from schemas.errors import StorageError, StorageUnavailable

LOCK_TIMEOUT_S = 60
"""How long a writer waits for another one: a save takes milliseconds, a first opening with migrations a second."""

CACHE_KIB: Final = 65_536
"""What SQLite may keep of a database in memory: by itself 2 MB, less than a list of ten thousand submissions takes."""

WRITES = "writes"
"""Execution option of connections that write: they take their turn when the transaction begins, not half-way.

One writer at a time is what the audit log's chain needs, and what SQLite allows anyway.
"""

# A connection that is lost is told by the error which is raised; the pool would log it again, as a traceback.
logging.getLogger("sqlalchemy.pool").setLevel(logging.CRITICAL)

_TURN_TO_WRITE: Final = 0x51435A
"""Any fixed number: PostgreSQL's advisory lock of the one who writes."""


def open_engine(address: str) -> Engine:
    """An engine for a database URL; `postgresql://` goes by the driver that the extra `postgresql` installs.

    Raises:
        StorageError: the URL is malformed or shows its password, or its driver is missing.
    """
    try:
        url = _url_of(address)
        if url.get_backend_name() == "sqlite":
            engine = _sqlite(url)
            event.listen(engine, "do_connect", _connect)
            return engine
        if url.drivername == "postgresql":
            url = url.set(drivername="postgresql+pg8000")
        engine = create_engine(url, pool_pre_ping=True)
        event.listen(engine, "do_connect", _connect)
        if url.get_backend_name() == "postgresql":
            event.listen(engine, "begin", _on_begin_of_postgresql)
        return engine
    except (NoSuchModuleError, ImportError) as error:
        install = " (pip install 'simsa[postgresql]')" if url.get_backend_name() == "postgresql" else ""
        detail = f"{url.drivername} 드라이버가 설치되어 있지 않음{install}"
        raise StorageError(detail) from error
    except (ArgumentError, ValueError) as error:
        detail = "데이터베이스 주소(SIMSA_DATABASE_URL)의 형식이 잘못됨"
        raise StorageError(detail) from error


def _connect(
    dialect: Dialect, _record: ConnectionPoolEntry, arguments: Sequence[Any], settings: Mapping[str, Any]
) -> DBAPIConnection:
    """Connect with what the address says; a driver tells of a setting that it does not know by a TypeError.

    Raises:
        StorageError: there is such a setting.
    """
    try:
        return dialect.connect(*arguments, **settings)
    except TypeError as error:
        detail = f"데이터베이스 주소(SIMSA_DATABASE_URL)의 ? 뒤에 {dialect.driver} 드라이버가 모르는 설정이 있음"
        raise StorageError(detail) from error


@contextmanager
def errors_of(engine: Engine) -> Iterator[None]:
    """Turn what the database raises into the storage errors that the command and the flows know.

    Raises:
        StorageUnavailable: the database cannot be reached or stays locked; later may be better.
        StorageError: it refuses for a reason that time does not heal.
    """
    try:
        yield
    except (OperationalError, InterfaceError) as error:
        raise StorageUnavailable(_detail(engine, error)) from error
    except DatabaseProblem as error:
        raise StorageError(_detail(engine, error)) from error


def _url_of(address: str) -> URL:
    """The parts of an address. A SQLite file's name is what is written, with `?` unless a setting follows it."""
    file = address.removeprefix("sqlite:///")
    if file != address and not re.search(r"\?\w+=", file):
        return URL.create("sqlite", database=file)
    url = make_url(address)
    if url.host and "@" in f"{url.host}{url.database}":
        # What stands before it is the rest of a password, which an error would show as part of the host or database.
        detail = "데이터베이스 주소(SIMSA_DATABASE_URL)의 암호에 있는 @은 %40으로 적어야 함"
        raise StorageError(detail)
    return url


def _sqlite(url: URL) -> Engine:
    arguments = {"timeout": LOCK_TIMEOUT_S}
    if url.database in (None, "", ":memory:"):
        engine = create_engine(url, poolclass=StaticPool, connect_args={**arguments, "check_same_thread": False})
    else:
        if not str(url.database).startswith("file:"):
            _make_folder(Path(str(url.database)).parent)
        engine = create_engine(url, connect_args=arguments)
        folder = Path(str(url.database).removeprefix("file:").partition("?")[0]).parent
        mode = "DELETE" if is_on_share(folder) else "WAL"
        event.listen(engine, "connect", lambda connection, _entry: _set_journal(connection, mode))
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", _on_begin)
    return engine


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageUnavailable(str(folder)) from error


def _on_connect(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    # sqlite3's own transactions leave DDL out, so that a failed migration would stay half done: begin by ourselves.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
    cursor.close()


def _set_journal(connection: DBAPIConnection, mode: str) -> None:
    """Let readers and the one who writes work side by side, where the file system can (`shares`)."""
    cursor = connection.cursor()
    # A database that may only be read keeps the journal that it has, and so does one that is in use at this moment.
    with suppress(sqlite3.OperationalError):
        cursor.execute(f"PRAGMA journal_mode = {mode}")
    # Every commit is on the disk before it is told: a record may not be gone when the power is.
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.close()


def _on_begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _on_begin_of_postgresql(connection: Connection) -> None:
    if connection.get_execution_options().get(WRITES, False):
        connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _TURN_TO_WRITE})


def _detail(engine: Engine, error: DatabaseProblem) -> str:
    reason = _reason(error.orig) if isinstance(error, DBAPIError) and error.orig else str(error)
    # A driver takes a password among the settings behind `?`, too, which SQLAlchemy would not hide.
    shown = engine.url.set(query={}).render_as_string(hide_password=True)
    return f"{shown}: {reason.splitlines()[0] if reason else '이유 없음'}"


def _reason(error: BaseException) -> str:
    # pg8000 hands on PostgreSQL's own fields, of which M is the message.
    fields = error.args[0] if error.args else None
    return str(fields["M"]) if isinstance(fields, dict) and "M" in fields else str(error)
