"""A section of an HWPX package (KS X 6101), from its XML to what stands in it.

dochan settles tracked changes; everything else is read here, so that nothing that a section shows falls away unseen.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from dochan.hwp.forms import caption_display
from dochan.hwpx.revisions import RevisionProjector
from dochan.model.document import TextRun
from dochan.model.equation import Equation
from dochan.model.header_footer import HeaderFooter
from lxml import etree

from extractors.readers.hangul.elements import (
    CHECKED,
    UNCHECKED,
    Box,
    Footnote,
    HangulParagraph,
    Image,
    Lines,
    ParagraphAssembler,
    PlacedCell,
    Unread,
    table_of,
)
from extractors.readers.hangul.hwpx_styles import CharacterShape, HwpxStyles, level_by_size, number
from extractors.readers.shared.number_formats import format_number
from schemas.errors import Damaged, TooLarge

HP = "{http://www.hancom.co.kr/hwpml/2011/paragraph}"
# Branches of alternatives that are written for Hangul; others say the same in other units.
KNOWN_BRANCHES = frozenset(
    {"http://www.hancom.co.kr/hwpml/2016/paragraph", "http://www.hancom.co.kr/hwpml/2016/ooxmlchart"}
)
MAX_SECTION_BYTES = 64 * 2**20
MAX_ELEMENTS = 1_000_000
MAX_DEPTH = 256
MAX_SPAN = 200_000
MAX_GRID_CELLS = 1_000_000
MAX_CELLS = 200_000
FORBIDDEN_CHARACTERS = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
CHANGES = re.compile(rb"TcId|(?:insert|delete)(?:Begin|End)")
MEMO = f"{HP}run/{HP}ctrl/{HP}fieldBegin[@type='MEMO']"
SHAPES = frozenset(
    {"rect", "ellipse", "line", "connectLine", "curve", "polygon", "arc", "container", "unknownObject", "drawText"}
)
FORMS = frozenset({"btn", "checkBtn", "radioBtn", "comboBox", "edit", "listBox"})
RUNNING = {"header": "header", "footer": "footer"}
NOTES = {"footNote": "footnote", "endNote": "endnote"}
SIGNS = {"tab": "\t", "lineBreak": "\n", "fwSpace": " ", "nbSpace": " ", "hyphen": "-"}
# Numbers that stand in a caption; those of pages and notes are no content.
COUNTED = frozenset({"TABLE", "PICTURE", "EQUATION"})


@dataclass
class OpenField:
    """A field that has begun: what its form asks for, and where its content begins."""

    prompt: str | None
    mark: int


@dataclass
class SectionReader:
    """Reads the sections of one package."""

    styles: HwpxStyles
    changes: RevisionProjector
    chart: Callable[[str], list[str] | None]
    sized: list[HangulParagraph] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    _cells: int = 0
    _in_cell: bool = False

    def read(self, data: bytes, name: str) -> list[Any]:
        """What stands in a section.

        Raises:
            Damaged, TooLarge: the section is no XML, or more than a document may hold.
        """
        root = parsed(data, name)
        if CHANGES.search(data):
            self.changes.project_section(root, name)
        elements: list[Any] = []
        for part in chosen(root):
            if local(part) == "p":
                elements += self._paragraph(part)
            elif local(part) == "memogroup":
                self.left_out += ["".join(map(str, memo.itertext())) for memo in part]
            else:
                elements += self._object(part)
        return elements

    def _paragraph(self, element: etree._Element) -> list[Any]:
        has_text = any(_visible_text(part).strip() for run in element.iterchildren(f"{HP}run") for part in chosen(run))

        def make(runs: list[TextRun], struck: list[str]) -> HangulParagraph:
            return self._made(element, runs, struck)

        assembler = ParagraphAssembler(make, has_text=has_text)
        fields: list[OpenField] = []
        for run in chosen(element):
            if local(run) == "run":
                shape = self.styles.characters.get(number(run, "charPrIDRef"), CharacterShape())
                for part in chosen(run):
                    self._add(part, shape, assembler, fields)
            elif local(run) != "linesegarray":
                self._add(run, CharacterShape(), assembler, fields)
        return assembler.finish()

    def _made(self, element: etree._Element, runs: list[TextRun], struck: list[str]) -> HangulParagraph:
        paragraph = HangulParagraph(
            runs=runs,
            para_shape_id=number(element, "paraPrIDRef"),
            style_id=number(element, "styleIDRef"),
            struck=struck,
            has_memo=element.find(MEMO) is not None,
        )
        level = self.styles.heading_level(paragraph)
        if level is not None:
            paragraph.heading_level = level
        elif not self._in_cell:
            paragraph.heading_level = level_by_size(paragraph)
            self.sized.append(paragraph)
        return paragraph

    def _add(
        self, part: etree._Element, shape: CharacterShape, assembler: ParagraphAssembler, fields: list[OpenField]
    ) -> None:
        name = local(part)
        text = self._inline_text(part)
        if text:
            run = TextRun(text, bold=shape.is_bold, font_size_pt=shape.size_pt, strikeout=shape.is_struck)
            assembler.add_run(run)
        elif name == "ctrl":
            for control in chosen(part):
                self._add_control(control, shape, assembler, fields)
        elif name == "equation" and not list(part.iterchildren(f"{HP}caption")):
            equation = Equation(script=_script(part))
            if is_in_line(part) and assembler.has_text:
                assembler.add_run(TextRun(equation.latex, font_size_pt=shape.size_pt, strikeout=shape.is_struck))
            else:
                assembler.add(equation, in_line=True)
        else:
            for element in self._object(part):
                assembler.add(element, in_line=is_in_line(part))

    def _add_control(
        self, control: etree._Element, shape: CharacterShape, assembler: ParagraphAssembler, fields: list[OpenField]
    ) -> None:
        name = local(control)
        if name == "fieldBegin":
            # A memo's own text is anchored here, and is not printed.
            self.left_out += ["".join(map(str, memo.itertext())) for memo in control.iterchildren(f"{HP}subList")]
            fields.append(OpenField(_prompt(control), assembler.mark()))
        elif name == "fieldEnd":
            if fields:
                ended = fields.pop()
                shown = assembler.text_since(ended.mark)
                if ended.prompt is not None and shown.strip() == ended.prompt:
                    self.left_out.append(shown)
                    assembler.take_back(ended.mark)
        elif name == "hiddenComment":
            self.left_out.append("".join(map(str, control.itertext())))
        else:
            self._add(control, shape, assembler, fields)

    def _inline_text(self, part: etree._Element) -> str:
        name = local(part)
        if name == "t":
            return _text(part)
        if name in FORMS:
            return _form_value(part)
        if name == "autoNum":
            return _counted(part)
        return _visible_text(part)

    def _object(self, part: etree._Element) -> list[Any]:
        """What an object shows: tables and notes as they are, shapes as what stands in them."""
        name = local(part)
        if name == "tbl":
            return [self._table(part)]
        if name == "pic":
            return [*self._captioned(part, [_picture(part)])]
        if name == "equation":
            return self._captioned(part, [Equation(script=_script(part))])
        if name in RUNNING:
            return [HeaderFooter(type=RUNNING[name], paragraphs=self._listed(part))]
        if name in NOTES:
            return [Footnote(type=NOTES[name], paragraphs=self._listed(part))]
        if name in SHAPES:
            return [Box(self._captioned(part, self._in_shape(part)))]
        return self._foreign(part, name)

    def _foreign(self, part: etree._Element, name: str) -> list[Any]:
        """What comes from outside of the text: text art, charts, objects of other programs."""
        if name == "textart":
            return self._captioned(part, [Lines([part.get("text") or ""])])
        if name == "chart":
            texts = self.chart(part.get("chartIDRef") or "")
            return self._captioned(part, [Unread("차트")] if texts is None else [Lines(texts)])
        if name == "ole":
            return self._captioned(part, [Unread("삽입된 개체(OLE)")])
        if name == "video":
            return self._captioned(part, [Unread("동영상")])
        return []

    def _in_shape(self, shape: etree._Element) -> list[Any]:
        elements: list[Any] = []
        for part in chosen(shape):
            if local(part) in {"subList", "drawText"}:
                elements += self._listed(part) if local(part) == "drawText" else self._paragraphs(part)
            elif local(part) != "caption":
                for element in self._object(part):
                    elements += element.elements if isinstance(element, Box) else [element]
        return elements

    def _captioned(self, part: etree._Element, elements: list[Any]) -> list[Any]:
        """The elements with the caption of their object, which stands above or below them."""
        caption = part.find(f"{HP}caption")
        if caption is None:
            return elements
        listed = self._listed(caption)
        for paragraph in listed:
            paragraph.heading_level = 0
        return [*listed, *elements] if caption.get("side") == "TOP" else [*elements, *listed]

    def _listed(self, part: etree._Element) -> list[Any]:
        return [each for sub in part.iterchildren(f"{HP}subList") for each in self._paragraphs(sub)]

    def _paragraphs(self, container: etree._Element) -> list[Any]:
        elements: list[Any] = []
        for part in chosen(container):
            elements += self._paragraph(part) if local(part) == "p" else self._flat(self._object(part))
        return elements

    @staticmethod
    def _flat(elements: list[Any]) -> list[Any]:
        flat: list[Any] = []
        for element in elements:
            flat += element.elements if isinstance(element, Box) else [element]
        return flat

    def _table(self, table: etree._Element) -> Any:  # noqa: ANN401 - dochan has no types
        caption = table.find(f"{HP}caption")
        captioned = [] if caption is None else self._listed(caption)
        outer, self._in_cell = self._in_cell, True
        cells: list[PlacedCell] = []
        for row, line in enumerate(table.iterchildren(f"{HP}tr")):
            for col, cell in enumerate(line.iterchildren(f"{HP}tc")):
                cells.append(self._cell(cell, row, col))
        self._in_cell = outer
        self._cells += len(cells)
        if self._cells > MAX_CELLS:
            raise TooLarge(f"표의 칸이 {MAX_CELLS:,}개를 넘음")
        declared = number(table, "rowCnt", 0), number(table, "colCnt", 0)
        return table_of(within_reason(cells), declared, captioned)

    def _cell(self, cell: etree._Element, row: int, col: int) -> PlacedCell:
        address, span = cell.find(f"{HP}cellAddr"), cell.find(f"{HP}cellSpan")
        if address is not None:
            row = number(address, "rowAddr", row)
            col = number(address, "colAddr", col)
        span = cell if span is None else span
        elements = self._listed(cell)
        elements += [each for part in cell.iterchildren(f"{HP}p") for each in self._paragraph(part)]
        return PlacedCell(row, col, _span(span, "rowSpan"), _span(span, "colSpan"), elements)


def parsed(data: bytes, name: str) -> etree._Element:
    """The root of a part of an HWPX package. Some real ones hold a control character that XML does not know.

    Raises:
        Damaged: it is no XML.
        TooLarge: it has more, or deeper, elements than a document may have.
    """
    if len(data) > MAX_SECTION_BYTES or data.count(b"<") > MAX_ELEMENTS:
        raise TooLarge(f"{name}: 내용이 너무 많음")
    try:
        root = _parsed(data)
    except (etree.LxmlError, ValueError):
        try:
            root = _parsed(FORBIDDEN_CHARACTERS.sub(b"", data))
        except (etree.LxmlError, ValueError) as error:
            if "depth" in str(error):
                raise TooLarge(f"{name}: 너무 깊이 겹침") from error
            raise Damaged(f"{name}: XML을 읽을 수 없음: {error}") from error
    if _is_too_deep(root):
        raise TooLarge(f"{name}: 너무 깊이 겹침")
    return root


def _parsed(data: bytes) -> etree._Element:
    # A tree may be huge here, because a text may be; its depth is held to a limit of our own.
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
        huge_tree=True,
    )
    return etree.fromstring(data, parser)


def _is_too_deep(root: etree._Element) -> bool:
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > MAX_DEPTH:
            return True
    return False


def local(element: etree._Element) -> str:
    """An element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def chosen(container: etree._Element) -> Iterator[etree._Element]:
    """The children of an element, one branch of alternatives among them."""
    for part in container:
        if part.tag == f"{HP}switch":
            branch = next((each for each in part if _is_known(each)), part.find(f"{HP}default"))
            if branch is not None:
                yield from chosen(branch)
        else:
            yield part


