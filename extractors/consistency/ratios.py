"""Percentages printed beside money: in an amount's own cell, in a row or column of shares, or in a sentence.

A row of shares does not say what it is the share of: the amounts of the row above in their total, or each column's in
the column's total. Of all readings the one is taken that most of the printed percentages agree with; where not even
half of them do, the percentages are of something else and nothing is stated.
"""

import re
from collections.abc import Container, Iterator, Sequence
from fractions import Fraction
from typing import Final, NamedTuple

from extractors.budget.text.plan_sentences import is_about_others
from extractors.budget.vocabulary.labelled_amounts import LabelledAmount, SourceLabelMatcher
from extractors.consistency.amount_table import AmountTable
from extractors.consistency.placed_text import PlacedText, texts_of
from extractors.korean.numerals import half_width
from extractors.korean.text_keys import squash
from schemas import Amount, Anchor, Budget, Call, Cell, Document, Funding, PrintedRatio, RatioGroup, Source
from schemas.source import FUNDED_SOURCES

_PERCENT: Final = re.compile(r"(?<![\d.])(?P<whole>\d{1,3})(?:\.(?P<part>\d{1,2}))?\s*%")
_BEHIND_AMOUNT: Final = re.compile(rf"\s*[(\[,]\s*{_PERCENT.pattern}")
_BEHIND_SOURCE: Final = re.compile(rf"\s*(?:은|는|이|가)?\s*[:：(]?\s*{_PERCENT.pattern}")
_BARE: Final = re.compile(r"(?P<whole>\d{1,3})(?:\.(?P<part>\d{1,2}))?")
_SHARE_HEADER: Final = re.compile(r"(?:재원|분담|부담|구성|예산|사업비)?(?:비율|구성비|비중|점유율|분담률|부담률)")
_CHANGE: Final = re.compile(r"증감|증△감|증\(△\)감|증가율|신장률|전년대비")
_BOUND: Final = re.compile(r"\s*\)?\s*(?:이상|이하|이내|초과|미만|한도|까지|안에서|내외|감면|수준)")
_OF_TOTAL: Final = re.compile(
    rf"(?:총\s?사업비|전체\s?사업비|사업비\s?총액)의\s*{_PERCENT.pattern}\s*(?:를|을|는)?\s*(?:인\s[^,.%]{{0,12}}(?:을|를)\s*)?"
)
_MIN_RATIOS: Final = 2
_MAX_REACH: Final = 100
"""Rows or columns between shares and their amounts: a block of shares may stand below a block of as many amounts."""
_HUNDRED: Final = 100
# Half of a printed percentage's last digit, as a share, by its decimals.
_PRECISION: Final = {decimals: Fraction(1, 2 * _HUNDRED * 10**decimals) for decimals in range(3)}


class _Percentage(NamedTuple):
    """A printed percentage in a slot of a table."""

    cell: Cell
    share: Fraction
    half_digit: Fraction


class _Reading(NamedTuple):
    """One way to read a line of percentages: each that has a part, with its whole, and how many agree."""

    pairs: tuple[tuple[_Percentage, Amount, Amount | None], ...]
    agreeing: int


def find_ratios(document: Document, call: Call, budget: Budget) -> Iterator[RatioGroup]:
    """The percentages of the budget's tables and of sentences that print amounts with them."""
    for index, amounts in _amounts_by_table(budget).items():
        table = AmountTable(document.tables[index], amounts)
        yield from _in_cells(table)
        for by_row in (True, False):
            yield from _in_lines(table, call, by_row=by_row)
    yield from _in_sentences(document, call, budget)


def _amounts_by_table(budget: Budget) -> dict[int, dict[Anchor, Amount]]:
    found: dict[int, dict[Anchor, Amount]] = {}
    for entry in budget.entries:
        if entry.table is not None:
            for anchor in entry.evidence:
                found.setdefault(entry.table, {})[anchor] = entry.amount
    return found


def _in_cells(table: AmountTable) -> Iterator[RatioGroup]:
    """Shares in the cells of their amounts ("69.00⏎(59.9%)"): of the largest amount of the row, or of the column."""
    for row, cells in table.rows.items():
        line = [
            _Percentage(cell, share, half)
            for cell in cells
            if cell.anchor in table.amounts and (found := _percentage(cell.text, _PERCENT)) is not None
            for share, half in (found,)
        ]
        if line:
            yield from _best(table, _label(table, row, by_row=True), len(line), _readings(table, line, [(0, 0)]))


