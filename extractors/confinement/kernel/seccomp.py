"""seccomp: which system calls a process may still make. Linux on x86-64 and 64-bit ARM.

What no reader needs is refused: networks, other programs, new processes, other processes' memory, mounts, owners and
modes of files (which Landlock does not watch), and the doors through which such things were done unwatched before
(io_uring, bpf, userfaultfd). Threads of the process itself stay allowed, for libraries that make some. Called through
ctypes: no package for it is kept on the index. A call that is refused ends with EPERM, as for lack of a right.
"""

import ctypes
import errno
import os
import struct
from collections.abc import Iterable

from extractors.confinement.kernel.libc import IS_LINUX, PR_SET_NO_NEW_PRIVS, prctl, syscall

PR_SET_SECCOMP, SECCOMP_MODE_FILTER = 22, 2
SECCOMP = {"x86_64": 317, "aarch64": 277}
SECCOMP_SET_MODE_FILTER = 1
AUDIT_ARCH = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
X32_BIT = 0x40000000

LOAD, JUMP_EQUAL, JUMP_GREATER_EQUAL, JUMP_ANY_BIT, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
ALLOW, KILL_PROCESS, ERRNO = 0x7FFF0000, 0x80000000, 0x00050000
OF_NUMBER, OF_ARCHITECTURE, OF_FIRST_ARGUMENT = 0, 4, 16  # offsets in struct seccomp_data
CLONE_THREAD = 0x00010000

# Name: its number on x86-64 and on 64-bit ARM; None where there is none.
REFUSED: dict[str, tuple[int | None, int | None]] = {
    # networks
    "socket": (41, 198),
    "socketpair": (53, 199),
    "connect": (42, 203),
    "bind": (49, 200),
    "listen": (50, 201),
    "accept": (43, 202),
    "accept4": (288, 242),
    # processes, and what belongs to others
    "fork": (57, None),
    "vfork": (58, None),
    "setsid": (112, 157),
    "setpgid": (109, 154),
    "tkill": (200, 130),
    "rt_sigqueueinfo": (129, 138),
    "rt_tgsigqueueinfo": (297, 240),
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "process_madvise": (440, 440),
    "process_mrelease": (448, 448),
    "kcmp": (312, 272),
    "pidfd_open": (434, 434),
    "pidfd_getfd": (438, 438),
    "pidfd_send_signal": (424, 424),
    "sched_setparam": (142, 118),
    "sched_setscheduler": (144, 119),
    "sched_setattr": (314, 274),
    "setpriority": (141, 140),
    # memory and messages between processes
    "shmget": (29, 194),
    "shmat": (30, 196),
    "shmctl": (31, 195),
    "semget": (64, 190),
    "semctl": (66, 191),
    "msgget": (68, 186),
    "msgctl": (71, 187),
    "mq_open": (240, 180),
    # owners, modes, times and attributes of files
    "chmod": (90, None),
    "fchmod": (91, 52),
    "fchmodat": (268, 53),
    "fchmodat2": (452, 452),
    "chown": (92, None),
    "lchown": (94, None),
    "fchown": (93, 55),
    "fchownat": (260, 54),
    "utime": (132, None),
    "utimes": (235, None),
    "futimesat": (261, None),
    "utimensat": (280, 88),
    "setxattr": (188, 5),
    "lsetxattr": (189, 6),
    "fsetxattr": (190, 7),
    "setxattrat": (463, 463),
    "removexattr": (197, 14),
    "lremovexattr": (198, 15),
    "fremovexattr": (199, 16),
    "removexattrat": (466, 466),
    "mknod": (133, None),
    "mknodat": (259, 33),
    "open_by_handle_at": (304, 265),
    "name_to_handle_at": (303, 264),
    "quotactl": (179, 60),
    "quotactl_fd": (443, 443),
    "acct": (163, 89),
    # namespaces, mounts, the machine
    "unshare": (272, 97),
    "setns": (308, 268),
    "chroot": (161, 51),
    "pivot_root": (155, 41),
    "mount": (165, 40),
    "umount2": (166, 39),
    "open_tree": (428, 428),
    "move_mount": (429, 429),
    "fsopen": (430, 430),
    "fsconfig": (431, 431),
    "fsmount": (432, 432),
    "fspick": (433, 433),
    "mount_setattr": (442, 442),
    "swapon": (167, 224),
    "swapoff": (168, 225),
    "reboot": (169, 142),
    "sethostname": (170, 161),
    "setdomainname": (171, 162),
    "settimeofday": (164, 170),
    "clock_settime": (227, 112),
    "clock_adjtime": (305, 266),
    "adjtimex": (159, 171),
    "iopl": (172, None),
    "ioperm": (173, None),
    "personality": (135, 92),
    "init_module": (175, 105),
    "finit_module": (313, 273),
    "delete_module": (176, 106),
    "kexec_load": (246, 104),
    "kexec_file_load": (320, 294),
    # doors of the kernel that see and do more than their callers
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "userfaultfd": (323, 282),
    "fanotify_init": (300, 262),
    "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "keyctl": (250, 219),
}
EXECUTING: dict[str, tuple[int | None, int | None]] = {"execve": (59, 221), "execveat": (322, 281)}
# Allowed for this process alone, whose number is their first argument.
OF_ITSELF: dict[str, tuple[int, int]] = {"kill": (62, 129), "tgkill": (234, 131), "prlimit64": (302, 261)}
CLONE, CLONE3 = (56, 220), (435, 435)


