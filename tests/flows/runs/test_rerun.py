"""A run goes no further back than what changed asks for."""

from datetime import UTC, datetime

import pytest

from flows.runs.rerun import Action, plan
from flows.versions import code_version, extraction_version
from rules import load_call
from schemas import FileFormat, FileInfo, Proposal, Record, RecordKey, Submission

SHA256 = "a" * 64
CODE = "0.1.0+pdf.1+docx.1+hangul.1+rules.1"
SUBMISSION = Submission(file_name="예시.pdf", sha256=SHA256, received_at=datetime(2026, 3, 9, tzinfo=UTC))


@pytest.fixture(scope="module")
def call():
    return load_call("regional-ai-2026")


def key_of(**changed):
    values = {"call_version": "1", "code_version": CODE, "model_version": "m1"} | changed
    return RecordKey(sha256=SHA256, call_id="regional-ai-2026", **values)


def record():
    file = FileInfo(name="예시.pdf", sha256=SHA256, format=FileFormat.PDF, pages=1)
    return Record(
        key=key_of(), submission=SUBMISSION, recorded_at=datetime(2026, 3, 11, tzinfo=UTC), proposal=Proposal(file=file)
    )


def planned(call, key=None, submission=SUBMISSION, **known):
    facts = {"earlier": record(), "earlier_call": call} | known
    return plan(key or key_of(), submission, call, **facts)


def test_new_file_is_read(call):
    assert planned(call, earlier=None).action is Action.READ


def test_corrected_receipt_is_judged_on_what_is_kept(call):
    later = SUBMISSION.model_copy(update={"received_at": datetime(2026, 3, 12, tzinfo=UTC)})
    assert planned(call, submission=later) == (Action.JUDGE, ("접수 정보 변경",))


@pytest.mark.parametrize("changed", ["rules", "docx", "hangul"])
def test_code_that_had_no_part_in_a_pdfs_proposal_needs_new_verdicts_only(call, changed):
    key = key_of(code_version=CODE.replace(f"{changed}.1", f"{changed}.2"))
    assert planned(call, key) == (Action.JUDGE, ("규칙 프로그램 변경",))


def test_code_that_makes_a_pdfs_proposal_reads_the_file_again(call):
    key = key_of(code_version=CODE.replace("pdf.1", "pdf.2"))
    assert planned(call, key) == (Action.READ, ("판독·추출 프로그램 변경",))


def test_amended_rules_of_the_call_are_judged_on_what_is_kept(call):
    amended = call.model_copy(update={"version": "2", "rules": call.rules[1:]})
    assert planned(amended, key_of(call_version="2"), earlier_call=call) == (Action.JUDGE, ("공고 변경(1판 → 2판)",))


def test_amended_words_of_the_call_read_the_file_again(call):
    amended = call.model_copy(update={"version": "2", "user_words": ("예시어",)})
    assert planned(amended, key_of(call_version="2"), earlier_call=call).action is Action.READ


def test_call_that_nobody_kept_is_not_taken_for_the_same(call):
    assert planned(call, key_of(call_version="2"), earlier_call=None).action is Action.READ


def test_new_area_model_assigns_areas_only(call):
    assert planned(call, key_of(model_version="m2")) == (Action.ASSIGN_AREAS, ("분야 모형 변경",))


def test_furthest_of_several_changes_counts(call):
    both = key_of(code_version=CODE.replace("pdf.1", "pdf.2"), model_version="m2")
    assert planned(call, both) == (Action.READ, ("분야 모형 변경", "판독·추출 프로그램 변경"))


def test_code_version_of_before_the_stages_is_never_taken_for_alike(call):
    old = record().model_copy(update={"key": key_of(code_version="0.1.0+abcdef012345")})
    assert planned(call, earlier=old).action is Action.READ


def test_every_format_has_a_version_of_its_own_code():
    versions = {file_format: extraction_version(code_version(), file_format) for file_format in FileFormat}
    assert None not in versions.values()
    assert versions[FileFormat.HWPX] == versions[FileFormat.HWP]
    assert len(set(versions.values())) == 3
