"""Which code made a record: part of the key that makes two runs the same."""

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

JUDGING_ROOMS = ("schemas", "extractors", "rules")


@cache
def code_version() -> str:
    """The release and a hash of the rooms that read and judge, so that changed code never passes for the old."""
    root = Path(__file__).parent.parent
    digest = hashlib.sha256()
    for room in JUDGING_ROOMS:
        for path in sorted((root / room).rglob("*.py")):
            digest.update(path.relative_to(root).as_posix().encode())
            digest.update(path.read_bytes())
    return f"{version('simsa')}+{digest.hexdigest()[:12]}"
