"""Saving and finding records again."""

import sqlite3
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from records import Records, database_url, saving
from records.database import canonical
from records.database.row_mapping import record_row
from schemas import Amount, Budget, Failure, Funding, RecordKey, SubmissionKind
from schemas.canonical_json import JudgedText, canonical_json
from schemas.errors import Conflict, StorageError, StorageUnavailable

KST = timezone(timedelta(hours=9))
TOO_SLOW = Failure(code="too-slow", message="제한 시간 안에 읽지 못했습니다 (60초)")


def rows(url, query):
    connection = sqlite3.connect(url.removeprefix("sqlite:///"))
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def change(url, statement):
    connection = sqlite3.connect(url.removeprefix("sqlite:///"))
    with connection:
        connection.execute(statement)
    connection.close()


def test_a_record_comes_back_exactly(records, make_record):
    record = make_record(received_at=datetime(2026, 3, 10, 16, 40, tzinfo=KST))
    assert records.save(record) is True
    assert list(records.of_call("regional-ai")) == [record]


@settings(max_examples=25)
@given(
    title=st.text(max_size=30),
    krw=st.integers(-(10**24), 10**24),
    step=st.sampled_from([1, 1000, 10**6, 10**8]),
    score=st.floats(0, 1),
    year=st.text(min_size=1, max_size=6),
)
def test_any_record_comes_back_with_its_text_in_nfc(make_record, title, krw, step, score, year):
    record = make_record()
    plan = record.proposal
    assert plan is not None
    amount = Amount(krw=krw, step=step)
    area = plan.programs[0].areas[0].model_copy(update={"score": score})
    program = plan.programs[0].model_copy(update={"title": title, "areas": (area,)})
    budget = Budget(funding=Funding(total=amount), by_year={year: Funding(total=amount)})
    proposal = plan.model_copy(update={"programs": (program,), "budget": budget})
    record = record.model_copy(update={"proposal": proposal})
    with Records("sqlite://") as memory:
        assert memory.save(record) is True
        assert memory.save(record) is False
        found = memory.of_call("regional-ai")[0]
    assert found == canonical.written(record).record
    assert found.proposal is not None
    assert found.proposal.programs[0].title == unicodedata.normalize("NFC", title)
    assert found.proposal.budget.funding.total == amount
    assert found.proposal.programs[0].areas[0].score == score


def test_texts_that_were_written_where_the_plan_was_judged_are_stored_as_a_record_of_the_same_digest(make_record):
    record = make_record()
    judged = JudgedText.of(record.proposal, record.findings)
    assert JudgedText.from_lines(judged.lines) == judged
    assert canonical.written(record, judged) == canonical.written(record)
    assert canonical.written(record).text == canonical_json(record)
    with Records("sqlite://") as memory:
        assert memory.save(record, judged) is True
        assert memory.save(record) is False
        assert memory.of_call("regional-ai") == [record]
        assert memory.audit_problems() == ()


def test_the_same_run_again_changes_nothing(records, make_record, url):
    records.save(make_record())
    before = rows(url, "SELECT * FROM records")
    later = make_record(recorded_at=datetime(2026, 4, 1, tzinfo=UTC))
    assert records.save(later) is False
    assert rows(url, "SELECT * FROM records") == before


def test_one_moment_of_arrival_in_two_zones_is_the_same_run(records, make_record):
    records.save(make_record(received_at=datetime(2026, 3, 10, 16, 40, tzinfo=KST)))
    assert records.save(make_record(received_at=datetime(2026, 3, 10, 7, 40, tzinfo=UTC))) is False


def test_a_file_name_in_nfd_is_the_same_submission(records, make_record):
    records.save(make_record(file_name="부산.pdf"))
    decomposed = unicodedata.normalize("NFD", "부산.pdf")
    assert records.save(make_record(file_name=decomposed)) is False
    assert [record.submission.file_name for record in records.of_call("regional-ai")] == ["부산.pdf"]


def test_another_content_under_the_same_key_is_a_conflict_and_changes_nothing(records, make_record):
    record = make_record(national=7000)
    records.save(record)
    with pytest.raises(Conflict, match=r"예시\.pdf"):
        records.save(make_record(national=7001))
    assert list(records.of_call("regional-ai")) == [record]


@pytest.mark.parametrize(
    "change",
    [
        {"code_version": "0.2.0"},
        {"received_at": datetime(2026, 3, 12, tzinfo=UTC)},
    ],
    ids=["code", "arrival"],
)
def test_the_latest_run_over_a_submission_is_the_one_that_counts(records, make_record, url, change):
    records.save(make_record())
    newer = make_record(national=6900, **change)
    assert records.save(newer) is True
    assert list(records.of_call("regional-ai")) == [newer]
    assert rows(url, "SELECT count(*) FROM records") == [(2,)]
    assert rows(url, "SELECT count(*) FROM submissions") == [(1,)]


