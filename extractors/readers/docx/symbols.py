"""Characters of symbol fonts, which Word stores by their place in the font: a minus is F02D of Symbol.

Source: the fonts' own character maps, and Unicode's names for the same signs. What is not listed has no sure character:
it is given as U+FFFD, so that nobody takes a number without its sign for the number.
"""

from typing import Final

UNKNOWN: Final = "\ufffd"
# Where symbol fonts keep their 224 signs within the private-use area.
PRIVATE: Final = 0xF000

_GREEK_CAPITALS = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ"
_GREEK_SMALL = "αβχδεφγηιϕκλμνοπθρστυϖωξψζ"
_SYMBOL_HIGH = "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪\ufffd〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭"
_SYMBOL = (
    {code: chr(code) for code in range(0x20, 0x40)}
    | {0x22: "∀", 0x24: "∃", 0x27: "∋", 0x2A: "∗", 0x2D: "−", 0x40: "≅"}
    | dict(enumerate(_GREEK_CAPITALS, 0x41))
    | {0x5B: "[", 0x5C: "∴", 0x5D: "]", 0x5E: "⊥", 0x5F: "_"}
    | dict(enumerate(_GREEK_SMALL, 0x61))
    | {0x7B: "{", 0x7C: "|", 0x7D: "}", 0x7E: "∼"}
    | dict(enumerate(_SYMBOL_HIGH, 0xA0))
)
_WINGDINGS = (
    {0x20: " ", 0x4A: "☺", 0x4B: "😐", 0x4C: "☹", 0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: "□", 0x70: "□", 0x71: "❑"}
    | {0x72: "❒", 0x73: "⬧", 0x74: "⧫", 0x75: "◆", 0x76: "❖", 0x77: "⬥", 0x78: "☒", 0x9E: "·", 0x9F: "•"}
    | dict(enumerate("⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿", 0x80))
    | {0xA0: "▪", 0xA1: "○", 0xA4: "◉", 0xA5: "◎", 0xA7: "▪", 0xA8: "□", 0xAA: "✦", 0xAB: "★", 0xAC: "✶"}
    | {0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xEF: "⇦", 0xF0: "⇨", 0xF1: "⇧", 0xF2: "⇩"}
    | {0xFB: "✗", 0xFC: "✔", 0xFD: "☒", 0xFE: "☑"}
)
_WINGDINGS_2 = {0x20: " ", 0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒"} | {
    0x97: "●", 0x98: "●", 0x99: "○", 0xA1: "■", 0xA2: "■", 0xA3: "□", 0xA4: "□"
}  # fmt: skip
_WINGDINGS_3 = {0x20: " ", 0x66: "←", 0x67: "→", 0x68: "↑", 0x69: "↓", 0x70: "▲", 0x71: "▼", 0x72: "△", 0x73: "▽"} | {
    0x74: "◀", 0x75: "▶", 0x76: "◁", 0x77: "▷"
}  # fmt: skip
_WEBDINGS = {0x20: " ", 0x61: "✔", 0x72: "✖", 0x67: "■", 0x63: "□", 0x6E: "●", 0x3D: "●"}
_FONTS: Final = {
    "symbol": _SYMBOL,
    "wingdings": _WINGDINGS,
    "wingdings 2": _WINGDINGS_2,
    "wingdings 3": _WINGDINGS_3,
    "webdings": _WEBDINGS,
}


def symbol(font: str | None, code: int) -> str:
    """The character that a font shows at a place; UNKNOWN if nobody can be sure."""
    signs = _FONTS.get((font or "").casefold())
    place = code - PRIVATE if PRIVATE <= code <= PRIVATE + 0xFF else code
    if signs is not None:
        return signs.get(place, UNKNOWN)
    is_private = 0xE000 <= code <= 0xF8FF
    is_character = 0x20 <= code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF
    return chr(code) if is_character and not is_private else UNKNOWN


def in_font(text: str, font: str | None) -> str:
    """A text as a font shows it: other than it is typed where the font is one of symbols."""
    signs = _FONTS.get((font or "").casefold())
    if signs is None:
        return text
    return "".join(symbol(font, ord(character)) if _is_sign(character) else character for character in text)


def _is_sign(character: str) -> bool:
    return 0x20 < ord(character) <= 0xFF or PRIVATE <= ord(character) <= PRIVATE + 0xFF
