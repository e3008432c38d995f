import pytest

from schemas import Anchor, Budget, BudgetEntry, Funding, NarrativeAmount, Program, Source, Verdict

MILLION, EOK = 1_000_000, 100_000_000
MET, VIOLATED, UNDETERMINED = Verdict.MET, Verdict.VIOLATED, Verdict.UNDETERMINED


@pytest.fixture
def said(amount):
    def make(value, step=MILLION, source=Source.TOTAL, approximate=False, **more):
        stated = amount(value, step, approximate=approximate)
        stated = stated.model_copy(update={"evidence": (Anchor(page=2, text=f"본문 {value}"),)})
        return NarrativeAmount(source=source, amount=stated, sentence=f"본 사업에는 {value} 투입 (예시)", **more)

    return make


@pytest.fixture
def plan_saying(plan, amount):
    def make(*narrative, **more):
        by_year = {"2026": Funding(total=amount(5_252), national=amount(3_150)), "2027": Funding(total=amount(6_419))}
        whole = plan(national=7_000, local=2_568, private=2_103, total=11_671)
        budget = whole.budget.model_copy(update={"by_year": by_year})
        programs = (Program(title="예시 교육", funding=Funding(total=amount(1_000), national=amount(600))),)
        return whole.model_copy(update={"budget": budget, "programs": programs, "narrative_amounts": narrative} | more)

    return make


@pytest.mark.parametrize(
    ("value", "step", "approximate", "verdict"),
    [
        (11_671, MILLION, False, MET),
        (11_672, MILLION, False, MET),  # half a unit on either side touch
        (11_673, MILLION, False, VIOLATED),
        (11_801, MILLION, False, VIOLATED),
        (1_167, EOK // 10, False, MET),
        (1_168, EOK // 10, False, VIOLATED),
        (117, EOK, False, MET),
        (116, EOK, False, VIOLATED),
        (118, EOK, False, VIOLATED),
        (120, EOK, True, MET),
        (110, EOK, True, VIOLATED),
        (11_671_000_000, 1, False, MET),
        (11_671_400_000, 1, False, MET),
        (11_672_000_000, 1, False, VIOLATED),
    ],
)
def test_stated_total_agrees_within_its_own_precision(value, step, approximate, verdict, said, plan_saying, found):
    proposal = plan_saying(said(value, step, approximate=approximate))
    assert found("narrative-total", proposal).verdict is verdict


def test_message_shows_both_numbers_the_gap_and_the_sentence(said, plan_saying, found):
    finding = found("narrative-total", plan_saying(said(11_801)))
    assert finding.message == (
        '본문 총사업비 11,801백만원과 사업비 표 11,671백만원 불일치(130백만원): "본 사업에는 11801 투입 (예시)" '
        "→ 11,801백만원·11,671백만원 중 하나로 정정 필요"
    )
    assert [anchor.text for anchor in finding.evidence] == ["본문 11801", "11671"]


@pytest.mark.parametrize(
    ("value", "more", "verdict"),
    [
        (5_252, {"year": 2026}, MET),
        (5_300, {"year": 2026}, VIOLATED),
        (11_671, {"year": 2026}, VIOLATED),
        (600, {"program": "예시 교육", "source": Source.NATIONAL}, MET),
        (700, {"program": "예시교육", "source": Source.NATIONAL}, VIOLATED),
        (2_568, {"source": Source.LOCAL}, MET),
    ],
)
def test_amount_is_held_against_the_year_or_programme_that_it_names(value, more, verdict, said, plan_saying, found):
    assert found("narrative-total", plan_saying(said(value, **more))).verdict is verdict


@pytest.mark.parametrize(
    ("value", "source", "label"),
    [(5_252, Source.TOTAL, "2026년 총사업비"), (600, Source.NATIONAL, "'예시 교육' 국비")],
)
def test_amount_that_is_a_years_or_a_programmes_is_asked_about(value, source, label, said, plan_saying, found):
    finding = found("narrative-total", plan_saying(said(value, source=source)))
    assert finding.verdict is UNDETERMINED
    assert f"{label} 금액과는 같음" in finding.message
    assert finding.question


def test_one_wrong_amount_among_right_ones_is_found(said, plan_saying, found):
    proposal = plan_saying(said(11_671), said(7_100, source=Source.NATIONAL), said(5_252))
    finding = found("narrative-total", proposal)
    assert finding.verdict is VIOLATED
    assert "국비 7,100백만원" in finding.message
    assert "5,252" not in finding.message


def test_sentence_that_agrees_with_one_of_two_differing_tables_is_not_wrong_too(said, plan_saying, found):
    proposal = plan_saying(said(11_801))
    entry = BudgetEntry(source=Source.TOTAL, table=3, krw=11_801 * MILLION, step=MILLION)
    other = entry.model_copy(update={"program": "예시 교육"})
    for added, verdict in ((entry, MET), (other, VIOLATED)):
        budget = proposal.budget.model_copy(update={"entries": (*proposal.budget.entries, added)})
        assert found("narrative-total", proposal.model_copy(update={"budget": budget})).verdict is verdict


def test_same_wrong_amount_in_one_sentence_is_said_once(said, plan_saying, found):
    message = found("narrative-total", plan_saying(said(11_801), said(11_801))).message
    assert message.count("11,801백만원과") == 1


def test_nothing_stated_outside_the_tables_is_nothing_to_compare(plan_saying, found):
    assert found("narrative-total", plan_saying()).verdict is Verdict.NOT_APPLICABLE


def test_without_a_budget_the_text_has_nothing_to_agree_with(said, plan_saying, found):
    finding = found("narrative-total", plan_saying(said(11_671), budget=Budget()))
    assert finding.verdict is UNDETERMINED
    assert finding.question