def test_files_of_one_name_are_submissions_of_their_own_and_so_are_copies_of_another_kind(records, make_record):
    made = [
        make_record(file_name="계획서.pdf", sha256="b" * 64),
        make_record(file_name="계획서.pdf", sha256="c" * 64),
        make_record(file_name="계획서.pdf", sha256="b" * 64, kind=SubmissionKind.CORRECTED),
    ]
    for record in reversed(made):
        records.save(record)
    assert list(records.of_call("regional-ai")) == [made[2], made[0], made[1]]
    assert list(records.of_call("regional-ai", files={"c" * 64})) == [made[1]]
    assert list(records.of_call("another-call")) == []


def test_renamed_file_is_the_same_submission_and_the_new_name_is_shown(records, make_record, url):
    first, renamed = make_record(file_name="계획서.pdf"), make_record(file_name="(최종)계획서.pdf")
    records.save(first)
    assert records.save(renamed) is True
    assert list(records.of_call("regional-ai")) == [renamed]
    assert rows(url, "SELECT count(*) FROM submissions") == [(1,)]
    [_, _, _, observed] = records.events("regional-ai")
    assert (observed.detail["file"], observed.detail["file_before"]) == ("(최종)계획서.pdf", "계획서.pdf")
    assert records.observe(first.key, first.submission) is True
    assert list(records.of_call("regional-ai")) == [first]
    assert records.events("regional-ai", file_name="(최종)계획서.pdf") == records.events(
        "regional-ai", file_name="계획서.pdf"
    )


def test_rows_that_an_earlier_version_kept_for_each_name_are_one_submission(records, make_record, url):
    first, renamed = make_record(file_name="계획서.pdf"), make_record(file_name="(최종)계획서.pdf")
    records.save(first)
    with sqlite3.connect(url.removeprefix("sqlite:///")) as connection:
        connection.execute("UPDATE submissions SET sha256 = 'elsewhere'")
    records.save(renamed)
    with sqlite3.connect(url.removeprefix("sqlite:///")) as connection:
        connection.execute("UPDATE submissions SET sha256 = ?", (first.key.sha256,))
    connection.close()
    assert list(records.of_call("regional-ai")) == [renamed]
    records.withdraw(renamed, reviewer="담당자", reason="신청 철회")
    assert list(records.of_call("regional-ai")) == []
    [withdrawal] = records.withdrawals("regional-ai")
    records.restore("regional-ai", withdrawal, reviewer="담당자", reason="착오")
    assert list(records.of_call("regional-ai")) == [renamed]


def test_a_failure_and_a_later_success_stand_side_by_side(records, make_record, url):
    failed, read = make_record(failure=TOO_SLOW), make_record()
    assert records.save(failed) is True
    assert list(records.of_call("regional-ai")) == [failed]
    assert records.save(read) is True
    assert list(records.of_call("regional-ai")) == [read]
    assert rows(url, "SELECT code FROM failures") == [("too-slow",)]


def test_a_later_failure_does_not_hide_what_the_same_run_read(records, make_record):
    read = make_record()
    records.save(read)
    assert records.save(make_record(failure=TOO_SLOW)) is True
    assert list(records.of_call("regional-ai")) == [read]


def test_a_failure_is_the_same_by_its_code_whatever_its_words(records, make_record):
    records.save(make_record(failure=TOO_SLOW))
    assert records.save(make_record(failure=Failure(code="too-slow", message="61초"))) is False


def test_has_tells_runs_submissions_and_failures_apart(records, make_record):
    record, failed = make_record(), make_record(sha256="f" * 64, failure=TOO_SLOW)
    assert records.has(record.key) is False
    records.save(record)
    records.save(failed)
    assert records.has(record.key, record.submission) is True
    assert records.has(record.key, record.submission.model_copy(update={"file_name": "다른.pdf"})) is False
    assert records.has(record.key.model_copy(update={"model_version": "m2"})) is False
    assert records.has(failed.key) is True
    assert records.has(failed.key, failures=False) is False


def test_a_record_that_says_nothing_is_refused(records, make_record):
    with pytest.raises(StorageError, match="실패 사유도 없음"):
        records.save(make_record().model_copy(update={"proposal": None}))


def test_a_save_that_breaks_off_leaves_nothing(records, make_record, url, monkeypatch):
    def with_a_broken_row(written, submission_id):
        row = record_row(written, submission_id)
        row.proposal.findings[0].message = None  # type: ignore[union-attr]  # what NOT NULL refuses
        return row

    monkeypatch.setattr(saving, "record_row", with_a_broken_row)
    with pytest.raises(StorageError, match="NOT NULL"):
        records.save(make_record())
    for table in ("calls", "submissions", "records", "proposals", "programs", "findings"):
        assert rows(url, f"SELECT count(*) FROM {table}") == [(0,)], table  # noqa: S608
    monkeypatch.undo()
    assert records.save(make_record()) is True


