"""From a document to what it says about itself as a whole."""

import re
from dataclasses import dataclass, field
from datetime import date

from extractors.korean.dates import find_dates, find_periods
from extractors.korean.organizations import (
    is_certainly_an_organization,
    is_organization_by_form,
    organization_name,
    organization_names,
)
from extractors.korean.text_keys import squash, title_key
from extractors.overview.labelled_facts import LabelledFact, facts_of
from extractors.overview.regions import names_a_government, resolve_region
from extractors.overview.sections import find_sections
from extractors.structure.outline import Node, outline
from schemas import Anchor, Call, Document, Period, Section, Stated

_COVER_LINES = 40
_LONGEST_SIGNATURE = 20
_SIGNATURE = re.compile(r"(?:시장|지사|청장)\(?(?:직인|관인|인)?\)?$")
# ○○광역시 in a form that nobody has filled in.
_TO_BE_FILLED_IN = re.compile(r"[○〇◯●OX]{2}|_{2}")
_LEAD_ORDER = ("전담", "주관", "총괄", "대표", "운영", "수행")


@dataclass(frozen=True)
class Overview:
    """What a plan says about itself; `unknown` gives the reason for each value that is missing."""

    applicant: Stated[str] | None
    lead_organization: Stated[str] | None
    partners: tuple[Stated[str], ...]
    period: Period
    sections: tuple[Section, ...]
    unknown: dict[str, str] = field(default_factory=dict)


def extract_overview(document: Document, call: Call) -> Overview:
    """Applicant, lead organisation, partners, period and required sections, each with the places that state it."""
    root = outline(document)
    facts = facts_of(root, document, call)
    applicant = _applicant(facts, root, call)
    lead = _lead(facts, call)
    unknown = {}
    if applicant is None:
        unknown["applicant"] = "신청 지방정부 표기를 찾지 못함"
    if lead is None:
        unknown["lead_organization"] = "전담기관(주관기관) 표기를 찾지 못함"
    return Overview(
        applicant=applicant,
        lead_organization=lead,
        partners=_partners(facts, lead, call),
        period=_period(facts),
        sections=find_sections(root, document, call),
        unknown=unknown,
    )


def _evidence(*anchors: Anchor | None) -> tuple[Anchor, ...]:
    return tuple(dict.fromkeys(anchor for anchor in anchors if anchor is not None))


def _applicant(facts: list[LabelledFact], root: Node, call: Call) -> Stated[str] | None:
    """The government that applies: by its label, then from the cover, then as the one that leads (주관, 총괄).

    Another organisation counts behind the label alone, and only where its form says that it is one: what stands beside
    신청인 in a blank form is a label itself. Without evidence the applicant is unknown.
    """
    labelled = [fact for fact in facts if fact.field == "applicant"]
    for fact in sorted(labelled, key=lambda fact: fact.place):
        region = resolve_region(fact.value, call)
        if region is not None:
            return Stated(value=region.name, evidence=_evidence(fact.anchor))
    elsewhere = _on_the_cover(root, call) or _signed(root, call)
    if elsewhere is not None:
        return elsewhere
    for fact in facts:
        region = resolve_region(fact.value, call) if fact.field == "lead" else None
        if region is not None:
            return Stated(value=region.name, evidence=_evidence(fact.anchor))
    for fact in sorted(labelled, key=lambda fact: fact.place):
        name = organization_name(fact.value) if _TO_BE_FILLED_IN.search(fact.value) is None else None
        if name is not None and (names_a_government(name) or is_organization_by_form(name)):
            return Stated(value=name, evidence=_evidence(fact.anchor))
    return None


def _on_the_cover(root: Node, call: Call) -> Stated[str] | None:
    for position, node in enumerate(root.descendants()):
        if position >= _COVER_LINES or node.line.table is not None or (node.line.heading and node.children):
            return None
        region = resolve_region(node.line.text, call) if len(node.line.text) <= 20 else None
        if region is not None:
            return Stated(value=region.name, evidence=_evidence(node.line.anchor))
    return None


