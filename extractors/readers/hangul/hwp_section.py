"""A section of an HWP 5 file, from its records to what stands in it.

dochan reads the records into a tree, resolves changes and bounds all work; how a paragraph is put together from its
text, its character shapes and what is anchored in it is done here, in the same way as for HWPX.

Source: 한글문서파일형식 5.0 revision 1.3: 4.3.2 to 4.3.10.
"""

import re
import struct
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from dochan.hwp.records.para_text import parse_para_text
from dochan.hwp.revisions import project_text_result
from dochan.hwp.section import SectionParser, _HWPStructureError
from dochan.model.document import TextRun
from dochan.model.image import Image
from dochan.model.table import Table as HangulTable

from extractors.readers.hangul.elements import (
    CHECKED,
    UNCHECKED,
    Box,
    HangulParagraph,
    Lines,
    ParagraphAssembler,
    PlacedCell,
    Unread,
    table_of,
)
from extractors.readers.hangul.hwp_numbering import FORMATS
from extractors.readers.shared.number_formats import format_number

PARA_HEADER, PARA_TEXT, PARA_CHAR_SHAPE, PARA_RANGE_TAG = 66, 67, 68, 70
CTRL_HEADER, LIST_HEADER, SHAPE_COMPONENT, TEXT_ART = 71, 72, 76, 90
SHAPE_ID_AT, STYLE_ID_AT = 8, 10
# Names of controls stand in the file from their last letter to their first.
TABLE, DRAWING, PICTURE, EQUATION = b" lbt", b" osg", b"cip$", b"deqe"
FORM, OVERLAID, GLOSSED, COUNTER = b"mrof", b"spct", b"tudt", b"onta"
BOOKMARK, PROMPT, MEMO, FIELD_MARK = b"mkob", b"klc%", b"em%%", 0x25
IN_LINE_KINDS = frozenset({TABLE, DRAWING, PICTURE, EQUATION})
# Numbers that stand in a caption, by the kinds of 자동 번호; those of pages and notes are no content.
COUNTED = frozenset({3, 4, 5})
TEXT_ART_CORNERS = 32
COMMAND_AT = 9
DIRECTION = re.compile(r"Direction:wstring:(\d{1,5}):")


