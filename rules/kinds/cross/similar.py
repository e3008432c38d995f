"""Passages that the plans of two applicants share, and no other plan has."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
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
        copies: dict[str, list[int]] = defaultdict(list)
        users: dict[int, set[str]] = defaultdict(set)
        for position, each in enumerate(context.submissions):
            name = applicant_name(each, context.call)
            if name is None:
                continue
            copies[name].append(position)
            for passage in each.proposal.statements.passages:
                for row in passage.rows:
                    users[row].add(name)
        rows_of_pairs: dict[frozenset[str], set[int]] = defaultdict(set)
        for row, names in users.items():
            if len(names) == 2:
                rows_of_pairs[frozenset(names)].add(row)
        found = []
        for pair, rows in rows_of_pairs.items():
            shared = [
                last
                for name in pair
                if (last := _last_sharing(context.submissions, copies[name], rows, parameters)) is not None
            ]
            if len(shared) == 2:
                found.append(sorted(shared, key=lambda each: each[0]))
        for (position, places), (other_position, other_places) in sorted(
            found, key=lambda pair: (pair[0][0], pair[1][0])
        ):
            one, other = context.submissions[position], context.submissions[other_position]
            number = min(len(places), len(other_places))
            quoted = listed((f"'{shorten(anchor.text, 40)}'" for anchor in places), _SHOWN)
            names_told = "·".join(str(applicant_name(each, context.call)) for each in (one, other))
            message = f"{names_told} 계획서의 같은 문장 {number}곳: {quoted} → 평가 시 확인"
            yield finding_on(context.rule, Verdict.VIOLATED, message, [one, other], [*places, *other_places])

    def explain(self, call: Call, rule: RuleInstance, parameters: SimilarParameters) -> tuple[str, ...]:
        """In words, with the limits of this call."""
        return (
            "두 신청기관에만 함께 있는 문장(이어진 열한 낱말 이상)을 알림",
            "여럿에 있는 문구와 서식(의향서, 서약서 등)의 문구는 제외",
        )


def _last_sharing(
    submissions: Sequence[ExaminedSubmission], copies: Sequence[int], rows: set[int], parameters: SimilarParameters
) -> tuple[int, list[Anchor]] | None:
    """The last copy of an applicant with enough of these passages, and their places; the copies are alike."""
    for position in reversed(copies):
        places = _sharing(submissions[position], rows, parameters.form_words)
        if len(places) >= parameters.passages:
            return position, places
    return None


def _sharing(each: ExaminedSubmission, rows: set[int], form_words: Sequence[str]) -> list[Anchor]:
    """The places of passages with one of these rows of words, without wording of the form and what is left of it."""
    statements = each.proposal.statements
    left = {anchor for placeholder in statements.placeholders for anchor in placeholder.evidence}
    passages = (passage for passage in statements.passages if rows.intersection(passage.rows))
    anchors = (anchor for passage in passages for anchor in passage.evidence)
    return [anchor for anchor in anchors if anchor not in left and not any(word in anchor.text for word in form_words)]
