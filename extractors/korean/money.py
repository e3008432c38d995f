"""Money as Korean documents print it: 70억원, 7,000백만원, 46억7000만원, 금 칠십억원정; and bare numbers in cells.

An amount has a step: the value of one in its last printed digit. 7,000백만원 is known to a million won, 1.5억원 to ten
million. 연구원, (단위: 백만원), 4대 보험 and 2차년도 are no money.
"""

import re
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import lru_cache

from extractors.korean.numerals import NUMBER, NUMERAL, WORDS, half_width, read_numeral

_NOT_WON = (
    r"(?!칙|소(?!요)|화|적|계|장|생|료|자(?!부담)|천|색|년|인(?!\s)|주(?!관)|격|본|형|심|리|탁|광|점|내(?!외|\s)|어민)"
)
_COUNTED = (
    r"(?!\s?(?:여\s?)?(?:명(?!시)|개(?!발|선|최|편)|건(?!축|립|설)|회(?!계)|톤|인(?!건|력|프|천)|배|가구|세대|시간|달러|불|엔|위안"
    r"|유로|장(?!비|기)|권(?!역)|년|분(?!야|담|기)|차(?!등)|대(?!비|상|응)|곳|마리|km|㎞|㎡|kg|kW|KW|MW|GW|%))"
)
# Words that begin with 조 and 만 behind the number of a heading: 5.1 조직, 3.2 조성 계획, 4.1 만족도.
_NO_WORD = r"(?!(?<=조)(?:직|성|사|건|치|례|합|달|정(?!도)|기|선|율|립|항)|(?<=만)(?:족|들|남|료|기))"
_APPROXIMATE_BEFORE = re.compile(r"(?:약|대략|거의)\s*$")
# A word before an amount, with the blanks between, stands within so many letters: a text may hold many amounts.
_JUST_BEFORE = 20
_APPROXIMATE_AFTER = re.compile(r"\s?(?:내외|가량|정도|안팎|남짓|쯤)")
_NEGATIVE = "△∆▲▵−"

_IN_DIGITS = rf"(?P<digits>{NUMERAL})(?P<some>\s?여)?\s?(?:(?P<won>원){_NOT_WON}|(?<=[억조만]){_NO_WORD}{_COUNTED})"
_IN_WORDS = rf"(?:(?<![가-힣])(?P<formal>금)\s*|(?<![가-힣]))(?P<words>{WORDS})\s?원{_NOT_WON}(?P<exact>정|整)?"
_AMOUNT = re.compile(
    rf"(?P<sign>[{_NEGATIVE}])?(?P<coin>[₩￦]\s?)?(?:{_IN_DIGITS})|(?P<bare>[₩￦]\s?{NUMBER})|{_IN_WORDS}"
)
_FORMAL_BEFORE = re.compile(r"(?<![가-힣])금\s*$")

_UNIT_WORD = r"(?<![가-힣])(?:(?P<scale>[십백천]?\s?[만억조]?)\s?원)(?![가-힣])"
_UNIT = re.compile(_UNIT_WORD)
_UNIT_WITHOUT_WON = re.compile(r"(?<![가-힣])(?P<scale>[십백천]만|[십백천]?억|조)(?![가-힣])")
_UNIT_CLAUSE = re.compile(r"단\s*위\s*[:：;]?\s*(?P<clause>[^)\]>〉】\n]*)")
_BRACKETED = re.compile(rf"[(\[<〈【,/]\s*{_UNIT_WORD}\s*(?=[)\]>〉】,/])")

# What every amount that prints its own unit has at least one of; most texts have none.
_OWN_UNIT = re.compile("[원억조만₩￦]")

_LONGEST_CELL = 200
# Most cells of a budget hold such a number and nothing else; it is read without looking for anything else.
_NUMBER_ALONE = re.compile(r"(?P<whole>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.(?P<part>[0-9]+))?")
_ZERO = re.compile(r"[-–—―ㅡ－‐‑−]+")
_PERCENT = re.compile(rf"\(?\s*[{_NEGATIVE}-]?\s*{NUMBER}\s*%\s*\)?")
_SECOND_SHARE = re.compile(r"(?<=\d)\s*(?:\(\s*(?:100(?:\.0+)?|\d{1,2}(?:\.\d+)?)\s*\)|\s(?:100|\d{1,2})\.\d+)$")
_FOOTNOTE = re.compile(r"^[*※†‡]+|[*※†‡]+$|\s+(?:주\s?)?\d\)$|주\s?\d?\)$|(?<=,\d{3})\d\)$")
_PLAIN = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_MARKS_AROUND = re.compile(r"[\s()\[\]·,.:*※약총≒≈±]*(?:내외|가량|정도|안팎|남짓|쯤|수준|여|이내|이하)?\s*[)\]]?")
_ROUNDS = re.compile(r"이내|이하|수준|여|[≒≈±]")
# A bare number between words that round it or bound it: 약 6,000, 6,000 내외, 6,000 이내, 최대 6,000, 6,000여.
_ROUNDED_BARE = re.compile(
    r"(?P<before>약|대략|최대|총|금|≒|≈)?\s*(?P<number>[\d,.]+)\s*[(\[]?"
    r"(?P<after>내\s?외|가량|정도|수준|안팎|남짓|쯤|이\s?내|이하|한도|여|±)?[)\]]?"
)
# What is said of a bare number in brackets behind it, without a number of its own: 6,000(안), 6,000 (예정).
_NOTED = re.compile(r"(?<=\d)\s*[(\[][^()\[\]\d%]{1,12}[)\]]$")
_BECAME = re.compile(r"→|⇒|➔|➜|⇨|->")
# 00 and 0,000 stand for digits to be filled in, or are the end of a number that a page cut: no zero is printed so.
_BLANK_OF_ZEROS = re.compile(r"0[0,]+")
_TO_A_SHARE = re.compile(r"(?<=\d)\s*[/·:|]\s*$")
_SCALE_ALONE = re.compile(
    rf"(?P<number>{NUMBER})\s*(?:(?P<unit>[백천]만|[십백]?억)|[(\[](?P<noted>[십백천]?[만억]?)원[)\]])"
)


