"""Counting numbers as word processors print them: 1, Ⅰ, 가, ①, a …"""

from collections.abc import Callable

GANADA = "가나다라마바사아자차카타파하"
JAMO = "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ"
HANJA = "一二三四五六七八九十"
HANGUL_DIGITS = "일이삼사오육칠팔구십"
STEMS = "甲乙丙丁戊己庚辛壬癸"
STEMS_HANGUL = "갑을병정무기경신임계"
ROMAN = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
ROMAN_LETTERS = 12
MAX_ROMAN = 399
MAX_LETTER = 26 * 30


def _roman(number: int) -> str:
    """Roman numerals as Korean documents type them: one character up to twelve."""
    if 1 <= number <= ROMAN_LETTERS:
        return chr(0x2160 + number - 1)
    if number > MAX_ROMAN:
        return str(number)
    text = ""
    for value, sign in ROMAN:
        count, number = divmod(number, value)
        text += sign * count
    return text


def _one_of(signs: str) -> Callable[[int], str]:
    return lambda number: signs[number - 1] if 1 <= number <= len(signs) else str(number)


def _letters(first: str) -> Callable[[int], str]:
    """A … Z, AA, BB, as Word counts, up to 30 of a letter."""
    return lambda number: (
        chr(ord(first) + (number - 1) % 26) * ((number - 1) // 26 + 1) if 1 <= number <= MAX_LETTER else str(number)
    )


def _run(first: int, length: int) -> Callable[[int], str]:
    return lambda number: chr(first + number - 1) if 1 <= number <= length else str(number)


def _circled(number: int) -> str:
    for first, low, high in ((0x2460, 1, 20), (0x3251, 21, 35), (0x32B1, 36, 50)):
        if low <= number <= high:
            return chr(first + number - low)
    return str(number)


# Names as WordprocessingML (ST_NumberFormat) and OWPML (NumberType1/2) give them.
FORMATS: dict[str, Callable[[int], str]] = {
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperLetter": _letters("A"),
    "lowerLetter": _letters("a"),
    "ganada": _one_of(GANADA),
    "chosung": _one_of(JAMO),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": _run(0x2474, 20),
    "decimalZero": lambda number: f"{number:02d}",
    "koreanDigital": _one_of(HANGUL_DIGITS),
    "koreanCounting": _one_of(HANGUL_DIGITS),
    "koreanLegal": str,
    "koreanDigital2": _one_of(HANJA),
    "chineseCounting": _one_of(HANJA),
    "ideographDigital": _one_of(HANJA),
    "none": lambda _: "",
    "DIGIT": str,
    "CIRCLED_DIGIT": _circled,
    "ROMAN_CAPITAL": _roman,
    "ROMAN_SMALL": lambda number: _roman(number).lower(),
    "LATIN_CAPITAL": _letters("A"),
    "LATIN_SMALL": _letters("a"),
    "CIRCLED_LATIN_CAPITAL": _run(0x24B6, 26),
    "CIRCLED_LATIN_SMALL": _run(0x24D0, 26),
    "HANGUL_SYLLABLE": _one_of(GANADA),
    "CIRCLED_HANGUL_SYLLABLE": _run(0x326E, 14),
    "HANGUL_JAMO": _one_of(JAMO),
    "CIRCLED_HANGUL_JAMO": _run(0x3260, 14),
    "HANGUL_PHONETIC": _one_of(HANGUL_DIGITS),
    "IDEOGRAPH": _one_of(HANJA),
    "DECAGON_CIRCLE": _one_of(STEMS_HANGUL),
    "DECAGON_CIRCLE_HANJA": _one_of(STEMS),
}


def format_number(number: int, number_format: str) -> str:
    """A counter in a named format; formats that are not known here are printed as plain digits."""
    return FORMATS.get(number_format, str)(number)
