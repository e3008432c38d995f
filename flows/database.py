"""Where the records are kept unless the command line says otherwise."""

from pathlib import Path

from records import database_url
from schemas.errors import UsageError

_SQLITE = "sqlite:///"


def default_database_url(out: Path) -> str:
    """SIMSA_DATABASE_URL where it is set, otherwise a SQLite file beside the pages."""
    return database_url(out.absolute() / "simsa.db")


def existing_database(url: str | None, out: Path) -> str:
    """The database of a command that only looks at records or adds to them.

    Raises:
        UsageError: it is a SQLite file that is not there; opening it would make an empty one.
    """
    chosen = url or default_database_url(out)
    if chosen.startswith(_SQLITE) and not Path(chosen.removeprefix(_SQLITE)).is_file():
        raise UsageError(f"{chosen.removeprefix(_SQLITE)}: 저장된 심사자료 없음")
    return chosen