def _in_lines(table: AmountTable, call: Call, *, by_row: bool) -> Iterator[RatioGroup]:
    """Shares in a row or column of their own, headed as such."""
    words = {squash(word) for word in call.lexicon.get("share", ()) if "증감" not in word}
    reach = table.row_count if by_row else table.column_count
    for index in range(reach):
        cells = (table.rows if by_row else table.columns).get(index, ())
        head = _header(cells, words)
        if head is None or (not by_row and _tells_change(table, index)):
            continue
        line = [
            _Percentage(cell, share, half)
            for cell in cells
            if cell is not head and (found := _percentage(cell.text, _BARE)) is not None
            for share, half in (found,)
        ]
        if len(line) >= _MIN_RATIOS:
            near = (*range(index - 1, index - 1 - _MAX_REACH, -1), *range(index + 1, index + 1 + _MAX_REACH))
            steps = [(at - index, 0) if by_row else (0, at - index) for at in near if 0 <= at < reach]
            yield from _best(table, _label(table, index, by_row=by_row), len(line), _readings(table, line, steps))


def _header(cells: Sequence[Cell], words: Container[str]) -> Cell | None:
    """The cell that says that the line holds shares: 비율(%), 구성비, 비중; or % alone in every cell."""
    for cell in cells:
        label = re.sub(r"[(\[]?%[)\]]?", "", squash(cell.text))
        if "%" in cell.text and label == "" and not any(letter.isdigit() for letter in cell.text):
            return cell
        if label in words or _SHARE_HEADER.fullmatch(label):
            return cell
    return None


def _tells_change(table: AmountTable, col: int) -> bool:
    """Whether a column of percentages stands below a header of changes (증감 │ %): it tells growth, no share."""
    return any(_CHANGE.search(squash(cell.text)) for cell in table.covering[col])


def _percentage(text: str, alone: re.Pattern[str]) -> tuple[Fraction, Fraction] | None:
    narrow = half_width(text).strip()
    found = _PERCENT.search(narrow) if alone is _PERCENT else alone.fullmatch(narrow.strip("()[]% \n"))
    if found is None:
        return None
    return _share_of(found)


def _share_of(found: re.Match[str]) -> tuple[Fraction, Fraction]:
    """A printed percentage as a share, and half of its last digit."""
    digits = found["part"] or ""
    return Fraction(int(found["whole"] + digits), _HUNDRED * 10 ** len(digits)), _PRECISION[len(digits)]


def _readings(table: AmountTable, line: Sequence[_Percentage], steps: Sequence[tuple[int, int]]) -> Iterator[_Reading]:
    """Every reading of a line: the part is so many rows or columns away, the whole the largest of its row or column."""
    for down, right in steps:
        slots = [(each.cell.row + down, each.cell.col + right) for each in line]
        parts = [
            (each, slot, part)
            for each, slot in zip(line, slots, strict=True)
            if (part := table.amount_at.get(slot)) is not None
        ]
        if len(parts) < min(_MIN_RATIOS, len(line)):
            continue
        for along_row in (True, False):
            pairs = tuple((each, part, table.largest(slot, along_row=along_row)) for each, slot, part in parts)
            yield _Reading(pairs, sum(_agrees(each, part, whole) for each, part, whole in pairs))


def _ratio(table: AmountTable, each: _Percentage, part: Amount, whole: Amount | None) -> PrintedRatio:
    names = (
        " ".join(header.text.split())
        for header in table.headers_of(each.cell)
        if not _is_number(header.text) and not _heads_shares(header.text)
    )
    return PrintedRatio(
        label=next(names, ""),
        share=each.share,
        half_digit=each.half_digit,
        part=part,
        whole=whole,
        evidence=(each.cell.anchor,),
    )


def _heads_shares(text: str) -> bool:
    return _SHARE_HEADER.fullmatch(re.sub(r"[(\[]?%[)\]]?", "", squash(text))) is not None


def _is_number(text: str) -> bool:
    return not re.search(r"[가-힣A-Za-z]", text)


def _agrees(each: _Percentage, part: Amount, whole: Amount | None) -> bool:
    """Whether a share is its part of the whole, give or take two half digits."""
    if whole is None or whole.krw <= 0:
        return False
    share, off = each.share, 2 * each.half_digit
    gap = abs(part.krw * share.denominator - share.numerator * whole.krw) * off.denominator
    return gap <= off.numerator * whole.krw * share.denominator


def _best(table: AmountTable, label: str, percentages: int, readings: Iterator[_Reading]) -> Iterator[RatioGroup]:
    """The reading that most percentages agree with, the nearest of several; none is better than one that all do."""
    best: _Reading | None = None
    for reading in readings:
        if best is None or reading.agreeing > best.agreeing:
            best = reading
        if best.agreeing == percentages:
            break
    if best is None or 2 * best.agreeing < len(best.pairs) or len(best.pairs) < _MIN_RATIOS:
        return
    known = [(part, whole) for _, part, whole in best.pairs if whole is not None]
    wholes = {whole.krw for _, whole in known}
    parts = sum(part.krw for part, whole in known if part != whole)
    ratios = tuple(_ratio(table, each, part, whole) for each, part, whole in best.pairs)
    yield RatioGroup(label=label, ratios=ratios, complete=len(wholes) == 1 and parts == next(iter(wholes)))


