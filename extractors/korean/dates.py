"""Dates, periods and years as Korean plans print them.

    2026. 4. 1. ~ 2027. 12. 31. · 2026.4.~2027.12. · '26.4월~'27.12월 · ’26. 4월 · 26년 4월
    2026년 4월 1일부터 2027년 12월 31일까지 · 2026-04-01 · 2026.4.~12. · 협약일 ~ 2027. 12. 31.
    협약일로부터 24개월 (stays relative) · 1차년도

A month without a day starts on its first and ends on its last day; a year alone starts in January and ends in December.
"""

import re
from bisect import bisect_left
from calendar import monthrange
from datetime import date
from typing import NamedTuple

_NARROW = {0xFF10 + digit: 0x30 + digit for digit in range(10)} | {0xFF0E: ".", 0xFF0D: "-", 0x3000: " "}
_APOSTROPHE = "['’‘`´ʼ＇′]"
_YEAR = (
    rf"(?:(?P<{{0}}year>(?:19|20)\d{{{{2}}}})|{_APOSTROPHE}\s?(?P<{{0}}short>\d{{{{2}}}})"
    rf"|(?P<{{0}}bare>\d{{{{2}}}})(?=\s?년\s?\d{{{{1,2}}}}\s?월|\s?\.\s?\d{{{{1,2}}}}\s?월))"
)
_MONTH = r"(?P<{0}month>1[0-2]|0?[1-9])"
_DAY = r"(?P<{0}day>3[01]|[12]\d|0?[1-9])"
_WEEKDAY = r"(?:\s?\(\s?[월화수목금토일]\s?\))?"
_NOT_A_COUNT = r"(?!\d|,\d|\s?(?:개|명|억|천|백|만|원|건|종|회|차|조|%))"
_DATE = (
    rf"{_YEAR}\s?(?:[.\-/]|년도?)\s?{_MONTH}{_NOT_A_COUNT}"
    rf"(?:\s?[.\-/월]\s?(?:{_DAY}(?![\d,]|\s?(?:월|년|개|차|%|억|천|백|만|원|명))(?:\s?일|\s?\.)?{_WEEKDAY})?)?"
)
_MONTH_DAY = (
    rf"{_MONTH}(?!\d)\s?[.월](?:\s?{_DAY}(?![\d,]|\s?(?:월|년|개|차|%|억|천|백|만|원|명))(?:\s?일|\s?\.)?{_WEEKDAY})?"
)
_YEAR_ONLY = rf"{_YEAR}\s?(?:년도?)?\.?"
_UNTIL = r"\s*(?:[~∼～〜˜–—―→]|-(?!\d{1,2}-)|부터|에서)\s*"
_AGREEMENT = r"(?P<agreement>(?:협약|계약|선정|착수|승인|교부\s?결정|사업\s?개시)\s?(?:체결\s?)?(?:일|시|후|월)?)"
_LENGTH = r"(?:총\s?|약\s?)?(?P<length>\d{1,3})\s?(?P<length_unit>개월|년|주|일)(?!\d|도|차|\s?\d{1,2}\s?월)"


def _named(pattern: str, prefix: str) -> str:
    return pattern.format(prefix)


_LEFT = r"(?<![\d,제])(?<!\d\.)"
_FULL_DATE = re.compile(_LEFT + _named(_DATE, ""))
_RANGE = re.compile(
    rf"{_LEFT}{_named(_DATE, 'a_')}(?:\s?부터)?{_UNTIL}(?:{_named(_DATE, 'b_')}|{_named(_MONTH_DAY, 'c_')})"
)
_YEARS_RANGE = re.compile(
    rf"{_LEFT}{_named(_YEAR_ONLY, 'a_')}(?:\s?부터)?{_UNTIL}{_named(_YEAR_ONLY, 'b_')}(?![\d.]|\s?\d)"
)
_FROM_AGREEMENT = re.compile(rf"{_AGREEMENT}(?:\s?로?부터)?{_UNTIL}{_named(_DATE, 'b_')}")
_RELATIVE = re.compile(rf"{_AGREEMENT}\s?(?:로?부터|[~∼～〜\-–]|에서|후|이후)?\s*{_LENGTH}")
_STAGE = re.compile(r"(?P<stage>\d{1,2})\s?차\s?년도?|제\s?(?P<ordinal>\d{1,2})\s?차\s?년")
_CALENDAR_YEAR = re.compile(
    rf"(?<![\d.,])(?:(?P<year>(?:19|20)\d{{2}})(?:\s?(?:학년도|년도|년)|(?![\d,.]|\s?(?:개|명|억|원|건|천|백))) ?"
    rf"|{_APOSTROPHE}\s?(?P<short>\d{{2}})(?!\d)(?:\s?(?:년도|년))?|(?<!\d)(?P<bare>\d{{2}})\s?년도(?!\d))"
)


