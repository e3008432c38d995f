"""What simsa makes of a submitted file, as texts: what it read, what it found, or why it refused.

The same bytes must give the same texts on every machine: OCR is switched off, and a record carries a fixed version and
a fixed time instead of those of the run.
"""

import hashlib
import os
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from extractors import read
from flows.evaluation import Evaluator
from flows.plan_job import PlanJob
from flows.receipts import NO_RECEIPTS, RECEIPTS_NAMES, Receipts, parse_receipts
from review import write_pages
from review.rulebook import write_rule_book
from rules import load_call
from schemas import Document, Failure, JudgedProposal, Record
from schemas.canonical_json import canonical_json
from schemas.errors import ReaderCrashed, SimsaError

CALL = "regional-ai-2026"
CALLS = (CALL, "startup-region-2027")
FIXED = "masked"
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)

Texts = dict[str, str]
"""What was made of one thing, by the name of the artefact."""


def switch_ocr_off() -> None:
    """Let this process, and those that it starts, find no Tesseract."""
    os.environ["PATH"] = ""


def texts_of(path: Path) -> tuple[Texts, Record]:
    """Read and judge a file as `simsa extract` does, with the receipts beside it."""
    job, data = _job(), path.read_bytes()
    submission = _receipts(path.parent).submission_of(path.name, hashlib.sha256(data).hexdigest())
    key = _evaluator().key_of(submission.sha256).model_copy(update={"code_version": FIXED, "model_version": FIXED})
    record = Record(key=key, submission=submission, recorded_at=LONG_AGO)
    try:
        document = _read(data, path.name)
    except SimsaError as error:
        failure = Failure.of(error)
        return {"failure": canonical_json(failure)}, record.model_copy(update={"failure": failure})
    if any(warning.code == "read-by-ocr" for warning in document.warnings):
        raise AssertionError(f"{path.name}: OCR is not switched off")
    proposal, findings = job.judged(document, submission, data)
    texts = {
        "document": document.model_dump_json(),
        "proposal": canonical_json(proposal),
        "findings": "\n".join(canonical_json(finding) for finding in findings),
        "extract": JudgedProposal.of(proposal, job.call, findings).model_dump_json(),
    }
    return texts, record.model_copy(update={"proposal": proposal, "findings": findings})


def pages_of(records: Sequence[Record]) -> Texts:
    """The reviewers' pages of records."""
    with TemporaryDirectory() as folder:
        write_pages(records, load_call(CALL), Path(folder))
        return {
            f"page {path.name}": path.read_text(encoding="utf-8").replace(folder, FIXED)
            for path in sorted(Path(folder).iterdir())
        }


def rule_books() -> Texts:
    """The page of each packaged call's rules."""
    with TemporaryDirectory() as folder:
        return {
            f"{call} rule book": write_rule_book(load_call(call), Path(folder) / "rules.html").read_text("utf-8")
            for call in CALLS
        }


def _read(data: bytes, name: str) -> Document:
    """The Document, without a process of its own: that would take longer than the reading."""
    try:
        return read(data, name)
    except SimsaError:
        raise
    except Exception as error:
        # A reader that breaks is a result of this file, too; the isolated process would report it as such.
        raise ReaderCrashed(f"{name}: {type(error).__name__}: {error}") from error


@cache
def _evaluator() -> Evaluator:
    return Evaluator(CALL)


@cache
def _job() -> PlanJob:
    return PlanJob(CALL)


@cache
def _receipts(folder: Path) -> Receipts:
    path = folder / RECEIPTS_NAMES[0]
    return parse_receipts(path.read_bytes(), _evaluator().call) if path.is_file() else NO_RECEIPTS
