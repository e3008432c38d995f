import re
from pathlib import Path

import pytest

from benchmarks.readers import sweep
from extractors.readers.pdf import read_pdf, tolerances

SAMPLES = Path(__file__).parents[2] / "samples" / "layouts" / "files"


def test_every_threshold_says_why_or_that_nobody_measured_it():
    lines = Path(tolerances.__file__).read_text(encoding="utf-8").splitlines()
    fields = [line for line in lines if re.match(r"    \w+: (?:int|float) = ", line)]
    assert len(fields) == len(sweep.threshold_names())
    assert [line for line in fields if not re.search(r"  # \S", line)] == []


def test_a_threshold_is_another_for_a_while_only():
    name = "RULINGS.thin_pt"
    today = sweep.value_of(name)
    with sweep.threshold_at(name, today * 2):
        assert sweep.value_of(name) == today * 2
    assert sweep.value_of(name) == today


@pytest.mark.parametrize("name", sweep.threshold_names())
def test_variations_lie_on_both_sides_of_a_threshold(name):
    larger, smaller = sweep.varied(name)
    assert smaller < sweep.value_of(name) < larger
    if isinstance(sweep.value_of(name), int):
        assert isinstance(larger, int)
        assert isinstance(smaller, int)


def test_a_sweep_tells_which_values_read_otherwise(capsys, tmp_path):
    (tmp_path / "plan.pdf").write_bytes((SAMPLES / "rules-across.pdf").read_bytes())
    assert sweep.main(["UNATTACHED.min_width_pt", "100", "2000", str(tmp_path), "--steps", "2"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.rpartition("|")[0].rpartition("|")[2].strip() for line in lines[2:]] == ["0", "0", "1"]


def test_a_pdf_keeps_the_name_of_what_found_each_table():
    document = read_pdf((SAMPLES / "rules-across.pdf").read_bytes(), "plan.pdf", most_ocr_pages=0)
    assert document.tables
    assert {table.detector for table in document.tables} <= {
        "clip-cells",
        "lattice",
        "row-ruled",
        "horizontal-rulings",
        "shaded",
        "whitespace",
    }
