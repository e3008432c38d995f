"""From all submissions to a call to findings on them: the enabled rules over all, in the call's order."""

from collections.abc import Sequence

from rules.kinds.context import CallContext, CallFinding, ExaminedSubmission
from rules.kinds.rule_kind import CrossSubmissionRule
from rules.registry import KINDS, subjects_of
from schemas.call import Call


def judge_call(submissions: Sequence[ExaminedSubmission], call: Call) -> tuple[CallFinding, ...]:
    """Hold all submissions to a call against its enabled rules over them; each finding names its files."""
    subjects = subjects_of(call)
    return tuple(
        finding
        for rule in call.rules
        if rule.enabled and isinstance(kind := KINDS[rule.kind], CrossSubmissionRule)
        for finding in kind.judge(CallContext(submissions, call, rule, subjects), kind.parameters_of(rule))
    )
