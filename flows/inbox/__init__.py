"""The inbox: the folder that submitted files wait in, on a disk or behind any fsspec URL.

No entry stops another. What is no submission by its name, and what cannot be read, is named with its reason.
"""

import hashlib
import os
import shutil
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, NamedTuple

import fsspec
from fsspec.implementations.local import LocalFileSystem

from flows.inbox.archives import NoPlanError, OpenedArchive, is_archive, open_archive
from flows.inbox.scanning import found_malware
from flows.receipts import LOCK_NAME, NO_RECEIPTS, RECEIPTS_NAMES, Receipts, composed, parse_receipts
from schemas import Call
from schemas.errors import ReceiptsError, SourceUnavailable, UsageError

_NO_SUBMISSIONS: Final = {"thumbs.db": "윈도의 미리보기 파일", "desktop.ini": "윈도의 폴더 설정"}
_JUST_NOW_S: Final = 2.0
SETTLING_S: Final = 0.3
_SENDING: Final = "전송 중: 크기나 시각이 바뀌고 있음. 다음 실행이 처리함"
"""How long a file that was written to just now is watched: an upload that goes on writes several times a second."""
_UNFINISHED: Final = (".part", ".partial", ".filepart", ".crdownload")


class InboxFile(NamedTuple):
    """A file of the inbox: its name without folders, where its plan's bytes can be read, and their SHA-256.

    `archive` is what a ZIP held: the plan is one of its members.
    """

    name: str
    path: Path
    sha256: str
    archive: OpenedArchive | None = None


class LeftAlone(NamedTuple):
    """An entry of the inbox that is left where it lies, and why."""

    name: str
    reason: str


class Inbox(NamedTuple):
    """The submitted files in the order of their names, what is known of their arrival, and what was left alone.

    `passed_over` are no submissions by their name or kind; `unreadable` may be some that nobody could read.
    """

    files: tuple[InboxFile, ...]
    receipts: Receipts
    folders: tuple[str, ...]
    passed_over: tuple[LeftAlone, ...] = ()
    unreadable: tuple[LeftAlone, ...] = ()

    @property
    def receipts_without_file(self) -> tuple[str, ...]:
        """Files that a receipt names and the inbox does not hold."""
        held = {composed(file.name) for file in self.files}
        return tuple(sorted(set(self.receipts.by_file) - held))

    @property
    def is_complete(self) -> bool:
        """Every line of the receipts was used, and every entry that may be a submission was read."""
        return not self.receipts.errors and not self.unreadable

    @property
    def notices(self) -> tuple[str, ...]:
        """What the officer must know of the inbox, a line each."""
        unused = ", ".join(self.receipts.unused_columns)
        return (
            *(["접수함에 접수 파일이 없음"] if not self.files else []),
            *(error.message for error in self.receipts.errors),
            *([f"접수대장에서 쓰지 않은 열: {unused}"] if unused else []),
            *(f"접수대장에 있으나 접수함에 없는 파일: {name}" for name in self.receipts_without_file),
            *(_told(file.name, file.archive) for file in self.files if file.archive),
            *(f"접수함 안의 폴더는 처리하지 않음: {name}" for name in self.folders),
            *(f"접수 파일로 보지 않음: {name} ({reason})" for name, reason in self.passed_over),
            *(f"접수함에서 읽을 수 없음: {name} ({reason})" for name, reason in self.unreadable),
        )


def _told(name: str, archive: OpenedArchive) -> str:
    others = ", ".join(member.name for member in archive.attachments) or "없음"
    return f"{name}: 계획서 {archive.plan.name}, 함께 보관한 파일: {others}"


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


def check_not_empty(url: str) -> None:
    """See whether an inbox holds anything but lists of receipts and files that are none by their name.

    Raises:
        UsageError: it holds nothing, is not there, or cannot be listed.
    """
    check_inbox(url)
    with _usage_errors(url):
        system, root = fsspec.core.url_to_fs(url)
        names = [composed(_readable(entry)) for entry in _entries(system, root)]
        if not any(name not in RECEIPTS_NAMES and passed_over_by_name(name) is None for name in names):
            raise UsageError(f"접수함에 접수 파일이 없음: {url}")


