"""The connection to the database: what SQLite must be told, and what its errors mean to us."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine import URL
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, DBAPIError, InterfaceError, NoSuchModuleError, OperationalError
from sqlalchemy.exc import SQLAlchemyError as DatabaseProblem
from sqlalchemy.pool import ConnectionPoolEntry, StaticPool

from schemas.errors import StorageError, StorageUnavailable

LOCK_TIMEOUT_S = 60
"""How long a writer waits for another one: a save takes milliseconds, a first opening with migrations a second."""

WRITES = "writes"
"""Execution option of connections that write: SQLite then locks when the transaction begins, not half-way."""


def open_engine(text: str) -> Engine:
    """An engine for a database URL.

    Raises:
        StorageError: the URL is malformed, or its driver is not installed.
    """
    try:
        url = make_url(text)
        if url.get_backend_name() == "sqlite":
            return _sqlite(url)
        return create_engine(url, pool_pre_ping=True)
    except (NoSuchModuleError, ImportError) as error:
        detail = f"{url.drivername} 드라이버가 설치되어 있지 않음"
        raise StorageError(detail) from error
    except ArgumentError as error:
        detail = "데이터베이스 주소(SIMSA_DATABASE_URL)의 형식이 잘못됨"
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


def _sqlite(url: URL) -> Engine:
    arguments = {"timeout": LOCK_TIMEOUT_S}
    if url.database in (None, "", ":memory:"):
        engine = create_engine(url, poolclass=StaticPool, connect_args={**arguments, "check_same_thread": False})
    else:
        if not str(url.database).startswith("file:"):
            _make_folder(Path(str(url.database)).parent)
        engine = create_engine(url, connect_args=arguments)
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
    cursor.close()


def _on_begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _detail(engine: Engine, error: DatabaseProblem) -> str:
    reason = str(error.orig) if isinstance(error, DBAPIError) else str(error)
    return f"{engine.url.render_as_string(hide_password=True)}: {reason.splitlines()[0] if reason else '이유 없음'}"
