import pytest

from schemas import Anchor, Budget, BudgetEntry, ReadingWarning, Source, Verdict, WarningCode

MET, VIOLATED, UNDETERMINED = Verdict.MET, Verdict.VIOLATED, Verdict.UNDETERMINED
SCANNED = (ReadingWarning(code=WarningCode.TEXT_MISSING, page=3, message="3쪽 글자 없음"),)


def _entries(*sources, table=0):
    return tuple(
        BudgetEntry(source=s, table=table, krw=1, step=1, evidence=(Anchor(page=2, text=s.value),)) for s in sources
    )


@pytest.mark.parametrize(
    ("entries", "verdict"),
    [
        (_entries(Source.NATIONAL, Source.LOCAL, Source.PRIVATE, Source.TOTAL), MET),
        (_entries(Source.NATIONAL, Source.METRO), MET),
        (_entries(Source.NATIONAL, Source.CASH, table=3), MET),
        (_entries(Source.NATIONAL, Source.TOTAL), UNDETERMINED),
        (_entries(Source.LOCAL), UNDETERMINED),
        (_entries(Source.TOTAL), VIOLATED),
        (_entries(Source.NATIONAL, Source.LOCAL, table=None), VIOLATED),
        ((), VIOLATED),
    ],
)
def test_budget_by_source_needs_a_table_with_national_money_and_a_match(entries, verdict, plan, found):
    assert found("budget-present", plan(budget=Budget(entries=entries))).verdict is verdict


def test_missing_budget_may_stand_on_a_page_that_cannot_be_read(plan, found):
    finding = found("budget-present", plan(budget=Budget(), warnings=SCANNED))
    assert finding.verdict is UNDETERMINED
    assert finding.question
