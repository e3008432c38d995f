"""Prefect that does not answer is one line with its cause and what to do."""

import os

import httpx
import pytest

from flows.cli.exit_codes import SOME_UNREADABLE
from flows.orchestration.settings import QUIET, prefect_errors, set_defaults
from schemas.errors import PrefectUnavailable


@pytest.mark.parametrize(
    "error",
    [
        RuntimeError("Timed out while attempting to connect to ephemeral Prefect API server. stdout: … stderr: …"),
        RuntimeError("Failed to reach API at http://127.0.0.1:9/api/"),
        httpx.ConnectError("All connection attempts failed"),
        httpx.ReadTimeout("timed out"),
    ],
)
def test_server_that_does_not_answer_is_named_with_what_to_do(error):
    with pytest.raises(PrefectUnavailable) as said, prefect_errors():
        raise error
    assert "PREFECT_API_URL" in said.value.message
    assert "stderr" not in said.value.message


def test_any_other_error_of_a_run_stays_what_it_is():
    with pytest.raises(RuntimeError, match="something of ours"), prefect_errors():
        raise RuntimeError("something of ours")


def test_what_the_environment_says_goes_before_the_defaults(monkeypatch):
    for name in QUIET:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PREFECT_LOGGING_LEVEL", "DEBUG")
    set_defaults()
    assert os.environ["PREFECT_LOGGING_LEVEL"] == "DEBUG"
    assert int(os.environ["PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS"]) >= 300


@pytest.mark.slow
def test_intake_says_in_one_line_that_the_server_it_was_told_is_not_there_and_goes_on(simsa, tmp_path):
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "빈.pdf").touch()
    result = simsa(
        *("intake", tmp_path / "inbox", "--call", "regional-ai-2026", "--out", tmp_path / "out"),
        PREFECT_API_URL="http://127.0.0.1:9/api",
    )
    assert result.returncode == SOME_UNREADABLE
    [line, unread] = result.stderr.splitlines()
    assert "Prefect 서버" in line
    assert "127.0.0.1:9" in line
    assert "Prefect 없이 계속함" in line
    assert unread.startswith("simsa: 빈.pdf")
    assert "읽지 못함 1건" in result.stdout
