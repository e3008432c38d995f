"""Programmes described under a title: a heading of any style with labelled lines, or labelled tables, below it.

A heading is a programme's title when what stands under it answers at least two of the questions that describe a
programme (목적, 지원대상, 지원내용, 소요예산, 성과지표). Headings that only order their chapter (나. 주요내용) hand
their fields up; headings of areas hand their programmes through; chapters on the background have none.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from extractors.korean.list_markers import MarkStyle, split_mark
from extractors.korean.text_keys import bare_title, split_label, title_key
from extractors.programs.fields.declared_area import area_named
from extractors.programs.mentions.key_value_cards import Card
from extractors.programs.model import Mention, MentionKind, QuotedText
from extractors.programs.tolerances import TITLES
from extractors.structure.field_labels import CORE, ORGANIZATIONS, Field, is_structural
from extractors.structure.outline import Node
from extractors.structure.outline_lines import Line
from extractors.structure.section_topics import SectionTopic, section_topic
from schemas import Amount, Call, Source

_DESCRIBING = CORE - {Field.KPI, Field.GOAL, Field.PURPOSE}
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
    schedules: Mapping[int, list[QuotedText]]


@dataclass
class _Collected:
    """What stands under a title: answers by field, lines that answer nothing, and tables without a title."""

    fields: dict[Field, list[QuotedText]] = field(default_factory=dict)
    loose: list[QuotedText] = field(default_factory=list)
    tables: list[int] = field(default_factory=list)
    title: QuotedText | None = None
    amounts: dict[Source, Amount] = field(default_factory=dict)
    answering: list[Node] = field(default_factory=list)

    @property
    def core(self) -> frozenset[Field]:
        return CORE & frozenset(self.fields)


def topic_at(node: Node, call: Call) -> SectionTopic:
    """What the chapter is about that a node stands in. Under an area's heading stand programmes, or background."""
    under_area = False
    for above in node.ancestors():
        found = section_topic(above.line.rest, call.closes_at.year)
        if found is not SectionTopic.UNKNOWN:
            return SectionTopic.PROGRAMS if under_area and found is not SectionTopic.BACKGROUND else found
        under_area = under_area or area_named(above.line.rest, call) is not None
    return SectionTopic.PROGRAMS if under_area else SectionTopic.UNKNOWN


def areas_above(node: Node) -> list[QuotedText]:
    """The headings above a node, nearest first: one of them may be an area's."""
    return [QuotedText(above.line.rest, above.line.anchor) for above in node.ancestors()]


def headed_sections(root: Node, call: Call, tables: Tables, listed: frozenset[str] = frozenset()) -> list[Mention]:
    """Every programme described under a title.

    `listed` are the keys of programmes that a budget lists: they decide whether a title or the titles below it are the
    programmes.
    """
    return ProgramSectionFinder(call, tables, listed).find(root)


