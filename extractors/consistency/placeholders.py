"""Text of an empty form that was left in: 00백만원, OO대학교, 20XX년, "※ … 작성", 내용을 입력하세요.

What looks alike and is none: masked names (김○○), marks of a schedule (a cell of ○○), example phone numbers, notes that
say how something was drawn up (※ 통계청 자료로 작성).
"""

import re
from collections.abc import Iterator
from typing import Final

from extractors.consistency.placed_text import PlacedText, texts_of
from extractors.korean.numerals import half_width
from extractors.korean.personal_names import SURNAMES
from extractors.vocabulary.words import Placeholders, any_of, load_words
from schemas import Document, Placeholder

_CIRCLE: Final = "○◯〇"
_WORDS: Final = load_words(Placeholders)
_UNITS: Final = any_of(_WORDS.units)
_TEXTS: Final = (
    # 00백만원, 0,000천원, 000명: zeros alone are no number; 0백만원 is one.
    re.compile(rf"(?<![\d.,:\-])(?:0{{2,}}|0{{1,3}}(?:,0{{3}})+)\s?{_UNITS}"),
    *(re.compile(text.replace("{circle}", _CIRCLE)) for text in _WORDS.texts),
)
_CIRCLES: Final = re.compile(rf"[{_CIRCLE}]{{2,}}")
_NOTE: Final = re.compile(r"^[^\S\n]*(?:[※*＊☞]|[<〈\[(【])\s*(?P<note>.+)$", re.MULTILINE)
_ASKS: Final = re.compile(rf"{any_of(_WORDS.asks)}\s?{any_of(_WORDS.ask_endings)}?\s*[.)\]>〉】]*\s*$")
_DRAWN_UP: Final = re.compile(rf"{any_of(_WORDS.drawn_up)}\s?(?:재)?(?:작성|기재|제시)\s*[.)\]]*\s*$")
_LIMITED: Final = re.compile("|".join(_WORDS.limits))
_OBJECT: Final = re.compile(rf"{any_of(_WORDS.objects)}\s*(?:[가-힣·,\s]{{0,20}})?{any_of(_WORDS.asks)}")


def find_placeholders(document: Document) -> Iterator[Placeholder]:
    """Every place that still reads as the empty form does."""
    for placed in texts_of(document):
        text = half_width(placed.text)
        found = next((match.group() for pattern in _TEXTS if (match := pattern.search(text))), None)
        found = found or _circles(text, is_cell=placed.in_table is not None) or _instruction(text)
        if found is not None:
            yield Placeholder(text=found.strip(), line=_line_around(placed, found), evidence=placed.evidence)


def _circles(text: str, *, is_cell: bool) -> str | None:
    begins = len(text) - len(text.lstrip())
    for match in _CIRCLES.finditer(text):
        # Of what stands around a few letters count: a text may hold any number of circles.
        before, after = text[max(0, match.start() - 2) : match.start()], text[match.end() : match.end() + 6]
        is_first = match.start() <= begins
        is_masked_name = re.search(rf"(?<![가-힣])[{SURNAMES}]$", before) and not re.match(r"[가-힣]", after)
        is_mark = is_first and (is_cell or after[:1] in {"", " "}) and not re.match(r"[가-힣]", after)
        if not is_masked_name and not is_mark and (not is_first or re.match(r"\s?[가-힣]", after)):
            return match.group() + after.split("\n")[0]
    return None


def _instruction(text: str) -> str | None:
    """A note that asks the writer to write: with an object or a limit, and no word of how it was drawn up."""
    for match in _NOTE.finditer(text):
        note = match["note"].strip()
        asks = _ASKS.search(note)
        if asks is None:
            continue
        if _LIMITED.search(note) or (_OBJECT.search(note) and not _DRAWN_UP.search(note)):
            return match.group().strip()
    return None


def _line_around(placed: PlacedText, found: str) -> str:
    lines = [line for line in placed.text.splitlines() if found[:2] in half_width(line)]
    return " ".join((lines or [placed.text])[0].split())
