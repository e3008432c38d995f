"""The pieces of the whole job's benchmark, on the shortest plans that they can make."""

import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.whole_job.__main__ import table_of_growth, table_of_stages
from benchmarks.whole_job.commands import cost_of_command
from benchmarks.whole_job.growth import Growth, fitted_exponent
from benchmarks.whole_job.long_plans import long_blocks, long_plan, made
from benchmarks.whole_job.picture import draw
from benchmarks.whole_job.stages import FileCost, Seconds, cost_of_pdfplumber
from extractors.budget import extract_budget
from extractors.confinement.steps import Step
from extractors.readers import read
from rules import load_call
from schemas import SumStatus


def _cost(name: str, reading: float, after: float) -> FileCost:
    steps = {Step.READING: Seconds(reading, reading), Step.UNDERSTANDING: Seconds(after, 2 * after)}
    return FileCost(name, 10, steps, Seconds(4.0, 5.0))


def test_every_sum_of_a_made_plan_holds_and_every_programme_is_in_it():
    plan = long_plan(5)
    document = read(made(plan, "docx"), "long.docx")
    budget = extract_budget(document, load_call("regional-ai-2026"))
    assert len({entry.program for entry in budget.entries if entry.program}) == 5
    assert budget.funding.total is not None
    assert budget.funding.total.krw == plan.funds.total
    assert budget.sums
    assert not [check.label for check in budget.sums if check.status is SumStatus.BROKEN]


def test_a_made_plan_grows_with_its_programmes_in_all_its_parts():
    assert len(long_blocks(long_plan(16))) > 3 * len(long_blocks(long_plan(4)))


def test_the_exponent_is_the_power_that_the_seconds_follow():
    lengths = (0.25, 0.5, 1.0, 2.0, 4.0)
    assert fitted_exponent(lengths, [3 * length for length in lengths]) == pytest.approx(1.0)
    assert fitted_exponent(lengths, [0.1 * length**2 for length in lengths]) == pytest.approx(2.0)
    with pytest.raises(ValueError, match="no growth"):
        fitted_exponent((1.0, 1.0), (1.0, 2.0))


def test_tables_say_seconds_by_step_and_the_ratios():
    row = table_of_stages([_cost("plan.pdf", 2.0, 0.5)]).splitlines()[2]
    assert "| plan.pdf | 10 | 2.00 / 2.00 | 0.50 / 1.00 |" in row
    assert row.endswith("| 250 | 0.25 | 4.00 / 5.00 | 0.62 |")
    growth = Growth("pdf", (1.0, 2.0), (_cost("1", 1.0, 1.0), _cost("2", 2.0, 4.0)))
    said = table_of_growth([growth])
    assert "| pdf | reading | 1.00 | 2.00 | 1.00 |" in said
    assert "| pdf | after reading | 1.00 | 4.00 | 2.00 |" in said


def test_the_picture_names_formats_and_exponents(tmp_path: Path):
    growth = Growth("hwpx", (1.0, 2.0), (_cost("1", 1.0, 1.0), _cost("2", 2.0, 4.0)))
    draw(tmp_path / "costs.svg", [_cost("plan.pdf", 2.0, 0.5)], [growth])
    drawn = (tmp_path / "costs.svg").read_text(encoding="utf-8")
    assert "<svg" in drawn
    assert "hwpx after reading: n^2.00" in drawn


def test_a_command_costs_what_its_processes_take():
    busy = f"import subprocess; subprocess.run([{sys.executable!r}, '-c', 'sum(range(30_000_000))'], check=True)"
    assert cost_of_command([sys.executable, "-c", busy]).cpu > cost_of_command([sys.executable, "-c", "pass"]).cpu


def test_a_command_that_fails_costs_nothing_that_is_told():
    with pytest.raises(subprocess.CalledProcessError):
        cost_of_command([sys.executable, "-c", "raise SystemExit(3)"])


def test_pdfplumber_reads_the_pdf_of_a_made_plan():
    assert cost_of_pdfplumber(made(long_plan(1), "pdf")).cpu > 0