def open_inbox(url: str, staging: Path, call: Call) -> Inbox:
    """Look at every entry of the inbox itself: files, receipts, and what is neither.

    Files on this machine are read where they lie, but for those whose name is no UTF-8; these and files of other
    machines are copied to `staging` first. Folders in the inbox are not entered: their names are returned, so that
    nobody takes them for done.

    Raises:
        UsageError: there is no such folder, or it cannot be listed.
        ReceiptsError: the list of receipts cannot be used at all: nothing must be judged without its times.
        SourceUnavailable: the inbox does not answer, or went away while it was looked at.
    """
    check_inbox(url)
    with _usage_errors(url):
        system, root = fsspec.core.url_to_fs(url)
        entries = _entries(system, root)
    receipts = _receipts(system, [entry for entry in entries if composed(_readable(entry)) in RECEIPTS_NAMES], call)
    files: dict[str, InboxFile] = {}
    folders, passed_over, unreadable = [], [], []
    for entry in entries:
        name = _readable(entry)
        if composed(name) in RECEIPTS_NAMES or name == LOCK_NAME:
            continue
        if reason := passed_over_by_name(name):
            passed_over.append(LeftAlone(name, reason))
            continue
        try:
            if _is_folder(system, entry):
                folders.append(name)
            elif composed(name) in files:
                unreadable.append(LeftAlone(name, "이름이 같은 파일이 또 있음(한글 자모의 표기만 다름)"))
            else:
                files[composed(name)] = _looked_at(system, entry, name, staging)
        except (NoPlanError, _UnreadableError) as error:
            unreadable.append(LeftAlone(name, str(error)))
        except _NoFileError:
            passed_over.append(LeftAlone(name, "파일이 아님(파이프, 장치 등)"))
        except (OSError, ValueError) as error:
            _check_still_there(system, root, url)
            unreadable.append(LeftAlone(name, getattr(error, "strerror", None) or type(error).__name__))
    return Inbox(tuple(files.values()), receipts, tuple(folders), tuple(passed_over), tuple(unreadable))


def _looked_at(system: fsspec.AbstractFileSystem, entry: str, name: str, staging: Path) -> InboxFile:
    """A file with the hash of its bytes; of a ZIP the plan in it.

    Raises:
        _UnreadableError, NoPlanError: why it must not be read now.
        OSError: it cannot be.
    """
    path = _local_path(system, entry, staging / name)
    before = path.stat()
    malware, sha256 = found_malware(path), sha256_of(path)
    if malware:
        raise _UnreadableError(f"악성코드 발견: {malware}")
    opened = None
    if is_archive(name):
        opened = open_archive(path, staging / sha256)
        path, before, sha256 = opened.plan.path, opened.plan.path.stat(), sha256_of(opened.plan.path)
    if _has_changed(path, before):
        raise _UnreadableError(_SENDING)
    return InboxFile(name, path, sha256, opened)


def _has_changed(path: Path, before: os.stat_result) -> bool:
    """Whether a file was written to while it was looked at; one that was written to just now is looked at again."""
    if abs(time.time() - before.st_mtime) < _JUST_NOW_S:
        time.sleep(SETTLING_S)
    after = path.stat()
    return (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns)


class _NoFileError(Exception):
    """An entry that has no bytes of its own: reading it may never end."""


class _UnreadableError(Exception):
    """A file that must not be read now, with the reason in Korean."""


def _check_still_there(system: fsspec.AbstractFileSystem, root: str, url: str) -> None:
    """See whether one file alone cannot be read, or the share that it lies on is gone.

    Raises:
        SourceUnavailable: the inbox, which was there a moment ago, does not answer.
    """
    try:
        system.invalidate_cache()
        is_there = system.isdir(root)
    except OSError as error:
        raise SourceUnavailable(f"{url}: {error}") from error
    if not is_there:
        raise SourceUnavailable(f"{url}: 접수함이 사라짐")


