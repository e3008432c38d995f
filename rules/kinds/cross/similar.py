"""Passages that the plans of two applicants share, and no other plan has."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
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


# What letters of intent, pledges and notes of the form are worded with: two applicants have them from one form.
_FORM_WORDS: Final = (
    *("의향서", "서약", "확약", "청렴", "동의서", "동의합니다", "개인정보", "귀중", "귀하", "날인", "서명", "직인"),
    *("위와 같이", "상기와 같이", "제출합니다", "신청합니다", "확인합니다", "약속합니다", "겠습니다", "작성요령"),
)


class SimilarParameters(Model):
    """From how many shared passages on two applicants' plans are named, and what words forms, which are no passages."""

    passages: int = Field(default=2, ge=1, strict=True)
    form_words: tuple[str, ...] = _FORM_WORDS


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
            shared = [_sharing(each, rows, parameters.form_words) for each in (one, other)]
            if min(map(len, shared)) >= parameters.passages:
                quoted = listed((f"'{shorten(anchor.text, 40)}'" for anchor in shared[0]), _SHOWN)
                message = f"{name}·{other_name} 계획서의 같은 문장 {min(map(len, shared))}곳: {quoted} → 평가 시 확인"
                yield finding_on(context.rule, Verdict.VIOLATED, message, [one, other], [*shared[0], *shared[1]])

    def explain(self, call: Call, rule: RuleInstance, parameters: SimilarParameters) -> tuple[str, ...]:
        """In words, with the limits of this call."""
        return (
            "두 신청기관에만 함께 있는 문장(이어진 열한 낱말 이상)을 알림",
            "여럿에 있는 문구와 서식(의향서, 서약서 등)의 문구는 제외",
        )


def _sharing(each: ExaminedSubmission, rows: set[int], form_words: Sequence[str]) -> list[Anchor]:
    """The places of passages with one of these rows of words, without wording of the form and what is left of it."""
    statements = each.proposal.statements
    left = {anchor for placeholder in statements.placeholders for anchor in placeholder.evidence}
    passages = (passage for passage in statements.passages if rows.intersection(passage.rows))
    anchors = (anchor for passage in passages for anchor in passage.evidence)
    return [anchor for anchor in anchors if anchor not in left and not any(word in anchor.text for word in form_words)]
