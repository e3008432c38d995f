"""Months printed beside a period: 2026. 4. 1. ~ 2027. 12. 31. (21개월)."""

import re
from collections.abc import Iterator
from typing import Final

from extractors.consistency.placed_text import texts_of
from extractors.korean.dates import find_periods
from extractors.korean.numerals import half_width
from schemas import Document, Period, StatedLength

_MONTHS: Final = re.compile(r"\s*(?:까지)?\s*[,，]?\s*[(（\[]?\s*(?:총|약)?\s*(?P<months>\d{1,3})\s*개월")


def find_lengths(document: Document, period: Period) -> Iterator[StatedLength]:
    """The lengths stated with the plan's own period; other periods (of a course, of a survey) are not judged."""
    if period.start is None or period.end is None:
        return
    own = (period.start.value, period.end.value)
    for placed in texts_of(document):
        narrow = half_width(placed.text)
        for mention in find_periods(placed.text):
            months = _MONTHS.match(narrow, mention.end)
            if months is None or mention.first is None or mention.last is None:
                continue
            if (mention.first, mention.last) == own and int(months["months"]) > 0:
                yield StatedLength(
                    months=int(months["months"]), start=mention.first, end=mention.last, evidence=placed.evidence
                )
