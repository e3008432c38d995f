"""Tables for other programs: the records' numbers, masked, and no formula from a plan."""

import csv
import hashlib
import io
import json
from datetime import UTC, datetime

import pyarrow.parquet as pq
import pytest

import rules
from records import Override, ReviewedRecord, Withdrawal, version_diff
from review.export_tables import Exported, manifest_of, tables_of
from review.table_formats import as_csv, as_parquet
from schemas import (
    Amount,
    Budget,
    BudgetEntry,
    Decision,
    DecisionKind,
    Failure,
    FileFormat,
    FileInfo,
    Funding,
    Program,
    Proposal,
    Record,
    RecordKey,
    Review,
    Source,
    Stated,
    Submission,
    SubmissionKind,
)


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
    return [ReviewedRecord(record=each, machine=each) for each in (read, unread)]


def rows(tables, name):
    return list(csv.DictReader(io.StringIO(tables[name].decode("utf-8-sig"), newline="")))


@pytest.fixture
def tables(records, call):
    return tables_of(Exported(records), call)


def test_tables_hold_the_numbers_of_the_records(tables):
    [entry] = rows(tables, "budget_entries.csv")
    assert (entry["연도"], entry["재원"], entry["금액(원)"]) == ("2026", "국비", "5")
    whole, of_program = rows(tables, "funding.csv")
    assert (whole["금액(원)"], whole["프로그램"], of_program["재원"]) == ("7000000000", "", "총사업비")
    plan, unread = rows(tables, "plans.csv")
    assert (plan["신청기관"], unread["판독 불가"]) == ("부산광역시", "damaged")


def test_parquet_holds_the_same_rows_with_whole_numbers(tables):
    for name in (each.removesuffix(".csv") for each in tables if each.endswith(".csv")):
        table = pq.read_table(io.BytesIO(tables[f"{name}.parquet"]))
        written = rows(tables, f"{name}.csv")
        assert table.num_rows == len(written)
        plain = [{key: "" if cell is None else str(cell) for key, cell in row.items()} for row in table.to_pylist()]
        assert plain == [{key: cell.removeprefix("'") for key, cell in row.items()} for row in written], name
    funding = pq.read_table(io.BytesIO(tables["funding.parquet"]))
    assert str(funding.schema.field("금액(원)").type) == "int64"


def test_number_that_no_column_holds_is_left_to_the_other_files():
    columns, cells = ("금액(원)",), [(2**63,), (7,)]
    assert pq.read_table(io.BytesIO(as_parquet(columns, cells))).to_pylist() == [{"금액(원)": None}, {"금액(원)": 7}]
    assert str(2**63) in as_csv(columns, cells).decode()


def test_no_cell_is_a_formula_and_no_number_of_a_person_is_readable(tables):
    [entry] = rows(tables, "budget_entries.csv")
    assert entry["프로그램"].startswith("'=")
    [program] = rows(tables, "programs.csv")
    assert program["프로그램"] == "'@AI 교육"
    for name, data in tables.items():
        assert "1234-5678" not in shown(name, data), name


def shown(name, data):
    return str(pq.read_table(io.BytesIO(data)).to_pylist()) if name.endswith(".parquet") else data.decode()


def test_what_reviewers_decided_is_a_table_masked_like_all_else(records, call):
    read, unread = records
    when = datetime(2026, 3, 12, tzinfo=UTC)
    override = Override(
        pointer="/proposal/budget/funding/national/krw",
        machine=7_000_000_000,
        value=6_900_000_000,
        evidence_digest="0" * 64,
        reviewer="예시 검토자",
        reason="담당자(010-1234-5678) 확인",
        made_at=when,
    )
    note = Decision(
        kind=DecisionKind.NOTE,
        pointer="",
        value="연락처 010-1234-5678",
        reason="",
        evidence_digest="",
        reviewer="예시 검토자",
        made_at=when,
        id=3,
    )
    read = read.model_copy(update={"applied": (override,), "review": Review(notes=(note,))})
    withdrawal = Withdrawal(
        file_name="철회.pdf",
        sha256="c" * 64,
        kind="first",
        reviewer="예시 검토자",
        reason="재제출(010-1234-5678)",
        withdrawn_at=when,
    )
    tables = tables_of(Exported([read, unread], [withdrawal]), call)
    value, said = rows(tables, "decisions.csv")
    assert (value["종류"], value["판독값"], value["결정"]) == ("값 수정", "7,000,000,000원", "6,900,000,000원")
    assert (said["종류"], said["자리"], said["상태"]) == ("검토 의견", "계획서 전체", "적용")
    [gone] = rows(tables, "withdrawals.csv")
    assert (gone["파일"], gone["구분"]) == ("철회.pdf", "접수본")
    for name, data in tables.items():
        assert "1234-5678" not in shown(name, data), name


def test_same_records_give_the_same_bytes_and_a_manifest_of_their_hashes(records, call, tables):
    assert tables_of(Exported(records), call) == tables
    files = json.loads(manifest_of(tables, call))["files"]
    assert files == {name: hashlib.sha256(data).hexdigest() for name, data in tables.items()}


def test_later_version_tells_a_line_for_each_change(records, call):
    read, _ = records
    later = read.record.model_copy(
        update={
            "key": read.record.key.model_copy(update={"sha256": "d" * 64}),
            "submission": Submission(file_name="보완.pdf", sha256="d" * 64, kind=SubmissionKind.CORRECTED),
            "proposal": read.record.proposal.model_copy(update={"programs": ()}),
        }
    )
    both = [read, ReviewedRecord(record=later, machine=later)]
    compared = Exported(both, compare=lambda before, after: version_diff(before, after, call=call))
    [change, *_] = rows(tables_of(compared, call), "changes.csv")
    assert (change["파일"], change["앞 판 파일"]) == ("보완.pdf", "예시.pdf")
    assert "AI 교육" in "".join(row["내용"] for row in rows(tables_of(compared, call), "changes.csv"))
    assert rows(tables_of(Exported(both), call), "changes.csv") == []
