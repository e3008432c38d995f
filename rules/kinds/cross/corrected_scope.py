"""What a corrected copy changed: only what was asked for, and never more national money."""

from collections.abc import Iterator, Mapping, Sequence

from rules.kinds.context import CallContext, CallFinding, ExaminedSubmission, Subject
from rules.kinds.cross.submissions import by_applicant, finding_on
from rules.kinds.intervals import interval_of
from rules.kinds.parameters import NoParameters
from rules.kinds.rule_kind import CrossSubmissionRule
from rules.kinds.wording import text_key
from schemas.anchor import Anchor
from schemas.call import Call, RuleInstance
from schemas.finding import Severity, Verdict
from schemas.formatting import money, printed
from schemas.proposal import Proposal
from schemas.source import Source
from schemas.submission import SubmissionKind


class CorrectedScopeRule(CrossSubmissionRule[NoParameters]):
    """Whether a corrected copy keeps to what was asked for."""

    id = "corrected-scope"
    korean = "보완 범위"
    parameters = NoParameters

    def judge(self, context: CallContext, parameters: NoParameters) -> Iterator[CallFinding]:
        """What a corrected copy changed beside what was asked, and whether it asks for more 국비 than before."""
        firsts = by_applicant(context.submissions, context.call, SubmissionKind.FIRST)
        for name, copies in by_applicant(context.submissions, context.call, SubmissionKind.CORRECTED).items():
            if not firsts.get(name):
                continue
            first = firsts[name][-1]
            for copy in copies:
                said = [_raised(first.proposal, copy.proposal), *_unasked(first, copy, context.subjects)]
                doubts = [each for each in said if each]
                about = [first, copy]
                if doubts:
                    message = f"{name} 보완본: {'; '.join(doubts)} → 변경 사유 확인 필요"
                    yield finding_on(context.rule, Verdict.VIOLATED, message, about, _money_places(about))
                else:
                    yield finding_on(context.rule, Verdict.MET, f"{name} 보완본: 보완을 요청한 범위 안에서 변경", about)

    def explain(self, call: Call, rule: RuleInstance, parameters: NoParameters) -> tuple[str, ...]:
        """In words, with the limits of this call."""
        return ("보완본의 국비 ≤ 접수본의 국비; 요청하지 않은 항목의 변경을 알림",)


def _raised(before: Proposal, after: Proposal) -> str | None:
    old, new = before.budget.funding.national, after.budget.funding.national
    if old is None or new is None or interval_of(new).lower <= interval_of(old).upper:
        return None
    gap = money(new.krw - old.krw, min(old.step, new.step))
    return f"국비 {printed(old)}에서 {printed(new)}으로 {gap} 증액"


def _unasked(first: ExaminedSubmission, copy: ExaminedSubmission, subjects: Mapping[str, Subject]) -> list[str]:
    asked = {
        subjects.get(finding.rule)
        for finding in first.findings
        if finding.verdict in {Verdict.VIOLATED, Verdict.UNDETERMINED} and finding.severity is not Severity.ADVICE
    }
    before, after = _subjects(first.proposal), _subjects(copy.proposal)
    changed = [subject for subject in before if before[subject] != after[subject] and subject not in asked]
    return [f"요청하지 않은 변경({', '.join(changed)})"] if changed else []


def _subjects(proposal: Proposal) -> dict[Subject, object]:
    lead = proposal.lead_organization
    period = proposal.period
    amounts = {source: proposal.budget.funding.of(source) for source in Source}
    return {
        Subject.MONEY: {source: amount.krw for source, amount in amounts.items() if amount is not None},
        Subject.PERIOD: tuple(end.value for end in (period.start, period.end) if end is not None),
        Subject.LEAD_ORGANIZATION: text_key(lead.value) if lead is not None else None,
        Subject.PROGRAMS: sorted(text_key(program.title) for program in proposal.programs),
        Subject.KPIS: sorted(
            (text_key(program.title), text_key(kpi.name), str(kpi.year), str(kpi.value))
            for program in proposal.programs
            for kpi in program.kpis
        ),
    }


def _money_places(about: Sequence[ExaminedSubmission]) -> list[Anchor]:
    amounts = (each.proposal.budget.funding.national for each in about)
    return [anchor for amount in amounts if amount is not None for anchor in amount.evidence]
