"""What the processes of `extractors.confinement` say to each other: short JSON, with open files beside it."""

import json
import socket
from typing import Any

MAX_BYTES = 2**16
MAX_FILES = 4
LENGTH_BYTES = 4


def send(channel: socket.socket, message: dict[str, Any], files: list[int] | None = None) -> None:
    """Send a message over a stream.

    Raises:
        OSError: nobody listens any more.
        ValueError: the message is too long.
    """
    body = json.dumps(message).encode()
    if len(body) > MAX_BYTES:
        raise ValueError("message too long")
    frame = len(body).to_bytes(LENGTH_BYTES) + body
    sent = socket.send_fds(channel, [frame], files) if files else 0
    channel.sendall(frame[sent:])


def receive(channel: socket.socket) -> tuple[dict[str, Any], list[int]] | None:
    """The next message of a stream and the files beside it; None where the other end is closed.

    Only for what a trusted process sends: it waits until the message is whole.
    """
    data = b""
    files: list[int] = []
    length = LENGTH_BYTES
    while len(data) < length:
        chunk, more, _, _ = socket.recv_fds(channel, length - len(data), MAX_FILES)
        files += more
        if not chunk:
            return None
        data += chunk
        if len(data) == LENGTH_BYTES:
            length += int.from_bytes(data)
    message: dict[str, Any] = json.loads(data[LENGTH_BYTES:])
    return message, files
