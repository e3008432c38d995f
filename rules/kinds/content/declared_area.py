"""Programmes that the plan files under one area while their content shows another (training called infrastructure)."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from rules.kinds.context import RuleContext, RuleResult, Subject, distinct
from rules.kinds.parameters import Percent
from rules.kinds.rule_kind import ProposalRule
from rules.kinds.wording import listed, shorten, text_key
from schemas.anchor import Anchor
from schemas.base import Model
from schemas.call import Area, Call, RuleInstance
from schemas.finding import Verdict
from schemas.formatting import limit_percent
from schemas.proposal import AreaScore, AreaStatus, Program

# An area that the content shows at least this strongly is one of the programme's areas, if not its first.
_ALSO_SHOWN: Final = 0.5


class DeclaredAreaParameters(Model):
    """The classifier's score above which its area may contradict the one that the plan declares."""

    score_above: Percent = Fraction(70, 100)


class DeclaredAreaRule(ProposalRule[DeclaredAreaParameters]):
    """Whether programmes are filed under the areas that their content shows."""

    id = "declared-area"
    korean = "프로그램 분야"
    subject = Subject.PROGRAMS
    parameters = DeclaredAreaParameters

    def judge(self, context: RuleContext, parameters: DeclaredAreaParameters) -> RuleResult:
        """Compare each programme's declared area with the one its content shows, where the classifier is sure enough.

        A programme whose area a person must look at says nothing for or against the plan.
        """
        threshold = float(parameters.score_above)
        programs = context.proposal.programs
        if not programs:
            reason = context.proposal.unknown.get("programs") or "세부 프로그램을 찾지 못함"
            return RuleResult(
                Verdict.UNDETERMINED,
                f"지원분야 대조 불가: {reason} → 세부 프로그램의 지원분야 확인 요청",
                question="세부 프로그램별 지원분야를 밝혀 주시기 바람",
            )
        declared = [(program, area) for program in programs if (area := _declared(program, context.call)) is not None]
        twofold = [
            (program, area, other) for program, area in declared for other in _others(program, area, context.call)
        ]
        if not declared:
            return RuleResult(Verdict.NOT_APPLICABLE, "지원분야를 밝힌 세부 프로그램 없음")
        sure = [(program, area) for program, area in declared if _is_sure(program, threshold)]
        differing = [(program, area) for program, area in sure if area.id not in _shown(program)]
        if differing or twofold:
            said = [_say(program, area, context.call) for program, area in differing]
            said.extend(_say_twofold(program, area, other) for program, area, other in twofold)
            message = f"{listed(said, 5)} → 지원분야 재분류 또는 근거 보완 필요"
            doubted = [*(program for program, _ in differing), *(program for program, _, _ in twofold)]
            return RuleResult(Verdict.VIOLATED, message, distinct(_places(doubted)))
        open_ones = [program for program, _ in declared if not _is_sure(program, threshold)]
        if open_ones:
            titles = listed((f"'{shorten(program.title, 30)}'" for program in open_ones), 5)
            counts = f"지원분야를 밝힌 프로그램 {len(declared)}개 중 {len(sure)}개 일치, {len(open_ones)}개 판정 보류"
            return RuleResult(
                Verdict.UNDETERMINED,
                f"{counts}: {titles} → 검토자 확인 필요",
                distinct(_places(open_ones)),
                "검토자 확인 사항: 판정이 보류된 프로그램의 지원분야",
            )
        evidence = distinct(_places([program for program, _ in sure]))
        return RuleResult(Verdict.MET, f"지원분야를 밝힌 프로그램 {len(sure)}개 모두 내용과 일치", evidence)

    def explain(self, call: Call, rule: RuleInstance, parameters: DeclaredAreaParameters) -> tuple[str, ...]:
        """In words, with the limits of this call."""
        above = limit_percent(parameters.score_above)
        return (f"내용에서 판정한 분야의 점수가 {above}를 넘고 계획서가 적은 분야와 다르면 위반",)


def _declared(program: Program, call: Call) -> Area | None:
    """The call's area that a plan names by its id, name or one of its aliases."""
    return _area(program.declared_area, call) if program.declared_area is not None else None


def _others(program: Program, declared: Area, call: Call) -> Iterator[Area]:
    """The areas that other places of the plan file a programme under, unless its content shows both."""
    shown = _shown(program)
    for stated in program.declared_elsewhere:
        other = _area(stated.value, call)
        if other is not None and other.id != declared.id and not {declared.id, other.id} <= shown:
            yield other


def _area(name: str, call: Call) -> Area | None:
    wanted = text_key(name)
    areas = (*call.areas, call.operation)
    return next((area for area in areas if wanted in {text_key(each) for each in _names(area)}), None)


def _names(area: Area) -> tuple[str, ...]:
    return (area.id, area.name, *area.aliases)


def _is_sure(program: Program, threshold: float) -> bool:
    top = _top(program)
    return program.area_status is AreaStatus.AUTO and top is not None and top.score > threshold


def _top(program: Program) -> AreaScore | None:
    return max(program.areas, key=lambda area: area.score, default=None)


def _shown(program: Program) -> set[str]:
    top = _top(program)
    return {area.area for area in program.areas if area.score >= _ALSO_SHOWN or area is top}


def _say(program: Program, declared: Area, call: Call) -> str:
    top = _top(program)
    names = {area.id: area.name for area in (*call.areas, call.operation)}
    shown = names.get(top.area, top.area) if top else ""
    return f"'{shorten(program.title, 30)}' 신청 분야 '{declared.name}', 내용상 분야 '{shown}' 불일치"


def _say_twofold(program: Program, declared: Area, other: Area) -> str:
    return f"'{shorten(program.title, 30)}' 신청 분야 기재 상이('{declared.name}' / '{other.name}')"


def _places(programs: list[Program]) -> Iterator[Anchor]:
    for program in programs:
        top = _top(program)
        yield from program.declared_area_evidence or program.evidence
        for stated in program.declared_elsewhere:
            yield from stated.evidence
        yield from top.evidence if top else ()
