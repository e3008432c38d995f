"""Passages that the plans of two applicants share, and no other plan has."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from typing import Final

from pydantic import Field

from rules.kinds.context import CallContext, CallFinding, ExaminedSubmission
from rules.kinds.cross.submissions import applicant_name, finding_on
from rules.kinds.rule_kind import CrossSubmissionRule
from rules.kinds.wording import listed, shorten
from schemas.anchor import Anchor
from schemas.base import Model
from schemas.call import Call, RuleInstance
from schemas.finding import Verdict

_SHOWN: Final = 3


class SimilarParameters(Model):
    """From how many shared passages on two applicants' plans are named."""

    passages: int = Field(default=2, ge=1, strict=True)


class SimilarRule(CrossSubmissionRule[SimilarParameters]):
    """Whether two applicants share passages."""

    id = "similar"
    korean = "유사 계획서"
    parameters = SimilarParameters

    def judge(self, context: CallContext, parameters: SimilarParameters) -> Iterator[CallFinding]:
        """Passages that two applicants share; wording that many share comes from the form or the call."""
        named = [
            (name, each) for each in context.submissions if (name := applicant_name(each, context.call)) is not None
        ]
        users: dict[int, set[str]] = defaultdict(set)
        for name, each in named:
            for passage in each.proposal.statements.passages:
                for row in passage.rows:
                    users[row].add(name)
        for (name, one), (other_name, other) in combinations(named, 2):
            if name == other_name:
                continue
            rows = {row for row, names in users.items() if names == {name, other_name}}
            shared = [_sharing(each, rows) for each in (one, other)]
            if min(map(len, shared)) >= parameters.passages:
                quoted = listed((f"'{shorten(anchor.text, 40)}'" for anchor in shared[0]), _SHOWN)
                message = f"{name}·{other_name} 계획서의 같은 문장 {min(map(len, shared))}곳: {quoted} → 평가 시 확인"
                yield finding_on(context.rule, Verdict.VIOLATED, message, [one, other], [*shared[0], *shared[1]])

    def explain(self, call: Call, rule: RuleInstance, parameters: SimilarParameters) -> tuple[str, ...]:
        """In words, with the limits of this call."""
        return ("두 신청기관에만 함께 있는 문장(이어진 열한 낱말 이상)을 알림; 여럿에 있는 서식 문구는 제외",)


def _sharing(each: ExaminedSubmission, rows: set[int]) -> list[Anchor]:
    passages = (passage for passage in each.proposal.statements.passages if rows.intersection(passage.rows))
    return [anchor for passage in passages for anchor in passage.evidence]
