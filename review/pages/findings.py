"""Findings as the page shows them: what needs a decision first, the heaviest on top."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from review.pages.evidence import EvidenceList, Places
from review.rendering import labels_ko
from rules.kinds.context import CallFinding
from rules.kinds.money.share_changes import Change
from rules.remedies import WhatIf, what_if
from schemas import Call, Finding, Proposal, Severity, Verdict
from schemas.formatting import money

_SEVERITY_ORDER: Final = tuple(Severity)
_VERDICT_ORDER: Final = tuple(labels_ko.VERDICTS)


@dataclass(frozen=True)
class FindingView:
    """A finding with its words and the places it was reached from.

    `changes` are what would bring a share inside its limit, each by itself and as little as the printed unit allows.
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
    """How many findings ask for something: broken requirements, open questions, and lighter doubts."""

    violated: int
    undetermined: int
    caution: int


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
    changes = {found.rule: changes_of(found) for found in what_if(proposal, call)}
    views = [
        FindingView(
            id=f"f{number}",
            finding=finding,
            rule=labels_ko.rule_name(finding.rule, call),
            verdict=labels_ko.VERDICTS[finding.verdict],
            severity=labels_ko.SEVERITIES[finding.severity],
            places=evidence.cite(finding.evidence, f"검토 의견 {number}"),
            changes=changes.get(finding.rule, ()),
        )
        for number, finding in enumerate(sorted(in_order(findings), key=lambda finding: not asks(finding)), 1)
    ]
    return tuple(view for view in views if asks(view.finding)), tuple(view for view in views if not asks(view.finding))


def citations(views: Sequence[FindingView]) -> tuple[str, ...]:
    """The sentences that findings rest on, each once, in the order of first use."""
    return tuple(dict.fromkeys(view.finding.citation for view in views))


def changes_of(found: WhatIf) -> tuple[str, ...]:
    """`국비 7,300백만원 → 7,000백만원 이하(300백만원 감액)`, and what a larger total asks of the other sources."""
    return tuple(
        f"{change.name} {money(change.now_krw, change.step)} → {change.amount} {_bound(change)}"
        f"({change.gap} {change.verb}){_then(found, change)}"
        for change in found.changes
    )


def _bound(change: Change) -> str:
    return "이상" if change.krw > change.now_krw else "이하"


def _then(found: WhatIf, change: Change) -> str:
    is_larger_total = change.is_total and change.krw > change.now_krw
    return f", 이때 {', '.join(found.then)} 필요" if found.then and is_larger_total else ""


def asks(finding: Finding | CallFinding) -> bool:
    """Whether somebody must decide or ask something because of this finding."""
    return finding.verdict in {Verdict.VIOLATED, Verdict.UNDETERMINED}


def counted(findings: Sequence[Finding]) -> Counts:
    """위반 counts broken requirements only; violations of lesser weight are 주의."""
    violated = [finding for finding in findings if finding.verdict is Verdict.VIOLATED]
    heavy = sum(finding.severity is Severity.ERROR for finding in violated)
    return Counts(
        violated=heavy,
        undetermined=sum(finding.verdict is Verdict.UNDETERMINED for finding in findings),
        caution=len(violated) - heavy,
    )
