"""`simsa sheets` over a database with one plan."""

import pytest

from flows.cli.exit_codes import DONE, UNUSABLE
from records import Records
from rules import judge, load_call
from schemas import FileFormat, FileInfo, Proposal, Record, RecordKey, Submission

CALL = "regional-ai-2026"
NAME = "예시.hwpx"


@pytest.fixture
def out(tmp_path):
    sha256, call = "d" * 64, load_call(CALL)
    submission = Submission(file_name=NAME, sha256=sha256, applicant="부산광역시")
    proposal = Proposal(file=FileInfo(name=NAME, sha256=sha256, format=FileFormat.HWPX, pages=None))
    with Records(f"sqlite:///{tmp_path / 'simsa.db'}") as records:
        records.save(
            Record(
                key=RecordKey(sha256=sha256, call_id=CALL, call_version="1", code_version="1", model_version="1"),
                submission=submission,
                recorded_at="2026-03-11T00:00:00Z",
                proposal=proposal,
                findings=judge(proposal, submission, call),
            )
        )
    return tmp_path


def test_sheets_of_a_call_are_written_beside_its_pages(simsa_here, out):
    assert simsa_here("sheets", "--call", CALL, "--out", out).returncode == DONE
    names = sorted(path.name for path in (out / "sheets").iterdir())
    assert names[0] == "비교표.xlsx"
    assert names[1].startswith("서면검토서-예시-")


def test_one_plan_is_named_by_its_file(simsa_here, out):
    assert simsa_here("sheets", NAME, "--call", CALL, "--out", out).returncode == DONE
    assert len(list((out / "sheets").iterdir())) == 1


def test_file_that_is_not_there_is_named(simsa_here, out):
    result = simsa_here("sheets", "없음.pdf", "--call", CALL, "--out", out)
    assert result.returncode == UNUSABLE
    assert "없음.pdf" in result.stderr
