"""The sample plans: the money is what the facts say in every layout and format, and only wrong sums are broken."""

import json
from pathlib import Path

import pytest

from extractors.budget import extract_budget
from extractors.readers import read
from schemas import Call, Source, SumStatus

SAMPLES = Path(__file__).parents[3] / "samples"
GOLD = json.loads((SAMPLES / "gold.json").read_text(encoding="utf-8"))
FILES = sorted(
    path for folder in ("inbox", "formats") for end in ("docx", "hwpx") for path in (SAMPLES / folder).glob(f"*.{end}")
)


@pytest.mark.slow
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_money_of_a_sample_is_what_its_facts_say(call: Call, path: Path) -> None:
    gold = GOLD[path.stem]
    budget = extract_budget(read(path.read_bytes(), path.name), call)
    for expected, funding in (
        (gold["funding"], budget.funding),
        (gold["funding_parts"], budget.funding),
        *((each, budget.by_year[year]) for year, each in gold["funding_by_year"].items()),
    ):
        for source, krw in expected.items():
            amount = funding.of(Source(source))
            assert amount is not None, source
            assert abs(amount.krw - krw) * 2 <= amount.step * amount.terms, source
    broken = [check.label for check in budget.sums if check.status is SumStatus.BROKEN]
    assert bool(broken) == ("budget-sums" in gold["violations"]), broken


@pytest.mark.slow
def test_the_wrong_cell_of_a_sample_is_named(call: Call) -> None:
    path = SAMPLES / "formats" / "gyeongbuk.docx"
    (repair,) = extract_budget(read(path.read_bytes(), path.name), call).repairs
    assert (repair.printed.krw, repair.repaired_krw) == (2_938_000_000, 2_398_000_000)
    assert repair.repairs == repair.broken
