"""A hook of the officer's own, called when a run ends: a command that gets JSON on stdin, or a URL that it is sent to.

    SIMSA_NOTIFY='mail-to-team --subject simsa'      SIMSA_NOTIFY=https://messenger.example.go.kr/hooks/simsa

The hook decides nothing: a run is what it is, also where the hook fails.
"""

import json
import logging
import os
import shlex
import subprocess
from typing import Final, Literal

import httpx

from flows.log import masked_line
from schemas.base import Model

logger = logging.getLogger(__name__)

HOOK_VARIABLE: Final = "SIMSA_NOTIFY"
TIMEOUT_S: Final = 30.0
DONE: Final = "done"
PARTLY: Final = "partly"
REFUSED: Final = "refused"


class Notice(Model):
    """How a run ended. `message` is a line in Korean for a person, with personal data masked."""

    run: str
    call: str
    outcome: Literal["done", "partly", "refused"]
    message: str
    index_page: str = ""


def notify(notice: Notice) -> bool:
    """Call the hook, if there is one; whether it took the notice."""
    hook = os.environ.get(HOOK_VARIABLE, "").strip()
    if not hook:
        return True
    told = notice.model_copy(update={"message": masked_line(notice.message)})
    body = json.dumps(told.model_dump(mode="json"), ensure_ascii=False)
    try:
        if hook.startswith(("http://", "https://")):
            headers = {"Content-Type": "application/json"}
            httpx.post(hook, content=body.encode(), headers=headers, timeout=TIMEOUT_S).raise_for_status()
        else:
            subprocess.run(  # noqa: S603 - the command is the officer's own
                shlex.split(hook), input=body.encode(), stdout=subprocess.DEVNULL, timeout=TIMEOUT_S, check=True
            )
    except (OSError, ValueError, httpx.HTTPError, subprocess.SubprocessError) as error:
        # The address or the command may hold a key: only the kind of the mistake is told.
        logger.warning("%s: %s", HOOK_VARIABLE, type(error).__name__)
        return False
    return True
