"""`simsa evidence`: what a result names as evidence can be shown with the result's own anchor."""

import io
import json
from pathlib import Path

import pytest
from PIL import Image

from flows.cli.exit_codes import DONE, UNUSABLE

SAMPLE = Path(__file__).parents[3] / "samples" / "inbox" / "busan.pdf"


@pytest.fixture
def plan(write_plan, tmp_path):
    return write_plan(tmp_path / "예시.docx")


def a_cell(simsa_here, file):
    """The first cell with a figure of the first table with a unit of money."""
    document = json.loads(simsa_here("read", file).stdout)
    table = next(table for table in document["tables"] if table["unit"])
    return next(cell for cell in table["cells"] if any(sign.isdigit() for sign in cell["text"]))


def test_the_anchor_of_a_cell_of_a_pdf_becomes_a_picture(simsa_here, tmp_path):
    cell, out = a_cell(simsa_here, SAMPLE), tmp_path / "new" / "place.png"
    result = simsa_here("evidence", SAMPLE, "--at", json.dumps(cell["anchor"]), "--out", out, "--dpi", 72)
    assert (result.returncode, result.stdout.strip()) == (DONE, str(out)), result.stderr
    picture = Image.open(io.BytesIO(out.read_bytes()))
    x0, top, x1, bottom = cell["anchor"]["box"]
    assert picture.width >= x1 - x0
    assert picture.height >= bottom - top


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_the_anchor_of_a_cell_becomes_an_excerpt_in_any_format(simsa_here, tmp_path, plan, kind):
    file, out = (SAMPLE if kind == "pdf" else plan), tmp_path / "place.html"
    cell = a_cell(simsa_here, file)
    result = simsa_here("evidence", file, "--at", json.dumps(cell["anchor"]), "--out", out)
    assert result.returncode == DONE, result.stderr
    marked = out.read_text().partition("<mark>")[2].partition("</mark>")[0]
    assert marked.replace("<br>", "\n") == cell["text"]


@pytest.mark.parametrize(
    ("at", "name", "says"),
    [
        ('{"path": "s0/1"', "a.html", "JSON"),
        ('{"path": "s0/1", "seite": 2}', "a.html", "seite"),
        ("[1]", "a.html", "근거의 형식"),
        ('{"text": "값"}', "a.html", "쪽(page)이나 경로(path)"),
        ('{"path": "s9/99"}', "a.html", "문서에 없는 근거"),
        ('{"page": 1}', "a.png", "PDF에서만"),
        ('{"page": 1}', "a.jpg", ".png나 .html"),
    ],
)
def test_what_cannot_be_shown_is_said_in_one_line(simsa_here, tmp_path, plan, at, name, says):
    result = simsa_here("evidence", plan, "--at", at, "--out", tmp_path / name)
    [line] = result.stderr.splitlines()
    assert result.returncode == UNUSABLE
    assert says in line
    assert not (tmp_path / name).exists()


def test_a_page_that_the_file_does_not_have_is_said_in_one_line(simsa_here, tmp_path):
    result = simsa_here("evidence", SAMPLE, "--at", '{"page": 999}', "--out", tmp_path / "a.png")
    [line] = result.stderr.splitlines()
    assert "999쪽은 없는 쪽" in line


def test_a_file_that_is_not_there_is_said_in_one_line(simsa_here, tmp_path):
    result = simsa_here("evidence", tmp_path / "none.pdf", "--at", '{"page": 1}', "--out", tmp_path / "a.png")
    [line] = result.stderr.splitlines()
    assert "파일이 없음" in line
