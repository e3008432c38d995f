"""The programmes as the page shows them: by area, with their money, and where content and filing disagree."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from review.pages.evidence import EvidenceList, Places
from review.pages.money import Figure, Money
from review.rendering import labels_ko
from rules.kinds.money.coverage import UNDECIDED, area_of
from schemas import AreaStatus, Call, Kpi, OrganizationRole, Program, formatting
from schemas.source import Source


@dataclass(frozen=True)
class FoundArea:
    """An area that the content speaks for, how strongly, and the words that do."""

    name: str
    score: str
    places: Places


@dataclass(frozen=True)
class KpiRow:
    """A target of a programme."""

    name: str
    value: str
    year: str
    places: Places


@dataclass(frozen=True)
class Answer:
    """What a programme says under one label, and where; an empty text where it says nothing."""

    label: str
    text: str
    places: Places


@dataclass(frozen=True)
class ProgramView:
    """A programme with everything that a reviewer asks about it."""

    number: int
    title: str
    places: Places
    total: Figure
    sources: tuple[Figure, ...]
    purpose: str
    target: str
    content: tuple[str, ...]
    further: tuple[Answer, ...]
    kpis: tuple[KpiRow, ...]
    declared: str
    declared_places: Places
    found: tuple[FoundArea, ...]
    disagrees: bool
    needs_review: bool
    review_reason: str


@dataclass(frozen=True)
class AreaView:
    """An area: its programmes by content, their money, and the money that the plan itself files under the area."""

    name: str
    is_support: bool
    programs: tuple[ProgramView, ...]
    total: str
    share: Fraction | None
    share_text: str
    declared_total: str
    declared_share: Fraction | None
    declared_share_text: str


@dataclass(frozen=True)
class Areas:
    """All areas of the call in its order, then what serves the whole plan, then what nobody could assign."""

    areas: tuple[AreaView, ...]
    count: int
    total: str
    without_amount: int
    any_declared: bool


_UNASSIGNED = ""


def areas_view(programs: Sequence[Program], call: Call, money: Money, evidence: EvidenceList) -> Areas:
    """Group the programmes by the area that their content shows most strongly."""
    names = _area_names(call)
    views = [_program_view(number, program, names, money, evidence) for number, program in enumerate(programs, 1)]
    by_content = [area if (area := area_of(program)) in names else _UNASSIGNED for program in programs]
    declared = [program.declared_area if program.declared_area in names else None for program in programs]
    amounts = [program.funding.total.krw if program.funding.total else 0 for program in programs]
    whole, any_declared = sum(amounts), any(declared)
    support = {area.id for area in call.areas}
    areas = []
    for area, name in {**names, _UNASSIGNED: UNDECIDED}.items():
        members = tuple(view for view, own in zip(views, by_content, strict=True) if own == area)
        if not members and area not in support and area not in declared:
            continue
        krw = sum(amount for amount, own in zip(amounts, by_content, strict=True) if own == area)
        declared_krw = sum(amount for amount, own in zip(amounts, declared, strict=True) if own == area)
        areas.append(
            AreaView(
                name=name,
                is_support=area in support,
                programs=members,
                total=formatting.in_unit(krw, money.unit),
                share=_share(krw, whole),
                share_text=_share_text(krw, whole),
                declared_total=formatting.in_unit(declared_krw, money.unit),
                declared_share=_share(declared_krw, whole) if any_declared else None,
                declared_share_text=_share_text(declared_krw, whole),
            )
        )
    return Areas(
        areas=tuple(areas),
        count=len(views),
        total=formatting.in_unit(whole, money.unit),
        without_amount=sum(program.funding.total is None for program in programs),
        any_declared=any_declared,
    )


def _area_names(call: Call) -> dict[str, str]:
    """The areas of a call and operation, by id."""
    return {area.id: area.name for area in (*call.areas, call.operation)}


def _main_area(program: Program, names: dict[str, str]) -> str:
    return program.areas[0].area if program.areas and program.areas[0].area in names else _UNASSIGNED


def _program_view(
    number: int, program: Program, names: dict[str, str], money: Money, evidence: EvidenceList
) -> ProgramView:
    used_in = f"프로그램 {number}"
    main = _main_area(program, names)
    return ProgramView(
        number=number,
        title=program.title,
        places=evidence.cite(program.evidence, used_in),
        total=money.figure(program.funding.total, f"{used_in} 계", program.funding.unknown, "total"),
        sources=tuple(
            money.figure(
                program.funding.of(source),
                f"{used_in} {source.korean}",
                program.funding.unknown,
                source.value,
            )
            for source in Source.TOTAL.parts
        ),
        purpose=program.purpose or "",
        target=program.target or "",
        content=program.content,
        further=_further(program, evidence, used_in),
        kpis=tuple(_kpi_row(kpi, evidence, used_in) for kpi in program.kpis),
        declared=names.get(program.declared_area, program.declared_area) if program.declared_area else "",
        declared_places=evidence.cite(program.declared_area_evidence, f"{used_in} 분야"),
        found=tuple(
            FoundArea(
                names.get(score.area, score.area),
                f"{score.score:.2f}",
                evidence.cite(score.evidence, f"{used_in} 분야"),
            )
            for score in program.areas
        ),
        disagrees=program.declared_area is not None and main != _UNASSIGNED and program.declared_area != main,
        needs_review=program.area_status is AreaStatus.NEEDS_REVIEW,
        review_reason=program.review_reason or "",
    )


def _further(program: Program, evidence: EvidenceList, used_in: str) -> tuple[Answer, ...]:
    """How, when and with whom a programme is carried out."""
    said = [
        (label, text or "", program.field_evidence.get(name, ()))
        for name, label, text in (("method", "추진방법", program.method), ("schedule", "추진일정", program.schedule))
    ]
    names = ", ".join(_organization(each) for each in program.organizations)
    said.append(("수행·참여기관", names, tuple(anchor for each in program.organizations for anchor in each.evidence)))
    return tuple(Answer(label, text, evidence.cite(places, f"{used_in} {label}")) for label, text, places in said)


def _organization(each: OrganizationRole) -> str:
    """An organisation with its role, tasks and money: (재)가온진흥원(수행기관: 교육 운영, 1,200백만원)."""
    money = [formatting.printed(each.amount)] if each.amount is not None else []
    said = [", ".join(each.tasks), *money]
    about = ": ".join(part for part in (each.role or "", ", ".join(part for part in said if part)) if part)
    return f"{each.name}({about})" if about else each.name


def _kpi_row(kpi: Kpi, evidence: EvidenceList, used_in: str) -> KpiRow:
    value = "" if kpi.value is None else f"{kpi.value:,}"
    return KpiRow(
        name=kpi.name,
        value=f"{value}{kpi.unit or ''}" if value else labels_ko.NOT_STATED,
        year=f"{kpi.year}년" if kpi.year else "",
        places=evidence.cite(kpi.evidence, f"{used_in} 성과지표"),
    )


def _share(krw: int, whole: int) -> Fraction | None:
    return Fraction(krw, whole) if whole > 0 else None


def _share_text(krw: int, whole: int) -> str:
    return formatting.percent(Fraction(krw, whole)) if whole > 0 else ""
