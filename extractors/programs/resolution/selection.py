"""Which of the clustered mentions are programmes of the plan, and the area that the plan files one under."""

from collections import Counter
from collections.abc import Sequence

from extractors.korean.text_keys import title_key
from extractors.programs.fields.declared_area import area_declared, area_named
from extractors.programs.model import MentionKind
from extractors.programs.resolution.matching import ProgramCluster
from extractors.programs.tolerances import SELECTION
from extractors.structure.field_labels import Field
from schemas import Anchor, Area, Call


def select_programs(clusters: Sequence[ProgramCluster], call: Call) -> list[ProgramCluster]:
    """The programmes among what was mentioned: no areas, and nothing doubtful where the plan is clear enough."""
    possible = [each for each in clusters if each.can_create and not _is_an_area(each, clusters, call)]
    described = [each for each in possible if each.is_described]
    if not described:
        return [each for each in possible if each.is_confident] or possible
    tables = Counter(table for each in described for table in each.listing_tables)
    listed = [each for each in described if each.listing_tables]
    complete = len(listed) >= SELECTION.listed_at_least and len(listed) >= SELECTION.listed_share * len(described)
    return [
        each
        for each in possible
        if (each.is_described and (each.has_money or each.listing_tables or not complete))
        or any(tables[table] for table in each.listing_tables)
        or len({(mention.kind, mention.table) for mention in each.mentions if mention.can_create}) > 1
    ]


def _is_an_area(each: ProgramCluster, clusters: Sequence[ProgramCluster], call: Call) -> bool:
    """Whether a title is only an area's name. Operation is a programme, unless the plan has one of its own for it."""
    area = area_named(each.mentions[0].title, call)
    if area is None:
        return False
    if area.id != call.operation.id:
        return not any(mention.kind in {MentionKind.DETAIL, MentionKind.CARD} for mention in each.mentions)
    return not each.is_confident and any(
        other is not each and other.is_confident and declared_area_of(other, call)[0] == call.operation.id
        for other in clusters
    )


def declared_area_of(cluster: ProgramCluster, call: Call) -> tuple[str | None, tuple[Anchor, ...]]:
    """The area that the plan files a programme under: by its own field first, then by heading or column."""
    own = [said for mention in cluster.mentions for said in mention.fields.get(Field.AREA, ())]
    around = [said for mention in cluster.mentions for said in mention.area_texts]
    for said in (*own, *around):
        area: Area | None = area_declared(said.text, call)
        if area is not None and title_key(said.text) not in cluster.keys:
            return area.id, (said.anchor,) if said.anchor is not None else ()
    return None, ()
