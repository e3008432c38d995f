"""Findings over all submissions of a call: for each what is said, and the plans that it is about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from review.pages.findings import needs_action
from review.pages.plan_page import title_of
from review.rendering import labels_ko
from review.rendering.places import PlaceNames
from rules.cross_submission import judge_call
from rules.kinds.context import CallFinding, ExaminedSubmission
from schemas import Call, Record, Severity

_MAX_PLACES: Final = 6
NO_PLACES: Final = PlaceNames()
_SEVERITY_ORDER: Final = tuple(Severity)
_VERDICT_ORDER: Final = tuple(labels_ko.VERDICTS)


@dataclass(frozen=True)
class About:
    """A plan that a finding is about."""

    href: str
    title: str
    kind: str
    file_name: str


@dataclass(frozen=True)
class AcrossView:
    """A finding over several plans with its words, its plans, and the first places it was reached from."""

    finding: CallFinding
    rule: str
    verdict: str
    severity: str
    about: tuple[About, ...]
    places: tuple[str, ...]
    asks: bool


def across_view(records: Sequence[Record], hrefs: Sequence[str], call: Call) -> tuple[AcrossView, ...]:
    """The findings over all plans that were read, what needs a decision first; records are masked."""
    examined = [
        ExaminedSubmission(record.submission, record.proposal, record.findings)
        for record in records
        if record.proposal is not None
    ]
    plans: dict[str, list[About]] = {}
    for record, href in zip(records, hrefs, strict=True):
        name = record.submission.file_name
        plans.setdefault(name, []).append(About(href, title_of(record), labels_ko.KINDS[record.submission.kind], name))
    names = {
        record.submission.file_name: PlaceNames(record.proposal.excerpts)
        for record in records
        if record.proposal is not None
    }
    views = [_view(finding, plans, names, call) for finding in judge_call(examined, call)]
    return tuple(
        sorted(
            views,
            key=lambda view: (
                not view.asks,
                _SEVERITY_ORDER.index(view.finding.severity),
                _VERDICT_ORDER.index(view.finding.verdict),
            ),
        )
    )


def _view(
    finding: CallFinding, plans: Mapping[str, Sequence[About]], excerpts: Mapping[str, PlaceNames], call: Call
) -> AcrossView:
    names = [excerpts[name] for name in finding.files if name in excerpts]
    places = dict.fromkeys(
        next((each for each in names if each.cell_at(anchor) is not None), NO_PLACES).quoted(anchor)
        for anchor in finding.evidence
    )
    return AcrossView(
        finding=finding,
        rule=labels_ko.rule_name(finding.rule, call),
        verdict=labels_ko.verdict_label(finding.verdict, finding.severity),
        severity=labels_ko.SEVERITIES[finding.severity],
        about=tuple(about for name in finding.files for about in plans.get(name, ())),
        places=tuple(places)[:_MAX_PLACES],
        asks=needs_action(finding),
    )
