"""What reviewers say about areas is kept beside what was found."""

import unicodedata
from datetime import UTC, datetime, timedelta, timezone

import pytest

from records import Records, area_correction
from schemas.errors import StorageError

NOON = datetime(2026, 3, 12, 12, tzinfo=timezone(timedelta(hours=9)))
CALL = "regional-ai"


def correction(program, corrected=("infra",), at=NOON, reviewer="예시 검토자"):
    return area_correction(
        program, corrected, reviewer=reviewer, corrected_at=at, reason="장비 구입이 주된 내용", source="a" * 64
    )


def test_a_correction_comes_back_with_who_when_and_why(url, make_record):
    record = make_record()
    given = correction(record.proposal.programs[0])
    with Records(url) as records:
        records.save(record)
        records.correct_area(record, given)
    with Records(url) as records:
        (kept,) = records.area_corrections(CALL)
        assert kept == given
        assert kept.found == ("talent", "solution")
        assert kept.corrected_at.astimezone(UTC) == NOON
        assert list(records.of_call(CALL)) == [record]


def test_the_last_correction_of_a_text_counts(records, make_record):
    record = make_record()
    program = record.proposal.programs[0]
    other = program.model_copy(update={"title": "예시 프로그램"})
    records.save(record)
    for given in (correction(program), correction(other), correction(program, ("solution",))):
        records.correct_area(record, given)
    assert [(c.title, c.corrected) for c in records.area_corrections(CALL)] == [
        ("예시 프로그램", ("infra",)),
        (program.title, ("solution",)),
    ]


def test_corrections_are_those_of_one_call(records, make_record):
    record = make_record()
    records.save(record)
    records.correct_area(record, correction(record.proposal.programs[0]))
    assert records.area_corrections("another-call") == ()


def test_letters_written_apart_are_the_same_text(make_record):
    program = make_record().proposal.programs[0]
    apart = program.model_copy(update={"title": unicodedata.normalize("NFD", program.title)})
    assert correction(apart).content_hash == correction(program).content_hash


def test_a_correction_needs_a_stored_record(records, make_record):
    record = make_record()
    with pytest.raises(StorageError, match="저장되어 있지 않음"):
        records.correct_area(record, correction(record.proposal.programs[0]))


@pytest.mark.parametrize(
    "wrong",
    [{"corrected": ()}, {"reviewer": " "}, {"at": datetime(2026, 3, 12)}],  # noqa: DTZ001 - that is the mistake
)
def test_a_correction_names_areas_a_reviewer_and_a_moment(make_record, wrong):
    with pytest.raises(StorageError, match="분야 수정"):
        correction(make_record().proposal.programs[0], **wrong)
