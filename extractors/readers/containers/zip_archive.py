"""ZIP containers (HWPX, DOCX), held to limits before anything in them is parsed."""

import io
import re
import zipfile
import zlib
from pathlib import PurePosixPath
from types import TracebackType
from typing import Self
from xml.parsers.expat import ExpatError, ParserCreate

from schemas.errors import Damaged, Encrypted, TooLarge

MAX_ENTRIES = 5_000
MAX_UNPACKED_BYTES = 400 * 2**20
MAX_XML_BYTES = 100 * 2**20
# Ordinary document XML shrinks 10 to 50 times; a bomb shrinks a thousand times.
MAX_RATIO = 200
RATIO_COUNTS_FROM_BYTES = 4 * 2**20
ENCRYPTED_ENTRY = 0x1
# Hangul encrypts the parts of a package, and says so in its manifest (OpenDocument's, which KS X 6101 takes over).
MANIFEST = "META-INF/manifest.xml"
ENCRYPTION = b"encryption-data"
PACKED_AS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
DRIVE = re.compile(r"[A-Za-z]:")
XML_SUFFIXES = (".xml", ".rels", ".hpf", ".rdf")


class Archive:
    """An open ZIP container whose sizes, names and XML prologues have been checked.

    Nothing is unpacked beyond what an entry declares, so the declared sizes are a safe budget.
    """

    def __init__(self, data: bytes) -> None:
        """Open and check.

        Raises:
            Damaged: not a whole archive, two entries have one name, an entry leads out of it or is packed in a way
                that no office uses, or its XML declares a document type.
            Encrypted: an entry, or the document in it, has a password.
            TooLarge: too many entries, or they unpack to too much.
        """
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, UnicodeDecodeError) as error:
            raise Damaged(f"압축 구조가 깨지거나 잘림: {error}") from error
        _check_sizes(self._zip.infolist())
        self.names = frozenset(self._zip.namelist())
        if len(self.names) < len(self._zip.namelist()):
            raise Damaged("압축 항목의 이름이 겹침")
        if ENCRYPTION in (self.read(MANIFEST) if MANIFEST in self.names else b""):
            raise Encrypted("암호가 걸린 HWPX 문서")
        for name in sorted(self.names):
            _check_name(name)
            if name.endswith(XML_SUFFIXES):
                self._check_prologue(name)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._zip.close()

    def read(self, name: str) -> bytes:
        """The bytes of an entry.

        Raises:
            Damaged: the entry is missing or broken.
        """
        try:
            entry = self._zip.getinfo(name)
            with self._zip.open(entry) as packed:
                # Without a limit, all that is packed is unpacked first and cut to the declared size afterwards.
                return packed.read(entry.file_size + 1)
        except (KeyError, zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError) as error:
            raise Damaged(f"{name}: {error}") from error

    def _check_prologue(self, name: str) -> None:
        """Refuse a document type: entities are declared there, and no word processor writes one."""
        parser = ParserCreate()
        parser.StartDoctypeDeclHandler = _refuse_doctype
        parser.StartElementHandler = _stop_at_root
        try:
            parser.Parse(self.read(name), True)
        except _RootReached:
            return
        except _DoctypeFound:
            raise Damaged(f"{name}: 허용되지 않는 XML 선언(DOCTYPE)") from None
        except (ExpatError, LookupError, ValueError) as error:
            raise Damaged(f"{name}: XML을 읽을 수 없음: {error}") from error


class _RootReached(Exception):
    """The prologue is over."""


class _DoctypeFound(Exception):
    """The prologue declares a document type."""


def _refuse_doctype(*_: object) -> None:
    raise _DoctypeFound


def _stop_at_root(*_: object) -> None:
    raise _RootReached


def _check_sizes(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MAX_ENTRIES:
        raise TooLarge(f"압축 항목 {len(entries):,}개, 한도 {MAX_ENTRIES:,}개")
    if any(entry.flag_bits & ENCRYPTED_ENTRY for entry in entries):
        raise Encrypted("암호가 걸린 압축 항목")
    if any(entry.compress_type not in PACKED_AS for entry in entries):
        raise Damaged("문서에 쓰이지 않는 압축 방식")
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > MAX_UNPACKED_BYTES:
        raise TooLarge(f"압축을 풀면 {unpacked // 2**20:,}MiB, 한도 {MAX_UNPACKED_BYTES // 2**20:,}MiB")
    for entry in entries:
        if entry.filename.endswith(XML_SUFFIXES) and entry.file_size > MAX_XML_BYTES:
            raise TooLarge(f"{entry.filename}: {entry.file_size // 2**20:,}MiB")
        if entry.file_size > RATIO_COUNTS_FROM_BYTES and entry.file_size > MAX_RATIO * max(entry.compress_size, 1):
            raise TooLarge(f"{entry.filename}: 압축률이 {MAX_RATIO}배를 넘음")


def _check_name(name: str) -> None:
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or DRIVE.match(name):
        raise Damaged("압축 항목의 경로가 문서 밖을 가리킴")
