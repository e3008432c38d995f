"""Whether Tesseract is installed with Korean, and which: asked without loading anything that reads pictures."""

import os
import shutil
import subprocess
from functools import cache
from pathlib import Path

KOREAN, LATIN = "kor", "eng"
PROGRAM = "tesseract"
ANSWER_S = 10.0  # for a question about itself


def program() -> Path | None:
    """The installed Tesseract; None where there is none."""
    found = shutil.which(PROGRAM)
    return Path(found).resolve() if found else None


def languages() -> frozenset[str]:
    """The languages that the installed Tesseract reads; none where it is not installed."""
    found = program()
    return _languages(found) if found else frozenset()


# Asked once, before a document's process is shut in: it may start no program.
@cache
def _languages(found: Path) -> frozenset[str]:
    try:
        answer = subprocess.run(  # noqa: S603 - a fixed program without a shell
            [found, "--list-langs"], capture_output=True, timeout=ANSWER_S, check=True, env=environment()
        )
    except (OSError, subprocess.SubprocessError):
        return frozenset()
    return frozenset(line.strip() for line in answer.stdout.decode(errors="replace").splitlines()[1:])


def version() -> str | None:
    """The first line of what the installed Tesseract says of itself; None where it is missing or reads no Korean."""
    if KOREAN not in languages():
        return None
    answer = subprocess.run(  # noqa: S603 - a fixed program without a shell
        [shutil.which(PROGRAM) or PROGRAM, "--version"],
        capture_output=True,
        timeout=ANSWER_S,
        check=True,
        env=environment(),
    )
    return answer.stdout.decode(errors="replace").partition("\n")[0].strip()


def environment() -> dict[str, str]:
    """What it is started with: one thread, because several are slower on a busy machine, and each reserves memory."""
    return dict(os.environ) | {"OMP_THREAD_LIMIT": "1", "LC_ALL": "C"}
