"""The inbox: the folder that submitted files wait in, on a disk or behind any fsspec URL."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import fsspec
from fsspec.implementations.local import LocalFileSystem

from flows.receipts import NO_RECEIPTS, RECEIPTS_NAME, Receipts, parse_receipts
from schemas.errors import ReceiptsError, UsageError


class InboxFile(NamedTuple):
    """A file of the inbox: its name without folders, where its bytes can be read, and their SHA-256."""

    name: str
    path: Path
    sha256: str


class Inbox(NamedTuple):
    """The submitted files in the order of their names, what is known of their arrival, and what was left alone."""

    files: tuple[InboxFile, ...]
    receipts: Receipts
    folders: tuple[str, ...]

    @property
    def receipts_without_file(self) -> tuple[str, ...]:
        """Files that a receipt names and the inbox does not hold."""
        held = {file.name for file in self.files}
        return tuple(sorted(set(self.receipts.by_file) - held))


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def check_inbox(url: str) -> None:
    """See whether there is an inbox before anything that takes time is begun.

    Raises:
        UsageError: there is no such folder, or it cannot be reached.
    """
    with _usage_errors(url):
        system, root = fsspec.core.url_to_fs(url)
        if not system.isdir(root):
            raise UsageError(f"접수함이 없음: {url}")


def open_inbox(url: str, staging: Path) -> Inbox:
    """Take in every file that lies in the inbox itself; hidden files and receipts.csv are no submissions.

    Files on this machine are read where they lie; others are copied to `staging` first. Folders in the inbox are not
    entered: their names are returned, so that nobody takes them for done.

    Raises:
        UsageError: there is no such folder, or it cannot be listed or read.
    """
    check_inbox(url)
    files = []
    folders = []
    receipts = NO_RECEIPTS
    with _usage_errors(url):
        system, root = fsspec.core.url_to_fs(url)
        for entry in sorted(system.ls(root, detail=True), key=lambda entry: str(entry["name"])):
            name = Path(str(entry["name"])).name
            if name.startswith("."):
                continue
            if entry["type"] == "directory":
                folders.append(name)
            elif name == RECEIPTS_NAME:
                receipts = _receipts(system.cat_file(entry["name"]))
            else:
                path = _local_path(system, str(entry["name"]), staging / name)
                files.append(InboxFile(name, path, sha256_of(path)))
    return Inbox(tuple(files), receipts, tuple(folders))


@contextmanager
def _usage_errors(url: str) -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError, ImportError) as error:
        # fsspec answers an unknown protocol with ValueError and a missing driver with ImportError.
        raise UsageError(f"접수함을 읽을 수 없음: {url}: {error}") from error


def _local_path(system: fsspec.AbstractFileSystem, remote: str, staged: Path) -> Path:
    if isinstance(system, LocalFileSystem):
        return Path(remote)
    system.get_file(remote, str(staged))
    return staged


def _receipts(data: bytes) -> Receipts:
    """The receipts, or none and the reason: a list that cannot be used must not keep the files from being read."""
    try:
        return parse_receipts(data)
    except ReceiptsError as error:
        return Receipts({}, (error,))
