"""From a document to its programmes: mentions of every kind, merged, and filled in."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import islice

from extractors.korean.dates import find_years
from extractors.korean.list_markers import without_marks
from extractors.korean.text_keys import bare_title, squash, title_key
from extractors.programs.fields.declared_area import area_declared, area_named
from extractors.programs.fields.kpis import find_kpis
from extractors.programs.fields.partners import partners_in
from extractors.programs.fields.program_funding import funding_of
from extractors.programs.fields.schedules import schedule_in, timeline_of_rows
from extractors.programs.fields.target_tables import kpis_of_rows
from extractors.programs.mentions.headed_sections import Tables, areas_above, context_at, details_of
from extractors.programs.mentions.key_value_cards import Card, cards_of
from extractors.programs.mentions.table_rows import ProgramRows, is_sum, rows_of
from extractors.programs.model import Mention, Place, Said
from extractors.programs.resolution.matching import Described, merge
from extractors.programs.resolution.restatements import areas_elsewhere, funding_elsewhere, kpis_elsewhere
from extractors.structure.field_labels import Field
from extractors.structure.outline import Node, outline
from extractors.structure.section_topics import Context, context_of
from extractors.structure.table_view import Grid
from schemas import Anchor, Area, Budget, Call, Document, Kpi, Program

_LISTED_AT_LEAST = 2
# What a programme says in words, and the labels that ask for it, the better one first.
_FIELDS = {
    "purpose": (Field.PURPOSE, Field.GOAL),
    "target": (Field.TARGET,),
    "content": (Field.CONTENT,),
    "method": (Field.METHOD,),
    "schedule": (Field.SCHEDULE,),
}
_NAMES = {
    "purpose": "목적",
    "target": "지원대상",
    "method": "추진방법",
    "schedule": "추진일정",
    "partners": "참여·협력기관",
}


def extract_programs(document: Document, call: Call, budget: Budget) -> tuple[Program, ...]:
    """The programmes of a plan in the order in which it describes them; areas are declared ones only."""
    root = outline(document)
    tables = {node.line.table: node for node in root.descendants() if node.line.table is not None}
    grids = {index: Grid(document.tables[index]) for index in tables}
    cards = {index: cards_of(grid) for index, grid in grids.items()}
    untitled = {index: [card for card in each if card.title is None] for index, each in cards.items()}
    schedules = {index: schedule_in(grid) for index, grid in grids.items()}
    mentions = _in_tables(document, tables, grids, cards, call)
    read = {mention.table for mention in mentions if mention.place is Place.ROW}
    mentions.extend(_of_budget(budget, read, tables, document, call))
    listed = frozenset(
        each.key
        for each in mentions
        if (each.sure or each.place is Place.BUDGET) and area_named(each.title, call) is None
    )
    details = details_of(root, call, Tables(untitled, schedules), listed)
    for mention in details:
        for index in mention.tables:
            mention.kpis.extend(kpi for kpis in kpis_of_rows(grids[index]).values() for kpi in kpis)
    mentions.extend(details)
    programs = _chosen(merge(mentions), call)
    return tuple(_program(described, call, budget) for described in programs)


def _in_tables(
    document: Document, tables: dict[int, Node], grids: dict[int, Grid], cards: dict[int, list[Card]], call: Call
) -> list[Mention]:
    """The programmes that cards name and that tables list, in reading order."""
    mentions: list[Mention] = []
    for index, node in tables.items():
        context = context_at_table(node, document, index, call)
        if context is Context.BACKGROUND:
            continue
        mentions.extend(_of_cards(cards[index], node, index, context, call))
        rows = rows_of(grids[index])
        if rows is not None:
            mentions.extend(_of_rows(rows, grids[index], node, index, context, call))
    return mentions


def context_at_table(node: Node, document: Document, index: int, call: Call) -> Context:
    """What a table is about, by its caption and the headings above it."""
    caption = document.tables[index].caption
    if caption:
        found = context_of(caption)
        if found is not Context.OPEN and found is not Context.OVERVIEW:
            return found
    return context_at(node, call)


def _of_cards(cards: Sequence[Card], node: Node, index: int, context: Context, call: Call) -> list[Mention]:
    alone = len(cards) == 1
    mentions = []
    for card in cards:
        if card.title is None or _is_the_call(card.title.text, call) or not (card.fields or card.amounts):
            continue
        certain = card.certain or (context is Context.PROGRAMS and card.core_count >= 2)
        mentions.append(
            Mention(
                place=Place.CARD,
                title=card.title.text,
                anchor=card.title.anchor,
                position=(node.line.block_index, card.first_row),
                creates=certain or (context is Context.OPEN and card.core_count >= 2),
                sure=certain and context is not Context.OVERVIEW,
                fields=dict(card.fields),
                amounts=card.amounts,
                cells=card.cells,
                area_texts=areas_above(node),
                tables=[index] if alone else [],
                table=index,
            )
        )
    return mentions


def _of_rows(rows: ProgramRows, grid: Grid, node: Node, index: int, context: Context, call: Call) -> list[Mention]:
    telling = rows.has_money or (rows.has_content and context is not Context.OTHER_AXIS)
    certain = rows.certain or context is Context.PROGRAMS
    kpis, times = kpis_of_rows(grid), timeline_of_rows(grid)
    around = (grid.table.caption or "", *(above.line.rest for above in islice(node.ancestors(), 1)))
    of_a_year = any(find_years(text) for text in around)
    mentions = []
    for row in rows.rows:
        if is_sum(row.title.text) or _is_the_call(row.title.text, call):
            continue
        bars = [times[each] for each in range(row.row, row.last_row + 1) if each in times]
        if bars:
            row.fields.setdefault(Field.SCHEDULE, bars)
        mentions.append(
            Mention(
                place=Place.ROW,
                title=without_marks(row.title.text),
                anchor=row.title.anchor,
                position=(node.line.block_index, row.row),
                creates=telling and certain,
                sure=telling and certain and rows.has_money and context is not Context.OVERVIEW,
                fields=dict(row.fields),
                amounts={} if of_a_year else row.amounts,
                kpis=[kpi for each in range(row.row, row.last_row + 1) for kpi in kpis.get(each, ())],
                area_texts=[*([row.area] if row.area is not None else []), *areas_above(node)],
                table=index,
                cells=frozenset(cell.anchor for each in range(row.row, row.last_row + 1) for cell in grid.row(each)),
            )
        )
    return mentions


def _of_budget(
    budget: Budget, read: set[int | None], tables: dict[int, Node], document: Document, call: Call
) -> list[Mention]:
    """The budget's own programmes, from the tables that were not `read` by their header: it may be 구분, or nothing."""
    seen: set[tuple[int | None, str]] = set()
    mentions: list[Mention] = []
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
        context = (
            context_at_table(node, document, entry.table, call)
            if node is not None and entry.table is not None
            else Context.OPEN
        )
        if context is Context.BACKGROUND or _is_the_call(entry.program, call):
            continue
        anchor = _title_anchor(document, entry.table, entry.program)
        mentions.append(
            Mention(
                place=Place.BUDGET,
                title=" ".join(without_marks(entry.program).split()),
                anchor=anchor,
                position=(node.line.block_index if node is not None else len(document.blocks), len(mentions)),
                creates=True,
                sure=False,
                area_texts=[Said(entry.area, anchor)] if entry.area else [],
                table=entry.table,
            )
        )
    return mentions


