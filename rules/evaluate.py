"""From a proposal and its submission to findings: one for each rule that the call has switched on, in its order."""

from rules.kinds.context import Case, Outcome
from rules.messages import text_of
from rules.registry import KINDS, kind_of
from schemas.anchor import Anchor
from schemas.call import Call
from schemas.document import ReadingWarning
from schemas.finding import Finding
from schemas.proposal import Proposal
from schemas.submission import Submission


def judge(proposal: Proposal, submission: Submission, call: Call) -> tuple[Finding, ...]:
    """Hold a proposal against every enabled rule of a call; `rules.cross_submission` has rules over all."""
    cases = (Case(proposal, submission, call, rule) for rule in call.rules if rule.enabled and kind_of(rule) in KINDS)
    return tuple(_finding(case, KINDS[kind_of(case.rule)].judge(case)) for case in cases)


def _finding(case: Case, outcome: Outcome) -> Finding:
    doubts = () if outcome.is_about_reading else case.proposal.warnings
    doubtful = any(_touches(warning, anchor) for warning in doubts for anchor in outcome.evidence)
    return Finding(
        rule=case.rule.id,
        verdict=outcome.verdict,
        severity=outcome.severity or case.rule.severity,
        message=text_of(case, outcome),
        evidence=outcome.evidence,
        citation=case.rule.citation.sentence,
        question=outcome.question,
        provisional=True if doubtful else None,
    )


def _touches(warning: ReadingWarning, anchor: Anchor) -> bool:
    """Whether what a reader warned of is the page or the block that the anchor points into."""
    if warning.page is not None and warning.page == anchor.page:
        return True
    if warning.path is None or anchor.path is None:
        return False
    return anchor.path == warning.path or anchor.path.startswith((f"{warning.path}[", f"{warning.path}/"))