def _label(table: AmountTable, index: int, *, by_row: bool) -> str:
    caption = (table.table.caption or "").strip("<>〈〉[] ")
    return caption or (f"{index + 1}행" if by_row else f"{index + 1}열")


def _in_sentences(document: Document, call: Call, budget: Budget) -> Iterator[RatioGroup]:
    """Shares of the total that a text names: behind their amount in it, or alone behind their source.

    총사업비 11,671백만원 중 국비 7,000백만원(60.0%) is held against both amounts; 국비 60.0% without an amount against
    what the tables state for the source, where the text's total is the tables', too.
    """
    words = SourceLabelMatcher(call.lexicon)
    for placed in texts_of(document):
        narrow = half_width(placed.text)
        if "%" not in narrow:
            continue
        amounts = words.amounts_in(placed.text)
        total = next((each for each in amounts if each.source == Source.TOTAL), None)
        if total is None:
            ratios = list(_of_the_plan(placed, narrow, words, budget.funding, call))
            if ratios:
                yield RatioGroup(label="본문", ratios=tuple(ratios))
            continue
        whole = Amount(krw=total.mention.krw, step=total.mention.step, evidence=placed.evidence)
        ratios = [
            *_behind_amounts(placed, narrow, [each for each in amounts if each is not total], whole),
            *_behind_sources(placed, narrow, words, whole, budget.funding),
        ]
        if ratios:
            yield RatioGroup(label="본문", ratios=tuple(ratios))


def _of_the_plan(
    placed: PlacedText, narrow: str, words: SourceLabelMatcher, funding: Funding, call: Call
) -> Iterator[PrintedRatio]:
    """Shares that a sentence without any amount gives of the plan's total: all its sources' (국비 60%, 지방비 25%, …).

    So, too, what it says of the total: 총사업비의 60%를 국비로. A share of something else, a limit, or another
    programme's is none.
    """
    if placed.in_table is not None or funding.total is None or is_about_others(placed.text, call.closes_at.year):
        return
    found = [each for each in _labelled_shares(placed.text, narrow, words) if not _BOUND.match(narrow, each[2].end())]
    sources = {source for _, source, _ in found}
    shares = [_share_of(behind) for _, source, behind in found if source.parent not in sources]
    slack = sum(half for _, half in shares)
    is_whole = len(shares) >= _MIN_RATIOS and abs(sum((share for share, _ in shares), Fraction(-1))) <= slack
    if not is_whole and not (len(found) == 1 and _OF_TOTAL.search(narrow)):
        return
    for label, source, behind in found:
        part = funding.of(source)
        if part is not None:
            yield _stated_ratio(label, behind, part, funding.total, placed)


def _labelled_shares(text: str, narrow: str, words: SourceLabelMatcher) -> Iterator[tuple[str, Source, re.Match[str]]]:
    """Each share with its source: 국비 60%; 총사업비의 60%를 국비로."""
    of_total = _OF_TOTAL.search(narrow)
    for name, start, end in words.labels_in(text):
        source = Source(name) if name in FUNDED_SOURCES else Source.TOTAL
        if source is Source.TOTAL:
            continue
        behind = _BEHIND_SOURCE.match(narrow, end)
        if behind is None and of_total is not None and of_total.end() == start:
            behind = _PERCENT.search(of_total.group())
        if behind is not None:
            yield text[start:end], source, behind


def _behind_amounts(
    placed: PlacedText, narrow: str, amounts: Sequence[LabelledAmount], whole: Amount
) -> Iterator[PrintedRatio]:
    for each in amounts:
        behind = _BEHIND_AMOUNT.match(narrow, each.mention.end)
        if behind is None or _BOUND.match(narrow, behind.end()):
            continue
        part = Amount(krw=each.mention.krw, step=each.mention.step, evidence=placed.evidence)
        label = placed.text[each.start : each.mention.start].strip(" :：은는이가")
        yield _stated_ratio(label, behind, part, whole, placed)


def _behind_sources(
    placed: PlacedText, narrow: str, words: SourceLabelMatcher, whole: Amount, funding: Funding
) -> Iterator[PrintedRatio]:
    if placed.in_table is not None or funding.total is None or not funding.total.may_equal(whole):
        return
    for name, start, end in words.labels_in(placed.text):
        behind = _BEHIND_SOURCE.match(narrow, end)
        source = Source(name) if name in FUNDED_SOURCES else None
        part = funding.of(source) if source not in (None, Source.TOTAL) else None
        if behind is None or part is None or _BOUND.match(narrow, behind.end()):
            continue
        yield _stated_ratio(placed.text[start:end], behind, part, funding.total, placed)


def _stated_ratio(label: str, found: re.Match[str], part: Amount, whole: Amount, placed: PlacedText) -> PrintedRatio:
    share, half_digit = _share_of(found)
    return PrintedRatio(
        label=label,
        share=share,
        half_digit=half_digit,
        part=part,
        whole=whole,
        evidence=placed.evidence,
    )
