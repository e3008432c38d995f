"""The parts of a DOCX package beside its body: styles and notes."""

from collections.abc import Iterable

from lxml import etree

from extractors.readers.docx.package import WordPackage
from extractors.readers.docx.word_xml import W, attribute, child, local_name, own_text
from extractors.readers.shared.xml_integers import parse_int

MAX_STYLE_DEPTH = 20
BODY_TEXT_LEVEL = 9


class Styles:
    """Paragraph styles: which are headings, and which numbering they bring along."""

    def __init__(self, word: WordPackage) -> None:
        root = word.part("styles")
        styles = [] if root is None else root.findall(f"{W}style")
        self._by_id = {attribute(style, "styleId"): style for style in styles}
        self._default = next(
            (
                style
                for style in styles
                if attribute(style, "type") == "paragraph" and attribute(style, "default") in {"1", "true"}
            ),
            None,
        )

    def chain(self, paragraph: etree._Element) -> Iterable[etree._Element]:
        """A paragraph's style and the styles that it is based on, nearest first."""
        properties = child(paragraph, "pPr")
        name = None if properties is None else child(properties, "pStyle")
        style = self._default if name is None else self._by_id.get(attribute(name, "val"))
        for _ in range(MAX_STYLE_DEPTH):
            if style is None:
                return
            yield style
            base = child(style, "basedOn")
            style = None if base is None else self._by_id.get(attribute(base, "val"))

    def heading_level(self, paragraph: etree._Element) -> int:
        """A heading's depth from 1 by its outline level or its style's; 0 for body text."""
        properties = [child(paragraph, "pPr"), *(child(style, "pPr") for style in self.chain(paragraph))]
        for candidate in properties:
            outline = None if candidate is None else child(candidate, "outlineLvl")
            value = None if outline is None else attribute(outline, "val")
            if value is not None and value.isdecimal():
                level = parse_int(value, BODY_TEXT_LEVEL)
                return 0 if level >= BODY_TEXT_LEVEL else level + 1
        return 0


class Notes:
    """Footnotes and endnotes by kind and id."""

    def __init__(self, word: WordPackage) -> None:
        self._texts: dict[tuple[str, str], str] = {}
        for kind in ("footnote", "endnote"):
            root = word.part(f"{kind}s")
            for note in [] if root is None else root:
                if local_name(note) == kind:
                    lines = (own_text(paragraph).strip() for paragraph in note.iter(f"{W}p"))
                    self._texts[kind, attribute(note, "id") or ""] = "\n".join(line for line in lines if line)

    def texts(self, ids: Iterable[tuple[str, str]]) -> list[str]:
        """The texts of these notes, in order."""
        return [self._texts[note] for note in ids if self._texts.get(note)]
