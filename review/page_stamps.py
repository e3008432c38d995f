"""Which pages of a folder show already what they would show: an intake writes those anew that something changed for.

A page's stamp is a digest of all that it is made from. The stamps of what was written last lie beside the pages, each
with the size and the time of its file: a page that is gone, or that somebody else wrote to, is written anew.
Beside them lies where the submitted files are: a call has several inboxes, and each run is told of one.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Final

from schemas import Call

STAMPS: Final = ".pages.json"
INBOXES: Final = ".inboxes.json"
_MADE_BY: Final = ("review", "records", "rules", "schemas")
_ROOT: Final = Path(__file__).parents[1]


class Stamps:
    """The stamps of a folder's pages: those of the last run, and those of this one."""

    def __init__(self, folder: Path, call: Call) -> None:
        self._folder = folder
        # A page shows the call and what today's code makes of it, whatever it is about.
        self._common = _digest(call.model_dump_json(), _code_digest())
        self._before = _read(folder / STAMPS)
        self._now: dict[str, tuple[str, int, int]] = {}

    def of(self, *parts: object) -> str:
        """The stamp of what rests on the call, today's code and these parts."""
        return _digest(self._common, *parts)

    def holds(self, name: str, stamp: str) -> bool:
        """Whether a page is there as this stamp says; then it stays."""
        kept = self._before.get(name)
        if kept is None or kept[0] != stamp or kept[1:] != self._seen(name):
            return False
        self._now[name] = kept
        return True

    def hold_all(self) -> bool:
        """Whether every page of the last run is there as it was written; then all stay."""
        is_whole = all(kept[1:] == self._seen(name) for name, kept in self._before.items())
        if is_whole:
            self._now = dict(self._before)
        return is_whole

    def note(self, name: str, stamp: str) -> None:
        """Take the stamp of a page that was written now."""
        self._now[name] = (stamp, *self._seen(name))

    def as_text(self) -> str:
        """What is to lie beside the pages."""
        return json.dumps(self._now, ensure_ascii=False, indent=0, sort_keys=True)

    def _seen(self, name: str) -> tuple[int, int]:
        try:
            found = os.stat(self._folder / name)  # noqa: PTH116 - thousands of them
        except OSError:
            return -1, -1
        return found.st_size, found.st_mtime_ns


def known_inboxes(folder: Path, inbox: Path | None) -> tuple[Path, ...]:
    """The inboxes whose files pages link to: this run's first, then those of earlier runs that are still there."""
    try:
        kept = [folder / str(way) for way in json.loads((folder / INBOXES).read_text(encoding="utf-8"))]
    except (OSError, ValueError, TypeError):
        kept = []
    told = [] if inbox is None else [inbox]
    there = {os.path.realpath(each): each for each in reversed((*told, *kept)) if each.is_dir()}
    return tuple(reversed(there.values()))


def inboxes_as_text(folder: Path, inboxes: Iterable[Path]) -> str:
    """What is to lie beside the pages: the ways from them, so that all may be moved together."""
    return json.dumps([os.path.relpath(inbox, folder) for inbox in inboxes], ensure_ascii=False)


def _read(path: Path) -> Mapping[str, tuple[str, int, int]]:
    """Nothing where they cannot be read: then every page is written."""
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        return {str(name): (str(stamp), int(size), int(time_ns)) for name, (stamp, size, time_ns) in kept.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def _digest(*parts: object) -> str:
    return hashlib.sha256(json.dumps([str(part) for part in parts]).encode()).hexdigest()


@cache
def _code_digest() -> str:
    digest = hashlib.sha256()
    for folder in _MADE_BY:
        for path in sorted((_ROOT / folder).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                digest.update(path.relative_to(_ROOT).as_posix().encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()
