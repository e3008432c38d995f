"""Where files come from: shares that go away, uploads that go on, a scanner for malware, a watch."""

import contextlib
import errno
import os
import socket
import struct
import threading
import time
from pathlib import Path

import fsspec
import pytest

from flows.inbox import open_inbox
from flows.inbox.scanning import DAEMON_VARIABLE, found_malware
from flows.runs.patience import patiently
from flows.runs.watching import watch
from rules import load_call
from schemas.errors import SourceUnavailable, UsageError

CALL = load_call("regional-ai-2026")


def test_share_that_is_gone_for_a_while_is_waited_for(tmp_path, monkeypatch):
    share = fsspec.filesystem("memory")
    share.pipe_file("/gone-for-a-while/plan.docx", b"bytes")
    answers, refused = type(share).isdir, [1, 2]
    slept: list[float] = []

    def isdir(system, path):
        if refused:
            raise OSError(110 + refused.pop(), "Host is down")
        return answers(system, path)

    monkeypatch.setattr(type(share), "isdir", isdir)
    inbox = patiently(
        lambda: open_inbox("memory://gone-for-a-while", tmp_path, CALL), lambda _: None, sleep=slept.append
    )
    assert [file.name for file in inbox.files] == ["plan.docx"]
    assert len(slept) == 2


def test_share_that_is_lost_in_mid_file_is_waited_for_and_the_file_read_whole(tmp_path, monkeypatch):
    share = fsspec.filesystem("memory")
    share.pipe_file("/lost/plan.docx", b"bytes of a plan")
    get_file, isdir, is_lost = type(share).get_file, type(share).isdir, threading.Event()

    def lost_at_first(system, entry, staged):
        if not is_lost.is_set():
            is_lost.set()
            Path(staged).write_bytes(b"bytes of")
            raise OSError(errno.EIO, "Input/output error")
        return get_file(system, entry, staged)

    def answers_later(system, path):
        if is_lost.is_set() and not slept:
            raise OSError(errno.EHOSTDOWN, "Host is down")
        return isdir(system, path)

    slept: list[float] = []
    monkeypatch.setattr(type(share), "get_file", lost_at_first)
    monkeypatch.setattr(type(share), "isdir", answers_later)
    inbox = patiently(lambda: open_inbox("memory://lost", tmp_path, CALL), lambda _: None, sleep=slept.append)
    [file] = inbox.files
    assert file.path.read_bytes() == b"bytes of a plan"
    assert len(slept) == 1


def test_file_that_alone_cannot_be_fetched_is_named_and_stops_no_other(tmp_path, monkeypatch):
    share = fsspec.filesystem("memory")
    for name in ("bad.docx", "good.docx"):
        share.pipe_file(f"/alone/{name}", b"bytes")
    get_file = type(share).get_file

    def bad_sector(system, entry, staged):
        if entry.endswith("bad.docx"):
            raise OSError(errno.EIO, "Input/output error")
        return get_file(system, entry, staged)

    monkeypatch.setattr(type(share), "get_file", bad_sector)
    inbox = open_inbox("memory://alone", tmp_path, CALL)
    assert [file.name for file in inbox.files] == ["good.docx"]
    assert inbox.unreadable == (("bad.docx", "Input/output error"),)


def test_file_of_another_machine_that_came_short_is_left_for_the_next_run(tmp_path, monkeypatch):
    share = fsspec.filesystem("memory")
    share.pipe_file("/short/plan.docx", b"bytes of a plan")
    monkeypatch.setattr(type(share), "get_file", lambda _, __, staged: Path(staged).write_bytes(b"bytes"))
    inbox = open_inbox("memory://short", tmp_path, CALL)
    assert inbox.files == ()
    assert any("plan.docx" in notice and "전송 중" in notice for notice in inbox.notices)


def test_folder_that_is_not_there_is_not_waited_for(tmp_path):
    with pytest.raises(UsageError):
        open_inbox(str(tmp_path / "typo"), tmp_path, CALL)


