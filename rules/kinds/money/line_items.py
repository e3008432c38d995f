"""Line items: 단가 × 수량 × 횟수 is the amount printed beside it."""

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
from schemas.statements import LineItem

_SHOWN: Final = 3
_WON: Final = 1


class LineItemsRule(ProposalRule[NoParameters]):
    """Whether calculations give the amounts beside them."""

    id = "line-items"
    korean = "산출근거"
    subject = Subject.MONEY
    parameters = NoParameters

    def judge(self, context: RuleContext, parameters: NoParameters) -> RuleResult:
        """Hold 단가 × 수량 × 횟수 against the amount beside it, which may be rounded either way within its last digit.

        Where a factor is an average or an approximate count the amount is only about the product.

        Source: 보조금 관리에 관한 법률 시행령 7조 ② (산출근거).
        """
        items = context.proposal.statements.line_items
        if not items:
            return RuleResult(Verdict.NOT_APPLICABLE, "단가·수량을 적은 산출근거 없음")
        wrong = [item for item in items if not _is_product(item)]
        if wrong:
            said = listed((_say_item(item) for item in wrong), _SHOWN)
            return RuleResult(Verdict.VIOLATED, f"{said} → 산출근거 또는 금액 정정 필요", _evidence(wrong))
        return RuleResult(Verdict.MET, f"산출근거 {len(items)}건 모두 금액과 일치", _evidence(items))

    def explain(self, call: Call, rule: RuleInstance, parameters: NoParameters) -> tuple[str, ...]:
        """In words."""
        return ("단가 × 수량 × 횟수 = 옆에 적은 금액 (금액의 단위 하나 미만의 올림·버림은 허용)",)


def _is_product(item: LineItem) -> bool:
    if item.amount.approximate:
        return item.product_krw in interval_of(item.amount)
    gap = abs(item.product_krw - item.amount.krw)
    return gap == 0 or gap < item.amount.step


def _say_item(item: LineItem) -> str:
    gap = money(abs(item.product_krw - item.amount.krw), _WON)
    return (
        f"'{shorten(item.label, 30)}' 산출근거 {shorten(item.calculation, 50)} = {money(item.product_krw, _WON)}과 "
        f"금액 {printed(item.amount)} 불일치({gap})"
    )


def _evidence(stated: Iterable[LineItem]) -> tuple[Anchor, ...]:
    return distinct(anchor for each in stated for anchor in each.evidence)
