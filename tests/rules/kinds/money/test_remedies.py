"""Changes that bring a plan inside its limits: all of them at once, in whole printed units, and as little as can be."""

from fractions import Fraction

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import rules
from rules.kinds.money.remedies import Kept, remedies_for
from rules.kinds.money.stated_share import ShareLimit
from schemas import Amount, Budget, Funding, NamedSource, Source, Verdict

MILLION = 1_000_000
SIX_TO_FOUR = (
    ShareLimit((Source.NATIONAL,), Fraction(60, 100), is_upper=True),
    ShareLimit((Source.LOCAL, Source.PRIVATE), Fraction(40, 100), is_upper=False),
    ShareLimit((Source.LOCAL,), Fraction(20, 100), is_upper=False),
)
SHARES = ("national-share", "match-share", "local-share")


def _mended(plan, remedy, proposal):
    """The plan with the changes of a remedy written into it."""
    funding = proposal.budget.funding
    now = {source: funding.of(source) for source in Source.TOTAL.parts}
    after = {source: amount.krw for source, amount in now.items()} | {c.source: c.after_krw for c in remedy.changes}
    step = remedy.step
    assert all(krw % step == 0 for krw in after.values())
    assert sum(after.values()) == remedy.total_krw
    return plan(*(after[source] // step for source in Source.TOTAL.parts), remedy.total_krw // step, step=step)


@pytest.mark.parametrize(
    ("amounts", "texts"),
    [
        (
            (7_300, 2_400, 2_266, 11_966),
            [
                "국비 122백만원 감액·지방비 122백만원 증액(총사업비 유지)",
                "지방비 202백만원 증액(총사업비 12,168백만원)",
            ],
        ),
        (
            (7_000, 1_984, 2_686, 11_670),
            [
                "지방비 351백만원 증액·자부담 351백만원 감액(총사업비 유지)",
                "지방비 439백만원 증액(총사업비 12,109백만원)",
            ],
        ),
    ],
)
def test_a_share_outside_its_limit_asks_for_the_least_change_of_each_way(amounts, texts, plan, call):
    found = rules.remedies(plan(*amounts), call)
    assert [remedy.text for remedy in next(iter(found.values())) or ()] == texts


def test_no_remedy_of_one_share_breaks_another(plan, call, found):
    proposal = plan(7_000, 1_981, 2_690, 11_671)
    remedies = rules.remedies(proposal, call)["local-share"] or ()
    assert {remedy.kept for remedy in remedies} == set(Kept)
    for remedy in remedies:
        mended = _mended(plan, remedy, proposal)
        assert {found(rule, mended).verdict for rule in (*SHARES, "national-size")} == {Verdict.MET}


def test_rules_that_are_broken_together_have_the_same_remedies(plan, call):
    found = rules.remedies(plan(7_300, 2_400, 2_266, 11_966), call)
    assert found.keys() == {"national-share", "match-share"}
    assert found["national-share"] == found["match-share"]


@pytest.mark.parametrize(
    "amounts",
    [(7_000, 2_568, 2_103, 11_671), (7_000, None, None, None), (0, 0, 0, 0)],
    ids=["inside", "unknown", "nothing"],
)
def test_shares_inside_their_limits_or_unknown_have_no_remedies(amounts, plan, call):
    assert rules.remedies(plan(*amounts), call) == {}


def test_sources_that_do_not_add_up_are_not_moved(plan, call):
    assert rules.remedies(plan(7_300, 2_400, 2_266, 12_000), call)["national-share"] is None


@pytest.mark.parametrize("source", [Source.OTHER, Source.UNKNOWN])
def test_beside_money_of_another_source_nothing_is_moved(source, plan, amount):
    proposal = plan(7_300, 2_400, 1_266, 11_966)
    named = NamedSource(name="자담", source=source, amount=amount(1_000))
    budget = proposal.budget.model_copy(update={"other_sources": (named,)})
    assert remedies_for(budget, SIX_TO_FOUR) is None


def test_limits_that_cannot_hold_together_are_said_to(plan, call, found):
    rule = next(rule for rule in call.rules if rule.id == "local-share")
    strict = rule.model_copy(update={"id": "local-most", "parameters": {"part": ["local"], "at_most": "10%"}})
    both = call.model_copy(update={"rules": (*call.rules, strict)})
    finding = found("national-share", plan(7_300, 2_400, 2_266, 11_966), of=both)
    assert "초과" in finding.message
    assert rules.remedies(plan(7_300, 2_400, 2_266, 11_966), both)["national-share"] == ()


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    amounts=st.tuples(st.integers(1, 9_000), st.integers(0, 9_000), st.integers(0, 9_000)),
    step=st.sampled_from([1_000, MILLION, 10_000_000]),
)
def test_every_remedy_keeps_every_limit_and_never_asks_for_more_national_money(plan, call, found, amounts, step):
    proposal = plan(*amounts, sum(amounts), step=step)
    assume(sum(amounts) > 50)
    shares = ("national-share", "match-share", "local-share")
    for remedy in {remedy for remedies in rules.remedies(proposal, call).values() for remedy in remedies or ()}:
        mended = _mended(plan, remedy, proposal)
        assert {found(rule, mended).verdict for rule in shares} == {Verdict.MET}
        assert mended.budget.funding.national.krw <= proposal.budget.funding.national.krw


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.tuples(st.integers(40, 90), st.integers(0, 40), st.integers(0, 40)))
def test_no_whole_change_of_the_same_way_moves_less(plan, call, found, amounts):
    national, local, private = amounts
    proposal = plan(*amounts, sum(amounts), step=1)
    for remedy in next(iter(rules.remedies(proposal, call).values()), ()) or ():
        moved = sum(abs(change.after_krw - change.before_krw) for change in remedy.changes)
        for more_local in range(-local, 60):
            for more_private in range(-private, 60):
                gap = -more_local - more_private if remedy.kept is Kept.TOTAL else 0
                if abs(gap) + abs(more_local) + abs(more_private) >= moved or not -national <= gap <= 0:
                    continue
                other = [national + gap, local + more_local, private + more_private]
                total = sum(other)
                assert 10 * other[0] > 6 * total or 5 * other[1] < total


def test_of_changes_that_move_as_much_money_the_one_that_touches_fewest_sources_is_told():
    def amount(krw):
        return Amount(krw=krw, step=1_000)

    parts = {"national": 6_842_500_000, "local": 2_187_300_000, "private": 2_492_200_000}
    funding = Funding(**{name: amount(krw) for name, krw in parts.items()}, total=amount(sum(parts.values())))
    kept_total, _ = remedies_for(Budget(funding=funding), SIX_TO_FOUR) or ()
    assert [change.source for change in kept_total.changes] == [Source.NATIONAL, Source.LOCAL]
