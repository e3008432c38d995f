"""Other amounts in a plan: which rules change, which sums break, and what the rest of the plan still says."""

import pytest

import rules
from rules.scenario import judge_scenario
from schemas import (
    Amount,
    Anchor,
    Budget,
    FileFormat,
    FileInfo,
    Funding,
    Proposal,
    Source,
    Submission,
    SumCheck,
    SumStatus,
    Verdict,
)
from schemas.errors import UsageError

MILLION = 1_000_000
SHA256 = "a" * 64
SUBMISSION = Submission(file_name="예시.pdf", sha256=SHA256)


@pytest.fixture(scope="module")
def call():
    return rules.load_call("regional-ai-2026")


def amount(millions, cell):
    return Amount(krw=millions * MILLION, step=MILLION, evidence=(Anchor(path=cell, text=f"{millions:,}"),))


def plan(national=7000, local=1981, private=2689, **parts):
    total = amount(national + local + private, "t")
    funding = Funding(
        national=amount(national, "n"),
        local=amount(local, "l"),
        private=amount(private, "p"),
        total=total,
        **{name: amount(value, name) for name, value in parts.items()},
    )
    by_source = SumCheck(
        label="재원별 합계",
        total=total,
        parts=(funding.national, funding.local, funding.private),
        difference=0,
        tolerance=2 * MILLION,
        status=SumStatus.EXACT,
    )
    by_year = by_source.model_copy(
        update={"label": "지방비 연차별 합계", "total": funding.local, "parts": (amount(local, "y"),)}
    )
    return Proposal(
        file=FileInfo(name="예시.pdf", sha256=SHA256, format=FileFormat.PDF, pages=1),
        budget=Budget(funding=funding, sums=(by_source, by_year)),
    )


def krw(result, source):
    return result.funding.of(source).krw // MILLION


def test_change_that_mends_a_share_is_told_as_better(call):
    result = judge_scenario(plan(), SUBMISSION, call, {Source.LOCAL: 2335 * MILLION, Source.PRIVATE: 2335 * MILLION})
    changed = {each.rule: each for each in result.changed}
    assert changed["local-share"].is_better
    assert getattr(changed["local-share"].before, "verdict", None) is Verdict.VIOLATED
    assert krw(result, Source.TOTAL) == 11670


def test_change_that_breaks_another_limit_is_told_as_worse(call):
    result = judge_scenario(plan(), SUBMISSION, call, {Source.PRIVATE: 2300 * MILLION})
    changed = {each.rule: each for each in result.changed}
    assert changed["national-share"].is_worse
    assert krw(result, Source.TOTAL) == 11281


def test_sum_that_needs_the_change_too_is_named(call):
    result = judge_scenario(plan(), SUBMISSION, call, {Source.LOCAL: 2335 * MILLION})
    assert [check.label for check in result.sums] == ["지방비 연차별 합계"]
    assert result.sums[0].difference == 354 * MILLION


def test_total_that_stays_breaks_the_sum_of_the_sources(call):
    result = judge_scenario(plan(), SUBMISSION, call, {Source.NATIONAL: 6000 * MILLION}, total_follows=False)
    assert krw(result, Source.TOTAL) == 11670
    assert [check.label for check in result.sums] == ["재원별 합계"]


def test_part_moves_its_source_and_the_total(call):
    result = judge_scenario(plan(in_kind=800, cash=1889), SUBMISSION, call, {Source.IN_KIND: 900 * MILLION})
    assert [krw(result, source) for source in (Source.PRIVATE, Source.TOTAL)] == [2789, 11770]


def test_source_that_is_given_is_not_moved_by_its_part(call):
    given = {Source.IN_KIND: 900 * MILLION, Source.PRIVATE: 2689 * MILLION}
    assert krw(judge_scenario(plan(in_kind=800), SUBMISSION, call, given), Source.PRIVATE) == 2689


def test_same_amounts_change_nothing(call):
    before = plan()
    result = judge_scenario(before, SUBMISSION, call, {Source.NATIONAL: 7000 * MILLION})
    assert (result.proposal, result.changed, result.sums) == (before, (), ())


def test_amount_that_the_plan_does_not_state_may_be_supposed(call):
    before = plan()
    funding = before.budget.funding.model_copy(update={"local": None})
    unstated = before.model_copy(update={"budget": before.budget.model_copy(update={"funding": funding})})
    result = judge_scenario(unstated, SUBMISSION, call, {Source.LOCAL: 1981 * MILLION})
    assert krw(result, Source.LOCAL) == 1981
    assert {each.rule for each in result.changed} >= {"local-share"}


@pytest.mark.parametrize(("source", "krw_given"), [(Source.LOCAL, -1), (Source.LOCAL, 10**16), (Source.OTHER, 1)])
def test_amount_beyond_reason_is_refused(call, source, krw_given):
    with pytest.raises(UsageError):
        judge_scenario(plan(), SUBMISSION, call, {source: krw_given})
