"""Programmes described under a title: a heading of any style with labelled lines, or labelled tables, below it.

A heading is a programme's title when what stands under it answers at least two of the questions that describe a
programme (목적, 지원대상, 지원내용, 소요예산, 성과지표). Headings that only order their chapter (나. 주요내용) hand
their fields up; headings of areas hand their programmes through; chapters on the background have none.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from extractors.korean.list_markers import MarkStyle, split_mark
from extractors.korean.text_keys import bare_title, split_label, title_key
from extractors.programs.fields.declared_area import area_named
from extractors.programs.mentions.key_value_cards import Card
from extractors.programs.model import Mention, Place, Said
from extractors.structure.field_labels import CORE, Field, is_structural
from extractors.structure.outline import Node
from extractors.structure.outline_lines import Line
from extractors.structure.section_topics import Context, context_of
from schemas import Amount, Call, Source

_DESCRIBING = CORE - {Field.KPI, Field.GOAL, Field.PURPOSE}
_LONGEST_TITLE = 60
_NUMBERED = frozenset(MarkStyle) - {
    MarkStyle.SQUARE,
    MarkStyle.CIRCLE,
    MarkStyle.DASH,
    MarkStyle.DOT,
    MarkStyle.STAR,
    MarkStyle.CHAPTER,
    MarkStyle.ROMAN,
}


@dataclass(frozen=True)
class Tables:
    """What tables say by themselves, by their index: cards without a title, and the lines of a schedule."""

    untitled: Mapping[int, list[Card]]
    schedules: Mapping[int, list[Said]]


@dataclass
class _Collected:
    """What stands under a title: answers by field, lines that answer nothing, and tables without a title."""

    fields: dict[Field, list[Said]] = field(default_factory=dict)
    loose: list[Said] = field(default_factory=list)
    tables: list[int] = field(default_factory=list)
    title: Said | None = None
    amounts: dict[Source, Amount] = field(default_factory=dict)
    answering: list[Node] = field(default_factory=list)

    @property
    def core(self) -> frozenset[Field]:
        return CORE & frozenset(self.fields)


def context_at(node: Node, call: Call) -> Context:
    """What the chapter is about that a node stands in. Under an area's heading stand programmes, or background."""
    under_area = False
    for above in node.ancestors():
        found = context_of(above.line.rest)
        if found is not Context.OPEN:
            return Context.PROGRAMS if under_area and found is not Context.BACKGROUND else found
        under_area = under_area or area_named(above.line.rest, call) is not None
    return Context.PROGRAMS if under_area else Context.OPEN


def areas_above(node: Node) -> list[Said]:
    """The headings above a node, nearest first: one of them may be an area's."""
    return [Said(above.line.rest, above.line.anchor) for above in node.ancestors()]


def details_of(root: Node, call: Call, tables: Tables, listed: frozenset[str] = frozenset()) -> list[Mention]:
    """Every programme described under a title.

    `listed` are the keys of programmes that a budget lists: they decide whether a title or the titles below it are the
    programmes.
    """
    return _Finder(call, tables, listed).under(root)


