"""Lists of hashes as files: one line for each artefact, sorted, so that a diff says what moved."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

Hashes = dict[str, str]
"""SHA-256 by the name of an artefact, such as `inbox/busan.pdf findings`."""

LISTS = Path(__file__).parent / "lists"


def read_list(path: Path) -> Hashes:
    """The hashes that a list holds."""
    hashes: Hashes = json.loads(path.read_text(encoding="utf-8"))
    return hashes


def write_list(hashes: Mapping[str, str], path: Path) -> None:
    """Write a list; the same hashes give the same bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(dict(hashes), ensure_ascii=False, indent=0, sort_keys=True)
    path.write_text(f"{text}\n", encoding="utf-8", newline="\n")


def of_sets(hashes: Mapping[str, str], names: Iterable[str]) -> Hashes:
    """The part of a list that is about these sets."""
    prefixes = tuple(f"{name}/" for name in names)
    return {name: value for name, value in hashes.items() if name.startswith(prefixes)}


def differences(before: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    """A line for each artefact that moved, came or went; none where all are equal."""
    said = []
    for name in sorted(before.keys() | now.keys()):
        if name not in now:
            said.append(f"gone: {name}")
        elif name not in before:
            said.append(f"new: {name}")
        elif before[name] != now[name]:
            said.append(f"changed: {name}")
    return said


def repository_lists() -> Hashes:
    """What the samples and the packaged calls gave when the repository's lists were written."""
    return {name: value for path in sorted(LISTS.glob("*.json")) for name, value in read_list(path).items()}


def write_repository_lists(hashes: Mapping[str, str]) -> None:
    """Write the repository's lists anew, one for each set."""
    for name in sorted({name.partition("/")[0] for name in hashes}):
        write_list(of_sets(hashes, [name]), LISTS / f"{name}.json")
