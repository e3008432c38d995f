"""Coverage-guided fuzzing of one reader: `python -m benchmarks.fuzz.reader FORMAT FOLDER [libFuzzer options]`.

Anything but a `SimsaError` that comes out of a reader is a finding; so is a read that takes more than SLOW_S. A
finding is kept once for each place in the code, and the run goes on. See README.md for how to set this up.
"""

import hashlib
import json
import os
import random
import resource
import signal
import sys
import time
import traceback
from collections import Counter
from pathlib import Path

import atheris  # type: ignore[import-untyped]  # not among the project's requirements: see README.md

with atheris.instrument_imports(include=["extractors", "dochan", "pdfplumber", "pdfminer"]):
    import dochan
    import pdfplumber

    import extractors.readers.docx.reader
    import extractors.readers.hangul.hwp
    import extractors.readers.hangul.hwpx
    import extractors.readers.pdf
    from extractors.readers import read

from benchmarks.fuzz.mutations import mutate_hwp, mutate_package, mutate_pdf
from benchmarks.fuzz.seeds import seeds_of
from schemas import Document
from schemas.errors import SimsaError

MUTATIONS = {"pdf": mutate_pdf, "docx": mutate_package, "hwpx": mutate_package, "hwp": mutate_hwp}
INSTRUMENTED = (dochan, pdfplumber, extractors.readers)
SLOW_S = 10.0
MEMORY_BYTES = 3 * 2**30
REPORT_EVERY = 200


class Slow(Exception):
    """A read took more than SLOW_S."""


class Run:
    """What happened so far; written to `FOLDER/report-PID.json` now and then, because libFuzzer ends without a word."""

    def __init__(self, file_format: str, folder: Path) -> None:
        self._format = file_format
        self._folder = folder
        self._started = time.monotonic()
        self._executions = 0
        self._outcomes: Counter[str] = Counter()
        self._findings: Counter[str] = Counter()

    def read_one(self, data: bytes) -> None:
        """Read one mutant."""
        self._executions += 1
        signal.setitimer(signal.ITIMER_REAL, SLOW_S)
        try:
            document = read(data, f"mutant.{self._format}")
            Document.model_validate_json(document.model_dump_json())
            outcome = "read"
        except SimsaError as error:
            outcome = error.code
        except Exception as error:  # noqa: BLE001 - every other exception is what we look for
            signal.setitimer(signal.ITIMER_REAL, 0)
            outcome = "finding"
            self._keep(data, error)
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
        self._outcomes[outcome] += 1
        if self._executions % REPORT_EVERY == 0:
            self._report()

    def _keep(self, data: bytes, error: Exception) -> None:
        frames = traceback.extract_tb(error.__traceback__)
        place = f"{type(error).__name__} at {Path(frames[-1].filename).name}:{frames[-1].lineno}"
        self._findings[place] += 1
        key = hashlib.sha256(place.encode()).hexdigest()[:12]
        kept = self._folder / "findings" / key
        if not kept.exists() or kept.stat().st_size > len(data):
            kept.parent.mkdir(exist_ok=True)
            kept.write_bytes(data)
            kept.with_suffix(".txt").write_text(place + "\n" + "".join(traceback.format_exception(error))[-6000:])
        self._report()

    def _report(self) -> None:
        report = {
            "format": self._format,
            "seconds": round(time.monotonic() - self._started),
            "executions": self._executions,
            "outcomes": dict(self._outcomes),
            "findings": dict(self._findings),
        }
        (self._folder / f"report-{os.getpid()}.json").write_text(json.dumps(report, indent=1))


def _too_slow(*_: object) -> None:
    raise Slow


def main() -> None:
    file_format, folder = sys.argv[1], Path(sys.argv[2])
    corpus = folder / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for seed in seeds_of(file_format):
        (corpus / hashlib.sha256(seed).hexdigest()[:16]).write_bytes(seed)
    # Character recognition runs a program of its own, which takes seconds a page: without a path it is not found.
    os.environ["PATH"] = ""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    signal.signal(signal.SIGALRM, _too_slow)
    run = Run(file_format, folder)
    mutation = MUTATIONS[file_format]

    def mutate(data: bytes, most: int, seed: int) -> bytes:
        try:
            return mutation(data, most, random.Random(seed), atheris.Mutate)[:most]  # noqa: S311 - no secret
        except Exception:  # noqa: BLE001 - a mutant of a mutant that cannot be built must not end the run
            return bytes(atheris.Mutate(data, most))

    options = ["-max_len=65536", "-timeout=20", "-rss_limit_mb=2048", f"-artifact_prefix={folder}/", *sys.argv[3:]]
    atheris.Setup(
        [sys.argv[0], *options, str(corpus)], run.read_one, custom_mutator=mutate, enable_python_coverage=True
    )
    atheris.Fuzz()


if __name__ == "__main__":
    main()
