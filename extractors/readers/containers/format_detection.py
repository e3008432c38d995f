"""Which format a file is, told by its first bytes and its container, never by its name."""

import io
import struct

from extractors.readers.containers.zip_archive import Archive
from schemas import FileFormat
from schemas.errors import Damaged, Empty, Encrypted, UnsupportedFormat

PDF_MARK = b"%PDF-"
PDF_MARK_WITHIN = 1024
OLE_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP_MARKS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
HWP3_MARK = b"HWP Document File V"
HWP5_SIGNATURE = b"HWP Document File"
HWP5_FLAGS_AT = 36
HWP5_PASSWORD = 1 << 1
HWP5_DRM = 1 << 4
HWP5_CERTIFICATE = 1 << 8
HWP5_CERTIFICATE_DRM = 1 << 10
# How the document security of Korean offices starts the files that it seals.
DRM_MARKS = {
    b"\x9b DRMONE": "Fasoo DRM",
    b"SCDSA00": "SoftCamp DRM",
    b"<DOCUMENT SAFER": "MarkAny DRM",
    b"<## NASCA DRM FILE": "NASCA DRM",
}
CONTENT_TYPES = "[Content_Types].xml"
WORD_TYPES = (b"wordprocessingml", b"vnd.ms-word.")
HANGUL_CONTAINER = "META-INF/container.xml"
HANGUL_TYPE = b"application/hwpml-package+xml"
HWPX_MIMETYPE = b"application/hwp+zip"


def detect(data: bytes) -> FileFormat:
    """The format of a file.

    Raises:
        Empty: no bytes.
        Encrypted: a password or DRM keeps the container locked.
        Damaged: the container is broken.
        TooLarge: the archive unpacks to more than a document may.
        UnsupportedFormat: no reader knows these bytes; the detail names the format where it is known.
    """
    if not data:
        raise Empty("0바이트 파일")
    if data.startswith(OLE_MARK):
        return _ole(data)
    if data.startswith(ZIP_MARKS):
        return _zip(data)
    for mark, label in DRM_MARKS.items():
        if data.startswith(mark):
            raise Encrypted(f"{label}으로 보호된 문서")
    if PDF_MARK in data[:PDF_MARK_WITHIN]:
        return FileFormat.PDF
    raise UnsupportedFormat(_known_stranger(data))


def _ole(data: bytes) -> FileFormat:
    """OLE holds HWP 5, but also old Office files and Office files with a password."""
    # dochan takes longer to load than a short plan takes to read: only OLE and HWPX files need it.
    from dochan.cfb import OleFileIO

    try:
        with OleFileIO(io.BytesIO(data)) as ole:
            if ole.exists("EncryptedPackage") or ole.exists("EncryptionInfo"):
                raise Encrypted("암호가 걸린 오피스 문서")
            for stream, label in (
                ("WordDocument", "MS 워드 97-2003 문서(.doc)"),
                ("Workbook", "MS 엑셀 97-2003 문서(.xls)"),
                ("Book", "MS 엑셀 5.0 문서(.xls)"),
                ("PowerPoint Document", "MS 파워포인트 97-2003 문서(.ppt)"),
            ):
                if ole.exists(stream):
                    raise UnsupportedFormat(label)
            header = ole.openstream("FileHeader").read() if ole.exists("FileHeader") else b""
            if not header.startswith(HWP5_SIGNATURE) and ole.recovery_issues:
                raise Damaged("OLE 파일의 일부가 잘림")
    except (OSError, ValueError, struct.error, IndexError) as error:
        raise Damaged(f"OLE 구조를 읽을 수 없음: {error}") from error
    return _hwp5(header)


def _hwp5(header: bytes) -> FileFormat:
    if not header.startswith(HWP5_SIGNATURE):
        raise UnsupportedFormat("한글 문서가 아닌 OLE 파일")
    if len(header) < HWP5_FLAGS_AT + 4:
        raise Damaged("HWP 파일 정보가 잘림")
    (flags,) = struct.unpack_from("<I", header, HWP5_FLAGS_AT)
    if flags & HWP5_PASSWORD:
        raise Encrypted("암호가 걸린 HWP 문서")
    if flags & HWP5_CERTIFICATE:
        raise Encrypted("인증서로 암호화된 HWP 문서")
    if flags & (HWP5_DRM | HWP5_CERTIFICATE_DRM):
        raise Encrypted("DRM으로 보호된 HWP 문서")
    return FileFormat.HWP


def _zip(data: bytes) -> FileFormat:
    with Archive(data) as archive:
        names = archive.names
        if "mimetype" in names and archive.read("mimetype").strip() == HWPX_MIMETYPE:
            return FileFormat.HWPX
        if "word/document.xml" in names or any(mark in _content_types(archive) for mark in WORD_TYPES):
            return FileFormat.DOCX
        if "Contents/content.hpf" in names or "Contents/section0.xml" in names or _is_hangul(archive):
            return FileFormat.HWPX
        for part, label in (
            ("xl/workbook.xml", "MS 엑셀 문서(.xlsx)"),
            ("ppt/presentation.xml", "MS 파워포인트 문서(.pptx)"),
            ("content.xml", "ODF 문서(.odt 등)"),
        ):
            if part in names:
                raise UnsupportedFormat(label)
        if CONTENT_TYPES in names:
            raise Damaged("오피스 문서의 본문(word/document.xml 등)이 없음")
    raise UnsupportedFormat("문서가 아닌 압축 파일(.zip)")


def _is_hangul(archive: Archive) -> bool:
    """Whether a package without a mark of its kind says in its list of root files that it is Hangul's."""
    return HANGUL_CONTAINER in archive.names and HANGUL_TYPE in archive.read(HANGUL_CONTAINER)


def _content_types(archive: Archive) -> bytes:
    """What an Office package says that its parts are: its parts may have any names."""
    return archive.read(CONTENT_TYPES) if CONTENT_TYPES in archive.names else b""


def _known_stranger(data: bytes) -> str:
    """What to call bytes that no reader knows."""
    head = data[:PDF_MARK_WITHIN]
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith(HWP3_MARK):
        return "한글 97 이하 문서(HWP 3.x): 한글에서 HWPX로 다시 저장 필요"
    if b"<HWPML" in head or (text.startswith(b"<?xml") and b"HWPML" in data[:4096]):
        return "HWPML 문서: 한글에서 HWPX로 다시 저장 필요"
    for mark, label in (
        (b"{\\rtf", "RTF 문서"),
        (b"<?xml", "XML 파일"),
        (b"<!doctype html", "HTML 파일"),
        (b"<html", "HTML 파일"),
    ):
        if text.lower().startswith(mark):
            return label
    if b"\0" not in head and _is_text(head):
        return "텍스트 파일"
    return "알 수 없는 형식 또는 DRM 문서"


def _is_text(head: bytes) -> bool:
    # The head may end within a character, so up to three bytes may be left over.
    for encoding, unit in (("utf-8", 4), ("cp949", 2)):
        for cut in range(unit):
            try:
                head[: len(head) - cut].decode(encoding)
            except UnicodeDecodeError:
                continue
            return True
    return False
