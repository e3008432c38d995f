"""Where the records are kept unless the command line says otherwise."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Final

from schemas.errors import UsageError

DATABASE_VARIABLE: Final = "SIMSA_DATABASE_URL"
_SQLITE = "sqlite:///"

_told_url: ContextVar[str | None] = ContextVar("records' address", default=None)


@contextmanager
def keeping_records_at(url: str | None) -> Iterator[None]:
    """Keep records at this address for a while; None leaves it as it is.

    An address may hold a password: it goes around Prefect, which stores and shows what its flows are called with.
    """
    token = _told_url.set(url)
    try:
        yield
    finally:
        _told_url.reset(token)


def told_url() -> str | None:
    """The address that was told, if any."""
    return _told_url.get()


def records_url(out: Path) -> str:
    """The address that was told, or the one that is used unless one is told."""
    return told_url() or default_database_url(out)


def _file_in(out: Path) -> Path:
    return out.absolute() / "simsa.db"


def default_database_url(out: Path) -> str:
    """SIMSA_DATABASE_URL where it is set, otherwise a SQLite file beside the pages."""
    # The records' libraries are asked for only where records are: the command's first line comes before.
    from records import database_url

    return database_url(_file_in(out))


def may_hold_records(out: Path) -> bool:
    """Whether anything may have been recorded already; told without a look into it."""
    return told_url() is not None or DATABASE_VARIABLE in os.environ or _file_in(out).exists()


def existing_database(url: str | None, out: Path) -> str:
    """The database of a command that only looks at records or adds to them.

    Raises:
        UsageError: it is a SQLite file that is not there; opening it would make an empty one.
    """
    chosen = url or default_database_url(out)
    if chosen.startswith(_SQLITE) and not Path(chosen.removeprefix(_SQLITE)).is_file():
        raise UsageError(f"{chosen.removeprefix(_SQLITE)}: 저장된 심사자료 없음")
    return chosen


def records_to_look_at(out: Path) -> str:
    """The database of a look that records nothing: an empty one in memory where there is none yet."""
    url = records_url(out)
    is_missing = url.startswith(_SQLITE) and not Path(url.removeprefix(_SQLITE)).is_file()
    return "sqlite://" if is_missing else url
