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


def test_folder_that_cannot_be_made_is_one_line_of_the_systems_own_words(simsa_here, tmp_path, write_plan):
    (tmp_path / "file").touch()
    plan = write_plan(tmp_path / "plan.docx")
    result = simsa_here("call", "show", CALL, "--out", tmp_path / "file" / "rules.html")
    assert result.returncode == UNUSABLE
    assert str(tmp_path / "file") in result.stderr
    assert "내부 오류" not in result.stderr
    assert simsa_here("read", plan, "--out", tmp_path / "file" / "out").returncode == UNUSABLE


def test_error_of_the_system_about_a_file_is_no_internal_one(simsa_here, monkeypatch):
    def fails(_name):
        raise PermissionError(13, "Permission denied", "/there/out")

    monkeypatch.setattr("rules.load_call", fails)
    result = simsa_here("summary", "--call", CALL)
    assert result.returncode == UNUSABLE
    assert result.stderr.endswith("(/there/out: Permission denied)\n")
