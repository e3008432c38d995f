"""A template that is started before there is work for it, and one that is ended while there is."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from extractors.confinement import pool as pools
from extractors.confinement.pool import Pool, PoolClosed
from schemas.errors import ReaderCrashed

ECHO = """
class Echo:
    def warm_up(self, suffix): pass
    def work(self, data, wish, mark):
        while wish.get("hang"): pass
        return (data,)
"""


@pytest.fixture
def echo(tmp_path, monkeypatch):
    (tmp_path / "echo_job.py").write_text(ECHO)
    monkeypatch.syspath_prepend(str(tmp_path))
    return "echo_job:Echo"


@pytest.fixture
def started(monkeypatch):
    made, template = [], pools._Template

    def counted(*arguments):
        made.append(arguments)
        return template(*arguments)

    monkeypatch.setattr(pools, "_Template", counted)
    return made


def test_work_uses_the_template_that_was_started_ahead(echo, started, tmp_path):
    file = tmp_path / "a.txt"
    file.write_bytes(b"whole")
    with Pool(echo) as pool:
        pool.load_ahead()
        assert pool.work(file, {}) == b"whole"
    assert len(started) == 1


def test_what_keeps_a_template_from_starting_is_said_to_who_asks_for_work(started, tmp_path):
    file = tmp_path / "a.txt"
    file.write_bytes(b"whole")
    with Pool("not_there:Job") as pool:
        pool.load_ahead()
        with pytest.raises(ReaderCrashed, match="not_there"):
            pool.work(file, {})


def test_file_that_is_worked_on_when_a_pool_is_closed_has_not_failed(echo, tmp_path, monkeypatch):
    file, is_asked, awaited = tmp_path / "a.txt", threading.Event(), pools._awaited
    file.write_bytes(b"whole")

    def asked(*arguments):
        is_asked.set()
        return awaited(*arguments)

    monkeypatch.setattr(pools, "_awaited", asked)
    with Pool(echo) as pool, ThreadPoolExecutor(1) as thread:
        answer = thread.submit(pool.work, file, {"hang": True})
        assert is_asked.wait(60)
        pool.close()
        with pytest.raises(PoolClosed):
            answer.result(60)
        with pytest.raises(PoolClosed):
            pool.work(file, {})
