"""How Prefect behaves on a network without internet, and when the command runs it for one person at a terminal."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from schemas.errors import PrefectUnavailable, UsageError

QUIET = {
    # Closed networks: nothing may wait for a host that cannot be reached.
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
    # The first start on a slow or busy machine took longer than Prefect's own limit of 20 s.
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "300",
    # Each failure is named in one line by the command; Prefect's own log would repeat it as a traceback.
    "PREFECT_LOGGING_LEVEL": "CRITICAL",
    "PREFECT_SERVER_LOGGING_LEVEL": "CRITICAL",
    "PREFECT_INTERNAL_LOGGING_LEVEL": "CRITICAL",
}


DASK_VARIABLE: Final = "SIMSA_DASK_SCHEDULER"
"""Address of a Dask scheduler whose workers run the tasks, such as tcp://10.0.0.5:8786."""

_NO_SERVER: Final = ("ephemeral Prefect API server", "Failed to reach API")
"""Pieces of what Prefect says in a bare RuntimeError when its server does not answer."""


def runs_elsewhere(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether tasks are run by other processes, perhaps on other machines."""
    return bool(environment.get(DASK_VARIABLE))


def set_defaults() -> None:
    """Set what the environment leaves open; call it before Prefect is imported, which reads its settings once."""
    for name, value in QUIET.items():
        os.environ.setdefault(name, value)


@contextmanager
def prefect_errors() -> Iterator[None]:
    """Turn Prefect's own errors about a server that does not answer into one that says what to do.

    Raises:
        PrefectUnavailable: the temporary server did not start in time, or the server of PREFECT_API_URL went away.
    """
    import httpx

    try:
        yield
    except httpx.TransportError as error:
        raise PrefectUnavailable(f"{type(error).__name__}: {error}") from error
    except RuntimeError as error:
        if not any(piece in str(error) for piece in _NO_SERVER):
            raise
        raise PrefectUnavailable(str(error).partition(" stdout: ")[0]) from error


def prepare_prefect() -> None:
    """Set what the environment leaves open, and make Prefect's folder; call it before Prefect is imported.

    Prefect makes no parents of its folder, and without it waits for its server until the time is up.

    Raises:
        UsageError: the folder cannot be made or written to.
    """
    set_defaults()
    home = os.environ.get("PREFECT_HOME", "~/.prefect")
    try:
        folder = Path(home).expanduser()
        folder.mkdir(parents=True, exist_ok=True)
        is_usable = os.access(folder, os.W_OK)
    except (OSError, RuntimeError):
        is_usable = False
    if not is_usable:
        raise UsageError(f"Prefect가 쓸 폴더를 만들 수 없음: {home} (PREFECT_HOME에 쓸 수 있는 폴더를 지정할 것)")
