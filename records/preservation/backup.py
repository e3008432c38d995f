"""A copy of a SQLite database while others write to it, by SQLite's own means; with what it rests on, a backup."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from sqlalchemy import Connection, Engine, select
from sqlalchemy.orm import Session

from records.audit import AuditProblem, head_of, verify
from records.database.engine import errors_of, open_engine
from records.database.history_tables import DocumentRow, OriginalRow
from records.preservation.content_store import ContentStore
from schemas.base import Model
from schemas.errors import StorageError, UsageError

DATABASE: Final = "simsa.db"
ORIGINALS: Final = "originals"
_OWNER_ONLY: Final = 0o600


class Backup(Model):
    """What a backup holds: how many contents beside its database, their bytes, and the last hash of its audit log."""

    contents: int
    size: int
    audit_head: str
    problems: tuple[AuditProblem, ...]


@contextmanager
def one_state(engine: Engine) -> Iterator[Connection]:
    """A connection all of whose reads see one state of the database, whatever is written meanwhile.

    On SQLite a reader would keep writers waiting: what is read there is a copy, which is gone afterwards.

    Raises:
        StorageUnavailable, StorageError: as in `errors_of`.
    """
    if engine.dialect.name != "sqlite":
        with errors_of(engine), engine.connect() as plain:
            connection = plain.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                yield connection
        return
    with TemporaryDirectory(prefix="simsa-") as folder:
        path = Path(folder) / DATABASE
        copy_database(engine, path)
        copy = open_engine(f"sqlite:///{path}")
        try:
            with errors_of(copy), copy.connect() as connection, connection.begin():
                yield connection
        finally:
            copy.dispose()


def copy_database(engine: Engine, path: Path) -> None:
    """Copy a SQLite database as it is at one moment to a new file that only its owner may read.

    Raises:
        StorageUnavailable, StorageError: it cannot be read or written.
    """
    path.touch(mode=_OWNER_ONLY)
    with errors_of(engine), closing(engine.raw_connection()) as source, closing(sqlite3.connect(path)) as target:
        try:
            source.driver_connection.backup(target)  # type: ignore[union-attr]
        except sqlite3.Error as error:
            raise StorageError(f"{path}: {error}") from error


def back_up(engine: Engine, store: ContentStore, folder: Path) -> Backup:
    """Copy a database and all originals and Documents that it rests on into an empty folder, and check the copy.

    The folder can be used in place of the original one. The database is copied first: what it names is in the store by
    then, because bytes are kept before their row is.

    Raises:
        UsageError: the folder holds something or cannot be written to, or the database is none of SQLite.
        StorageError: an original is no longer what was kept.
    """
    if engine.dialect.name != "sqlite":
        raise UsageError("PostgreSQL은 pg_dump로 백업함: docs/records.md")
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if any(folder.iterdir()):
            raise UsageError(f"{folder}: 빈 폴더가 아님")
        copy_database(engine, folder / DATABASE)
    except OSError as error:
        raise UsageError(f"{folder}: {error.strerror}") from error
    copy, copied = open_engine(f"sqlite:///{folder / DATABASE}"), ContentStore(folder / ORIGINALS)
    try:
        with errors_of(copy), Session(copy) as session:
            named = select(OriginalRow.sha256).union(select(DocumentRow.document_sha256))
            sums = sorted(session.scalars(named))
            size = 0
            for sha256 in sums:
                data = store.read(sha256)
                copied.keep(data)
                size += len(data)
            problems = verify(session)
            return Backup(contents=len(sums), size=size, audit_head=head_of(session), problems=problems)
    finally:
        copy.dispose()
