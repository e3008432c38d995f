"""Every place of a plan that names a programme: headed sections, cards, rows of tables, the budget's own names."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from extractors.korean.dates import find_years
from extractors.korean.list_markers import without_marks
from extractors.korean.text_keys import squash, title_key
from extractors.programs.fields.declared_area import area_named
from extractors.programs.fields.kpis import kpis_of_rows
from extractors.programs.fields.schedules import schedule_in, timeline_of_rows
from extractors.programs.fields.source_labels import SourceLabels
from extractors.programs.mentions.headed_sections import Tables, areas_above, headed_sections, topic_at
from extractors.programs.mentions.key_value_cards import Card, cards_of
from extractors.programs.mentions.role_tables import roles_in_table
from extractors.programs.mentions.table_rows import ProgramRows, is_sum, rows_of
from extractors.programs.model import Mention, MentionKind, QuotedText
from extractors.programs.tolerances import TITLES
from extractors.structure.field_labels import Field
from extractors.structure.outline import Node
from extractors.structure.section_topics import SectionTopic, section_topic
from extractors.structure.table_view import TableView
from schemas import Anchor, Budget, Call, Document, Table


def collect_mentions(document: Document, root: Node, call: Call, budget: Budget, labels: SourceLabels) -> list[Mention]:
    """The mentions of every kind: those of tables in reading order, the budget's, then the headed sections."""
    tables = {node.line.table: node for node in root.descendants() if node.line.table is not None}
    views = {index: TableView(document.tables[index]) for index in tables}
    cards = {index: cards_of(view, labels) for index, view in views.items()}
    untitled = {index: [card for card in each if card.title is None] for index, each in cards.items()}
    schedules = {index: schedule_in(view) for index, view in views.items()}
    mentions = _in_tables(document, tables, views, cards, call, labels)
    read = {mention.table for mention in mentions if mention.kind is MentionKind.ROW}
    mentions.extend(_of_budget(budget, read, tables, document, call))
    # A source whose word is not known may look like a name; the budget has told it from the programmes.
    sources = {title_key(entry.source_name) for entry in budget.entries if entry.source_name}
    mentions = [mention for mention in mentions if mention.key not in sources]
    listed = frozenset(
        each.key
        for each in mentions
        if (each.is_confident or each.kind is MentionKind.BUDGET) and area_named(each.title, call) is None
    )
    sections = headed_sections(root, call, Tables(untitled, schedules), listed)
    for mention in sections:
        for index in mention.tables:
            mention.kpis.extend(kpi for kpis in kpis_of_rows(views[index]).values() for kpi in kpis)
            mention.organizations.extend(roles_in_table(views[index], document.tables[index].caption or ""))
    return [*mentions, *sections]


def _in_tables(
    document: Document,
    tables: dict[int, Node],
    views: dict[int, TableView],
    cards: dict[int, list[Card]],
    call: Call,
    labels: SourceLabels,
) -> list[Mention]:
    """The programmes that cards name and that tables list, in reading order."""
    mentions: list[Mention] = []
    for index, node in tables.items():
        topic = topic_of_table(node, document, index, call)
        if topic is SectionTopic.BACKGROUND:
            continue
        mentions.extend(_of_cards(cards[index], node, index, topic, call))
        rows = rows_of(views[index], labels)
        if rows is not None:
            mentions.extend(_of_rows(rows, views[index], node, index, topic, call))
    return mentions


def topic_of_table(node: Node, document: Document, index: int, call: Call) -> SectionTopic:
    """What a table is about, by its caption and the headings above it."""
    caption = document.tables[index].caption
    if caption:
        found = section_topic(caption, call.closes_at.year)
        if found is not SectionTopic.UNKNOWN and found is not SectionTopic.OVERVIEW:
            return found
    return topic_at(node, call)


