"""Whatever stands in a plan, a page shows it as text, a table as a value, and a download under a plain name."""

import csv
import io
import re
import zipfile
from urllib.parse import quote

import openpyxl
import pytest

from schemas import Record
from tests.review.conftest import _record

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'; DROP TABLE records; --",
    '=HYPERLINK("http://evil.example","눌러")',
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "../../../../etc/passwd",
    "{{ 7*7 }}{% include 'x' %}",
    "javascript:alert(1)",
    "‮gnp.exe",
)
_KEPT = {"sha256", "code", "path", "rule", "kind", "format", "verdict", "severity", "source", "area_status", "status"}
_KEPT |= {"call_id", "call_version", "code_version", "model_version", "received_at", "recorded_at", "derived", "cause"}
_KEPT |= {"id", "area", "declared_area", "reading", "state"}


def poisoned(value, text, name=""):
    """A record's values with every text that a file or its name decides replaced."""
    if isinstance(value, str):
        return value if name in _KEPT or re.fullmatch(r"\d{4}-\d\d-\d\d.*", value) else text
    if isinstance(value, list):
        return [poisoned(item, text, name) for item in value]
    if isinstance(value, dict):
        return {key: poisoned(item, text, key) for key, item in value.items()}
    return value


@pytest.fixture(params=HOSTILE)
def text(request):
    return request.param


@pytest.fixture
def hostile_plan(records, text):
    """The address of a plan that says nothing but a hostile text, wherever it says something."""
    values = poisoned(_record(file_name="x.pdf").model_dump(mode="json"), text)
    values["submission"]["file_name"] = values["proposal"]["file"]["name"] = text
    record = Record.model_validate(values)
    records.save(record)
    with records._engine.connect() as connection:
        number = connection.exec_driver_sql("SELECT max(id) FROM submissions").scalar()
    return f"/calls/example-call/plans/{number}"


def assert_plain(page):
    """Nothing of a hostile text is markup, a template, or an address."""
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert 'href="javascript:' not in page


def test_every_page_shows_it_as_text(visit, hostile_plan, text):
    client = visit("officer")
    link = re.findall(r'href="(/calls/[^"]*/evidence/[0-9a-f]+)"', client.get(hostile_plan).text)[0]
    ways = ("/calls/example-call", "/calls/example-call/sums", hostile_plan, link)
    more = (f"{hostile_plan}/{way}" for way in ("request", "history", "changes"))
    for way in (*ways, *more):
        answer = client.get(way)
        assert answer.status_code == 200, way
        assert_plain(answer.text)


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}], ids=["page", "part"])
def test_parts_that_come_later_show_it_as_text_too(visit, hostile_plan, text, headers):
    client = visit("reader")
    parts = set(re.findall(rf'href="({hostile_plan}/parts/\w+)"', client.get(hostile_plan).text))
    assert parts
    for way in parts:
        answer = client.get(way, headers=headers)
        assert answer.status_code == 200, way
        assert_plain(answer.text)


def test_a_part_of_a_hostile_name_is_not_there(visit, text):
    answer = visit("reader").get(f"/calls/example-call/plans/1/parts/{quote(text, safe='')}")
    assert answer.status_code == 404
    assert_plain(answer.text)
    assert "root:" not in answer.text


def test_an_area_of_a_hostile_name_is_refused_and_a_hostile_reason_is_text(visit, text):
    client, plan = visit("reviewer"), "/calls/example-call/plans/1"
    page = client.get(plan).text
    token = re.findall(r'name="csrf" value="([0-9a-f]*)"', page)[0]
    fields = {"csrf": token, "revision": re.findall(r'name="revision" value="(\d+)"', page)[0], "program": "1"}
    refused = client.post(f"{plan}/areas", data={**fields, "area": text, "reason": "x"})
    assert refused.status_code == 422
    assert_plain(refused.text)
    known = re.findall(r'<select name="area"[^>]*>.*?<option value="([\w-]+)"', page, re.DOTALL)[0]
    moved = client.post(f"{plan}/areas", data={**fields, "area": known, "reason": text}, follow_redirects=True)
    assert moved.status_code == 200
    assert_plain(moved.text)


def test_no_cell_of_an_export_is_a_formula(visit, hostile_plan, text):
    client = visit("officer")
    rows = csv.reader(io.StringIO(client.get("/calls/example-call/export.csv").content.decode("utf-8-sig")))
    assert not any(cell.startswith(("=", "@", "+", "\t")) for row in rows for cell in row)
    book = openpyxl.load_workbook(io.BytesIO(client.get("/calls/example-call/export.xlsx").content))
    assert not any(cell.data_type == "f" for row in book.worksheets[0].iter_rows() for cell in row)


def test_a_download_has_a_name_that_leads_nowhere(visit, hostile_plan, text):
    client = visit("officer")
    for way in (f"{hostile_plan}/request.docx", f"{hostile_plan}/request.txt"):
        disposition = client.get(way).headers["content-disposition"]
        assert re.fullmatch(r"attachment; filename\*=UTF-8''[\w%.~-]+", disposition)
        assert "%2F" not in disposition
    names = zipfile.ZipFile(io.BytesIO(client.get("/calls/example-call/requests.zip").content)).namelist()
    assert not any("/" in name or "\\" in name or ".." in name for name in names)


def test_a_hostile_question_is_answered_like_any_other(visit, text):
    for name in ("q", "standing", "sort", "rule", "state", "only"):
        answer = visit("reader").get("/calls/example-call", params={name: text})
        assert answer.status_code == 200
        assert "<script>alert" not in answer.text


def test_a_hostile_note_is_shown_as_text(visit, text):
    client = visit("reviewer")
    page = client.get("/calls/example-call/plans/1").text
    token = re.findall(r'name="csrf" value="([0-9a-f]*)"', page)[0]
    revision = re.findall(r'name="revision" value="(\d+)"', page)[0]
    fields = {"csrf": token, "revision": revision, "text": text, "pointer": f"/document/{text}"}
    saved = client.post("/calls/example-call/plans/1/notes", data=fields, follow_redirects=True)
    assert saved.status_code == 200
    assert "<script>alert" not in saved.text
