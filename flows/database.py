"""Where the records are kept unless the command line says otherwise."""

from pathlib import Path

from records import database_url


def default_database_url(out: Path) -> str:
    """SIMSA_DATABASE_URL where it is set, otherwise a SQLite file beside the pages."""
    return database_url(out.absolute() / "simsa.db")
