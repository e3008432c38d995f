"""Calculations beside amounts: 2,500천원 × 3명 × 10월 in a cell (산출근거), its product and the amount of its row."""

import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from math import prod
from typing import Final, NamedTuple

from extractors.korean.money import find_amounts, unit_in_won
from extractors.korean.numerals import NUMBER, Numeral, half_width, read_numeral
from schemas import Amount, Anchor, Budget, BudgetEntry, Cell, Document, LineItem, Source, Table

_TIMES: Final = r"[×xX✕✖*]"
# A count may be printed in 만 or 천, as money is: 2.5만 명, 3천 건, 1만2천 명.
_FACTOR: Final = (
    rf"@?\s?(?<!\d)(?:(?P<larger>{NUMBER}\s?[만억])\s?)?(?P<number>{NUMBER})\s?(?P<scale>[십백천]?[만억]|[백천](?=\s?[가-힣]))?\s?(?P<unit>%|[가-힣A-Za-z]{{0,6}})"
    r"(?:\s?\([^()×]*\))?"
)
_ONE: Final = re.compile(_FACTOR)
_UNNAMED: Final = re.sub(r"\?P<\w+>", "?:", _FACTOR)
_TERM: Final = re.compile(rf"{_UNNAMED}(?:\s*{_TIMES}\s*{_UNNAMED})+")
_TIMES_BEFORE: Final = re.compile(rf"{_TIMES}\s*$")
_TIMES_BEHIND: Final = re.compile(rf"\s*{_TIMES}")
_RESULT: Final = re.compile(r"\s*(?:=|＝)\s*")
_MONEY_UNIT: Final = re.compile(r"[십백천]?[만억조]?원")
# 00개×0000원 in a blank form: zeros that stand for digits to be filled in.
_TO_BE_FILLED_IN: Final = re.compile(r"0[0,]+")
_PERCENT: Final = 100
# A factor that is itself rounded: 583,330원(월평균), 약 120명, 30명 내외.
_ROUNDED_FACTOR: Final = re.compile(r"평균|(?<![가-힣])약\s?\d|내외|안팎|[명개건]여")
_MAX_FACTORS: Final = 10
_JUST_BEFORE: Final = 20
_NOTHING: Final = Numeral(Fraction(0), Fraction(1))


_Rows = Mapping[int, Sequence[Cell]]


class _Term(NamedTuple):
    """A product as printed, its value in won, and the amount that the text itself gives behind an =.

    `is_rounded` says that a factor is an average or an approximate count: the product is only about the amount.
    """

    text: str
    product: Fraction
    result: Amount | None
    is_rounded: bool = False

    def about(self, amount: Amount) -> Amount:
        """The amount that the product is to give, which is an approximate one where a factor is."""
        return amount.model_copy(update={"approximate": True}) if self.is_rounded else amount


def find_line_items(document: Document, budget: Budget) -> Iterator[LineItem]:
    """Each calculation that stands in a row with the amount that it makes, or that names it behind an equals sign."""
    entries = _entries_by_anchor(budget)
    for index, table in enumerate(document.tables):
        bare_unit = unit_in_won(table.unit) if table.unit else None
        of_table = entries.get(index, {})
        rows = _cells_by_row(table)
        for cell in table.cells:
            terms = _terms(cell.text, bare_unit)
            if not terms:
                continue
            yield from _within(table, rows, cell, terms)
            amount = _amount_beside(rows, cell, of_table)
            if amount is not None and _is_alone(rows, cell):
                rounded = next((term for term in terms if term.is_rounded), terms[0])
                yield LineItem(
                    label=_label(table, rows, cell),
                    calculation=" + ".join(term.text for term in terms),
                    product_krw=int(sum(term.product for term in terms)),
                    amount=rounded.about(amount),
                    evidence=(cell.anchor, *amount.evidence),
                )


def _terms(text: str, bare_unit: int | None) -> list[_Term]:
    """The products of a cell; none where a part of it is no product, because then they do not make up the amount."""
    narrow = half_width(text)
    terms = []
    for match in _TERM.finditer(narrow):
        product = _product(match.group(), bare_unit)
        # A factor in words that are not understood stands before or behind: what is left is no whole product.
        is_cut = _TIMES_BEFORE.search(
            narrow, max(0, match.start() - _JUST_BEFORE), match.start()
        ) or _TIMES_BEHIND.match(narrow, match.end())
        if product is None or is_cut:
            return []
        before = narrow[max(0, match.start() - 3) : match.start()]
        is_rounded = _ROUNDED_FACTOR.search(before + match.group()) is not None
        terms.append(_Term(" ".join(match.group().split()), product, _result(text, match.end()), is_rounded))
    return terms


