"""One module a format; all give the same Document."""

import hashlib
from pathlib import PurePath

from extractors.readers.containers.format_detection import detect
from extractors.readers.shared.placed_pictures import PictureContent
from schemas import Document, FileFormat, FileInfo

__all__ = ["read"]


def read(data: bytes, name: str) -> Document:
    """What a reader sees in a submitted file. The format is told by the first bytes; `name` is only kept.

    Raises:
        InputRejected: the file is empty, locked, damaged, too large, or of a format that has no reader.
    """
    file = FileInfo(name=_shown_name(name), sha256=hashlib.sha256(data).hexdigest(), format=detect(data))
    document = _read(data, file)
    return document.model_copy(update={"file": document.file.model_copy(update={"size_bytes": len(data)})})


def _read(data: bytes, file: FileInfo) -> Document:
    # Each reader brings heavy libraries: only the one that is needed is imported.
    match file.format:
        case FileFormat.PDF:
            from extractors.readers.pdf import read_pdf

            return read_pdf(data, file.name)
        case FileFormat.DOCX:
            from extractors.readers.docx.reader import read_docx

            return read_docx(data, file, _look_at)
        case FileFormat.HWPX:
            from extractors.readers.hangul.hwpx import read_hwpx

            return read_hwpx(data, file, _look_at)
        case FileFormat.HWP:
            from extractors.readers.hangul.hwp import read_hwp

            return read_hwp(data, file)


def _look_at(picture: bytes, size_pt: tuple[float, float] | None, may_recognise: bool) -> PictureContent:  # noqa: FBT001
    """The PDF reader's look at a picture, whose libraries are imported only where there is one."""
    from extractors.readers.picture_reader import look_at

    return look_at(picture, size_pt, may_recognise)


def _shown_name(name: str) -> str:
    """A file's name without folders. Archives of old Windows systems leave names in its encoding, not in UTF-8."""
    raw = PurePath(name).name.encode("utf-8", errors="surrogateescape")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp949", errors="replace")
