"""The outline of a plan: which line stands under which, told by list marks and headings, without the table of contents.

Readers give blocks in order; what belongs to what is only printed in the marks (Ⅰ. 1. 가. □ ○ -). A mark of a
style that is open already closes what came after it; a new style opens a level below.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from extractors.korean.list_markers import BULLETS, Mark, MarkStyle
from extractors.korean.text_keys import plain_label
from extractors.korean.units import starts_with_unit
from extractors.structure.field_labels import Field
from extractors.structure.latest_document import kept_for_the_latest
from extractors.structure.outline_lines import Line, lines_of
from extractors.structure.table_of_contents import contents_lines
from schemas import Document

# Levels of an outline: plans have up to ten; what is nested deeper stands beside, not below.
_DEEPEST = 64
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


@kept_for_the_latest
def outline(document: Document) -> Node:
    """The root of the outline; its table of contents is left out."""
    lines = lines_of(document)
    contents = contents_lines(
        [(line.text, line.heading or line.mark is not None, line.table is None) for line in lines]
    )
    return _Builder([line for position, line in enumerate(lines) if position not in contents]).root


class _Builder:
    """Hangs lines under each other; `_open` are the nodes that the next line may stand under, outermost first."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.root = Node(Line("", None, -1))
        self._open = [self.root]
        lines = [line for line in lines if line.table is not None or not starts_with_unit(line.text)]
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
        if opens and line.table is None and len(self._open) < _DEEPEST:
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
            # 가-1. stands under 가., 1-1. under 1.
            above = _ABOVE[mark.style] | ({MarkStyle.HANGUL} if re.match("[가-하]", mark.text) else set())
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
