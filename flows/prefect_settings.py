"""How Prefect behaves on a network without internet, and when the command runs it for one person at a terminal."""

import os
from pathlib import Path

from schemas.errors import UsageError

QUIET = {
    # Closed networks: nothing may wait for a host that cannot be reached.
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
    # The first start on a slow or busy machine took longer than Prefect's own limit of 20 s.
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "300",
    # Each failure is named in one line by the command; Prefect's own log would repeat it as a traceback.
    "PREFECT_LOGGING_LEVEL": "CRITICAL",
    "PREFECT_SERVER_LOGGING_LEVEL": "CRITICAL",
}


def prepare_prefect() -> None:
    """Set what the environment leaves open, and make Prefect's folder; call it before Prefect is imported.

    Prefect makes no parents of its folder, and without it waits for its server until the time is up.

    Raises:
        UsageError: the folder cannot be made or written to.
    """
    for name, value in QUIET.items():
        os.environ.setdefault(name, value)
    home = os.environ.get("PREFECT_HOME", "~/.prefect")
    try:
        folder = Path(home).expanduser()
        folder.mkdir(parents=True, exist_ok=True)
        is_usable = os.access(folder, os.W_OK)
    except (OSError, RuntimeError):
        is_usable = False
    if not is_usable:
        raise UsageError(f"Prefect가 쓸 폴더를 만들 수 없음: {home} (PREFECT_HOME에 쓸 수 있는 폴더를 지정할 것)")
