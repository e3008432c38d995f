"""A ZIP of several files as applicants send them: one of them is the plan (본문), the others go with it (붙임).

The submission is the ZIP, by its name; its plan is read, and the others are named and kept. Members are written under
their last name in folders of their own, so that no name leads out of the staging; nothing is opened within them.
"""

import io
import zipfile
import zlib
from pathlib import Path, PurePosixPath
from typing import Final, NamedTuple

from flows.receipts import composed

MAX_MEMBERS: Final = 200
MAX_UNPACKED_BYTES: Final = 1_000_000_000
"""Three files of the greatest size that is read; counted while unpacking, whatever the ZIP says of itself."""

MAX_DIRECTORY_BYTES: Final = MAX_MEMBERS * 2_000
"""Room for long names; a directory of hundreds of megabytes would take the memory of this process."""

_END: Final = b"PK\x05\x06"
_END_BYTES: Final = 22
_MAX_COMMENT_BYTES: Final = 2**16
_LOCATOR_OF_ZIP64: Final = b"PK\x06\x07"
_PLAN_FORMATS: Final = frozenset({".pdf", ".hwpx", ".hwp", ".docx"})
_PLAN_WORDS: Final = ("본문", "계획서", "신청서")
_ATTACHMENT_WORDS: Final = ("붙임", "별첨", "첨부", "별지", "부록")
_UTF8_FLAG: Final = 0x800
_ENCRYPTED_FLAG: Final = 0x1
_CHUNK_BYTES: Final = 2**20
_MAX_NAME_BYTES: Final = 200


class Member(NamedTuple):
    """A file of a ZIP: its name with its folders, and where its bytes lie now."""

    name: str
    path: Path


class OpenedArchive(NamedTuple):
    """The plan of a ZIP and what goes with it."""

    plan: Member
    attachments: tuple[Member, ...]


class NoPlanError(Exception):
    """Why a ZIP gives no plan, in words for the officer."""


def is_archive(name: str) -> bool:
    """Whether a file is a ZIP by its name; HWPX and DOCX are ZIPs only inside."""
    return name.lower().endswith(".zip")


def open_archive(path: Path, folder: Path) -> OpenedArchive:
    """Unpack a ZIP below a folder, and find its plan.

    Raises:
        NoPlanError: it cannot be opened, is too large, or holds no plan, or more than one file that may be it.
        OSError: it cannot be read, or nothing can be written.
    """
    _check_directory(path)
    try:
        with zipfile.ZipFile(path) as archive:
            members = _unpacked(archive, folder)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise NoPlanError(f"열 수 없는 압축 파일({type(error).__name__})") from error
    plan = _plan_of(members)
    return OpenedArchive(plan, tuple(member for member in members if member is not plan))


def _check_directory(path: Path) -> None:
    """Look at the size of a ZIP's directory before it is read whole: this process does so, outside of confinement.

    Raises:
        NoPlanError: it has no directory, or one that is larger than the members that are allowed can need.
    """
    with path.open("rb") as file:
        start = max(0, file.seek(0, io.SEEK_END) - _END_BYTES - _MAX_COMMENT_BYTES)
        file.seek(start)
        tail = file.read()
    place = tail.rfind(_END)
    if place < 0 or len(tail) < place + _END_BYTES:
        raise NoPlanError("열 수 없는 압축 파일")
    size = int.from_bytes(tail[place + 12 : place + 16], "little")
    is_zip64 = tail[max(0, place - 20) : place].startswith(_LOCATOR_OF_ZIP64)
    if is_zip64 or size > MAX_DIRECTORY_BYTES:
        raise NoPlanError(f"압축 파일 안의 파일이 {MAX_MEMBERS}개보다 많음")


def _unpacked(archive: zipfile.ZipFile, folder: Path) -> list[Member]:
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    if len(entries) > MAX_MEMBERS:
        raise NoPlanError(f"압축 파일 안의 파일이 {MAX_MEMBERS}개보다 많음")
    if any(entry.flag_bits & _ENCRYPTED_FLAG for entry in entries):
        raise NoPlanError("암호가 걸린 압축 파일 → 암호를 푼 파일로 다시 제출받을 것")
    members, left = [], MAX_UNPACKED_BYTES
    for number, entry in enumerate(entries):
        name = _readable(entry)
        place = folder / str(number) / _last_part(name)
        place.parent.mkdir(parents=True)
        with archive.open(entry) as source, place.open("wb") as target:
            while chunk := source.read(_CHUNK_BYTES):
                left -= len(chunk)
                if left < 0:
                    raise NoPlanError(f"압축을 풀면 {MAX_UNPACKED_BYTES // 10**6:,}MB보다 큼")
                target.write(chunk)
        members.append(Member(name, place))
    return members


def _readable(entry: zipfile.ZipInfo) -> str:
    """The name that the sender gave: without the flag of UTF-8 it may be CP949, which zipfile takes for CP437."""
    if entry.flag_bits & _UTF8_FLAG:
        return composed(entry.filename)
    try:
        raw = entry.filename.encode("cp437")
    except UnicodeEncodeError:
        return composed(entry.filename)
    for encoding in ("utf-8", "cp949"):
        try:
            return composed(raw.decode(encoding))
        except UnicodeDecodeError:
            continue
    return entry.filename


def _last_part(name: str) -> str:
    last = PurePosixPath(name.replace("\\", "/")).name.replace("\0", "")
    if last in ("", ".", "..") or len(last.encode(errors="replace")) > _MAX_NAME_BYTES:
        return f"member{PurePosixPath(last).suffix[:10]}"
    return last


def _plan_of(members: list[Member]) -> Member:
    """The one file that can be the plan: the only one of a plan's format, or the only one that is called so."""
    readable = [member for member in members if member.path.suffix.lower() in _PLAN_FORMATS]
    of_the_applicant = [member for member in readable if not member.path.name.startswith((".", "~$"))]
    no_attachments = [each for each in of_the_applicant if not _holds(each, _ATTACHMENT_WORDS)]
    called_so = [each for each in no_attachments if _holds(each, _PLAN_WORDS)]
    for chosen in (of_the_applicant, no_attachments, called_so):
        if len(chosen) == 1:
            return chosen[0]
    if not of_the_applicant:
        raise NoPlanError("압축 파일에 계획서(PDF, HWPX, HWP, DOCX)가 없음")
    names = ", ".join(member.path.name for member in of_the_applicant[:5])
    raise NoPlanError(f"압축 파일에서 계획서를 하나로 정할 수 없음({names}) → 계획서만 따로 접수함에 둘 것")


def _holds(member: Member, words: tuple[str, ...]) -> bool:
    return any(word in member.path.name for word in words)