def _title_anchor(document: Document, table: int | None, title: str) -> Anchor | None:
    if table is None:
        return None
    cells = document.tables[table].cells
    return next((cell.anchor for cell in cells if squash(cell.text) == squash(title)), None)


def _is_the_call(title: str, call: Call) -> bool:
    key, own = title_key(title), title_key(call.title)
    return len(key) >= 6 and (own.startswith(key.removesuffix("사업")) or key in own)


def _chosen(described: Sequence[Described], call: Call) -> list[Described]:
    """The programmes among what was mentioned: no areas, and nothing doubtful where the plan is clear enough."""
    possible = [each for each in described if each.creates and not _is_an_area(each, described, call)]
    told = [each for each in possible if each.told]
    if not told:
        return [each for each in possible if each.sure] or possible
    tables = Counter(table for each in told for table in each.listing_tables)
    listed = [each for each in told if each.listing_tables]
    complete = len(listed) >= _LISTED_AT_LEAST and len(listed) * 5 >= len(told) * 3
    return [
        each
        for each in possible
        if (each.told and (each.has_money or each.listing_tables or not complete))
        or any(tables[table] for table in each.listing_tables)
        or len({(mention.place, mention.table) for mention in each.mentions if mention.creates}) > 1
    ]


def _is_an_area(each: Described, described: Sequence[Described], call: Call) -> bool:
    """Whether a title is only an area's name. Operation is a programme, unless the plan has one of its own for it."""
    area = area_named(each.mentions[0].title, call)
    if area is None:
        return False
    if area.id != call.operation.id:
        return not any(mention.place in {Place.DETAIL, Place.CARD} for mention in each.mentions)
    return not each.sure and any(
        other is not each and other.sure and _declared(other, call)[0] == call.operation.id for other in described
    )


