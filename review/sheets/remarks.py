"""What is held against a plan, for a sheet: each finding with its computation, its place, and what would mend it."""

from collections.abc import Iterator
from dataclasses import dataclass

from review.pages.findings import in_order, is_held_back, needs_action
from review.rendering.labels_ko import rule_name, verdict_label
from review.rendering.places import PlaceNames, listed_places
from rules import remedies
from rules.kinds.context import is_unread
from schemas import Call, Finding, Proposal, Record


@dataclass(frozen=True)
class Remark:
    """A finding in words. `repair` is what its message asks for, `changes` the least that keep every limit."""

    name: str
    verdict: str
    said: str
    repair: str
    changes: tuple[str, ...]
    question: str
    place: str
    citation: str

    @property
    def needed(self) -> str:
        """What is to be done: the changes where they were found, else the question, else the repair."""
        return " 또는 ".join(self.changes) or self.question or self.repair


def remarks(record: Record, proposal: Proposal, call: Call) -> tuple[Remark, ...]:
    """The findings that ask for a decision, the heaviest first; of an unread document one, that it is to be read."""
    names = PlaceNames(proposal.excerpts)
    changes = remedies(proposal, call)
    return tuple(
        _remark(finding, call, names, tuple(each.full_text for each in changes.get(finding.rule) or ()))
        for finding in _told(record, proposal, call)
    )


def _told(record: Record, proposal: Proposal, call: Call) -> Iterator[Finding]:
    asking = [finding for finding in in_order(record.findings) if needs_action(finding)]
    held = [finding for finding in asking if is_unread(proposal) and is_held_back(finding, call)]
    yield from (finding for finding in asking if finding not in held or finding is held[0])


def _remark(finding: Finding, call: Call, names: PlaceNames, changes: tuple[str, ...]) -> Remark:
    said, _, repair = finding.message.partition(" → ")
    return Remark(
        name=rule_name(finding.rule, call),
        verdict=verdict_label(finding.verdict, finding.severity),
        said=said,
        repair=repair,
        changes=changes,
        question=finding.question or "",
        place=listed_places(finding.evidence, names),
        citation=finding.citation,
    )