def refuse_calls(*, may_execute: bool = False) -> bool:
    """Refuse this process what no reader needs, for the rest of its life. Whether the filter holds.

    `may_execute` leaves it `execve`, for a process that is to become one fixed program.
    """
    machine = os.uname().machine
    if not IS_LINUX or machine not in AUDIT_ARCH or not prctl(PR_SET_NO_NEW_PRIVS, 1):
        return False
    instructions = b"".join(_program(machine, may_execute=may_execute))
    buffer = ctypes.create_string_buffer(instructions, len(instructions))
    program = struct.pack("HxxxxxxP", len(instructions) // 8, ctypes.addressof(buffer))
    try:
        # For all threads of the process, should a library have made one.
        syscall(SECCOMP[machine], ctypes.c_uint(SECCOMP_SET_MODE_FILTER), ctypes.c_uint(1), program)
    except OSError:
        return False
    return True


def _program(machine: str, *, may_execute: bool) -> Iterable[bytes]:
    """The filter in the kernel's classic BPF, one instruction after the other."""
    of_machine = 0 if machine == "x86_64" else 1
    refused = REFUSED if may_execute else REFUSED | EXECUTING
    yield _instruction(LOAD, OF_ARCHITECTURE)
    yield _instruction(JUMP_EQUAL, AUDIT_ARCH[machine], if_true=1)
    yield _instruction(RETURN, KILL_PROCESS)
    yield _instruction(LOAD, OF_NUMBER)
    yield from _answer(JUMP_GREATER_EQUAL, X32_BIT, ERRNO | errno.ENOSYS)
    for numbers in refused.values():
        number = numbers[of_machine]
        if number is not None:
            yield from _answer(JUMP_EQUAL, number, ERRNO | errno.EPERM)
    # Its flags lie in memory, where a filter cannot see them; without it the C library uses clone.
    yield from _answer(JUMP_EQUAL, CLONE3[of_machine], ERRNO | errno.ENOSYS)
    yield from _if_first_argument(CLONE[of_machine], JUMP_ANY_BIT, (CLONE_THREAD,))
    for name, numbers in OF_ITSELF.items():
        itself = (os.getpid(), 0) if name == "prlimit64" else (os.getpid(),)
        yield from _if_first_argument(numbers[of_machine], JUMP_EQUAL, itself)
    yield _instruction(RETURN, ALLOW)


def _answer(test: int, value: int, answer: int) -> Iterable[bytes]:
    yield _instruction(test, value, if_false=1)
    yield _instruction(RETURN, answer)


def _if_first_argument(number: int, test: int, values: tuple[int, ...]) -> Iterable[bytes]:
    """Allow a call if its first argument passes the test for one of the values, refuse it otherwise."""
    yield _instruction(JUMP_EQUAL, number, if_false=2 + 2 * len(values))
    yield _instruction(LOAD, OF_FIRST_ARGUMENT)
    for value in values:
        yield from _answer(test, value, ALLOW)
    yield _instruction(RETURN, ERRNO | errno.EPERM)


def _instruction(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("HBBI", code, if_true, if_false, value)
