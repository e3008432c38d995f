"""Which folders lie on another machine: SQLite's write-ahead log needs memory that all who have the file open share."""

import re
from pathlib import Path
from typing import Final

_MOUNTS: Final = Path("/proc/self/mountinfo")
_SHARES: Final = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "glusterfs", "vboxsf", "ncpfs"}
)
_SHARES_IN_USER_SPACE: Final = "fuse."
_PLACE_AT: Final = 4
_SEPARATOR: Final = "-"
_OCTAL: Final = re.compile(r"\\([0-7]{3})")
"""How a space stands in the list of mounts."""


def is_on_share(folder: Path, mounts: Path = _MOUNTS) -> bool:
    """Whether a folder is another machine's, or behind a file system of a program; not where nobody can tell."""
    try:
        lines = mounts.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
        real = folder.resolve()
    except OSError:
        return False
    nearest, kind = Path("/"), ""
    for line in lines:
        fields = line.split()
        place = Path(_OCTAL.sub(lambda found: chr(int(found[1], 8)), fields[_PLACE_AT]))
        if real.is_relative_to(place) and len(place.parts) >= len(nearest.parts):
            nearest, kind = place, fields[fields.index(_SEPARATOR) + 1]
    return kind in _SHARES or kind.startswith(_SHARES_IN_USER_SPACE)
