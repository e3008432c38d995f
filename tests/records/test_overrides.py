"""A reviewer's value stands beside the machine's, and only for the evidence that the reviewer saw."""

from datetime import UTC, datetime

import pytest

from records import make_override
from schemas import Amount, Anchor, Finding, Proposal, Severity, Submission, SumCheck, SumStatus, Verdict
from schemas.errors import UsageError

NATIONAL = "/proposal/budget/funding/national/krw"
AREAS = "/proposal/programs/재직자 AI 활용역량 강화 교육/areas"
NOON = datetime(2026, 3, 12, 3, 0, tzinfo=UTC)


def decide(record, pointer, value, reason="원문 12쪽 확인"):
    return make_override(record, pointer, value, reviewer="검토자 예시", reason=reason, made_at=NOON)


def national_at_most_7_billion(proposal: Proposal, _: Submission) -> tuple[Finding, ...]:
    """A rule of its own: violated above 70억원."""
    funding = proposal.budget.funding.national
    assert funding is not None
    return (
        Finding(
            rule="national-share",
            verdict=Verdict.MET if funding.krw <= 7_000_000_000 else Verdict.VIOLATED,
            severity=Severity.ERROR,
            message="국비 70억원 이내",
            citation="국비 70억원 내외",
        ),
    )


@pytest.fixture
def record(make_record):
    return make_record()


@pytest.fixture
def reviewed(records, record):
    records.save(record)

    def decide_and_look(*overrides):
        for override in overrides:
            records.override(record, override)
        [found] = records.reviewed("regional-ai", national_at_most_7_billion)
        assert records.reviewed_one_by_one("regional-ai", national_at_most_7_billion)[0] == found
        return found

    return decide_and_look


def test_overridden_amount_changes_the_verdict_and_keeps_the_machines_value(record, reviewed):
    found = reviewed(decide(record, NATIONAL, 7_100_000_000))
    assert found.record.proposal.budget.funding.national.krw == 7_100_000_000
    assert found.record.findings[0].verdict is Verdict.VIOLATED
    assert found.machine == record
    assert found.applied[0].machine == 7_000_000_000


def test_overridden_verdict_stands_over_the_rule(record, reviewed):
    found = reviewed(decide(record, "/findings/national-share/verdict", "undetermined"))
    assert found.record.findings[0].verdict is Verdict.UNDETERMINED


def test_last_override_of_a_place_counts_and_can_be_taken_back(record, reviewed):
    first, second = decide(record, NATIONAL, 7_100_000_000), decide(record, NATIONAL, 7_200_000_000)
    assert reviewed(first, second).record.proposal.budget.funding.national.krw == 7_200_000_000
    assert reviewed(decide(record, NATIONAL, None)).record == record


def test_overridden_areas_are_certain_and_in_their_order(record, reviewed):
    [program] = reviewed(decide(record, AREAS, ["infra", "talent"])).record.proposal.programs
    assert [score.area for score in program.areas] == ["infra", "talent"]
    assert program.area_status == "auto"


def test_override_waits_for_confirmation_where_a_later_run_read_something_else(records, record, make_record):
    records.save(record)
    records.override(record, decide(record, NATIONAL, 7_100_000_000))
    records.override(record, decide(record, AREAS, ["infra"]))
    records.save(make_record(national=7001, code_version="0.2.0"))
    [found] = records.reviewed("regional-ai", national_at_most_7_billion)
    assert [override.pointer for override in found.to_confirm] == [NATIONAL]
    assert [override.pointer for override in found.applied] == [AREAS]
    assert found.record.proposal.budget.funding.national.krw == 7_001_000_000


def test_sums_of_the_overridden_cell_are_made_anew(record, records):
    national = record.proposal.budget.funding.national
    other = Amount(krw=3_000_000_000, step=1_000_000, evidence=(Anchor(page=3, text="3,000"),))
    total = Amount(krw=10_100_000_000, step=1_000_000, evidence=(Anchor(page=3, text="10,100"),))
    check = SumCheck(
        label="재원별 합계",
        total=total,
        parts=(national, other),
        difference=100_000_000,
        tolerance=1_000_000,
        status=SumStatus.BROKEN,
    )
    budget = record.proposal.budget.model_copy(update={"sums": (check,)})
    broken = record.model_copy(update={"proposal": record.proposal.model_copy(update={"budget": budget})})
    records.save(broken)
    records.override(broken, decide(broken, NATIONAL, 7_100_000_000))
    [found] = records.reviewed("regional-ai", national_at_most_7_billion)
    [mended] = found.record.proposal.budget.sums
    assert (mended.difference, mended.status) == (0, SumStatus.EXACT)


@pytest.mark.parametrize(
    ("pointer", "value"),
    [
        ("/proposal/budget/funding/national/krw", "seven"),
        ("/proposal/budget/funding/nobody/krw", 1),
        ("/proposal/programs/없는 프로그램/areas", ["infra"]),
        ("/findings/national-share/verdict", "perhaps"),
        ("/key/sha256", "0"),
        ("/proposal/", 1),
    ],
)
def test_place_or_value_that_does_not_fit_is_refused(record, pointer, value):
    with pytest.raises(UsageError):
        decide(record, pointer, value)


@pytest.mark.parametrize(("reviewer", "reason"), [("", "사유"), ("검토자 예시", " ")])
def test_override_needs_a_name_and_a_reason(record, reviewer, reason):
    with pytest.raises(UsageError):
        make_override(record, NATIONAL, 1, reviewer=reviewer, reason=reason, made_at=NOON)
