"""Opening what was handed in: only ordinary files, a pipe or a device could be read without end."""

import os
import stat
from pathlib import Path

from extractors.confinement.limits import MAX_FILE_BYTES
from schemas.errors import TooLarge, UsageError

CHUNK_BYTES = 2**20


def open_file(path: Path) -> int:
    """A descriptor of an ordinary file; the caller closes it.

    Raises:
        UsageError: there is no such file, it is none, or it cannot be opened.
        TooLarge: it has more than MAX_FILE_BYTES.
    """
    try:
        # A pipe without a writer would be waited for.
        file = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except FileNotFoundError as error:
        raise UsageError(f"{path.name}: 파일이 없음") from error
    except (OSError, ValueError) as error:
        raise UsageError(f"{path.name}: 파일을 읽을 수 없음: {getattr(error, 'strerror', error)}") from error
    try:
        about = os.fstat(file)
        if not stat.S_ISREG(about.st_mode):
            raise UsageError(f"{path.name}: 파일이 아님")
        if about.st_size > MAX_FILE_BYTES:
            raise TooLarge(f"{about.st_size // 2**20:,}MiB, 한도 {MAX_FILE_BYTES // 2**20:,}MiB")
    except BaseException:
        os.close(file)
        raise
    return file


def bytes_of(path: Path) -> bytes:
    """The content of an ordinary file.

    Raises:
        UsageError, TooLarge: as in `open_file`.
    """
    return read_all(open_file(path), path.name)


def read_all(file: int, name: str) -> bytes:
    """The content of an open file, which is closed.

    Raises:
        UsageError: it cannot be read.
        TooLarge: it has more than MAX_FILE_BYTES, grown since it was opened.
    """
    try:
        with os.fdopen(file, "rb") as stream:
            data = stream.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        raise UsageError(f"{name}: 파일을 읽을 수 없음: {error.strerror}") from error
    if len(data) > MAX_FILE_BYTES:
        raise TooLarge(f"한도 {MAX_FILE_BYTES // 2**20:,}MiB 초과")
    return data
