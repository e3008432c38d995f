"""The areas of a plan's programmes as reviewers see them: what may be chosen, and what they put another in place of."""

from collections.abc import Mapping
from dataclasses import dataclass

from desk.library import OpenedPlan
from records.decisions.places import areas_pointer
from review.rendering.masking import masked_text
from review.rendering.overridden import areas_text
from schemas import Call, Program
from schemas.errors import UsageError


@dataclass(frozen=True)
class CorrectedArea:
    """A programme's area that a reviewer decided: what the machine had there, who decided and why."""

    machine: str
    reviewer: str
    reason: str


def area_names(call: Call) -> Mapping[str, str]:
    """The areas that a programme may be in, operation among them, by id."""
    return {area.id: area.name for area in (*call.areas, call.operation)}


def corrected_areas(plan: OpenedPlan, call: Call, names: Mapping[str, str]) -> Mapping[int, CorrectedArea]:
    """What reviewers decided of the plan's programmes, by their number on its page; `names` are those of accounts."""
    machine = plan.reviewed.machine.proposal
    applied = {override.pointer: override for override in plan.reviewed.applied}
    found = {}
    for number, program in enumerate(machine.programs if machine is not None else (), 1):
        override = applied.get(areas_pointer(program.title))
        if override is not None:
            found[number] = CorrectedArea(
                machine=areas_text([score.area for score in program.areas], call),
                reviewer=names.get(override.reviewer, override.reviewer),
                reason=masked_text(override.reason),
            )
    return found


def program_of(plan: OpenedPlan, number: int) -> Program:
    """The programme of a number on the plan's page, as the machine read it.

    Raises:
        UsageError: the plan has none of this number, or several of the same title, which no decision could tell apart.
    """
    proposal = plan.reviewed.machine.proposal
    programs = proposal.programs if proposal is not None else ()
    if not 1 <= number <= len(programs):
        raise UsageError(f"{number}번 프로그램이 이 계획서에 없음")
    program = programs[number - 1]
    if sum(other.title == program.title for other in programs) > 1:
        raise UsageError(f"이름이 같은 프로그램이 여럿이어서 분야를 수정할 수 없음: {masked_text(program.title)}")
    return program