@dataclass(frozen=True)
class MoneyMention:
    """An amount in a text: where it stands, as printed, in won, with its step in won.

    `approximate` says that the text itself rounds (약, 여, 내외).
    """

    start: int
    end: int
    text: str
    krw: int
    step: int
    approximate: bool = False


@dataclass(frozen=True)
class CellAmount:
    """The one amount of a cell, in won.

    `own_unit` says that the cell prints its unit itself, `in_brackets` that it is negative by its brackets alone, which
    may as well set a second value apart.
    """

    krw: int
    step: int
    own_unit: bool = False
    approximate: bool = False
    in_brackets: bool = field(default=False, compare=False)


def find_amounts(text: str) -> list[MoneyMention]:
    """Every amount of money in a text that prints its own unit, from left to right."""
    if _OWN_UNIT.search(text) is None:
        return []
    narrow = half_width(text)
    mentions = (_mention(match, text, narrow) for match in _AMOUNT.finditer(narrow))
    return [mention for mention in mentions if mention is not None]


def _mention(match: re.Match[str], text: str, narrow: str) -> MoneyMention | None:
    start, end = match.span()
    just_before = max(0, start - _JUST_BEFORE)
    if match["words"] is not None:
        spelled, formal = match["words"], bool(match["formal"] or match["exact"])
        if not _is_amount_in_words(spelled, formal=formal):
            return None
    elif match["digits"] and match["won"] is None and not set("억조") & set(match["digits"]):
        return None
    else:
        spelled = match["digits"] or (match["bare"] or "").lstrip("₩￦ ")
        formal = bool(match["digits"]) and _FORMAL_BEFORE.search(narrow, just_before, start) is not None
    numeral = read_numeral(spelled.strip())
    if numeral is None or numeral.value.denominator != 1:
        return None
    sign = -1 if match["sign"] else 1
    approximate = (
        bool(match["some"])
        or "여" in spelled
        or _APPROXIMATE_BEFORE.search(narrow, just_before, start) is not None
        or _APPROXIMATE_AFTER.match(narrow, end) is not None
    )
    step = 1 if formal else _whole_step(numeral.step)
    return MoneyMention(start, end, text[start:end].strip(), sign * int(numeral.value), step, approximate)


def _is_amount_in_words(spelled: str, *, formal: bool) -> bool:
    """Whether words that end in 원 are money: 일천만원 is, 백만원 (a unit), 일원 (an area) and 사원 are not."""
    counted = any(digit in spelled for digit in "일이삼사오육륙칠팔구")
    if formal:
        return any(scale in spelled for scale in "십백천만억조")
    return counted and any(scale in spelled for scale in "만억조") and spelled[0] not in "만억조"


def _whole_step(step: Fraction) -> int:
    return max(1, int(step))


def unit_in_won(text: str) -> int | None:
    """What one counts in won where a text declares a unit: "(단위 : 백만원)", "국비(천원)"; None elsewhere."""
    if _OWN_UNIT.search(text) is None:
        return None
    narrow = half_width(text)
    clause = _UNIT_CLAUSE.search(narrow)
    if clause is not None:
        found = _UNIT.search(clause["clause"]) or _UNIT_WITHOUT_WON.search(clause["clause"])
    else:
        found = _BRACKETED.search(narrow) or _UNIT.fullmatch(narrow.strip(" \t\n()[]<>〈〉【】"))
    if found is None:
        return None
    scale = "".join(found["scale"].split())
    numeral = read_numeral(scale) if scale else None
    return int(numeral.value) if numeral is not None else 1


