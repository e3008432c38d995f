"""The process that works on one document: `python -m extractors.worker PATH [LIMITS [WISH]]`.

Prints the Document as JSON, or with a wish (JSON) a PNG of a place (anchor, style) or other readings of places
(anchors), and ends with 0; or prints an error as JSON and ends with `REPORTED`. Any other end is a crash.
`extractors.isolation` starts it, and says what the limits are for.
"""

import json
import os
import resource
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from pydantic_core import to_json

from extractors.isolation import REPORTED
from schemas import Anchor, Document
from schemas.errors import OutOfMemory, SimsaError, TooLarge, UsageError

MAX_FILE_BYTES = 300 * 2**20
MAX_WRITTEN_FILE_BYTES = 2 * MAX_FILE_BYTES


def main(arguments: list[str]) -> int:
    """Read the file at `arguments[0]` within the limits at `arguments[1]` (JSON: wall_s, cpu_s, memory_bytes).

    With a wish at `arguments[2]`, draw a place or read places again instead.
    """
    answer = _own_stdout()
    if len(arguments) > 1:
        _confine(**json.loads(arguments[1]))
    try:
        data = bytes_of(Path(arguments[0]))
        pieces = _wished(data, json.loads(arguments[2])) if len(arguments) > 2 else _read(data, Path(arguments[0]).name)
    except SimsaError as error:
        return _report(error, answer)
    except MemoryError:
        return _report(OutOfMemory(Path(arguments[0]).name), answer)
    for piece in pieces:
        answer.write(piece)
    answer.close()
    return 0


def bytes_of(path: Path) -> bytes:
    """The content of an ordinary file: a pipe or a device could be read without end.

    Raises:
        UsageError: there is no such file, it is none, or it cannot be opened or read.
        TooLarge: it has more than MAX_FILE_BYTES.
    """
    try:
        if not path.is_file():
            raise UsageError(f"{path.name}: 파일이 아님" if path.exists() else f"{path.name}: 파일이 없음")
        size = path.stat().st_size
        if size > MAX_FILE_BYTES:
            raise TooLarge(f"{size // 2**20:,}MiB, 한도 {MAX_FILE_BYTES // 2**20:,}MiB")
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path.name}: 파일을 읽을 수 없음: {error.strerror}") from error


def _read(data: bytes, name: str) -> Iterator[bytes]:
    # Imported under the limits: a library that hangs or grows while it loads is stopped, too.
    from extractors.readers import read

    return json_pieces(read(data, name))


def json_pieces(document: Document) -> Iterator[bytes]:
    """A Document's JSON, a block or a table at a time: at once it would take as much memory as the Document itself."""
    for number, name in enumerate(Document.model_fields):
        value = getattr(document, name)
        yield f'{"," if number else "{"}"{name}":'.encode()
        if isinstance(value, tuple):
            yield b"["
            for place, item in enumerate(value):
                yield ("," if place else "").encode() + to_json(item)
            yield b"]"
        else:
            yield to_json(value)
    yield b"}"


def _wished(data: bytes, wish: dict[str, Any]) -> tuple[bytes]:
    if "anchors" in wish:
        from extractors.reread import read_again

        return (json.dumps(read_again(data, [Anchor(**place) for place in wish["anchors"]])).encode(),)
    from extractors.evidence_image import PictureStyle, evidence_picture

    return (evidence_picture(data, Anchor(**wish["anchor"]), PictureStyle(**wish["style"])),)


def _report(error: SimsaError, answer: BinaryIO) -> int:
    answer.write(json.dumps(error.to_json()).encode())
    answer.close()
    return REPORTED


def _own_stdout() -> BinaryIO:
    """Keep stdout for the answer alone: whatever a library prints goes to stderr."""
    answer = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return answer


def _confine(*, wall_s: float, cpu_s: int, memory_bytes: int) -> None:
    # Over the soft limit of processor time comes a signal of its own, over the hard one a plain kill.
    for kind, soft, hard in (
        (resource.RLIMIT_AS, memory_bytes, memory_bytes),
        (resource.RLIMIT_CPU, cpu_s, cpu_s + 5),
        (resource.RLIMIT_FSIZE, MAX_WRITTEN_FILE_BYTES, MAX_WRITTEN_FILE_BYTES),
        (resource.RLIMIT_CORE, 0, 0),
    ):
        _, ceiling = resource.getrlimit(kind)
        if ceiling != resource.RLIM_INFINITY:
            soft, hard = min(soft, ceiling), min(hard, ceiling)
        resource.setrlimit(kind, (soft, hard))
    # The parent stops this process first; the alarm is for a parent that was killed itself.
    signal.setitimer(signal.ITIMER_REAL, wall_s * 2)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
