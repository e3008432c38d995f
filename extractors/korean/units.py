"""The unit that a text declares its figures in: (단위: 백만원), [단위 : 천원, %], 금액(천원), (백만원).

What one counts in won is `extractors.korean.money.unit_in_won`'s to say; here is where a unit stands, how it is
printed, and what is left of a line without it.
"""

import re

_MONEY_UNIT = r"(?:십억|백억|천억|조|억|천만|백만|십만|만|천|백)?\s*원"
_DECLARED = r"단\s*위\s*[:：;]?"
_OPENING, _CLOSING = r"[(\[<〈（]", r"[)\]>〉）]"
# A note of units names a handful of them: no search for its end goes on for longer than this many characters.
_LONGEST_NOTE = 120

_MONEY_NOTE = re.compile(
    rf"{_DECLARED}\s*[^()\[\]]{{0,{_LONGEST_NOTE}}}?(?<![가-힣])(?P<unit>{_MONEY_UNIT})(?![가-힣])"
)
_BRACKETED = re.compile(rf"[(\[（]\s*(?P<unit>{_MONEY_UNIT})\s*[)\]）]")
_LINE = re.compile(
    rf"[\s(\[<〈（※*]*(?:금액\s*)?{_DECLARED}[^()\[\]]*[)\]>〉）\s]*$|[(\[（]\s*{_MONEY_UNIT}\s*[)\]）]$"
)
_PART = re.compile(rf"{_OPENING}\s*(?:금액\s*)?{_DECLARED}[^()\[\]]{{0,{_LONGEST_NOTE}}}{_CLOSING}")
_BRACKETED_START = re.compile(rf"{_OPENING}\s*단\s*위")
_START = re.compile(r"[(\[<〈]?\s*단\s*위\s*[:：]")


def declared_unit(text: str) -> str | None:
    """The unit of money that a note such as `(단위 : 백만원, %)` states, as a plain word."""
    found = _MONEY_NOTE.search(text)
    return _plain(found["unit"]) if found else None


def bracketed_units(text: str) -> list[str]:
    """The units of money that stand in brackets by themselves: 천원 in 금액(천원)."""
    return [_plain(found["unit"]) for found in _BRACKETED.finditer(text)]


def unit_in_brackets(text: str) -> str | None:
    """The unit of a text that is nothing but a unit of money in brackets: (백만원)."""
    found = _BRACKETED.fullmatch(text)
    return _plain(found["unit"]) if found else None


def is_unit_line(line: str) -> bool:
    """Whether a line says nothing but the unit of what follows, of money or of anything else."""
    return len(line) <= _LONGEST_NOTE and _LINE.match(line) is not None


def starts_with_unit(text: str, *, bracketed: bool = False) -> bool:
    """Whether a text begins with a declared unit; `bracketed` asks for a bracket before it, and for no colon."""
    return (_BRACKETED_START if bracketed else _START).match(text) is not None


def without_unit_notes(text: str) -> str:
    """The text without bracketed notes of units: the caption of "< 사업비 > (단위: 천원)"."""
    return _PART.sub("", text).strip()


def _plain(unit: str) -> str:
    return re.sub(r"\s", "", unit)
