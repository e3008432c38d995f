from datetime import datetime

import pytest

from schemas import Submission, SubmissionKind, Verdict

MET, VIOLATED, UNDETERMINED = Verdict.MET, Verdict.VIOLATED, Verdict.UNDETERMINED


def _received(at, kind=SubmissionKind.FIRST):
    when = datetime.fromisoformat(at) if at else None
    return Submission(file_name="example.pdf", sha256="0" * 64, received_at=when, kind=kind)


@pytest.mark.parametrize(
    ("at", "verdict"),
    [
        ("2026-03-10T16:40:00+09:00", MET),
        ("2026-03-10T23:59:59+09:00", MET),
        ("2026-03-11T00:00:00+09:00", VIOLATED),
        ("2026-03-10T14:59:59+00:00", MET),
        ("2026-03-10T15:00:00+00:00", VIOLATED),
        ("2026-03-11T09:12:00+09:00", VIOLATED),
        (None, UNDETERMINED),
    ],
)
def test_whole_tenth_of_march_in_seoul_counts(at, verdict, plan, found):
    assert found("deadline", plan(), _received(at)).verdict is verdict


@pytest.mark.parametrize("kind", [SubmissionKind.CORRECTED, SubmissionKind.AGREED])
@pytest.mark.parametrize("at", ["2026-05-01T10:00:00+09:00", None])
def test_only_first_copies_are_held_against_the_close(kind, at, plan, found):
    assert found("deadline", plan(), _received(at, kind)).verdict is Verdict.NOT_APPLICABLE


def test_late_receipt_says_when_and_how_late_from_the_receipt(plan, found):
    finding = found("deadline", plan(), _received("2026-03-11T00:12:00+00:00"))
    assert finding.message == (
        "2026. 3. 11. 09:12 접수로 마감(2026. 3. 10. 24:00) 후 9시간 12분 경과 → 접수 제외 또는 접수 증빙 확인 필요"
    )
    assert [anchor.text for anchor in finding.evidence] == ["접수대장: example.pdf, 2026-03-11T09:12:00+09:00"]


def test_unknown_time_asks_for_the_receipt(plan, found):
    finding = found("deadline", plan(), _received(None))
    assert "접수대장" in finding.question
    assert finding.evidence == ()
