"""A withdrawn submission no longer counts until the withdrawal is taken back."""

from datetime import UTC, datetime

import pytest

from records import Records
from schemas.errors import ChangedMeanwhile, StorageError, UsageError

CALL = "regional-ai"
WHO = {"reviewer": "예시 담당자", "reason": "신청 철회 공문 접수"}


@pytest.fixture
def filled(records, make_record):
    """Two submissions."""
    records.save(make_record())
    records.save(make_record(file_name="다른.pdf", sha256="b" * 64))
    return records


def names(records):
    return [record.submission.file_name for record in records.of_call(CALL)]


def test_withdrawn_submission_is_in_no_list_and_is_named_with_the_reason(filled, make_record):
    filled.withdraw(make_record(), **WHO)
    assert names(filled) == ["다른.pdf"]
    assert [each.record.submission.file_name for each in filled.reviewed(CALL, lambda *_: ())] == ["다른.pdf"]
    assert filled.reviewed_one_by_one(CALL, lambda *_: ())[:] == filled.reviewed(CALL, lambda *_: ())
    [withdrawal] = filled.withdrawals(CALL)
    assert (withdrawal.file_name, withdrawal.reviewer, withdrawal.reason) == ("예시.pdf", *WHO.values())
    assert filled.withdrawals("another-call") == ()


def test_later_run_over_the_file_does_not_bring_it_back(filled, make_record):
    filled.withdraw(make_record(), **WHO)
    filled.save(make_record(code_version="0.2.0"))
    filled.save(make_record(file_name="(재)예시.pdf"))
    assert names(filled) == ["다른.pdf"]
    assert [each.file_name for each in filled.withdrawals(CALL)] == ["(재)예시.pdf"]


def test_withdrawal_is_taken_back_and_made_again(filled, make_record):
    for _ in range(2):
        filled.withdraw(make_record(), **WHO)
        [withdrawal] = filled.withdrawals(CALL)
        filled.restore(CALL, withdrawal, reviewer="예시 담당자", reason="착오")
        assert filled.withdrawals(CALL) == ()
        assert names(filled) == ["다른.pdf", "예시.pdf"]
    assert filled.audit_problems() == ()
    story = [(event.kind, event.detail["reason"]) for event in filled.events(CALL, file_name="예시.pdf")[-2:]]
    assert story == [("withdrawn", "신청 철회 공문 접수"), ("restored", "착오")]


def test_what_was_never_stored_or_is_as_asked_is_refused(filled, make_record):
    with pytest.raises(StorageError, match="저장되어 있지 않은"):
        filled.withdraw(make_record(sha256="c" * 64), **WHO)
    filled.withdraw(make_record(), **WHO)
    [withdrawal] = filled.withdrawals(CALL)
    with pytest.raises(StorageError, match="이미 철회됨"):
        filled.withdraw(make_record(), **WHO)
    filled.restore(CALL, withdrawal, **WHO)
    with pytest.raises(StorageError, match="철회되어 있지 않음"):
        filled.restore(CALL, withdrawal, **WHO)


@pytest.mark.parametrize("lacking", [{"reviewer": " "}, {"reason": ""}])
def test_withdrawal_needs_a_name_and_a_reason(filled, make_record, lacking):
    with pytest.raises(UsageError):
        filled.withdraw(make_record(), **WHO | lacking)
    assert len(names(filled)) == 2


def test_withdrawal_on_an_earlier_revision_is_refused(filled, make_record):
    [_, seen] = filled.reviewed(CALL, lambda *_: ())
    assert tuple(filled.reviewed_one_by_one(CALL, lambda *_: ())) == filled.reviewed(CALL, lambda *_: ())
    filled.save(make_record(code_version="0.2.0", recorded_at=datetime(2026, 3, 12, tzinfo=UTC)))
    with pytest.raises(ChangedMeanwhile, match="심사자료 갱신"):
        filled.withdraw(seen.record, **WHO, on_revision=seen.review.revision)


def test_withdrawals_come_back_from_an_export(filled, make_record, tmp_path):
    filled.withdraw(make_record(), **WHO)
    filled.export(CALL, tmp_path / "export")
    with Records(f"sqlite:///{tmp_path / 'other' / 'simsa.db'}") as other:
        other.take_over(tmp_path / "export")
        assert other.withdrawals(CALL) == filled.withdrawals(CALL)
        assert names(other) == ["다른.pdf"]
