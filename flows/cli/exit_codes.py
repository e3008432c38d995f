"""How the command ends: done, done but some submissions could not be read, or nothing could be used."""

import os
import sys
from typing import NoReturn

DONE = 0
SOME_UNREADABLE = 1
UNUSABLE = 2


def leave(code: int) -> NoReturn:
    """End; at once if Prefect would wait for a server that is no more, to tell it what nobody will read."""
    server = sys.modules.get("flows.orchestration.temporary_server")
    if server is not None and server.has_died.is_set():
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
    sys.exit(code)