@contextmanager
def _usage_errors(url: str) -> Iterator[None]:
    try:
        yield
    except (FileNotFoundError, NotADirectoryError, PermissionError) as error:
        raise UsageError(f"접수함을 읽을 수 없음: {url}: {error}") from error
    except OSError as error:
        # A share that is gone, a server that restarts: it may be back soon.
        raise SourceUnavailable(f"{url}: {error}") from error
    except (ValueError, ImportError) as error:
        # fsspec answers an unknown protocol with ValueError and a missing driver with ImportError.
        raise UsageError(f"접수함을 읽을 수 없음: {url}: {error}") from error


def _entries(system: fsspec.AbstractFileSystem, root: str) -> list[str]:
    """The paths of all entries, by name."""
    if isinstance(system, LocalFileSystem):
        # fsspec would leave out what it cannot look at.
        return sorted(entry.path for entry in os.scandir(root))
    return sorted(str(name).rstrip("/") for name in system.ls(root, detail=False))


def _readable(entry: str) -> str:
    """The name of an entry as people read it: old Windows and ZIP tools write Korean names in CP949."""
    name = entry.rpartition("/")[2]
    try:
        name.encode()
    except UnicodeEncodeError:
        raw = os.fsencode(name)
        try:
            return raw.decode("cp949")
        except UnicodeDecodeError:
            return raw.decode("utf-8", "backslashreplace").replace("\\", "%")
    return name


def passed_over_by_name(name: str) -> str | None:
    """Why an entry is no submission by its name, in words for the officer."""
    lowered = name.lower()
    if lowered.startswith("~$"):
        return "오피스가 열어 둔 파일의 잠금 표시"
    if lowered.endswith(_UNFINISHED):
        return "전송이 끝나지 않은 파일"
    if lowered.startswith("."):
        return "숨김 파일"
    return _NO_SUBMISSIONS.get(lowered)


def _is_folder(system: fsspec.AbstractFileSystem, entry: str) -> bool:
    """Whether it is a folder, be it behind a link.

    Raises:
        OSError: it leads nowhere, or may not be looked at.
        _NoFileError: it is neither a folder nor a file.
    """
    if not isinstance(system, LocalFileSystem):
        return bool(system.isdir(entry))
    mode = Path(entry).stat().st_mode
    if not stat.S_ISDIR(mode) and not stat.S_ISREG(mode):
        raise _NoFileError
    return stat.S_ISDIR(mode)


def _local_path(system: fsspec.AbstractFileSystem, entry: str, staged: Path) -> Path:
    if not isinstance(system, LocalFileSystem):
        system.get_file(entry, str(staged))
        size = system.size(entry)
        if size is not None and staged.stat().st_size != size:
            raise _UnreadableError(_SENDING)
        return staged
    path = Path(entry)
    if path.name == staged.name:
        return path
    # Its bytes are no UTF-8: no record, page or message could hold the name.
    shutil.copyfile(path, staged)
    return staged


def _receipts(system: fsspec.AbstractFileSystem, entries: list[str], call: Call) -> Receipts:
    if not entries:
        return NO_RECEIPTS
    names = [_readable(entry) for entry in entries]
    if len(entries) > 1:
        raise ReceiptsError(f"접수대장이 둘 이상임: {', '.join(names)}")
    try:
        if _is_folder(system, entries[0]):
            raise ReceiptsError(f"{names[0]}: 파일이 아닌 폴더")
        data = system.cat_file(entries[0])
    except _NoFileError as error:
        raise ReceiptsError(f"{names[0]}: 파일이 아님") from error
    except OSError as error:
        raise ReceiptsError(f"{names[0]}: {error.strerror or type(error).__name__}") from error
    return parse_receipts(data, call, names[0])
