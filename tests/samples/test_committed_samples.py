"""The committed files are what the facts give, of the stated length, and hold no real person's data."""

import json
import re
import zipfile
from collections import Counter
from io import BytesIO
from itertools import combinations
from pathlib import Path

import dochan
import docx
import pypdfium2
import pytest

from samples.body import blocks_of
from samples.document import Cell, Table
from samples.facts import load_plan, plan_keys
from samples.make import FORMATS, HERE, gold, place, receipts
from samples.write_docx import write_docx
from samples.write_hwpx import write_hwpx
from samples.write_pdf import FONT_FOLDER, write_pdf

KEYS = plan_keys()
PLANS = {key: load_plan(key) for key in KEYS}
MADE_UP_PEOPLE = {"홍길동", "성춘향", "이몽룡", "임꺽정", "장길산"}


@pytest.mark.parametrize("key", KEYS)
def test_docx_and_hwpx_made_again_are_the_committed_ones(key):
    plan = PLANS[key]
    blocks = blocks_of(plan)
    assert parts(write_docx(plan, blocks)) == parts(place(plan, "docx").read_bytes())
    assert parts(write_hwpx(plan, blocks)) == parts(place(plan, "hwpx").read_bytes())


def parts(package: bytes) -> list[tuple[str, tuple[int, ...], bytes]]:
    """What a package holds, whichever zlib compressed it."""
    with zipfile.ZipFile(BytesIO(package)) as content:
        return [(entry.filename, entry.date_time, content.read(entry)) for entry in content.infolist()]


@pytest.mark.slow
@pytest.mark.skipif(not FONT_FOLDER.exists(), reason="the Nanum fonts are not installed")
@pytest.mark.parametrize("key", [key for key in KEYS if PLANS[key].style.pdf == "reportlab"])
def test_a_drawn_pdf_made_again_says_the_same(key):
    plan = PLANS[key]
    made, kept = (
        pypdfium2.PdfDocument(data) for data in (write_pdf(plan, blocks_of(plan)), place(plan, "pdf").read_bytes())
    )
    assert [page_text(made, n) for n in range(len(made))] == [page_text(kept, n) for n in range(len(kept))]


def page_text(document: pypdfium2.PdfDocument, index: int) -> str:
    page = document[index]
    text: str = page.get_textpage().get_text_bounded()
    page.close()
    return text


@pytest.mark.parametrize("key", KEYS)
def test_a_plan_has_twenty_to_forty_pages(key):
    assert 20 <= len(pypdfium2.PdfDocument(place(PLANS[key], "pdf"))) <= 40


@pytest.mark.parametrize("key", KEYS)
def test_a_pdf_holds_every_cell_of_its_plan(key):
    """A PDF from an office cannot be made again byte for byte, so its text is held against the facts."""
    document = pypdfium2.PdfDocument(place(PLANS[key], "pdf"))
    printed = Counter(re.sub(r"\s", "", "".join(page_text(document, n) for n in range(len(document)))))
    wanted = Counter(
        re.sub(r"\s", "", "".join(cell.text for block in blocks_of(PLANS[key]) for cell in cells_of(block)))
    )
    assert not {char: count for char, count in wanted.items() if char.isdigit() and printed[char] < count}


def cells_of(block: object) -> list[Cell]:
    return block.cells() if isinstance(block, Table) else []


def test_gold_and_receipts_are_what_the_facts_give():
    plans = list(PLANS.values())
    assert gold(plans) == (HERE / "gold.json").read_text(encoding="utf-8")
    assert receipts(plans) == (HERE / "inbox" / "receipts.csv").read_text(encoding="utf-8")
    assert receipts(plans, FORMATS) == (HERE / "formats" / "receipts.csv").read_text(encoding="utf-8")


def test_the_inbox_mixes_the_formats():
    names = [path.suffix for path in (HERE / "inbox").iterdir()]
    assert Counter(names) == {".pdf": 3, ".docx": 3, ".hwpx": 3, ".csv": 1}
    kept = [path for folder in ("inbox", "formats") for path in (HERE / folder).iterdir() if path.suffix != ".csv"]
    assert len(kept) == len(KEYS) * len(FORMATS)
    assert sum(path.stat().st_size for path in kept) < 12_000_000