class _Finder:
    def __init__(self, call: Call, tables: Tables, listed: frozenset[str]) -> None:
        self._call = call
        self._listed = listed
        self._tables = tables
        self._call_key = title_key(call.title)

    def under(self, node: Node) -> list[Mention]:
        """The programmes in a node's subtree, the node's own title included."""
        collected = self._collect(node)
        inner_of = {id(child): self.under(child) for child in node.children}
        inner = [mention for child in node.children for mention in inner_of[id(child)]]
        segments = self._segments(node)
        own = self._own(node, collected)
        if segments and (len(segments) > 1 or own is None or area_named(own.title, self._call) is not None):
            return [*inner, *segments]
        if own is None:
            return inner
        if not any(mention.creates for mention in inner):
            return [own]
        if own.key in self._listed:
            return [own, *(mention for mention in inner if mention.key in self._listed)]
        within_answers = {id(each) for each in collected.answering}
        outside = [
            mention for child in node.children if id(child) not in within_answers for mention in inner_of[id(child)]
        ]
        if any(mention.creates for mention in outside) or not _DESCRIBING & collected.core - {Field.CONTENT}:
            return inner
        return [own]

    def _own(self, node: Node, collected: _Collected) -> Mention | None:
        """The node as a programme's title, if it can be one."""
        line = node.line
        title = collected.title or self._title_of(node, collected)
        if title is None or node.parent is None or self._is_the_call(title.text):
            return None
        context = context_at(node, self._call)
        if context is Context.BACKGROUND or (context_of(title.text) is Context.BACKGROUND and not self._named(line)):
            return None
        described = self._is_described(collected, context)
        area = area_named(title.text, self._call)
        if area is not None and area.id != self._call.operation.id and len(collected.core) < 3:
            return None
        if not described and not self._may_be_undescribed(node):
            return None
        certain = context is Context.PROGRAMS or self._named(line)
        mention = Mention(
            place=Place.DETAIL,
            title=title.text,
            anchor=title.anchor,
            position=(line.block_index, 0),
            creates=(described and (certain or context is Context.OPEN)) or (not described and certain),
            sure=described and certain,
            fields=dict(collected.fields),
            area_texts=[*([Said(line.rest, line.anchor)] if collected.title else []), *areas_above(node)],
            tables=collected.tables,
            amounts=collected.amounts,
            cut=self._is_cut(title.text, collected),
        )
        if Field.CONTENT not in mention.fields and collected.loose:
            mention.fields[Field.CONTENT] = collected.loose
        return mention

    @staticmethod
    def _is_cut(title: str, collected: _Collected) -> bool:
        """Whether a title may go on in the line below it: it ends in a joint, or a short line follows."""
        return title.endswith(("·", "-", ",", "/", "및")) or (
            bool(collected.loose) and len(collected.loose[0].text) <= len(title)
        )

    @staticmethod
    def _is_described(collected: _Collected, context: Context) -> bool:
        core = collected.core
        if context is Context.PROGRAMS:
            return len(core) >= 2 or bool(core & _DESCRIBING)
        return len(core) >= 2

    def _title_of(self, node: Node, collected: _Collected) -> Said | None:
        """What a node names: its whole line, or what stands before the colon of "title : description"."""
        line = node.line
        if self._names_something(line):
            return Said(line.rest, line.anchor)
        labelled = split_label(line.rest)
        if labelled is None or not labelled.value or line.label is not None or node.parent is None:
            return None
        title = line.rest[: line.rest.index(labelled.value)].strip(" :：()[]<>【】〈〉")
        known = title_key(bare_title(title)) in self._listed
        if not known and (area_named(node.parent.line.rest, self._call) is None or is_structural(title)):
            return None
        if not 4 <= len(title) <= _LONGEST_TITLE:
            return None
        collected.loose.insert(0, Said(labelled.value, line.anchor))
        return Said(title, line.anchor)

    def _may_be_undescribed(self, node: Node) -> bool:
        """Whether a title without labelled lines may still be a programme's: listed, or under an area's heading."""
        line, above = node.line, node.parent
        if above is None or line.mark is None:
            return False
        if title_key(bare_title(line.rest)) in self._listed:
            return True
        numbered = line.mark.style in _NUMBERED or split_label(line.rest) is not None
        return numbered and area_named(above.line.rest, self._call) is not None

    @staticmethod
    def _named(line: Line) -> bool:
        """Whether a mark says that a programme follows: [프로그램 1], 과제 1:."""
        marks = (line.mark, split_mark(line.rest)[0])
        return any(
            mark is not None and mark.style is MarkStyle.NAMED and re.search("프로그램|과제|사업", mark.text)
            for mark in marks
        )

    @staticmethod
    def _names_something(line: Line) -> bool:
        return line.could_be_title and not is_structural(line.rest)

    def _is_the_call(self, title: str) -> bool:
        key = title_key(title)
        return len(key) >= 6 and (key in self._call_key or self._call_key in key)

    def _collect(self, node: Node) -> _Collected:
        collected = _Collected()
        for child in node.children:
            self._take(child, collected)
        for answer in list(collected.answering):
            if answer.line.label is not Field.CONTENT:
                for below in answer.children:
                    asked = below.line.label
                    if asked is not None and asked is not Field.TITLE and asked not in collected.fields:
                        collected.fields[asked] = _said(below)
        return collected

    def _take(self, child: Node, collected: _Collected) -> None:
        line = child.line
        if line.table is not None:
            self._take_table(line.table, collected)
            return
        asked = line.label
        if asked is Field.TITLE:
            if line.value:
                collected.title = collected.title or Said(line.value, line.anchor)
                for below in child.children:
                    self._take(below, collected)
        elif asked is not None:
            collected.answering.append(child)
            said = _said(child)
            if said and asked not in collected.fields:
                collected.fields[asked] = said
            for below in child.descendants():
                if below.line.table is not None:
                    self._take_table(below.line.table, collected)
        elif is_structural(line.rest) and line.mark is not None:
            for below in child.children:
                self._take(below, collected)
        else:
            collected.loose.extend(_loose(child))

    def _take_table(self, table: int, collected: _Collected) -> None:
        collected.tables.append(table)
        for card in self._tables.untitled.get(table, ()):
            for asked, said in card.fields.items():
                collected.fields.setdefault(asked, said)
            collected.amounts = collected.amounts or card.amounts
        schedule = self._tables.schedules.get(table)
        if schedule:
            collected.fields.setdefault(Field.SCHEDULE, schedule)

    def _segments(self, node: Node) -> list[Mention]:
        """Programmes whose title stands beside its fields, not above them, or is labelled itself (프로그램명 : …)."""
        found: list[tuple[Said, Line, _Collected]] = []
        children = node.children
        for position, child in enumerate(children):
            title = self._title_beside(child, children[position + 1] if position + 1 < len(children) else None)
            if title is not None:
                found.append((title, child.line, _Collected()))
                for below in child.children if child.line.label is Field.TITLE else ():
                    self._take(below, found[-1][2])
            elif found and (child.line.label is not None or child.line.table is not None):
                self._take(child, found[-1][2])
        context = self._context_inside(node)
        if context is Context.BACKGROUND:
            return []
        return [
            Mention(
                place=Place.DETAIL,
                title=title.text,
                anchor=title.anchor,
                position=(line.block_index, 0),
                creates=context in {Context.PROGRAMS, Context.OPEN},
                sure=context is Context.PROGRAMS,
                fields=collected.fields,
                area_texts=[Said(node.line.rest, node.line.anchor), *areas_above(node)],
                tables=collected.tables,
            )
            for title, line, collected in found
            if len(collected.core) >= 2 and not self._is_the_call(title.text)
        ]

    def _context_inside(self, node: Node) -> Context:
        own = context_of(node.line.rest) if node.parent is not None else Context.OPEN
        if own is not Context.OPEN:
            return own
        if node.parent is not None and area_named(node.line.rest, self._call) is not None:
            above = context_at(node, self._call)
            return above if above is Context.BACKGROUND else Context.PROGRAMS
        return context_at(node, self._call)

    def _title_beside(self, child: Node, following: Node | None) -> Said | None:
        line = child.line
        if line.label is Field.TITLE:
            return Said(line.value, line.anchor) if line.value else None
        if following is None or child.children or not self._names_something(line):
            return None
        asked = following.line.label
        if asked is None or asked not in CORE or (line.mark is None) != (following.line.mark is None):
            return None
        return Said(line.rest, line.anchor)


def _said(node: Node) -> list[Said]:
    """What answers a label: its value, and every line below it."""
    own = [Said(node.line.value, node.line.anchor)] if node.line.value else []
    return [*own, *(said for child in node.children for said in _loose(child))]


def _loose(node: Node) -> Iterator[Said]:
    if node.line.table is None:
        yield Said(node.line.rest, node.line.anchor)
        for child in node.children:
            yield from _loose(child)
