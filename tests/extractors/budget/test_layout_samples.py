"""Every entry that the small plans state is read at its coordinate with its exact won, and no other entry is."""

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks.budget.scoring import score
from extractors import extract, read
from rules import judge
from schemas import Call, Submission

FOLDER = Path(__file__).parents[3] / "samples" / "layouts"
GOLD = json.loads((FOLDER / "gold.json").read_text(encoding="utf-8"))
FORMATS = [
    pytest.param("hwpx"),
    pytest.param("docx", marks=pytest.mark.slow),
    pytest.param("pdf", marks=pytest.mark.slow),
]


@pytest.mark.parametrize("file_format", FORMATS)
@pytest.mark.parametrize("key", GOLD)
def test_what_a_layout_states_is_read(key: str, file_format: str, call: Call) -> None:
    gold: dict[str, Any] = GOLD[key]
    path = FOLDER / "files" / f"{key}.{file_format}"
    document = read(path.read_bytes(), path.name)
    proposal = extract(document, call)
    findings = judge(proposal, Submission(file_name=path.name, sha256=document.file.sha256), call)
    found = score(gold, proposal, findings)
    assert (found.missing, found.extra) == ([], [])
    assert {name for name, tally in found.tallies.items() if not tally.right == tally.wanted == tally.found} == set()


def test_the_gold_is_what_the_facts_give() -> None:
    from samples.layouts.make import gold, load_layouts

    assert gold(load_layouts()) == (FOLDER / "gold.json").read_text(encoding="utf-8")
