"""Plans as pages need them: as reviewers left them, masked, laid out, and kept until somebody changes them."""

import hashlib
import threading
import time
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any, Final, NamedTuple, TypeVar, cast
from urllib.parse import quote

from pydantic_core import to_json

from desk.services import Services
from desk.tally import Tally, tally_of
from records import ReviewedRecord
from records.decisions.revisions import Seen
from records.queries import CallQueries, OverviewRow, SubmissionView
from review.pages.decisions import DecisionRow, decision_rows
from review.pages.evidence import EvidenceList, Line
from review.pages.plan_page import PlanPage, kind_text, plan_page, title_of
from review.rendering.masking import masked
from schemas import Anchor, Call, Record, Review
from schemas.base import Model
from schemas.reachable import fields_to

ValueT = TypeVar("ValueT")

_MAX_OF_CALL: Final = 100
"""Things kept of calls as a whole: their sums, and the comparisons that somebody looks at."""
_AT_ONCE_S: Final = 0.2
"""What may take so long is always of the last change: more than the sums of a hundred plans take.  # unmeasured"""
_REST_TIMES: Final = 15
_MAX_PLANS: Final = 200
"""Plans kept laid out; each is some megabytes."""


def anchor_key(anchor: Anchor) -> str:
    """A name of a place that stays the same as long as the file is read the same."""
    return hashlib.sha256(to_json(anchor)).hexdigest()[:16]


def spaceless(text: str) -> str:
    """A text as names are looked for in it: however it is spaced, in capitals or not."""
    return text.casefold().replace(" ", "")


def plan_url(call_id: str, submission_id: int) -> str:
    """Where a plan's page is."""
    return f"/calls/{quote(call_id, safe='')}/plans/{submission_id}"


def evidence_url(call_id: str, submission_id: int, anchor: Anchor) -> str:
    """Where a place of a plan is shown. htmx is to load it into the panel `#evidence` (desk.js does for such links)."""
    return f"{plan_url(call_id, submission_id)}/evidence/{anchor_key(anchor)}"


@dataclass(frozen=True)
class OpenedPlan:
    """A plan laid out: `record` is masked, `reviewed` is as stored; `page` is None where the file could not be read.

    `chain` holds all copies of the same government, by kind and arrival; `masked_anchors` the places that masking
    changed, as stored by as shown; `lines` the places that the page leads to, by their key.
    """

    submission_id: int
    reviewed: ReviewedRecord
    record: Record
    title: str
    kind: str
    page: PlanPage | None
    decisions: tuple[DecisionRow, ...]
    chain: tuple[OverviewRow, ...]
    masked_anchors: Mapping[Anchor, Anchor] = field(default_factory=dict)
    lines: Mapping[str, Line] = field(default_factory=dict)

    @property
    def review(self) -> Review:
        """What reviewers decided, and the revision that the next change is made on."""
        return self.reviewed.review

    def place(self, key: str) -> tuple[Anchor, Anchor] | None:
        """The place of a key, as stored and as shown; None where the plan has none."""
        line = self.lines.get(key)
        return (self.stored(line.anchor), line.anchor) if line is not None else self._places.get(key)

    def stored(self, shown: Anchor) -> Anchor:
        """A place as it is stored, by how it is shown."""
        return self.masked_anchors.get(shown, shown)

    @cached_property
    def _places(self) -> Mapping[str, tuple[Anchor, Anchor]]:
        """Every place of the record by its key, also those that its page does not lead to."""
        pairs = _anchors(self.reviewed.record, self.record)
        return {anchor_key(stored): (stored, shown) for stored, shown in pairs}


class _Kept(NamedTuple):
    """A plan as it was opened: after which change of its call, and what it was laid out from."""

    change: int
    state: tuple[object, ...]
    plan: OpenedPlan


@dataclass
class _WorkedOut:
    """Something worked out of a call as a whole: after which change, when, and how long the processor took for it."""

    change: int
    at_s: float
    at: datetime
    took_s: float
    value: Any


