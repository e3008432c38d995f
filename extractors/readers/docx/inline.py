"""What one paragraph of a DOCX shows: its text, what is struck through in it, and what is anchored in it."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from extractors.readers.docx.drawings import Drawings, Picture
from extractors.readers.docx.equations import linear
from extractors.readers.docx.styles import Styles
from extractors.readers.docx.symbols import UNKNOWN, in_font, symbol
from extractors.readers.docx.word_xml import W, attribute, child, is_on, local_name, value_of
from extractors.readers.shared.xml_integers import parse_int

CHARACTERS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
NOTES = {"footnoteReference": "footnote", "endnoteReference": "endnote"}
# Not printed where they stand: properties, field codes, and readings above a line.
APART = frozenset({"rPr", "pPr", "instrText", "delText", "delInstrText", "rt", "rubyPr", "tbl"})
STRIKES = ("strike", "dstrike")
CHECKED, UNCHECKED = "☒", "☐"
FONTS_OF_SIGNS = ("ascii", "hAnsi")
MAX_HEX_DIGITS = 6


@dataclass
class Inline:
    """A paragraph as it is read. `boxes` are text boxes and frames, whose content comes after the paragraph."""

    pieces: list[str] = field(default_factory=list)
    struck: list[str] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text of the paragraph's own line."""
        return "".join(self.pieces)

    @property
    def unknown_signs(self) -> int:
        """How many signs of symbol fonts have no character."""
        return self.text.count(UNKNOWN)


class InlineReader:
    """Reads the paragraphs of a story that has been made visible."""

    def __init__(self, styles: Styles, drawings: Drawings) -> None:
        self._styles = styles
        self._drawings = drawings
        self._may_strike = not styles.switched.isdisjoint(STRIKES)

    def expect(self, story: etree._Element) -> None:
        """Be ready for a story: most have nothing that is struck through, and no run of them is asked for it."""
        struck = story.iter(*(f"{W}{name}" for name in STRIKES))
        self._may_strike = self._may_strike or next(struck, None) is not None

    def read(self, paragraph: etree._Element) -> Inline:
        """What a paragraph shows."""
        inline = Inline()
        was_struck = False
        for part in _parts(paragraph):
            if local_name(part) != "r":
                inline.pieces.append(linear(part))
                was_struck = False
                continue
            text = "".join(self._pieces(part, inline))
            is_struck = self._may_strike and any(self._styles.is_on(part, strike) for strike in STRIKES)
            if not is_struck:
                inline.pieces.append(text)
            elif was_struck:
                inline.struck[-1] += text
            elif text:
                inline.struck.append(text)
            if text:
                was_struck = is_struck
        return inline

    def text(self, paragraph: etree._Element) -> str:
        """The text of a paragraph's own line."""
        return self.read(paragraph).text

    def _pieces(self, run: etree._Element, inline: Inline) -> Iterator[str]:
        """The text of a run; what is anchored in it is put aside."""
        font = _font_of_signs(run)
        for part in run:
            name = local_name(part)
            if name == "t":
                yield in_font(part.text or "", font)
            elif name in CHARACTERS:
                yield CHARACTERS[name]
            elif name == "sym":
                yield symbol(attribute(part, "font"), _code(attribute(part, "char")))
            elif name == "fldChar":
                yield _form_value(part)
            elif name not in APART:
                yield from self._anchored(part, inline)

    def _anchored(self, part: etree._Element, inline: Inline) -> Iterator[str]:
        name = local_name(part)
        if name in NOTES:
            inline.notes.append((NOTES[name], attribute(part, "id") or ""))
        elif name in {"drawing", "pict", "object"}:
            yield from self._drawn(part, inline)
        elif name == "control":
            inline.unread.append("ActiveX 양식 개체")
        elif name == "txbxContent":
            inline.boxes.append(part)
        else:
            yield from self._pieces(part, inline)

    def _drawn(self, drawing: etree._Element, inline: Inline) -> Iterator[str]:
        drawn = self._drawings.read(drawing)
        inline.lines += [line for line in drawn.lines if line.strip()]
        inline.pictures += drawn.pictures
        inline.unread += drawn.unread
        is_in_line = any(local_name(item) == "inline" for item in drawing)
        for box in drawn.boxes:
            if is_in_line and _is_one_line(box):
                # A box that stands in the line like a letter belongs to the line: 총 [7,000] 백만원.
                value = self.read(box[0])
                inline.struck += value.struck
                inline.notes += value.notes
                yield value.text
            else:
                inline.boxes.append(box)


def _parts(element: etree._Element) -> Iterator[etree._Element]:
    """Runs and equations of a paragraph in order, those of links and simple fields among them."""
    for part in element:
        name = local_name(part)
        if name in {"r", "oMath"}:
            yield part
        elif name not in APART:
            yield from _parts(part)


def _is_one_line(box: etree._Element) -> bool:
    return len(box) == 1 and local_name(box[0]) == "p" and not any(local_name(each) == "drawing" for each in box.iter())


def _font_of_signs(run: etree._Element) -> str | None:
    properties = child(run, "rPr")
    fonts = None if properties is None else child(properties, "rFonts")
    return None if fonts is None else next((font for name in FONTS_OF_SIGNS if (font := attribute(fonts, name))), None)


def _code(digits: str | None) -> int:
    try:
        return int(digits or "", 16) if len(digits or "") <= MAX_HEX_DIGITS else 0
    except ValueError:
        return 0


def _form_value(character: etree._Element) -> str:
    """What a field of Word's old forms shows: a tick, or a choice. Texts stand in the field's result."""
    data = child(character, "ffData")
    if data is None:
        return ""
    box, choices = child(data, "checkBox"), child(data, "ddList")
    if box is not None:
        is_checked = is_on(box, "checked") if child(box, "checked") is not None else is_on(box, "default")
        return CHECKED if is_checked else UNCHECKED
    if choices is not None:
        entries = [attribute(entry, "val") or "" for entry in choices.findall(f"{W}listEntry")]
        chosen = parse_int(value_of(choices, "result") or value_of(choices, "default"), 0)
        return entries[chosen] if chosen < len(entries) else ""
    return ""
