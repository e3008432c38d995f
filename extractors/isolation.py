"""Reading and drawing submitted files in processes of their own; how that is done is `extractors.confinement`."""

import logging
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError
from pydantic_core import to_jsonable_python

from extractors.confinement.limits import DEFAULT_LIMITS, Limits
from extractors.confinement.pool import Pool, search_path, shared_pool
from schemas import Anchor, Document
from schemas.errors import ReaderCrashed

if TYPE_CHECKING:
    from extractors.evidence_image import PictureStyle

__all__ = ["DEFAULT_LIMITS", "Limits", "draw_isolated", "read_as_output", "read_isolated", "reading_pool"]

logger = logging.getLogger(__name__)

READING_JOB = "extractors.worker:ReadingJob"


def reading_pool() -> Pool:
    """The pool of this process that reads and draws."""
    return shared_pool(READING_JOB, search_path())


def read_isolated(path: Path, limits: Limits = DEFAULT_LIMITS) -> Document:
    """Read a file in a process of its own.

    Raises:
        InputRejected: what the reader says about the file; TooLarge also when its output goes over the limit.
        TooSlow: over the limit of time, by the clock or of the processor.
        OutOfMemory: over the limit of memory, or stopped by the system for want of it.
        ReaderCrashed: the process died in any other way, or what it answered is no Document.
    """
    return _document_in(reading_pool().work(path, {"wish": "read"}, limits), path)


def read_as_output(path: Path, limits: Limits = DEFAULT_LIMITS) -> bytes:
    """The same as JSON in the shape that `simsa read` prints.

    Raises:
        InputRejected, TooSlow, OutOfMemory, ReaderCrashed: as in `read_isolated`.
    """
    answer = reading_pool().work(path, {"wish": "output"}, limits)
    document = _document_in(answer, path)
    found_by = Counter(table.detector for table in document.tables if table.detector)
    if found_by:
        logger.info("%s: tables by %s", path.name, ", ".join(f"{name} {count}" for name, count in found_by.items()))
    return answer


def _document_in(answer: bytes, path: Path) -> Document:
    try:
        return Document.model_validate_json(answer)
    except ValidationError as error:
        raise ReaderCrashed(f"{path.name}: 작업 프로세스의 답이 온전하지 않음") from error


def draw_isolated(
    path: Path, anchor: Anchor, style: "PictureStyle | None" = None, limits: Limits = DEFAULT_LIMITS
) -> bytes:
    """A PNG of the place in a PDF where an anchor stands, drawn in a process of its own (`extractors.evidence_image`).

    Raises:
        UsageError: the anchor names no place in the file.
        InputRejected, TooSlow, OutOfMemory, ReaderCrashed: as in `read_isolated`.
    """
    wish = {"wish": "draw", "anchor": to_jsonable_python(anchor), "style": asdict(style) if style else {}}
    return reading_pool().work(path, wish, limits)
