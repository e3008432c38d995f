"""How Prefect behaves on a network without internet, and when the command runs it for one person at a terminal."""

import os

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


def quiet_prefect() -> None:
    """Set what the environment leaves open; call it before Prefect is imported."""
    for name, value in QUIET.items():
        os.environ.setdefault(name, value)
