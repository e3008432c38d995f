"""Where personal data stands in a text: names of people, telephones, e-mail, birthdays, accounts, identity numbers.

Numbers are found by ko-pii, which knows check digits and prefixes, and by the forms below that it does not know. Names
are found by the role or title beside them, as forms have them: ko-pii's own detector of names takes everyday words of
plans (공정, 전환, 인프라) for people.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from ko_pii import detect_all

from extractors.korean.personal_names import SURNAMES

WINDOW: Final = 2_000
"""Characters that are searched at a time: what a search costs grows with the length of its text, in patterns of others
faster than that."""

CONTEXT: Final = 200
"""Characters around a window that its search sees, too: longer than any number, name or address with its label."""


class Finding(NamedTuple):
    """A span of a text; `keep` is how many of its first characters say nothing of a person (an area code)."""

    start: int
    end: int
    label: str
    keep: int = 0


# An account number must have its bank's hyphens: digits alone beside a bank's name are more likely an amount of money.
_LABELS: Final = (
    "ACCOUNT",
    "CARD",
    "DRIVER_LICENSE",
    "DT_BIRTH",
    "EMPLOYEE_ID",
    "FAX",
    "FRN",
    "MEDICAL_INSURANCE",
    "PASSPORT",
    "PHONE",
    "RRN",
)
_MIN_DIGITS: Final = 6
"""The fewest digits that a number of a person has: the day of birth. Most cells have fewer and need no search."""

_MIN_DIGITS_BESIDE_AMOUNTS: Final = 4
"""The fewest that are left of such a text without its amounts: an employee's number has as many."""

_AMOUNT: Final = re.compile(r"(?<![0-9.\-])[0-9]{1,3}(?:,[0-9]{3})+(?![0-9\-])")
"""A number with commas at its thousands, and no dash at either end: no number of a person is written so."""

_AS_TYPED: Final = {
    **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)},
    **dict.fromkeys([*range(0x2010, 0x2016), 0x2212], ord("-")),
    **dict.fromkeys([0x2502, 0x2503, 0x00A6], ord("|")),
}
"""Full-width letters, the dashes of printers and the bars between cells, each as the one character that a keyboard has
for it."""

_NAME: Final = rf"(?:[{SURNAMES}][가-힣]{{2}}|(?:남궁|황보|제갈|선우|독고|사공|서문)[가-힣]{{1,2}})(?<![과팀])"
_SPACED_NAME: Final = rf"(?:{_NAME}|[{SURNAMES}] [가-힣] [가-힣]|[{SURNAMES}] {{2,6}}[가-힣])"
_TITLE: Final = (
    r"(?:팀장|과장|국장|실장|부장|차장|본부장|단장|센터장|원장|주무관|사무관|서기관|교수|박사|대표(?:이사)?)"
)
_ROLE: Final = (
    r"(?:담당자?|책임자|실무자|작성자|제출자|대표자|신청자|성 {0,4}명|이 {0,4}름|대표(?:이사)?|주무관|사무관|"
    r"(?:사업)?단장|센터장|원장|총장)"
)
_PHONE_FOLLOWS: Final = r"(?=[(☎ ]{0,3}(?:T|Tel|전화)?[.: ]{0,2}\(?0\d{1,3}[-). ])"
_NAMES: Final = (
    # 담당자: 김예시, 성명 | 김 예 시
    re.compile(rf"{_ROLE} {{0,4}}(?:\([^)]{{0,10}}\))? {{0,4}}[:|/\n] {{0,4}}(?P<name>{_SPACED_NAME})(?![가-힣])"),
    # 담당자 김예시 (051…, 주무관 김예시, 대표 김예시
    re.compile(rf"(?:{_ROLE}|(?<![가-힣]){_TITLE}) {{1,4}}(?P<name>{_NAME})(?= {{0,4}}(?:[,./|()☎·\n]|\d|$|{_TITLE}))"),
    # 팀장(김예시), 담당자 [김예시, 051…]
    re.compile(rf"(?:{_ROLE}|{_TITLE}) ?[(\[〔] ?(?P<name>{_NAME})(?= ?[)\]〕,/·|]| {_TITLE}| \d)"),
    # 담당 김예시 팀장, 박보기 과장, (김예시 주무관): a title after a name that stands after a mark
    re.compile(rf"(?:^|[:|,·/(\[\n]|담당|문의) {{0,4}}(?P<name>{_NAME}) {_TITLE}(?![가-힣])"),
    re.compile(rf"(?<![가-힣])(?P<name>{_NAME}) (?:주무관|사무관|서기관)(?![가-힣])"),
    # 김예시(051-123-4567), (김예시, 010-…)
    re.compile(rf"(?<![가-힣])(?P<name>{_NAME}(?<![실청처부단소])) ?[(/,|]? ?{_PHONE_FOLLOWS}"),
)
_NO_NAMES: Final = frozenset(Path(__file__).with_name("words_like_names.txt").read_text(encoding="utf-8").split())
"""Words of three syllables that begin like a surname and stand beside titles and roles."""

