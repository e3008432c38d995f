"""What reviewers decide rests on what they saw, and two at once do not overwrite each other."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from records import Records, area_correction, finding_pointer, make_decision, make_override
from schemas import DecisionKind, Failure, ReviewState, Stance
from schemas.errors import ChangedMeanwhile, StorageError, UsageError

CALL = "regional-ai"
NOON = datetime(2026, 3, 12, 3, 0, tzinfo=UTC)
FINDING = finding_pointer("national-share")
PROGRAM = "/proposal/programs/재직자 AI 활용역량 강화 교육"
NATIONAL = "/proposal/budget/funding/national/krw"


def judge(proposal, submission):
    raise AssertionError("nothing is overridden: nothing is judged")


def looked_at(records):
    [found] = records.reviewed(CALL, judge)
    return found


@pytest.fixture
def saved(records, make_record):
    records.save(make_record())
    return records


@pytest.fixture
def decide(saved):
    """Stores a decision on what stands now; the review after it."""

    def run(kind, pointer, value, **more):
        reviewed = looked_at(saved)
        told: dict[str, Any] = {"reviewer": "검토자 예시", "made_at": NOON, "reason": "원문 확인"} | more
        made = make_decision(reviewed, kind, pointer, value, **told)
        revision = saved.decide(reviewed.record, made, on_revision=reviewed.review.revision)
        review = looked_at(saved).review
        assert review.revision == revision
        return review

    return run


def test_untouched_submission_is_not_started(saved):
    review = looked_at(saved).review
    assert (review.state, dict(review.findings), review.notes, review.to_confirm) == (
        ReviewState.NOT_STARTED,
        {},
        (),
        (),
    )


def test_finding_is_dismissed_with_a_reason_and_the_last_word_counts(decide):
    assert decide(DecisionKind.FINDING, FINDING, Stance.DISMISSED).findings["national-share"].value == "dismissed"
    assert decide(DecisionKind.FINDING, FINDING, Stance.CONFIRMED).findings["national-share"].value == "confirmed"
    assert decide(DecisionKind.FINDING, FINDING, None).findings == {}


@pytest.mark.parametrize(
    "pointer", ["", PROGRAM, FINDING, "/proposal/budget/funding/national", "/document/14쪽 표 6-2"]
)
def test_note_may_stand_on_the_plan_a_programme_a_finding_or_a_place(decide, pointer):
    [note] = decide(DecisionKind.NOTE, pointer, "협약 전 확인", reason="").notes
    assert (note.pointer, note.value, note.reviewer) == (pointer, "협약 전 확인", "검토자 예시")


def test_note_is_replaced_and_removed_by_its_number(decide):
    [first] = decide(DecisionKind.NOTE, "", "처음").notes
    [second, other] = sorted(
        (decide(DecisionKind.NOTE, "", "다른 메모"), decide(DecisionKind.NOTE, "", "고침", replaces=first.id))[1].notes,
        key=lambda note: note.value,
    )
    assert (second.value, other.value) == ("고침", "다른 메모")
    assert [note.value for note in decide(DecisionKind.NOTE, "", None, replaces=second.id).notes] == ["다른 메모"]


def test_item_is_marked_for_the_request_and_unmarked(decide):
    assert decide(DecisionKind.REQUEST, FINDING, "국비 비율 근거 제출").requests[FINDING].value == "국비 비율 근거 제출"
    assert decide(DecisionKind.REQUEST, FINDING, "").requests[FINDING].value == ""
    assert decide(DecisionKind.REQUEST, FINDING, None).requests == {}


def test_state_of_review_is_what_was_set_last(decide):
    assert decide(DecisionKind.STATE, "", ReviewState.IN_REVIEW).state is ReviewState.IN_REVIEW
    assert decide(DecisionKind.STATE, "", ReviewState.DONE).state is ReviewState.DONE
    assert decide(DecisionKind.STATE, "", ReviewState.NOT_STARTED).state is ReviewState.NOT_STARTED


def test_decisions_wait_for_confirmation_where_a_later_run_found_something_else(saved, decide, make_record):
    decide(DecisionKind.FINDING, FINDING, Stance.DISMISSED)
    decide(DecisionKind.REQUEST, FINDING, "")
    decide(DecisionKind.NOTE, PROGRAM, "교육 대상 확인")
    decide(DecisionKind.STATE, "", ReviewState.DONE)
    again = make_record(code_version="0.2.0")
    [finding] = again.findings
    saved.save(again.model_copy(update={"findings": (finding.model_copy(update={"message": "국비 비율 60.1%"}),)}))
    review = looked_at(saved).review
    assert [decision.kind for decision in review.to_confirm] == ["finding", "request", "state"]
    assert (review.findings, review.requests, review.state) == ({}, {}, ReviewState.IN_REVIEW)
    assert [note.value for note in review.notes] == ["교육 대상 확인"]
    confirmed = decide(DecisionKind.FINDING, FINDING, Stance.DISMISSED)
    assert confirmed.findings["national-share"].value == "dismissed"
    assert [decision.kind for decision in confirmed.to_confirm] == ["request", "state"]


def test_decisions_stand_where_a_later_run_found_the_same(saved, decide, make_record):
    decide(DecisionKind.FINDING, FINDING, Stance.DISMISSED)
    decide(DecisionKind.STATE, "", ReviewState.DONE)
    saved.save(make_record(code_version="0.2.0"))
    review = looked_at(saved).review
    assert (len(review.findings), review.state, review.to_confirm) == (1, ReviewState.DONE, ())


def test_note_about_a_programme_that_is_gone_is_still_shown_and_put_up(saved, decide, make_record):
    decide(DecisionKind.NOTE, PROGRAM, "교육 대상 확인")
    again = make_record(code_version="0.2.0")
    without = again.proposal.model_copy(update={"programs": ()})
    saved.save(again.model_copy(update={"proposal": without}))
    review = looked_at(saved).review
    assert review.notes == review.to_confirm != ()


def test_unreadable_file_has_a_review_too(records, make_record):
    records.save(make_record(failure=Failure(code="encrypted", message="암호가 걸린 파일입니다")))
    reviewed = looked_at(records)
    note = make_decision(reviewed, DecisionKind.NOTE, "", "다시 받음", reviewer="검토자 예시", made_at=NOON)
    records.decide(reviewed.record, note, on_revision=reviewed.review.revision)
    assert [note.value for note in looked_at(records).review.notes] == ["다시 받음"]


@pytest.mark.parametrize("meanwhile", ["decision", "override", "area", "run"])
def test_change_on_an_earlier_revision_is_refused_and_says_who_did_what(saved, make_record, meanwhile):
    reviewed = looked_at(saved)
    record, revision = reviewed.record, reviewed.review.revision
    who: dict[str, Any] = {"reviewer": "다른 검토자", "reason": "원문"}
    if meanwhile == "decision":
        dismissed = make_decision(reviewed, DecisionKind.FINDING, FINDING, Stance.DISMISSED, made_at=NOON, **who)
        saved.decide(record, dismissed, on_revision=revision)
    elif meanwhile == "override":
        saved.override(record, make_override(record, NATIONAL, 1, made_at=NOON, **who), on_revision=revision)
    elif meanwhile == "area":
        [program] = record.proposal.programs
        correction = area_correction(program, ["infra"], corrected_at=NOON, source=record.key.sha256, **who)
        saved.correct_area(record, correction, on_revision=revision)
    else:
        saved.save(make_record(national=7001, code_version="0.2.0"))
    mine = make_decision(
        reviewed, DecisionKind.FINDING, FINDING, Stance.CONFIRMED, reviewer="나", reason="예", made_at=NOON
    )
    before = saved.audit_head()
    said = {
        "decision": "다른 검토자: /findings/national-share 검토 의견 판단",
        "override": f"다른 검토자: {NATIONAL} 값 수정",
        "area": "다른 검토자: 재직자 AI 활용역량 강화 교육 분야 수정",
        "run": "simsa: 판독·검토 결과 저장, simsa: 심사자료 갱신",
    }
    with pytest.raises(ChangedMeanwhile) as refused:
        saved.decide(record, mine, on_revision=revision)
    assert said[meanwhile] in refused.value.message
    for change in (
        lambda: saved.override(record, make_override(record, NATIONAL, 2, made_at=NOON, **who), on_revision=revision),
        lambda: saved.correct_area(
            record,
            area_correction(record.proposal.programs[0], ["infra"], corrected_at=NOON, source="a" * 64, **who),
            on_revision=revision,
        ),
    ):
        with pytest.raises(ChangedMeanwhile):
            change()
    assert saved.audit_head() == before


def test_many_changes_meanwhile_are_counted(saved):
    reviewed = looked_at(saved)
    for number in range(5):
        note = make_decision(reviewed, DecisionKind.NOTE, "", f"{number}", reviewer="다른 검토자", made_at=NOON)
        saved.decide(reviewed.record, note, on_revision=None)
    with pytest.raises(ChangedMeanwhile, match="외 2건"):
        saved.decide(reviewed.record, note, on_revision=reviewed.review.revision)


def test_other_submissions_of_the_call_do_not_count_as_a_change(saved, make_record):
    reviewed = looked_at(saved)
    saved.save(make_record(file_name="다른.pdf", sha256="b" * 64))
    note = make_decision(reviewed, DecisionKind.NOTE, "", "메모", reviewer="검토자 예시", made_at=NOON)
    saved.decide(reviewed.record, note, on_revision=reviewed.review.revision)
    mine, other = saved.reviewed(CALL, judge)
    assert (len(mine.review.notes) + len(other.review.notes)) == 1
    assert [each.record.submission.file_name for each in saved.reviewed(CALL, judge, files=["b" * 64])] == ["다른.pdf"]


@pytest.mark.parametrize(
    ("kind", "pointer", "value", "more", "said"),
    [
        (DecisionKind.FINDING, FINDING, Stance.DISMISSED, {"reason": " "}, "사유"),
        (DecisionKind.FINDING, FINDING, "perhaps", {}, "판단"),
        (DecisionKind.FINDING, PROGRAM, Stance.DISMISSED, {}, "검토 의견"),
        (DecisionKind.FINDING, "/findings/nothing", Stance.DISMISSED, {}, "없는 자리"),
        (DecisionKind.NOTE, "/proposal/nowhere", "메모", {}, "없는 자리"),
        (DecisionKind.NOTE, "", " ", {}, "메모 내용"),
        (DecisionKind.NOTE, "", None, {}, "삭제할 메모"),
        (DecisionKind.NOTE, "", "메모", {"reviewer": " "}, "검토자"),
        (DecisionKind.NOTE, "", "가" * 20_001, {}, "20,000자"),
        (DecisionKind.STATE, FINDING, ReviewState.DONE, {}, "검토 상태"),
        (DecisionKind.STATE, "", "perhaps", {}, "검토 상태"),
        (DecisionKind.REQUEST, "", "요청", {"replaces": 1}, "메모뿐"),
    ],
)
def test_decision_that_cannot_be_made_says_why(decide, saved, kind, pointer, value, more, said):
    with pytest.raises(UsageError, match=said):
        decide(kind, pointer, value, **more)
    assert [event.kind for event in saved.events(CALL)] == ["recorded", "observed"]


def test_note_of_another_submission_is_not_replaced(saved, decide, make_record):
    [note] = decide(DecisionKind.NOTE, "", "메모").notes
    saved.save(make_record(file_name="다른.pdf", sha256="b" * 64))
    [other] = saved.reviewed(CALL, judge, files=["b" * 64])
    stolen = make_decision(other, DecisionKind.NOTE, "", "덮어씀", reviewer="나", made_at=NOON, replaces=note.id)
    with pytest.raises(StorageError, match="없는 메모"):
        saved.decide(other.record, stolen, on_revision=other.review.revision)


def test_every_decision_is_attested_and_told(saved, decide):
    decide(DecisionKind.NOTE, "", "메모", made_at=NOON + timedelta(minutes=1))
    *_, told = saved.events(CALL)
    assert (told.kind, told.actor, told.detail["value"]) == ("decided-note", "검토자 예시", "메모")
    assert saved.audit_problems() == ()
    connection = saved._engine.raw_connection()
    connection.execute("UPDATE decisions SET value = '다른 말'")
    connection.commit()
    connection.close()
    [problem] = saved.audit_problems()
    assert problem.place == "decisions:1"


def test_decisions_come_back_from_an_export(saved, decide, tmp_path):
    decide(DecisionKind.FINDING, FINDING, Stance.DISMISSED)
    [note] = decide(DecisionKind.NOTE, "", "처음").notes
    decide(DecisionKind.NOTE, "", "고침", replaces=note.id)
    saved.export(CALL, tmp_path / "export")
    with Records(f"sqlite:///{tmp_path / 'other' / 'simsa.db'}") as other:
        other.take_over(tmp_path / "export")
        [found] = other.reviewed(CALL, judge)
    before, after = looked_at(saved).review, found.review
    assert after.model_copy(update={"revision": before.revision}) == before


def test_decisions_on_postgresql_are_the_same(postgres_url, make_record):
    with Records(postgres_url) as records:
        records.save(make_record())
        reviewed = looked_at(records)
        note = make_decision(reviewed, DecisionKind.NOTE, "", "메\0모", reviewer="검토자 예시", made_at=NOON)
        records.decide(reviewed.record, note, on_revision=reviewed.review.revision)
        with pytest.raises(ChangedMeanwhile):
            records.decide(reviewed.record, note, on_revision=reviewed.review.revision)
        assert [note.value for note in looked_at(records).review.notes] == ["메모"]
        assert records.audit_problems() == ()
