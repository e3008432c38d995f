"""How a process shuts itself in before it looks at a file, and which of it the machine at hand has.

what                        by                                     without it
no files but its own        Landlock (5.13)                        the rights of the user who runs simsa
no network                  seccomp; TCP also Landlock (6.7)       open
no programs, no processes   seccomp; programs also Landlock        open; children are ended with the document
no debugging of others      seccomp, no dump, no capabilities      as the system has it
time, memory, output        resource limits, the template's clock  they are everywhere
no secrets                  the environment is made anew           it is everywhere
"""

import glob
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from extractors.confinement.kernel import landlock, libc, seccomp

PACKAGES_ROOT = Path(__file__).absolute().parents[2]
OUR_PACKAGES = ("schemas", "extractors", "rules", "flows", "calls")
SYSTEM_FOLDERS = ("/usr", "/lib", "/lib64")
SYSTEM_FILES = ("/etc/ld.so.cache", "/etc/localtime", "/dev/urandom")
NOWHERE = Path(os.devnull)
LOADERS = ("/lib64/ld-linux-*.so*", "/lib/ld-linux-*.so*", "/lib/ld-musl-*.so*")
LIBRARY_FOLDERS = frozenset({"site-packages", "dist-packages"})


@dataclass(frozen=True)
class Protection:
    """What shuts a document's process in: the version of Landlock (0: none), and whether seccomp and the rest hold."""

    landlock: int = 0
    seccomp: bool = False
    no_new_privileges: bool = False
    no_capabilities: bool = False

    @property
    def lines(self) -> tuple[str, ...]:
        """What holds and what does not, for the officer."""
        files = f"적용(Landlock {self.landlock})" if self.landlock else "미적용: 커널에 Landlock 없음"
        calls = "적용(seccomp)" if self.seccomp else "미적용: 커널에 seccomp 없음"
        network = calls if self.seccomp or self.landlock < landlock.TCP_ABI else "TCP만 적용(Landlock)"
        return (
            f"다른 파일 읽기·쓰기 차단: {files}",
            f"네트워크 차단: {network}",
            f"다른 프로그램·프로세스 실행 차단: {calls}",
            f"권한 상승 차단: {'적용' if self.no_new_privileges and self.no_capabilities else '미적용'}",
            "시간·메모리·출력 한도, 환경변수 제거: 적용",
        )

    @property
    def missing(self) -> tuple[str, ...]:
        """The lines that say what does not hold; none where everything does."""
        return tuple(line for line in self.lines if "미적용" in line or "TCP만" in line)


def shut_in(own_folder: Path | None, program: Path | None = None) -> Protection:
    """Shut this process in for the rest of its life; everything that it inherits must be closed before.

    It may write in `own_folder` alone, and become `program` alone.
    """
    libc.prctl(libc.PR_SET_DUMPABLE, 0)
    no_new_privileges = libc.prctl(libc.PR_SET_NO_NEW_PRIVS, 1)
    no_capabilities = libc.drop_capabilities()
    grants = dict(_readable())
    if program is not None:
        grants |= dict.fromkeys([program, *_loaders()], landlock.RUN)
    abi = landlock.restrict(grants, [own_folder] if own_folder else [])
    has_filter = seccomp.refuse_calls(may_execute=program is not None)
    return Protection(abi, has_filter, no_new_privileges, no_capabilities)


@cache
def _readable() -> Mapping[Path, int]:
    """What the interpreter and its libraries may want to load: programs' own files, and nothing of a person's."""
    folders = {*SYSTEM_FOLDERS, sys.prefix, sys.base_prefix, *(str(PACKAGES_ROOT / name) for name in OUR_PACKAGES)}
    folders |= {entry for entry in sys.path if LIBRARY_FOLDERS & set(Path(entry).parts)}
    grants = {Path(folder): landlock.READ for folder in sorted(folders)}
    grants |= {Path(file): landlock.READ_FILE for file in SYSTEM_FILES}
    return grants | {NOWHERE: landlock.READ_FILE | landlock.WRITE_FILE}


@cache
def _loaders() -> tuple[Path, ...]:
    """What the kernel starts for a program that is linked to libraries."""
    return tuple(Path(path) for pattern in LOADERS for path in sorted(glob.glob(pattern)))  # noqa: PTH207 - absolute
