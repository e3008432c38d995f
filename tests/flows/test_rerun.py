"""A run goes no further back than what changed asks for."""

from datetime import UTC, datetime

import pytest

from flows.rerun import Action, plan
from flows.versions import code_version, reading_version, understands_alike
from rules import load_call
from schemas import FileFormat, FileInfo, Proposal, Record, RecordKey, Submission

SHA256 = "a" * 64
SUBMISSION = Submission(file_name="예시.pdf", sha256=SHA256, received_at=datetime(2026, 3, 9, tzinfo=UTC))


@pytest.fixture(scope="module")
def call():
    return load_call("regional-ai-2026")


def key_of(**changed):
    values = {"call_version": "1", "code_version": "0.1.0+u1.r1", "model_version": "m1"} | changed
    return RecordKey(sha256=SHA256, call_id="regional-ai-2026", **values)


def record():
    file = FileInfo(name="예시.pdf", sha256=SHA256, format=FileFormat.PDF, pages=1)
    return Record(
        key=key_of(), submission=SUBMISSION, recorded_at=datetime(2026, 3, 11, tzinfo=UTC), proposal=Proposal(file=file)
    )


def planned(call, key=None, submission=SUBMISSION, **known):
    facts = {"earlier": record(), "earlier_call": call, "has_document": lambda _: True} | known
    return plan(key or key_of(), submission, call, **facts)


def test_new_file_is_read(call):
    assert planned(call, earlier=None).action is Action.READ


def test_corrected_receipt_is_judged_on_what_is_kept(call):
    later = SUBMISSION.model_copy(update={"received_at": datetime(2026, 3, 12, tzinfo=UTC)})
    assert planned(call, submission=later) == (Action.JUDGE, ("접수 정보 변경",))


def test_changed_rule_of_the_code_is_judged_on_what_is_kept(call):
    assert planned(call, key_of(code_version="0.1.0+u1.r2")) == (Action.JUDGE, ("규칙 프로그램 변경",))


def test_amended_rules_of_the_call_are_judged_on_what_is_kept(call):
    amended = call.model_copy(update={"version": "2", "rules": call.rules[1:]})
    assert planned(amended, key_of(call_version="2"), earlier_call=call) == (Action.JUDGE, ("공고 변경(1판 → 2판)",))


def test_amended_words_of_the_call_are_extracted_anew_from_the_kept_document(call):
    amended = call.model_copy(update={"version": "2", "user_words": ("예시어",)})
    assert planned(amended, key_of(call_version="2"), earlier_call=call).action is Action.UNDERSTAND
    assert (
        planned(amended, key_of(call_version="2"), earlier_call=call, has_document=lambda _: False).action
        is Action.READ
    )


def test_call_that_nobody_kept_is_not_taken_for_the_same(call):
    assert planned(call, key_of(call_version="2"), earlier_call=None).action is Action.UNDERSTAND


def test_new_area_model_assigns_areas_only(call):
    assert planned(call, key_of(model_version="m2")) == (Action.ASSIGN_AREAS, ("분야 모형 변경",))


def test_changed_reader_reads_only_files_without_a_document_of_its_version(call):
    changed = key_of(code_version="0.1.0+u2.r1")
    kept = {reading_version(FileFormat.PDF)}
    assert planned(call, changed, has_document=kept.__contains__).action is Action.UNDERSTAND
    assert planned(call, changed, has_document={"pdf:old"}.__contains__).action is Action.READ


def test_furthest_of_several_changes_counts(call):
    both = key_of(code_version="0.1.0+u2.r1", model_version="m2")
    action, reasons = planned(call, both)
    assert action is Action.UNDERSTAND
    assert reasons == ("분야 모형 변경", "판독·추출 프로그램 변경")


def test_code_version_of_before_the_stages_is_never_taken_for_alike():
    assert not understands_alike("0.1.0+abcdef012345", "0.1.0+abcdef012345")
    assert understands_alike(code_version(), code_version())


def test_formats_have_reading_versions_of_their_own():
    assert len({reading_version(file_format) for file_format in FileFormat}) == len(FileFormat)
