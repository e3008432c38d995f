"""`simsa override` and `simsa audit`, over a database with one record."""

import json
import sqlite3
from datetime import UTC, datetime

import pytest

from flows.cli.exit_codes import DONE, SOME_UNREADABLE, UNUSABLE
from records import Records
from rules import judge, load_call
from schemas import (
    Amount,
    Budget,
    FileFormat,
    FileInfo,
    Funding,
    Proposal,
    Record,
    RecordKey,
    Submission,
)

CALL = "regional-ai-2026"
NATIONAL = "/proposal/budget/funding/national/krw"
SHA256 = "c" * 64


def amount(millions):
    return Amount(krw=millions * 1_000_000, step=1_000_000)


@pytest.fixture
def out(tmp_path):
    """A folder with the records of one plan that keeps to the size of the call."""
    call = load_call(CALL)
    submission = Submission(file_name="예시.hwpx", sha256=SHA256)
    funding = Funding(total=amount(11_000), national=amount(6_600), local=amount(2_400), private=amount(2_000))
    proposal = Proposal(
        file=FileInfo(name="예시.hwpx", sha256=SHA256, format=FileFormat.HWPX, pages=None),
        budget=Budget(funding=funding),
    )
    record = Record(
        key=RecordKey(sha256=SHA256, call_id=CALL, call_version="1", code_version="1", model_version="1"),
        submission=submission,
        recorded_at=datetime(2026, 3, 11, tzinfo=UTC),
        proposal=proposal,
        findings=judge(proposal, submission, call),
    )
    with Records(f"sqlite:///{tmp_path / 'simsa.db'}") as records:
        records.save(record)
    return tmp_path


@pytest.fixture
def override(simsa_here, out):
    def run(*arguments):
        who = ("--reviewer", "예시 검토자", "--reason", "원문 12쪽 확인")
        return simsa_here("override", "예시.hwpx", "--call", CALL, "--out", out, *arguments, *who)

    return run


def test_override_tells_which_verdicts_change(override):
    result = override("--at", NATIONAL, "--value", "9000000000")
    assert result.returncode == DONE
    assert "적용된 수정 1건" in result.stdout
    assert "national-size: met → violated" in result.stdout


def test_override_can_be_withdrawn(override):
    override("--at", NATIONAL, "--value", "9000000000")
    assert "적용된 수정 0건" in override("--at", NATIONAL, "--withdraw").stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--at", NATIONAL), "--value와 --withdraw"),
        (("--at", NATIONAL, "--value", "구십억"), "JSON이 아님"),
        (("--at", "/proposal/nothing", "--value", "1"), "없는 자리"),
    ],
)
def test_override_that_cannot_be_made_is_one_line(override, arguments, said):
    result = override(*arguments)
    assert result.returncode == UNUSABLE
    [line] = result.stderr.splitlines()
    assert said in line


def test_story_of_a_submission_names_who_did_what_and_why(override, simsa_here, out):
    override("--at", NATIONAL, "--value", "9000000000")
    result = simsa_here("audit", "show", "예시.hwpx", "--call", CALL, "--out", out)
    assert result.returncode == DONE
    recorded, observed, overridden, head = result.stdout.splitlines()
    assert "판독·검토 결과 저장" in recorded
    assert "접수일시 미상" in observed
    assert "(예시 검토자)" in overridden
    assert "총괄 국비: 6,600,000,000원 → 9,000,000,000원 수정, 사유: 원문 12쪽 확인" in overridden
    assert head.startswith("마지막 해시 ")


def test_verification_names_the_row_that_was_changed(simsa_here, out):
    assert simsa_here("audit", "verify", "--out", out).returncode == DONE
    with sqlite3.connect(out / "simsa.db") as connection:
        connection.execute("UPDATE findings SET verdict = 'met'")
    connection.close()
    result = simsa_here("audit", "verify", "--out", out)
    assert result.returncode == SOME_UNREADABLE
    assert "findings:1: 기록된 뒤 내용이 변경됨" in result.stdout


@pytest.mark.parametrize("command", ["verify", "show"])
def test_folder_without_records_is_no_empty_success(simsa_here, tmp_path, command):
    arguments = ("show", "예시.hwpx", "--call", CALL) if command == "show" else ("verify",)
    result = simsa_here("audit", *arguments, "--out", tmp_path / "nothing")
    assert result.returncode == UNUSABLE
    assert "저장된 심사자료 없음" in result.stderr
    assert not (tmp_path / "nothing").exists()


def test_difference_of_two_versions_is_told_in_korean_and_as_json(simsa_here, out):
    with Records(f"sqlite:///{out / 'simsa.db'}") as records:
        [first] = records.of_call(CALL)
        assert first.proposal is not None
        proposal = first.proposal.model_copy(update={"budget": Budget(funding=Funding(total=amount(12_000)))})
        corrected = first.model_copy(
            update={
                "key": first.key.model_copy(update={"sha256": "d" * 64}),
                "submission": Submission(file_name="보완.hwpx", sha256="d" * 64),
                "proposal": proposal,
            }
        )
        records.save(corrected)
    result = simsa_here("diff", "예시.hwpx", "보완.hwpx", "--call", CALL, "--out", out)
    assert result.returncode == DONE
    assert "총사업비 11,000백만원 → 12,000백만원 (증 1,000)" in result.stdout
    assert "국비 6,600백만원 → 미확인" in result.stdout
    as_json = simsa_here("diff", "예시.hwpx", "보완.hwpx", "--call", CALL, "--out", out, "--format", "json")
    assert json.loads(as_json.stdout)["funding"][0]["after_krw"] == 12_000_000_000
    assert simsa_here("diff", "예시.hwpx", "예시.hwpx", "--call", CALL, "--out", out).stdout.startswith(
        "달라진 내용 없음"
    )
    assert simsa_here("diff", "예시.hwpx", "없음.hwpx", "--call", CALL, "--out", out).returncode == UNUSABLE


