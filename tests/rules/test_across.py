import pytest

from rules.cross_submission import Examined, judge_call
from schemas import (
    Anchor,
    AreaScore,
    Funding,
    Kpi,
    Passage,
    Program,
    Severity,
    Stated,
    Statements,
    Submission,
    SubmissionKind,
    Verdict,
)


@pytest.fixture
def examined(plan):
    def make(
        applicant="부산광역시", sha="a", kind=SubmissionKind.FIRST, findings=(), money=(7_000, 2_568, 2_103), **more
    ):
        national, local, private = money
        proposal = plan(national, local, private, sum(money), applicant=Stated(value=applicant), **more)
        submission = Submission(file_name=f"{applicant}-{sha}-{kind}.pdf", sha256=sha * 64, kind=kind)
        return Examined(submission, proposal, tuple(findings))

    return make


@pytest.fixture
def across(call):
    def judge(rule, *submissions):
        return [finding for finding in judge_call(submissions, call) if finding.rule == rule]

    return judge


def test_one_copy_of_each_government_is_nothing_to_say(examined, across):
    assert across("one-per-applicant", examined(), examined("인천광역시", "b")) == []


@pytest.mark.parametrize(("other", "severity"), [("b", Severity.WARNING), ("a", Severity.ADVICE)])
def test_two_first_copies_weigh_more_when_they_differ(other, severity, examined, across):
    (finding,) = across("one-per-applicant", examined(), examined("부산", other))
    assert (finding.verdict, finding.severity) == (Verdict.VIOLATED, severity)


def test_corrected_copy_is_no_second_application(examined, across):
    assert across("one-per-applicant", examined(), examined(sha="b", kind=SubmissionKind.CORRECTED)) == []


def test_corrected_copy_that_changes_nothing_keeps_to_its_scope(examined, across):
    (finding,) = across("corrected-scope", examined(), examined(sha="b", kind=SubmissionKind.CORRECTED))
    assert finding.verdict is Verdict.MET


def test_corrected_copy_that_asks_for_more_national_money_is_named(examined, across):
    raised = examined(sha="b", kind=SubmissionKind.CORRECTED, money=(7_100, 2_668, 2_203))
    (finding,) = across("corrected-scope", examined(), raised)
    assert finding.verdict is Verdict.VIOLATED
    assert "국비 7,000백만원에서 7,100백만원으로 100백만원 증액" in finding.message
    assert "요청하지 않은 변경(사업비)" in finding.message


def test_change_that_was_asked_for_is_within_the_scope(examined, across, call, found):
    low = examined(money=(7_000, 2_000, 2_671))
    asked = Examined(low.submission, low.proposal, (found("local-share", low.proposal),))
    assert asked.findings[0].verdict is Verdict.VIOLATED
    mended = examined(sha="b", kind=SubmissionKind.CORRECTED)
    (finding,) = across("corrected-scope", asked, mended)
    assert finding.verdict is Verdict.MET
    other_lead = examined(sha="c", kind=SubmissionKind.CORRECTED, lead_organization=Stated(value="예시재단"))
    (finding,) = across("corrected-scope", asked, other_lead)
    assert "요청하지 않은 변경(전담기관)" in finding.message


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


def _passages(*rows):
    return Statements(
        passages=tuple(Passage(rows=(row,), evidence=(Anchor(page=1, text=f"예시 문장 {row}"),)) for row in rows)
    )


@pytest.mark.parametrize(
    ("rows", "count"),
    [
        (((1, 2, 3), (1, 2, 9), (7, 8)), 1),
        (((1, 2, 3), (1, 8, 9), (7,)), 0),
        (((1, 2, 3), (1, 2, 9), (1, 2)), 0),
        (((1, 2), (3, 4), (5, 6)), 0),
    ],
)
def test_passages_of_two_applicants_alone_are_similar(rows, count, examined, across):
    names = ("부산광역시", "인천광역시", "광주광역시")
    plans = [examined(name, name[0], statements=_passages(*each)) for name, each in zip(names, rows, strict=True)]
    assert len(across("similar-proposal", *plans)) == count


def test_own_corrected_copy_is_not_similar(examined, across):
    copies = [
        examined(sha=sha, kind=kind, statements=_passages(1, 2))
        for sha, kind in zip("ab", ("first", "corrected"), strict=True)
    ]
    assert across("similar-proposal", *copies) == []


def _program(title, krw, trainees, amount):
    return Program(
        title=title,
        areas=(AreaScore(area="talent", score=1),),
        kpis=(Kpi(name="수료", value=trainees, unit="명"),),
        funding=Funding(total=amount(krw)),
    )


def test_programme_far_from_the_median_cost_of_its_area_is_advice(examined, across, amount):
    programs = [_program(f"예시 {index}", 100 + index, 100, amount) for index in range(5)]
    dear = _program("비싼 예시", 1_000, 100, amount)
    assert across("unit-cost", examined(programs=(*programs,))) == []
    (finding,) = across("unit-cost", examined(programs=(*programs, dear)))
    assert finding.severity is Severity.ADVICE
    assert "'비싼 예시' 1명당 10,000천원" in finding.message
