"""Several files in one start: side by side, each result written as JSON as it comes, each failure named in one line."""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import click

from flows.cli.exit_codes import DONE, SOME_UNREADABLE
from flows.inbox import sha256_of
from flows.terminal import complain
from schemas import Failure, Unreadable, UnreadFile
from schemas.errors import SimsaError, UsageError

PROCESSES_AT_ONCE = os.cpu_count() or 1


def process_files(
    files: Sequence[Path],
    out: Path | None,
    work: Callable[[Path], bytes],
) -> int:
    """Work on files, and write each one's JSON to `out` as NAME.EXT.json, or the only one's to stdout.

    A file that cannot be read has its reason written in the place of a result, and stops no other.

    Returns:
        The exit code.

    Raises:
        UsageError: a file is not there, or the results of two files would get the same name.
    """
    _check(files, out)

    def done(path: Path) -> bool:
        try:
            _write(work(path), path, out)
        except SimsaError as error:
            complain(f"{path.name}: {error.message}")
            unread = UnreadFile(name=path.name, sha256=sha256_of(path))
            _write(Unreadable(file=unread, error=Failure.of(error)).model_dump_json(indent=1).encode(), path, out)
            return False
        return True

    with ThreadPoolExecutor(PROCESSES_AT_ONCE) as pool:
        return DONE if all(list(pool.map(done, files))) else SOME_UNREADABLE


def _check(files: Sequence[Path], out: Path | None) -> None:
    if missing := [str(path) for path in files if not path.exists()]:
        raise UsageError(f"파일이 없음: {', '.join(missing)}")
    if others := [str(path) for path in files if not path.is_file()]:
        raise UsageError(f"일반 파일이 아님(폴더, 파이프 등): {', '.join(others)}")
    if out is None and len(files) > 1:
        raise UsageError("파일이 여럿이면 --out DIR이 필요함")
    names = [path.name for path in files]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise UsageError(f"이름이 같은 파일이 있어 결과가 겹침: {', '.join(twice)}")


def _write(result: bytes, path: Path, out: Path | None) -> None:
    if out is None:
        click.echo(result)
        return
    try:
        out.mkdir(parents=True, exist_ok=True)
        (out / f"{path.name}.json").write_bytes(result)
    except OSError as error:
        raise UsageError(f"결과를 쓸 수 없음: {out}: {error.strerror}") from error