def test_file_that_is_still_being_sent_is_left_for_the_next_run_and_named(tmp_path):
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "done.docx").write_bytes(b"whole")
    os.utime(inbox / "done.docx", (1, 1))
    ended = threading.Event()

    def send():
        with (inbox / "sending.docx").open("wb", buffering=0) as file:
            while not ended.wait(0.02):
                file.write(b"more")

    thread = threading.Thread(target=send)
    thread.start()
    while not (inbox / "sending.docx").exists():
        time.sleep(0.01)
    try:
        contents = open_inbox(str(inbox), tmp_path, CALL)
    finally:
        ended.set()
        thread.join()
    assert [file.name for file in contents.files] == ["done.docx"]
    assert not contents.is_complete
    assert any("sending.docx" in notice and "전송 중" in notice for notice in contents.notices)
    os.utime(inbox / "sending.docx", (1, 1))
    assert len(open_inbox(str(inbox), tmp_path, CALL).files) == 2


@contextlib.contextmanager
def daemon(answer):
    """Answers one question as ClamAV's daemon does, and keeps what it was sent."""
    sent = bytearray()
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve():
            connection, _ = server.accept()
            with connection, connection.makefile("rb") as question:
                assert question.read(10) == b"zINSTREAM\0"
                while length := struct.unpack("!I", question.read(4))[0]:
                    sent.extend(question.read(length))
                connection.sendall(answer)

        thread = threading.Thread(target=serve)
        thread.start()
        yield {DAEMON_VARIABLE: f"127.0.0.1:{server.getsockname()[1]}"}, sent
        thread.join(10)


def test_clean_file_is_sent_whole_and_passes(tmp_path):
    (tmp_path / "plan.docx").write_bytes(bytes(range(256)) * 1000)
    with daemon(b"stream: OK\0") as (environment, sent):
        assert found_malware(tmp_path / "plan.docx", environment) is None
    assert bytes(sent) == bytes(range(256)) * 1000


def test_file_with_malware_is_named_and_not_read(tmp_path, monkeypatch):
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "plan.docx").write_bytes(b"bytes")
    with daemon(b"stream: Win.Test.EICAR_HDB-1 FOUND\0") as (environment, _):
        monkeypatch.setenv(DAEMON_VARIABLE, environment[DAEMON_VARIABLE])
        contents = open_inbox(str(tmp_path / "inbox"), tmp_path, CALL)
    assert contents.files == ()
    assert any("Win.Test.EICAR_HDB-1" in notice for notice in contents.notices)


def test_scanner_that_does_not_answer_lets_nothing_pass(tmp_path):
    (tmp_path / "plan.docx").write_bytes(b"bytes")
    with pytest.raises(SourceUnavailable, match="백신"):
        found_malware(tmp_path / "plan.docx", {DAEMON_VARIABLE: str(tmp_path / "no.sock")})
    with daemon(b"INSTREAM size limit exceeded. ERROR\0") as (environment, _), pytest.raises(SourceUnavailable):
        found_malware(tmp_path / "plan.docx", environment)


def test_watch_takes_in_what_stands_still_and_once(tmp_path):
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    took: list[int] = []
    said: list[str] = []
    changes = iter(
        [
            lambda: None,
            lambda: (inbox / "a").write_bytes(b"1"),
            lambda: (inbox / "a").write_bytes(b"12"),
            lambda: None,
            lambda: None,
            lambda: inbox.rename(tmp_path / "gone"),
            lambda: None,
            lambda: (tmp_path / "gone").rename(inbox),
            lambda: (inbox / "b").write_bytes(b"1"),
            lambda: None,
            lambda: None,
        ]
    )

    def wait():
        change = next(changes, None)
        if change is None:
            return True
        change()
        return False

    watch(str(inbox), lambda: took.append(len(list(inbox.iterdir()))), wait, said.append)
    assert took == [0, 1, 2]
    assert len(said) == 2
