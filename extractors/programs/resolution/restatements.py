"""What further places say of a programme that one place has told already: targets, money and area, kept to compare.

A plan states a programme in a summary and in a section of its own. The programme takes its values from one of them;
where another place says otherwise, that is a doubt for the reviewer and must not be lost.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from extractors.korean.dates import find_years
from extractors.programs.fields.declared_area import area_named
from extractors.programs.fields.kpis import find_kpis
from extractors.programs.fields.source_labels import SourceLabels
from extractors.programs.model import Mention, QuotedText
from extractors.programs.resolution.matching import ProgramCluster
from extractors.structure.field_labels import Field
from schemas import Amount, Anchor, Budget, Call, Funding, Kpi, Program, Source, Stated, SumCheck, SumStatus

_COMPARED = (Source.TOTAL, *Source.TOTAL.parts)
# Money or targets of a year, a company or a head are not those of the programme.
_OF_A_PART = re.compile(r"당\s*[\d약최]|매년|연간|연\s?\d|연차|차년도|매월")


def kpis_elsewhere(cluster: ProgramCluster, told: Sequence[Kpi]) -> tuple[Kpi, ...]:
    """The targets that other places state, apart from those `told` by the programme."""
    places = {anchor for kpi in told for anchor in kpi.evidence}
    found: list[Kpi] = []
    for mention in cluster.mentions:
        for kpi in (*_kpis_in_words(mention), *mention.kpis):
            if not places.issuperset(kpi.evidence) and kpi not in found:
                found.append(kpi)
    return tuple(found)


def _kpis_in_words(mention: Mention) -> Iterator[Kpi]:
    for field in (Field.KPI, Field.GOAL):
        for said in mention.fields.get(field, ()):
            if not _OF_A_PART.search(said.text):
                yield from find_kpis(said.text, said.anchor)


def funding_elsewhere(
    cluster: ProgramCluster, funding: Funding, labels: SourceLabels, budget_tables: Collection[int | None]
) -> tuple[Funding, ...]:
    """The money that other places state for the programme as a whole, by source.

    Only against what is printed: a sum over the years that tables state may lack a year. What cells of budget tables
    say is read there, by their headers and their columns' both, and compared there.
    """
    known = {
        source: amount for source in _COMPARED if (amount := funding.of(source)) is not None and amount.derived is None
    }
    found: list[Funding] = []
    for mention in cluster.mentions:
        in_cells = {} if mention.table is not None and mention.table in budget_tables else mention.amounts
        stated = {**_amounts_in_words(mention.fields.get(Field.BUDGET, ()), labels), **in_cells}
        other = {
            source.value: amount
            for source, amount in stated.items()
            if source in known and not amount.approximate and not {*known[source].evidence}.issuperset(amount.evidence)
        }
        if other and Funding(**other) not in found:
            found.append(Funding(**other))
    return tuple(found)


def _amounts_in_words(said: Sequence[QuotedText], labels: SourceLabels) -> dict[Source, Amount]:
    if any(_OF_A_PART.search(each.text) or find_years(each.text) for each in said):
        return {}
    return labels.amounts_in(said)


def areas_elsewhere(cluster: ProgramCluster, declared: str | None, call: Call) -> tuple[Stated[str], ...]:
    """Other areas that labels and columns file the programme under, by their very names, each with its first place."""
    found: dict[str, Stated[str]] = {}
    for mention in cluster.mentions:
        nearest = [*mention.fields.get(Field.AREA, ()), *mention.area_texts]
        area = next(((area, said) for said in nearest if (area := area_named(said.text, call)) is not None), None)
        if area is not None and area[0].id != declared and declared is not None:
            places: tuple[Anchor, ...] = (area[1].anchor,) if area[1].anchor is not None else ()
            found.setdefault(area[0].id, Stated(value=area[0].id, evidence=places))
    return tuple(found.values())


def with_restatement_checks(budget: Budget, programs: Sequence[Program]) -> Budget:
    """The budget with a sum of one part for each amount that a further place states, where no sum compares both yet."""
    compared: dict[Anchor, list[frozenset[Anchor]]] = {}
    for check in budget.sums:
        places = frozenset((*check.total.evidence, *_anchors(check.parts)))
        for anchor in places:
            compared.setdefault(anchor, []).append(places)
    # A cell of a budget table is what its headers spell there, whatever a card would make of it.
    read: dict[Anchor, set[Source]] = {}
    by_programs = {entry.table for entry in budget.entries if entry.program is not None}
    for entry in budget.entries:
        # Beside a list of programmes, what names none is another list's that shares their rows.
        is_a_programmes = entry.program is not None or entry.table not in by_programs
        is_whole = is_a_programmes and entry.year is None
        for anchor in entry.evidence:
            read.setdefault(anchor, set()).update({entry.source} if is_whole else ())
    added = [
        check
        for program in programs
        for other in program.funding_elsewhere
        for check in _checks(program, other, read)
        if not _is_compared(check, compared)
    ]
    broken = sum(check.status is SumStatus.BROKEN for check in added)
    repairs = tuple(repair.model_copy(update={"broken": repair.broken + broken}) for repair in budget.repairs)
    return budget.model_copy(update={"sums": (*budget.sums, *added), "repairs": repairs})


def _is_compared(check: SumCheck, compared: Mapping[Anchor, Sequence[frozenset[Anchor]]]) -> bool:
    """Whether a sum of the budget holds all places of a check; `compared` are the places of its sums, by each place."""
    places = {*check.total.evidence, *_anchors(check.parts)}
    return any(places <= known for known in compared.get(check.total.evidence[0], ()))


def _checks(program: Program, other: Funding, read: Mapping[Anchor, set[Source]]) -> Iterator[SumCheck]:
    for source in _COMPARED:
        amount, again = program.funding.of(source), other.of(source)
        if amount is None or again is None or not amount.evidence or not again.evidence:
            continue
        if any(source not in read.get(anchor, {source}) for anchor in again.evidence):
            continue
        equal = amount.krw == again.krw
        yield SumCheck(
            label=f"세부 프로그램 '{program.title}' {source.korean}의 두 기재",
            total=amount,
            parts=(again,),
            difference=amount.krw - again.krw,
            tolerance=(amount.step * amount.terms + again.step * again.terms) // 2,
            status=SumStatus.EXACT if equal else SumStatus.ROUNDING if amount.may_equal(again) else SumStatus.BROKEN,
        )


def _anchors(amounts: Sequence[Amount]) -> Iterator[Anchor]:
    for amount in amounts:
        yield from amount.evidence