class DateMention(NamedTuple):
    """A date in a text: where it stands, the day it starts on and, for a month alone, the day it ends on."""

    start: int
    end: int
    text: str
    first: date
    last: date


class PeriodMention(NamedTuple):
    """A period in a text. A side that is not a calendar date is None; `relative` is then what it is counted from."""

    start: int
    end: int
    text: str
    first: date | None
    last: date | None
    relative: str | None = None


class YearMention(NamedTuple):
    """A year in a text: a calendar year, or the number of a project year (1차년도 is stage 1)."""

    start: int
    end: int
    text: str
    year: int | None
    stage: int | None = None


def find_dates(text: str) -> list[DateMention]:
    """Every date with a year in the text, in order. Impossible days (2026. 2. 30.) are no dates."""
    dates = []
    for found in _FULL_DATE.finditer(text.translate(_NARROW)):
        span = _days(found, "")
        if span is not None:
            dates.append(DateMention(found.start(), found.end(), found.group().strip(), *span))
    return dates


def find_periods(text: str) -> list[PeriodMention]:
    """Every period in the text, in order: two dates, two years, an agreement's day and a date, or a length from it."""
    narrow = text.translate(_NARROW)
    periods: list[PeriodMention] = []
    for pattern, read in _PERIOD_FORMS:
        starts = [period.start for period in periods]
        of_form = []
        for found in pattern.finditer(narrow):
            # The last one that begins before its end is the only one that may reach into it: none overlap.
            place = bisect_left(starts, found.end())
            if place and periods[place - 1].end > found.start():
                continue
            period = read(found)
            if period is not None:
                of_form.append(period)
        periods = sorted([*periods, *of_form], key=lambda period: period.start)
    return periods


def find_years(text: str) -> list[YearMention]:
    """Every year in the text, in order: 2026년, 2026, ’26, 26년도, and project years such as 1차년도."""
    text = text.translate(_NARROW)
    years = [
        YearMention(found.start(), found.end(), found.group().strip(), None, int(found["stage"] or found["ordinal"]))
        for found in _STAGE.finditer(text)
    ]
    for found in _CALENDAR_YEAR.finditer(text):
        short = found["short"] or found["bare"]
        year = int(found["year"]) if found["year"] else 2000 + int(short)
        years.append(YearMention(found.start(), found.end(), found.group().strip(), year))
    return sorted(years)


def _days(found: re.Match[str], prefix: str, year: int | None = None) -> tuple[date, date] | None:
    groups = found.groupdict()
    if groups.get(f"{prefix}year"):
        year = int(groups[f"{prefix}year"])
    elif groups.get(f"{prefix}short") or groups.get(f"{prefix}bare"):
        year = 2000 + int(groups[f"{prefix}short"] or groups[f"{prefix}bare"])
    if year is None:
        return None
    month = int(groups[f"{prefix}month"])
    last_day = monthrange(year, month)[1]
    if not groups.get(f"{prefix}day"):
        return date(year, month, 1), date(year, month, last_day)
    day = int(groups[f"{prefix}day"])
    if day > last_day:
        return None
    return date(year, month, day), date(year, month, day)


def _range(found: re.Match[str]) -> PeriodMention | None:
    first = _days(found, "a_")
    if first is None:
        return None
    last = _days(found, "b_") if found["b_month"] else _days(found, "c_", first[0].year)
    if last is None:
        return None
    return PeriodMention(found.start(), found.end(), found.group().strip(), first[0], last[1])


def _range_of_years(found: re.Match[str]) -> PeriodMention:
    first, last = (
        int(found[f"{side}year"]) if found[f"{side}year"] else 2000 + int(found[f"{side}short"])
        for side in ("a_", "b_")
    )
    return PeriodMention(found.start(), found.end(), found.group().strip(), date(first, 1, 1), date(last, 12, 31))


def _from_agreement(found: re.Match[str]) -> PeriodMention | None:
    last = _days(found, "b_")
    if last is None:
        return None
    return PeriodMention(found.start(), found.end(), found.group().strip(), None, last[1], found["agreement"].strip())


def _relative(found: re.Match[str]) -> PeriodMention:
    return PeriodMention(found.start(), found.end(), found.group().strip(), None, None, found["agreement"].strip())


_PERIOD_FORMS = (
    (_RANGE, _range),
    (_FROM_AGREEMENT, _from_agreement),
    (_RELATIVE, _relative),
    (_YEARS_RANGE, _range_of_years),
)