def is_in_line(part: etree._Element) -> bool:
    """Whether an object stands in its line like a letter."""
    position = part.find(f"{HP}pos")
    return position is not None and position.get("treatAsChar") in {"1", "true"}


def within_reason(cells: list[PlacedCell]) -> list[PlacedCell]:
    """The cells, one below the other where the places that a file claims for them are beyond all tables."""
    rows = max((cell.row + cell.row_span for cell in cells), default=0)
    cols = max((cell.col + cell.col_span for cell in cells), default=0)
    if rows * cols <= MAX_GRID_CELLS and all(cell.row >= 0 and cell.col >= 0 for cell in cells):
        return cells
    return [PlacedCell(row, 0, 1, 1, cell.elements) for row, cell in enumerate(cells)]


def _is_known(branch: etree._Element) -> bool:
    return local(branch) == "case" and any(
        str(name).endswith("required-namespace") and value in KNOWN_BRANCHES for name, value in branch.attrib.items()
    )


def _span(element: etree._Element, name: str) -> int:
    value = element.get(name)
    span = 1 if value is None else number(element, name, 0)
    if not 1 <= span <= MAX_SPAN:
        raise Damaged(f"표 칸의 병합 정보가 잘못됨({name}={str(value)[:20]})")
    return span


def _text(element: etree._Element) -> str:
    """The text of `hp:t`, whose tabs and breaks are elements between its words."""
    parts = [element.text or ""]
    for part in element:
        name = local(part)
        if name in SIGNS:
            parts.append(SIGNS[name])
        elif name != "revisionSuppressed":
            parts.append(_text(part))
        parts.append(part.tail or "")
    return "".join(parts)


