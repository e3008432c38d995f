"""What an HWPX package's header.xml says of characters, paragraphs and styles (KS X 6101, `refList`)."""

from dataclasses import dataclass, field
from typing import NamedTuple

from dochan.constants import MAX_OUTLINE_HEADING_LEVEL
from dochan.model.document import Paragraph
from dochan.model.style import ParaShape
from dochan.utils.heading_font import (
    MAX_FONT_HEADING_LENGTH,
    first_visible_font_size,
    heading_level_from_style_name,
    is_nonheading_style_name,
)
from lxml import etree

from extractors.readers.shared.xml_integers import parse_int

# Hangul draws no line for these shapes of a strike.
INVISIBLE_STRIKES = frozenset({"NONE", "3D", "3D_REVERS", "THICK_3D", "THICK_3D_REVERS"})
ALIGNMENTS = {"JUSTIFY": 0, "LEFT": 1, "RIGHT": 2, "CENTER": 3, "DISTRIBUTE": 4}
UNKNOWN = -1
LARGE_PT, MIDDLE_PT, SMALL_PT = 20, 16, 13
MAX_SIZE_PT = 4096.0
MAX_SHAPES = 65_536


class CharacterShape(NamedTuple):
    """How characters look, as far as it says what they are."""

    size_pt: float = 10.0
    is_bold: bool = False
    is_struck: bool = False


class Style(NamedTuple):
    """A paragraph style: its name and its paragraph shape."""

    name: str
    shape: int


@dataclass
class HwpxStyles:
    """Shapes and styles by id."""

    characters: dict[int, CharacterShape] = field(default_factory=dict)
    outline_levels: dict[int, int | None] = field(default_factory=dict)
    styles: dict[int, Style] = field(default_factory=dict)
    alignments: dict[int, int] = field(default_factory=dict)

    def paragraph_shapes(self) -> list[ParaShape]:
        """The shapes in the order of their ids, as dochan's telling of headings wants them."""
        shapes = []
        for index in range(min(max(self.alignments, default=-1) + 1, MAX_SHAPES)):
            shape = ParaShape()
            shape.align = self.alignments.get(index, 0)
            shapes.append(shape)
        return shapes

    def heading_level(self, paragraph: Paragraph) -> int | None:
        """A heading's depth from 1, 0 for body text, by outline and style; None where only the size can tell."""
        if self.outline_levels.get(paragraph.para_shape_id) is not None:
            return self._outline(paragraph.para_shape_id)
        style = self.styles.get(paragraph.style_id)
        if style is not None:
            level = 0 if is_nonheading_style_name(style.name) else heading_level_from_style_name(style.name)
            if level:
                return level if level <= MAX_OUTLINE_HEADING_LEVEL else 0
            if paragraph.para_shape_id not in self.outline_levels and self.outline_levels.get(style.shape) is not None:
                return self._outline(style.shape)
        return None

    def _outline(self, shape: int) -> int:
        level = (self.outline_levels[shape] or 0) + 1
        return level if level <= MAX_OUTLINE_HEADING_LEVEL else 0


def read_styles(header: etree._Element | None) -> HwpxStyles:
    """What a header defines; nothing where there is none."""
    found = HwpxStyles()
    if header is None:
        return found
    for element in header.iter("{*}charPr"):
        found.characters[number(element, "id")] = _character_shape(element)
    for element in header.iter("{*}paraPr"):
        heading, align = element.find(".//{*}heading"), element.find(".//{*}align")
        is_outline = heading is not None and heading.get("type") == "OUTLINE"
        shape = number(element, "id")
        found.outline_levels[shape] = number(heading, "level", 0) if heading is not None and is_outline else None
        found.alignments[shape] = ALIGNMENTS.get("" if align is None else align.get("horizontal") or "", 0)
    for element in header.iter("{*}style"):
        found.styles[number(element, "id")] = Style(element.get("name") or "", number(element, "paraPrIDRef"))
    return found


def level_by_size(paragraph: Paragraph) -> int:
    """A heading's depth by its size alone, where a document is too short to tell its usual size."""
    if len(paragraph.text.strip()) > MAX_FONT_HEADING_LENGTH:
        return 0
    size = first_visible_font_size(paragraph.runs)
    return 1 if size >= LARGE_PT else 2 if size >= MIDDLE_PT else 3 if size >= SMALL_PT else 0


def number(element: etree._Element, name: str, default: int = UNKNOWN) -> int:
    """A whole number in an attribute."""
    return parse_int(element.get(name), default)


def _character_shape(element: etree._Element) -> CharacterShape:
    strike = element.find("{*}strikeout")
    size = number(element, "height", 1000) / 100
    return CharacterShape(
        size_pt=size if 0 < size <= MAX_SIZE_PT else CharacterShape().size_pt,
        is_bold=element.find("{*}bold") is not None,
        is_struck=strike is not None and strike.get("shape", "NONE") not in INVISIBLE_STRIKES,
    )
