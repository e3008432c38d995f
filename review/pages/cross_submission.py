"""Findings over all submissions of a call: for each what is said, and the plans that it is about."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from review.pages.findings import needs_action
from review.pages.plan_page import title_of
from review.rendering import labels_ko
from review.rendering.places import PlaceNames
from rules.cross_submission import comparable, judge_call
from rules.kinds.context import CallFinding, ExaminedSubmission
from schemas import Anchor, Call, Proposal, Record, Severity, Source

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


class AcrossPlans:
    """Gathers the plans that were read, one by one and masked, and gives the findings over all of them.

    Of each it holds what the rules look at, and the names of the cells that a finding may point at.
    """

    def __init__(self, call: Call) -> None:
        self._call = call
        self._examined: list[ExaminedSubmission] = []
        self._plans: dict[str, list[About]] = defaultdict(list)
        self._cells: dict[str, dict[Anchor, str]] = {}

    def add(self, record: Record, href: str) -> None:
        """Take a submission; one that could not be read is only named."""
        name = record.submission.file_name
        about = About(href, title_of(record), labels_ko.KINDS[record.submission.kind], name)
        if record.proposal is not None:
            each = comparable(ExaminedSubmission(record.submission, record.proposal, record.findings))
            cells = _cell_names(each.proposal, PlaceNames(record.proposal.excerpts))
            self._examined.append(each)
            self._cells[name] = cells
        self._plans[name].append(about)

    def views(self) -> tuple[AcrossView, ...]:
        """The findings, what needs a decision first."""
        views = [
            _view(finding, self._plans, self._cells, self._call) for finding in judge_call(self._examined, self._call)
        ]
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


def across_view(records: Sequence[Record], hrefs: Sequence[str], call: Call) -> tuple[AcrossView, ...]:
    """The findings over all plans that were read, what needs a decision first; records are masked."""
    plans = AcrossPlans(call)
    for record, href in zip(records, hrefs, strict=True):
        plans.add(record, href)
    return plans.views()


def _cell_names(proposal: Proposal, names: PlaceNames) -> dict[Anchor, str]:
    """What the cells are called that a finding over several plans may point at."""
    fundings = (proposal.budget.funding, *(program.funding for program in proposal.programs))
    amounts = (amount for funding in fundings for source in Source if (amount := funding.of(source)) is not None)
    stated = (*amounts, *([proposal.applicant] if proposal.applicant else ()), *proposal.statements.passages)
    anchors = dict.fromkeys(anchor for each in stated for anchor in each.evidence)
    return {anchor: names.quoted(anchor) for anchor in anchors if names.cell_at(anchor) is not None}


def _view(
    finding: CallFinding, plans: Mapping[str, Sequence[About]], cells: Mapping[str, Mapping[Anchor, str]], call: Call
) -> AcrossView:
    named = [cells[name] for name in finding.files if name in cells]
    places = dict.fromkeys(
        next((each[anchor] for each in named if anchor in each), None) or NO_PLACES.quoted(anchor)
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
