"""Which programmes the plan's own tables speak of: tasks of organisations and rows of schedules, by what they name.

A task names a programme by its title, by words that only that title has, or by the area that the plan files it under;
a row of a schedule may speak of all programmes, too ("세부 프로그램 운영"). What names none stays the plan's.
"""

import re
from collections.abc import Container, Sequence

from extractors.korean.list_markers import split_mark, without_marks
from extractors.korean.organizations import organization_key
from extractors.korean.text_keys import key, title_key
from extractors.programs.fields.declared_area import area_named
from extractors.programs.fields.organization_roles import is_partners, leads, merged
from extractors.programs.mentions.plan_tables import PlanTables
from extractors.programs.mentions.role_tables import NUMBERED_PROGRAM
from extractors.programs.tolerances import PARTICIPATION
from schemas import Amount, Budget, Call, OrganizationRole, Program, ScheduledTask, Source, Stated

_WORD = re.compile(r"[0-9A-Za-z가-힣]+")
_PARTICLE = re.compile(r"(?<=..)(?:의|을|를|과|와|및|에|로|으로|은|는)$")
_JOINT = re.compile(r"(?<=[가-힣])[과와]\s|\s및\s|[,·ㆍ/]")
_SHOWN = 3  # partners of the whole plan that are named where a programme has none of its own
_COUNT = re.compile(r"\d+(?:차|단계|회|년)?")
_ALL_PROGRAMS = re.compile(
    r"(?:세부|전체|각|단위|내역)?(?:프로그램|과제|사업)별?의?(?:운영|추진|수행|실행|시행)(?:및.{0,12})?"
)


class ProgramFinder:
    """Finds the programmes that a text names."""

    def __init__(self, programs: Sequence[Program], call: Call) -> None:
        self._programs = programs
        self._call = call
        self._keys = [title_key(program.title) for program in programs]
        self._numbers = [_number_of(program) for program in programs]

    def named_in(self, text: str) -> tuple[int, ...]:
        """The positions of the programmes that a text names: one by its title, number or words, several by area."""
        whole = title_key(text)
        titled = [place for place, title in enumerate(self._keys) if title and title in whole]
        if titled:
            return tuple(titled)
        numbered = NUMBERED_PROGRAM.match(without_marks(text))
        if numbered is not None and self._numbers.count(int(numbered["number"])) == 1:
            return (self._numbers.index(int(numbered["number"])),)
        words = self._words(text)
        if len(words) >= PARTICIPATION.least_words:
            holding = [place for place, title in enumerate(self._keys) if all(word in title for word in words)]
            if len(holding) == 1:
                return tuple(holding)
        area = area_named(text, self._call)
        if area is not None:
            return tuple(place for place, each in enumerate(self._programs) if each.declared_area == area.id)
        found = self._by_words(words)
        parts = _JOINT.split(text) if not found or "," in text else ()
        listed = {place for part in parts[:8] for place in self._by_words(self._words(part))}
        return tuple(sorted({*found, *listed}))

    @staticmethod
    def _words(text: str) -> frozenset[str]:
        words = (key(_PARTICLE.sub("", word)) for word in _WORD.findall(text[: PARTICIPATION.longest_text]))
        return frozenset(word for word in words if len(word) > 1 and not _COUNT.fullmatch(word))

    def _by_words(self, words: frozenset[str]) -> tuple[int, ...]:
        """The one programme whose title has most of the words: longer ones, and those of few titles, say more."""
        weights = {word: len(word) / max(sum(word in title for title in self._keys), 1) for word in sorted(words)}
        total = sum(weights.values())
        scores = [sum(weight for word, weight in weights.items() if word in title) for title in self._keys]
        best = max(scores, default=0.0)
        if best <= PARTICIPATION.least_share * total or best < PARTICIPATION.least_weight:
            return ()
        alike = [place for place, score in enumerate(scores) if score >= PARTICIPATION.alike_share * best]
        return tuple(alike) if len(alike) == 1 else ()


def _number_of(program: Program) -> int | None:
    """The number that a programme's heading prints before its title."""
    marks = (split_mark(anchor.text)[0] for anchor in program.evidence if anchor.text)
    return next((mark.ordinal for mark in marks if mark is not None and mark.ordinal is not None), None)