def _signed(root: Node, call: Call) -> Stated[str] | None:
    """The government whose head signs: a line of its own such as "부산광역시장 (직인)"."""
    for node in root.descendants():
        text = squash(node.line.text)
        if node.line.table is None and len(text) <= _LONGEST_SIGNATURE and _SIGNATURE.search(text):
            region = resolve_region(node.line.text, call)
            if region is not None:
                return Stated(value=region.name, evidence=_evidence(node.line.anchor))
    return None


def _lead(facts: list[LabelledFact], call: Call) -> Stated[str] | None:
    """The organisation that runs the plan: 전담기관 before 주관기관, and never the government itself."""
    candidates = [
        (_lead_rank(fact.label), fact.programs, fact.place, position, fact)
        for position, fact in enumerate(facts)
        if fact.field == "lead" and resolve_region(fact.value, call) is None and _names_a_lead(fact)
    ]
    if not candidates:
        return None
    best = min(candidates, key=lambda candidate: candidate[:4])[4]
    name = organization_name(best.value) or ""
    same = [
        fact.anchor
        for *_, fact in candidates
        if title_key(organization_name(fact.value) or "") == title_key(name) and fact is not best
    ]
    return Stated(value=name, evidence=_evidence(best.anchor, *same))


def _names_a_lead(fact: LabelledFact) -> bool:
    """Whether a fact names an organisation: a bare 총괄 or 운영 may be a person's task just as well."""
    name = organization_name(fact.value)
    return name is not None and ("기관" in fact.label or is_certainly_an_organization(name))


def _lead_rank(label: str) -> int:
    return next((rank for rank, word in enumerate(_LEAD_ORDER) if word in label), len(_LEAD_ORDER))


def _partners(facts: list[LabelledFact], lead: Stated[str] | None, call: Call) -> tuple[Stated[str], ...]:
    known = {title_key(lead.value)} if lead is not None else set()
    names: dict[str, tuple[str, list[Anchor | None]]] = {}
    for fact in facts:
        if fact.field != "partner" or fact.programs:
            continue
        for name in organization_names(fact.value):
            key = title_key(name)
            if key not in known and resolve_region(name, call) is None:
                names.setdefault(key, (name, []))[1].append(fact.anchor)
    return tuple(Stated(value=name, evidence=_evidence(*anchors)) for name, anchors in names.values())


def _period(facts: list[LabelledFact]) -> Period:
    """When the plan runs. Programmes have periods of their own: those of the plan stand outside their chapters."""
    stated = sorted((fact for fact in facts if fact.field == "period"), key=lambda fact: (fact.programs, fact.place))
    relative: LabelledFact | None = None
    for fact in stated:
        for period in find_periods(fact.value):
            if period.relative is not None:
                relative = relative or fact
                continue
            return Period(start=_day(period.first, fact), end=_day(period.last, fact))
    for fact in stated:
        dates = find_dates(fact.value)
        if len(dates) >= 2:
            return Period(start=_day(dates[0].first, fact), end=_day(dates[-1].last, fact))
    if relative is not None:
        return _relative_period(relative)
    reason = (
        "사업기간 표기를 찾지 못함" if not stated else f"사업기간 '{stated[0].value.strip()}'에서 날짜를 읽을 수 없음"
    )
    return Period(unknown={"start": reason, "end": reason})


def _relative_period(fact: LabelledFact) -> Period:
    period = next(each for each in find_periods(fact.value) if each.relative is not None)
    reason = f"사업기간이 '{period.text}'로만 적혀 있어 협약 전에는 날짜를 확정할 수 없음"
    end = _day(period.last, fact)
    return Period(end=end, unknown={"start": reason} if end is not None else {"start": reason, "end": reason})


def _day(day: date | None, fact: LabelledFact) -> Stated[date] | None:
    return Stated(value=day, evidence=_evidence(fact.anchor)) if day is not None else None
