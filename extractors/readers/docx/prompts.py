"""Content controls that nobody filled in: their prompts are the form's words, not the applicant's.

Word marks a control that shows its prompt (`w:showingPlcHdr`), but programs that fill forms in leave the mark standing.
A prompt is told by what is shown: by the style that Word sets prompts in, or by the words of the form's own prompt.
"""

import re

from lxml import etree

from extractors.readers.docx.package import WordPackage
from extractors.readers.docx.styles import Styles
from extractors.readers.docx.word_xml import W, child, is_on, value_of

# Word's own prompts, for controls whose glossary is gone.
USUAL_PROMPT = re.compile(
    r".{0,80}(?:하십시오|하세요|하시오)\s?\.?|.{0,20}(?:click|tap)\b.{0,60}|(?:choose|enter|select)\b.{0,60}",
    re.IGNORECASE,
)


class Prompts:
    """Tells prompts from what was filled in."""

    def __init__(self, word: WordPackage, styles: Styles) -> None:
        self._styles = styles
        self._texts: dict[str, str] = {}
        glossary = word.part("glossaryDocument")
        for part in [] if glossary is None else glossary.iter(f"{W}docPart"):
            name = value_of(child(part, "docPartPr"), "name")
            body = child(part, "docPartBody")
            if name is not None and body is not None:
                self._texts[name] = _text(body)

    def drop(self, root: etree._Element) -> None:
        """Take the prompts of a story out."""
        for control in list(root.iter(f"{W}sdt")):
            content = child(control, "sdtContent")
            if content is None:
                continue
            runs = list(content.iter(f"{W}r"))
            if self._shows_prompt(control, content):
                prompts = runs
            else:
                prompts = [run for run in runs if self._styles.is_prompt(run)]
            for run in prompts:
                parent = run.getparent()
                if parent is not None:
                    parent.remove(run)

    def _shows_prompt(self, control: etree._Element, content: etree._Element) -> bool:
        properties = child(control, "sdtPr")
        if not is_on(properties, "showingPlcHdr"):
            return False
        text = _text(content)
        placeholder = None if properties is None else child(properties, "placeholder")
        own = self._texts.get(value_of(placeholder, "docPart") or "")
        return text == own if own else bool(USUAL_PROMPT.fullmatch(text))


def _text(element: etree._Element) -> str:
    return " ".join("".join(text.text or "" for text in element.iter(f"{W}t")).split())