_EMAIL: Final = re.compile(
    r"(?<![A-Za-z0-9._%+가-힣-])(?P<local>[A-Za-z0-9._%+가-힣-]{1,64})"
    r"(?:@| ?[(\[{<] ?(?:@|at|골뱅이) ?[)\]}>] ?)"
    r"(?:[A-Za-z0-9가-힣-]{1,63}\.){1,5}(?:[A-Za-z]{2,24}|한국|닷컴|닷넷)",
    re.IGNORECASE,
)
_AREA_CODE: Final = re.compile(r"\+82|\(?0(?:50\d|2|\d{2})", re.ASCII)
_BANK: Final = r"(?:계좌|은행|농협|수협|신협|우체국|새마을금고|예금주)"
_ACCOUNT: Final = r"(?<![\d-])(?P<number>\d{2,6}(?:-\d{2,8}){2,3})(?![\d-])"
_DAY: Final = r"\d{2,4} ?[.\-/년] ?\d{1,2} ?[.\-/월] ?\d{1,2}"
_NUMBERS: Final = tuple(
    (label, re.compile(pattern, re.ASCII))
    for label, pattern in (
        # 010)1234-5678, 0505-123-4567
        ("PHONE", r"(?<![\d.,-])(?P<number>\(?0(?:1[016-9]|50[2-8])[)\].\- ]{1,3}\d{3,4}[-. ]{1,2}\d{4})(?!\d)"),
        # Without its check digit, which one mistyped figure breaks. By blanks four years stand beside each other, too.
        ("CARD", r"(?<![\d-])(?P<number>\d{4}-\d{4}-\d{4}-\d{4})(?![\d-])"),
        (
            "DT_BIRTH",
            rf"생년월일[ :|/()\n]{{0,8}}(?P<number>{_DAY}|(?:19|20)?\d{{6}})(?!\d)",
        ),
        ("DT_BIRTH", r"(?<!\d)(?P<number>\d{2,4} ?[.년] ?\d{1,2} ?[.월] ?\d{1,2}) ?[.일]? ?생(?![가-힣])"),
        ("ACCOUNT", rf"{_BANK}[^\d\n]{{0,20}}{_ACCOUNT}"),
        ("ACCOUNT", rf"{_ACCOUNT}(?=[^\d\n]{{0,10}}{_BANK})"),
    )
)


def find_personal_data(text: str) -> Iterator[Finding]:
    """Every span that tells of a person, in linear time; spans may overlap."""
    text = text.translate(_AS_TYPED)
    for begin in range(0, max(len(text), 1), WINDOW):
        first = max(0, begin - CONTEXT)
        for found in _in_window(text[first : begin + WINDOW + CONTEXT]):
            if begin <= first + found.start < begin + WINDOW:
                yield found._replace(start=first + found.start, end=first + found.end)


def _in_window(text: str) -> Iterator[Finding]:
    for match in _EMAIL.finditer(text):
        yield Finding(*match.span("local"), "EMAIL")
    for pattern in _NAMES:
        for match in pattern.finditer(text):
            if match["name"] not in _NO_NAMES:
                yield Finding(*match.span("name"), "PERSON", keep=1)
    if _digits_in(text) >= _MIN_DIGITS and _digits_in(_AMOUNT.sub("", text)) >= _MIN_DIGITS_BESIDE_AMOUNTS:
        yield from _numbers(text)


def _digits_in(text: str) -> int:
    return sum(character.isdigit() for character in text)


def _numbers(text: str) -> Iterator[Finding]:
    for label, pattern in _NUMBERS:
        for match in pattern.finditer(text):
            number = match["number"]
            yield Finding(*match.span("number"), label, _kept(number, label))
    for found in detect_all(text, include=_LABELS):
        if found.label != "ACCOUNT" or "-" in found.text:
            yield Finding(found.start, found.end, found.label, _kept(found.text, found.label))


def _kept(text: str, label: str) -> int:
    """How much of a number says nothing of a person: the area of a telephone, the day in an identity number."""
    if label in {"PHONE", "FAX"}:
        return _area_code(text)
    return 6 if label in {"RRN", "FRN"} else 0


def _area_code(text: str) -> int:
    match = _AREA_CODE.match(text)
    return match.end() if match else 0
