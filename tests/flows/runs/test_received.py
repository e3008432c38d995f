"""What lies in an inbox twice, no longer, or withdrawn is one submission or none, and is said."""

import pytest

from flows.runs.report import IntakeOrder
from flows.runs.rerun import Action, what_would_change
from flows.runs.taking_in import take_in
from records import Records
from schemas import SubmissionKind

pytestmark = pytest.mark.usefixtures("kept_templates")
CALL = "regional-ai-2026"


@pytest.fixture
def inbox(tmp_path):
    """Two files that no reader takes, so that a run over them is short."""
    folder = tmp_path / "inbox"
    folder.mkdir()
    (folder / "가.pdf").write_bytes(b"one")
    (folder / "나.pdf").write_bytes(b"other")
    return folder


@pytest.fixture
def run(inbox, tmp_path):
    """Takes the inbox in; what it told, and the names of the records that count."""

    def take():
        report = take_in(IntakeOrder(inbox=str(inbox), call=CALL, out=str(tmp_path / "out")))
        with Records(f"sqlite:///{tmp_path / 'out' / 'simsa.db'}") as records:
            names = [record.submission.file_name for record in records.of_call(CALL)]
        return report.notices, names

    return take


def test_same_file_under_two_names_is_one_submission_and_stays_so(inbox, run, tmp_path):
    (inbox / "다.pdf").write_bytes(b"one")
    for _ in range(2):
        told, names = run()
        assert names == ["가.pdf", "나.pdf"]
        assert told[0] == "다.pdf: 가.pdf과(와) 같은 파일이므로 한 건으로 처리함"
    with Records(f"sqlite:///{tmp_path / 'out' / 'simsa.db'}") as records:
        assert [event.kind for event in records.events(CALL)].count("observed") == 2


def test_name_that_the_receipts_know_is_the_one_that_counts(inbox, run):
    (inbox / "다.pdf").write_bytes(b"one")
    (inbox / "receipts.csv").write_text("file,received_at,kind\n다.pdf,2026-03-09T10:00:00+09:00,first\n")
    _, names = run()
    assert names == ["나.pdf", "다.pdf"]


def test_renamed_file_is_no_second_submission(inbox, run):
    run()
    (inbox / "가.pdf").rename(inbox / "가 (최종).pdf")
    told, names = run()
    assert names == ["가 (최종).pdf", "나.pdf"]
    assert told == ()


def test_file_that_is_gone_is_said_and_still_counts(inbox, run):
    run()
    (inbox / "가.pdf").unlink()
    told, names = run()
    assert names == ["가.pdf", "나.pdf"]
    assert told == ("저장된 접수본 1건이 접수함에 없음(심사자료는 계속 유효, 철회는 simsa withdraw): 가.pdf",)


def test_withdrawn_file_is_not_worked_on_and_said(inbox, run, tmp_path):
    run()
    url = f"sqlite:///{tmp_path / 'out' / 'simsa.db'}"
    with Records(url) as records:
        records.withdraw(records.of_call(CALL)[0], reviewer="예시 담당자", reason="신청 철회")
    told, names = run()
    assert names == ["나.pdf"]
    assert told == ("가.pdf: 철회된 접수 파일이므로 처리하지 않음(신청 철회)",)
    planned = {
        submission.file_name: plan
        for submission, plan in what_would_change(str(inbox), CALL, url, SubmissionKind.FIRST)
    }
    assert planned["가.pdf"].action is Action.NOTHING
    assert planned["가.pdf"].reasons == ("철회된 접수: 신청 철회",)
