"""Which submissions take part, and which are late, excluded, replaced or not read."""

import pytest

from records.standing import Standing, standings
from rules import load_call
from schemas import Failure, SubmissionKind, Verdict


@pytest.fixture(scope="module")
def call():
    return load_call("regional-ai-2026")


def _broken(record, rule):
    finding = record.findings[0].model_copy(update={"rule": rule, "verdict": Verdict.VIOLATED})
    return record.model_copy(update={"findings": (finding,)})


def test_of_the_valid_copies_of_a_government_only_the_latest_counts(make_record, call):
    first = make_record(file_name="접수.pdf")
    corrected = make_record(file_name="보완.pdf", kind=SubmissionKind.CORRECTED)
    assert standings([corrected, first], call) == (Standing.VALID, Standing.REPLACED)


@pytest.mark.parametrize(
    ("rule", "standing"), [("deadline", Standing.LATE), ("applicant-eligible", Standing.INELIGIBLE)]
)
def test_late_or_excluded_copies_replace_nothing(rule, standing, make_record, call):
    valid = make_record(file_name="접수.pdf")
    later = _broken(make_record(file_name="접수-2.pdf", kind=SubmissionKind.CORRECTED), rule)
    assert standings([valid, later], call) == (Standing.VALID, standing)


def test_file_that_could_not_be_read_takes_no_part(make_record, call):
    failed = make_record(file_name="암호.hwp", failure=Failure(code="encrypted", message="암호"))
    assert standings([failed], call) == (Standing.UNREAD,)
