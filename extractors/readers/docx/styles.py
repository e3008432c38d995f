"""Styles of a DOCX: which paragraphs are headings, and what runs look like by their own properties or their styles'."""

from collections.abc import Iterable, Iterator

from lxml import etree

from extractors.readers.docx.package import WordPackage
from extractors.readers.docx.word_xml import W, attribute, child, switch, value_of
from extractors.readers.shared.xml_integers import parse_int

MAX_STYLE_DEPTH = 20
SWITCHES = ("vanish", "strike", "dstrike")
BODY_TEXT_LEVEL = 9
# What Word calls the style of a prompt, in whatever language it shows the name.
PROMPT_STYLES = frozenset({"placeholder text", "placeholdertext"})


class Styles:
    """Paragraph and character styles by id."""

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
        self.switched = frozenset(
            name for name in SWITCHES if any(True for style in styles for _ in style.iter(W + name))
        )
        self._switches: dict[tuple[str | None, str], bool | None] = {}

    def chain(self, paragraph: etree._Element) -> Iterable[etree._Element]:
        """A paragraph's style and the styles that it is based on, nearest first."""
        return self._based(value_of(child(paragraph, "pPr"), "pStyle"))

    def heading_level(self, paragraph: etree._Element) -> int:
        """A heading's depth from 1 by its outline level or its style's; 0 for body text."""
        for owner in [paragraph, *self.chain(paragraph)]:
            value = value_of(child(owner, "pPr"), "outlineLvl")
            if value is not None and value.isdecimal():
                level = parse_int(value, BODY_TEXT_LEVEL)
                return 0 if level >= BODY_TEXT_LEVEL else level + 1
        return 0

    def is_on(self, run: etree._Element, name: str) -> bool:
        """Whether a run is switched to `name` (`vanish`, `strike`) by itself, its style or its paragraph's.

        Styles toggle: what the paragraph's style switches on, the run's style switches off again (ISO/IEC 29500-1,
        17.7.3).
        """
        properties = child(run, "rPr")
        own = switch(properties, name)
        if own is not None:
            return own
        if name not in self.switched:
            return False
        of_run = self._style_switch(value_of(properties, "rStyle"), name) if properties is not None else None
        return bool(of_run) ^ bool(self._style_switch(_paragraph_style(run), name))

    def is_prompt(self, run: etree._Element) -> bool:
        """Whether a run is set in the style of prompts (여기를 클릭하여 텍스트를 입력하십시오)."""
        style_id = value_of(child(run, "rPr"), "rStyle") or _paragraph_style(run)
        styles = [] if style_id is None else self._based(style_id)
        names = {(value_of(style, "name") or "").casefold() for style in styles}
        return not names.isdisjoint(PROMPT_STYLES) or (style_id or "").casefold() in PROMPT_STYLES

    def _style_switch(self, style_id: str | None, name: str) -> bool | None:
        key = (style_id, name)
        if key not in self._switches:
            found = (switch(child(style, "rPr"), name) for style in self._based(style_id))
            self._switches[key] = next((value for value in found if value is not None), None)
        return self._switches[key]

    def _based(self, style_id: str | None) -> Iterator[etree._Element]:
        style = self._default if style_id is None else self._by_id.get(style_id)
        for _ in range(MAX_STYLE_DEPTH):
            if style is None:
                return
            yield style
            base = value_of(style, "basedOn")
            style = None if base is None else self._by_id.get(base)


def _paragraph_style(run: etree._Element) -> str | None:
    paragraph = next(run.iterancestors(f"{W}p"), None)
    return None if paragraph is None else value_of(child(paragraph, "pPr"), "pStyle")
