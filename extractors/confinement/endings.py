"""What the end of a document's process means: its exit, what it held and took, and what it said."""

import signal
from typing import Any

from extractors.confinement.limits import Limits
from extractors.confinement.steps import Step
from schemas.errors import OutOfMemory, ReaderCrashed, SimsaError, TooSlow, from_json

# How C++ and the loader say that memory is out; Python says MemoryError.
OUT_OF_MEMORY_SIGNS = ("MemoryError", "bad_alloc", "Cannot allocate memory", "cannot allocate memory")
# C code such as pdfium's ends without a word when memory is out. What doubles its memory holds a third when it fails.
EXHAUSTED_SHARE = 1 / 3


def what_happened(ended: dict[str, Any], limits: Limits, name: str) -> SimsaError:
    """The error that the template's report of an end stands for; it names the step at which the end came."""
    if ended["error"]:
        return from_json(ended["error"])
    status = int(ended["status"])
    where = f"{name}: {_korean(ended['step'])} 단계"
    if ended["stopped"] == "wall":
        return TooSlow(f"{where}에서 {limits.wall_s:g}초 초과")
    if ended["stopped"]:
        return ReaderCrashed(f"{where}: 작업 프로세스가 정해진 형식을 따르지 않음")
    if status == -signal.SIGXCPU or (status == -signal.SIGKILL and ended["cpu_s"] >= limits.cpu_s):
        return TooSlow(f"{where}에서 연산 시간 {limits.cpu_s}초 초과")
    if any(sign in ended["complaints"] for sign in OUT_OF_MEMORY_SIGNS):
        return OutOfMemory(where)
    if status == -signal.SIGKILL:
        # Nobody here sends it to a process within its limits: it was the kernel, if that says so, or somebody else.
        if ended["is_memory_out"]:
            return OutOfMemory(f"{where}: 시스템의 메모리 부족")
        return ReaderCrashed(f"{where}: 외부에서 강제 종료됨(SIGKILL)")
    if status < 0:
        is_exhausted = ended["peak_bytes"] > EXHAUSTED_SHARE * limits.memory_bytes
        death = OutOfMemory if is_exhausted else ReaderCrashed
        return death(f"{where}: {signal.Signals(-status).name}")
    last_line = ended["complaints"].strip().rpartition("\n")[2]
    return ReaderCrashed(f"{where}: {last_line}")


def _korean(step: str) -> str:
    try:
        return Step(step).korean
    except ValueError:
        return Step.READING.korean