def _declared(described: Described, call: Call) -> tuple[str | None, tuple[Anchor, ...]]:
    """The area that the plan files a programme under: by its own field first, then by heading or column."""
    own = [said for mention in described.mentions for said in mention.fields.get(Field.AREA, ())]
    around = [said for mention in described.mentions for said in mention.area_texts]
    for said in (*own, *around):
        area: Area | None = area_declared(said.text, call)
        if area is not None and title_key(said.text) not in described.keys:
            return area.id, (said.anchor,) if said.anchor is not None else ()
    return None, ()


def _program(described: Described, call: Call, budget: Budget) -> Program:
    area, area_evidence = _declared(described, call)
    told = {name: _first_said(described, asked) for name, asked in _FIELDS.items()}
    texts = {name: _text(said) for name, said in told.items() if name != "content"}
    kpis = _kpis(described)
    funding = funding_of(
        described.keys,
        described.cells,
        [table for mention in described.mentions for table in mention.tables],
        next((mention.amounts for mention in described.mentions if mention.amounts), {}),
        _said(described, Field.BUDGET),
        budget,
    )
    partners = partners_in(_said(described, Field.PARTNERS), _said(described, Field.ORGANIZATION))
    unknown = {name: f"{_NAMES[name]} 기재를 찾지 못함" for name, text in texts.items() if text is None}
    if not partners:
        unknown["partners"] = f"{_NAMES['partners']} 기재를 찾지 못함"
    if area is None:
        unknown["declared_area"] = "지원분야 표기를 찾지 못하였거나 공고의 분야명과 대응하지 않음"
    return Program(
        title=_title(described),
        **texts,
        content=tuple(
            without_marks(line) for said in told["content"] for line in said.text.splitlines() if without_marks(line)
        ),
        partners=partners,
        kpis=kpis,
        kpis_elsewhere=kpis_elsewhere(described, kpis),
        declared_area=area,
        declared_area_evidence=area_evidence,
        declared_elsewhere=areas_elsewhere(described, area, call),
        funding=funding,
        funding_elsewhere=funding_elsewhere(described, funding),
        evidence=tuple(_unique(mention.anchor for mention in described.mentions)),
        field_evidence={
            name: tuple(anchors) for name, said in told.items() if (anchors := _unique(each.anchor for each in said))
        },
        unknown=unknown,
    )


def _title(described: Described) -> str:
    """The title of the first place; where a line break cut it, the whole one of another place."""
    first = described.mentions[0]
    whole = (each for each in described.mentions if each.key.startswith(first.key) and each.key != first.key)
    return bare_title(next(whole, first).title if first.cut else first.title)


def _said(described: Described, asked: Field) -> list[Said]:
    return next((said for mention in described.mentions if (said := mention.fields.get(asked))), [])


def _first_said(described: Described, fields: Sequence[Field]) -> list[Said]:
    """What answers the first of these fields that any place of the plan answers."""
    return next((said for asked in fields if (said := _said(described, asked))), [])


def _text(said: Sequence[Said]) -> str | None:
    return " ".join(without_marks(line) for each in said for line in each.text.splitlines() if line.strip()) or None


def _kpis(described: Described) -> tuple[Kpi, ...]:
    for asked in (Field.KPI, Field.GOAL):
        kpis = [kpi for said in _said(described, asked) for kpi in find_kpis(said.text, said.anchor)]
        if kpis:
            return tuple(kpis)
    return next((tuple(mention.kpis) for mention in described.mentions if mention.kpis), ())


def _unique(anchors: Iterable[Anchor | None]) -> list[Anchor]:
    found: list[Anchor] = []
    for anchor in anchors:
        if anchor is not None and anchor not in found:
            found.append(anchor)
    return found
