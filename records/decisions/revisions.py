"""Two at once: a submission's revision, and the refusal of a change that was made on an earlier one.

The revision is the number of the last event that changed what a reviewer sees of the submission: what a run found, and
what reviewers did. Who only looked, or exported, changed nothing.
"""

from collections.abc import Mapping
from typing import Final, NamedTuple

from sqlalchemy import and_, case, func, select
from sqlalchemy.orm import Session

from records.audit import Event, event_of
from records.database.history_tables import EventRow
from schemas.errors import ChangedMeanwhile

CHANGES_KO: Final = {
    "recorded": "판독·검토 결과 저장",
    "observed": "심사자료 갱신",
    "area-corrected": "분야 수정",
    "overridden": "값 수정",
    "override-withdrawn": "값 수정 철회",
    "decided-finding": "검토 의견 판단",
    "decided-note": "메모",
    "decided-request": "보완 요청 항목 지정",
    "decided-state": "검토 상태 변경",
    "withdrawn": "접수 철회",
    "restored": "접수 철회 취소",
    "retention-over": "보존기간 만료 삭제",
}
"""The kinds of event that change a submission, as a person calls them."""

OF_ONE_SUBMISSION: Final = frozenset(
    {"area-corrected", "decided-finding", "decided-note", "decided-request", "decided-state"}
)
"""The kinds that leave every other submission as it was. A changed value may be the government's name."""

_MAX_NAMED: Final = 3


def revision_of(session: Session, submission_id: int) -> int:
    """The revision of a submission; 0 where nothing is known to have happened to it."""
    query = select(func.max(EventRow.id)).where(
        EventRow.submission_id == submission_id, EventRow.kind.in_(list(CHANGES_KO))
    )
    return session.scalar(query) or 0


def revisions_of(session: Session, call_id: str) -> Mapping[int, int]:
    """The revisions of a call's submissions by their number."""
    query = (
        select(EventRow.submission_id, func.max(EventRow.id))
        .where(EventRow.call_id == call_id, EventRow.submission_id.is_not(None), EventRow.kind.in_(list(CHANGES_KO)))
        .group_by(EventRow.submission_id)
    )
    return {number: revision for number, revision in session.execute(query) if number is not None}


class Seen(NamedTuple):
    """How far somebody has read the log: its last event, and the last one of them that changed a submission."""

    event: int = 0
    change: int = 0


def seen_now(session: Session, call_id: str, before: Seen) -> Seen:
    """How far the log is now, and whether a submission to the call has changed since `before` was read."""
    changes = and_(EventRow.call_id == call_id, EventRow.kind.in_(list(CHANGES_KO)))
    query = select(func.max(EventRow.id), func.max(case((changes, EventRow.id)))).where(EventRow.id > before.event)
    event, change = session.execute(query).one()
    return Seen(event or before.event, change or before.change)


def decided_since(session: Session, call_id: str, change: int) -> frozenset[int] | None:
    """The submissions to a call that reviewers decided about after an event; None where more happened than that.

    What a run found, a changed value and a withdrawal may let another copy of the same government count.
    """
    query = select(EventRow.submission_id, EventRow.kind).where(
        EventRow.id > change, EventRow.call_id == call_id, EventRow.kind.in_(list(CHANGES_KO))
    )
    found = session.execute(query).all()
    if any(kind not in OF_ONE_SUBMISSION for _, kind in found):
        return None
    return frozenset(number for number, _ in found if number is not None)


def check_revision(session: Session, submission_id: int, on_revision: int | None) -> None:
    """Refuse a change that was made on an earlier revision, in the writing transaction that would make it.

    Args:
        session: of that transaction: nobody else writes until it ends.
        submission_id: what is changed.
        on_revision: what the change was made on; None makes it on whatever stands.

    Raises:
        ChangedMeanwhile: somebody changed the submission since; it says who and what.
    """
    if on_revision is None:
        return
    query = (
        select(EventRow)
        .where(
            EventRow.submission_id == submission_id,
            EventRow.id > on_revision,
            EventRow.kind.in_(list(CHANGES_KO)),
        )
        .order_by(EventRow.id)
    )
    events = [event_of(row) for row in session.scalars(query)]
    if events:
        more = f" 외 {len(events) - _MAX_NAMED}건" if len(events) > _MAX_NAMED else ""
        raise ChangedMeanwhile(", ".join(map(_told, events[:_MAX_NAMED])) + more)


def _told(event: Event) -> str:
    pointer = event.detail.get("pointer") or event.detail.get("title")
    return f"{event.actor}: {f'{pointer} ' if pointer else ''}{CHANGES_KO[event.kind]}"