@lru_cache(maxsize=1 << 15)
def parse_cell_amount(text: str, unit_krw: int | None) -> CellAmount | None:
    """The amount of a cell that holds one amount and nothing else but a percentage or a mark.

    A bare number counts in `unit_krw`; without one it is no money. "-" is a zero. △ ∆ ▲ − and brackets around the
    whole are negatives. Numbers that a narrow cell broke ("5,169,00⏎0") are joined where the commas prove it. Of an
    amount that became another (5,000 → 6,000) the last one is the cell's.
    """
    if len(text) > _LONGEST_CELL:
        return None
    alone = _NUMBER_ALONE.fullmatch(text)
    if alone is not None and not _BLANK_OF_ZEROS.fullmatch(text):
        return _number_alone(alone["whole"], alone["part"] or "", unit_krw)
    narrow = half_width(text).replace("\u00a0", " ").strip()
    changed = _BECAME.split(narrow)
    if len(changed) > 1:
        stated = [parse_cell_amount(each, unit_krw) for each in changed]
        return stated[-1] if all(stated) else None
    solid = "".join(narrow.split())
    if _ZERO.fullmatch(solid):
        return CellAmount(0, unit_krw) if unit_krw is not None else None
    if _ZERO.fullmatch(solid.removesuffix("원")):
        return CellAmount(0, 1, own_unit=True)
    narrow = _TO_A_SHARE.sub("", _PERCENT.sub(" ", narrow).strip())
    narrow = _SECOND_SHARE.sub("", _FOOTNOTE.sub("", narrow).strip()).strip()
    if not narrow:
        return None
    own = _with_own_unit(narrow) or _with_scale_alone(narrow)
    if own is not None or unit_krw is None:
        return own
    rounded = _ROUNDED_BARE.fullmatch(narrow)
    if rounded is None or not (rounded["before"] or rounded["after"]):
        return _bare_number(_NOTED.sub("", narrow), unit_krw)
    bare = _bare_number(rounded["number"], unit_krw)
    is_exact = rounded["before"] in ("총", "금") and rounded["after"] is None
    return bare if bare is None or is_exact else replace(bare, approximate=True)


def _number_alone(whole: str, part: str, unit_krw: int | None) -> CellAmount | None:
    """What `_bare_number` makes of plain digits with commas in their places."""
    if unit_krw is None:
        return None
    scale = 10 ** len(part)
    krw, rest = divmod(int(whole.replace(",", "") + part) * unit_krw, scale)
    return CellAmount(krw, unit_krw // scale) if rest == 0 and unit_krw >= scale else None


def _with_scale_alone(narrow: str) -> CellAmount | None:
    """A number whose unit lacks its 원 or stands in brackets behind it: 6,000백만, 6,000(백만원)."""
    found = _SCALE_ALONE.fullmatch(narrow)
    if found is None:
        return None
    numeral = read_numeral(f"{found['number']}{found['unit'] or found['noted'] or ''}")
    if numeral is None or numeral.value.denominator != 1:
        return None
    return CellAmount(int(numeral.value), _whole_step(numeral.step), own_unit=True)


def _with_own_unit(narrow: str) -> CellAmount | None:
    joined = _joined_digits(narrow)
    mentions = find_amounts(joined)
    if not mentions:
        return None
    first = mentions[0]
    before, after = joined[: first.start], joined[first.end :]
    sign = -1 if before.strip() in {"-", "("} or before.strip() in set(_NEGATIVE) else 1
    rest = before.strip(f"-{_NEGATIVE} 금일") + re.sub(r"\([^()]*\)", "", after)
    if _MARKS_AROUND.fullmatch(rest) is None:
        return None
    if before.strip() == "(" and not after.strip().startswith(")"):
        return None
    approximate = first.approximate or _ROUNDS.search(rest) is not None
    in_brackets = before.strip() == "("
    return CellAmount(sign * first.krw, first.step, own_unit=True, approximate=approximate, in_brackets=in_brackets)


def _joined_digits(narrow: str) -> str:
    """Digits that a line break cut, joined when only the joined form has its commas in place."""

    def join(match: re.Match[str]) -> str:
        whole = "".join(match.group().split())
        return whole if "," in whole and _PLAIN.fullmatch(whole) else match.group()

    return re.sub(r"\d[\d,]*(?:\s+[\d,]+)+(?:\.\d+)?", join, narrow)


def _bare_number(narrow: str, unit_krw: int) -> CellAmount | None:
    solid = "".join(_joined_digits(narrow).split()) if "," in narrow else narrow
    signed = solid[:1] in f"{_NEGATIVE}-–"
    solid = solid[1:].strip() if signed else solid
    in_brackets = solid.startswith("(") and solid.endswith(")")
    solid = solid[1:-1].strip() if in_brackets else solid
    if _PLAIN.fullmatch(solid) is None or _BLANK_OF_ZEROS.fullmatch(solid):
        return None
    numeral = read_numeral(solid)
    if numeral is None:
        return None
    value, step = numeral.value * unit_krw, numeral.step * unit_krw
    if value.denominator != 1 or step < 1:
        return None
    krw = -int(value) if signed or in_brackets else int(value)
    return CellAmount(krw, int(step), in_brackets=in_brackets and not signed)
