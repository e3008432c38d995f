"""Looking for malware by ClamAV's daemon, where one is configured: SIMSA_CLAMD is its socket, or HOST:PORT.

The bytes are sent to it (INSTREAM): the daemon needs no right to the inbox. Where it is configured and does not answer,
nothing is read: a file that nobody looked at is not passed for one that is clean.
"""

import os
import socket
import struct
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from schemas.errors import SourceUnavailable

DAEMON_VARIABLE: Final = "SIMSA_CLAMD"
TIMEOUT_S: Final = 120.0
_CHUNK_BYTES: Final = 2**16
_MAX_ANSWER_BYTES: Final = 4096


def found_malware(path: Path, environment: Mapping[str, str] = os.environ) -> str | None:
    """What the daemon found in a file; None where it found nothing or none is configured.

    Raises:
        SourceUnavailable: the daemon does not answer, or not to the question.
        OSError: the file cannot be read.
    """
    address = environment.get(DAEMON_VARIABLE)
    if not address:
        return None
    with path.open("rb") as file:
        try:
            with _connected(address) as daemon:
                daemon.sendall(b"zINSTREAM\0")
                while chunk := file.read(_CHUNK_BYTES):
                    daemon.sendall(struct.pack("!I", len(chunk)) + chunk)
                daemon.sendall(struct.pack("!I", 0))
                answer = _answer(daemon)
        except OSError as error:
            raise SourceUnavailable(f"백신({DAEMON_VARIABLE})이 응답하지 않음: {type(error).__name__}") from error
    said = answer.rstrip(b"\0\n").decode(errors="replace").removeprefix("stream: ")
    if said == "OK":
        return None
    if said.endswith(" FOUND"):
        return said.removesuffix(" FOUND")[:100]
    raise SourceUnavailable(f"백신({DAEMON_VARIABLE})이 검사하지 못함: {said[:100]}")


def _connected(address: str) -> socket.socket:
    host, _, port = address.rpartition(":")
    if host and port.isdigit():
        return socket.create_connection((host, int(port)), TIMEOUT_S)
    daemon = socket.socket(socket.AF_UNIX)
    daemon.settimeout(TIMEOUT_S)
    try:
        daemon.connect(address)
    except OSError:
        daemon.close()
        raise
    return daemon


def _answer(daemon: socket.socket) -> bytes:
    answer = b""
    while not answer.endswith(b"\0") and len(answer) < _MAX_ANSWER_BYTES:
        part = daemon.recv(_MAX_ANSWER_BYTES)
        if not part:
            break
        answer += part
    return answer
