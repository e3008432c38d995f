"""From a document to its programmes: every mention collected, clustered by title, selected, and filled in."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from extractors.korean.list_markers import without_marks
from extractors.korean.text_keys import bare_title
from extractors.programs.fields.kpis import find_kpis
from extractors.programs.fields.organization_roles import merged, only_partners, organizations_of, role_of
from extractors.programs.fields.program_funding import BudgetEntries, funding_of
from extractors.programs.fields.role_sentences import roles_in_sentences
from extractors.programs.fields.schedules import times_in
from extractors.programs.fields.source_labels import SourceLabels
from extractors.programs.mentions.collect import collect_mentions
from extractors.programs.model import QuotedText
from extractors.programs.resolution.matching import ProgramCluster, merge
from extractors.programs.resolution.restatements import areas_elsewhere, funding_elsewhere, kpis_elsewhere
from extractors.programs.resolution.selection import declared_area_of, select_programs
from extractors.structure.field_labels import Field
from extractors.structure.outline import outline
from schemas import Anchor, Budget, Call, Document, Kpi, Program, Stated

# What a programme says in words, and the labels that ask for it, the better one first.
_FIELDS = {
    "purpose": (Field.PURPOSE, Field.GOAL),
    "target": (Field.TARGET,),
    "content": (Field.CONTENT,),
    "method": (Field.METHOD,),
    "schedule": (Field.SCHEDULE,),
}
_PARTNER = "참여기관"
# Where a programme's own sentences say who carries it out, and how many times make its procedure a schedule.
_TOLD_IN = (Field.METHOD, Field.CONTENT, Field.ORGANIZATION, Field.PARTNERS)
_TIMES_OF_A_SCHEDULE = 2
_NAMES = {
    "purpose": "목적",
    "target": "지원대상",
    "method": "추진방법",
    "schedule": "추진일정",
    "partners": "참여·협력기관",
}


def extract_programs(document: Document, call: Call, budget: Budget) -> tuple[Program, ...]:
    """The programmes of a plan in the order in which it describes them; areas are declared ones only."""
    labels = SourceLabels(document, call)
    mentions = collect_mentions(document, outline(document), call, budget, labels)
    entries = BudgetEntries(budget)
    return tuple(_program(cluster, call, entries, labels) for cluster in select_programs(merge(mentions), call))


def _program(cluster: ProgramCluster, call: Call, entries: BudgetEntries, labels: SourceLabels) -> Program:
    area, area_evidence = declared_area_of(cluster, call)
    told = {name: _first_said(cluster, field) for name, field in _FIELDS.items()}
    if not told["schedule"]:
        told["schedule"] = [said for said in told["method"] if times_in(said.text) >= _TIMES_OF_A_SCHEDULE]
    texts = {name: _text(said) for name, said in told.items() if name != "content"}
    kpis = _kpis(cluster)
    funding = funding_of(
        cluster.keys,
        cluster.cells,
        [table for mention in cluster.mentions for table in mention.tables],
        next((mention.amounts for mention in cluster.mentions if mention.amounts), {}),
        labels.amounts_in(_said(cluster, Field.BUDGET)),
        entries,
    )
    organizations = merged(
        (
            *organizations_of((*_partners(cluster), *_said(cluster, Field.ORGANIZATION))),
            *(each for mention in cluster.mentions for each in mention.organizations),
            *(each for field in _TOLD_IN for said in _said(cluster, field) for each in roles_in_sentences(said)),
        )
    )
    partners = tuple(Stated[str](value=each.name, evidence=each.evidence) for each in only_partners(organizations))
    unknown = {name: f"{_NAMES[name]} 기재를 찾지 못함" for name, text in texts.items() if text is None}
    if not partners:
        unknown["partners"] = f"{_NAMES['partners']} 기재를 찾지 못함"
    if area is None:
        unknown["declared_area"] = "지원분야 표기를 찾지 못하였거나 공고의 분야명과 대응하지 않음"
    return Program(
        title=_title(cluster),
        **texts,
        content=tuple(
            without_marks(line) for said in told["content"] for line in said.text.splitlines() if without_marks(line)
        ),
        partners=partners,
        organizations=organizations,
        kpis=kpis,
        kpis_elsewhere=kpis_elsewhere(cluster, kpis),
        declared_area=area,
        declared_area_evidence=area_evidence,
        declared_elsewhere=areas_elsewhere(cluster, area, call),
        funding=funding,
        funding_elsewhere=funding_elsewhere(cluster, funding, labels, entries.tables),
        evidence=tuple(_unique(mention.anchor for mention in cluster.mentions)),
        field_evidence={
            name: tuple(anchors) for name, said in told.items() if (anchors := _unique(each.anchor for each in said))
        },
        unknown=unknown,
    )


def _title(cluster: ProgramCluster) -> str:
    """The title of the first place; where a line break cut it, the whole one of another place."""
    first = cluster.mentions[0]
    whole = (each for each in cluster.mentions if each.key.startswith(first.key) and each.key != first.key)
    return bare_title(next(whole, first).title if first.is_truncated else first.title)


def _said(cluster: ProgramCluster, field: Field) -> list[QuotedText]:
    return next((said for mention in cluster.mentions if (said := mention.fields.get(field))), [])


def _partners(cluster: ProgramCluster) -> list[QuotedText]:
    """What answers labels of partners; a label that names no role (참여기관별 역할) asks for partners all the same."""
    said = _said(cluster, Field.PARTNERS)
    return [each if role_of(each.label) is not None else replace(each, label=_PARTNER) for each in said]


def _first_said(cluster: ProgramCluster, fields: Sequence[Field]) -> list[QuotedText]:
    """What answers the first of these fields that any place of the plan answers."""
    return next((said for field in fields if (said := _said(cluster, field))), [])


def _text(said: Sequence[QuotedText]) -> str | None:
    return " ".join(without_marks(line) for each in said for line in each.text.splitlines() if line.strip()) or None


def _kpis(cluster: ProgramCluster) -> tuple[Kpi, ...]:
    for field in (Field.KPI, Field.GOAL):
        kpis = [kpi for said in _said(cluster, field) for kpi in find_kpis(said.text, said.anchor)]
        if kpis:
            return tuple(kpis)
    return next((tuple(mention.kpis) for mention in cluster.mentions if mention.kpis), ())


def _unique(anchors: Iterable[Anchor | None]) -> list[Anchor]:
    found: list[Anchor] = []
    for anchor in anchors:
        if anchor is not None and anchor not in found:
            found.append(anchor)
    return found
