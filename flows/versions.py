"""Which code made a record: part of the key that makes two runs the same.

The version names what a record was made by, so that a change in one place need not repeat what it has no part in:

    0.1.0+pdf.3f5a81c2+docx.77aa0c1e+hangul.91bc04de+rules.5d2e8f10

The first three are hashes of all that turns a file of that format into a proposal, the last of what judges it.
"""

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Final

from schemas import FileFormat

_ROOT: Final = Path(__file__).parent.parent
_DIGITS: Final = 8
_READERS: Final = Path("extractors/readers")
_OF_ONE_FORMAT: Final = {"docx": _READERS / "docx", "hangul": _READERS / "hangul"}
"""Folders that read one format only. All formats use the PDF reader: it holds the recognition of pictures."""

_STAGE_OF_FORMAT: Final = {
    FileFormat.PDF: "pdf",
    FileFormat.DOCX: "docx",
    FileFormat.HWPX: "hangul",
    FileFormat.HWP: "hangul",
}


@cache
def code_version() -> str:
    """The release and a hash for each format and for the rules, so that changed code never passes for the old."""
    stages = {stage: _digest(stage) for stage in ("pdf", "docx", "hangul")} | {"rules": _digest("rules")}
    return "+".join([version("simsa"), *(f"{stage}.{digest}" for stage, digest in stages.items())])


def extraction_version(code: str, file_format: FileFormat) -> str | None:
    """The part of a code version that made the proposals of a format; None for versions that do not say it."""
    stages = dict(part.split(".", 1) for part in code.split("+")[1:] if "." in part)
    return stages.get(_STAGE_OF_FORMAT[file_format])


def _digest(stage: str) -> str:
    folders = ("rules",) if stage == "rules" else ("schemas", "extractors")
    others = {folder for name, folder in _OF_ONE_FORMAT.items() if name != stage}
    digest = hashlib.sha256()
    for folder in folders:
        for path in sorted((_ROOT / folder).rglob("*")):
            place = path.relative_to(_ROOT)
            if path.is_file() and "__pycache__" not in place.parts and not others & set(place.parents):
                digest.update(place.as_posix().encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()[:_DIGITS]