class Library:
    """Opens plans. Any number of threads may ask."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._kept: OrderedDict[tuple[str, int], _Kept] = OrderedDict()
        self._seen: dict[str, Seen] = {}
        self._refreshing = threading.Lock()
        self._of_calls: OrderedDict[Hashable, _WorkedOut] = OrderedDict()
        self._turns: defaultdict[Hashable, threading.Lock] = defaultdict(threading.Lock)
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
        if kept is not None and _is_untouched(kept, records.decided_since(call.id, kept.change)):
            self._keep(call.id, _Kept(change, kept.state, kept.plan))
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
            with self._refreshing:
                # Who waited finds it done by who came first.
                if self._seen.get(call.id, Seen()).change < seen.change:
                    self._services.records.refresh(call.id, self.judge(call), since=before.change)
                    self._seen[call.id] = seen
        else:
            self._seen[call.id] = seen
        return seen.change

    def names(self, call: Call) -> Mapping[int, str]:
        """The file name and the government of each submission, in one line as `spaceless` has it."""

        def work_out(queries: CallQueries) -> Mapping[int, str]:
            return {
                each.submission_id: spaceless(f"{each.file_name} {each.applicant or ''}") for each in queries.names()
            }

        return self.of_call(call, "names", work_out)

    def as_of(self, call: Call, *what: Hashable) -> datetime | None:
        """When the oldest of what was worked out of a call was; None where all of it is of the last change."""
        found = [kept for each in what if (kept := self._of_calls.get((call.id, each))) is not None]
        return min((kept.at for kept in found if kept.took_s >= _AT_ONCE_S), default=None)

    def tally(self, call: Call) -> Tally:
        """The numbers on top of the call's page."""
        return self.of_call(call, "tally", lambda queries: tally_of(queries.standing_tallies()))

    def of_call(self, call: Call, what: Hashable, work_out: Callable[[CallQueries], ValueT]) -> ValueT:
        """What is worked out of all submissions of a call; `what` tells it apart.

        Where that takes less than `_AT_ONCE_S`, it is of the last change. Where it takes longer, decisions that come
        every few seconds would keep the desk at nothing else: it is then up to `_REST_TIMES` as old as it took, and
        while one who asks works it out anew the others get what was there before.
        """
        queries = self._services.records.queries(call)
        return self._worked_out((call.id, what), self.last_change(call), lambda: work_out(queries))

    def of_plans(self, call: Call, stand: Hashable, work_out: Callable[[], ValueT]) -> ValueT:
        """What follows from some plans and nothing else of the call; `stand` names them with their revisions."""
        return self._worked_out((call.id, stand), 0, work_out)

    def _worked_out(self, key: Hashable, change: int, work_out: Callable[[], ValueT]) -> ValueT:
        kept = self._of_calls.get(key)
        if kept is not None and (kept.change == change or _is_fresh(kept)):
            return cast("ValueT", kept.value)
        turn = self._turns[key]
        if not turn.acquire(blocking=kept is None or kept.took_s < _AT_ONCE_S):
            return cast("ValueT", cast("_WorkedOut", kept).value)
        try:
            latest = self._of_calls.get(key)
            if latest is not None and latest.change >= change:
                return cast("ValueT", latest.value)
            began, at = time.thread_time(), self._services.now()
            value = work_out()
            took_s = time.thread_time() - began
            with self._lock:
                self._of_calls[key] = _WorkedOut(change, time.monotonic(), at, took_s, value)
                while len(self._of_calls) > _MAX_OF_CALL:
                    self._turns.pop(self._of_calls.popitem(last=False)[0], None)
            return value
        finally:
            turn.release()

    def _keep(self, call_id: str, kept: "_Kept") -> None:
        with self._lock:
            self._kept[call_id, kept.plan.submission_id] = kept
            while len(self._kept) > _MAX_PLANS:
                self._kept.popitem(last=False)


def _is_untouched(kept: _Kept, decided_about: Collection[int] | None) -> bool:
    """Whether reviewers decided about others only; what runs found may belong to any plan's chain."""
    if decided_about is None:
        return False
    return not any(copy.submission_id in decided_about for copy in kept.plan.chain)


def _is_fresh(kept: _WorkedOut) -> bool:
    return kept.took_s >= _AT_ONCE_S and time.monotonic() - kept.at_s < _REST_TIMES * kept.took_s


def _opened(call: Call, reviewed: ReviewedRecord, view: SubmissionView) -> OpenedPlan:
    shown = masked(reviewed.record)
    submission_id, version = view.row.submission_id, view.row.version
    masked_anchors = _masked_anchors(reviewed.record, shown)
    page, lines = None, {}
    if shown.proposal is not None:
        keys: dict[int, str] = {}

        def shown_at(line: Line) -> str:
            key = keys.get(line.number) or anchor_key(masked_anchors.get(line.anchor, line.anchor))
            keys[line.number] = key
            return f"{plan_url(call.id, submission_id)}/evidence/{key}"

        evidence = EvidenceList(shown.proposal.excerpts, shown_at=shown_at)
        page = plan_page(shown, shown.proposal, call, version, standing=view.row.standing, evidence=evidence)
        lines = {keys[line.number]: line for line in page.evidence}
    return OpenedPlan(
        submission_id=submission_id,
        reviewed=reviewed,
        record=shown,
        title=title_of(shown),
        kind=kind_text(shown, version),
        page=page,
        decisions=decision_rows(reviewed, call),
        chain=view.chain,
        masked_anchors=masked_anchors,
        lines=lines,
    )


def _masked_anchors(stored: Record, shown: Record) -> Mapping[Anchor, Anchor]:
    """The places that masking changed, as stored by as shown. Those that it makes alike lead to the first of them."""
    changed: dict[Anchor, Anchor] = {}
    for one, other in _anchors(stored, shown, only_changed=True):
        changed.setdefault(other, one)
    return changed


def _anchors(stored: object, shown: object, *, only_changed: bool = False) -> Iterator[tuple[Anchor, Anchor]]:
    """Every anchor below a value, with how it is shown, in the order of the fields. Masking keeps what it leaves."""
    if only_changed and stored is shown:
        return
    if isinstance(stored, Anchor) and isinstance(shown, Anchor):
        yield stored, shown
    elif isinstance(stored, Model):
        for name in fields_to(type(stored), Anchor):
            yield from _anchors(getattr(stored, name), getattr(shown, name), only_changed=only_changed)
    elif isinstance(stored, tuple | list) and isinstance(shown, tuple | list):
        for one, other in zip(stored, shown, strict=True):
            yield from _anchors(one, other, only_changed=only_changed)
    elif isinstance(stored, dict) and isinstance(shown, dict):
        for name, item in stored.items():
            yield from _anchors(item, shown[name], only_changed=only_changed)