@pytest.mark.parametrize("key", KEYS)
def test_dochan_reads_the_tables_of_an_hwpx_as_they_were_meant(key):
    plan = PLANS[key]
    read = dochan.Dochan(str(place(plan, "hwpx"))).doc
    assert read.errors == []
    tables = [element for section in read.sections for element in section.elements if type(element).__name__ == "Table"]
    wanted = [block for block in blocks_of(plan) if isinstance(block, Table)]
    assert len(tables) == len(wanted)
    for table, want in zip(tables, wanted, strict=True):
        for cell in want.cells():
            got = table.rows[cell.row][cell.col]
            assert (got.text, max(got.row_span, 1), max(got.col_span, 1)) == (cell.text, cell.row_span, cell.col_span)


@pytest.mark.parametrize("key", KEYS)
def test_an_hwpx_starts_with_its_stored_mimetype(key):
    with zipfile.ZipFile(BytesIO(place(PLANS[key], "hwpx").read_bytes())) as package:
        first = package.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert package.read(first) == b"application/hwp+zip"


@pytest.mark.parametrize("key", KEYS)
def test_a_docx_has_heading_styles_a_running_header_and_page_numbers(key):
    document = docx.Document(str(place(PLANS[key], "docx")))
    styles = Counter(paragraph.style.name for paragraph in document.paragraphs if paragraph.style)
    assert styles["Heading 1"] >= 7
    assert styles["Heading 2"] >= 10
    section = document.sections[0]
    assert section.header.paragraphs[0].text == PLANS[key].style.header
    assert " PAGE " in section.footer.part.blob.decode()


def everything_said(key: str) -> str:
    blocks = blocks_of(PLANS[key])
    return "\n".join(
        "\n".join(cell.text for cell in block.cells()) if isinstance(block, Table) else getattr(block, "text", "")
        for block in blocks
    )


@pytest.mark.parametrize("key", KEYS)
def test_people_phones_and_addresses_are_plainly_examples(key):
    text = everything_said(key)
    assert set(re.findall(r"[\w.]+@([\w.]+)", text)) == {"example.kr"}
    assert set(re.findall(r"\d{2,4}-\d{3,4}-\d{4}", text)) == {"000-0000-0000"}
    assert not re.findall(r"\d{6}-[1-4]\d{6}", text)
    named = re.findall(r"(?:대표|책임자|담당국장|단장)[ (:]+([가-힣]{3})(?![가-힣])", text)
    assert named
    assert set(named) <= MADE_UP_PEOPLE


@pytest.mark.parametrize("key", KEYS)
def test_every_organisation_is_plainly_an_example(key):
    plan = PLANS[key]
    assert all("예시" in name for name in (plan.lead, *plan.partners))
    assert {program.organization for program in plan.programs} <= {plan.lead, *plan.partners}


def test_plans_share_no_sentence_outside_the_forms():
    forms = {
        line.strip() for path in Path(HERE / "plans" / "forms").iterdir() for line in path.read_text().splitlines()
    }
    own = {
        key: {
            line.strip()
            for line in (HERE / "plans" / f"{key}.txt").read_text(encoding="utf-8").splitlines()
            if len(line.strip()) > 25 and not line.startswith(("@", "|", ">>")) and line.strip() not in forms
        }
        for key in KEYS
        if PLANS[key].of is None
    }
    for one, other in combinations(own, 2):
        assert not own[one] & own[other], (one, other)


def test_gold_has_the_shape_that_scoring_expects():
    answers = json.loads((HERE / "gold.json").read_text(encoding="utf-8"))
    for answer in answers.values():
        assert answer.keys() >= {
            "layout", "received_at", "applicant", "lead_organization", "period", "funding", "funding_by_year",
            "programs", "violations", "precision_krw", "tables",
        }  # fmt: skip
        assert answer["tables"]