class HwpSectionParser(SectionParser):  # type: ignore[misc]  # dochan has no types
    """Reads the sections of one file, one after the other."""

    def __init__(self, doc_info: Any, *, project_revisions: bool) -> None:  # noqa: ANN401
        super().__init__(doc_info, revision_mode="final", project_revisions=project_revisions)
        self.left_out: list[str] = []

    def _parse_paragraph_group_impl(self, para_node: dict[str, Any]) -> list[Any]:
        by_tag: defaultdict[int, list[Any]] = defaultdict(list)
        for node in para_node["children"]:
            by_tag[node["record"].tag_id].append(node)
        controls = [node for node in by_tag[CTRL_HEADER] if _kind(node) != BOOKMARK]
        parsed = self._text_of(by_tag, controls)
        placed = self._placed(parsed, controls)
        header = para_node["record"].data
        has_memo = any(_kind(node) == MEMO for node in controls)

        def make(runs: list[TextRun], struck: list[str]) -> HangulParagraph:
            return self._made(header, runs, struck, has_memo=has_memo)

        assembler = ParagraphAssembler(make, has_text=bool(parsed["text"].strip()))
        shapes = by_tag[PARA_CHAR_SHAPE]
        for piece in self._pieces(parsed, shapes[0]["record"].data if shapes else b"", placed):
            if isinstance(piece, TextRun):
                assembler.add_run(piece)
            else:
                self._add_control(piece, assembler)
        return assembler.finish()

    def _text_of(self, by_tag: dict[int, list[Any]], controls: list[Any]) -> dict[str, Any]:
        texts = by_tag.get(PARA_TEXT) or []
        parsed: dict[str, Any] = parse_para_text(texts[-1]["record"].data if texts else b"")
        ranges = [node["record"].data for node in by_tag.get(PARA_RANGE_TAG) or []]
        if self.project_revisions:
            self._warn_revision_controls(parsed, ranges)
            changes = getattr(self.doc_info, "track_changes", {})
            parsed = project_text_result(parsed, ranges, changes, self.revision_mode, self.errors)
        removed = list(self._prompts(parsed, controls))
        return parsed | {"removed": removed}

    def _prompts(self, parsed: dict[str, Any], controls: list[Any]) -> Iterator[tuple[int, int]]:
        """Where a 누름틀 shows its prompt because nobody has filled it in."""
        waiting = iter([node for node in controls if _kind(node) == PROMPT])
        opened: list[tuple[int, str | None]] = []
        for offset, kind, control in parsed.get("field_marks") or ():
            if kind == "start":
                node = next(waiting, None) if control == PROMPT else None
                opened.append((offset, None if node is None else _prompt(node)))
            elif opened:
                start, prompt = opened.pop()
                shown = parsed["text"][start:offset]
                if prompt and shown.strip() == prompt:
                    self.left_out.append(shown)
                    yield start, offset

    @staticmethod
    def _placed(parsed: dict[str, Any], controls: list[Any]) -> list[tuple[int, Any]]:
        """The controls with their places in the text; those that the text does not mention come at its end."""
        places: defaultdict[bytes, list[int]] = defaultdict(list)
        to_text = parsed["raw_to_text"]
        for start, _, control in reversed(parsed.get("inline_controls") or ()):
            places[control].append(to_text[min(start, len(to_text) - 1)])
        end = len(parsed["text"])
        found = [(places[_kind(node)].pop() if places[_kind(node)] else end, node) for node in controls]
        return sorted(found, key=lambda each: each[0])

    def _pieces(self, parsed: dict[str, Any], shapes: bytes, placed: list[tuple[int, Any]]) -> Iterator[Any]:
        """The text in runs of one look, and the controls between them."""
        text, to_text = parsed["text"], parsed["raw_to_text"]
        looks = [
            (to_text[min(at, len(to_text) - 1)], look)
            for at, look in struct.iter_unpack("<II", shapes[: len(shapes) // 8 * 8])
        ]
        starts = [at for at, _ in looks]
        removed = sorted(parsed["removed"])
        cuts = {0, len(text), *(at for at, _ in placed), *(at for pair in removed for at in pair)}
        if self._document_text_runs + len(looks) <= self.MAX_DOCUMENT_TEXT_RUNS:
            cuts.update(starts)
            self._document_text_runs += len(looks)
        elif looks:
            self._text_run_limit()
            looks, starts = looks[:1], starts[:1]
        ends = sorted(cuts)
        control, gone = 0, 0
        for start, end in zip(ends, [*ends[1:], len(text)], strict=True):
            while control < len(placed) and placed[control][0] <= start:
                yield placed[control][1]
                control += 1
            while gone < len(removed) and removed[gone][1] <= start:
                gone += 1
            is_gone = gone < len(removed) and removed[gone][0] <= start < removed[gone][1]
            if end > start and not is_gone:
                at = bisect_right(starts, start) - 1
                yield self._run(text[start:end], looks[at][1] if at >= 0 else 0)

    def _run(self, text: str, look: int) -> TextRun:
        shapes = getattr(self.doc_info, "char_shapes", [])
        if look >= len(shapes):
            return TextRun(text)
        shape = shapes[look]
        return TextRun(text, bold=shape.bold, font_size_pt=shape.size_pt, strikeout=shape.has_strikeout)

    def _made(self, header: bytes, runs: list[TextRun], struck: list[str], *, has_memo: bool) -> HangulParagraph:
        paragraph = HangulParagraph(runs=runs, struck=struck, has_memo=has_memo)
        if len(header) > STYLE_ID_AT:
            (paragraph.para_shape_id,) = struct.unpack_from("<H", header, SHAPE_ID_AT)
            paragraph.style_id = header[STYLE_ID_AT]
        paragraph.heading_level = self._detect_heading_level(paragraph)
        return paragraph

    def _add_control(self, node: dict[str, Any], assembler: ParagraphAssembler) -> None:
        kind, data = _kind(node), node["record"].data
        in_line = kind in IN_LINE_KINDS and len(data) >= 8 and bool(data[4] & 1)
        text = self._inline_text(node, kind, data)
        if text is not None:
            assembler.add_run(TextRun(text))
        elif kind == EQUATION:
            equation = self._parse_equation(node)
            if equation is not None and in_line and assembler.has_text:
                assembler.add_run(TextRun(equation.latex))
            elif equation is not None:
                assembler.add(equation, in_line=True)
        elif kind[3] != FIELD_MARK:
            found = self._parsed_control(node)
            if isinstance(found, list):
                assembler.add(Box(found), in_line=in_line)
            elif found is not None and not (isinstance(found, HangulTable) and not found.rows):
                assembler.add(found, in_line=in_line)

    def _parsed_control(self, node: dict[str, Any]) -> Any:  # noqa: ANN401
        try:
            return self._parse_control(node)
        except _HWPStructureError as error:
            self._append_fatal_once(error.key, error.message)
        except RecursionError:
            self._append_fatal_once("structure-recursion", "ERR: HWP structure recursion limit exceeded")
        return None

    def _inline_text(self, node: dict[str, Any], kind: bytes, data: bytes) -> str | None:
        """What a control adds to the line that it stands in; None if it is another kind of thing."""
        if kind == FORM:
            text = str(self._form_node_text(node))
            return text.replace("[x]", CHECKED, 1).replace("[ ]", UNCHECKED, 1)
        if kind in {OVERLAID, GLOSSED}:
            return str(self._compose_dutmal_text(data, kind))
        return _counted(data) if kind == COUNTER else None

    def _parse_shape_component(self, node: dict[str, Any], depth: int = 0) -> list[Any]:
        found: list[Any] = super()._parse_shape_component(node, depth)
        for child in node["children"]:
            if child["record"].tag_id == TEXT_ART:
                text = _text_art(child["record"].data)
                found.append(Unread("글맵시") if text is None else Lines([text]))
        return found

    def _ole_to_chart_reference(self, data: bytes) -> Unread:  # noqa: ARG002 - dochan's signature
        return Unread("삽입된 개체(OLE) 또는 차트")

    def _parse_image(self, ctrl_node: dict[str, Any]) -> list[Any]:
        found: list[Any] = super()._parse_image(ctrl_node)
        shown: list[Any] = []
        for element in found:
            # The caption of a picture stands with it, as that of any other shape.
            shown.append(element)
            if isinstance(element, Image):
                shown += element.caption
                element.caption = []
        return shown

    def _parse_table_impl(self, ctrl_node: dict[str, Any]) -> HangulTable:
        table: HangulTable = super()._parse_table_impl(ctrl_node)
        cells = [
            PlacedCell(row, col, cell.row_span, cell.col_span, cell.paragraphs)
            for row, line in enumerate(table.rows)
            for col, cell in enumerate(line)
        ]
        return table_of(cells, (table.row_count, table.col_count), table.caption)

    def _parse_cell_info_impl(self, lh_node: dict[str, Any]) -> dict[str, Any]:
        info: dict[str, Any] = self._parse_cell_geometry(lh_node)
        info["paragraphs"] = []
        for child in lh_node["children"]:
            if child["record"].tag_id == PARA_HEADER:
                try:
                    info["paragraphs"] += self._parse_paragraph_group(child)
                except _HWPStructureError as error:
                    self._append_fatal_once(error.key, error.message)
        return info


def _kind(node: dict[str, Any]) -> bytes:
    return bytes(node["record"].data[:4]).ljust(4, b"\0")


def _prompt(node: dict[str, Any]) -> str | None:
    """What a 누름틀 asks for, by its command: `Clickhere:set:…:Direction:wstring:10:금액을 입력하세요`."""
    data = node["record"].data
    if len(data) < COMMAND_AT + 2:
        return None
    (length,) = struct.unpack_from("<H", data, COMMAND_AT)
    command = data[COMMAND_AT + 2 : COMMAND_AT + 2 + 2 * length].decode("utf-16-le", "replace")
    found = DIRECTION.search(command)
    return command[found.end() : found.end() + int(found[1])].strip() if found else None


def _counted(data: bytes) -> str:
    """The number of a picture, table or equation, as its caption prints it (4.3.10.5 자동 번호)."""
    if len(data) < 16:
        return ""
    properties, number = struct.unpack_from("<IH", data, 4)
    if properties & 0xF not in COUNTED:
        return ""
    style = properties >> 4 & 0xFF
    before, after = data[12:14].decode("utf-16-le", "replace"), data[14:16].decode("utf-16-le", "replace")
    printed = format_number(number, FORMATS[style] if style < len(FORMATS) else "DIGIT")
    return f"{before}{printed}{after}".replace("\0", "")


def _text_art(data: bytes) -> str | None:
    """The words of a text art: its four corners stand before them."""
    if len(data) < TEXT_ART_CORNERS + 2:
        return None
    (length,) = struct.unpack_from("<H", data, TEXT_ART_CORNERS)
    words = data[TEXT_ART_CORNERS + 2 : TEXT_ART_CORNERS + 2 + 2 * length]
    return words.decode("utf-16-le", "replace").strip() if len(words) == 2 * length and length else None
