"""Which code made a record: part of the key that makes two runs the same.

The version names its stages, so that a change of a later stage need not repeat the earlier ones:

    0.1.0+u3f5a81c2.r91bc04de      u: what reads and understands (schemas, extractors), r: what judges (rules)

What a reader saw is kept under a version of its own format (`reading_version`): a change of the DOCX reader leaves the
Documents of PDFs as they are.
"""

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Final

from schemas import FileFormat

_ROOT: Final = Path(__file__).parent.parent
_DIGITS: Final = 10
_READERS: Final = "extractors/readers"
_OF_FORMAT: Final = {
    FileFormat.PDF: ("pdf",),
    FileFormat.DOCX: ("docx", "pdf"),
    FileFormat.HWPX: ("hangul", "pdf"),
    FileFormat.HWP: ("hangul", "pdf"),
}
"""The folders of readers that a format is read with; pictures in any format are read by the PDF reader's OCR."""


@cache
def code_version() -> str:
    """The release and a hash of each stage, so that changed code never passes for the old."""
    understanding, rules = _digest("schemas", "extractors"), _digest("rules")
    return f"{version('simsa')}+u{understanding}.r{rules}"


def understands_alike(one: str, other: str) -> bool:
    """Whether two code versions read and understand by the same code; they may judge by different rules."""
    return _understanding(one) is not None and _understanding(one) == _understanding(other)


@cache
def reading_version(file_format: FileFormat) -> str:
    """A hash of what turns a file of one format into a Document."""
    folders = (f"{_READERS}/{name}" for name in ("shared", "containers", *_OF_FORMAT[file_format]))
    return f"{file_format.value}:{_digest('schemas', 'extractors/korean', *folders)}"


def _understanding(code: str) -> str | None:
    stage, _, _ = code.partition("+")[2].partition(".")
    return stage if stage.startswith("u") else None


def _digest(*folders: str) -> str:
    digest = hashlib.sha256()
    for folder in folders:
        for path in sorted((_ROOT / folder).rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                digest.update(path.relative_to(_ROOT).as_posix().encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()[:_DIGITS]
