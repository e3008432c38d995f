"""The event that a corrected copy was accepted, which starts the flow `corrections` on the server.

It carries the file's name and the call, and nothing of what is in the file. Where it is lost, the nightly run of the
same flow finds the file.
"""

from datetime import UTC, datetime
from typing import Final
from uuid import uuid4

import httpx

from flows.orchestration.settings import prefect_errors
from schemas.errors import PrefectUnavailable

ACCEPTED: Final = "simsa.correction.accepted"


def resource_of(call_id: str) -> str:
    """What the event is about, as triggers name it."""
    return f"simsa.call.{call_id}"


def emit_accepted(call_id: str, file: str) -> None:
    """Tell the server that a corrected copy was accepted.

    Raises:
        PrefectUnavailable: there is no server, or it does not answer: nobody was told.
    """
    from prefect.client.orchestration import get_client
    from prefect.settings import PREFECT_API_URL, PREFECT_CLIENT_MAX_RETRIES, temporary_settings

    if not PREFECT_API_URL.value():
        raise PrefectUnavailable("PREFECT_API_URL이 지정되지 않음")
    event = {
        "id": str(uuid4()),
        "occurred": datetime.now(UTC).isoformat(),
        "event": ACCEPTED,
        "resource": {"prefect.resource.id": resource_of(call_id), "prefect.resource.name": call_id},
        "payload": {"call": call_id, "file": file},
    }
    with prefect_errors(), temporary_settings({PREFECT_CLIENT_MAX_RETRIES: 0}), get_client(sync_client=True) as client:
        try:
            client.request("POST", "/events", json=[event]).raise_for_status()
        except httpx.HTTPStatusError as error:
            raise PrefectUnavailable(f"사건을 받지 않음: {error.response.status_code}") from error
