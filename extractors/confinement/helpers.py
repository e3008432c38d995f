"""What a document's process may not do itself and asks the template for: Tesseract, and a layout that may crash.

A helper gets some bytes and gives some back, in a process of its own that is shut in like the one that asked. Only the
helpers named here can be asked for, one at a time.
"""

import json
import os
import socket
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

CHUNK_BYTES = 2**16
MAX_ARGUMENTS = 4


@dataclass(frozen=True)
class Helper:
    """A module's function that works on stdin and stdout, what it may take, and which function names its program.

    A helper with a program becomes it. The modules are named and not imported: readers stand above this package.
    """

    module: str
    function: str
    cpu_s: int
    wall_s: float
    program: str | None = None

    def work(self, *arguments: str) -> None:
        """Work on stdin and stdout."""
        getattr(import_module(self.module), self.function)(*arguments)

    def program_path(self) -> Path | None:
        """The program that it becomes; None where it stays itself."""
        if self.program is None:
            return None
        path: Path | None = getattr(import_module(self.module), self.program)()
        return path


HELPERS = {
    "tesseract": Helper("extractors.readers.pdf.ocr.tesseract", "recognise_stdin", 20, 60.0, "program"),
    "hangul-pages": Helper("extractors.readers.hangul.pages", "main", 30, 30.0),
}


class Answer(NamedTuple):
    """How a helper ended (below 0: by a signal), and what it said."""

    code: int
    output: bytes


class _Line:
    """The way from a document's process to the template; there is none in any other process."""

    to_template: socket.socket | None = None


def use_template(channel: socket.socket) -> None:
    """Ask the template at the other end of this channel from now on."""
    _Line.to_template = channel


def is_shut_in() -> bool:
    """Whether this process may start nothing itself and has to `ask`."""
    return _Line.to_template is not None


def ask(name: str, arguments: list[str], data: bytes, most_bytes: int) -> Answer:
    """What a helper says of some bytes; output beyond `most_bytes` is a failure.

    Raises:
        OSError: the template is no more.
    """
    channel = _Line.to_template
    if channel is None:
        raise OSError("no template to ask")
    with tempfile.TemporaryFile() as given:
        given.write(data)
        given.seek(0)
        reading, writing = os.pipe()
        try:
            request = json.dumps({"helper": name, "arguments": arguments}).encode()
            socket.send_fds(channel, [request], [given.fileno(), writing])
        finally:
            os.close(writing)
        with os.fdopen(reading, "rb") as answer:
            output = answer.read(most_bytes + 1)
        ended = json.loads(channel.recv(CHUNK_BYTES))
    code = int(ended["code"])
    return Answer(code or 1, b"") if len(output) > most_bytes else Answer(code, output)


def tell(channel: socket.socket, message: dict[str, object]) -> None:
    """Tell the template something in one short message; what cannot be told is left unsaid."""
    with suppress(OSError):
        channel.send(json.dumps(message).encode())
