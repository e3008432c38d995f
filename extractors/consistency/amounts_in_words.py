"""Amounts printed in figures and in words: 금14,000,000원(금일천사백만원), 일금 칠십억원정(₩7,000,000,000)."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from extractors.consistency.placed_text import texts_of
from extractors.korean.money import MoneyMention, find_amounts
from extractors.korean.numerals import WORDS, half_width, read_numeral
from schemas import Amount, Document, SpelledAmount

_BETWEEN: Final = re.compile(r"정?\s*[(（\[/,]?\s*(?:一金|일금|금|₩|￦|\\)?\s*")
_WORDS_BEHIND: Final = re.compile(
    rf"정?\s*[(（\[]\s*(?:일금|금)\s*(?P<words>{WORDS}|[가-힣\s]{{2,20}}?)\s?원\s?정?\s*[)）\]]"
)


def find_spelled_amounts(document: Document) -> Iterator[SpelledAmount]:
    """Each amount in figures with the words beside it."""
    for placed in texts_of(document):
        mentions = find_amounts(placed.text)
        narrow = half_width(placed.text)
        paired: set[int] = set()
        for one, other in pairwise(mentions):
            if _is_in_words(one) != _is_in_words(other) and _BETWEEN.fullmatch(placed.text[one.end : other.start]):
                words, figures = (one, other) if _is_in_words(one) else (other, one)
                paired.add(figures.start)
                yield SpelledAmount(
                    figures=_amount(figures), words=words.text, words_krw=words.krw, evidence=placed.evidence
                )
        for mention in mentions:
            behind = _WORDS_BEHIND.match(narrow, mention.end)
            if mention.start in paired or _is_in_words(mention) or behind is None:
                continue
            numeral = read_numeral("".join(behind["words"].split()))
            yield SpelledAmount(
                figures=_amount(mention),
                words=behind["words"].strip() + "원",
                words_krw=int(numeral.value) if numeral is not None else None,
                evidence=placed.evidence,
            )


def _is_in_words(mention: MoneyMention) -> bool:
    return not any(letter.isdigit() for letter in mention.text)


def _amount(mention: MoneyMention) -> Amount:
    return Amount(krw=mention.krw, step=mention.step, approximate=mention.approximate)
