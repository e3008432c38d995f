"""The few calls of the C library that Python has no function for. Everything here is Linux; elsewhere nothing holds."""

import ctypes
import os
import sys
from functools import cache

IS_LINUX = sys.platform == "linux"

PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_CAPBSET_DROP, PR_SET_CHILD_SUBREAPER, PR_SET_NO_NEW_PRIVS = 1, 4, 24, 36, 38
CAPSET = {"x86_64": 126, "aarch64": 91}
CAPABILITY_VERSION_3 = 0x20080522
MAX_CAPABILITIES = 64


@cache
def _library() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def prctl(option: int, argument: int = 0) -> bool:
    """Whether the kernel did what it was asked; never where there is no such call."""
    return IS_LINUX and _library().prctl(option, ctypes.c_ulong(argument), 0, 0, 0) == 0


def syscall(number: int, *arguments: object) -> int:
    """The result of a system call.

    Raises:
        OSError: the kernel refused, or has no such call.
    """
    if not IS_LINUX:
        raise OSError("no such system call")
    result: int = _library().syscall(ctypes.c_long(number), *arguments)
    if result < 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))
    return result


def drop_capabilities() -> bool:
    """Give up what the superuser may beyond others; nothing to do, and True, for an ordinary user."""
    for capability in range(MAX_CAPABILITIES):
        prctl(PR_CAPBSET_DROP, capability)
    number = CAPSET.get(os.uname().machine)
    if number is None:
        return os.geteuid() != 0
    header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, 0)
    none = (ctypes.c_uint32 * 6)()
    try:
        syscall(number, header, none)
    except OSError:
        return False
    return True
