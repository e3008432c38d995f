"""Wrapped lines put together again: what the page cut at its edge, or at a cell's edge, is one text.

A line was wrapped when the first word of the next one would not have fitted behind it. A cut inside a word leaves no
blank; a cut at a blank leaves a blank glyph at the line's end, room in which the next letter would have fitted, or a
word that is complete by its ending.
"""

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise

from extractors.readers.pdf.layout.lines import Line
from extractors.readers.pdf.tolerances import WRAPPING

BULLET = re.compile(
    r"[○●◯◎□■◆◇▪▫◦•∘ㅇ◈▶▷►☞※❍❏❑➢➤✓✔☑☐\ue000-\uf8ff*†‡<〈【\[]|[-–―·ㆍ∙]\s*[^\s\d,.]|[①-⑳㉠-㉻ⓐ-ⓩ㈀-㈜⑴-⒇]"
)
NUMBER = re.compile(
    r"(?:[Ⅰ-Ⅻ]|[IVX]{1,4}[.．])\s*[.．]?\s*(?!\d)\S|제\s*\d+\s*[장절편부](?=\s|$)|"
    r"\d{1,2}(?:\s?[-–.]\s?\d{1,2})+[.)]?\s*(?=[^\d\s.,~%)-])|\d{1,2}\s*[.．)](?=\s*[^\d\s.,~%])|"
    r"[가-하]\s*[.．)](?=\s)|\((?:\d{1,2}|[가나다라마바사아자차카타파하])\)(?=\s|[^\d.,~%])"
)
GOES_ON = re.compile(r"[\d.,~∼～-]$")
NUMBER_CUT = re.compile(r"[\d,.]+$")
WHOLE_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})*(?:\.\d+)?|\d+(?:\.\d+)?")
PART_OF_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})*(?:,\d{0,3})?(?:\.\d*)?|\d+(?:\.\d*)?")
STANDS_ALONE = re.compile(r"(?:[1-9]\d{0,2}(?:,\d{3})+|0|[1-9]\d*)(?:\.\d+)?")
NUMBER_GOES_ON = re.compile(r"^[\d,.]+")
# Hangul's PDFs leave no blank glyph at a line's end; a particle or an ending shows that the word is complete.
WORD_ENDS = re.compile(r"[가-힣A-Za-z\d)](?:은|는|을|를|에|와|며)$|[가-힣]{2}(?:한|된|할|하여|으로|에서|하고)$")
WORD_STARTS = re.compile(r"(?:및|등|또는|대한|위한|따른)(?:\s|$)")
# Between Hangul and Latin letters or digits words end, but for particles (AI를) and counters (40개사).
SCRIPT_ENDS = re.compile(r"[가-힣]{2}$")
SCRIPT_STARTS = re.compile(r"[A-Za-z\d]")
AMOUNT_ENDS = re.compile(r"[\d%원)]$")
AMOUNT_STARTS = re.compile(r"[△▲∆+(-]?\s?\d")


def starts_item(before: str, text: str) -> bool:
    """Whether a line begins with a bullet or a number, so that it begins a text of its own.

    Behind a digit, a stop or a dash a number may as well be the rest of a date ("2027. 12." and "31. 까지").
    """
    if BULLET.match(text):
        return True
    return bool(NUMBER.match(text)) and not GOES_ON.search(before)


def join_lines(lines: Sequence[Line], width: float) -> str:
    """The text of lines set in a column of some width: paragraphs stay apart by a line break, wrapped lines do not."""
    if not lines:
        return ""
    text = lines[0].text
    for before, after in pairwise(lines):
        text += separator_between(before, after, width) + after.text
    return text


def separator_between(before: Line, after: Line, width: float) -> str:
    """What stands between two lines set in a column of some width: a line break, a blank or nothing."""
    if is_cut_number(before, after, width):
        return ""
    if starts_item(before.text, after.text) or not is_wrapped(before, after, width):
        return "\n"
    if not before.blank_after and AMOUNT_ENDS.search(before.text) and AMOUNT_STARTS.match(after.text):
        return "\n"
    return " " if is_cut_at_blank(before, after, width) else ""


def is_wrapped(before: Line, after: Line, width: float) -> bool:
    """Whether the first word of the later line had no room left behind the earlier one."""
    word = after.text.split(" ", 1)[0]
    needed = width_of(after, min(len(word), WRAPPING.max_word_letters)) + (
        WRAPPING.blank_em * before.size if before.blank_after else 0.0
    )
    return _room(before, width) < needed + WRAPPING.slack_em * before.size


def is_cut_number(before: Line, after: Line, width: float) -> bool:
    """Whether a number continues: "7,000,000," and "000" in a cell that is too narrow for both.

    A line is full to the last digit, unless the cut is behind a comma. The rest may be cut again. Two numbers that can
    stand alone are never one: "3" above "50,000" may be a count above an amount.
    """
    head, rest = NUMBER_CUT.search(before.text), NUMBER_GOES_ON.match(after.text)
    if before.blank_after or head is None or rest is None:
        return False
    refused = len(rest.group()) if before.text.endswith(",") else 1
    if _room(before, width) >= width_of(after, refused) + WRAPPING.slack_em * before.size:
        return False
    if before.text.endswith(".") and " " in before.text:
        return False
    is_whole_rest = rest.group() == after.text
    if STANDS_ALONE.fullmatch(head.group()) and STANDS_ALONE.fullmatch(rest.group()):
        return is_whole_rest and _is_long_number_cut(before.text, after.text)
    return bool((PART_OF_NUMBER if is_whole_rest else WHOLE_NUMBER).fullmatch(head.group() + rest.group()))


def _is_long_number_cut(before: str, after: str) -> bool:
    """Whether lines of nothing but digits are one number: the first is long and full, and the last is shorter."""
    return before.isdecimal() and after.isdecimal() and len(after) < len(before) >= WRAPPING.min_cut_digits


def is_cut_at_blank(before: Line, after: Line, width: float) -> bool:
    """Whether the words on both sides of a wrap are two."""
    if before.blank_after:
        return True
    if not (_is_letter(before.text[-1]) and _is_letter(after.text[0])):
        return before.text[-1] in ".,;:"
    if before.text[-1].isascii() and after.text[0].isascii():
        return True
    if _room(before, width) > width_of(after, 1) + WRAPPING.slack_em * before.size:
        return True
    if SCRIPT_ENDS.search(before.text) and SCRIPT_STARTS.match(after.text):
        return True
    return bool(WORD_ENDS.search(before.text) or WORD_STARTS.match(after.text))


def width_of(line: Line, characters: int) -> float:
    """How wide the first characters of a line are."""
    return (line.box.x1 - line.box.x0) * min(characters, len(line.text)) / max(len(line.text), 1)


def _room(line: Line, width: float) -> float:
    return width - (line.box.x1 - line.box.x0)


def _is_letter(character: str) -> bool:
    return unicodedata.category(character)[0] in "LN"