class ProgramSectionFinder:
    """Walks the outline and tells which titles head a programme, and what stands under them."""

    def __init__(self, call: Call, tables: Tables, listed: frozenset[str]) -> None:
        self._call = call
        self._listed = listed
        self._tables = tables
        self._call_key = title_key(call.title)

    def find(self, node: Node) -> list[Mention]:
        """The programmes in a node's subtree, the node's own title included."""
        collected = self._collect(node)
        inner_of = {id(child): self.find(child) for child in node.children}
        inner = [mention for child in node.children for mention in inner_of[id(child)]]
        segments = self._segments(node)
        own = self._as_program(node, collected)
        if segments and (len(segments) > 1 or own is None or area_named(own.title, self._call) is not None):
            return [*inner, *segments]
        if own is None:
            return inner
        if not any(mention.can_create for mention in inner):
            return [own]
        if own.key in self._listed:
            return [own, *(mention for mention in inner if mention.key in self._listed)]
        within_answers = {id(each) for each in collected.answering}
        outside = [
            mention for child in node.children if id(child) not in within_answers for mention in inner_of[id(child)]
        ]
        if any(mention.can_create for mention in outside) or not _DESCRIBING & collected.core - {Field.CONTENT}:
            return inner
        return [own]

    def _as_program(self, node: Node, collected: _Collected) -> Mention | None:
        """The node as a programme's title, if it can be one."""
        line = node.line
        title = collected.title or self._title_of(node, collected)
        if title is None or node.parent is None or self._is_the_call(title.text):
            return None
        topic = topic_at(node, self._call)
        if topic is SectionTopic.BACKGROUND or (
            section_topic(title.text, self._call.closes_at.year) is SectionTopic.BACKGROUND and not self._named(line)
        ):
            return None
        described = self._is_described(collected, topic)
        area = area_named(title.text, self._call)
        if area is not None and area.id != self._call.operation.id and len(collected.core) < 3:
            return None
        if not described and not self._may_be_undescribed(node):
            return None
        certain = topic is SectionTopic.PROGRAMS or self._named(line)
        mention = Mention(
            kind=MentionKind.DETAIL,
            title=title.text,
            anchor=title.anchor,
            position=(line.block_index, 0),
            can_create=(described and (certain or topic is SectionTopic.UNKNOWN)) or (not described and certain),
            is_confident=described and certain,
            fields=dict(collected.fields),
            area_texts=[*([QuotedText(line.rest, line.anchor)] if collected.title else []), *areas_above(node)],
            tables=collected.tables,
            amounts=collected.amounts,
            is_truncated=self._is_truncated(title.text, collected),
        )
        if Field.CONTENT not in mention.fields and collected.loose:
            mention.fields[Field.CONTENT] = collected.loose
        return mention

    @staticmethod
    def _is_truncated(title: str, collected: _Collected) -> bool:
        """Whether a title may go on in the line below it: it ends in a joint, or a short line follows."""
        return title.endswith(("·", "-", ",", "/", "및")) or (
            bool(collected.loose) and len(collected.loose[0].text) <= len(title)
        )

    @staticmethod
    def _is_described(collected: _Collected, topic: SectionTopic) -> bool:
        core = collected.core
        if topic is SectionTopic.PROGRAMS:
            return len(core) >= 2 or bool(core & _DESCRIBING)
        return len(core) >= 2

    def _title_of(self, node: Node, collected: _Collected) -> QuotedText | None:
        """What a node names: its whole line, or what stands before the colon of "title : description"."""
        line = node.line
        if self._names_something(line):
            return QuotedText(line.rest, line.anchor)
        labelled = split_label(line.rest)
        if labelled is None or not labelled.value or line.label is not None or node.parent is None:
            return None
        title = line.rest[: line.rest.index(labelled.value)].strip(" :：()[]<>【】〈〉")
        known = title_key(bare_title(title)) in self._listed
        if not known and (area_named(node.parent.line.rest, self._call) is None or is_structural(title)):
            return None
        if not 4 <= len(title) <= TITLES.longest_heading:
            return None
        collected.loose.insert(0, QuotedText(labelled.value, line.anchor))
        return QuotedText(title, line.anchor)

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
        return len(key) >= TITLES.shortest_of_call and (key in self._call_key or self._call_key in key)

    def _collect(self, node: Node) -> _Collected:
        collected = _Collected()
        for child in node.children:
            self._collect_field(child, collected)
        for answer in list(collected.answering):
            if answer.line.label is not Field.CONTENT:
                for below in answer.children:
                    field = below.line.label
                    if field is not None and field is not Field.TITLE and field not in collected.fields:
                        collected.fields[field] = _said(below)
        return collected

    def _collect_field(self, child: Node, collected: _Collected) -> None:
        line = child.line
        if line.table is not None:
            self._collect_table(line.table, collected)
            return
        field = line.label
        if field is Field.TITLE:
            if line.value:
                collected.title = collected.title or QuotedText(line.value, line.anchor)
                for below in child.children:
                    self._collect_field(below, collected)
        elif field is not None:
            collected.answering.append(child)
            said = _said(child)
            if said and field in ORGANIZATIONS:
                label = split_label(line.rest)
                named = label.label if label is not None else line.rest
                collected.fields.setdefault(field, []).extend(replace(each, label=named) for each in said)
            elif said and field not in collected.fields:
                collected.fields[field] = said
            for below in child.descendants():
                if below.line.table is not None:
                    self._collect_table(below.line.table, collected)
        elif is_structural(line.rest) and line.mark is not None:
            for below in child.children:
                self._collect_field(below, collected)
        else:
            collected.loose.extend(_loose(child))

    def _collect_table(self, table: int, collected: _Collected) -> None:
        collected.tables.append(table)
        for card in self._tables.untitled.get(table, ()):
            for answered, said in card.fields.items():
                collected.fields.setdefault(answered, said)
            collected.amounts = collected.amounts or card.amounts
        schedule = self._tables.schedules.get(table)
        if schedule:
            collected.fields.setdefault(Field.SCHEDULE, schedule)

    def _segments(self, node: Node) -> list[Mention]:
        """Programmes whose title stands beside its fields, not above them, or is labelled itself (프로그램명 : …)."""
        found: list[tuple[QuotedText, Line, _Collected]] = []
        children = node.children
        for position, child in enumerate(children):
            title = self._title_beside(child, children[position + 1] if position + 1 < len(children) else None)
            if title is not None:
                found.append((title, child.line, _Collected()))
                for below in child.children if child.line.label is Field.TITLE else ():
                    self._collect_field(below, found[-1][2])
            elif found and (child.line.label is not None or child.line.table is not None):
                self._collect_field(child, found[-1][2])
        topic = self._topic_inside(node)
        if topic is SectionTopic.BACKGROUND:
            return []
        return [
            Mention(
                kind=MentionKind.DETAIL,
                title=title.text,
                anchor=title.anchor,
                position=(line.block_index, 0),
                can_create=topic in {SectionTopic.PROGRAMS, SectionTopic.UNKNOWN},
                is_confident=topic is SectionTopic.PROGRAMS,
                fields=collected.fields,
                area_texts=[QuotedText(node.line.rest, node.line.anchor), *areas_above(node)],
                tables=collected.tables,
            )
            for title, line, collected in found
            if len(collected.core) >= 2 and not self._is_the_call(title.text)
        ]

    def _topic_inside(self, node: Node) -> SectionTopic:
        own = (
            section_topic(node.line.rest, self._call.closes_at.year)
            if node.parent is not None
            else SectionTopic.UNKNOWN
        )
        if own is not SectionTopic.UNKNOWN:
            return own
        if node.parent is not None and area_named(node.line.rest, self._call) is not None:
            above = topic_at(node, self._call)
            return above if above is SectionTopic.BACKGROUND else SectionTopic.PROGRAMS
        return topic_at(node, self._call)

    def _title_beside(self, child: Node, following: Node | None) -> QuotedText | None:
        line = child.line
        if line.label is Field.TITLE:
            return QuotedText(line.value, line.anchor) if line.value else None
        if following is None or child.children or not self._names_something(line):
            return None
        field = following.line.label
        if field is None or field not in CORE or (line.mark is None) != (following.line.mark is None):
            return None
        return QuotedText(line.rest, line.anchor)


def _said(node: Node) -> list[QuotedText]:
    """What answers a label: its value, and every line below it."""
    own = [QuotedText(node.line.value, node.line.anchor)] if node.line.value else []
    return [*own, *(said for child in node.children for said in _loose(child))]


def _loose(node: Node) -> Iterator[QuotedText]:
    if node.line.table is None:
        yield QuotedText(node.line.rest, node.line.anchor)
        for child in node.children:
            yield from _loose(child)
