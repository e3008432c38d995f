"""Several files in one start: read side by side, each result written as JSON, each failure named in one line."""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import click

from flows.cli.exit_codes import DONE, SOME_UNREADABLE
from flows.cli.terminal import complain
from flows.inbox import sha256_of
from schemas import Document, Failure, Unreadable, UnreadFile
from schemas.base import Model
from schemas.errors import SimsaError, UsageError

PROCESSES_AT_ONCE = os.cpu_count() or 1


def process_files(
    files: Sequence[Path],
    out: Path | None,
    read: Callable[[Path], Document],
    shape: Callable[[Document, Path], Model],
) -> int:
    """Read files, and write each one's result to `out` as NAME.EXT.json, or the only one's to stdout.

    A file that cannot be read has its reason written in the place of a result, and stops no other.

    Returns:
        The exit code.

    Raises:
        UsageError: a file is not there, or the results of two files would get the same name.
    """
    _check(files, out)
    code = DONE
    with ThreadPoolExecutor(PROCESSES_AT_ONCE) as pool:
        readings = [pool.submit(read, path) for path in files]
        for path, reading in zip(files, readings, strict=True):
            try:
                _write(shape(reading.result(), path), path, out)
            except SimsaError as error:
                complain(f"{path.name}: {error.message}")
                unread = UnreadFile(name=path.name, sha256=sha256_of(path))
                _write(Unreadable(file=unread, error=Failure.of(error)), path, out)
                code = SOME_UNREADABLE
    return code


def _check(files: Sequence[Path], out: Path | None) -> None:
    if missing := [str(path) for path in files if not path.is_file()]:
        raise UsageError(f"파일이 없음: {', '.join(missing)}")
    if out is None and len(files) > 1:
        raise UsageError("파일이 여럿이면 --out DIR이 필요함")
    names = [path.name for path in files]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise UsageError(f"이름이 같은 파일이 있어 결과가 겹침: {', '.join(twice)}")


def _write(result: Model, path: Path, out: Path | None) -> None:
    if out is None:
        click.echo(result.model_dump_json(indent=1))
        return
    try:
        out.mkdir(parents=True, exist_ok=True)
        (out / f"{path.name}.json").write_text(result.model_dump_json(indent=1), encoding="utf-8")
    except OSError as error:
        raise UsageError(f"결과를 쓸 수 없음: {out}: {error.strerror}") from error
