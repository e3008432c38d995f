"""Looking for what need not be kept any longer, and removing it where a person has said so."""

import logging
from contextlib import ExitStack
from typing import Final

from flows.actor import actor
from flows.database import existing_database, told_url
from flows.runs.report import IntakeOrder, Tell
from flows.runs.taking_in import WAITING
from records import Records, RetentionPlan, run_turn
from review.rendering.labels_ko import moment
from review.rendering.masking import masked_text
from rules import load_call
from schemas import Call
from schemas.base import Model
from schemas.errors import CallError

logger = logging.getLogger(__name__)

TO_REMOVE: Final = "지우려면 remove를 켜서 다시 실행하거나 simsa retain"


class RetentionReport(Model):
    """What need not be kept any longer, a line each, and whether it was removed."""

    expired: tuple[str, ...]
    originals: int
    size: int
    removed: bool
    index_page: str = ""

    @property
    def is_complete(self) -> bool:
        """Nothing waits for a person to say that it may go."""
        return self.removed or not self.expired

    @property
    def summary_line(self) -> str:
        """What was found or done, in a line."""
        if not self.expired:
            return "보존기간이 끝난 심사자료 없음"
        told = f"{len(self.expired)}건, 원본 {self.originals}개({self.size:,}바이트)"
        return f"보존기간이 끝나 삭제 {told}" if self.removed else f"보존기간이 끝남 {told} → {TO_REMOVE}"


def retain_or_tell(order: IntakeOrder, *, remove: bool, tell: Tell = logger.info) -> RetentionReport:
    """Look for what is kept longer than it has to be, and remove it where that is wanted.

    Raises:
        CallError: the call cannot be used.
        UsageError: there are no records.
        StorageError: the records cannot be read or removed.
    """
    url = existing_database(told_url(), order.folder)
    named = load_call(order.call) if order.call else None
    call_id = named.id if named else None
    with Records(url, actor=actor()) as records, ExitStack() as turns:
        calls = [named] if named else calls_as_they_stand(records)
        plan = records.retention.plan_retention(call_id, calls=calls)
        if remove and plan.expired:
            for each in calls:
                turns.enter_context(run_turn(url, each.id, lambda: tell(WAITING)))
            plan = records.retention.retain(call_id, calls=calls, at=plan.at)
    return _reported(plan, removed=remove)


def calls_as_they_stand(records: Records) -> list[Call]:
    """The calls of the records, as their packs say today; as they were registered last, where there is no pack."""
    calls = []
    for call_id in records.archive.call_ids():
        try:
            calls.append(load_call(call_id))
        except CallError:
            calls.append(records.archive.calls(call_id)[-1])
    return calls


def _reported(plan: RetentionPlan, *, removed: bool) -> RetentionReport:
    lines = tuple(
        f"{masked_text(each.file_name or f'접수와 연결되지 않은 원본 {each.sha256[:12]}')}: "
        f"{moment(each.kept_until)}에 만료, {each.rule}"
        for each in plan.expired
    )
    return RetentionReport(expired=lines, originals=plan.originals, size=plan.size, removed=removed)
