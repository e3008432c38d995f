"""Landlock: which files a process may still open, whatever its user may. Linux 5.13 and later.

Called through ctypes: no package for it is kept on the index. The kernel's own description is
Documentation/userspace-api/landlock.rst; each version of its interface (ABI) knows more rights than the one before.
"""

import ctypes
import os
import struct
from collections.abc import Iterable, Mapping
from pathlib import Path

from extractors.confinement.kernel.libc import syscall

CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446  # the same numbers on every architecture
VERSION_FLAG, RULE_PATH_BENEATH = 1, 1

EXECUTE, WRITE_FILE, READ_FILE, READ_DIR = 1 << 0, 1 << 1, 1 << 2, 1 << 3
REFER, TRUNCATE, IOCTL_DEVICE = 1 << 13, 1 << 14, 1 << 15
FIRST_RIGHTS = (1 << 13) - 1
OF_FILES = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | IOCTL_DEVICE
TCP_ABI, SCOPE_ABI = 4, 6
BIND_AND_CONNECT_TCP = 0b11
ABSTRACT_SOCKETS_AND_SIGNALS = 0b11

READ = READ_FILE | READ_DIR
RUN = READ_FILE | EXECUTE


def version() -> int:
    """The kernel's ABI; 0 where there is none, or where it is switched off."""
    try:
        return syscall(CREATE_RULESET, None, ctypes.c_size_t(0), ctypes.c_uint32(VERSION_FLAG))
    except OSError:
        return 0


def all_rights(abi: int) -> int:
    """Every right over files that an ABI knows."""
    known = ((2, REFER), (3, TRUNCATE), (5, IOCTL_DEVICE))
    return FIRST_RIGHTS | sum(right for since, right in known if abi >= since)


def restrict(grants: Mapping[Path, int], own_folders: Iterable[Path] = ()) -> int:
    """Leave this process the rights of `grants` below each path, all rights in its own folders, and no others.

    TCP, abstract sockets and signals to processes outside are closed, too, where the ABI can. Paths that do not exist
    are skipped. `PR_SET_NO_NEW_PRIVS` must be set.

    Returns:
        The ABI that now holds; 0 for none.
    """
    abi = version()
    if not abi:
        return 0
    rights = all_rights(abi)
    tcp = BIND_AND_CONNECT_TCP if abi >= TCP_ABI else 0
    scope = ABSTRACT_SOCKETS_AND_SIGNALS if abi >= SCOPE_ABI else 0
    size = 8 if abi < TCP_ABI else 16 if abi < SCOPE_ABI else 24
    handled = struct.pack("QQQ", rights, tcp, scope)[:size]
    try:
        ruleset = syscall(CREATE_RULESET, handled, ctypes.c_size_t(size), ctypes.c_uint32(0))
    except OSError:
        return 0
    try:
        for path, access in [*grants.items(), *((folder, rights) for folder in own_folders)]:
            _grant(ruleset, path, access & rights)
        syscall(RESTRICT_SELF, ctypes.c_int(ruleset), ctypes.c_uint32(0))
    except OSError:
        return 0
    finally:
        os.close(ruleset)
    return abi


def _grant(ruleset: int, path: Path, access: int) -> None:
    try:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        rights = access if path.is_dir() else access & OF_FILES
        rule = struct.pack("=Qi", rights, place)
        syscall(ADD_RULE, ctypes.c_int(ruleset), ctypes.c_int(RULE_PATH_BENEATH), rule, ctypes.c_uint32(0))
    finally:
        os.close(place)
