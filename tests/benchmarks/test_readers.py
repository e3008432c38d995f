"""The comparison of readers runs on any folder, tells the readers apart, and survives one that dies."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from benchmarks.readers import report
from benchmarks.readers.adjacency import GridCell
from benchmarks.readers.documents import documents_in
from benchmarks.readers.peers import Reader
from benchmarks.readers.runs import run
from benchmarks.readers.worker import grid_of

ROOT = Path(__file__).parents[2]


@pytest.fixture
def folder(tmp_path):
    """Two PDFs with a ruled table of two by two cells; only the first has its true tables beside it."""
    for name in ("first", "second"):
        canvas = Canvas(str(tmp_path / f"{name}.pdf"))
        for step in range(3):
            canvas.line(100, 700 - 20 * step, 300, 700 - 20 * step)
            canvas.line(100 + 100 * step, 700, 100 + 100 * step, 660)
        for number, text in enumerate(("Source", "Amount", "National", "7,000")):
            canvas.drawString(105 + 100 * (number % 2), 685 - 20 * (number // 2), text)
        canvas.save()
    cells = [[0, 0, 1, 1, "Source"], [0, 1, 1, 1, "Amount"], [1, 0, 1, 1, "National"], [1, 1, 1, 1, "7,000"]]
    (tmp_path / "first.tables.json").write_text(json.dumps({"tables": [cells]}))
    (tmp_path / "notes.txt").write_text("not a document")
    return tmp_path


def scripted(tmp_path, source):
    """A reader whose process is a script."""
    script = tmp_path / "reader.py"
    script.write_text(f"import json, sys, time\nfiles = sys.argv[1:]\n{source}")
    return Reader("scripted", (sys.executable, str(script)), {}, frozenset({"pdf"}))


def test_documents_are_found_with_their_true_tables(folder):
    first, second = documents_in(folder)
    assert (first.path.name, first.pages, first.format) == ("first.pdf", 1, "pdf")
    assert first.true_tables is not None
    assert first.true_tables[0][3] == GridCell(1, 1, 1, 1, "7,000")
    assert second.true_tables is None


def test_the_samples_have_their_true_tables_in_one_file():
    documents = documents_in(ROOT / "samples" / "inbox")
    assert documents
    assert all(document.true_tables for document in documents)


@pytest.mark.slow
def test_one_command_compares_simsa_with_plain_pdfplumber(folder):
    out = folder / "figures.json"
    command = [sys.executable, "-m", "benchmarks.readers", str(folder), "--rounds", "2", "--json", str(out)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert "2 documents, 2 pages" in done.stdout
    figures = json.loads(out.read_text())[f"{folder.name}, pdf"]
    assert figures["f1"] == {"first.pdf": {"simsa": 1.0, "pdfplumber": 1.0}}
    assert len(figures["rounds"]) == 2
    for runs in figures["rounds"]:
        for one in runs.values():
            assert one["documents"].keys() == {"first.pdf", "second.pdf"}
            assert one["most_memory_bytes"] > 10 * 2**20


def test_a_reader_that_dies_loses_one_document_and_goes_on(folder, tmp_path):
    reader = scripted(
        tmp_path,
        'print(json.dumps({"wall_s": 0.5, "cpu_s": 0.5}), flush=True)\n'
        "for file in files:\n"
        '    if "first" in file: sys.exit("broken pipe dream")\n'
        '    print("chatter")\n'
        '    print(json.dumps({"wall_s": 1, "cpu_s": 1, "tables": [[[0, 0, 1, 1, "x"]]]}), flush=True)\n'
        'print(json.dumps({"most_memory_bytes": 1000}))\n',
    )
    first, second = (document.path for document in documents_in(folder))
    result = run(reader, [first, second], limit_s=30)
    assert result.failures == {first: "ended with 1: broken pipe dream"}
    assert result.readings[second].tables == [[GridCell(0, 0, 1, 1, "x")]]
    scores = report.accuracy(documents_in(folder), [result])
    assert scores == {"first.pdf": {"scripted": 0.0}}


def test_a_reader_that_takes_too_long_is_stopped(folder, tmp_path):
    reader = scripted(tmp_path, 'print(json.dumps({"wall_s": 0, "cpu_s": 0}), flush=True)\ntime.sleep(600)\n')
    (path, _) = (document.path for document in documents_in(folder))
    assert run(reader, [path], limit_s=1).failures == {path: "over 1 s"}


def test_cells_get_rows_columns_and_spans_from_their_edges():
    cells = [
        (0, 0, 100, 20, "head"),
        (0.6, 20.4, 50, 40, "a"),
        (50, 20, 100, 40, "b"),
        (100, 0, 140, 40, "tall"),
    ]
    assert grid_of(cells) == [(0, 0, 1, 2, "head"), (1, 0, 1, 1, "a"), (1, 1, 1, 1, "b"), (0, 2, 2, 1, "tall")]
