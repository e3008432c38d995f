"""A PostgreSQL server of the tests' own: in a temporary folder, on a socket and a port of its own, gone afterwards."""

import os
import shutil
import socket
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import create_engine, text

_DEBIAN = Path("/usr/lib/postgresql")
_USER = "postgres"
_folders: dict[str, Path] = {}
"""Where the data of each running server lie."""


def missing() -> str | None:
    """Why no server can be started here; None where one can."""
    if _programs() is None:
        return "no PostgreSQL server is installed (apt-get install postgresql)"
    if os.geteuid() == 0 and shutil.which("runuser") is None:
        return "PostgreSQL does not run as root, and there is no runuser"
    return None


@contextmanager
def postgres_server() -> Iterator[str]:
    """The URL of a running server, without a database: `postgresql+pg8000://postgres@127.0.0.1:PORT`."""
    programs = _programs()
    assert programs is not None
    folder = Path(tempfile.mkdtemp(prefix="simsa-postgres-"))
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, _USER)
        port = _free_port()
        data = folder / "data"
        _run(programs / "initdb", "-D", data, "-U", _USER, "-A", "trust", "-E", "UTF8", "--locale", "C.UTF-8", "-N")
        options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=50"
        _run(programs / "pg_ctl", "-D", data, "-l", folder / "log", "-w", "-o", options, "start")
        url = f"postgresql+pg8000://{_USER}@127.0.0.1:{port}"
        _folders[url] = data
        try:
            yield url
        finally:
            _run(programs / "pg_ctl", "-D", data, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def restart(server: str) -> None:
    """Stop a server as a power cut would, with whatever is connected to it, and start it again."""
    programs = _programs()
    assert programs is not None
    _run(programs / "pg_ctl", "-D", _folders[server], "-m", "immediate", "-w", "restart")


def new_database(server: str) -> str:
    """The URL of a new, empty database of a server."""
    name = f"test_{uuid.uuid4().hex}"
    engine = create_engine(f"{server}/postgres", isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return f"{server}/{name}"


def program(name: str) -> Path:
    """A program of the server's installation: `pg_dump`, `pg_restore`."""
    programs = _programs()
    assert programs is not None
    return programs / name


def _programs() -> Path | None:
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    versions = sorted(_DEBIAN.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return versions[-1].parent if versions else None


def _run(*command: object) -> None:
    words = [str(word) for word in command]
    if os.geteuid() == 0:
        words = ["runuser", "-u", _USER, "--", *words]
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/")


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port
