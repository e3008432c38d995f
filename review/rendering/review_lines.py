"""How the review of a submission stands, in Korean, a line each; personal data masked."""

from collections.abc import Iterator

from review.rendering.labels_ko import REVIEW_STATES, STANCES, rule_name
from review.rendering.masking import masked_text
from review.rendering.overridden import place_text as value_place_text
from schemas import Call, Decision, DecisionKind, Review, ReviewState, Stance

WHOLE_PLAN = "계획서 전체"


def review_lines(review: Review, call: Call) -> Iterator[str]:
    """The state of review, and what was decided and stands or waits for confirmation."""
    yield f"검토 상태: {REVIEW_STATES[review.state]}"
    standing = (*review.findings.values(), *review.requests.values(), *review.notes)
    for decision in standing:
        yield masked_text(f"  ○ {decision_text(decision, call)} ({decision.reviewer})")
    for decision in review.to_confirm:
        yield masked_text(f"  ○ 근거가 바뀌어 다시 확인: {decision_text(decision, call)} ({decision.reviewer})")


def decision_text(decision: Decision, call: Call) -> str:
    """One decision in words, without who made it and when."""
    place = place_text(decision.pointer, call)
    reason = f", 사유: {decision.reason}" if decision.reason else ""
    match decision.kind:
        case DecisionKind.FINDING:
            what = "판단 철회" if decision.value is None else STANCES[Stance(decision.value)]
            return f"{place} {what}{reason}"
        case DecisionKind.NOTE:
            if decision.value is None:
                return f"{place} 메모 {decision.replaces}번 삭제{reason}"
            number = f" {decision.id}번" if decision.id else ""
            change = f"{decision.replaces}번을 고침, " if decision.replaces else ""
            return f"{place} 메모{number}: {change}{decision.value}{reason}"
        case DecisionKind.REQUEST:
            if decision.value is None:
                return f"{place} 보완 요청 항목에서 제외{reason}"
            return f"{place} 보완 요청 항목으로 지정{f': {decision.value}' if decision.value else ''}{reason}"
        case DecisionKind.STATE:
            state = ReviewState(decision.value or ReviewState.NOT_STARTED)
            return f"검토 상태를 {REVIEW_STATES[state]}(으)로 변경{reason}"


def place_text(pointer: str, call: Call) -> str:
    """A pointer into a record as a person would name the place."""
    if not pointer:
        return WHOLE_PLAN
    top, *tokens = (token.replace("~1", "/").replace("~0", "~") for token in pointer.split("/")[1:])
    match top, tokens:
        case "findings", [rule]:
            return f"검토 의견 「{rule_name(rule, call)}」"
        case "proposal", ["programs", title]:
            return f"프로그램 「{title}」"
        case "document", _:
            return "/".join(tokens)
        case _:
            return value_place_text(pointer, call)
