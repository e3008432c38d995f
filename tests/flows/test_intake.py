"""The intake as the officer runs it, Prefect included."""

import sqlite3

import pytest

from flows.exit_codes import DONE, SOME_UNREADABLE

pytestmark = pytest.mark.slow
CALL = ("--call", "regional-ai-2026")


@pytest.fixture
def inbox(tmp_path, write_plan):
    folder = tmp_path / "inbox"
    folder.mkdir()
    write_plan(folder / "예시.docx")
    return folder


def count(database, table):
    with sqlite3.connect(database) as connection:
        return connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608 - a name of ours


def test_second_run_over_the_same_inbox_adds_nothing_and_says_so(simsa, inbox, tmp_path):
    out = tmp_path / "out"
    first = simsa("intake", inbox, *CALL, "--out", out)
    assert first.returncode == DONE, first.stderr
    assert "새로 저장 1건" in first.stdout
    assert (out / "index.html").is_file()
    recorded = count(out / "simsa.db", "records")
    pages = {page.name: page.read_bytes() for page in out.rglob("*.html")}
    second = simsa("intake", inbox, *CALL, "--out", out)
    assert second.returncode == DONE, second.stderr
    assert "새로 저장 0건, 이미 저장되어 변동 없음 1건" in second.stdout
    assert count(out / "simsa.db", "records") == recorded
    assert {page.name: page.read_bytes() for page in out.rglob("*.html")} == pages


def test_bad_files_and_an_empty_list_of_receipts_are_named_and_stop_nothing(simsa, inbox, tmp_path):
    (inbox / "빈.pdf").write_bytes(b"")
    (inbox / "글.pdf").write_bytes(b"plain text, renamed")
    (inbox / "receipts.csv").write_bytes(b"")
    result = simsa("intake", inbox, *CALL, "--out", tmp_path / "out")
    assert result.returncode == SOME_UNREADABLE
    assert "Traceback" not in result.stderr
    assert all(name in result.stderr for name in ("빈.pdf", "글.pdf", "receipts.csv"))
    assert "읽지 못함 2건" in result.stdout
    index = (tmp_path / "out" / "index.html").read_text()
    assert all(name in index for name in ("예시.docx", "빈.pdf", "글.pdf"))


def test_receipt_that_comes_later_is_judged_anew(simsa, inbox, tmp_path):
    assert simsa("intake", inbox, *CALL, "--out", tmp_path / "out").returncode == DONE
    (inbox / "receipts.csv").write_text("file,received_at,kind\n예시.docx,2026-03-11T09:00:00+09:00,first\n")
    result = simsa("intake", inbox, *CALL, "--out", tmp_path / "out")
    assert "새로 저장 1건" in result.stdout
    assert count(tmp_path / "out" / "simsa.db", "records") == 2
