"""Plans as pages need them: as reviewers left them, masked, laid out, and kept until somebody changes them."""

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final, NamedTuple
from urllib.parse import quote

from pydantic_core import to_json

from desk.services import Services
from desk.tally import Tally, tally_of
from records import ReviewedRecord
from records.decisions.revisions import Seen
from records.queries import OverviewRow, SubmissionView
from review.pages.decisions import DecisionRow, decision_rows
from review.pages.evidence import EvidenceList, Line
from review.pages.plan_page import PlanPage, kind_text, plan_page, title_of
from review.rendering.masking import masked
from schemas import Anchor, Call, Record, Review
from schemas.base import Model

_MAX_SUBMISSIONS: Final = 20_000
_MAX_PLANS: Final = 200
"""Plans kept laid out; each is some megabytes."""


def anchor_key(anchor: Anchor) -> str:
    """A name of a place that stays the same as long as the file is read the same."""
    return hashlib.sha256(to_json(anchor)).hexdigest()[:16]


def plan_url(call_id: str, submission_id: int) -> str:
    """Where a plan's page is."""
    return f"/calls/{quote(call_id, safe='')}/plans/{submission_id}"


def evidence_url(call_id: str, submission_id: int, anchor: Anchor) -> str:
    """Where a place of a plan is shown. htmx is to load it into the panel `#evidence` (desk.js does for such links)."""
    return f"{plan_url(call_id, submission_id)}/evidence/{anchor_key(anchor)}"


@dataclass(frozen=True)
class OpenedPlan:
    """A plan laid out: `record` is masked, `reviewed` is as stored; `page` is None where the file could not be read.

    `chain` holds all copies of the same government, by kind and arrival.
    """

    submission_id: int
    reviewed: ReviewedRecord
    record: Record
    title: str
    kind: str
    page: PlanPage | None
    decisions: tuple[DecisionRow, ...]
    chain: tuple[OverviewRow, ...]
    lines: Mapping[str, Line] = field(default_factory=dict)

    @property
    def review(self) -> Review:
        """What reviewers decided, and the revision that the next change is made on."""
        return self.reviewed.review

    @cached_property
    def anchors(self) -> Mapping[str, tuple[Anchor, Anchor]]:
        """Every place of the record by its key: as stored, and as shown."""
        stored, shown = _anchors(self.reviewed.record), _anchors(self.record)
        return {anchor_key(one): (one, other) for one, other in zip(stored, shown, strict=True)}


class _Kept(NamedTuple):
    """A plan as it was opened: after which change of its call, and what it was laid out from."""

    change: int
    state: tuple[object, ...]
    plan: OpenedPlan


class _OfCall(NamedTuple):
    """What is kept of a call as a whole, and after which change."""

    change: int
    names: Mapping[int, str]
    tally: Tally


class Library:
    """Opens plans. Any number of threads may ask."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._kept: OrderedDict[tuple[str, int], _Kept] = OrderedDict()
        self._seen: dict[str, Seen] = {}
        self._calls: dict[str, _OfCall] = {}
        self._lock = threading.Lock()

    def judge(self, call: Call) -> Callable[..., Any]:
        """What holds a plan against this call's rules."""
        return lambda proposal, submission: self._services.judge(proposal, submission, call)

    def plan(self, call: Call, submission_id: int) -> OpenedPlan | None:
        """A plan as it stands now; None where the call has none of this number."""
        records, change = self._services.records, self.last_change(call)
        with self._lock:
            kept = self._kept.get((call.id, submission_id))
            if kept is not None and kept.change == change:
                self._kept.move_to_end((call.id, submission_id))
                return kept.plan
        view = records.queries(call).submission(submission_id)
        if view is None:
            return None
        state = (records.revision(submission_id), view.row, view.chain)
        if kept is not None and kept.state == state:
            # Something else of the call changed.
            self._keep(call.id, _Kept(change, state, kept.plan))
            return kept.plan
        reviewed = records.reviewed_submission(call.id, submission_id, self.judge(call))
        if reviewed is None:
            return None
        opened = _opened(call, reviewed, view)
        self._keep(call.id, _Kept(change, (opened.review.revision, view.row, view.chain), opened))
        return opened

    def last_change(self, call: Call) -> int:
        """The number of the last change to any submission of a call; what reviewers decided is in its queries then."""
        before = self._seen.get(call.id, Seen())
        seen = self._services.records.seen_now(call.id, before)
        if seen.change != before.change:
            self._services.records.refresh(call.id, self.judge(call))
        self._seen[call.id] = seen
        return seen.change

    def names(self, call: Call) -> Mapping[int, str]:
        """The file name and the government of each submission, in one line, to look for words in."""
        return self._of_call(call).names

    def tally(self, call: Call) -> Tally:
        """The numbers on top of the call's page."""
        return self._of_call(call).tally

    def _of_call(self, call: Call) -> "_OfCall":
        change = self.last_change(call)
        kept = self._calls.get(call.id)
        if kept is None or kept.change != change:
            queries = self._services.records.queries(call)
            rows = queries.overview(limit=_MAX_SUBMISSIONS).rows
            names = {row.submission_id: f"{row.file_name} {row.applicant or ''}" for row in rows}
            kept = self._calls[call.id] = _OfCall(change, names, tally_of(rows))
        return kept

    def _keep(self, call_id: str, kept: "_Kept") -> None:
        with self._lock:
            self._kept[call_id, kept.plan.submission_id] = kept
            while len(self._kept) > _MAX_PLANS:
                self._kept.popitem(last=False)


def _opened(call: Call, reviewed: ReviewedRecord, view: SubmissionView) -> OpenedPlan:
    shown = masked(reviewed.record)
    submission_id, version = view.row.submission_id, view.row.version
    page, lines = None, {}
    if shown.proposal is not None:
        keys = _keys(reviewed.record, shown)
        evidence = EvidenceList(
            shown.proposal.excerpts,
            shown_at=lambda line: f"{plan_url(call.id, submission_id)}/evidence/{keys[line.anchor]}",
        )
        page = plan_page(shown, shown.proposal, call, version, standing=view.row.standing, evidence=evidence)
        lines = {keys[line.anchor]: line for line in page.evidence}
    return OpenedPlan(
        submission_id=submission_id,
        reviewed=reviewed,
        record=shown,
        title=title_of(shown),
        kind=kind_text(shown, version),
        page=page,
        decisions=decision_rows(reviewed, call),
        chain=view.chain,
        lines=lines,
    )


def _keys(stored: Record, shown: Record) -> Mapping[Anchor, str]:
    """The key of each place by how it is shown. Places that masking makes alike lead to the first of them."""
    keys: dict[Anchor, str] = {}
    for one, other in zip(_anchors(stored), _anchors(shown), strict=True):
        keys.setdefault(other, anchor_key(one))
    return keys


def _anchors(value: object) -> Iterator[Anchor]:
    """Every anchor below a value, in the order of its fields."""
    if isinstance(value, Anchor):
        yield value
    elif isinstance(value, Model):
        for name in type(value).model_fields:
            yield from _anchors(getattr(value, name))
    elif isinstance(value, tuple | list):
        for item in value:
            yield from _anchors(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from _anchors(item)
