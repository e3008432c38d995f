"""Bytes by their content hash: originals as they were received, and Documents as a reader saw them.

A folder or an fsspec URL; each content lies once, as `ab/abcdef…`, written beside and then moved over, so that nobody
ever meets half of it, and is checked against its name whenever it is read. On the machine's own disk only the owner of
the process may read it: plans hold other people's personal data.
"""

import hashlib
import uuid
from contextlib import suppress
from pathlib import Path
from typing import Final

import fsspec

from schemas.errors import StorageError, StorageUnavailable

_OWNER_ONLY_FOLDER: Final = 0o700
_OWNER_ONLY_FILE: Final = 0o600


class ContentStore:
    """Content by SHA-256 below a folder or an fsspec URL."""

    def __init__(self, root: str | Path) -> None:
        """Nothing is written before the first content is kept.

        Raises:
            StorageError: the URL names a file system that is not installed.
        """
        try:
            self._files, self._root = fsspec.core.url_to_fs(str(root))
        except (ImportError, ValueError) as error:
            raise StorageError(f"{root}: 보관할 수 없는 주소({error})") from error
        self._is_local = "file" in _protocols(self._files)

    def keep(self, data: bytes) -> str:
        """Store content unless it is there; its SHA-256.

        Raises:
            StorageUnavailable: it cannot be written now.
        """
        sha256 = hashlib.sha256(data).hexdigest()
        path = self._path(sha256)
        beside = f"{path}.{uuid.uuid4().hex}.part"
        try:
            if self._files.exists(path):
                return sha256
            self._make_folder(path.rpartition("/")[0])
            try:
                self._files.pipe_file(beside, data)
                if self._is_local:
                    Path(beside).chmod(_OWNER_ONLY_FILE)
                self._files.mv(beside, path)
            except OSError:
                if self._files.exists(beside):
                    self._files.rm_file(beside)
                raise
        except OSError as error:
            raise StorageUnavailable(f"{self._root}: {error.strerror or error}") from error
        return sha256

    def read(self, sha256: str) -> bytes:
        """The content of a hash.

        Raises:
            StorageUnavailable: the store cannot be reached.
            StorageError: nothing is kept under it, or what lies there is no longer it.
        """
        try:
            data: bytes = self._files.cat_file(self._path(sha256))
        except FileNotFoundError as error:
            raise StorageError(f"{sha256}: 보관된 원본 없음") from error
        except OSError as error:
            raise StorageUnavailable(f"{self._root}: {error.strerror or error}") from error
        if hashlib.sha256(data).hexdigest() != sha256:
            raise StorageError(f"{sha256}: 보관된 원본이 손상됨")
        return data

    def remove(self, sha256: str) -> None:
        """Keep a content no longer; nothing happens where it is not there.

        Raises:
            StorageUnavailable: it cannot be removed now.
        """
        try:
            with suppress(FileNotFoundError):
                self._files.rm_file(self._path(sha256))
        except OSError as error:
            raise StorageUnavailable(f"{self._root}: {error.strerror or error}") from error

    def has(self, sha256: str) -> bool:
        """Whether something is kept under a hash."""
        try:
            return bool(self._files.exists(self._path(sha256)))
        except OSError as error:
            raise StorageUnavailable(f"{self._root}: {error.strerror or error}") from error

    def _path(self, sha256: str) -> str:
        return f"{self._root}/{sha256[:2]}/{sha256}"

    def _make_folder(self, folder: str) -> None:
        if self._is_local:
            Path(self._root).mkdir(parents=True, exist_ok=True, mode=_OWNER_ONLY_FOLDER)
            Path(folder).mkdir(exist_ok=True, mode=_OWNER_ONLY_FOLDER)
        else:
            self._files.makedirs(folder, exist_ok=True)


def _protocols(files: fsspec.AbstractFileSystem) -> tuple[str, ...]:
    protocol = files.protocol
    return (protocol,) if isinstance(protocol, str) else tuple(protocol)
