"""Runs of readers over documents: one process for all documents of a run, so that starting it is told apart."""

import json
import os
import selectors
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from benchmarks.readers.adjacency import GridCell
from benchmarks.readers.peers import Reader

CHUNK_BYTES = 2**16


@dataclass(frozen=True)
class Reading:
    """What reading one document took, in seconds by the clock and of the processor, and the tables that were found."""

    wall_s: float
    cpu_s: float
    tables: list[list[GridCell]]


@dataclass
class Run:
    """One reader over a list of documents. A document that it could not read has a failure instead of a reading."""

    reader: str
    start_s: float = 0.0
    most_memory_bytes: int = 0
    readings: dict[Path, Reading] = field(default_factory=dict)
    failures: dict[Path, str] = field(default_factory=dict)


def run(reader: Reader, paths: Sequence[Path], limit_s: float) -> Run:
    """Read the documents one after the other; `limit_s` is the most that one may take.

    A process that dies or takes too long loses the document that it was at; another one goes on with the rest.
    """
    result, rest = Run(reader.name), list(paths)
    while rest:
        with tempfile.TemporaryFile() as complaints:
            failure = _one_process(reader, rest, limit_s, result, complaints)
            if failure is None:
                break
            complaints.seek(0)
            last_line = complaints.read().decode(errors="replace").strip().rpartition("\n")[2]
        rest = [path for path in rest if path not in result.readings]
        if rest:
            result.failures[rest.pop(0)] = f"{failure}: {last_line}" if last_line else failure
    return result


def _one_process(
    reader: Reader, paths: Sequence[Path], limit_s: float, result: Run, complaints: IO[bytes]
) -> str | None:
    """Why the process ended before its last document; None if it did not."""
    worker = subprocess.Popen(
        [*reader.command, *(str(path.absolute()) for path in paths)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=complaints,
        env=os.environ | reader.environment,
    )
    waiting, is_loaded = list(paths), False
    try:
        for answer in _answers(worker, limit_s):
            if "most_memory_bytes" in answer:
                result.most_memory_bytes = max(result.most_memory_bytes, answer["most_memory_bytes"])
            elif not is_loaded:
                result.start_s, is_loaded = answer["wall_s"], True
            else:
                tables = [[GridCell(*cell) for cell in table] for table in answer["tables"]]
                result.readings[waiting.pop(0)] = Reading(answer["wall_s"], answer["cpu_s"], tables)
    except TimeoutError:
        return f"over {limit_s:g} s"
    finally:
        worker.kill()
        worker.wait()
        if worker.stdout is not None:
            worker.stdout.close()
    return None if not waiting else f"ended with {worker.returncode}"


def _answers(worker: "subprocess.Popen[bytes]", limit_s: float) -> Iterator[dict[str, Any]]:
    """The lines that a worker prints; other lines are a library's chatter."""
    if worker.stdout is None:
        return
    line = b""
    with selectors.DefaultSelector() as selector:
        selector.register(worker.stdout, selectors.EVENT_READ)
        while True:
            if not selector.select(limit_s):
                raise TimeoutError
            chunk = os.read(worker.stdout.fileno(), CHUNK_BYTES)
            if not chunk:
                worker.wait()
                return
            *lines, line = (line + chunk).split(b"\n")
            yield from (json.loads(one) for one in lines if one.startswith(b'{"'))
