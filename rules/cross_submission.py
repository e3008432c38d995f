"""From all submissions to a call to findings on them: the enabled rules over all, in the call's order."""

from collections.abc import Sequence

from rules.kinds.context import CallContext, CallFinding, ExaminedSubmission
from rules.kinds.rule_kind import CrossSubmissionRule
from rules.registry import KINDS, subjects_of
from rules.taking_part import taking_part
from schemas.call import Call
from schemas.proposal import Budget, Program, Proposal
from schemas.statements import Statements


def comparable(each: ExaminedSubmission) -> ExaminedSubmission:
    """As much of a submission as rules over all submissions look at: a call's are held at once, many of them.

    What is left: whose it is, its period, the money of the whole plan, what programmes cost and promise, its passages,
    and which findings ask for what.
    """
    proposal = each.proposal
    return ExaminedSubmission(
        each.submission,
        Proposal(
            file=proposal.file,
            applicant=proposal.applicant,
            lead_organization=proposal.lead_organization,
            period=proposal.period,
            budget=Budget(funding=proposal.budget.funding),
            programs=tuple(
                Program(title=program.title, kpis=program.kpis, areas=program.areas[:1], funding=program.funding)
                for program in proposal.programs
            ),
            statements=Statements(placeholders=proposal.statements.placeholders, passages=proposal.statements.passages),
        ),
        tuple(finding.model_copy(update={"message": "", "evidence": ()}) for finding in each.findings),
    )


def judge_call(submissions: Sequence[ExaminedSubmission], call: Call) -> tuple[CallFinding, ...]:
    """Hold all submissions to a call against its enabled rules over them; each finding names its files."""
    subjects, counted = subjects_of(call), taking_part(submissions, call)
    return tuple(
        finding
        for rule in call.rules
        if rule.enabled and isinstance(kind := KINDS[rule.kind], CrossSubmissionRule)
        for finding in kind.judge(CallContext(submissions, counted, call, rule, subjects), kind.parameters_of(rule))
    )
