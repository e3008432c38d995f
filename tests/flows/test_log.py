"""A run can be followed by its log, which names no person."""

import json
import logging

import pytest

from flows.cli.exit_codes import SOME_UNREADABLE
from flows.log import LAYERS, MaskingFormatter, log_if_wanted, timed


@pytest.fixture(autouse=True)
def loggers_as_they_were():
    kept = {name: (logging.getLogger(name).handlers, logging.getLogger(name).level) for name in LAYERS}
    yield
    for name, (handlers, level) in kept.items():
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = handlers, True
        logger.setLevel(level)


def test_line_of_the_log_hides_people_and_cannot_be_forged():
    record = logging.LogRecord("flows", logging.INFO, "", 0, "%s: done", ("담당자 김예시\n010-1234-5678.pdf",), None)
    assert MaskingFormatter("%(message)s").format(record) == "담당자 김○○\\n010-****-****.pdf: done"


def test_step_is_logged_with_its_seconds_also_when_it_fails(caplog):
    with caplog.at_level(logging.INFO), pytest.raises(ZeroDivisionError), timed(logging.getLogger("flows.x"), "saving"):
        raise ZeroDivisionError
    assert "saving: 0.00 s" in caplog.text


def test_verbose_tells_each_file_with_its_steps_seconds_and_detectors(simsa, tmp_path, write_plan):
    plan = write_plan(tmp_path / "담당자 김예시.docx")
    (tmp_path / "빈.pdf").touch()
    quiet = simsa("read", plan, tmp_path / "빈.pdf", "--out", tmp_path / "out")
    assert quiet.returncode == SOME_UNREADABLE
    assert len(quiet.stderr.splitlines()) == 1
    loud = simsa("read", plan, tmp_path / "빈.pdf", "--out", tmp_path / "out", "--verbose").stderr
    assert "담당자 김○○.docx: done; reading 0." in loud
    assert "김예시" not in loud
    assert "빈.pdf: empty;" in loud


def test_json_log_is_an_object_a_line_with_personal_data_masked(monkeypatch, capsys):
    monkeypatch.setenv("SIMSA_LOG", "json")
    log_if_wanted()
    logging.getLogger("flows").info("담당 010-1234-5678\n다음 줄")
    try:
        raise ValueError("담당 010-1234-5678")
    except ValueError:
        logging.getLogger("flows").exception("실패")
    told, failed = (json.loads(line) for line in capsys.readouterr().err.splitlines())
    assert told["level"] == "info"
    assert told["logger"] == "flows"
    assert "ValueError" in failed["traceback"]
    assert "010-1234-5678" not in str(told) + str(failed)
