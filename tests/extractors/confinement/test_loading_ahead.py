"""A template that is started before there is work for it."""

import pytest

from extractors.confinement.pool import Pool
from schemas.errors import ReaderCrashed

ECHO = """
class Echo:
    def warm_up(self, suffix): pass
    def work(self, data, wish, mark): return (data,)
"""


@pytest.fixture
def echo(tmp_path, monkeypatch):
    (tmp_path / "echo_job.py").write_text(ECHO)
    monkeypatch.syspath_prepend(str(tmp_path))
    return "echo_job:Echo"


@pytest.fixture
def started(monkeypatch):
    from extractors.confinement import pool

    made, template = [], pool._Template

    def counted(*arguments):
        made.append(arguments)
        return template(*arguments)

    monkeypatch.setattr(pool, "_Template", counted)
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
