"""Bringing a database to the tables of this code, by the migrations that are shipped with it."""

from collections.abc import Callable

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine
from sqlalchemy.orm import Session

from records.database.engine import WRITES
from schemas.errors import StorageError


def migrate(engine: Engine, afterwards: Callable[[Session], None] = lambda _: None) -> None:
    """Bring the database to the newest tables, in one transaction; a second process waits and finds nothing to do.

    Args:
        engine: the database.
        afterwards: what today's code adds to new tables from what was there, in the same transaction.

    Raises:
        StorageError: the database was written by a newer version of simsa.
    """
    config = _config()
    scripts = ScriptDirectory.from_config(config)
    with engine.connect() as connection:
        if _is_current(connection, scripts):
            return
    with engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
        if not _is_current(connection, scripts):
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            with Session(connection) as session:
                afterwards(session)


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", "records:migrations")
    config.set_main_option("path_separator", "os")
    return config


def _is_current(connection: Connection, scripts: ScriptDirectory) -> bool:
    found = set(MigrationContext.configure(connection).get_current_heads())
    known = {script.revision for script in scripts.walk_revisions()}
    if found - known:
        unknown = ", ".join(sorted(found - known))
        detail = f"더 새로운 버전의 simsa가 만든 데이터베이스입니다(스키마 {unknown}). simsa를 갱신하십시오"
        raise StorageError(detail)
    return found == set(scripts.get_heads())
