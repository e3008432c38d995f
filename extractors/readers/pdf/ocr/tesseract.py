"""Tesseract as a program of its own: what it says of a picture."""

import os
import re
import resource
import subprocess
from contextlib import suppress

import numpy as np
import numpy.typing as npt

from extractors.confinement import helpers
from extractors.readers.installed_tesseract import KOREAN, LATIN, PROGRAM, environment, languages, program

__all__ = ["KOREAN", "LATIN", "OcrFailed", "languages", "program", "read_picture", "recognise_stdin"]

CPU_S = 20  # for one page; it takes one to three
WALL_S = 60.0
# Each line is searched over the whole width: the cells of a row stay one line, and no cell is left out.
ONE_BLOCK = "6"
LANGUAGE = re.compile(rf"({KOREAN}|{LATIN})(\+({KOREAN}|{LATIN}))?")
MAX_DOTS_PER_INCH = 2_400
# A page of text has some hundred kilobytes of TSV.
MAX_ANSWER_BYTES = 64 * 2**20


class OcrFailed(Exception):
    """Tesseract gave no answer for a picture; the message says why, in Korean."""


def read_picture(grey: npt.NDArray[np.uint8], dots_per_inch: int, language: str) -> str:
    """Tesseract's TSV for a picture: a line for each page, block, paragraph, line and word.

    Raises:
        OcrFailed: it is not there, went over its time, or ended with an error.
    """
    height, width = grey.shape
    picture = b"".join((f"P5 {width} {height} 255\n".encode(), np.ascontiguousarray(grey).data))
    if helpers.is_shut_in():
        return _answer_of_helper(picture, dots_per_inch, language)
    try:
        process = subprocess.Popen(  # noqa: S603 - a fixed program without a shell
            _command(dots_per_inch, language),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment(),
        )
    except OSError as error:
        raise OcrFailed("문자인식 프로그램을 시작할 수 없음") from error
    with process:
        # Its time is counted by the processor, so that a busy machine reads the same as an idle one.
        with suppress(ProcessLookupError):
            resource.prlimit(process.pid, resource.RLIMIT_CPU, (CPU_S, CPU_S))
        try:
            answer, _ = process.communicate(picture, timeout=WALL_S)
        except subprocess.TimeoutExpired as error:
            process.kill()
            raise OcrFailed("문자인식 시간 초과") from error
    if process.returncode != 0:
        raise OcrFailed("문자인식 시간 초과" if process.returncode < 0 else "문자인식 실패")
    return answer.decode(errors="replace")


def recognise_stdin(dots_per_inch: str, language: str) -> None:
    """Become Tesseract, with a picture on stdin and its TSV on stdout: the helper of a process that is shut in.

    Raises:
        ValueError: there is no such sharpness or language.
        OSError: it cannot be started.
    """
    if not 0 < int(dots_per_inch) <= MAX_DOTS_PER_INCH or not LANGUAGE.fullmatch(language):
        raise ValueError("no such sharpness or language")
    command = _command(int(dots_per_inch), language)
    os.execve(command[0], command, environment())  # noqa: S606 - a fixed program without a shell


def _answer_of_helper(picture: bytes, dots_per_inch: int, language: str) -> str:
    try:
        answer = helpers.ask("tesseract", [str(dots_per_inch), language], picture, MAX_ANSWER_BYTES)
    except OSError as error:
        raise OcrFailed("문자인식 프로그램을 시작할 수 없음") from error
    if answer.code != 0:
        raise OcrFailed("문자인식 시간 초과" if answer.code < 0 else "문자인식 실패")
    return answer.output.decode(errors="replace")


def _command(dots_per_inch: int, language: str) -> list[str]:
    options = ["--dpi", str(dots_per_inch), "--psm", ONE_BLOCK, "-l", language]
    return [str(program() or PROGRAM), "stdin", "stdout", *options, "tsv"]
