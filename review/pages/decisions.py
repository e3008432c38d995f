"""What reviewers decided about a plan, as its page shows it: the machine's value beside theirs, who, when and why."""

from collections.abc import Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from records import Override, ReviewedRecord
from review.rendering.labels_ko import moment
from review.rendering.masking import masked_text
from review.rendering.overridden import place_text, value_text
from schemas import Call


@dataclass(frozen=True)
class DecisionRow:
    """One override; `stands` is false where the evidence changed and it waits for confirmation."""

    place: str
    machine: str
    value: str
    reviewer: str
    made_at: str
    reason: str
    stands: bool


def decision_rows(reviewed: ReviewedRecord, call: Call) -> tuple[DecisionRow, ...]:
    """The overrides of a record, those that wait for confirmation first."""
    return (
        *_rows(reviewed.to_confirm, call, stands=False),
        *_rows(reviewed.applied, call, stands=True),
    )


def _rows(overrides: tuple[Override, ...], call: Call, *, stands: bool) -> Iterator[DecisionRow]:
    for override in overrides:
        yield DecisionRow(
            place=masked_text(place_text(override.pointer, call)),
            machine=masked_text(value_text(override.pointer, override.machine, call)),
            value=masked_text(value_text(override.pointer, override.value, call)),
            reviewer=masked_text(override.reviewer),
            made_at=moment(override.made_at.astimezone(ZoneInfo(call.timezone))),
            reason=masked_text(override.reason),
            stands=stands,
        )