def test_a_record_of_another_version_is_shown_as_one_that_must_be_read_again(records, make_record, url):
    record = make_record()
    records.save(record)
    change(url, "UPDATE records SET record_json = replace(record_json, '\"sections\":', '\"former_name\":')")
    (found,) = records.of_call("regional-ai")
    assert found.failure.code == "outdated-record"
    assert "0.1.0" in found.failure.message
    assert (found.key, found.submission, found.proposal) == (record.key, record.submission, None)


def test_a_stored_text_that_nobody_understands_is_an_error(records, make_record, url):
    records.save(make_record())
    change(url, "UPDATE records SET record_json = '{}'")
    with pytest.raises(StorageError, match="형식을 알 수 없음"):
        records.of_call("regional-ai")


def test_threads_that_save_the_same_record_at_once_store_it_once(records, make_record):
    with ThreadPoolExecutor(8) as pool:
        saved = list(pool.map(lambda _: records.save(make_record()), range(16)))
    assert sorted(saved) == [False] * 15 + [True]


def test_rows_can_be_asked_by_sql(records, make_record, url):
    records.save(make_record())
    assert rows(url, "SELECT applicant, starts_on, ends_on FROM proposals") == [("예시광역시", "2026-04-01", None)]
    assert rows(url, "SELECT title, areas, declared_area FROM programs") == [
        ("재직자 AI 활용역량 강화 교육", "talent,solution", "talent")
    ]
    assert rows(url, "SELECT rule, verdict, page FROM findings") == [("national-share", "met", 12)]
    assert rows(url, "SELECT source, year, krw, rollup FROM budget_entries") == [("national", 2026, 3_150_000_000, 1)]
    query = "SELECT year, program_position, source, krw FROM amounts WHERE source NOT IN ('local', 'private')"
    query += " ORDER BY position"
    assert rows(url, query) == [
        (None, None, "total", 11_671_000_000),
        (None, None, "national", 7_000_000_000),
        ("2026", None, "national", 3_150_000_000),
        (None, 0, "total", 1_518_000_000),
    ]


def test_foreign_keys_hold(records, url):
    connection = records._engine.raw_connection()
    try:
        with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
            connection.execute("INSERT INTO failures (record_id, code, message) VALUES (99, 'x', 'y')")
    finally:
        connection.close()


def test_a_database_that_cannot_be_reached_is_worth_another_try(tmp_path):
    (tmp_path / "a-file").write_text("")
    for url in (f"sqlite:///{tmp_path / 'a-file' / 'simsa.db'}", f"sqlite:///{tmp_path}"):
        with pytest.raises(StorageUnavailable) as caught:
            Records(url)
        assert caught.value.retryable


@pytest.mark.parametrize(
    ("url", "message"),
    [("no url", "형식이 잘못됨"), ("nosuchdatabase://host/simsa", "드라이버가 설치되어 있지 않음")],
)
def test_a_wrong_url_says_what_is_wrong(url, message):
    with pytest.raises(StorageError, match=message) as caught:
        Records(url)
    assert not caught.value.retryable


def test_a_file_that_is_no_database_is_refused(tmp_path):
    (tmp_path / "simsa.db").write_bytes(b"no database at all" * 100)
    with pytest.raises(StorageError, match="not a database"):
        Records(f"sqlite:///{tmp_path / 'simsa.db'}")


def test_the_environment_names_the_database(tmp_path):
    assert database_url(tmp_path / "a.db", {}) == f"sqlite:///{tmp_path / 'a.db'}"
    assert database_url(tmp_path / "a.db", {"SIMSA_DATABASE_URL": "postgresql://host/simsa"}) == (
        "postgresql://host/simsa"
    )


def test_keys_differ_when_any_part_does(make_record):
    record = make_record()
    digest = canonical.run_digest(record.key, record.submission)
    for field in RecordKey.model_fields:
        other = record.key.model_copy(update={field: "other"})
        assert canonical.run_digest(other, record.submission) != digest, field


def test_receipt_that_is_set_back_counts_again(records, make_record):
    late = make_record(received_at=datetime(2026, 3, 11, 9, 0, tzinfo=KST))
    on_time = make_record(received_at=datetime(2026, 3, 10, 9, 0, tzinfo=KST))
    for record in (late, on_time, late):
        records.save(record)
    assert list(records.of_call("regional-ai")) == [late]
    assert records.observe(on_time.key, on_time.submission) is True
    assert list(records.of_call("regional-ai")) == [on_time]


def test_only_a_judged_record_of_the_very_run_can_be_observed(records, make_record):
    failed = make_record(failure=TOO_SLOW)
    records.save(failed)
    assert records.observe(failed.key, failed.submission) is False
    assert records.observe(make_record(sha256="d" * 64).key, failed.submission) is False


@pytest.mark.parametrize("folder", ["a?b", "a#b", "a%3Fb", "공백 있음"])
def test_folder_of_any_name_keeps_a_database(tmp_path, folder):
    with Records(database_url(tmp_path / folder / "simsa.db", {})):
        pass
    assert (tmp_path / folder / "simsa.db").is_file()
