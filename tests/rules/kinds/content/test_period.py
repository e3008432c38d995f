from datetime import date

import pytest

from schemas import (
    Anchor,
    Period,
    Stated,
    StatedLength,
    Statements,
    Verdict,
)

MET, VIOLATED, UNDETERMINED = Verdict.MET, Verdict.VIOLATED, Verdict.UNDETERMINED


def _stated(day):
    return Stated(value=date.fromisoformat(day), evidence=(Anchor(page=1, text=day),)) if day else None


def _period(start, end):
    unknown = {} if start and end else {"start": "협약일부터로만 적힘"}
    return Period(start=_stated(start), end=_stated(end), unknown=unknown)


@pytest.mark.parametrize(
    ("start", "end", "verdict"),
    [
        ("2026-04-01", "2027-12-31", MET),
        ("2026-04-01", "2026-04-01", MET),
        ("2027-04-01", "2026-12-31", VIOLATED),
        (None, "2027-12-31", UNDETERMINED),
        ("2026-04-01", None, UNDETERMINED),
        (None, None, UNDETERMINED),
    ],
)
def test_period_ends_after_it_starts(start, end, verdict, plan, found):
    finding = found("period", plan(period=_period(start, end)))
    assert finding.verdict is verdict
    assert len(finding.evidence) == len({day for day in (start, end) if day})


def test_open_period_says_why(plan, found):
    assert "협약일부터로만 적힘" in found("period", plan(period=_period(None, "2027-12-31"))).message


@pytest.mark.parametrize(
    ("window", "verdict"),
    [
        ({}, MET),
        ({"not_before": "2026-04-01", "not_after": "2027-12-31"}, MET),
        ({"not_before": "2026-04-02"}, VIOLATED),
        ({"not_after": "2027-12-30"}, VIOLATED),
    ],
)
def test_period_lies_in_the_calls_window_where_there_is_one(window, verdict, plan, call, found):
    rule = next(rule for rule in call.rules if rule.id == "period").model_copy(update={"parameters": window})
    of = call.model_copy(update={"rules": (rule,)})
    assert found("period", plan(period=_period("2026-04-01", "2027-12-31")), of=of).verdict is verdict


@pytest.mark.parametrize(
    ("start", "end", "months", "verdict"),
    [
        ("2026-04-01", "2027-12-31", 21, Verdict.MET),
        ("2026-04-01", "2027-12-31", 20, Verdict.VIOLATED),
        ("2026-04-01", "2027-12-31", 22, Verdict.VIOLATED),
        ("2026-04-15", "2027-12-31", 20, Verdict.MET),
        ("2026-04-15", "2027-12-31", 21, Verdict.MET),
        ("2026-04-15", "2027-12-31", 22, Verdict.VIOLATED),
        ("2026-04-15", "2026-10-14", 6, Verdict.MET),
        ("2026-04-15", "2026-10-14", 5, Verdict.VIOLATED),
    ],
)
def test_months_printed_beside_the_period_are_its_length(start, end, months, verdict, plan, found):
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    period = Period(start=Stated(value=first), end=Stated(value=last))
    length = StatedLength(months=months, start=first, end=last, evidence=(Anchor(text="사업기간"),))
    finding = found("period", plan(period=period, statements=Statements(lengths=(length,))))
    assert finding.verdict is verdict
