"""What labels of money mean in one plan: the words that its budget tables are read by, in cards, rows and sentences."""

import re
from collections.abc import Iterator, Sequence

from extractors.budget.tables.local_governments import city_of_plan
from extractors.budget.vocabulary.label_parser import Label, Lexicon
from extractors.korean.list_markers import without_marks
from extractors.korean.money import find_amounts, parse_cell_amount, unit_in_won
from extractors.korean.numerals import half_width
from extractors.korean.text_keys import has_no_letters
from extractors.programs.model import QuotedText
from schemas import Amount, Anchor, Call, Document, Source
from schemas.source import FUNDED_SOURCES

_SOURCES = frozenset(source.value for source in FUNDED_SOURCES)
_WHOLES = frozenset({"sum", "amount"})
_OTHER_MONEY = frozenset({"subtotal", "other_source", "matching"})
# A label with one of these says of its figure that it is no money, or not the programme's money as a whole.
_NO_WHOLE_AMOUNT = frozenset({"share", "calculation", "change", "past", "before", "note"})

_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_AMOUNT = re.compile(
    rf"(?<![\d.,])(?:{_NUMBER})[\d.,\s]{{0,12}}?[조억]?\s?[\d,]{{0,9}}\s?[십백천]?[만억]?\s?원?(?=$|[\s,()+/·])(?!\s*%)"
)
_LABEL_END = re.compile(r"(?:은|는|이|가|을|를|으로|로)?\s*[:：=]?\s*(?:약|금|총)?\s*$")
_SHARE = re.compile(r"\(?\s*\d{1,3}(?:\.\d+)?\s*%\s*\)?")
_WORD = re.compile(r"[^\s,;/()\[\]<>+]+")
_LONGEST_LABEL = 4  # words: 지방비 부담금 합계 금액
_LONGEST_CELL = 60  # letters: a longer text is no label
_REACH = 40  # letters before an amount in which its label stands
_UNIT = re.compile(r"(?P<unit>[십백천]?[만억]|[십백천]|조)?\s?원")
_LONE_NUMBER = re.compile(rf"\s*(?:약|총)?\s*(?P<number>{_NUMBER})\s*(?:$|\()")


class SourceLabels:
    """The call's words for sources of money and the default ones, for a plan of one kind of government."""

    def __init__(self, document: Document, call: Call) -> None:
        self._lexicon = Lexicon(call.lexicon, city_is=city_of_plan(document, call))

    def source_of(self, label: str) -> Source | None:
        """The source of money that a whole label names; a sum, or money without a source, is the total."""
        read = self._read(label)
        if read is None or read.meanings & _NO_WHOLE_AMOUNT or read.has_year:
            return None
        if read.source in _SOURCES:
            return Source(read.source)
        return Source.TOTAL if read.source is None and read.meanings & _WHOLES else None

    def names_money(self, label: str) -> bool:
        """Whether a whole label names a source of money, a sum, or money as such."""
        read = self._read(label)
        return read is not None and (read.source is not None or bool(read.meanings & (_WHOLES | _OTHER_MONEY)))

    def _read(self, label: str) -> Label | None:
        if has_no_letters(label):
            return None
        plain = without_marks(label)
        if not 0 < len(plain) <= _LONGEST_CELL:
            return None
        read = self._lexicon.read(plain)
        return read if read.name is None else None

    def amounts_in(self, quotes: Sequence[QuotedText]) -> dict[Source, Amount]:
        """Amounts in words: "2,334백만원 (국비 1,400, 지방비 514)". Bare numbers take the unit of the first."""
        amounts: dict[Source, Amount] = {}
        text = half_width(" ".join(" ".join(each.text.split()) for each in quotes))
        anchors = tuple(each.anchor for each in quotes if each.anchor is not None)
        unit = _unit_of(text)
        first = len(text)
        for source, start, printed in self._labelled(text):
            amount = _amount(printed, unit, anchors)
            if amount is not None:
                amounts.setdefault(source, amount)
                first = min(first, start)
        if Source.TOTAL not in amounts:
            total = _leading_amount(text[:first], unit, anchors)
            if total is not None:
                amounts[Source.TOTAL] = total
        return amounts

    def _labelled(self, text: str) -> Iterator[tuple[Source, int, str]]:
        """The amounts with a label right before them: its source, where it starts, and the amount as printed."""
        end_of_last = 0
        for found in _AMOUNT.finditer(text):
            start = max(end_of_last, found.start() - _REACH)
            labelled = self._label_before(_SHARE.sub(" ", text[start : found.start()]))
            if labelled is not None:
                source, length = labelled
                yield source, max(start, found.start() - length), found.group().strip(" ,")
            end_of_last = found.end()

    def _label_before(self, text: str) -> tuple[Source, int] | None:
        """The source that the last words of a text name, the most of them that a label is made of."""
        ending = _LABEL_END.search(text)
        total = ending is not None and "총" in ending.group()
        before = text[: ending.start()] if ending is not None else text
        words = list(_WORD.finditer(before))[-_LONGEST_LABEL:]
        for word in words:
            source = self.source_of(before[word.start() :])
            if source is not None:
                return source, len(text) - word.start()
        return (Source.TOTAL, len(text) - len(before)) if total and ending is not None else None


def _leading_amount(text: str, unit: int | None, anchors: tuple[Anchor, ...]) -> Amount | None:
    mentions = find_amounts(text)
    if mentions:
        first = mentions[0]
        return Amount(krw=first.krw, step=first.step, approximate=first.approximate, evidence=anchors)
    lone = _LONE_NUMBER.match(text)
    return _amount(lone["number"], unit, anchors) if lone is not None else None


def _amount(printed: str, unit: int | None, anchors: tuple[Anchor, ...]) -> Amount | None:
    mentions = find_amounts(printed)
    if mentions:
        return Amount(krw=mentions[0].krw, step=mentions[0].step, evidence=anchors)
    read = parse_cell_amount(printed, unit) if unit is not None else None
    return Amount(krw=read.krw, step=read.step, evidence=anchors) if read is not None else None


def _unit_of(text: str) -> int | None:
    declared = unit_in_won(text)
    if declared is not None:
        return declared
    found = _UNIT.search(text)
    return unit_in_won(f"(단위: {found['unit'] or ''}원)") if found is not None else None
