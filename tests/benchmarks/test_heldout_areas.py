"""The held-out texts are kept apart: none of them is a seed of the call that they measure."""

import json
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SHARED_RUN = 14


def _rows(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _squashed(row: dict[str, str]) -> str:
    return "".join(f"{row['title']}{row['text']}".split())


def _runs(text: str) -> set[str]:
    return {text[start : start + SHARED_RUN] for start in range(len(text) - SHARED_RUN + 1)}


@pytest.mark.parametrize("name", ["heldout.jsonl", "quiet_titles.jsonl"])
def test_no_held_out_text_is_a_seed_or_shares_a_run_of_words_with_one(name):
    seeds = [row for path in (ROOT / "calls/regional-ai-2026/areas").glob("*.jsonl") for row in _rows(path)]
    known = {_squashed(row) for row in seeds}
    runs = set().union(*(_runs(text) for text in known))
    held_out = [_squashed(row) for row in _rows(ROOT / "benchmarks/areas" / name)]
    assert not known & set(held_out)
    assert not [text for text in held_out if _runs(text) & runs]
