"""Commands over records say so when there are none, and make no empty database."""

import pytest

from flows.cli.exit_codes import UNUSABLE
from records import Records

CALL = "regional-ai-2026"


@pytest.mark.parametrize(
    "arguments",
    [
        ("summary", "--call", CALL),
        ("call", "across", CALL),
        ("call", "correction", CALL, "예시.pdf", "--due", "2026-03-20"),
        (
            "areas",
            "correct",
            CALL,
            "예시.pdf",
            "--program",
            "예시",
            "--to",
            "infra",
            "--reviewer",
            "예",
            "--reason",
            "예",
        ),
    ],
)
def test_folder_that_was_misspelt_is_named_and_not_made(simsa_here, tmp_path, arguments):
    result = simsa_here(*arguments, "--out", tmp_path / "outt")
    assert result.returncode == UNUSABLE
    assert "outt" in result.stderr
    assert not (tmp_path / "outt").exists()


def test_summary_of_a_call_without_records_is_no_success(simsa_here, tmp_path):
    with Records(f"sqlite:///{tmp_path / 'simsa.db'}"):
        pass
    result = simsa_here("summary", "--call", CALL, "--out", tmp_path)
    assert result.returncode == UNUSABLE
    assert CALL in result.stderr
    assert not (tmp_path / "index.html").exists()
