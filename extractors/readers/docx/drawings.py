"""What is drawn in a DOCX: text boxes, diagrams, text art, pictures, and objects of other programs."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from lxml import etree

from extractors.readers.docx.package import WordPackage
from extractors.readers.docx.word_xml import R, local_name
from extractors.readers.shared.charts import chart_lines
from schemas.errors import Damaged

# Points of a diagram that are lines between others, or only say how it looks.
NO_TEXT_POINTS = frozenset({"parTrans", "sibTrans", "pres"})
EMU_PER_POINT = 12_700


class Picture(NamedTuple):
    """A picture by the name of its part, and its width and height on the page in points where they are known."""

    part: str
    size_pt: tuple[float, float] | None


@dataclass
class DrawingContent:
    """What a drawing shows: text boxes, lines of text that are no paragraphs, pictures, and what cannot be read."""

    boxes: list[etree._Element]
    lines: list[str]
    pictures: list[Picture]
    unread: list[str]


class Drawings:
    """Reads drawings and objects, with the parts that they are related to."""

    def __init__(self, word: WordPackage) -> None:
        self._word = word

    def read(self, drawing: etree._Element) -> DrawingContent:
        """What a `w:drawing`, `w:pict` or `w:object` shows, each text once and in order."""
        drawn = DrawingContent([], [], [], [])
        size = _size(drawing)
        walk = etree.iterwalk(drawing, events=("start",))
        for _, element in walk:
            name = local_name(element)
            if name == "txbxContent":
                drawn.boxes.append(element)
                walk.skip_subtree()
            elif name == "txBody":
                drawn.lines += _paragraphs(element)
                walk.skip_subtree()
            elif name == "textpath":
                drawn.lines.append(element.get("string") or "")
            elif name == "relIds":
                self._add_diagram(element.get(f"{R}dm"), drawn)
            elif name == "chart":
                self._add_chart(element.get(f"{R}id"), drawn)
            elif name == "OLEObject":
                drawn.unread.append(f"삽입된 개체({element.get('ProgID') or '알 수 없는 프로그램'})")
            elif name == "control":
                drawn.unread.append("ActiveX 양식 개체")
            elif name in {"blip", "imagedata"}:
                part = self._word.related(element.get(f"{R}embed") or element.get(f"{R}id"))
                if part is not None:
                    drawn.pictures.append(Picture(part, size))
        return drawn

    def _add_chart(self, relationship_id: str | None, drawn: DrawingContent) -> None:
        root = self._root(relationship_id)
        if root is None:
            drawn.unread.append("차트")
        else:
            drawn.lines += chart_lines(root)

    def _root(self, relationship_id: str | None) -> etree._Element | None:
        part = self._word.related(relationship_id)
        try:
            return None if part is None else self._word.root(part)
        except Damaged:
            return None

    def _add_diagram(self, relationship_id: str | None, drawn: DrawingContent) -> None:
        root = self._root(relationship_id)
        if root is None:
            drawn.unread.append("도식(SmartArt)")
            return
        for point in root.iter():
            if local_name(point) == "pt" and point.get("type") not in NO_TEXT_POINTS:
                drawn.lines.append(" ".join(_paragraphs(point)))


def _paragraphs(body: etree._Element) -> Iterator[str]:
    """The paragraphs of a DrawingML text body."""
    for paragraph in body.iter():
        if local_name(paragraph) == "p":
            texts = (each.text or "" for each in paragraph.iter() if local_name(each) == "t")
            text = "".join(texts).strip()
            if text:
                yield text


def _size(drawing: etree._Element) -> tuple[float, float] | None:
    extent = next((each for each in drawing.iter() if local_name(each) == "extent"), None)
    width, height = (None, None) if extent is None else (extent.get("cx"), extent.get("cy"))
    if not width or not height or not (width.isdecimal() and height.isdecimal()) or len(width + height) > 20:
        return None
    return int(width) / EMU_PER_POINT, int(height) / EMU_PER_POINT
