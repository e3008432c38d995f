import pytest

from schemas import Finding, Severity, SubmissionKind, Verdict


@pytest.mark.parametrize(
    ("nationals", "verdict"),
    [
        ((7_000, 7_000, 7_000), Verdict.MET),
        ((7_000, 7_000, 7_001), Verdict.UNDETERMINED),
        ((7_001, 7_000, 7_001), Verdict.VIOLATED),
    ],
)
def test_money_of_any_two_plans_is_held_against_the_whole(nationals, verdict, examined, across):
    names = ("부산광역시", "인천광역시", "광주광역시")
    plans = [
        examined(name, name[0], money=(national, 3_000, 2_000)) for name, national in zip(names, nationals, strict=True)
    ]
    (finding,) = across("national-total", *plans)
    assert finding.verdict is verdict


def test_only_the_latest_valid_copy_of_a_government_counts(examined, across):
    def out(rule):
        return Finding(rule=rule, verdict=Verdict.VIOLATED, severity=Severity.ERROR, message="제외", citation="기준")

    first = examined("부산광역시", "a", money=(9_000, 3_000, 2_000))
    corrected = examined("부산광역시", "b", SubmissionKind.CORRECTED, money=(7_000, 3_000, 2_000))
    late = examined("인천광역시", "c", money=(9_000, 3_000, 2_000), findings=[out("deadline")])
    excluded = examined("대구광역시", "d", money=(9_000, 3_000, 2_000), findings=[out("applicant-eligible")])
    other = examined("광주광역시", "e", money=(7_000, 3_000, 2_000))
    (finding,) = across("national-total", corrected, first, late, excluded, other)
    assert finding.verdict is Verdict.MET
    assert finding.files == (corrected.submission.file_name, other.submission.file_name)
    assert across("national-total", first, corrected, late, excluded) == []
