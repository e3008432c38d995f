"""Dates and periods as plans print them."""

from calendar import monthrange
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.korean.dates import find_dates, find_periods, find_years

APRIL_TO_DECEMBER = (date(2026, 4, 1), date(2027, 12, 31))

PERIODS = [
    "2026. 4. 1. ~ 2027. 12. 31.",
    "2026. 4. 1.부터 2027. 12. 31.까지",
    "사업기간은 2026. 4. 1.부터 2027. 12. 31.까지이고, 총사업비는 115.04억원이다.",
    "2026.4.~2027.12.",
    "2026. 4. ~ 2027. 12. (21개월)",
    "'26.4월~'27.12월",
    "’26. 4. ~ ’27. 12.",
    "’26.4.1.∼’27.12.31.",
    "26.4월~27.12월",
    "26년 4월부터 27년 12월까지",
    "2026년 4월 ~ 2027년 12월",
    "2026년 4월 1일부터 2027년 12월 31일까지",
    "2026-04-01 ~ 2027-12-31",
    "2026/04/01~2027/12/31",
    "2026.04.01.-2027.12.31.",
    "2026. 4. 1.(수) ～ 2027. 12. 31.(금)",
    "２０２６. ４. ~ ２０２７. １２.",
]


@pytest.mark.parametrize("text", PERIODS)
def test_a_period_reads_alike_in_every_form(text):
    assert [(period.first, period.last) for period in find_periods(text)] == [APRIL_TO_DECEMBER]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026.4.~12.", (date(2026, 4, 1), date(2026, 12, 31))),
        ("2026년 4월 ~ 12월", (date(2026, 4, 1), date(2026, 12, 31))),
        ("2026~2027", (date(2026, 1, 1), date(2027, 12, 31))),
        ("’26~’27년", (date(2026, 1, 1), date(2027, 12, 31))),
        ("2027. 1. ~ 2028. 2.", (date(2027, 1, 1), date(2028, 2, 29))),
    ],
)
def test_what_is_left_out_is_filled_in(text, expected):
    assert [(period.first, period.last) for period in find_periods(text)] == [expected]


@pytest.mark.parametrize("text", ["협약일로부터 24개월", "협약체결일부터 21개월 이내", "협약일 후 2년"])
def test_a_period_from_the_agreement_stays_relative(text):
    (period,) = find_periods(text)
    assert (period.first, period.last) == (None, None)
    assert period.relative is not None


def test_a_period_from_the_agreement_to_a_day_keeps_the_day():
    (period,) = find_periods("협약일 ~ 2027. 12. 31.")
    assert (period.first, period.last, period.relative) == (None, date(2027, 12, 31), "협약일")


@pytest.mark.parametrize(
    "text",
    [
        "2026. 2. 30.",
        "2026년 5,252백만원",
        "2026년 12개월",
        "제2026-12호",
        "051-2026-1234",
        "1,2026. 4",
        "6:4",
        "2차년도",
    ],
)
def test_what_only_looks_like_a_date_is_none(text):
    assert find_dates(text) == []
    assert find_periods(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026년", [(2026, None)]),
        ("2026년도", [(2026, None)]),
        ("’26년", [(2026, None)]),
        ("26년도", [(2026, None)]),
        ("2026", [(2026, None)]),
        ("1차년도(2026)", [(None, 1), (2026, None)]),
        ("제2차년", [(None, 2)]),
        ("2026년 상반기", [(2026, None)]),
        ("2,026명", []),
        ("2026개사", []),
    ],
)
def test_years_are_calendar_years_or_project_years(text, expected):
    assert [(year.year, year.stage) for year in find_years(text)] == expected


days = st.dates(min_value=date(2020, 1, 1), max_value=date(2039, 12, 31))
day_forms = st.sampled_from(
    [
        "{0.year}. {0.month}. {0.day}.",
        "{0.year}.{0.month:02}.{0.day:02}",
        "{0.year}년 {0.month}월 {0.day}일",
        "{0:%Y-%m-%d}",
    ]
)
month_forms = st.sampled_from(
    ["{0.year}. {0.month}.", "{0.year}년 {0.month}월", "’{0:%y}.{0.month}월", "'{0:%y}. {0.month}."]
)
tildes = st.sampled_from(["~", " ~ ", "～", " ∼ ", "부터 "])


@given(day=days, form=day_forms)
def test_a_printed_day_reads_back(day, form):
    (found,) = find_dates(form.format(day))
    assert (found.first, found.last) == (day, day)


@given(first=days, last=days, form=day_forms, tilde=tildes)
def test_a_printed_period_of_days_reads_back(first, last, form, tilde):
    (found,) = find_periods(form.format(first) + tilde + form.format(last))
    assert (found.first, found.last) == (first, last)


@given(first=days, last=days, form=month_forms, tilde=tildes)
def test_months_start_on_their_first_and_end_on_their_last_day(first, last, form, tilde):
    (found,) = find_periods(form.format(first) + tilde + form.format(last))
    assert found.first == first.replace(day=1)
    assert found.last == last.replace(day=monthrange(last.year, last.month)[1])