def with_participation(
    programs: Sequence[Program], tables: PlanTables, partners: Sequence[str], budget: Budget, call: Call
) -> tuple[Program, ...]:
    """The programmes with the organisations and the times that the plan states for them elsewhere.

    What a programme's own section says of its schedule stays; organisations are added to its own, but what one says of
    its organisations is said of no other. `partners` are those
    that the plan names as its own: one of them that carries out a programme without leading it is a partner there.
    """
    in_plan = {organization_key(name) for name in partners}
    in_plan |= {organization_key(each.name) for each in tables.organizations if is_partners(each.role)}
    finder = ProgramFinder(programs, call)
    organizations: dict[int, list[OrganizationRole]] = {}
    own_places = {place for program in programs for each in program.organizations for place in each.evidence}
    for each in tables.organizations:
        if not own_places.isdisjoint(each.evidence):
            continue
        tasks: dict[int, list[str]] = {}
        for task in each.tasks:
            for place in finder.named_in(task):
                tasks.setdefault(place, []).append(task)
        for place, own in tasks.items():
            organizations.setdefault(place, []).append(each.model_copy(update={"tasks": tuple(own)}))
    times: dict[int, list[ScheduledTask]] = {}
    for row in tables.schedule:
        for place in finder.named_in(row.task):
            times.setdefault(place, []).append(row)
    money = _money_of_organizations(budget)
    for_all = [row for row in tables.schedule if _ALL_PROGRAMS.fullmatch("".join(row.task.split()))]
    return tuple(
        _with_plans_own(
            _completed(
                program,
                (*organizations.get(place, ()), *money.get(title_key(program.title), ())),
                times.get(place) or for_all,
                in_plan,
            ),
            partners,
            tables,
        )
        for place, program in enumerate(programs)
    )


def _with_plans_own(program: Program, partners: Sequence[str], tables: PlanTables) -> Program:
    """What is stated for the whole plan alone is said to be so: a reader would not call it missing."""
    unknown = dict(program.unknown)
    named = dict.fromkeys((*partners, *(each.name for each in tables.organizations if is_partners(each.role))))
    if "partners" in unknown and named:
        shown = ", ".join(list(named)[:_SHOWN]) + (f" 외 {len(named) - _SHOWN}곳" if len(named) > _SHOWN else "")
        unknown["partners"] = f"프로그램별 참여·협력기관 기재를 찾지 못함(사업 전체의 참여기관: {shown})"
    if "schedule" in unknown and tables.schedule:
        unknown["schedule"] = (
            f"프로그램별 추진일정 기재를 찾지 못함(사업 전체의 추진일정 {len(tables.schedule)}단계 기재)"
        )
    return program.model_copy(update={"unknown": unknown})


def _completed(
    program: Program,
    organizations: Sequence[OrganizationRole],
    times: Sequence[ScheduledTask],
    in_plan: Container[str],
) -> Program:
    found = merged((*program.organizations, *organizations))
    known = {organization_key(partner.value) for partner in program.partners}
    partners = tuple(
        Stated[str](value=each.name, evidence=each.evidence)
        for each in found
        if (is_partners(each.role) or (organization_key(each.name) in in_plan and not leads(each.role)))
        and organization_key(each.name) not in known
    )
    update: dict[str, object] = {"organizations": found, "partners": (*program.partners, *partners)}
    unknown = dict(program.unknown)
    if update["partners"]:
        unknown.pop("partners", None)
    if program.schedule is None and times:
        update["schedule"] = "; ".join(f"{row.task}: {row.when}" for row in times)
        places = tuple(dict.fromkeys(anchor for row in times for anchor in row.evidence))
        update["field_evidence"] = {**program.field_evidence, "schedule": places}
        unknown.pop("schedule", None)
    return program.model_copy(update={**update, "unknown": unknown})


def _money_of_organizations(budget: Budget) -> dict[str | None, list[OrganizationRole]]:
    """Each organisation's whole money within a programme, by the key of its title, and in the plan (None).

    Where organisations' rows are split by programmes, the budget may know these as items only.
    """
    found: dict[str | None, dict[str, Amount]] = {}
    for entry in budget.entries:
        if entry.organization is None or entry.source is not Source.TOTAL or entry.year is not None:
            continue
        names = [title_key(name) for name in (entry.program, entry.item) if name is not None]
        if len(names) <= 1:
            program = names[0] if names else None
            found.setdefault(program, {}).setdefault(entry.organization, entry.amount)
    return {
        program: [
            OrganizationRole(name=name, amount=amount, evidence=amount.evidence)
            for name, amount in amounts.items()
            if amount.krw or program is None
        ]
        for program, amounts in found.items()
    }


def organizations_of_plan(tables: PlanTables, budget: Budget) -> tuple[OrganizationRole, ...]:
    """Every organisation that the plan gives a role, a task or money, each once."""
    return merged((*tables.organizations, *_money_of_organizations(budget).get(None, ())))
