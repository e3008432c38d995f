"""Which version of an applicant's plan a record is."""

from datetime import UTC, datetime

from records import version_numbers
from schemas import Failure, SubmissionKind


def test_versions_count_by_applicant_and_kind_in_the_order_of_arrival(make_record):
    def corrected(day, letter, **changes):
        return make_record(
            kind=SubmissionKind.CORRECTED,
            received_at=datetime(2026, 3, day, tzinfo=UTC),
            sha256=letter * 64,
            **changes,
        )

    records = [
        corrected(20, "c"),
        corrected(12, "b"),
        make_record(sha256="a" * 64),
        corrected(21, "d", applicant="다른광역시"),
        corrected(22, "b", file_name="사본.pdf"),
    ]
    assert version_numbers(records) == (2, 1, 1, 1, 1)


def test_a_file_without_a_receipt_comes_after_those_with_one(make_record):
    known = make_record(sha256="b" * 64, received_at=datetime(2026, 3, 9, tzinfo=UTC))
    assert version_numbers([make_record(sha256="a" * 64), known]) == (2, 1)


def test_a_file_of_nobody_known_has_no_number(make_record):
    unread = make_record(failure=Failure(code="damaged", message="손상된 파일입니다"))
    assert version_numbers([unread]) == (None,)


def test_the_receipt_says_whose_file_it_is_before_the_plan_does(make_record):
    record = make_record()
    named = record.model_copy(
        update={"submission": record.submission.model_copy(update={"applicant": "접수광역시", "sha256": "b" * 64})}
    )
    assert version_numbers([record, named]) == (1, 1)
