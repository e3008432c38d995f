"""Findings as the page shows them: what needs a decision first, the heaviest on top."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from review.pages.evidence import EvidenceList, Places
from review.rendering import labels_ko
from rules import remedies
from rules.kinds.context import CallFinding, is_unread
from rules.kinds.submission.readable import ReadableRule
from schemas import Call, Finding, Proposal, Severity, Verdict

_SEVERITY_ORDER: Final = tuple(Severity)
_VERDICT_ORDER: Final = tuple(labels_ko.VERDICTS)


@dataclass(frozen=True)
class FindingView:
    """A finding with its words and the places it was reached from.

    `changes` are what would bring the shares inside all limits of the call, each by itself and as little as possible.
    """

    id: str
    finding: Finding
    rule: str
    verdict: str
    severity: str
    places: Places
    changes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Counts:
    """How many findings ask for something: broken requirements, open questions, lighter doubts, and remarks."""

    violated: int
    undetermined: int
    caution: int
    advice: int


def in_order(findings: Sequence[Finding]) -> list[Finding]:
    """By severity, then 위반, 판정 불가, 해당 없음, 충족; the call's order within."""
    return sorted(
        findings,
        key=lambda finding: (_SEVERITY_ORDER.index(finding.severity), _VERDICT_ORDER.index(finding.verdict)),
    )


def findings_view(
    findings: Sequence[Finding], evidence: EvidenceList, proposal: Proposal, call: Call
) -> tuple[tuple[FindingView, ...], tuple[FindingView, ...]]:
    """Findings that ask for a decision (위반, 판정 불가), and those that do not, each in order."""
    changes = {
        rule: tuple(remedy.full_text for remedy in found or ()) for rule, found in remedies(proposal, call).items()
    }
    views = [
        FindingView(
            id=f"f{number}",
            finding=finding,
            rule=labels_ko.rule_name(finding.rule, call),
            verdict=labels_ko.verdict_label(finding.verdict, finding.severity),
            severity=labels_ko.SEVERITIES[finding.severity],
            places=evidence.cite(finding.evidence, f"검토 의견 {number}"),
            changes=changes.get(finding.rule, ()),
        )
        for number, finding in enumerate(sorted(in_order(findings), key=lambda finding: not needs_action(finding)), 1)
    ]
    return tuple(view for view in views if needs_action(view.finding)), tuple(
        view for view in views if not needs_action(view.finding)
    )


def citations(views: Sequence[FindingView]) -> tuple[str, ...]:
    """The sentences that findings rest on, each once, in the order of first use."""
    return tuple(dict.fromkeys(view.finding.citation for view in views))


def needs_action(finding: Finding | CallFinding) -> bool:
    """Whether somebody must decide or ask something because of this finding."""
    return finding.verdict in {Verdict.VIOLATED, Verdict.UNDETERMINED}


def is_held_back(finding: Finding, call: Call) -> bool:
    """Whether a finding says no more of an unread document than that it could not be read."""
    kind = next((rule.kind for rule in call.rules if rule.id == finding.rule), None)
    return finding.verdict is Verdict.UNDETERMINED or kind == ReadableRule.id


def counted(findings: Sequence[Finding], proposal: Proposal, call: Call) -> Counts:
    """위반 counts broken requirements only; lesser violations are 주의 or 참고. An unread document is one question."""
    held = [finding for finding in findings if is_unread(proposal) and is_held_back(finding, call)]
    told = [finding for finding in findings if finding not in held]
    violated = [finding for finding in told if finding.verdict is Verdict.VIOLATED]
    return Counts(
        violated=sum(finding.severity is Severity.ERROR for finding in violated),
        undetermined=sum(finding.verdict is Verdict.UNDETERMINED for finding in told) + bool(held),
        caution=sum(finding.severity is Severity.WARNING for finding in violated),
        advice=sum(finding.severity is Severity.ADVICE for finding in violated),
    )
