"""Amounts in figures and in words (금14,000,000원, 금일천사백만원): both are the same."""

from collections.abc import Iterable
from typing import Final

from rules.kinds.context import RuleContext, RuleResult, Subject, distinct
from rules.kinds.intervals import interval_of
from rules.kinds.parameters import NoParameters
from rules.kinds.rule_kind import ProposalRule
from rules.kinds.wording import listed, shorten
from schemas.anchor import Anchor
from schemas.call import Call, RuleInstance
from schemas.finding import Verdict
from schemas.formatting import money, printed
from schemas.statements import SpelledAmount

_SHOWN: Final = 3
_WON: Final = 1


class AmountsInWordsRule(ProposalRule[NoParameters]):
    """Whether amounts in words are the amounts in figures beside them."""

    id = "spelled-amounts"
    korean = "한글 금액"
    subject = Subject.MONEY
    parameters = NoParameters

    def judge(self, context: RuleContext, parameters: NoParameters) -> RuleResult:
        """Hold amounts in figures against the same amounts in words."""
        stated = context.proposal.statements.spelled_amounts
        if not stated:
            return RuleResult(Verdict.NOT_APPLICABLE, "숫자와 한글을 함께 적은 금액 없음")
        wrong = [each for each in stated if each.words_krw is not None and not _is_same_amount(each)]
        if wrong:
            said = listed((_say_spelled(each) for each in wrong), _SHOWN)
            return RuleResult(Verdict.VIOLATED, f"{said} → 숫자·한글 금액 중 하나로 정정 필요", _evidence(wrong))
        unread = [each for each in stated if each.words_krw is None]
        if unread:
            said = listed(
                (f"{printed(each.figures)}의 한글 표기 '{shorten(each.words, 30)}'" for each in unread), _SHOWN
            )
            return RuleResult(
                Verdict.UNDETERMINED,
                f"한글 금액 대조 불가: {said}를 금액으로 읽을 수 없음 → 한글 표기 확인 요청",
                _evidence(unread),
                "한글로 적은 금액을 확인하여 다시 적어 주시기 바람",
            )
        return RuleResult(Verdict.MET, f"숫자와 한글을 함께 적은 금액 {len(stated)}건 모두 일치", _evidence(stated))

    def explain(self, call: Call, rule: RuleInstance, parameters: NoParameters) -> tuple[str, ...]:
        """In words."""
        return ("숫자 금액 = 한글 금액: 금14,000,000원(금일천사백만원)",)


def _is_same_amount(stated: SpelledAmount) -> bool:
    return stated.words_krw is not None and stated.words_krw in interval_of(stated.figures)


def _say_spelled(stated: SpelledAmount) -> str:
    words = f"({money(stated.words_krw, _WON)})" if stated.words_krw is not None else ""
    return f"숫자 금액 {printed(stated.figures)}과 한글 금액 '{shorten(stated.words, 30)}'{words} 불일치"


def _evidence(stated: Iterable[SpelledAmount]) -> tuple[Anchor, ...]:
    return distinct(anchor for each in stated for anchor in each.evidence)
