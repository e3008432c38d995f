"""The outline of a plan: which line stands under which, told by list marks and headings, without the table of contents.

Readers give blocks in order; what belongs to what is only printed in the marks (Ⅰ. 1. 가. □ ○ -). A mark of a
style that is open already closes what came after it; a new style opens a level below. Boxes (tables of one column) are
lines; a chapter title set as a table of one row ("Ⅱ │ 세부 추진계획") is a heading.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from extractors.korean.labels import BULLETS, Mark, MarkStyle, plain_label, split_label, split_mark
from extractors.programs.contents import is_contents_table, printed_twice
from extractors.programs.fields import Field, field_of
from schemas import Anchor, Block, BlockKind, Document, Table

_TITLE_LENGTH = 70
_OPEN_ENDED = re.compile(r"[다함됨임음]\s*\.?$|[.。]$|[:：]$")
_BETWEEN_LABELS = re.compile(r"\s+[/|]\s+|\s{3,}")
_BEFORE_BRACKETED_LABEL = re.compile(r"\s+(?=[(\[<【〈][가-힣·\s]{2,12}[)\]>】〉])")
_CAPTION = re.compile(r"[<〈《\[【＜(]?\s*(?:표|그림|도표|사진|참고|별표)\s*[\dⅠ-Ⅻ]")
_UNIT_LINE = re.compile(r"[(\[<〈]?\s*단\s*위\s*[:：]")
_CHAPTERS = frozenset({MarkStyle.CHAPTER, MarkStyle.ROMAN})
_HEADINGS = _CHAPTERS | {
    MarkStyle.SECTION,
    MarkStyle.NAMED,
    MarkStyle.NUMBER,
    MarkStyle.DECIMAL_2,
    MarkStyle.DECIMAL_3,
    MarkStyle.HANGUL,
}
_ABOVE: dict[MarkStyle, frozenset[MarkStyle]] = {
    MarkStyle.CHAPTER: frozenset(),
    MarkStyle.ROMAN: frozenset({MarkStyle.CHAPTER}),
    MarkStyle.SECTION: _CHAPTERS,
    MarkStyle.DECIMAL_2: _CHAPTERS | {MarkStyle.SECTION, MarkStyle.NUMBER},
    MarkStyle.DECIMAL_3: _CHAPTERS | {MarkStyle.SECTION, MarkStyle.NUMBER, MarkStyle.DECIMAL_2},
}


@dataclass(frozen=True)
class Line:
    """A printed line, or the place of a table (`table` is its index in the document)."""

    text: str
    anchor: Anchor | None
    block_index: int
    heading: bool = False
    level: int | None = None
    table: int | None = None
    mark: Mark | None = None
    rest: str = ""

    @property
    def label(self) -> Field | None:
        """The field that the line is labelled with, or that its whole text names."""
        labelled = split_label(self.rest)
        if labelled is not None:
            found = field_of(labelled.label)
            if found is not None:
                return found
        return field_of(self.rest) if self.mark is not None or self.heading else None

    @property
    def value(self) -> str:
        """What stands after the label; nothing when the label is the whole line."""
        labelled = split_label(self.rest)
        if labelled is not None and field_of(labelled.label) is not None:
            return labelled.value
        return ""

    @property
    def could_be_title(self) -> bool:
        """Short, no sentence, no label."""
        text = self.rest
        if self.table is not None or not 3 <= len(text) <= _TITLE_LENGTH:
            return False
        if _OPEN_ENDED.search(text) or _CAPTION.match(text):
            return False
        return self.label is None and bool(re.search(r"[가-힣A-Za-z]{2}", text))


@dataclass
class Node:
    """A line and what stands under it."""

    line: Line
    parent: "Node | None" = None
    children: list["Node"] = field(default_factory=list)

    def ancestors(self) -> Iterator["Node"]:
        """The nodes above, nearest first, without the root."""
        node = self.parent
        while node is not None and node.parent is not None:
            yield node
            node = node.parent

    def descendants(self) -> Iterator["Node"]:
        """Every node below, in reading order."""
        for child in self.children:
            yield child
            yield from child.descendants()


def lines_of(document: Document) -> list[Line]:
    """Every line of a document and the place of every table that is no mere box, in reading order."""
    nested: dict[tuple[int, int, int], list[int]] = {}
    for index, table in enumerate(document.tables):
        if table.parent is not None:
            nested.setdefault((table.parent.table, table.parent.row, table.parent.col), []).append(index)
    lines: list[Line] = []
    for block_index, block in enumerate(document.blocks):
        if block.kind is BlockKind.TABLE and block.table is not None:
            lines.extend(_lines_of_table(document, block.table, block_index, nested))
        elif block.kind is not BlockKind.FOOTNOTE:
            lines.extend(_lines_of_block(block, block_index))
    return lines


def _lines_of_block(block: Block, block_index: int) -> Iterator[Line]:
    text = block.text or ""
    if block.number and not text.startswith(block.number):
        text = f"{block.number} {text}"
    for piece in _pieces(text):
        if piece.strip():
            heading = block.kind is BlockKind.HEADING
            yield _line(piece, block.anchor, block_index, heading=heading, level=block.level if heading else None)


def _pieces(text: str) -> Iterator[str]:
    """The lines of a text; one that labels several fields ("대상 : … / 내용 : …", "(목적) … (대상) …") is several."""
    for line in text.splitlines():
        mark, rest = split_mark(line)
        for separator in (_BETWEEN_LABELS, _BEFORE_BRACKETED_LABEL):
            parts = [part for part in separator.split(rest) if part.strip()]
            if len(parts) > 1 and all(_is_labelled(part) for part in parts):
                yield from (f"{mark.text} {part}" if mark is not None else part for part in parts)
                break
        else:
            yield line


def _is_labelled(text: str) -> bool:
    labelled = split_label(text)
    return labelled is not None and bool(labelled.value) and field_of(labelled.label) is not None


def _line(
    text: str, anchor: Anchor | None, block_index: int, *, heading: bool = False, level: int | None = None
) -> Line:
    mark, rest = split_mark(text)
    return Line(text.strip(), anchor, block_index, heading=heading, level=level, mark=mark, rest=rest)


def _lines_of_table(
    document: Document, index: int, block_index: int, nested: dict[tuple[int, int, int], list[int]]
) -> Iterator[Line]:
    table = document.tables[index]
    if is_contents_table(table):
        return
    chapter = _chapter_title(table)
    if chapter is not None:
        yield _line(chapter, table.cells[0].anchor, block_index, heading=True)
        return
    box = is_box(table)
    if not box:
        yield Line("", None, block_index, table=index)
    for cell in table.cells:
        if box:
            for piece in _pieces(cell.text):
                if piece.strip():
                    yield _line(piece, cell.anchor, block_index)
        for inner in nested.get((index, cell.row, cell.col), ()):
            yield from _lines_of_table(document, inner, block_index, nested)


def is_box(table: Table) -> bool:
    """Whether a table only draws a frame around lines: one cell a row."""
    rows = [cell.row for cell in table.cells if cell.text.strip() or table.column_count == 1]
    return len(rows) == len(set(rows)) and (table.column_count == 1 or len(set(rows)) == 1 == len(table.cells))


def _chapter_title(table: Table) -> str | None:
    texts = [cell.text.strip() for cell in table.cells if cell.text.strip()]
    if table.row_count != 1 or not 2 <= len(texts) <= 3 or len(" ".join(texts)) > _TITLE_LENGTH:
        return None
    if not re.fullmatch(r"[Ⅰ-Ⅻ]|[IVX]{1,4}|\d{1,2}|제\s?\d+\s?장|[가-하]|[□■①-⑳]", texts[0].rstrip(". ")):
        return None
    point = "." if re.fullmatch(r"[IVX]+|\d+|[가-하]", texts[0]) else ""
    return f"{texts[0]}{point} {' '.join(texts[1:])}"


def outline(document: Document) -> Node:
    """The root of the outline; its table of contents is left out."""
    lines = lines_of(document)
    contents = printed_twice([(line.text, line.heading or line.mark is not None, line.table is None) for line in lines])
    return _Builder([line for position, line in enumerate(lines) if position not in contents]).root


class _Builder:
    """Hangs lines under each other; `_open` are the nodes that the next line may stand under, outermost first."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.root = Node(Line("", None, -1))
        self._open = [self.root]
        lines = [line for line in lines if line.table is not None or not _UNIT_LINE.match(line.text)]
        for position, line in enumerate(lines):
            following = lines[position + 1] if position + 1 < len(lines) else None
            self._add(line, following)

    def _add(self, line: Line, following: Line | None) -> None:
        opens = line.mark is not None or line.heading
        if not opens and self._is_title_before(line, following):
            opens = True
            self._close_for_title(following)
        elif line.mark is not None:
            self._close_for_mark(line, line.mark, following)
        elif line.heading:
            self._close_for_heading(line)
        node = Node(line, parent=self._open[-1])
        self._open[-1].children.append(node)
        if opens and line.table is None:
            self._open.append(node)

    def _is_title_before(self, line: Line, following: Line | None) -> bool:
        """Whether a bare line is the title of the labelled lines or the table after it, and no label's answer."""
        if following is None or not line.could_be_title:
            return False
        if self._open[-1].line.label is not None and not self._open[-1].line.value:
            return False
        if following.table is not None:
            return True
        return following.mark is not None and following.label is not None and following.label is not Field.TITLE

    def _close_for_title(self, following: Line | None) -> None:
        style = following.mark.style if following is not None and following.mark is not None else None
        position = self._position_of(style, None)
        if position is not None:
            del self._open[position:]
        while len(self._open) > 1 and (self._style(-1) in BULLETS or self._is_bare(-1)):
            self._open.pop()

    def _is_bare(self, position: int) -> bool:
        line = self._open[position].line
        return line.mark is None and not line.heading

    def _style(self, position: int) -> MarkStyle | None:
        mark = self._open[position].line.mark
        return mark.style if mark is not None else None

    def _position_of(self, style: MarkStyle | None, name: str | None) -> int | None:
        """Where a mark of this style is open, innermost first. 프로그램 1 and 분야 1 are different styles."""
        if style is None:
            return None
        for position in range(len(self._open) - 1, 0, -1):
            mark = self._open[position].line.mark
            if mark is not None and mark.style is style and (name is None or _name(mark) == name):
                return position
        return None

    def _close_for_mark(self, line: Line, mark: Mark, following: Line | None) -> None:
        name = _name(mark) if mark.style is MarkStyle.NAMED else None
        position = self._position_of(mark.style, name)
        if position is not None:
            del self._open[position:]
        elif mark.style in BULLETS:
            rank = BULLETS[mark.style]
            while (style := self._style(-1)) in BULLETS and BULLETS[style] > rank:
                self._open.pop()
        elif mark.style in _ABOVE:
            above = _ABOVE[mark.style]
            while len(self._open) > 1 and self._style(-1) not in above and not self._is_outer_heading(line):
                self._open.pop()
        elif line.level is not None:
            self._close_for_heading(line)
        else:
            self._close_for_number(mark, following)

    def _close_for_number(self, mark: Mark, following: Line | None) -> None:
        if following is not None and following.mark is not None and following.label is not None:
            position = self._position_of(following.mark.style, None)
            if position is not None and following.mark.style is not mark.style:
                del self._open[position:]
        if mark.style in _HEADINGS:
            while len(self._open) > 1 and (self._style(-1) in BULLETS or self._is_bare(-1)):
                self._open.pop()

    def _is_outer_heading(self, line: Line) -> bool:
        top = self._open[-1].line
        return top.mark is None and top.level is not None and (line.level is None or top.level < line.level)

    def _close_for_heading(self, line: Line) -> None:
        while len(self._open) > 1:
            top = self._open[-1].line
            if line.level is None:
                if top.mark is not None and top.mark.style in _HEADINGS:
                    break
            elif top.level is not None and (
                top.level < line.level or (top.level == line.level and top.mark and line.mark)
            ):
                # A mark of a new style at the same level: numbers outrank a level that was only inferred.
                break
            self._open.pop()


def _name(mark: Mark) -> str:
    return re.sub(r"[^가-힣]", "", plain_label(mark.text) or mark.text)
