"""The time of a receipt as a list gives it. What could mean two things is refused, never guessed.

A deadline is decided by this: `20260311` is a day to one reader and seconds since 1970 to another, `46091.69` is what a
spreadsheet shows of a day that lost its format.
"""

import re
import unicodedata
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from schemas import Call, SubmissionKind
from schemas.errors import ReceiptsError

Cell = str | int | float | datetime | date | time | None
"""A value of a list: text, or what a spreadsheet holds under a date's format."""

_EXAMPLE: Final = "예: 2026-03-10T16:40:00+09:00 또는 2026-03-10 16:40"
_DAY: Final = (
    r"(?P<year>\d{4})(?:-|/|\. ?|년 ?)(?P<month>\d{1,2})(?:-|/|\. ?|월 ?)(?P<day>\d{1,2})[.일]?"
    r"(?: ?\((?P<weekday>[월화수목금토일])\))?"
)
_CLOCK: Final = (
    r"(?:(?P<half>오전|오후|AM|PM) ?)?(?P<hour>\d{1,2})(?::|시 ?)(?P<minute>\d{2})분?"
    r"(?:[: ]?(?P<second>\d{2})(?:\.(?P<fraction>\d{1,6}))?초?)?"
)
_ZONE: Final = r"(?: ?(?P<zone>Z|(?P<sign>[+-])(?P<zone_hour>\d{2}):?(?P<zone_minute>\d{2})))?"
_MOMENT: Final = re.compile(rf"{_DAY}(?:T| ){_CLOCK}{_ZONE}", re.ASCII)
_DAY_ONLY: Final = re.compile(_DAY, re.ASCII)

_WEEKDAYS: Final = "월화수목금토일"

_BEFORE_CLOSE: Final = timedelta(days=183)
_AFTER_CLOSE: Final = {
    SubmissionKind.FIRST: timedelta(days=183),
    SubmissionKind.CORRECTED: timedelta(days=731),
    SubmissionKind.AGREED: timedelta(days=731),
}
"""How far from the close a receipt is believed. A year that is off by one lies outside for a first copy; a call is open
for weeks, and agreements (협약) follow within the two years that a call's projects last."""


class ReceiptClock(NamedTuple):
    """The zone that a time without one is meant in, and the close that receipts lie around."""

    zone: ZoneInfo
    closes_at: datetime

    @classmethod
    def of(cls, call: Call) -> "ReceiptClock":
        """The clock of a call's own list."""
        zone = ZoneInfo(call.timezone)
        return cls(zone, call.closes_at.astimezone(zone))

    def moment(self, cell: Cell, kind: SubmissionKind) -> datetime:
        """The moment that a cell states, with its zone.

        Raises:
            ReceiptsError: it states no day and time beyond doubt, or one that cannot be this call's.
        """
        stated = _stated(cell)
        # Without zones: at the ends of the calendar a zone's offset would lead beyond it.
        apart = stated.replace(tzinfo=None) - self.closes_at.replace(tzinfo=None)
        if not -_BEFORE_CLOSE <= apart <= _AFTER_CLOSE[kind]:
            raise ReceiptsError(f"접수 일시 {cell}: 공고 마감({self.closes_at:%Y-%m-%d})과 너무 멂 → 연도 확인 필요")
        return stated if stated.tzinfo else stated.replace(tzinfo=self.zone)


def joined(day: Cell, clock: Cell) -> Cell:
    """A day and a time that stand in columns of their own, as one cell."""
    if clock in (None, ""):
        return day
    if isinstance(day, datetime) and isinstance(clock, datetime | time):
        return datetime.combine(day.date(), clock.time() if isinstance(clock, datetime) else clock)
    return f"{_as_text(day, '%Y-%m-%d')} {_as_text(clock, '%H:%M:%S')}"


def _as_text(cell: Cell, date_format: str) -> str:
    return cell.strftime(date_format) if isinstance(cell, datetime | date | time) else str(cell)


def _stated(cell: Cell) -> datetime:
    match cell:
        case datetime():
            return cell
        case str():
            return _parsed(cell)
        case None:
            raise ReceiptsError("접수 일시: 값 없음")
        case date():
            raise ReceiptsError(f"접수 일시 {cell}: 날짜만 있고 시각이 없음({_EXAMPLE})")
        case _:
            raise ReceiptsError(f"접수 일시 {cell}: 숫자는 날짜로 보지 않음 → 날짜 서식이나 글로 기재({_EXAMPLE})")


def _parsed(text: str) -> datetime:
    normal = " ".join(unicodedata.normalize("NFKC", text).split())
    found = _MOMENT.fullmatch(normal)
    if found is None:
        missing = "날짜만 있고 시각이 없음" if _DAY_ONLY.fullmatch(normal) else "날짜와 시각으로 읽을 수 없음"
        raise ReceiptsError(f"접수 일시 {text}: {missing}({_EXAMPLE})")
    try:
        moment = datetime(
            int(found["year"]),
            int(found["month"]),
            int(found["day"]),
            _hour(int(found["hour"]), found["half"]),
            int(found["minute"]),
            int(found["second"] or 0),
            int((found["fraction"] or "0").ljust(6, "0")),
            tzinfo=_zone(found),
        )
    except ValueError as error:
        raise ReceiptsError(f"접수 일시 {text}: 없는 날짜나 시각") from error
    if found["weekday"] not in (None, _WEEKDAYS[moment.weekday()]):
        raise ReceiptsError(f"접수 일시 {text}: 날짜와 요일이 다름")
    return moment


def _hour(hour: int, half: str | None) -> int:
    """The hour of 24; 오전 and 오후 count twelve hours each, of which 12 is the first."""
    if half is None:
        return hour
    if not 1 <= hour <= 12:
        raise ValueError(hour)
    return hour % 12 + (12 if half in {"오후", "PM"} else 0)


def _zone(found: re.Match[str]) -> timezone | None:
    if found["zone"] is None:
        return None
    if found["zone"] == "Z":
        return UTC
    offset = timedelta(hours=int(found["zone_hour"]), minutes=int(found["zone_minute"]))
    return timezone(-offset if found["sign"] == "-" else offset)