def _of_cards(cards: Sequence[Card], node: Node, index: int, topic: SectionTopic, call: Call) -> list[Mention]:
    alone = len(cards) == 1
    mentions = []
    for card in cards:
        if card.title is None or _is_the_call(card.title.text, call) or not (card.fields or card.amounts):
            continue
        certain = card.certain or (topic is SectionTopic.PROGRAMS and card.core_count >= 2)
        mentions.append(
            Mention(
                kind=MentionKind.CARD,
                title=card.title.text,
                anchor=card.title.anchor,
                position=(node.line.block_index, card.first_row),
                can_create=certain or (topic is SectionTopic.UNKNOWN and card.core_count >= 2),
                is_confident=certain and topic is not SectionTopic.OVERVIEW,
                fields=dict(card.fields),
                amounts=card.amounts,
                cells=card.cells,
                area_texts=areas_above(node),
                tables=[index] if alone else [],
                table=index,
            )
        )
    return mentions


def _of_rows(
    rows: ProgramRows, view: TableView, node: Node, index: int, topic: SectionTopic, call: Call
) -> list[Mention]:
    telling = rows.has_money or (rows.has_content and topic is not SectionTopic.OTHER_DIMENSION)
    certain = rows.certain or topic is SectionTopic.PROGRAMS
    kpis, times = kpis_of_rows(view), timeline_of_rows(view)
    around = (view.table.caption or "", *(above.line.rest for above in islice(node.ancestors(), 1)))
    of_a_year = any(find_years(text) for text in around)
    mentions = []
    for row in rows.rows:
        if is_sum(row.title.text) or _is_the_call(row.title.text, call):
            continue
        steps = [times[each] for each in range(row.row, row.last_row + 1) if each in times]
        bars = [replace(each, text=f"{each.label}: {each.text}") if each.label else each for each in steps]
        if bars:
            row.fields.setdefault(Field.SCHEDULE, bars)
        mentions.append(
            Mention(
                kind=MentionKind.ROW,
                title=without_marks(row.title.text),
                anchor=row.title.anchor,
                position=(node.line.block_index, row.row),
                can_create=telling and certain,
                is_confident=telling and certain and rows.has_money and topic is not SectionTopic.OVERVIEW,
                fields=dict(row.fields),
                amounts={} if of_a_year else row.amounts,
                kpis=[kpi for each in range(row.row, row.last_row + 1) for kpi in kpis.get(each, ())],
                area_texts=[*([row.area] if row.area is not None else []), *areas_above(node)],
                table=index,
                cells=frozenset(cell.anchor for each in range(row.row, row.last_row + 1) for cell in view.row(each)),
            )
        )
    return mentions


def _of_budget(
    budget: Budget, read: set[int | None], tables: dict[int, Node], document: Document, call: Call
) -> list[Mention]:
    """The budget's own programmes, from the tables that were not `read` by their header: it may be 구분, or nothing."""
    seen: set[tuple[int | None, str]] = set()
    mentions: list[Mention] = []
    anchors: dict[int, dict[str, Anchor]] = {}
    for entry in budget.entries:
        if (
            entry.program is None
            or entry.table in read
            or is_sum(entry.program)
            or (entry.table, title_key(entry.program)) in seen
        ):
            continue
        seen.add((entry.table, title_key(entry.program)))
        node = tables.get(entry.table) if entry.table is not None else None
        topic = (
            topic_of_table(node, document, entry.table, call)
            if node is not None and entry.table is not None
            else SectionTopic.UNKNOWN
        )
        if topic is SectionTopic.BACKGROUND or _is_the_call(entry.program, call):
            continue
        if entry.table is not None and entry.table not in anchors:
            anchors[entry.table] = _anchors_by_text(document.tables[entry.table])
        anchor = anchors[entry.table].get(squash(entry.program)) if entry.table is not None else None
        mentions.append(
            Mention(
                kind=MentionKind.BUDGET,
                title=" ".join(without_marks(entry.program).split()),
                anchor=anchor,
                position=(node.line.block_index if node is not None else len(document.blocks), len(mentions)),
                can_create=True,
                is_confident=False,
                area_texts=[QuotedText(entry.area, anchor)] if entry.area else [],
                table=entry.table,
            )
        )
    return mentions


def _anchors_by_text(table: Table) -> dict[str, Anchor]:
    """The first place of every text of a table, blanks left out."""
    found: dict[str, Anchor] = {}
    for cell in table.cells:
        found.setdefault(squash(cell.text), cell.anchor)
    return found


def _is_the_call(title: str, call: Call) -> bool:
    key, own = title_key(title), title_key(call.title)
    return len(key) >= TITLES.shortest_of_call and (own.startswith(key.removesuffix("사업")) or key in own)