def _visible_text(part: etree._Element) -> str:
    """The text that a part of a run adds to its line."""
    name = local(part)
    if name == "t":
        return _text(part)
    if name == "compose":
        return part.get("composeText") or ""
    if name == "dutmal":
        texts = {local(each): "".join(map(str, each.itertext())) for each in part}
        above = texts.get("subText")
        return texts.get("mainText", "") + (f"({above})" if above else "")
    return SIGNS.get(name, "")


def _form_value(form: etree._Element) -> str:
    """What a form object shows: never its name, nor the choices that were not made."""
    name = local(form)
    if name in {"btn", "checkBtn", "radioBtn"}:
        text = str(caption_display(form.get("caption") or ""))
        sign = "" if name == "btn" else CHECKED if form.get("value") == "CHECKED" else UNCHECKED
        return sign + text
    if name == "edit":
        shown = form.find(f"{HP}text")
        return "" if shown is None or form.get("passwordChar") else "".join(map(str, shown.itertext()))
    # Hangul shows the first item of a list, in which it stores the choice.
    first = form.find(f"{HP}listItem")
    return "" if first is None else first.get("value") or ""


def _counted(element: etree._Element) -> str:
    """The number of a table, picture or equation, as its caption prints it."""
    if element.get("numType") not in COUNTED:
        return ""
    style = element.find(f"{HP}autoNumFormat")
    kind = "DIGIT" if style is None else style.get("type") or "DIGIT"
    before, after = ("", "") if style is None else (style.get("prefixChar") or "", style.get("suffixChar") or "")
    return f"{before}{format_number(number(element, 'num', 1), kind)}{after}"


def _prompt(begin: etree._Element) -> str | None:
    """What a 누름틀 asks for, which Hangul shows in it while nobody has filled it in."""
    if begin.get("type") != "CLICK_HERE":
        return None
    for parameter in begin.iter(f"{HP}stringParam"):
        if parameter.get("name") == "Direction":
            return (parameter.text or "").strip()
    return None


def _script(equation: etree._Element) -> str:
    script = equation.find(f"{HP}script")
    return ((script.text if script is not None else equation.text) or "").strip()


def _picture(part: etree._Element) -> Image:
    image = next((each for each in part if local(each) == "img"), None)
    size = part.find(f"{HP}sz")
    found = Image(filename="" if image is None else image.get("binaryItemIDRef") or "")
    found.width, found.height = (0, 0) if size is None else (number(size, "width", 0), number(size, "height", 0))
    return found
