import pytest

from schemas import (
    Anchor,
    Budget,
    BudgetEntry,
    Source,
    Statements,
    UnlabelledTable,
    Verdict,
)

THOUSAND, MILLION, EOK = 1_000, 1_000_000, 100_000_000


def _entry(value, step, table=0, **where):
    return BudgetEntry(
        source=Source.TOTAL,
        table=table,
        krw=value * step,
        step=step,
        evidence=(Anchor(page=table + 1, text=f"{value}"),),
        **where,
    )


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [
        (_entry(11_671, MILLION), _entry(11_671, THOUSAND, 1), Verdict.VIOLATED),
        (_entry(11_671, THOUSAND), _entry(11_671, 1, 1), Verdict.VIOLATED),
        (_entry(117, EOK), _entry(117, THOUSAND, 1), Verdict.VIOLATED),
        (_entry(117, EOK), _entry(117, 1, 1), Verdict.VIOLATED),
        (_entry(11_671, MILLION), _entry(11_671_400, 1, 1), Verdict.VIOLATED),
        (_entry(11_671, MILLION), _entry(11_671_000, THOUSAND, 1), Verdict.MET),
        (_entry(11_671, MILLION), _entry(11_801, MILLION, 1), Verdict.MET),
        (_entry(11_671, MILLION), _entry(11_680, THOUSAND, 1), Verdict.MET),
        (_entry(11_671, MILLION), _entry(11_671, THOUSAND, 0), Verdict.MET),
        (_entry(11_671, MILLION), _entry(11_671, THOUSAND, 1, year=2026), Verdict.MET),
    ],
)
def test_same_money_a_whole_unit_apart_in_two_tables_is_a_unit_error(one, other, verdict, plan, found):
    assert found("unit-declared", plan(budget=Budget(entries=(one, other)))).verdict is verdict


@pytest.mark.parametrize(
    ("unit", "years", "verdict"),
    [
        (EOK, (2026, 2027), Verdict.VIOLATED),
        (1, (2026, 2027), Verdict.VIOLATED),
        (EOK, (2026,), Verdict.MET),
        (1, (2026,), Verdict.MET),
    ],
)
def test_table_a_hundred_or_a_million_times_another_is_a_unit_error_and_one_cell_is_none(
    unit, years, verdict, plan, found
):
    entries = [_entry(5_252, step, table, year=year) for year in years for table, step in enumerate((MILLION, unit))]
    assert found("unit-declared", plan(budget=Budget(entries=tuple(entries)))).verdict is verdict


def test_message_shows_both_readings_and_both_cells(plan, found):
    entries = (_entry(5_252, MILLION, year=2026), _entry(5_252, THOUSAND, 1, year=2026))
    finding = found("unit-declared", plan(budget=Budget(entries=entries)))
    assert finding.message == (
        "2026년 총사업비 5,252백만원과 5,252천원: 단위 오류로 보임 → 표의 단위 표기 확인 및 정정 필요"
    )
    assert len(finding.evidence) == 2


def test_without_a_budget_units_are_left_open(plan, found):
    assert found("unit-declared", plan(budget=Budget())).verdict is Verdict.UNDETERMINED


def test_money_table_without_a_unit_is_a_violation(plan, found):
    table = UnlabelledTable(caption="재원별 사업비", evidence=(Anchor(page=5, text="11,671"),))
    proposal = plan(7_000, 2_568, 2_103, 11_671, statements=Statements(unlabelled_tables=(table,)))
    finding = found("unit-declared", proposal)
    assert finding.verdict is Verdict.VIOLATED
    assert "'재원별 사업비'" in finding.message
    assert found("unit-declared", plan(7_000, 2_568, 2_103, 11_671)).verdict is Verdict.MET
