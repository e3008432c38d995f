"""Tables for other programs: the records' numbers, masked, and no formula from a plan."""

import csv
import hashlib
import json

import pytest

import rules
from review.export_tables import write_tables
from schemas import (
    Amount,
    Budget,
    BudgetEntry,
    Failure,
    FileFormat,
    FileInfo,
    Funding,
    Program,
    Proposal,
    Record,
    RecordKey,
    Source,
    Stated,
    Submission,
)
from schemas.errors import UsageError


@pytest.fixture(scope="module")
def call():
    return rules.load_call("regional-ai-2026")


@pytest.fixture
def records():
    key = RecordKey(sha256="a" * 64, call_id="regional-ai-2026", call_version="1", code_version="1", model_version="1")
    amount = Amount(krw=7_000_000_000, step=1_000_000)
    proposal = Proposal(
        file=FileInfo(name="예시.pdf", sha256="a" * 64, format=FileFormat.PDF, pages=1),
        applicant=Stated(value="부산광역시"),
        budget=Budget(
            funding=Funding(national=amount),
            entries=(BudgetEntry(source=Source.NATIONAL, year=2026, program='=HYPERLINK("x")', krw=5, step=1),),
        ),
        programs=(Program(title="@AI 교육", purpose="담당자 010-1234-5678", funding=Funding(total=amount)),),
    )
    submission = Submission(file_name="예시.pdf", sha256="a" * 64)
    when = "2026-03-11T00:00:00Z"
    read = Record.model_validate(
        {"key": key, "submission": submission, "recorded_at": when, "proposal": proposal, "findings": ()}
    )
    unread = read.model_copy(
        update={
            "proposal": None,
            "failure": Failure(code="damaged", message="손상"),
            "submission": Submission(file_name="손상.pdf", sha256="b" * 64),
        }
    )
    return [read, unread]


def rows(folder, name):
    with (folder / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_tables_hold_the_numbers_of_the_records(records, call, tmp_path):
    write_tables(records, call, tmp_path / "tables")
    [entry] = rows(tmp_path / "tables", "budget_entries.csv")
    assert (entry["연도"], entry["재원"], entry["금액(원)"]) == ("2026", "국비", "5")
    whole, of_program = rows(tmp_path / "tables", "funding.csv")
    assert (whole["금액(원)"], whole["프로그램"], of_program["재원"]) == ("7000000000", "", "총사업비")
    plan, unread = rows(tmp_path / "tables", "plans.csv")
    assert (plan["신청기관"], unread["판독 불가"]) == ("부산광역시", "damaged")


def test_no_cell_is_a_formula_and_no_number_of_a_person_is_readable(records, call, tmp_path):
    write_tables(records, call, tmp_path / "tables")
    [entry] = rows(tmp_path / "tables", "budget_entries.csv")
    assert entry["프로그램"].startswith("'=")
    [program] = rows(tmp_path / "tables", "programs.csv")
    assert program["프로그램"] == "'@AI 교육"
    assert "1234-5678" not in (tmp_path / "tables" / "records.jsonl").read_text(encoding="utf-8")


def test_manifest_has_the_hash_of_every_table(records, call, tmp_path):
    path = write_tables(records, call, tmp_path / "tables")
    files = json.loads(path.read_text(encoding="utf-8"))["files"]
    assert files == {
        table.name: hashlib.sha256(table.read_bytes()).hexdigest() for table in path.parent.iterdir() if table != path
    }


def test_folder_that_holds_something_is_left_alone(records, call, tmp_path):
    (tmp_path / "kept.txt").write_text("kept")
    with pytest.raises(UsageError, match="빈 폴더가 아님"):
        write_tables(records, call, tmp_path)
