"""Amounts behind the labels of sources in running text: 총사업비 116.71억원(국비 70억원, 지방비 2,568백만원, 자부담 …).

A bare number behind a label counts in the unit of the amount before it: 2,334백만원 (국비 1,400, 지방비 514).
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from extractors.budget.vocabulary.label_parser import SOURCES
from extractors.korean.money import MoneyMention, find_amounts
from extractors.korean.numerals import NUMBER, half_width, read_numeral

_AFTER_LABEL = re.compile(
    r"\s*(?:\([^()0-9]*\))?\s*(?:은|는|이|가|을|를)?\s*[:：=]?\s*(?:약|총|규모는|규모의|규모로|금)?\s*"
)
_BARE = re.compile(rf"{NUMBER}(?=\s*(?:[,)\]/·+;]|$))")
# What a total is made of, in brackets behind its label: 총사업비(국비+지방비+자부담).
_FORMULA = re.compile(r"\([^()0-9]{1,60}\+[^()0-9]{1,60}\)")
_FAR = 24
_NOT_THE_LABELS = re.compile(r"중|가운데|대비|부터\s*$|[.;]\s|연\s?$|매년|당\s")
_BOUND = re.compile(r"\s*(?:\)\s*)?(?:이상|이하|이내|초과|미만|한도|까지|당\b|/\s?(?:개|명|년)|[×xX*✕]\s?\d)")


@dataclass(frozen=True)
class LabelledAmount:
    """An amount in a text and the source that its label names; `start` is where the label starts."""

    source: str
    start: int
    mention: MoneyMention


class SourceLabelMatcher:
    """The call's labels of sources, for finding them inside sentences."""

    def __init__(self, lexicon: Mapping[str, Sequence[str]]) -> None:
        self._source_of: dict[str, str] = {}
        for source in SOURCES:
            for alias in lexicon.get(source, ()):
                self._source_of.setdefault(_letters(alias), source)
        words = sorted(filter(None, self._source_of), key=len, reverse=True)
        spaced = (r"[\s·ㆍ・∙]*".join(map(re.escape, word)) for word in words)
        self._label = re.compile(rf"(?<![가-힣A-Za-z])(?:{'|'.join(spaced) or '(?!)'})(?![가-힣]*(?:율|비율|비중))")

    def amounts_in(self, text: str) -> list[LabelledAmount]:
        """The amounts of a text that follow the label of a source, in order."""
        mentions = find_amounts(text)
        if not mentions:
            # A bare number counts in the unit of an amount before it: without any there is nothing.
            return []
        narrow = half_width(text)
        labels = self._labels(narrow)
        found_amounts: list[LabelledAmount] = []
        for index, (label, source) in enumerate(labels):
            end = labels[index + 1][0].start() if index + 1 < len(labels) else len(text)
            mention = _behind(narrow, label.end(), end, mentions, far=source == "total")
            if mention is None:
                mention = _bare_behind(narrow, label.end(), _unit_before(mentions, label.start()))
            if mention is not None and not _BOUND.match(narrow, mention.end):
                found_amounts.append(LabelledAmount(source, label.start(), mention))
        return found_amounts

    def labels_in(self, text: str) -> list[tuple[str, int, int]]:
        """The sources that a text names, each with where its label starts and ends."""
        return [(source, found.start(), found.end()) for found, source in self._labels(half_width(text))]

    def _labels(self, narrow: str) -> list[tuple[re.Match[str], str]]:
        formulas = [found.span() for found in _FORMULA.finditer(narrow)]
        return [
            (found, self._source_of[_letters(found.group())])
            for found in self._label.finditer(narrow)
            if not _is_inside(found.start(), formulas)
        ]


def _is_inside(position: int, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether a letter stands within one of the spans, which are in order and do not overlap."""
    place = bisect_left(spans, (position, 0))
    return place > 0 and position < spans[place - 1][1]


def _letters(text: str) -> str:
    return re.sub(r"[^0-9A-Za-z가-힣]", "", half_width(text))


def _behind(text: str, start: int, end: int, mentions: Sequence[MoneyMention], *, far: bool) -> MoneyMention | None:
    """The amount right behind a label; behind a total's label a few words may stand between (총사업비는 2년간 …)."""
    place = bisect_left(mentions, start, key=attrgetter("start"))
    if place == len(mentions) or mentions[place].start >= end:
        return None
    following = mentions[place]
    gap = text[start : following.start]
    if _AFTER_LABEL.fullmatch(gap):
        return following
    return following if far and len(gap) <= _FAR and not _NOT_THE_LABELS.search(gap) else None


def _unit_before(mentions: Sequence[MoneyMention], position: int) -> MoneyMention | None:
    place = bisect_right(mentions, position, key=attrgetter("end"))
    return mentions[place - 1] if place else None


def _bare_behind(text: str, start: int, unit: MoneyMention | None) -> MoneyMention | None:
    if unit is None:
        return None
    gap = _AFTER_LABEL.match(text, start)
    number = _BARE.match(text, gap.end() if gap else start)
    numeral = read_numeral(number.group()) if number else None
    if number is None or numeral is None:
        return None
    scale = unit_of(unit)
    krw, step = numeral.value * scale, numeral.step * scale
    if krw.denominator != 1 or step < 1:
        return None
    return MoneyMention(number.start(), number.end(), number.group(), int(krw), int(step))


def unit_of(mention: MoneyMention) -> int:
    """What one counted in the amount's unit: 2,334백만원 is printed in 1,000,000, 1.5억원 in 100,000,000."""
    decimals = re.search(r"\d\.(\d+)", half_width(mention.text))
    return mention.step * 10 ** len(decimals[1]) if decimals else mention.step
