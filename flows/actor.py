"""Who runs simsa, as the audit log names them."""

import getpass
import os

ACTOR_VARIABLE = "SIMSA_ACTOR"


def actor() -> str:
    """SIMSA_ACTOR where it is set (a scheduled run has nobody at the keyboard), otherwise the machine's user."""
    if os.environ.get(ACTOR_VARIABLE):
        return os.environ[ACTOR_VARIABLE]
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        # A container may run under a number that has no name.
        return f"uid {os.getuid()}"
