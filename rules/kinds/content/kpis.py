"""Targets that a plan states in several places: one programme, name and year, one value."""

from collections import defaultdict
from typing import Final

from rules.kinds.context import RuleContext, RuleResult, Subject, distinct
from rules.kinds.parameters import NoParameters
from rules.kinds.rule_kind import ProposalRule
from rules.kinds.wording import listed, shorten, text_key
from schemas.anchor import Anchor
from schemas.call import Call, RuleInstance
from schemas.finding import Verdict
from schemas.kpi import Kpi
from schemas.statements import StatedTarget

_SHOWN: Final = 3


class KpisRule(ProposalRule[NoParameters]):
    """Whether targets stated more than once are stated alike."""

    id = "targets"
    korean = "성과지표"
    subject = Subject.KPIS
    parameters = NoParameters

    def judge(self, context: RuleContext, parameters: NoParameters) -> RuleResult:
        """Hold targets of the same programme, name and year that different places state against each other."""
        stated: dict[tuple[str, str, int | None], list[StatedTarget]] = defaultdict(list)
        for target in context.proposal.statements.targets:
            if target.kpi.value is not None:
                stated[text_key(target.program or ""), text_key(target.kpi.name), target.kpi.year].append(target)
        twice = [group for group in stated.values() if len({_place(target.kpi) for target in group}) > 1]
        if not twice:
            return RuleResult(Verdict.NOT_APPLICABLE, "두 번 이상 적은 성과지표 목표 없음")
        wrong = [group for group in twice if len({target.kpi.value for target in group}) > 1]
        if wrong:
            said = listed((_say_target(group) for group in wrong), _SHOWN)
            return RuleResult(Verdict.VIOLATED, f"{said} → 목표값 정정 필요", _target_places(wrong))
        return RuleResult(Verdict.MET, f"두 번 이상 적은 성과목표 {len(twice)}건 모두 일치", _target_places(twice))

    def explain(self, call: Call, rule: RuleInstance, parameters: NoParameters) -> tuple[str, ...]:
        """In words."""
        return ("같은 프로그램의 같은 지표(같은 연도)를 두 곳 이상에 적었으면 값이 같음",)


def _place(kpi: Kpi) -> tuple[Anchor, ...]:
    return kpi.evidence


def _say_target(group: list[StatedTarget]) -> str:
    first = group[0]
    values = " / ".join(dict.fromkeys(f"{target.kpi.value:,}{target.kpi.unit or ''}" for target in group))
    year = f"{first.kpi.year}년 " if first.kpi.year is not None else ""
    program = f"'{shorten(first.program, 30)}' " if first.program else ""
    return f"{program}{year}{first.kpi.name}: 동일 지표 목표값 상이({values})"


def _target_places(groups: list[list[StatedTarget]]) -> tuple[Anchor, ...]:
    return distinct(anchor for group in groups for target in group for anchor in target.kpi.evidence)
