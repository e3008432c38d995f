"""Words that were given up for the field's own do not come back: docs/glossary.md says which word stands for which."""

import functools
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
RETIRED = yaml.safe_load((HERE / "retired_words.yaml").read_text(encoding="utf-8"))
ROOTS = (
    *("flows", "desk", "review", "records", "rules", "extractors", "schemas", "tests", "samples", "benchmarks", "docs"),
    *("README.md", "README.ko.md", "CONTRIBUTING.md", "SECURITY.md", "pyproject.toml", "prefect.yaml"),
)
READ = (".py", ".md", ".toml", ".yaml", ".j2")
LEFT_OUT = ("CHANGELOG.md", "docs/glossary.md", "tests/architecture/", "samples/plans/")
"""What tells of the past, explains the words, or speaks a plan's own language."""


@functools.cache
def texts() -> dict[str, str]:
    roots = [ROOT / root for root in ROOTS]
    files = [path for root in roots for path in (root.rglob("*") if root.is_dir() else [root]) if path.suffix in READ]
    paths = {path.relative_to(ROOT).as_posix(): path for path in files}
    return {name: path.read_text(encoding="utf-8") for name, path in paths.items() if not name.startswith(LEFT_OUT)}


def places_of(retired: dict[str, Any]) -> list[str]:
    pattern, roots = re.compile(retired["words"]), tuple(f"{root}/" for root in retired.get("where", []))
    return [
        f"{path}:{text.count(chr(10), 0, match.start()) + 1}: {match.group()}"
        for path, text in texts().items()
        if not roots or path.startswith(roots)
        for match in pattern.finditer(text)
    ]


@pytest.mark.parametrize("retired", RETIRED, ids=lambda retired: retired["instead"])
def test_retired_word_does_not_come_back(retired):
    places = places_of(retired)
    assert len(places) <= retired.get("left", 0), f"say {retired['instead']}: {places}"


def test_retired_words_are_found_where_they_stand():
    assert places_of({"words": r"\bHypothesis\b|\bhypothesis\b", "where": ["tests"]})
