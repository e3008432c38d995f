"""Footnotes and endnotes of a DOCX."""

from collections.abc import Iterable

from lxml import etree

from extractors.readers.docx.inline import InlineReader
from extractors.readers.docx.package import WordPackage
from extractors.readers.docx.prompts import Prompts
from extractors.readers.docx.styles import Styles
from extractors.readers.docx.visible import make_visible
from extractors.readers.docx.word_xml import W, attribute, local_name


class Notes:
    """Footnotes and endnotes by kind and id. A note is given once, where it is first referred to."""

    def __init__(self, word: WordPackage, styles: Styles, prompts: Prompts, inline: InlineReader) -> None:
        self._inline = inline
        self._notes: dict[tuple[str, str], etree._Element] = {}
        for kind in ("footnote", "endnote"):
            root = word.part(f"{kind}s")
            if root is not None:
                make_visible(root, styles, prompts)
                inline.expect(root)
                notes = (note for note in root if local_name(note) == kind)
                self._notes |= {(kind, attribute(note, "id") or ""): note for note in notes}

    def take(self, references: Iterable[tuple[str, str]]) -> list[str]:
        """The texts of these notes, in order, without those that were taken before."""
        found = (self._notes.pop(reference, None) for reference in references)
        return [text for note in found if note is not None and (text := self._text(note))]

    def _text(self, note: etree._Element) -> str:
        lines = (self._inline.text(paragraph).strip() for paragraph in note.iter(f"{W}p"))
        return "\n".join(line for line in lines if line)
