"""A programme's money: from the budget tables first, else from its own table, card or line."""

import re
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet

from extractors.korean.money import find_amounts, parse_cell_amount, unit_in_won
from extractors.korean.text_keys import plain_label, title_key
from extractors.programs.model import QuotedText
from schemas import Amount, Anchor, Budget, BudgetEntry, Funding, Source, add
from schemas.source import FUNDED_SOURCES

_SOURCES: tuple[tuple[Source, str], ...] = (
    (Source.NATIONAL, r"국비|국고(?:보조금|지원금)?|정부\s?지원금?|정부\s?출연금|정부"),
    (Source.METRO, r"시\s?[·ㆍ]?\s?도비|시비|도비|광역비"),
    (Source.DISTRICT, r"시\s?[·ㆍ]?\s?군\s?[·ㆍ]?\s?구?비|군비|구비|기초비"),
    (Source.LOCAL, r"지방비|지자체\s?부담금?|지방정부"),
    (Source.CASH, r"(?:민간\s?|자부담\s?)?현금"),
    (Source.IN_KIND, r"(?:민간\s?|자부담\s?)?현물"),
    (Source.PRIVATE, r"자부담|자기\s?부담금?|민간\s?(?:부담금?|투자)?|기업\s?부담금?|기타"),
    (Source.TOTAL, r"총\s?사업비|총액|총|합계|소요예산|사업비|계"),
)
_ANY_SOURCE = "|".join(f"(?P<{source.value}>{words})" for source, words in _SOURCES)
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_SOURCE_AMOUNT = re.compile(
    rf"(?<![가-힣])(?:{_ANY_SOURCE})\s*[:：=]?\s*(?P<amount>(?:{_NUMBER})[\d.,\s]*?[조억]?\s?[\d,]*\s?[십백천]?[만억]?\s?원?)(?=$|[\s,()+/·%])"
)
_UNIT = re.compile(r"(?P<unit>[십백천]?[만억]|[십백천]|조)?\s?원")
_LONE_NUMBER = re.compile(rf"\s*(?:약|총)?\s*(?P<number>{_NUMBER})\s*(?:$|\()")


def funding_of(
    keys: Iterable[str],
    cells: Mapping[int, frozenset[Anchor]],
    tables: Sequence[int],
    stated: Mapping[Source, Amount],
    said: Sequence[QuotedText],
    budget: Budget,
) -> Funding:
    """The money of the programme that the budget tables know by one of `keys`, or state in its `cells`, by table.

    `tables` are the tables that stand in the programme's own description, `stated` what the cells of its card state,
    `said` what it states in words. Of several
    entries for one source the finest printed one counts; years are added where no sum over them is printed.
    """
    known = set(keys)
    by_name = [entry for entry in budget.entries if _is_about(entry, known, cells)]
    own = [entry for entry in budget.entries if entry.program is None and entry.table in set(tables)]
    amounts = _from_entries(by_name)
    for source, amount in (*_from_entries(own).items(), *stated.items(), *amounts_in(said).items()):
        if source not in amounts and (not amounts or _fits(source, amount, amounts)):
            amounts[source] = amount
    _add_parts(amounts)
    unknown = {
        source.value: f"세부 프로그램의 {source.korean} 기재를 찾지 못함"
        for source in (Source.TOTAL, *Source.TOTAL.parts)
        if source not in amounts
    }
    return Funding(**{source.value: amount for source, amount in amounts.items()}, unknown=unknown)


def _is_about(entry: BudgetEntry, known: AbstractSet[str], cells: Mapping[int, frozenset[Anchor]]) -> bool:
    """Whether an entry is a programme's: by its cells in a table where they are known, else by its name."""
    own = cells.get(entry.table) if entry.table is not None else None
    if own is not None:
        return not own.isdisjoint(entry.evidence)
    return entry.program is not None and title_key(entry.program) in known


def source_of(label: str) -> Source | None:
    """The source of money that a whole label names."""
    found = re.fullmatch(_ANY_SOURCE, plain_label(label))
    return next((source for source, _ in _SOURCES if found[source.value]), None) if found is not None else None


def _fits(source: Source, amount: Amount, amounts: dict[Source, Amount]) -> bool:
    """A second place may only add what the first leaves out, and no part above the whole."""
    total = amounts.get(Source.TOTAL)
    return source is Source.TOTAL or total is None or amount.interval.lower <= total.interval.upper


def _from_entries(entries: Sequence[BudgetEntry]) -> dict[Source, Amount]:
    amounts: dict[Source, Amount] = {}
    for source in FUNDED_SOURCES:
        plain = [each for each in entries if each.source is source and each.item is None and each.organization is None]
        whole = [each for each in plain if each.year is None]
        if whole:
            amounts[source] = min(whole, key=lambda each: each.step).amount
            continue
        tables = {each.table for each in plain}
        if plain and len(tables) == 1 and len({each.year for each in plain}) == len(plain):
            years = ", ".join(f"{each.year}년" for each in plain)
            amounts[source] = add([each.amount for each in plain], derived=f"연차별 합산({years})")
    return amounts


def _add_parts(amounts: dict[Source, Amount]) -> None:
    for whole in (Source.LOCAL, Source.PRIVATE):
        stated = [amounts[part] for part in whole.parts if part in amounts]
        if whole not in amounts and len(stated) == len(whole.parts):
            amounts[whole] = add(stated, derived=" + ".join(part.korean for part in whole.parts))


def amounts_in(said: Sequence[QuotedText]) -> dict[Source, Amount]:
    """Amounts in words: "2,334백만원 (국비 1,400, 지방비 514, 자부담 420)". Bare numbers take the unit of the first."""
    amounts: dict[Source, Amount] = {}
    text = " ".join(" ".join(each.text.split()) for each in said)
    anchors = tuple(each.anchor for each in said if each.anchor is not None)
    unit = _unit_of(text)
    first_source = len(text)
    for found in _SOURCE_AMOUNT.finditer(text):
        source = next(source for source, _ in _SOURCES if found[source.value])
        amount = _amount(found["amount"].strip(" ,"), unit, anchors)
        if amount is not None:
            amounts.setdefault(source, amount)
            first_source = min(first_source, found.start())
    if Source.TOTAL not in amounts:
        total = _leading_amount(text[:first_source], unit, anchors)
        if total is not None:
            amounts[Source.TOTAL] = total
    return amounts


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