def test_export_masks_unless_originals_are_asked_for_and_confirmed(simsa_here, out, tmp_path):
    masked = simsa_here("export", CALL, "--to", tmp_path / "masked", "--out", out)
    assert masked.returncode == DONE
    assert (tmp_path / "masked" / "findings.csv").is_file()
    whole = simsa_here("export", CALL, "--to", tmp_path / "whole", "--out", out, "--with-originals", "--yes")
    assert whole.returncode == DONE
    taken = simsa_here("import", tmp_path / "whole", "--out", tmp_path / "other")
    assert taken.returncode == DONE
    with Records(f"sqlite:///{out / 'simsa.db'}") as before, Records(f"sqlite:///{tmp_path}/other/simsa.db") as after:
        assert after.of_call(CALL) == before.of_call(CALL)


def test_import_of_tables_without_originals_is_refused(simsa_here, out, tmp_path):
    simsa_here("export", CALL, "--to", tmp_path / "masked", "--out", out)
    refused = simsa_here("import", tmp_path / "masked", "--out", tmp_path / "other")
    assert refused.returncode == UNUSABLE
    assert "원본 없이 내보낸 것" in refused.stderr


def test_pages_show_what_reviewers_decided_beside_what_was_read(override, simsa_here, out):
    override("--at", NATIONAL, "--value", "9000000000")
    result = simsa_here("summary", "--call", CALL, "--out", out)
    assert result.returncode == DONE
    [page] = [path for path in out.glob("*.html") if path.name != "index.html"]
    text = page.read_text(encoding="utf-8")
    assert "검토자 수정 1건" in text
    assert "6,600,000,000" in text
    assert "원문 12쪽 확인" in text
    assert "국비 9,000백만원" in text


@pytest.fixture
def review(simsa_here, out):
    def run(command, *arguments):
        who = ("--reviewer", "예시 검토자") if command != "show" else ()
        return simsa_here("review", command, "예시.hwpx", *arguments, "--call", CALL, "--out", out, *who)

    return run


def test_review_is_told_as_it_stands_after_each_decision(review, simsa_here, out):
    assert review("show").stdout == "검토 상태: 미착수\n"
    dismissed = review("finding", "--rule", "local-share", "--dismiss", "--reason", "지방비 확약서 확인")
    assert "검토 의견 「" in dismissed.stdout
    assert "기각, 사유: 지방비 확약서 확인 (예시 검토자)" in dismissed.stdout
    assert "메모 2번: 연락처 010-****-****" in review("note", "--text", "연락처 010-1234-5678").stdout
    assert "보완 요청 항목으로 지정: 확약서" in review("request", "--text", "확약서").stdout
    assert review("state", "done").stdout.startswith("검토 상태: 검토 완료")
    withdrawn = review("finding", "--rule", "local-share", "--withdraw", "--reason", "다시 검토")
    assert "기각" not in withdrawn.stdout
    assert "메모" not in review("note", "--replaces", "2", "--withdraw").stdout
    story = simsa_here("audit", "show", "예시.hwpx", "--call", CALL, "--out", out).stdout
    for told in (
        "기각, 사유",
        "메모: 연락처 010-****-****",
        "메모 2번 삭제",
        "검토 상태를 검토 완료(으)로 변경",
        "판단 철회",
    ):
        assert told in story


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("finding", "--rule", "local-share", "--reason", "예"), "가운데 하나만"),
        (("finding", "--rule", "none-such", "--confirm", "--reason", "예"), "없는 자리"),
        (("note",), "가운데 하나만"),
        (("note", "--text", "메모", "--at", "/proposal/nowhere"), "없는 자리"),
        (("note", "--text", "메모", "--replaces", "7"), "없는 메모"),
        (("state", "finished"), "finished"),
    ],
)
def test_decision_that_cannot_be_made_is_one_line(review, arguments, said):
    result = review(*arguments)
    assert result.returncode == UNUSABLE
    [line] = result.stderr.splitlines()
    assert said in line


def test_withdrawn_file_leaves_lists_until_the_withdrawal_is_undone(simsa_here, out):
    def withdraw(*arguments):
        who = ("--reviewer", "예시 담당자", "--reason", "신청 철회")
        return simsa_here("withdraw", "예시.hwpx", "--call", CALL, "--out", out, *who, *arguments)

    done = withdraw()
    assert done.returncode == DONE
    assert "철회 예시.hwpx (예시 담당자, " in done.stdout
    again = withdraw()
    assert again.returncode == UNUSABLE
    assert "이미 철회됨(예시 담당자, " in again.stderr
    assert simsa_here("summary", "--call", CALL, "--out", out).returncode == UNUSABLE
    assert withdraw("--undo").returncode == DONE
    assert "철회된 접수 파일 없음" in withdraw("--undo").stderr
    story = simsa_here("audit", "show", "예시.hwpx", "--call", CALL, "--out", out).stdout
    assert "예시.hwpx 접수 철회, 사유: 신청 철회" in story
    assert "예시.hwpx 접수 철회를 취소" in story
    assert simsa_here("summary", "--call", CALL, "--out", out).returncode == DONE
