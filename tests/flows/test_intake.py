"""The intake as the officer runs it, Prefect included."""

import sqlite3

import pytest

from flows.cli.exit_codes import DONE, SOME_UNREADABLE, UNUSABLE

# One folder of Prefect's for all: making its database takes longer than all the rest of a run.
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("prefect")]
CALL = ("--call", "regional-ai-2026")


@pytest.fixture
def take_in(prefect_home, server, monkeypatch, simsa_here, kept_templates):
    """Runs `simsa intake` in this process, so that Prefect is imported but once."""
    # Prefect takes seconds to import: only the process that runs these tests shall.
    from prefect.settings import PREFECT_API_URL, PREFECT_HOME, temporary_settings

    monkeypatch.setenv("PREFECT_HOME", str(prefect_home))
    monkeypatch.setenv("PREFECT_API_URL", server.url)

    def run(*arguments):
        with temporary_settings({PREFECT_HOME: prefect_home, PREFECT_API_URL: server.url}):
            return simsa_here("intake", *arguments, *CALL)

    return run


@pytest.fixture
def inbox(tmp_path, write_plan):
    folder = tmp_path / "inbox"
    folder.mkdir()
    write_plan(folder / "예시.docx")
    return folder


def count(database, table):
    with sqlite3.connect(database) as connection:
        return connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608 - a name of ours


def test_on_a_new_machine_bad_files_and_entries_are_named_and_stop_nothing(simsa, inbox, tmp_path):
    (inbox / "빈.pdf").write_bytes(b"")
    (inbox / "글.pdf").write_bytes(b"plain text, renamed")
    (inbox / "끊김.pdf").symlink_to(tmp_path / "nowhere")
    (inbox / "receipts.csv").write_text("file,received_at,kind\n예시.docx,20260311,first\n")
    result = simsa(
        "intake", inbox, *CALL, "--out", tmp_path / "new" / "out", PREFECT_HOME=tmp_path / "not" / "yet" / "there"
    )
    assert result.returncode == SOME_UNREADABLE
    assert "Traceback" not in result.stderr
    assert all(name in result.stderr for name in ("빈.pdf", "글.pdf", "끊김.pdf", "receipts.csv 2행"))
    assert "읽지 못함 2건" in result.stdout
    index = (tmp_path / "new" / "out" / "index.html").read_text()
    assert all(name in index for name in ("예시.docx", "빈.pdf", "글.pdf"))


def test_list_of_receipts_that_cannot_be_used_stops_the_run_before_anything_is_saved(take_in, inbox, tmp_path):
    (inbox / "receipts.csv").write_bytes(b"")
    result = take_in(inbox, "--out", tmp_path / "out")
    assert result.returncode == UNUSABLE
    assert "receipts.csv" in result.stderr
    assert count(tmp_path / "out" / "simsa.db", "records") == 0


def test_empty_inbox_does_not_pass_for_a_run(take_in, inbox, tmp_path):
    (inbox / "예시.docx").unlink()
    result = take_in(inbox, "--out", tmp_path / "out")
    assert result.returncode == UNUSABLE
    assert "접수 파일이 없음" in result.stderr


def test_a_folder_that_prefect_cannot_have_is_said_at_once(simsa, inbox, tmp_path):
    (tmp_path / "file").touch()
    result = simsa("intake", inbox, *CALL, "--out", tmp_path / "out", PREFECT_HOME=tmp_path / "file" / "prefect")
    assert result.returncode == UNUSABLE
    assert "PREFECT_HOME" in result.stderr
    assert not (tmp_path / "out").exists()


def test_second_run_over_the_same_inbox_adds_nothing_says_so_and_needs_no_prefect(take_in, simsa, inbox, tmp_path):
    out = tmp_path / "out"
    first = take_in(inbox, "--out", out)
    assert first.returncode == DONE, first.stderr
    assert "새로 저장 1건" in first.stdout
    assert (out / "index.html").is_file()
    recorded = count(out / "simsa.db", "records")
    pages = {page.name: page.read_bytes() for page in out.rglob("*.html")}
    second = take_in(inbox, "--out", out)
    assert second.returncode == DONE, second.stderr
    assert "새로 저장 0건, 이미 저장되어 변동 없음 1건" in second.stdout
    assert count(out / "simsa.db", "records") == recorded
    assert {page.name: page.read_bytes() for page in out.rglob("*.html")} == pages
    # Without a server of the person's own Prefect is not even imported.
    third = simsa("intake", inbox, *CALL, "--out", out, PREFECT_API_URL="", PYTHONPATH=write_no_prefect(tmp_path))
    assert third.returncode == DONE, third.stderr
    assert "새로 저장 0건, 이미 저장되어 변동 없음 1건" in third.stdout


def write_no_prefect(folder):
    (folder / "prefect").mkdir()
    (folder / "prefect" / "__init__.py").write_text("raise ImportError('not to be imported')")
    return folder


def test_late_and_corrected_receipts_are_judged_on_what_is_kept_and_the_plan_says_so_before(
    take_in, simsa_here, inbox, tmp_path
):
    out = tmp_path / "out"
    receipts = inbox / "receipts.csv"
    assert take_in(inbox, "--out", out).returncode == DONE
    receipts.write_text("file,received_at,kind\n예시.docx,2026-03-10T10:00:00+09:00,first\n")
    assert "새로 저장 1건" in take_in(inbox, "--out", out).stdout
    receipts.write_text("file,received_at,kind\n예시.docx,2026-03-11T10:00:00+09:00,first\n")
    told = simsa_here("intake", inbox, *CALL, "--out", out, "--what-would-change")
    assert "예시.docx: 판정만 다시 (접수 정보 변경)" in told.stdout
    assert count(out / "simsa.db", "records") == 2
    assert "새로 저장 1건" in take_in(inbox, "--out", out).stdout
    assert count(out / "simsa.db", "records") == 3
    assert count(out / "simsa.db", "documents") == 1
    told = simsa_here("intake", inbox, *CALL, "--out", out, "--what-would-change")
    assert "예시.docx: 변동 없음" in told.stdout
    with sqlite3.connect(out / "simsa.db") as connection:
        verdicts = connection.execute(
            "SELECT verdict FROM findings WHERE rule = 'deadline' ORDER BY record_id"
        ).fetchall()
    assert verdicts == [("undetermined",), ("met",), ("violated",)]


def test_password_of_the_records_address_does_not_reach_prefect(take_in, prefect_home, inbox, tmp_path):
    database = tmp_path / "geheim.db"
    assert take_in(inbox, "--out", tmp_path / "out", "--database", f"sqlite:///{database}").returncode == DONE
    assert database.is_file()
    kept = [path for path in prefect_home.rglob("*") if path.is_file()]
    assert any(str(inbox).encode() in path.read_bytes() for path in kept)
    assert not any(b"geheim" in path.read_bytes() for path in kept)