def _product(term: str, bare_unit: int | None) -> Fraction | None:
    """The value of a product in won: exactly one factor is money, the first where none says so; the others count."""
    money: list[Fraction] = []
    counts: list[Fraction] = []
    factors = re.split(_TIMES, term)
    if len(factors) > _MAX_FACTORS:
        return None
    for found in factors:
        one = _ONE.fullmatch(found.strip())
        printed = read_numeral(one["number"]) if one is not None else None
        if one is None or printed is None or _TO_BE_FILLED_IN.fullmatch(one["number"]):
            return None
        scale = read_numeral(one["scale"]) if one["scale"] else None
        larger = read_numeral(one["larger"]) if one["larger"] else _NOTHING
        if larger is None:
            return None
        number = larger.value + printed.value * (scale.value if scale is not None else 1)
        if _MONEY_UNIT.fullmatch(one["unit"]):
            money.append(number * (unit_in_won(one["unit"]) or 1))
        else:
            counts.append(number / _PERCENT if one["unit"] == "%" else number)
    if not money and bare_unit is not None and _counts_a_bare_price(term):
        return prod(counts, start=Fraction(bare_unit))
    return money[0] * prod(counts, start=Fraction(1)) if len(money) == 1 else None


def _counts_a_bare_price(term: str) -> bool:
    """Whether a number without a unit is multiplied by counts in Korean words: 2,500 × 3명, and no 1,200×800×600mm."""
    first, *others = (_ONE.fullmatch(part.strip()) for part in re.split(_TIMES, term))
    if first is None or first["unit"]:
        return False
    return all(other is not None and re.fullmatch(r"%|[가-힣]+", other["unit"]) for other in others)


def _result(text: str, end: int) -> Amount | None:
    sign = _RESULT.match(text, end)
    if sign is None:
        return None
    mention = next((each for each in find_amounts(text) if each.start == sign.end()), None)
    return Amount(krw=mention.krw, step=mention.step, approximate=mention.approximate) if mention else None


def _within(table: Table, rows: _Rows, cell: Cell, terms: list[_Term]) -> Iterator[LineItem]:
    for term in terms:
        if term.result is not None:
            result = term.about(term.result).model_copy(update={"evidence": (cell.anchor,)})
            yield LineItem(
                label=_label(table, rows, cell),
                calculation=term.text,
                product_krw=int(term.product),
                amount=result,
                evidence=(cell.anchor,),
            )


def _cells_by_row(table: Table) -> _Rows:
    """The cells that cover each row, in the table's order."""
    rows: dict[int, list[Cell]] = {}
    for cell in table.cells:
        for row in range(cell.row, cell.row + cell.row_span):
            rows.setdefault(row, []).append(cell)
    return rows


def _entries_by_anchor(budget: Budget) -> dict[int, dict[Anchor, list[BudgetEntry]]]:
    found: dict[int, dict[Anchor, list[BudgetEntry]]] = {}
    for entry in budget.entries:
        if entry.table is not None:
            for anchor in entry.evidence:
                found.setdefault(entry.table, {}).setdefault(anchor, []).append(entry)
    return found


def _amount_beside(rows: _Rows, cell: Cell, of_table: Mapping[Anchor, list[BudgetEntry]]) -> Amount | None:
    """The amount of the calculation's own row: the total where the row also splits it by source, else the only one."""
    beside = [
        entry
        for row in range(cell.row, cell.row + cell.row_span)
        for other in rows.get(row, ())
        if other is not cell and other.row == row and other.row_span == cell.row_span
        for entry in of_table.get(other.anchor, ())
        if entry.year is None
    ]
    totals = [entry for entry in beside if entry.source is Source.TOTAL]
    chosen = totals or beside
    return chosen[0].amount if len(chosen) == 1 else None


def _is_alone(rows: _Rows, cell: Cell) -> bool:
    """Whether the row has no other calculation: of two, neither alone makes the amount."""
    return not any(
        other is not cell and _TERM.search(half_width(other.text))
        for row in range(cell.row, cell.row + cell.row_span)
        for other in rows.get(row, ())
    )


def _label(table: Table, rows: _Rows, cell: Cell) -> str:
    """The names before the calculation in its row: 인건비, 연구원."""
    before = [
        " ".join(other.text.split()) for other in rows.get(cell.row, ()) if other.col < cell.col and other.text.strip()
    ]
    return " ".join(before[-2:]) or table.caption or "산출근거"
