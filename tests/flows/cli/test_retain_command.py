"""`simsa retain` says what it would remove, and removes it only when told to."""

from datetime import UTC, datetime

import pytest

from flows.cli.exit_codes import DONE, UNUSABLE
from flows.runs.report import IntakeOrder
from flows.runs.retaining import retain_or_tell
from records import Records
from rules import load_call
from schemas import Failure, Record, RecordKey, Submission

CALL = "regional-ai-2026"
LONG_AGO = datetime(2015, 3, 11, tzinfo=UTC)


@pytest.fixture
def records(tmp_path):
    """A plan that came in ten years ago under a call that closed then."""
    call = load_call(CALL).model_copy(update={"id": "long-ago", "closes_at": LONG_AGO})
    with Records(f"sqlite:///{tmp_path / 'simsa.db'}") as opened:
        opened.archive.register_call(call)
        sha256 = opened.archive.keep_original(b"%PDF")
        key = RecordKey(sha256=sha256, call_id=call.id, call_version="1", code_version="1", model_version="1")
        submission = Submission(file_name="오래된 계획서.pdf", sha256=sha256)
        failure = Failure(code="damaged", message="손상")
        opened.save(Record(key=key, submission=submission, recorded_at=LONG_AGO, failure=failure))
        yield opened


def test_dry_run_tells_and_removes_nothing(records, simsa_here, tmp_path):
    result = simsa_here("retain", "--dry-run", "--out", tmp_path)
    assert result.returncode == DONE
    assert (
        "오래된 계획서.pdf: 2021. 1. 1. 00:00에 만료, 보존기간 5년(보조금 관리에 관한 법률 시행령 10조의2)"
        in result.stdout
    )
    assert "지울 것: 1건, 원본 1개(4바이트)" in result.stdout
    assert len(records.of_call("long-ago")) == 1


def test_flow_tells_what_waits_and_removes_it_when_told_to(records, tmp_path):
    order = IntakeOrder(inbox="", call="", out=str(tmp_path))
    told = retain_or_tell(order, remove=False)
    assert not told.is_complete
    assert "보존기간이 끝남 1건" in told.summary_line
    assert "오래된 계획서.pdf: 2021. 1. 1. 00:00에 만료" in told.expired[0]
    assert len(records.of_call("long-ago")) == 1
    assert retain_or_tell(order, remove=True).is_complete
    assert records.of_call("long-ago") == []
    assert retain_or_tell(order, remove=False).is_complete


def test_without_an_answer_nothing_is_removed(records, simsa_here, tmp_path):
    assert simsa_here("retain", "--out", tmp_path).returncode == UNUSABLE
    assert len(records.of_call("long-ago")) == 1


def test_yes_removes_it_and_the_story_tells_it(records, simsa_here, tmp_path):
    result = simsa_here("retain", "--yes", "--out", tmp_path)
    assert result.returncode == DONE
    assert "삭제 1건, 원본 1개(4바이트)" in result.stdout
    assert records.of_call("long-ago") == []
    again = simsa_here("retain", "--yes", "--out", tmp_path)
    assert "보존기간이 끝난 심사자료 없음 (long-ago 5년)" in again.stdout
    assert simsa_here("audit", "verify", "--out", tmp_path).returncode == DONE


def test_other_call_is_left_alone(records, simsa_here, tmp_path):
    assert "없음" in simsa_here("retain", CALL, "--yes", "--out", tmp_path).stdout
    assert len(records.of_call("long-ago")) == 1
