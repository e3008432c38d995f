"""What changed between two versions of a plan is told by meaning."""

import pytest

from records import version_diff
from records.changes import Change
from schemas import Amount, AreaScore, BudgetEntry, Failure, Kpi, Program, Source, Verdict
from schemas.errors import UsageError


@pytest.fixture
def with_proposal(make_record):
    """A record whose proposal has the fields that the keywords give."""

    def make(**fields):
        made = make_record()
        return made.model_copy(update={"proposal": made.proposal.model_copy(update=fields)})

    return make


def entry(program, millions, source=Source.NATIONAL, **fields):
    return BudgetEntry(source=source, year=2026, program=program, krw=millions * 1_000_000, step=1_000_000, **fields)


def test_same_plan_has_no_change(make_record):
    assert version_diff(make_record(), make_record()).is_empty


def test_version_that_could_not_be_read_is_not_compared(make_record):
    failed = make_record(failure=Failure(code="too-slow", message="60초"))
    for before, after in ((make_record(), failed), (failed, make_record())):
        with pytest.raises(UsageError, match="읽지 못한 파일"):
            version_diff(before, after)


def test_money_is_compared_at_its_coordinate_whatever_the_order(make_record):
    old = make_record()
    new = make_record(national=6900)
    [change] = version_diff(old, new).funding
    assert (change.source, change.before_krw, change.after_krw) == (Source.NATIONAL, 7_000_000_000, 6_900_000_000)
    assert change.difference_krw == -100_000_000


def _entries(with_proposal, *entries):
    record = with_proposal()
    budget = record.proposal.budget.model_copy(update={"entries": entries})
    return with_proposal(budget=budget)


def test_budget_entries_change_come_and_go(with_proposal):
    old = _entries(with_proposal, entry("가. AI 교육", 100), entry("나. AI 장비", 50))
    new = _entries(with_proposal, entry("AI 장비", 50), entry("AI 교육", 120), entry("AI 상담", 5))
    changes = {change.program: change for change in version_diff(old, new).money}
    assert changes["AI 교육"].difference_krw == 20_000_000
    assert changes["AI 상담"].before_krw is None
    assert len(changes) == 2


def test_value_that_is_printed_twice_is_compared_once(with_proposal):
    old = _entries(with_proposal, entry("AI 교육", 100), entry("AI 교육", 100))
    new = _entries(with_proposal, entry("AI 교육", 100), entry("AI 교육", 110))
    [change] = version_diff(old, new).money
    assert (change.before_krw, change.after_krw) == (None, 110_000_000)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (("AI 교육",), ("AI 교육", "AI 상담소"), [(Change.ADDED, "AI 상담소", None)]),
        (("AI 교육", "AI 상담소"), ("AI 교육",), [(Change.REMOVED, "AI 상담소", None)]),
        (("AI 교육",), ("현장 인력 교육",), [(Change.RENAMED, "현장 인력 교육", "AI 교육")]),
        (("가. AI 교육",), ("1) AI  교육",), []),
    ],
)
def test_programmes_are_paired_by_title_and_then_by_what_they_say(with_proposal, before, after, expected):
    def plan(titles):
        content = {"AI 상담소": ("기업의 도입 상담을 전화로 받음",)}
        shared = ("재직자 200명에게 예시 공정의 영상 검사와 예지보전을 가르침", "강사는 예시대학교가 보냄")
        return with_proposal(
            programs=tuple(Program(title=title, content=content.get(title, shared)) for title in titles)
        )

    changes = version_diff(plan(before), plan(after)).programs
    assert [(change.change, change.title, change.title_before) for change in changes] == expected


def test_programme_that_moves_to_another_area_and_lowers_its_target_is_told(with_proposal):
    def plan(area, target, krw):
        return with_proposal(
            programs=(
                Program(
                    title="AI 교육",
                    areas=(AreaScore(area=area, score=0.9),),
                    kpis=(Kpi(name="교육 수료", value=target, unit="명"),),
                    funding=with_proposal()
                    .proposal.programs[0]
                    .funding.model_copy(update={"total": Amount(krw=krw, step=1)}),
                ),
            )
        )

    [change] = version_diff(plan("talent", 200, 5), plan("infra", 150, 6)).programs
    assert (change.areas_before, change.areas_after) == (("talent",), ("infra",))
    assert {value.name: (value.before, value.after) for value in change.changes} == {
        "kpi:교육 수료": ("200명", "150명"),
    }
    [money] = change.funding
    assert (money.source, money.program, money.before_krw, money.after_krw) == (Source.TOTAL, "AI 교육", 5, 6)


def test_findings_are_resolved_remain_or_appear(make_record):
    made = make_record()
    [finding] = made.findings

    def judged(**verdicts):
        findings = tuple(
            finding.model_copy(update={"rule": rule.replace("_", "-"), "verdict": verdict})
            for rule, verdict in verdicts.items()
        )
        return made.model_copy(update={"findings": findings})

    diff = version_diff(
        judged(local_share=Verdict.VIOLATED, period=Verdict.UNDETERMINED, deadline=Verdict.MET, size=Verdict.MET),
        judged(local_share=Verdict.MET, period=Verdict.VIOLATED, deadline=Verdict.MET, size=Verdict.UNDETERMINED),
    )
    assert [change.rule for change in diff.resolved] == ["local-share"]
    assert [change.rule for change in diff.remaining] == ["period"]
    assert [change.rule for change in diff.new] == ["size"]
