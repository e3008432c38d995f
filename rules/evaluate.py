"""From a proposal and its submission to findings: one for each rule that the call has switched on, in its order."""

from rules.kinds.context import RuleContext, RuleResult
from rules.kinds.rule_kind import ProposalRule
from rules.messages import text_of
from rules.registry import KINDS
from schemas.anchor import Anchor
from schemas.call import Call
from schemas.document import ReadingWarning
from schemas.finding import Finding
from schemas.proposal import Proposal
from schemas.submission import Submission


def judge(proposal: Proposal, submission: Submission, call: Call) -> tuple[Finding, ...]:
    """Hold a proposal against every enabled rule of a call; `rules.cross_submission` has rules over all."""
    findings: list[Finding] = []
    for rule in call.rules:
        kind = KINDS[rule.kind]
        if rule.enabled and isinstance(kind, ProposalRule):
            context = RuleContext(proposal, submission, call, rule)
            findings.append(_finding(context, kind.judge(context, kind.parameters_of(rule))))
    return tuple(findings)


def _finding(context: RuleContext, result: RuleResult) -> Finding:
    doubts = () if result.is_about_reading else context.proposal.warnings
    doubtful = any(_touches(warning, anchor) for warning in doubts for anchor in result.evidence)
    return Finding(
        rule=context.rule.id,
        verdict=result.verdict,
        severity=result.severity or context.rule.severity,
        message=text_of(context, result),
        evidence=result.evidence,
        citation=context.rule.citation.sentence,
        question=result.question,
        provisional=True if doubtful else None,
    )


def _touches(warning: ReadingWarning, anchor: Anchor) -> bool:
    """Whether what a reader warned of is the page or the block that the anchor points into."""
    if warning.page is not None and warning.page == anchor.page:
        return True
    if warning.path is None or anchor.path is None:
        return False
    return anchor.path == warning.path or anchor.path.startswith((f"{warning.path}[", f"{warning.path}/"))
